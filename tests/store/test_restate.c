/* Figures in two views, and the steps between them. */

#include "restated.h"

#include "app/facts.h"

#include <stdio.h>
#include <string.h>

/* "revision 2 '' 'annual_value = 1 from …', 100; ": what each step says, and its effect on the first metric. */
static Str steps_text(App *app, const RestateTable *table)
{
	Buf text = {.mem = app->mem};
	for (size_t i = 0; i < table->step_count; i++) {
		const RestateStep *step = &table->steps[i];
		for (size_t j = 0; j < step->change_count; j++) {
			const RestatedChange *change = &step->changes[j];
			buf_add(&text, change->what);
			buf_add(&text, STR(" '"));
			buf_add(&text, change->before);
			buf_add(&text, STR("' '"));
			buf_add(&text, change->after);
			buf_add(&text, STR("', "));
		}
		if (step->has_effect[0])
			buf_add(&text, ratio_text(app->mem, step->effects[0], 0));
		else
			buf_add(&text, STR("n/a"));
		buf_add(&text, STR("; "));
	}
	return buf_str(&text);
}

static RestateTable of_metric(App *app, const char *metric, Instant known, Instant versus)
{
	Err err;
	RestateTable table;
	RestateQuery query = {.scope = STR("H-1"),
			      .metrics = str_from_c(metric),
			      .period = STR("2025-03"),
			      .range = {DATE_NONE, DATE_NONE},
			      .known = known,
			      .versus = versus,
			      .as_of = day("2025-12-31"),
			      .today = day("2026-11-22")};
	MUST(restate_table(app, &query, &table, &err));
	return table;
}

static void expect_steps(App *app, const char *label, const RestateTable *table, const char *wanted)
{
	Str got = steps_text(app, table);
	if (!str_eq_c(got, wanted))
		fail_msg("%s:\n got  %.*s\n want %s", label, STR_ARG(got), wanted);
}

static void steps_tell_what_was_said_and_is_said(void **state)
{
	App *app = app_of(state);
	Err err;
	static const char HEADER[] = "external_id,contract,recognized_on,amount";
	add_contract(app, "H-1");
	Instant first = clock_now(app);
	import_lines(app, HEADER, "r1,H-1,2025-03-05,100");
	import_lines(app, HEADER, "r1,H-1,2025-03-05,150");
	import_lines(app, HEADER, "r2,H-1,2025-04-05,7");
	FactInput gone = {.kind = FACT_RECOGNITION,
			  .source = STR("books"),
			  .external_id = STR("r1"),
			  .deletes = true};
	FactResult result;
	MUST(facts_write(app, &gone, 1, &result, &err));
	Instant last = clock_now(app);
	RestateTable table = of_metric(app, "recognized", first, last);
	expect_steps(
		app, "forwards", &table,
		"recognition '' 'recognized_on 2025-03-05, amount 100.00, currency USD', 10000; "
		"recognition 'amount 100.00' 'amount 150.00', 5000; "
		"recognition '' 'recognized_on 2025-04-05, amount 7.00, currency USD', 0; "
		"recognition 'recognized_on 2025-03-05, amount 150.00, currency USD' '', -15000; ");
	assert_true(table.steps[0].import_id != 0);
	assert_int_equal(table.steps[3].import_id, 0);
	assert_true(str_eq_c(table.steps[0].changes[0].file, "books.csv"));
	assert_int_equal(table.steps[0].changes[0].line, 2);
	table = of_metric(app, "recognized", last, first);
	expect_steps(
		app, "backwards", &table,
		"recognition '' 'recognized_on 2025-03-05, amount 150.00, currency USD', 15000; "
		"recognition 'recognized_on 2025-04-05, amount 7.00, currency USD' '', 0; "
		"recognition 'amount 150.00' 'amount 100.00', -5000; "
		"recognition 'recognized_on 2025-03-05, amount 100.00, currency USD' '', -10000; ");
	table = of_metric(app, "counting_hours", first, last);
	expect_steps(app, "what a metric is not made of is no step", &table, "");
}

