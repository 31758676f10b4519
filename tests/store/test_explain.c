/* Explanations: rows with their names, the rates that were used, another period. */

#include "fact_files.h"

#include "app/explain.h"
#include "app/settings.h"

#include <stdio.h>
#include <string.h>

static const char PEOPLE[] =
	"key,effective_on,monday,cost_rate,currency\n"
	"Resource 01,2025-01-01,8,50,USD\n"
	"Resource 01,2025-03-10,8,60,USD\n"
	"Resource 02,2025-01-01,8,40,EUR\n";
static const char CARDS[] =
	"contract,resource,role,effective_on,billing_rate,standard_rate\n"
	"H-1,Resource 01,,2025-01-01,100,120\n"
	"H-1,,Fitter,2025-01-01,80,\n";
static const char TIMES[] =
	"external_id,contract,resource,role,task,work_date,seconds,cost\n"
	"t1,H-1,Resource 01,,Build,2025-03-03,7200,\n"
	"t2,H-1,Resource 01,,Build,2025-03-11,3600,\n"
	"t3,H-1,Resource 02,Fitter,,2025-03-12,3600,\n"
	"t4,H-1,Resource 02,,,2025-03-13,3600,12\n"
	"t5,E-1,Resource 01,,,2025-03-04,3600,\n"
	"t6,H-1,Resource 01,,,2025-02-04,3600,\n";

static void take_file(App *app, const char *name, const char *text)
{
	ImportSummary summary =
		import_text(app, name, text, (ImportRequest){.source = STR("books")});
	assert_int_equal(summary.quarantined, 0);
}

static void add_euro_contract(App *app)
{
	Err err;
	Effect effect;
	const FieldText terms[] = {
		{STR("starts_on"), CHANGE_SET, STR("2025-01-01")},
		{STR("ends_on"), CHANGE_SET, STR("2027-01-01")},
		{STR("billing_rate"), CHANGE_SET, STR("90")},
	};
	NewContract contract = {STR("E-1"), STR("Harbour"), (Str){0}, STR("EUR"),
				CONTRACT_CUSTOMER};
	Circumstances about = {.effective_on = DATE_NONE, .signed_on = DATE_NONE};
	MUST(contracts_add(app, &contract, terms, 3, &about, &effect, &err));
}

static void set_terms(App *app, const char *on, const char *field, const char *value)
{
	Err err;
	FieldText change = {str_from_c(field), CHANGE_SET, str_from_c(value)};
	MUST(amend(app, "H-1", on, change, &err));
}

static void prepare(App *app)
{
	Err err;
	Setting setting;
	add_contract(app, "H-1");
	add_euro_contract(app);
	set_terms(app, "2024-06-01", "billing_rate", "70");
	set_terms(app, "2024-09-01", "manager", "Manager 1");
	MUST(settings_set(app, STR("reporting_currency"), STR("USD"), &setting, &err));
	take_file(app, "people.csv", PEOPLE);
	take_file(app, "cards.csv", CARDS);
	take_file(app, "tasks.csv", "contract,key,name\nH-1,Build,Build\n");
	take_file(app, "times.csv", TIMES);
	take_file(app, "rates.csv", "currency,date,rate\nEUR,2025-03-03,1.1\nEUR,2025-03-10,1.2\n");
	take_file(app, "budgets.csv",
		  "contract,month,revenue,exchange_rate\nE-1,2025-03,50,1.3\nH-1,2025-03,60,\n");
	take_file(app, "revenue.csv",
		  "external_id,contract,service_from,service_to,recognized_on,amount\n"
		  "r1,H-1,2025-03-01,2025-04-01,2025-04-02,500\n"
		  "r2,E-1,2025-03-01,2025-04-01,2025-03-12,40\n"
		  "r3,H-1,2025-02-01,2025-03-01,2025-03-02,400\n");
}

static ExplainQuery query_of(const char *metric, const char *scope)
{
	return (ExplainQuery){.metric = str_from_c(metric),
			      .scope = str_from_c(scope),
			      .period = STR("2025-03"),
			      .range = {DATE_NONE, DATE_NONE},
			      .moment = MOMENT_NOW,
			      .today = day("2025-12-31")};
}

