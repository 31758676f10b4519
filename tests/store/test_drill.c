/* Drill-downs of a contract: every row ties to the whole, and the whole to the measures. */

#include "fresh_books.h"

#include "app/drill.h"

#include <string.h>

static DrillQuery drill_query(DrillBy by, const char *period)
{
	return (DrillQuery){
		.contract = STR("H-1"),
		.by = by,
		.period = str_from_c(period),
		.range = {DATE_NONE, DATE_NONE},
		.moment = MOMENT_NOW,
		.today = day("2025-03-02"),
	};
}

/* "Build/Building 2 5400s 3600c 0d 0u 10000 no_cost_rate plan 7200; ", the total last. */
static void expect_drill(App *app, const char *label, DrillQuery query, const char *wanted)
{
	DrillTable table;
	Err err;
	Buf got = {.mem = app->mem};
	MUST(drill_table(app, &query, &table, &err));
	for (size_t i = 0; i <= table.len; i++) {
		const DrillRow *row = i < table.len ? &table.at[i] : &table.total;
		buf_add_format(&got, "%.*s/%.*s", STR_ARG(row->key), STR_ARG(row->name));
		if (date_is_set(row->days.from)) {
			add_day(&got, row->days.from);
			add_day(&got, row->days.to);
		}
		buf_add_format(&got, " %lld %llds %lldc %lldd %lldu", (long long)row->entries,
			       (long long)row->seconds, (long long)row->counting_seconds,
			       (long long)row->draft_seconds, (long long)row->submitted_seconds);
		add_priced(&got, row->bill);
		add_priced(&got, row->cost);
		if (row->has_plan)
			buf_add_format(&got, " plan %lld", (long long)row->planned_seconds);
		buf_add_format(&got, "%s; ", row->in_scope ? "" : " out");
	}
	expect_buf(label, &got, wanted);
}

static void open_work(App *app)
{
	Err err;
	add_contract(app, "H-1");
	add_contract(app, "H-2");
	assert_true(amend(app, "H-1", "2024-01-01",
			  (FieldText){STR("billing_rate"), CHANGE_SET, STR("100")}, &err));
	assert_true(amend(app, "H-1", "2024-01-01",
			  (FieldText){STR("committed_hours"), CHANGE_SET, STR("2610")}, &err));
	(void)import_books(app,
			   "key,effective_on,name,monday,tuesday,wednesday,thursday,friday,"
			   "cost_rate,currency\nR-1,2025-01-01,First,8,8,8,8,8,50,USD\n"
			   "R-2,2025-01-01,,8,8,8,8,8,,\n");
	(void)import_text(app, "times.csv",
			  HOURS_HEADER
			  "a1,H-1,Build,R-1,2025-01-31,3600,,,,\n"
			  "a2,H-1,Build,R-1,2025-02-03,1800,,,,\n"
			  "a3,H-1,Test,R-1,2025-02-04,7200,,,70,\n"
			  "a4,H-1,,R-1,2025-02-28,60,draft,,,\n"
			  "a5,H-1,Test,R-1,2025-02-28,61,submitted,,,\n"
			  "a6,H-1,Test,R-1,2025-02-28,62,,internal,,\n"
			  "a7,H-1,Test,R-1,2025-03-03,100,,,,\n"
			  "a8,H-2,Build,R-1,2025-02-03,9999,,,,\n",
			  (ImportRequest){.source = STR("times")});
	(void)import_books(app,
			   "contract,key,name,planned_hours,in_scope\n"
			   "H-1,Build,Building,2,no\nH-1,Paint,,1,\n");
	(void)import_books(app,
			   "contract,resource,from,to,hours_per_week\n"
			   "H-1,R-1,2025-02-03,2025-02-10,10\nH-1,R-1,2025-02-04,2025-02-06,40\n"
			   "H-1,R-2,2025-02-24,2025-03-01,20\n");
}

static void rows_add_up(void **state)
{
	App *app = app_of(state);
	open_work(app);
	expect_drill(app, "by task, most hours first; a plan without hours is a row",
		     drill_query(DRILL_TASK, ""),
		     "Test/ 2 7261s 7200c 0d 61u 7000 10000; "
		     "Build/Building 2 5400s 5400c 0d 0u 15000 7500 plan 7200 out; "
		     "/ 1 60s 0c 60d 0u 0 0; Paint/ 0 0s 0c 0d 0u 0 0 plan 3600; "
		     "/ 5 12721s 12600c 60d 61u 22000 17500 plan 10800; ");
	expect_drill(app, "by resource in a month", drill_query(DRILL_RESOURCE, "2025-02"),
		     "R-1/First 4 9121s 9000c 60d 61u 12000 12500; "
		     "/ 4 9121s 9000c 60d 61u 12000 12500; ");
	expect_drill(app, "by month, with committed hours; the running one to the as-of day",
		     drill_query(DRILL_MONTH, "2025-Q1"),
		     "/ 2025-01-01 2025-02-01 1 3600s 3600c 0d 0u 10000 5000 plan 828000; "
		     "/ 2025-02-01 2025-03-01 4 9121s 9000c 60d 61u 12000 12500 plan 720000; "
		     "/ 2025-03-01 2025-04-01 0 0s 0c 0d 0u 0 0 plan 0; "
		     "/ 5 12721s 12600c 60d 61u 22000 17500 plan 1548000; ");
	expect_drill(app, "by week, also those without hours",
		     drill_query(DRILL_WEEK, "2025-02-01..2025-02-18"),
		     "/ 2025-02-01 2025-02-03 0 0s 0c 0d 0u 0 0 plan 0; "
		     "/ 2025-02-03 2025-02-10 2 9000s 9000c 0d 0u 12000 12500 plan 180000; "
		     "/ 2025-02-10 2025-02-17 0 0s 0c 0d 0u 0 0 plan 180000; "
		     "/ 2025-02-17 2025-02-18 0 0s 0c 0d 0u 0 0 plan 36000; "
		     "/ 2 9000s 9000c 0d 0u 12000 12500 plan 396000; ");
	expect_drill(app, "by assignment: the first one counts, and what is of none is a row",
		     drill_query(DRILL_ASSIGNMENT, "2025-02"),
		     "R-1/First 2025-02-03 2025-02-10 2 9000s 9000c 0d 0u 12000 12500 plan 36000; "
		     "R-1/First 2025-02-04 2025-02-06 0 0s 0c 0d 0u 0 0 plan 57600; "
		     "R-2/ 2025-02-24 2025-03-01 0 0s 0c 0d 0u 0 0 plan 72000; "
		     "/ 2 121s 0c 60d 61u 0 0; "
		     "/ 4 9121s 9000c 60d 61u 12000 12500 plan 165600; ");
}