static void what_goes_and_comes_back_is_told_twice(void **state)
{
	static const char HEADER[] = "external_id,contract,recognized_on,amount";
	App *app = app_of(state);
	Err err;
	FactInput gone = {.kind = FACT_RECOGNITION,
			  .source = STR("books"),
			  .external_id = STR("r1"),
			  .deletes = true};
	FactResult result;
	add_contract(app, "H-1");
	import_lines(app, HEADER, "r1,H-1,2025-03-05,100");
	Instant first = clock_now(app);
	MUST(facts_write(app, &gone, 1, &result, &err));
	import_lines(app, HEADER, "r1,H-1,2025-03-05,100");
	RestateTable table = of_metric(app, "recognized", first, clock_now(app));
	expect_steps(
		app, "gone and back", &table,
		"recognition 'recognized_on 2025-03-05, amount 100.00, currency USD' '', -10000; "
		"recognition '' 'recognized_on 2025-03-05, amount 100.00, currency USD', 10000; ");
}

static void entries_after_the_as_of_day_are_no_steps(void **state)
{
	static const char TIMES[] = "external_id,contract,resource,work_date,seconds";
	App *app = app_of(state);
	add_contract(app, "H-1");
	import_lines(app, TIMES, "t1,H-1,Resource 01,2026-03-03,7200");
	Instant first = clock_now(app);
	import_lines(app, TIMES, "t1,H-1,Resource 01,2026-03-03,3600");
	RestateTable table = of_metric(app, "counting_hours", first, clock_now(app));
	expect_steps(app, "not seen", &table, "");
}

static void expect_words(const char *label, Str got, const char *wanted)
{
	if (!str_eq_c(got, wanted))
		fail_msg("%s: got \"%.*s\"", label, STR_ARG(got));
}

static void entries_and_retractions_are_steps_of_their_own(void **state)
{
	App *app = app_of(state);
	Err err;
	add_contract(app, "H-1");
	Instant first = clock_now(app);
	FieldText twice = {STR("annual_value"), CHANGE_SET, STR("200000")};
	MUST(amend(app, "H-1", "2025-01-01", twice, &err));
	FieldText more = {STR("annual_value"), CHANGE_ADD, STR("365")};
	MUST(amend(app, "H-1", "2025-03-31", more, &err));
	MUST(retract(app, "H-1", 2, &err));
	Instant last = clock_now(app);
	RestateTable table = of_metric(app, "revenue_by_terms", first, last);
	expect_steps(app, "in number order", &table,
		     "revision 2 'annual_value = 100,000.00' "
		     "'annual_value = 200,000.00 from 1 Jan 2025', 849315; "
		     "revision 3 'annual_value = 200,000.00' "
		     "'annual_value = 200,365.00 from 31 Mar 2025', 100; "
		     "retraction 4 'annual_value = 200,000.00' "
		     "'takes back revision 2: annual_value = 100,000.00 from 1 Jan 2025', "
		     "-849315; ");
	expect_words("both in one", table.steps[1].changes[0].words,
		     "annual_value 200,000.00 → 200,365.00 from 31 Mar 2025");
	expect_words("what a retraction takes back", table.steps[2].changes[0].words,
		     "takes back revision 2: annual_value 200,000.00 → 100,000.00 "
		     "from 1 Jan 2025");
	table = of_metric(app, "revenue_by_terms", last, first);
	expect_words("taken back", table.steps[0].changes[0].words,
		     "takes back revision 2: annual_value 100,000.00 → 200,000.00 "
		     "from 1 Jan 2025");
	expect_words("the other way round", table.steps[1].changes[0].words,
		     "annual_value 200,365.00 → 200,000.00 from 31 Mar 2025");
}

static void entries_of_one_instant_are_told_one_by_one(void **state)
{
	App *app = app_of(state);
	Err err;
	Effect effect;
	add_contract(app, "H-1");
	Instant first = clock_now(app);
	Circumstances about = {.effective_on = day("2025-01-01"),
			       .signed_on = DATE_NONE,
			       .reason = STR("test"),
			       .has_known_at = true,
			       .known_at = {first.us + 1}};
	/* The clock goes on behind the instant that both are known at. */
	FieldText manager = {STR("manager"), CHANGE_SET, STR("Manager 1")};
	MUST(amend(app, "H-1", "2025-01-01", manager, &err));
	MUST(amend(app, "H-1", "2025-01-02", manager, &err));
	FieldText twice = {STR("annual_value"), CHANGE_SET, STR("200000")};
	MUST(contracts_amend(app, STR("H-1"), &twice, 1, &about, false, &effect, &err));
	FieldText more = {STR("annual_value"), CHANGE_ADD, STR("365")};
	about.effective_on = day("2025-03-31");
	MUST(contracts_amend(app, STR("H-1"), &more, 1, &about, false, &effect, &err));
	RestateTable table = of_metric(app, "revenue_by_terms", first, (Instant){first.us + 1});
	expect_steps(app, "in number order", &table,
		     "revision 2 '' 'manager = Manager 1 from 1 Jan 2025', 0; "
		     "revision 4 'annual_value = 100,000.00' "
		     "'annual_value = 200,000.00 from 1 Jan 2025', 849315; "
		     "revision 5 'annual_value = 200,000.00' "
		     "'annual_value = 200,365.00 from 31 Mar 2025', 100; ");
	expect_words("what was unset has no words of its own", table.steps[0].changes[0].words, "");
	assert_int_equal(table.steps[1].known.us, table.steps[2].known.us);
}

