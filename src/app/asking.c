#include "app/asking.h"

#include "app/settings.h"
#include "facts/fact.h"

#include <string.h>

/* The term of a single contract, as the view knows it. */
static MUST_CHECK bool read_term(App *app, const AskingAnswer *asked, Period *out, Err *err)
{
	BooksQuery query = {.scope = asked->scope,
			    .moment = asked->moment,
			    .effective = asked->effective};
	BookHeads heads;
	*out = (Period){DATE_NONE, DATE_NONE};
	if (asked->scope.kind != SCOPE_CONTRACT)
		return true;
	if (!book_heads_read(app, &query, &heads, err))
		return false;
	*out = book_term(&(Book){.fold = &heads.at[0].fold});
	return true;
}

static MUST_CHECK bool find_period(const Asking *asking, AskingAnswer *asked, Err *err)
{
	Period range = asking->range;
	if (asking->period.len > 0)
		return period_parse(asking->period, &asked->context, &asked->period, err);
	if (!date_is_set(range.from) && !date_is_set(range.to)) {
		int64_t month = month_of(date_add(asked->moment.as_of, 1)) - 1;
		asked->period = month_period(month);
		return true;
	}
	if (!date_is_set(range.from) || !date_is_set(range.to)) {
		const char *missing = date_is_set(range.from) ? "to" : "from";
		return fail(err, ERR_INPUT, "'%s' is missing: a period needs both of its ends",
			    missing) ||
		       fail_at(err, missing);
	}
	if (range.from.day >= range.to.day)
		return fail(err, ERR_INPUT, "a period ends after its first day") ||
		       fail_at(err, "to");
	asked->period = range;
	return true;
}

bool asking_read(App *app, const Asking *asking, AskingAnswer *out, Err *err)
{
	AskingAnswer asked = {.moment = asking->moment, .effective = asking->moment.as_of};
	if (!date_is_set(asked.moment.as_of))
		asked.moment.as_of = asking->today;
	if (!scope_parse(asking->scope, &asked.scope, err) ||
	    !settings_fiscal_month(app, &asked.context.fiscal_month, err) ||
	    !read_term(app, &asked, &asked.context.term, err) || !find_period(asking, &asked, err))
		return false;
	asked.period_name = period_name(app->mem, asked.period, asked.context.fiscal_month);
	*out = asked;
	return true;
}

static void all_metrics(Arena *mem, unsigned subject, AskingMetrics *out)
{
	size_t count = metric_count();
	out->at = ARENA_ARRAY(mem, size_t, count);
	for (size_t i = 0; i < count; i++) {
		if (metric_subjects(metric_at(i)) & subject)
			out->at[out->len++] = i;
	}
}

static MUST_CHECK bool add_metric(Str name, AskingMetrics *places, Err *err)
{
	size_t place;
	if (!metric_find(name, &place, err))
		return fail_at(err, "metrics");
	for (size_t i = 0; i < places->len; i++) {
		if (places->at[i] == place)
			return fail(err, ERR_INPUT, "metric '%.*s' is named twice",
				    STR_ARG(name)) ||
			       fail_at(err, "metrics");
	}
	places->at[places->len++] = place;
	return true;
}

bool asking_metrics(Arena *mem, Str names, Scope scope, AskingMetrics *out, Err *err)
{
	AskingMetrics places = {0};
	size_t comma;
	Str rest = names;
	if (str_trim(names).len == 0) {
		all_metrics(mem, scope_is_people(scope) ? OF_RESOURCE : OF_CONTRACT, &places);
		*out = places;
		return true;
	}
	places.at = ARENA_ARRAY(mem, size_t, metric_count());
	while (str_find(rest, STR(","), &comma)) {
		if (!add_metric(str_trim(str_slice(rest, 0, comma)), &places, err))
			return false;
		rest = str_slice(rest, comma + 1, rest.len);
	}
	if (!add_metric(str_trim(rest), &places, err))
		return false;
	*out = places;
	return true;
}

bool asking_currency(App *app, const BookHeads *heads, Currency *out, Err *err)
{
	for (size_t i = 1; i < heads->len; i++) {
		if (strcmp(heads->at[i].contract->currency.code,
			   heads->at[0].contract->currency.code) != 0)
			return settings_reporting_currency(app, out, err);
	}
	if (heads->len == 0)
		return settings_reporting_currency(app, out, err);
	*out = heads->at[0].contract->currency;
	return true;
}
