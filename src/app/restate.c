#include "app/restate.h"

#include "app/restate_way.h"

#include <stdlib.h>
#include <string.h>

enum { POINTS_MAX = 120000 }; /* sums of metrics kept of both views */

/* A request on its way. */
typedef struct Restating {
	App *app;
	const RestateQuery *query;
	ViewReader reader;
	AskingMetrics metrics;
	Instant earlier, later;
	bool backwards;     /* from the later view to the earlier one */
	BookHeads heads[2]; /* of the earlier view, of the later one */
	BookHeads all;      /* of both */
	ResourceRefs people;
	KnownSteps steps;
	FactNames names;
	RestateUnit *units;
	size_t unit_count;
	bool *keeps;
	Total *whole[2];
	Total *rest; /* of units without steps, in the earlier view */
} Restating;

static MUST_CHECK bool read_request(Restating *r, Err *err)
{
	const RestateQuery *query = r->query;
	Moment moment = {query->as_of, INSTANT_MAX, INSTANT_MAX};
	ViewReader *reader = &r->reader;
	r->backwards = query->known.us > query->versus.us;
	r->earlier = r->backwards ? query->versus : query->known;
	r->later = r->backwards ? query->known : query->versus;
	moment.known = r->later;
	Asking asking = {query->scope, query->period, query->range, moment, query->today};
	if (!asking_read(r->app, &asking, &reader->asked, err) ||
	    !asking_metrics(r->app->mem, query->metrics, reader->asked.scope, &r->metrics, err))
		return false;
	reader->app = r->app;
	reader->plan = metric_plan(r->app->mem, r->metrics.at, r->metrics.len);
	return true;
}

/* Whose manager somebody was in one of the views only may have no contract in the other. */
static MUST_CHECK bool read_heads_in(Restating *r, Instant known, BookHeads *out, bool *found,
				     Err *err)
{
	BooksQuery query = {.scope = r->reader.asked.scope,
			    .moment = {r->reader.asked.moment.as_of, known, INSTANT_MAX},
			    .effective = r->reader.asked.effective};
	*found = book_heads_read(r->app, &query, out, err);
	return *found || (err->code == ERR_NOT_FOUND && query.scope.kind == SCOPE_MANAGER);
}

static int compare_heads(const void *a, const void *b)
{
	const BookHead *x = a;
	const BookHead *y = b;
	return str_cmp_natural(x->contract->key, y->contract->key);
}

static bool has_head(const BookHeads *heads, int64_t id)
{
	for (size_t i = 0; i < heads->len; i++) {
		if (heads->at[i].contract->id == id)
			return true;
	}
	return false;
}

/* The contracts of both views; but for those of managers they are the same. */
static MUST_CHECK bool read_heads(Restating *r, Err *err)
{
	bool earlier;
	bool later;
	if (!read_heads_in(r, r->earlier, &r->heads[0], &earlier, err) ||
	    !read_heads_in(r, r->later, &r->heads[1], &later, err))
		return false;
	if (!earlier && !later)
		return false;
	if (!earlier)
		r->heads[0] = (BookHeads){r->app, r->heads[1].fields, NULL, 0};
	if (!later)
		r->heads[1] = (BookHeads){r->app, r->heads[0].fields, NULL, 0};
	r->all = r->heads[1];
	if (r->reader.asked.scope.kind != SCOPE_MANAGER)
		return true;
	r->all.at = ARENA_ARRAY(r->app->mem, BookHead, r->heads[0].len + r->heads[1].len);
	r->all.len = 0;
	for (size_t i = 0; i < r->heads[1].len; i++)
		r->all.at[r->all.len++] = r->heads[1].at[i];
	for (size_t i = 0; i < r->heads[0].len; i++) {
		if (!has_head(&r->heads[1], r->heads[0].at[i].contract->id))
			r->all.at[r->all.len++] = r->heads[0].at[i];
	}
	qsort(r->all.at, r->all.len, sizeof *r->all.at, compare_heads);
	return true;
}

static MUST_CHECK bool make_units(Restating *r, Err *err)
{
	ViewReader *reader = &r->reader;
	if (scope_is_people(reader->asked.scope)) {
		r->unit_count = 1;
		r->units = ARENA_NEW(r->app->mem, RestateUnit);
		return view_reader_firm(reader, r->later, err) &&
		       scope_resources(r->app, &reader->firm, reader->asked.scope,
				       reader->asked.moment.as_of, &r->people, err);
	}
	if (!read_heads(r, err) || !asking_currency(r->app, &r->all, &reader->currency, err))
		return false;
	r->unit_count = r->all.len;
	r->units = ARENA_ARRAY(r->app->mem, RestateUnit, r->all.len);
	for (size_t i = 0; i < r->all.len; i++) {
		r->units[i].contract = r->all.at[i].contract;
		reader->mixed = reader->mixed || strcmp(r->all.at[i].contract->currency.code,
							r->all.at[0].contract->currency.code) != 0;
	}
	return true;
}

