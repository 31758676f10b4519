#include "app/charts.h"

#include "app/lookup.h"
#include "app/settings.h"
#include "store/custom_field.h"
#include "store/revision.h"

static MUST_CHECK bool draw(App *app, const ChartQuery *query, const StoredHistory *history,
			    ContractStory *story, Calendar calendar, Chart *out, Err *err)
{
	Fold *fold = ARENA_NEW(app->mem, Fold);
	ContractChartKind kind = {
		.which = query->which,
		.calendar = calendar,
		.has_by = query->has_by,
		.width = query->width,
		.as_of = date_is_set(query->as_of_mark) ? query->as_of_mark : query->moment.as_of,
	};
	story->revisions = view_select(app->mem, history->entries, history->count, story->view);
	if (!fold_entries(app->mem, story->fields, story->revisions, fold, err))
		return false;
	story->fold = fold;
	story->earning = earning_of(app->mem, fold, convention_default());
	return contract_chart(app->mem, story, kind, out, err);
}

/* The chart shows the whole history that was known; its as-of day is a mark only. */
static View whole_view(Moment moment)
{
	moment.as_of = DATE_NONE;
	return view_of(moment);
}

static MUST_CHECK bool read(App *app, const ChartQuery *query, ContractChartAnswer *out, Err *err)
{
	ContractChartAnswer answer;
	StoredHistory history;
	Calendar calendar = {.granularity = query->by};
	Chart *chart = ARENA_NEW(app->mem, Chart);
	Fields *fields = ARENA_NEW(app->mem, Fields);
	if (!custom_field_load(app->db, app->mem, fields, err) ||
	    !settings_fiscal_month(app, &calendar.fiscal_month, err) ||
	    !lookup_contract(app, query->key, &answer.contract, err) ||
	    !revision_load(app->db, app->mem, fields, answer.contract.id, &history, err))
		return false;
	ContractStory story = {
		.key = answer.contract.key,
		.currency = answer.contract.currency,
		.fields = fields,
		.entries = history.entries,
		.entry_count = history.count,
		.view = whole_view(query->moment),
	};
	if (!draw(app, query, &history, &story, calendar, chart, err))
		return fail_in(err, "contract '%.*s'", STR_ARG(answer.contract.key));
	answer.chart = chart;
	*out = answer;
	return true;
}

bool charts_contract(App *app, const ChartQuery *query, ContractChartAnswer *out, Err *err)
{
	if (query->width < CHART_WIDTH_MIN || query->width > CHART_WIDTH_MAX) {
		(void)fail(err, ERR_RANGE, "a chart is %d to %d px wide, not %d", CHART_WIDTH_MIN,
			   CHART_WIDTH_MAX, query->width);
		return fail_at(err, "width");
	}
	if (!app_begin_read(app, err))
		return false;
	bool ok = read(app, query, out, err);
	app_end(app);
	return ok;
}