static void a_person_s_cost_rate_is_a_step_of_the_contracts_it_changes(void **state)
{
	static const char PEOPLE[] = "key,effective_on,monday,cost_rate,currency";
	static const char TIMES[] = "external_id,contract,resource,work_date,seconds";
	App *app = app_of(state);
	add_contract(app, "H-1");
	add_contract(app, "H-2");
	import_lines(app, PEOPLE, "Resource 01,2025-01-01,8,50,USD");
	import_lines(app, TIMES, "t1,H-1,Resource 01,2025-03-03,7200");
	Instant first = clock_now(app);
	import_lines(app, PEOPLE, "Resource 01,2025-01-01,8,60,USD");
	import_lines(app, PEOPLE, "Resource 01,2026-01-01,8,90,USD");
	Instant last = clock_now(app);
	RestateTable table = of_metric(app, "cost_of_hours", first, last);
	expect_steps(app, "only what has an effect", &table,
		     "resource 'cost_rate 50.00' 'cost_rate 60.00', 2000; ");
	assert_true(str_eq_c(table.shared, "resources 2"));
	table = restated(app, STR("H-2"), first, last);
	assert_int_equal(table.step_count, 0);
	assert_int_equal(table.contract_count, 0);
	table = restated(app, STR("portfolio"), first, last);
	assert_int_equal(table.contract_count, 1);
	assert_true(str_eq_c(table.contracts[0].contract, "H-1"));
}

static void a_figure_that_was_not_available_counts_from_its_last_value(void **state)
{
	static const char TIMES[] = "external_id,contract,resource,work_date,seconds,cost";
	App *app = app_of(state);
	add_contract(app, "H-1");
	import_lines(app, TIMES, "t1,H-1,Resource 01,2025-03-03,7200,100");
	Instant first = clock_now(app);
	import_lines(app, TIMES, "t2,H-1,Resource 01,2025-03-03,7200,");
	import_lines(app, TIMES, "t2,H-1,Resource 01,2025-03-03,7200,30");
	Instant last = clock_now(app);
	RestateTable table = of_metric(app, "cost_of_hours", first, last);
	expect_steps(app, "available again", &table,
		     "time_entry '' '2 h on 3 Mar 2025, Resource 01, approved, billable', n/a; "
		     "time_entry '2 h on 3 Mar 2025, Resource 01, approved, billable' "
		     "'2 h on 3 Mar 2025, Resource 01, approved, billable, cost 30.00', 3000; ");
	assert_int_equal(ratio_compare(table.difference[0], ratio_of(3000)), 0);
}

/* A fact that becomes known between the views, and a metric that it touches. */
typedef struct KindCase {
	FactKind kind;
	const char *header, *row, *metric;
} KindCase;