static MUST_CHECK bool read_steps(Restating *r, Err *err)
{
	bool people = scope_is_people(r->reader.asked.scope);
	r->steps = (KnownSteps){
		.app = r->app,
		.after = r->earlier,
		.until = r->later,
		.as_of = r->reader.asked.moment.as_of,
		.needs = metric_plan_needs(r->reader.plan),
		.backwards = r->backwards,
		.limit = r->query->change_limit,
		.names = &r->names,
	};
	if (r->reader.mixed)
		r->steps.needs |= NEED_BUDGETS;
	if (people) {
		r->steps.people = &r->people;
		r->steps.needs |= NEED_RESOURCES | NEED_RESOURCE_HOURS;
	}
	return fact_names_load(r->app, NULL, &r->names, err) &&
	       known_steps_read(&r->steps, &r->all, err);
}

/* Sums are kept of units that have steps; what all share may be a step of any. */
static MUST_CHECK bool choose_kept(Restating *r, Err *err)
{
	size_t kept = 0;
	r->keeps = ARENA_ARRAY(r->app->mem, bool, r->unit_count);
	if (!way_mark_changed(&r->steps, r->units, r->unit_count, err))
		return false;
	for (size_t i = 0; i < r->unit_count; i++) {
		r->keeps[i] =
			r->units[i].changed || way_has_shared(&r->steps) || !r->units[i].contract;
		kept += r->keeps[i];
	}
	if (r->metrics.len == 0 || kept <= POINTS_MAX / r->metrics.len)
		return true;
	return fail(
		err, ERR_TOO_LARGE,
		"%zu contracts changed between the two views, too many for %zu metrics at once: "
		"ask for fewer metrics, or for a smaller scope",
		kept, r->metrics.len);
}

static MUST_CHECK bool read_views(Restating *r, Err *err)
{
	for (int i = 0; i < 2; i++) {
		r->whole[i] = total_new(r->app->mem, r->reader.plan, r->reader.currency);
		ViewPass pass = {
			.heads = &r->heads[i],
			.units = r->units,
			.count = r->unit_count,
			.keeps = r->keeps,
			.later = i == 1,
			.whole = r->whole[i],
			.rest = total_new(r->app->mem, r->reader.plan, r->reader.currency),
		};
		r->rest = i == 0 ? pass.rest : r->rest;
		if (!view_reader_all(&r->reader, i == 0 ? r->earlier : r->later, &pass, err))
			return false;
	}
	return true;
}

static const Metric **metrics_of(const Restating *r)
{
	const Metric **metrics = ARENA_ARRAY(r->app->mem, const Metric *, r->metrics.len);
	for (size_t i = 0; i < r->metrics.len; i++)
		metrics[i] = metric_plan_at(r->reader.plan, i);
	return metrics;
}

/* "resources 3, exchange rates 12" */
static Str shared_words(const Restating *r)
{
	Buf text = {.mem = r->app->mem};
	for (size_t i = 0; i < FACT_KINDS; i++) {
		size_t count = r->steps.counts[i];
		if (count > 0)
			buf_add_format(&text, "%s%s %zu", text.len > 0 ? ", " : "",
				       fact_spec((FactKind)i)->plural, count);
	}
	return buf_str(&text);
}

static MUST_CHECK bool answer(Restating *r, RestateTable *out, Err *err)
{
	const AskingAnswer *asked = &r->reader.asked;
	const Figure *earlier = view_reader_figures(&r->reader, r->whole[0]);
	const Figure *later = view_reader_figures(&r->reader, r->whole[1]);
	RestateTable table = {
		.scope = asked->scope,
		.period = asked->period,
		.period_name = asked->period_name,
		.as_of = asked->moment.as_of,
		.known = r->query->known,
		.versus = r->query->versus,
		.metrics = metrics_of(r),
		.metric_count = r->metrics.len,
		.currency = r->reader.currency,
		.before = r->backwards ? later : earlier,
		.after = r->backwards ? earlier : later,
		.shared = shared_words(r),
	};
	Way way = {
		.reader = &r->reader,
		.steps = &r->steps,
		.units = r->units,
		.unit_count = r->unit_count,
		.rest = r->rest,
		.first = earlier,
		.last = later,
		.metric_count = r->metrics.len,
		.backwards = r->backwards,
	};
	if (!way_go(&way, err) || !way_tell(&way, &table, err))
		return false;
	*out = table;
	return true;
}

static MUST_CHECK bool restate_inside(Restating *r, RestateTable *out, Err *err)
{
	return read_request(r, err) && make_units(r, err) && read_steps(r, err) &&
	       choose_kept(r, err) && read_views(r, err) && answer(r, out, err);
}

bool restate_table(App *app, const RestateQuery *query, RestateTable *out, Err *err)
{
	Restating restating = {.app = app, .query = query};
	if (!app_begin_read(app, err))
		return false;
	view_reader_open(&restating.reader);
	bool ok = restate_inside(&restating, out, err);
	view_reader_close(&restating.reader);
	app_end(app);
	return ok;
}