static ExplainAnswer explained(App *app, const char *metric, const char *scope)
{
	Err err;
	ExplainAnswer answer;
	ExplainQuery query = query_of(metric, scope);
	MUST(explain_figure(app, &query, &answer, &err));
	return answer;
}

static Str rates_text(App *app, const ExplainAnswer *answer)
{
	Buf text = {.mem = app->mem};
	for (size_t i = 0; i < answer->rate_count; i++) {
		const UsedRate *rate = &answer->rates[i];
		buf_add_format(&text, "%.*s: %.*s %lld %s", STR_ARG(rate->kind),
			       STR_ARG(rate->what), (long long)rate->minor, rate->currency.code);
		buf_add(&text, STR("; "));
	}
	return buf_str(&text);
}

typedef struct RateCase {
	const char *metric, *scope, *rates;
} RateCase;

static const RateCase RATES[] = {
	{"bill_value", "H-1",
	 "billing: billing rate of Fitter from 1 Jan 2025 8000 USD; "
	 "billing: billing rate of Resource 01 from 1 Jan 2025 10000 USD; "
	 "billing: billing rate of contract H-1 from 1 Jun 2024 7000 USD; "},
	{"cost_of_hours", "H-1",
	 "cost: cost rate of Resource 01 from 1 Jan 2025 5000 USD; "
	 "cost: cost rate of Resource 01 from 10 Mar 2025 6000 USD; "
	 "cost: cost rate of Resource 02 from 1 Jan 2025 4000 EUR; "
	 "exchange: EUR from 10 Mar 2025 1200000000 ; "},
	{"cost_of_hours", "portfolio",
	 "cost: cost rate of Resource 01 from 1 Jan 2025 5000 USD; "
	 "cost: cost rate of Resource 01 from 10 Mar 2025 6000 USD; "
	 "cost: cost rate of Resource 02 from 1 Jan 2025 4000 EUR; "
	 "exchange: EUR from 3 Mar 2025 1100000000 ; "
	 "exchange: EUR from 10 Mar 2025 1200000000 ; "},
	{"recognized", "portfolio", "exchange: EUR from 10 Mar 2025 1200000000 ; "},
	{"value_delivered", "portfolio",
	 "budget: budget rate of E-1, EUR from 1 Mar 2025 1300000000 ; "},
	{"recognized", "H-1", ""},
	{"counting_hours", "H-1", ""},
};

static void every_rate_that_was_used_is_told_once(void **state)
{
	App *app = app_of(state);
	prepare(app);
	for (size_t i = 0; i < sizeof RATES / sizeof *RATES; i++) {
		ExplainAnswer answer = explained(app, RATES[i].metric, RATES[i].scope);
		Str got = rates_text(app, &answer);
		if (!str_eq_c(got, RATES[i].rates))
			fail_msg("%s of %s:\n got  %.*s\n want %s", RATES[i].metric, RATES[i].scope,
				 STR_ARG(got), RATES[i].rates);
	}
}

static void facts_in_another_currency_tell_the_rate_that_converted_them(void **state)
{
	App *app = app_of(state);
	prepare(app);
	take_file(app, "abroad.csv",
		  "external_id,contract,recognized_on,amount,currency\n"
		  "r9,H-1,2025-03-05,10,EUR\n");
	take_file(app, "hours.csv",
		  "external_id,contract,resource,work_date,seconds,cost,currency\n"
		  "t9,H-1,Resource 01,2025-03-05,3600,7,EUR\n");
	ExplainAnswer answer = explained(app, "recognized", "H-1");
	assert_true(
		str_eq_c(rates_text(app, &answer), "exchange: EUR from 3 Mar 2025 1100000000 ; "));
	ExplainQuery query = query_of("cost_of_hours", "H-1");
	Err err;
	query.period = STR("2025-03-05");
	MUST(explain_figure(app, &query, &answer, &err));
	assert_true(
		str_eq_c(rates_text(app, &answer), "exchange: EUR from 3 Mar 2025 1100000000 ; "));
	take_file(app, "card.csv",
		  "contract,resource,role,effective_on,billing_rate,currency\n"
		  "H-1,Resource 01,,2025-03-10,90,EUR\n");
	query = query_of("bill_value", "H-1");
	query.period = STR("2025-03-11");
	MUST(explain_figure(app, &query, &answer, &err));
	assert_true(str_eq_c(rates_text(app, &answer),
			     "billing: billing rate of Resource 01 from 10 Mar 2025 10800 USD; "
			     "exchange: EUR from 10 Mar 2025 1200000000 ; "));
}