static const KindCase KINDS[] = {
	{FACT_TIME_ENTRY, "external_id,contract,resource,role,work_date,seconds",
	 "x,H-1,Resource 01,Fitter,2025-03-04,60", "counting_hours"},
	{FACT_COST, "external_id,contract,date,amount,kind", "x,H-1,2025-03-04,5,expense",
	 "other_costs"},
	{FACT_RECOGNITION, "external_id,contract,recognized_on,amount", "x,H-1,2025-03-04,5",
	 "recognized_in_ledger"},
	{FACT_INVOICE, "external_id,contract,date,service_from,service_to,amount",
	 "x,H-1,2025-03-04,2025-03-01,2025-04-01,5", "realization"},
	{FACT_BUDGET, "contract,month,revenue", "H-1,2025-03,5", "budget_revenue"},
	{FACT_TASK, "contract,key,name,in_scope", "H-1,Build,Build,no", "out_of_scope_hours"},
	{FACT_DELIVERABLE, "contract,key,budget_cost,due_on", "H-1,Tower,5,2025-03-02",
	 "planned_value"},
	{FACT_PROGRESS, "contract,deliverable,date,progress", "H-1,Hall,2025-03-02,50%",
	 "earned_value"},
	{FACT_RATE, "contract,resource,effective_on,billing_rate", "H-1,Resource 01,2025-01-01,5",
	 "bill_value"},
	{FACT_ASSIGNMENT, "contract,resource,from,to,hours_per_week",
	 "H-1,Resource 01,2025-01-01,2026-01-01,5", "under_resourcing"},
	{FACT_RESOURCE, "key,effective_on,monday,cost_rate,currency",
	 "Resource 01,2025-02-01,8,5,USD", "cost_of_hours"},
	{FACT_CALENDAR_DAY, "calendar,date,working", "Site,2025-03-04,no", "committed_hours"},
};

/* What makes every metric of the cases available before anything changes. */
static void prepare_all_kinds(App *app)
{
	Err err;
	static const char *const TERMS[][2] = {{"committed_hours", "1000"},
					       {"calendar", "Site"},
					       {"billing_rate", "10"}};
	add_contract(app, "H-1");
	for (size_t i = 0; i < sizeof TERMS / sizeof *TERMS; i++) {
		FieldText change = {str_from_c(TERMS[i][0]), CHANGE_SET, str_from_c(TERMS[i][1])};
		MUST(amend(app, "H-1", "2024-01-01", change, &err));
	}
	import_lines(app, "key,effective_on,monday,cost_rate,currency",
		     "Resource 01,2025-01-01,8,50,USD");
	import_lines(app, "contract,key,name", "H-1,Build,Build");
	import_lines(app, "contract,key,budget_cost,due_on", "H-1,Hall,100,2025-03-20");
	import_lines(app, "contract,role,effective_on,standard_rate", "H-1,Fitter,2025-01-01,10");
	import_lines(app, "external_id,contract,resource,role,task,work_date,seconds",
		     "t1,H-1,Resource 01,Fitter,Build,2025-03-03,7200");
}

static void every_kind_of_fact_is_a_step(void **state)
{
	App *app = app_of(state);
	prepare_all_kinds(app);
	for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
		const KindCase *one = &KINDS[i];
		Instant first = clock_now(app);
		import_lines(app, one->header, "%s", one->row);
		RestateTable table = of_metric(app, one->metric, first, clock_now(app));
		const char *name = fact_spec(one->kind)->name;
		if (table.step_count != 1 || table.steps[0].change_count != 1 ||
		    !str_eq_c(table.steps[0].changes[0].what, name))
			fail_msg("%s: %.*s", name, STR_ARG(steps_text(app, &table)));
		bool differs = table.before[0].na != table.after[0].na ||
			       ratio_compare(table.before[0].value, table.after[0].value) != 0;
		if (!differs)
			fail_msg("%s does not touch %s: %s", name, one->metric,
				 reason_name(table.after[0].na));
	}
}

static void an_entry_that_leaves_a_contract_is_gone_there_and_new_elsewhere(void **state)
{
	static const char TIMES[] = "external_id,contract,resource,work_date,seconds";
	App *app = app_of(state);
	Err err;
	RestateTable table;
	add_contract(app, "H-1");
	add_contract(app, "H-2");
	import_lines(app, TIMES, "t1,H-1,Resource 01,2025-03-03,7200");
	import_lines(app, TIMES, "t2,H-1,Resource 01,2025-03-04,1800");
	Instant first = clock_now(app);
	import_lines(app, TIMES, "t1,H-2,Resource 01,2025-03-03,7200");
	FactInput gone = {.kind = FACT_TIME_ENTRY,
			  .source = STR("books"),
			  .external_id = STR("t2"),
			  .deletes = true};
	FactResult result;
	MUST(facts_write(app, &gone, 1, &result, &err));
	RestateQuery query = {.scope = STR("account:Harbour"),
			      .metrics = STR("approved_client_hours"),
			      .period = STR("2025-03"),
			      .range = {DATE_NONE, DATE_NONE},
			      .known = first,
			      .versus = INSTANT_MAX,
			      .as_of = DATE_NONE,
			      .today = day("2026-11-22")};
	MUST(restate_table(app, &query, &table, &err));
	expect_steps(app, "by contract", &table,
		     "time_entry '2 h on 3 Mar 2025, Resource 01, approved, billable' '', "
		     "-7200000000; "
		     "time_entry '0.5 h on 4 Mar 2025, Resource 01, approved, billable' '', "
		     "-1800000000; "
		     "time_entry '' '2 h on 3 Mar 2025, Resource 01, approved, billable', "
		     "7200000000; ");
	expect_total_sum(&table, 0);
	assert_int_equal(table.contract_count, 2);
	assert_int_equal(table.steps[1].import_id, 0);
}

