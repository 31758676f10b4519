#include "app/close.h"

#include "app/close_ledger.h"
#include "app/facts.h"
#include "app/tie_out.h"

#include <assert.h>

/* What is recorded by a close comes from this source. */
#define SOURCE STR("close")

enum { TEXTS = 4 };

typedef struct Closing {
	App *app;
	const CloseQuery *query;
	int64_t month;
	Str month_text;
	LedgerTotals totals;
	VEC(FactInput) inputs;
	VEC(uint64_t) lines; /* of each input */
} Closing;

static MUST_CHECK bool check_days(const CloseQuery *query, int64_t month, Date *closed_on, Err *err)
{
	Date over = month_first(month + 1);
	Date on = date_is_set(query->closed_on) ? query->closed_on : query->today;
	if (query->today.day < over.day)
		return fail(err, ERR_CONFLICT, "%.*s is not over", STR_ARG(query->month)) ||
		       fail_at(err, "month");
	if (on.day < over.day)
		return fail(err, ERR_INPUT, "a month is closed after its end") ||
		       fail_at(err, "closed_on");
	if (on.day > query->today.day)
		return fail(err, ERR_INPUT, "a close is not told ahead") ||
		       fail_at(err, "closed_on");
	*closed_on = on;
	return true;
}

static void add_text(FactInput *input, FactText *texts, const char *field, Str value)
{
	if (value.len == 0)
		return;
	assert(input->text_count < TEXTS);
	texts[input->text_count++] = (FactText){str_from_c(field), value};
}

static FactInput *add_input(Closing *c, FactKind kind, uint64_t line, FactText **texts)
{
	FactInput *input = vec_push(c->app->mem, &c->inputs);
	*vec_push(c->app->mem, &c->lines) = line;
	*texts = ARENA_ARRAY(c->app->mem, FactText, TEXTS);
	*input = (FactInput){.kind = kind, .source = SOURCE, .texts = *texts};
	add_text(input, *texts, "month", c->month_text);
	return input;
}

static void add_total(Closing *c, LedgerLine total, uint64_t line, bool deletes)
{
	FactText *texts;
	FactInput *input = add_input(c, FACT_LEDGER_TOTAL, line, &texts);
	add_text(input, texts, "contract", total.contract);
	add_text(input, texts, "currency", total.currency);
	add_text(input, texts, "recognized", total.recognized);
	input->deletes = deletes;
}

/* Totals of the month that the ledger does not tell any more. */
static MUST_CHECK bool add_deletions(Closing *c, Err *err)
{
	FactFilter filter = {.kind = FACT_LEDGER_TOTAL, .known = INSTANT_MAX};
	FactList totals;
	size_t month = fact_field(FACT_LEDGER_TOTAL, "month");
	size_t contract = fact_field(FACT_LEDGER_TOTAL, "contract");
	if (!facts_list(c->app->db, c->app->mem, &filter, &totals, err))
		return false;
	for (size_t i = 0; i < totals.len; i++) {
		const FactValue *values = totals.at[i].values;
		LedgerLine total = {
			.contract = values[contract].set ? values[contract].text : (Str){0},
			.currency = str_from_c(totals.at[i].currency.code),
		};
		if (values[month].number == c->month &&
		    !ledger_totals_tell(&c->totals, total.contract, total.currency))
			add_total(c, total, 0, true);
	}
	return true;
}

static MUST_CHECK bool add_totals(Closing *c, Err *err)
{
	if (c->query->ledger.len == 0 && c->query->line_count == 0)
		return true;
	if (!ledger_totals_read(c->app, c->query, c->month, &c->totals, err) ||
	    !add_deletions(c, err))
		return false;
	for (size_t i = 0; i < c->totals.len; i++)
		add_total(c, c->totals.at[i].texts, c->totals.at[i].line, false);
	return true;
}