static void standard_rates_are_told_where_all_hours_have_one(void **state)
{
	App *app = app_of(state);
	prepare(app);
	ExplainQuery query = query_of("realization", "H-1");
	ExplainAnswer answer;
	Err err;
	query.period = STR("2025-03-01..2025-03-05");
	MUST(explain_figure(app, &query, &answer, &err));
	assert_true(str_eq_c(rates_text(app, &answer),
			     "standard: standard rate of Resource 01 from 1 Jan 2025 12000 USD; "));
}

static void rows_name_contract_task_person_and_file(void **state)
{
	App *app = app_of(state);
	prepare(app);
	ExplainAnswer answer = explained(app, "cost_of_hours", "H-1");
	assert_int_equal(answer.explanation.input_count, 1);
	const ShownRows *rows = &answer.rows[0];
	assert_int_equal(rows->len, 4);
	assert_true(str_eq_c(rows->at[0].contract, "H-1"));
	assert_true(str_eq_c(rows->at[0].task, "Build"));
	assert_true(str_eq_c(rows->at[0].resource, "Resource 01"));
	assert_true(str_eq_c(rows->at[0].source, "books"));
	assert_true(str_eq_c(rows->at[0].id, "t1"));
	assert_true(str_eq_c(rows->at[0].file, "times.csv"));
	assert_int_equal(rows->at[0].line, 2);
	assert_int_equal(rows->at[0].row->amount, 10000);
	assert_int_equal(rows->at[2].row->amount, 4800);
	answer = explained(app, "recognized", "H-1");
	assert_true(str_eq_c(answer.rows[0].at[0].id, "r1"));
	assert_true(str_eq_c(answer.rows[0].at[0].file, "revenue.csv"));
	answer = explained(app, "revenue_by_terms", "H-1");
	assert_true(answer.rows[0].len > 0);
	assert_int_equal(answer.rows[0].at[0].id.len, 0);
	assert_int_equal(answer.rows[0].at[0].file.len, 0);
}

/* "t1 H-1 Build times.csv:2; …" */
static void expect_rows(App *app, const char *label, const ShownRows *rows, const char *wanted)
{
	Buf text = {.mem = app->mem};
	for (size_t i = 0; i < rows->len; i++) {
		const ShownRow *row = &rows->at[i];
		buf_add_format(&text, "%s%.*s", i > 0 ? "; " : "", STR_ARG(row->id));
		const Str names[] = {row->contract, row->task};
		for (size_t j = 0; j < 2; j++)
			buf_add_format(&text, "%s%.*s", names[j].len > 0 ? " " : "",
				       STR_ARG(names[j]));
		buf_add_format(&text, " %.*s:%d", STR_ARG(row->file), (int)row->line);
	}
	if (!str_eq_c(buf_str(&text), wanted))
		fail_msg("%s:\n got  %.*s\n want %s", label, STR_ARG(buf_str(&text)), wanted);
}

static const char ENTRIES[] =
	"t1 H-1 Build times.csv:2; t5 E-1 times.csv:6; t2 H-1 Build "
	"times.csv:3";