static void changes_are_told_up_to_a_limit(void **state)
{
	App *app = app_of(state);
	Err err;
	RestateTable table;
	add_contract(app, "H-1");
	Instant first = clock_now(app);
	Buf rows = {.mem = app->mem};
	buf_add(&rows, STR("external_id,contract,resource,work_date,seconds\n"));
	for (int i = 0; i < 2000; i++)
		buf_add_format(&rows, "t%d,H-1,Resource 01,2025-03-%02d,60\n", i, 1 + i % 28);
	(void)import_text(app, "times.csv", str_copy(app->mem, buf_str(&rows)).ptr,
			  (ImportRequest){.source = STR("books")});
	RestateQuery query = {.scope = STR("H-1"),
			      .metrics = STR("counting_hours"),
			      .period = STR("2025-03"),
			      .range = {DATE_NONE, DATE_NONE},
			      .known = first,
			      .versus = INSTANT_MAX,
			      .as_of = DATE_NONE,
			      .today = day("2026-11-22"),
			      .change_limit = 3};
	MUST(restate_table(app, &query, &table, &err));
	assert_int_equal(table.step_count, 1);
	assert_int_equal(table.steps[0].change_count, 3);
	assert_int_equal(table.steps[0].changes_total, 2000);
}

/* So many that their sums are kept in several blocks. */
static void effects_on_the_scope_are_those_of_each_contract(void **state)
{
	enum { BEFORE = 5, CONTRACTS = 140 };
	App *app = app_of(state);
	Err err;
	RestateTable table;
	char key[40];
	Instant first = INSTANT_MIN;
	for (int i = 0; i < CONTRACTS; i++) {
		(void)snprintf(key, sizeof key, "H-%d", i);
		add_contract(app, key);
		if (i == BEFORE - 1)
			first = clock_now(app);
	}
	RestateQuery query = {.scope = STR("portfolio"),
			      .metrics = STR("revenue_by_terms"),
			      .period = STR("2025"),
			      .range = {DATE_NONE, DATE_NONE},
			      .known = first,
			      .versus = INSTANT_MAX,
			      .as_of = DATE_NONE,
			      .today = day("2026-11-22")};
	MUST(restate_table(app, &query, &table, &err));
	assert_int_equal(table.step_count, CONTRACTS - BEFORE);
	for (size_t i = 0; i < table.step_count; i++) {
		assert_false(table.steps[i].has_effect[0]); /* it had no terms before */
		assert_int_equal(ratio_compare(table.steps[i].total_effects[0], ratio_of(10000000)),
				 0);
	}
}

/* Fifty contracts that changed, and a hundred days on which something changed that they all share. */
static void views_that_lie_too_far_apart_are_refused(void **state)
{
	enum { CONTRACTS = 50, DAYS = 101 };
	App *app = app_of(state);
	Err err;
	RestateTable table;
	char key[40];
	RestateQuery query = {.scope = STR("portfolio"),
			      .metrics = STR("committed_hours"),
			      .period = STR("2025-03"),
			      .range = {DATE_NONE, DATE_NONE},
			      .known = INSTANT_MIN,
			      .versus = INSTANT_MAX,
			      .as_of = DATE_NONE,
			      .today = day("2026-11-22")};
	for (int i = 0; i < CONTRACTS; i++) {
		(void)snprintf(key, sizeof key, "H-%d", i);
		add_contract(app, key);
	}
	for (int i = 0; i < DAYS; i++)
		import_lines(app, "calendar,date,working", "Site,2025-%02d-%02d,no", 1 + i / 28,
			     1 + i % 28);
	MUST_FAIL(restate_table(app, &query, &table, &err), ERR_TOO_LARGE, "points lie between");
	query.scope = STR("H-1");
	MUST(restate_table(app, &query, &table, &err));
	assert_int_equal(table.step_count, 1);
}

