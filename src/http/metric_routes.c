#include "http/routes.h"

#include "answer/drill_json.h"
#include "answer/explain_json.h"
#include "answer/figures_json.h"
#include "answer/metric_json.h"
#include "answer/restate_json.h"

enum { ROWS_DEFAULT = 200, CHANGES_DEFAULT = 200 };

bool api_metrics_list_run(Call *call, Err *err)
{
	(void)call;
	(void)err;
	return true;
}

bool api_metrics_list_render(Call *call, Err *err)
{
	(void)err;
	json_put_metrics(&call->json, call->mem);
	return true;
}

bool api_metric_show_run(Call *call, Err *err)
{
	size_t *place = ARENA_NEW(call->mem, size_t);
	call->result = place;
	return metric_find(call_given(call, "metric")->text, place, err) || fail_at(err, "metric");
}

bool api_metric_show_render(Call *call, Err *err)
{
	const size_t *place = call->result;
	(void)err;
	json_put_metric(&call->json, call->mem, metric_at(*place));
	return true;
}

/* The days asked for, told by from and to; a period is told in one way only. */
static MUST_CHECK bool read_range(const Call *call, Period *out, Err *err)
{
	Period range = {call_given(call, "from")->date, call_given(call, "to")->date};
	if (call_given(call, "period")->given &&
	    (date_is_set(range.from) || date_is_set(range.to))) {
		(void)fail(err, ERR_USAGE, "period excludes from and to");
		return fail_at(err, "period");
	}
	*out = range;
	return true;
}

static Moment given_moment(const Call *call)
{
	return (Moment){call_given(call, "as_of")->date, call_given(call, "known_at")->instant,
			INSTANT_MAX};
}

static Str given_scope(const Call *call)
{
	const Given *scope = call_given(call, "scope");
	return scope->given ? scope->text : STR("portfolio");
}

bool api_figures_run(Call *call, Err *err)
{
	FiguresQuery query = {
		.scope = given_scope(call),
		.metrics = call_given(call, "metrics")->text,
		.period = call_given(call, "period")->text,
		.by = call_given(call, "by")->text,
		.moment = given_moment(call),
		.today = instant_date(call->request->now),
		.since_close = call_given(call, "since_close")->number != 0,
	};
	call->result = ARENA_NEW(call->mem, FigureTable);
	return read_range(call, &query.range, err) &&
	       figures_table(call->app, &query, call->result, err);
}

bool api_figures_render(Call *call, Err *err)
{
	(void)err;
	json_put_figures_table(&call->json, call->mem, call->result);
	return true;
}

bool api_figures_csv_render(Call *call, Err *err)
{
	(void)err;
	figures_write_csv(&call->reply->body, call->mem, call->result);
	call->reply->attachment = STR("figures.csv");
	return true;
}

bool api_drill_run(Call *call, Err *err)
{
	DrillQuery query = {
		.contract = call_given(call, "key")->text,
		.by = (DrillBy)call_given(call, "by")->number,
		.task = call_given(call, "task")->text,
		.resource = call_given(call, "resource")->text,
		.period = call_given(call, "period")->text,
		.moment = given_moment(call),
		.today = instant_date(call->request->now),
	};
	call->result = ARENA_NEW(call->mem, DrillTable);
	return read_range(call, &query.range, err) &&
	       drill_table(call->app, &query, call->result, err);
}

bool api_drill_render(Call *call, Err *err)
{
	(void)err;
	json_put_drill(&call->json, call->mem, call->result);
	return true;
}

bool api_drill_csv_render(Call *call, Err *err)
{
	const DrillTable *table = call->result;
	(void)err;
	drill_write_csv(&call->reply->body, call->mem, table);
	call->reply->attachment =
		str_format(call->mem, "hours-by-%s.csv", drill_by_name(table->by));
	return true;
}

bool api_explanation_run(Call *call, Err *err)
{
	const Given *rows = call_given(call, "rows");
	ExplainQuery query = {
		.metric = call_given(call, "metric")->text,
		.scope = given_scope(call),
		.period = call_given(call, "period")->text,
		.versus = call_given(call, "vs")->text,
		.moment = given_moment(call),
		.today = instant_date(call->request->now),
		.row_limit = rows->given ? (size_t)rows->number : ROWS_DEFAULT,
	};
	call->result = ARENA_NEW(call->mem, ExplainAnswer);
	return read_range(call, &query.range, err) &&
	       explain_figure(call->app, &query, call->result, err);
}

bool api_explanation_render(Call *call, Err *err)
{
	(void)err;
	json_put_explanation(&call->json, call->mem, call->result);
	return true;
}

bool api_restatement_run(Call *call, Err *err)
{
	const Given *changes = call_given(call, "changes");
	RestateQuery query = {
		.scope = given_scope(call),
		.metrics = call_given(call, "metrics")->text,
		.period = call_given(call, "period")->text,
		.known = call_given(call, "known_at")->instant,
		.versus = call_given(call, "vs")->instant,
		.as_of = call_given(call, "as_of")->date,
		.today = instant_date(call->request->now),
		.change_limit = changes->given ? (size_t)changes->number : CHANGES_DEFAULT,
	};
	call->result = ARENA_NEW(call->mem, RestateTable);
	return read_range(call, &query.range, err) &&
	       restate_table(call->app, &query, call->result, err);
}

bool api_restatement_render(Call *call, Err *err)
{
	(void)err;
	json_put_restatement(&call->json, call->mem, call->result);
	return true;
}