static void hours_of_people_are_entries_of_all_contracts_and_none(void **state)
{
	App *app = app_of(state);
	Err err;
	prepare(app);
	take_file(app, "leave.csv",
		  "external_id,resource,work_date,seconds,category,billable\n"
		  "l1,Resource 01,2025-03-17,7200,leave,no\n"
		  "l2,Resource 01,2025-03-18,7200,internal,no\n"
		  "l3,Resource 02,2025-03-18,7200,internal,no\n");
	ExplainAnswer answer = explained(app, "resource_utilization", "resource:Resource 01");
	expect_rows(app, "by day", &answer.rows[0], ENTRIES);
	assert_true(str_eq_c(answer.rows[0].at[0].source, "books"));
	assert_true(str_eq_c(answer.rows[0].at[0].resource, "Resource 01"));
	assert_int_equal(answer.rows[0].at[0].row->label.len, 0);
	const ShownRows *available = &answer.rows[1];
	const ShownRow *leave = NULL;
	for (size_t i = 0; i < available->len; i++) {
		if (str_eq_c(available->at[i].row->label, "leave"))
			leave = &available->at[i];
	}
	assert_true(leave && str_eq_c(leave->id, "l1") && str_eq_c(leave->file, "leave.csv"));
	answer = explained(app, "internal_hours", "resource:Resource 01");
	expect_rows(app, "of no contract", &answer.rows[0], "l2 leave.csv:3");
	/* As known earlier, when no roll-up helps: before one of them was replaced. */
	ExplainQuery query = query_of("resource_utilization", "resource:Resource 01");
	app->now.us += US_PER_DAY;
	query.moment.known = app->now;
	app->now.us += US_PER_DAY;
	take_file(app, "more.csv",
		  "external_id,contract,resource,work_date,seconds\n"
		  "t1,E-1,Resource 01,2025-03-20,3600\n");
	MUST(explain_figure(app, &query, &answer, &err));
	expect_rows(app, "as known before", &answer.rows[0], ENTRIES);
	answer = explained(app, "resource_utilization", "resource:Resource 01");
	expect_rows(app, "as known now", &answer.rows[0],
		    "t5 E-1 times.csv:6; t2 H-1 Build times.csv:3; t1 E-1 more.csv:2");
	query = query_of("resource_utilization", "resource:Resource 01");
	query.moment.as_of = day("2025-02-28");
	MUST(explain_figure(app, &query, &answer, &err));
	assert_int_equal(answer.rows[0].len, 0);
}

static void rows_are_limited_but_sums_are_not(void **state)
{
	App *app = app_of(state);
	Err err;
	ExplainAnswer answer;
	prepare(app);
	ExplainQuery query = query_of("cost_of_hours", "H-1");
	query.row_limit = 1;
	MUST(explain_figure(app, &query, &answer, &err));
	assert_int_equal(answer.rows[0].len, 1);
	assert_int_equal(answer.explanation.inputs[0].row_count, 4);
	assert_int_equal((int64_t)answer.explanation.inputs[0].sum, 10000 + 6000 + 4800 + 1200);
	assert_int_equal(answer.rate_count, 4);
}

/* What is explained is what the table of figures shows, and rows add up to each input. */
static void expect_explained(App *app, const Metric *metric, const char *scope)
{
	Err err;
	FigureTable table;
	ExplainAnswer answer = explained(app, metric->name, scope);
	FiguresQuery query = {.scope = str_from_c(scope),
			      .metrics = str_from_c(metric->name),
			      .period = STR("2025-03"),
			      .range = {DATE_NONE, DATE_NONE},
			      .moment = MOMENT_NOW,
			      .today = day("2025-12-31")};
	MUST(figures_table(app, &query, &table, &err));
	const Figure *figure = &answer.explanation.figure;
	const Figure *wanted = &table.total.figures[0];
	if (figure->na != wanted->na || ratio_compare(figure->value, wanted->value) != 0)
		fail_msg("%s of %s is not explained", metric->name, scope);
	const Completeness *got = &answer.completeness;
	const Completeness *told = &table.total.completeness;
	if (got->waiting_rows != told->waiting_rows || got->draft_seconds != told->draft_seconds ||
	    got->timesheets_expected != told->timesheets_expected ||
	    got->timesheets_in != told->timesheets_in)
		fail_msg("%s of %s: what may be missing differs", metric->name, scope);
	for (size_t i = 0; i < answer.explanation.input_count; i++) {
		const ExplainedInput *input = &answer.explanation.inputs[i];
		int128 sum = 0;
		bool adds = input->measure->unit != UNIT_DATE && input->measure->unit != UNIT_LAGS;
		for (size_t j = 0; j < input->row_count; j++)
			sum += input->rows[j].amount;
		if (adds && input->na == REASON_NONE && sum != input->sum)
			fail_msg("%s of %s: rows of %s do not add up", metric->name, scope,
				 input->measure->name);
	}
}