/* Deleted first: then it is known anew, also where it says the same as before. */
static void add_close(Closing *c, Date closed_on)
{
	Arena *mem = c->app->mem;
	FactText *texts;
	const CloseQuery *query = c->query;
	FactInput *input = add_input(c, FACT_PERIOD_CLOSE, 0, &texts);
	input->deletes = true;
	input = add_input(c, FACT_PERIOD_CLOSE, 0, &texts);
	add_text(input, texts, "closed_on", date_text(mem, closed_on));
	add_text(input, texts, "closed_by",
		 query->closed_by.len > 0 ? query->closed_by : c->app->user);
	add_text(input, texts, "note", query->note);
}

/* The close of the month that holds so far, or NULL. */
static MUST_CHECK bool read_close(const Closing *c, const ReplacedClose **out, Err *err)
{
	FactFilter filter = {.kind = FACT_PERIOD_CLOSE, .known = INSTANT_MAX};
	FactList closes;
	size_t month = fact_field(FACT_PERIOD_CLOSE, "month");
	*out = NULL;
	if (!facts_list(c->app->db, c->app->mem, &filter, &closes, err))
		return false;
	for (size_t i = 0; i < closes.len; i++) {
		const Fact *close = &closes.at[i];
		if (close->values[month].number != c->month)
			continue;
		ReplacedClose *replaced = ARENA_NEW(c->app->mem, ReplacedClose);
		size_t on = fact_field(FACT_PERIOD_CLOSE, "closed_on");
		size_t by = fact_field(FACT_PERIOD_CLOSE, "closed_by");
		*replaced = (ReplacedClose){
			.closed_on = {(int32_t)close->values[on].number},
			.closed_by = close->values[by].text,
			.known_at = close->known_at,
		};
		*out = replaced;
	}
	return true;
}

static MUST_CHECK bool write(Closing *c, Err *err)
{
	size_t count = c->inputs.len;
	FactResult *results = ARENA_ARRAY(c->app->mem, FactResult, count);
	bool changed;
	if (facts_write_inside(c->app, c->inputs.at, count, results, &changed, err)) {
		assert(changed); /* a close is always known anew */
		return true;
	}
	for (size_t i = 0; i < count; i++) {
		if (results[i].refused && c->lines.at[i] > 0)
			return ledger_fail_in(c->query, c->lines.at[i], err);
	}
	return false;
}

static MUST_CHECK bool close_inside(App *app, const CloseQuery *query, TieOut *out, Err *err)
{
	Closing closing = {.app = app, .query = query};
	Date closed_on = DATE_NONE;
	const ReplacedClose *replaced;
	TieOut tied;
	if (!month_parse(query->month, &closing.month, err))
		return fail_at(err, "month");
	if (!check_days(query, closing.month, &closed_on, err))
		return false;
	closing.month_text = month_text(app->mem, closing.month);
	if (!read_close(&closing, &replaced, err) || !add_totals(&closing, err))
		return false;
	add_close(&closing, closed_on);
	if (!write(&closing, err) || !tie_out_read(app, closing.month, MOMENT_NOW, &tied, err))
		return false;
	tied.replaced = replaced;
	*out = tied;
	return true;
}

bool close_month(App *app, const CloseQuery *query, TieOut *out, Err *err)
{
	if (!app_begin_write(app, err))
		return false;
	bool ok = close_inside(app, query, out, err);
	if (ok && !query->dry_run)
		return app_commit(app, err);
	app_end(app);
	return ok;
}

bool tie_out(App *app, Str month, Moment moment, TieOut *out, Err *err)
{
	int64_t number;
	if (!month_parse(month, &number, err))
		return fail_at(err, "month");
	if (!app_begin_read(app, err))
		return false;
	bool ok = tie_out_read(app, number, moment, out, err);
	app_end(app);
	return ok;
}

bool closed_months(App *app, Moment moment, ClosedMonths *out, Err *err)
{
	if (!app_begin_read(app, err))
		return false;
	bool ok = tie_out_months(app, moment, out, err);
	app_end(app);
	return ok;
}