static void drills_go_deeper(void **state)
{
	App *app = app_of(state);
	open_work(app);
	DrillQuery query = drill_query(DRILL_MONTH, "2025-01-01..2025-03-01");
	query.task = STR("Build");
	expect_drill(app, "months of a task", query,
		     "/ 2025-01-01 2025-02-01 1 3600s 3600c 0d 0u 10000 5000 plan 828000; "
		     "/ 2025-02-01 2025-03-01 1 1800s 1800c 0d 0u 5000 2500 plan 720000; "
		     "/ 2 5400s 5400c 0d 0u 15000 7500 plan 1548000; ");
	query.by = DRILL_TASK;
	query.resource = STR("R-2");
	expect_drill(app, "a task of a person who did nothing", query,
		     "Build/Building 0 0s 0c 0d 0u 0 0 plan 7200 out; "
		     "/ 0 0s 0c 0d 0u 0 0 plan 7200; ");
	query.by = DRILL_ASSIGNMENT;
	query.task = (Str){0};
	expect_drill(app, "assignments of a person", query,
		     "R-2/ 2025-02-24 2025-03-01 0 0s 0c 0d 0u 0 0 plan 72000; "
		     "/ 0 0s 0c 0d 0u 0 0 plan 72000; ");
	query = drill_query(DRILL_TASK, "");
	query.contract = STR("H-2");
	expect_drill(app, "without a rate: n/a, and so is the sum", query,
		     "Build/ 1 9999s 9999c 0d 0u no_billing_rate 13888; "
		     "/ 1 9999s 9999c 0d 0u no_billing_rate 13888; ");
	query.moment.as_of = day("2024-01-01");
	expect_drill(app, "before the first hours", query, "/ 0 0s 0c 0d 0u 0 0; ");
}

static void drills_tie_to_figures(void **state)
{
	App *app = app_of(state);
	Err err;
	open_work(app);
	for (DrillBy by = DRILL_TASK; by < DRILL_BYS; by++) {
		DrillTable table;
		FigureTable figures;
		DrillQuery query = drill_query(by, "2025-02");
		FiguresQuery asked = {
			.scope = query.contract,
			.metrics = STR("counting_hours,draft_hours,bill_value,cost_of_hours"),
			.period = query.period,
			.range = query.range,
			.moment = query.moment,
			.today = query.today};
		MUST(drill_table(app, &query, &table, &err));
		MUST(figures_table(app, &asked, &figures, &err));
		const Figure *at = figures.total.figures;
		assert_true(at[0].value.num == (int128)table.total.counting_seconds * 1000000);
		assert_true(at[1].value.num == (int128)table.total.draft_seconds * 1000000);
		assert_true(at[2].value.num == table.total.bill.minor);
		assert_true(at[3].value.num == table.total.cost.minor);
		assert_memory_equal(&figures.total.completeness, &table.completeness,
				    sizeof table.completeness);
		assert_non_null(drill_by_name(by));
	}
	assert_null(drill_by_name(DRILL_BYS));
}

static void what_is_not_there_is_refused(void **state)
{
	App *app = app_of(state);
	Err err;
	DrillTable table;
	DrillQuery query = drill_query(DRILL_TASK, "");
	open_work(app);
	query.task = STR("Nothing");
	MUST_FAIL(drill_table(app, &query, &table, &err), ERR_NOT_FOUND, "no task 'Nothing'");
	assert_string_equal(err.field, "task");
	query.task = (Str){0};
	query.resource = STR("R-9");
	MUST_FAIL(drill_table(app, &query, &table, &err), ERR_NOT_FOUND, "no resource 'R-9'");
	assert_string_equal(err.field, "resource");
	query.period = STR("March");
	MUST_FAIL(drill_table(app, &query, &table, &err), ERR_INPUT, "March");
	query.contract = STR("X");
	MUST_FAIL(drill_table(app, &query, &table, &err), ERR_NOT_FOUND, "no contract 'X'");
	assert_string_equal(err.field, "contract");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(rows_add_up),
		STORE_TEST(drills_go_deeper),
		STORE_TEST(drills_tie_to_figures),
		STORE_TEST(what_is_not_there_is_refused),
	};
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, fresh_db_end);
}