static void every_metric_is_explained_in_every_scope(void **state)
{
	static const char *const SCOPES[] = {"H-1", "portfolio", "account:Harbour",
					     "manager:Manager 1"};
	App *app = app_of(state);
	size_t count = metric_count();
	prepare(app);
	for (size_t i = 0; i < count; i++) {
		unsigned subjects = metric_subjects(metric_at(i));
		for (size_t j = 0; subjects & OF_CONTRACT && j < 4; j++)
			expect_explained(app, metric_at(i), SCOPES[j]);
		if (subjects & OF_RESOURCE)
			expect_explained(app, metric_at(i), "resource:Resource 01");
	}
}

static void another_period_is_told_with_effects_that_add_up(void **state)
{
	static const char *const METRICS[] = {"delivery_margin", "cost_of_hours", "recognized",
					      "counting_hours"};
	App *app = app_of(state);
	Err err;
	ExplainAnswer answer;
	prepare(app);
	for (size_t i = 0; i < sizeof METRICS / sizeof *METRICS; i++) {
		ExplainQuery query = query_of(METRICS[i], "H-1");
		Ratio sum = RATIO_ZERO;
		query.versus = STR("2025-02");
		MUST(explain_figure(app, &query, &answer, &err));
		assert_true(answer.has_versus);
		assert_true(str_eq_c(answer.versus_name, "2025-02"));
		assert_int_equal(answer.attribution.na, REASON_NONE);
		for (size_t j = 0; j < answer.attribution.step_count; j++)
			assert_true(ratio_add(sum, answer.attribution.steps[j].effect, &sum));
		assert_int_equal(ratio_compare(sum, answer.attribution.difference), 0);
		assert_int_equal(ratio_compare(answer.attribution.to.value,
					       answer.explanation.figure.value),
				 0);
		assert_int_equal(ratio_compare(answer.attribution.from.value,
					       answer.other.figure.value),
				 0);
	}
	ExplainQuery query = query_of("cost_of_hours", "H-1");
	query.versus = STR("2025-02");
	MUST(explain_figure(app, &query, &answer, &err));
	assert_int_equal(answer.other_rows[0].len, 1);
	assert_true(str_eq_c(answer.other_rows[0].at[0].id, "t6"));
}

static void what_is_asked_wrongly_is_refused(void **state)
{
	App *app = app_of(state);
	Err err;
	ExplainAnswer answer;
	prepare(app);
	ExplainQuery query = query_of("happiness", "H-1");
	MUST_FAIL(explain_figure(app, &query, &answer, &err), ERR_NOT_FOUND, "happiness");
	assert_string_equal(err.field, "metric");
	query = query_of("recognized", "H-9");
	MUST_FAIL(explain_figure(app, &query, &answer, &err), ERR_NOT_FOUND, "H-9");
	assert_string_equal(err.field, "scope");
	query = query_of("recognized", "H-1");
	query.versus = STR("Lent");
	MUST_FAIL(explain_figure(app, &query, &answer, &err), ERR_INPUT, "Lent");
	assert_string_equal(err.field, "vs");
	query.versus = (Str){0};
	query.period = (Str){0};
	query.range = (Period){day("2025-03-01"), DATE_NONE};
	MUST_FAIL(explain_figure(app, &query, &answer, &err), ERR_INPUT,
		  "'to' is missing: a period needs both of its ends");
	assert_string_equal(err.field, "to");
	query.range = (Period){DATE_NONE, day("2025-03-01")};
	MUST_FAIL(explain_figure(app, &query, &answer, &err), ERR_INPUT,
		  "'from' is missing: a period needs both of its ends");
	assert_string_equal(err.field, "from");
	query.range = (Period){day("2025-03-02"), day("2025-03-02")};
	MUST_FAIL(explain_figure(app, &query, &answer, &err), ERR_INPUT, "after its first day");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(every_rate_that_was_used_is_told_once),
		STORE_TEST(facts_in_another_currency_tell_the_rate_that_converted_them),
		STORE_TEST(standard_rates_are_told_where_all_hours_have_one),
		STORE_TEST(rows_name_contract_task_person_and_file),
		STORE_TEST(hours_of_people_are_entries_of_all_contracts_and_none),
		STORE_TEST(rows_are_limited_but_sums_are_not),
		STORE_TEST(every_metric_is_explained_in_every_scope),
		STORE_TEST(another_period_is_told_with_effects_that_add_up),
		STORE_TEST(what_is_asked_wrongly_is_refused),
	};
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, fresh_db_end);
}