static void what_is_asked_wrongly_is_refused(void **state)
{
	App *app = app_of(state);
	Err err;
	RestateTable table;
	add_contract(app, "H-1");
	RestateQuery query = {.scope = STR("H-1"),
			      .metrics = STR("counting_hours"),
			      .period = STR("2025-03"),
			      .range = {DATE_NONE, DATE_NONE},
			      .known = INSTANT_MIN,
			      .versus = INSTANT_MAX,
			      .as_of = DATE_NONE,
			      .today = day("2026-11-22")};
	MUST(restate_table(app, &query, &table, &err));
	query.scope = STR("H-9");
	MUST_FAIL(restate_table(app, &query, &table, &err), ERR_NOT_FOUND, "H-9");
	query.scope = STR("manager:Nobody");
	MUST_FAIL(restate_table(app, &query, &table, &err), ERR_NOT_FOUND, "Nobody");
	query.scope = STR("team:None");
	MUST_FAIL(restate_table(app, &query, &table, &err), ERR_NOT_FOUND, "None");
	query.scope = STR("H-1");
	query.metrics = STR("happiness");
	MUST_FAIL(restate_table(app, &query, &table, &err), ERR_NOT_FOUND, "happiness");
	query.metrics = STR("recognized, recognized");
	MUST_FAIL(restate_table(app, &query, &table, &err), ERR_INPUT, "named twice");
	assert_string_equal(err.field, "metrics");
}

static void who_comes_to_a_manager_comes_with_a_step(void **state)
{
	App *app = app_of(state);
	Err err;
	RestateTable table;
	add_contract(app, "H-1");
	add_contract(app, "H-2");
	FieldText first = {STR("manager"), CHANGE_SET, STR("Manager 1")};
	MUST(amend(app, "H-1", "2024-01-01", first, &err));
	Instant before = clock_now(app);
	MUST(amend(app, "H-2", "2024-01-01", first, &err));
	FieldText second = {STR("manager"), CHANGE_SET, STR("Manager 2")};
	MUST(amend(app, "H-1", "2024-01-01", second, &err));
	FieldText dearer = {STR("annual_value"), CHANGE_SET, STR("300000")};
	MUST(amend(app, "H-1", "2024-01-01", dearer, &err));
	RestateQuery query = {.scope = STR("manager:Manager 1"),
			      .metrics = STR("revenue_by_terms"),
			      .period = STR("2025-01-01..2026-01-01"),
			      .range = {DATE_NONE, DATE_NONE},
			      .known = before,
			      .versus = INSTANT_MAX,
			      .as_of = DATE_NONE,
			      .today = day("2026-11-22")};
	MUST(restate_table(app, &query, &table, &err));
	assert_int_equal(table.contract_count, 2);
	expect_total_sum(&table, 0);
	assert_int_equal(ratio_compare(table.steps[0].total_effects[0], ratio_of(-10000000)), 0);
	assert_int_equal(ratio_sign(table.steps[1].total_effects[0]), 0);
	assert_int_equal(ratio_compare(table.steps[2].total_effects[0], ratio_of(10000000)), 0);
	query.scope = STR("manager:Manager 2");
	MUST(restate_table(app, &query, &table, &err));
	assert_int_equal(table.before[0].na != REASON_NONE, 1);
	assert_int_equal(table.contract_count, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(steps_tell_what_was_said_and_is_said),
		STORE_TEST(what_goes_and_comes_back_is_told_twice),
		STORE_TEST(entries_after_the_as_of_day_are_no_steps),
		STORE_TEST(entries_and_retractions_are_steps_of_their_own),
		STORE_TEST(entries_of_one_instant_are_told_one_by_one),
		STORE_TEST(a_person_s_cost_rate_is_a_step_of_the_contracts_it_changes),
		STORE_TEST(a_figure_that_was_not_available_counts_from_its_last_value),
		STORE_TEST(every_kind_of_fact_is_a_step),
		STORE_TEST(an_entry_that_leaves_a_contract_is_gone_there_and_new_elsewhere),
		STORE_TEST(changes_are_told_up_to_a_limit),
		STORE_TEST(effects_on_the_scope_are_those_of_each_contract),
		STORE_TEST(views_that_lie_too_far_apart_are_refused),
		STORE_TEST(what_is_asked_wrongly_is_refused),
		STORE_TEST(who_comes_to_a_manager_comes_with_a_step),
	};
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, fresh_db_end);
}
