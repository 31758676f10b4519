/* The charts of a stored contract: what they draw at a moment, and what is refused. */

#include "fresh_app.h"

#include "app/charts.h"
#include "chart/chart_table.h"
#include "chart/svg.h"

#include <string.h>

static const ChartQuery TERMS = {.key = {"A", 1},
				 .moment = {{DAY_NONE}, {INT64_MAX}, {INT64_MAX}},
				 .width = 800,
				 .as_of_mark = {DAY_NONE}};

static void add_history(App *app)
{
	Err err;
	add_contract(app, "A");
	MUST(amend(app, "A", "2025-01-01",
		   (FieldText){STR("annual_value"), CHANGE_ADD, STR("30000")}, &err));
	MUST(amend(app, "A", "2026-01-01", (FieldText){STR("direct_labor"), CHANGE_SET, STR("70%")},
		   &err));
	MUST(retract(app, "A", 3, &err));
}

static Chart chart_of(App *app, const ChartQuery *query)
{
	ContractChartAnswer answer;
	Err err;
	MUST(charts_contract(app, query, &answer, &err));
	assert_string_equal(str_to_c(app->mem, answer.contract.key), "A");
	return *answer.chart;
}

static void each_chart_is_drawn(void **state)
{
	App *app = app_of(state);
	add_history(app);
	for (ContractChart which = 0; which < CONTRACT_CHARTS; which++) {
		static const size_t rows[] = {2, 12, 13, 4};
		ChartQuery query = TERMS;
		query.which = which;
		Chart chart = chart_of(app, &query);
		Buf svg = {.mem = app->mem};
		chart_svg(&chart, &svg);
		assert_true(str_starts(buf_str(&svg), STR("<svg ")));
		assert_true(str_ends(buf_str(&svg), STR("</svg>\n")));
		assert_int_equal(chart.width, 800);
		assert_int_equal(chart_table(&chart, app->mem).row_count, rows[which]);
	}
}

static void the_as_of_day_only_marks(void **state)
{
	App *app = app_of(state);
	add_history(app);
	ChartQuery query = TERMS;
	query.moment.as_of = day("2024-06-30");
	Chart chart = chart_of(app, &query);
	assert_int_equal(chart.as_of.day, day("2024-06-30").day);
	assert_int_equal(chart.event_count, 2); /* also what takes effect later */
	query.as_of_mark = day("2024-07-01");
	assert_int_equal(chart_of(app, &query).as_of.day, day("2024-07-01").day);
	assert_false(date_is_set(chart_of(app, &TERMS).as_of));
}

static void what_was_not_known_is_not_drawn(void **state)
{
	App *app = app_of(state);
	add_history(app);
	ChartQuery query = TERMS;
	query.moment.known = (Instant){FRESH_NOW.us - 1};
	Chart chart = chart_of(app, &query);
	assert_true(chart.empty.len > 0);
	query = TERMS;
	query.moment.recorded = (Instant){0};
	assert_true(chart_of(app, &query).empty.len > 0);
	assert_true(chart_of(app, &TERMS).empty.len == 0);
}

static void periods_are_those_that_are_asked_for(void **state)
{
	App *app = app_of(state);
	add_history(app);
	ChartQuery query = TERMS;
	query.which = CONTRACT_CHART_PERIODS;
	query.has_by = true;
	query.by = GRANULARITY_FISCAL_YEAR;
	Chart chart = chart_of(app, &query);
	assert_int_equal(chart.panels[0].series[0].len, 3); /* the fiscal year begins in January */
}

static void what_cannot_be_drawn_is_refused(void **state)
{
	App *app = app_of(state);
	add_history(app);
	static const int widths[] = {0, 299, 2001, -5};
	ContractChartAnswer answer = {.chart = NULL};
	Err err;
	for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++) {
		ChartQuery query = TERMS;
		query.width = widths[i];
		err = (Err){0};
		assert_false(charts_contract(app, &query, &answer, &err));
		assert_int_equal(err.code, ERR_RANGE);
		assert_string_equal(err.field, "width");
		assert_non_null(strstr(err.text, "300 to 2000 px"));
	}
	ChartQuery query = TERMS;
	query.key = STR("B");
	err = (Err){0};
	assert_false(charts_contract(app, &query, &answer, &err));
	assert_int_equal(err.code, ERR_NOT_FOUND);
	assert_string_equal(err.kind, "contract");
	assert_null(answer.chart);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(each_chart_is_drawn),
		STORE_TEST(the_as_of_day_only_marks),
		STORE_TEST(what_was_not_known_is_not_drawn),
		STORE_TEST(periods_are_those_that_are_asked_for),
		STORE_TEST(what_cannot_be_drawn_is_refused),
	};
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
