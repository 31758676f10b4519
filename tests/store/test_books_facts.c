/* Books of contracts: facts of each kind, and what contracts share. */

#include "fresh_books.h"

#include "analytics/timesheets.h"
#include "app/facts.h"
#include "app/settings.h"

#define RECOGNITIONS_HEADER \
	"external_id,contract,service_from,service_to,recognized_on,amount,currency,reverses\n"

static void recognitions_find_what_they_reverse(void **state)
{
	App *app = app_of(state);
	Err err;
	FactResult result;
	FactText contract = {STR("contract"), STR("H-1")};
	add_contract(app, "H-1");
	(void)import_books(app, "external_id,currency,date,rate\nx,EUR,2025-02-01,1.1\n");
	(void)import_books(app, RECOGNITIONS_HEADER
			   "r1,H-1,2025-01-01,2025-02-01,2025-02-05,10.00,,\n"
			   "r2,H-1,,,2025-02-06,-4.00,,r1\n"
			   "r3,H-1,2025-03-01,2025-04-01,,7.00,,\n"
			   "r4,H-1,,,2025-02-04,1.00,EUR,\n"
			   "r5,H-1,,,2025-02-04,1.00,SEK,\n"
			   "r6,H-1,,,2025-02-07,2.00,,r2\n"
			   "r7,H-1,,,2025-02-01,3.00,,\n"
			   "r8,H-1,,,2025-02-09,-3.00,,r7\n");
	FactInput deletion = {.kind = FACT_RECOGNITION,
			      .source = STR("books"),
			      .external_id = STR("r7"),
			      .texts = &contract,
			      .text_count = 1,
			      .deletes = true};
	MUST(facts_write(app, &deletion, 1, &result, &err));
	const Book *book = read_book(app, query_of(NEED_RECOGNITIONS), "H-1");
	Buf got = {.mem = app->mem};
	for (size_t i = 0; i < book->recognition_count; i++) {
		const Recognition *it = &book->recognitions[i];
		buf_add_format(&got, "%.*s", STR_ARG(it->lineage.id));
		add_day(&got, it->recognized_on);
		add_day(&got, it->service.from);
		add_priced(&got, it->amount);
		buf_add_format(&got, " %d; ", (int)it->reverses);
	}
	expect_buf(
		"by day, the expected last; without a reporting currency nothing converts", &got,
		"r4 2025-02-04 - no_rate -1; r5 2025-02-04 - no_rate -1; "
		"r1 2025-02-05 2025-01-01 1000 -1; r2 2025-02-06 - -400 2; r6 2025-02-07 - 200 3; "
		"r8 2025-02-09 - -300 -2; r3 - 2025-03-01 700 -1; ");
}

static void other_facts_become_books(void **state)
{
	App *app = app_of(state);
	add_contract(app, "H-1");
	add_contract(app, "H-2");
	(void)import_text(app, "times.csv",
			  HOURS_HEADER
			  "a1,H-1,Build,R-1,2025-01-02,3600,,,,\n"
			  "a2,H-1,Test,R-1,2025-01-30,1800,,,,\n",
			  (ImportRequest){.source = STR("times")});
	(void)import_books(app,
			   "external_id,contract,date,amount,kind\n"
			   "c2,H-1,2025-02-01,5.00,expense\nc1,H-1,2025-01-05,10.00,subcontractor\n"
			   "c3,H-2,2025-01-05,1.00,expense\n");
	(void)import_books(app,
			   "external_id,contract,date,service_from,service_to,amount\n"
			   "i1,H-1,2025-02-01,2025-01-01,2025-02-01,20.00\n"
			   "i2,H-1,2025-01-01,2025-01-01,,-1.00\n");
	(void)import_books(app,
			   "contract,month,revenue,hours,cost,exchange_rate\n"
			   "H-1,2025-02,100,2.5,,1.25\nH-1,2025-01,,,3,\n");
	(void)import_books(app,
			   "contract,key,name,planned_hours,in_scope\n"
			   "H-1,Build,Building,2,no\nH-1,Paint,,,\n");
	(void)import_books(app,
			   "contract,key,price_share,budget_cost,starts_on,due_on,accepted_on\n"
			   "H-1,D2,0.4,,,,\nH-1,D1,,9.00,2025-01-01,2025-03-01,2025-03-02\n");
	(void)import_books(app,
			   "contract,deliverable,date,progress\n"
			   "H-1,D1,2025-02-01,0.5\nH-1,D1,2025-01-01,0.2\nH-1,D3,2025-01-01,1\n");
	(void)import_books(
		app,
		"contract,resource,role,effective_on,billing_rate,standard_rate\n"
		"H-1,R-1,,2025-02-01,90,\nH-1,R-1,,2025-01-01,80,\nH-1,,lead,2025-01-01,,100\n");
	(void)import_books(
		app, "contract,resource,from,to,hours_per_week\nH-1,R-1,2025-01-01,2025-02-01,8\n");
	BooksQuery query = query_of(NEED_COSTS | NEED_INVOICES | NEED_BUDGETS | NEED_TASKS |
				    NEED_DELIVERABLES | NEED_RATES | NEED_ASSIGNMENTS);
	const Book *book = read_book(app, query, "H-1");
	Buf got = {.mem = app->mem};
	for (size_t i = 0; i < book->cost_count; i++) {
		buf_add_format(&got, "%s", book->costs[i].subcontractor ? "sub" : "expense");
		add_day(&got, book->costs[i].date);
		add_priced(&got, book->costs[i].amount);
		buf_add(&got, STR("; "));
	}
	for (size_t i = 0; i < book->invoice_count; i++) {
		add_day(&got, book->invoices[i].date);
		add_day(&got, book->invoices[i].service.from);
		add_priced(&got, book->invoices[i].amount);
	}
	expect_buf("costs and invoices by day; half a service period is none", &got,
		   "sub 2025-01-05 1000; expense 2025-02-01 500;  2025-01-01 - -100 2025-02-01 "
		   "2025-01-01 2000");
	buf_clear(&got);
	for (size_t i = 0; i < book->budget_count; i++) {
		const Budget *it = &book->budgets[i];
		buf_add_format(&got, "%lld %d%d%d %lld %lld", (long long)it->month, it->has_revenue,
			       it->has_hours, it->has_cost, (long long)it->seconds,
			       (long long)it->exchange_rate);
		add_priced(&got, it->revenue);
		add_priced(&got, it->cost);
		buf_add(&got, STR("; "));
	}
	expect_buf("budgets by month", &got,
		   "660 001 0 0 0 300; 661 110 9000 1250000000 10000 0; ");
	buf_clear(&got);
	for (size_t i = 0; i < book->task_count; i++) {
		const Task *it = &book->tasks[i];
		buf_add_format(&got, "%.*s/%.*s %d %lld %s; ", STR_ARG(it->key), STR_ARG(it->name),
			       it->has_plan, (long long)it->planned_seconds,
			       it->in_scope ? "in" : "out");
	}
	expect_buf("tasks that entries named come first, with what was planned", &got,
		   "Build/Building 1 7200 out; Test/ 0 0 in; Paint/ 0 0 in; ");
	buf_clear(&got);
	for (size_t i = 0; i < book->deliverable_count; i++) {
		const Deliverable *it = &book->deliverables[i];
		buf_add_format(&got, "%.*s %d%d", STR_ARG(it->key), it->has_price_share,
			       it->has_budget);
		add_priced(&got, it->budget_cost);
		add_day(&got, it->accepted_on);
		for (size_t j = 0; j < it->progress_count; j++) {
			add_day(&got, it->progress[j].day);
			buf_add_format(&got, "=%lld", (long long)it->progress[j].done);
		}
		buf_add(&got, STR("; "));
	}
	expect_buf("deliverables by key with their progress by day", &got,
		   "D1 01 900 2025-03-02 2025-01-01=200000 2025-02-01=500000; D2 10 0 -; ");
	buf_clear(&got);
	for (size_t i = 0; i < book->rate_count; i++) {
		const Rate *it = &book->rates[i];
		buf_add_format(&got, "%s/%.*s", it->resource_id != 0 ? "R-1" : "",
			       STR_ARG(it->role));
		add_day(&got, it->effective_on);
		add_priced(&got, it->billing);
		add_priced(&got, it->standard);
		buf_add(&got, STR("; "));
	}
	expect_buf("rates of roles, then of people, by day", &got,
		   "/lead 2025-01-01 0 10000; R-1/ 2025-01-01 8000 0; R-1/ 2025-02-01 9000 0; ");
	assert_int_equal(book->assignment_count, 1);
	assert_int_equal(book->assignments[0].weekly_seconds, 8 * 3600);
	book = read_book(app, query, "H-2");
	assert_int_equal(book->cost_count, 1);
	assert_int_equal(book->budget_count + book->deliverable_count + book->rate_count, 0);
}

static void amounts_convert_at_the_rate_of_their_day(void **state)
{
	App *app = app_of(state);
	Err err;
	Setting setting;
	Buf got = {.mem = app->mem};
	add_contract(app, "H-1");
	MUST(settings_set(app, STR("reporting_currency"), STR("USD"), &setting, &err));
	(void)import_books(app, "currency,date,rate\nEUR,2025-02-01,1.1\nEUR,2025-06-25,1.5\n");
	(void)import_text(app, "rates.csv", "currency,date,rate\nEUR,2025-02-01,1.2\n",
			  (ImportRequest){.source = STR("other")});
	(void)import_books(app,
			   "external_id,contract,date,amount,kind,currency\n"
			   "c1,H-1,2025-02-01,10.00,expense,EUR\n"
			   "c2,H-1,2025-02-08,10.00,expense,EUR\n"
			   "c3,H-1,2025-02-09,10.00,expense,EUR\n"
			   "c4,H-1,2025-02-09,10.00,expense,USD\n"
			   "c5,H-1,2026-02-09,10.00,expense,EUR\n");
	const Book *book = read_book(app, query_of(NEED_COSTS), "H-1");
	for (size_t i = 0; i < book->cost_count; i++)
		add_priced(&got, book->costs[i].amount);
	expect_buf(
		"the word that came last; 7 days old; 8 days old; none needed; after the as-of day",
		&got, " 1200 1200 no_rate 1000 1500");
	MUST_FAIL(settings_set(app, STR("reporting_currency"), STR("XYZ"), &setting, &err),
		  ERR_INPUT, "reporting_currency");
	MUST_FAIL(settings_set(app, STR("policy_days"), STR("366"), &setting, &err), ERR_INPUT,
		  "policy_days");
	MUST(settings_set(app, STR("policy_days"), STR("20"), &setting, &err));
	MUST(settings_set(app, STR("reporting_currency"), STR(""), &setting, &err));
	const Firm *firm = read_firm(app, query_of(0));
	assert_int_equal(firm->policy_days, 20);
	assert_string_equal(firm->reporting.code, "");
	assert_int_equal(firm->rate_count, 2);
}

static void expect_days(const char *label, const Resource *person, const char *wanted)
{
	Arena mem;
	arena_init(&mem);
	Buf got = {.mem = &mem};
	for (size_t i = 0; person->worked.bits && i < weeks_count(person->worked.weeks); i++) {
		if ((person->worked.bits[i / 64] >> i % 64 & 1) == 0)
			continue;
		buf_add(&got, STR(" week"));
		add_day(&got, date_add(person->worked.weeks.from, 7 * (int32_t)i));
		buf_add(&got, STR(";"));
	}
	for (size_t i = 0; i < person->day_count; i++) {
		add_day(&got, person->days[i].day);
		buf_add_format(&got, " %llds%s;", (long long)person->days[i].seconds,
			       person->days[i].contract_id != 0 ? " told" : "");
	}
	expect_buf(label, &got, wanted);
	arena_deinit(&mem);
}

static void hours_of_people_come_by_day(void **state)
{
	App *app = app_of(state);
	add_contract(app, "H-1");
	(void)import_text(app, "times.csv",
			  HOURS_HEADER
			  "a1,H-1,,R-1,2025-01-08,1,,,,\n"
			  "a2,H-1,,R-1,2025-01-09,2,,,,\n"
			  "a3,,,R-1,2025-01-09,4,,internal,,\n"
			  "a4,,,R-1,2025-01-10,8,,leave,,\n"
			  "a5,H-1,,R-1,2025-01-31,16,,,,\n"
			  "a6,H-1,,R-1,2025-02-01,32,,,,\n"
			  "a7,H-1,,R-2,2025-02-01,64,,,,\n"
			  "a8,H-1,,R-1,2025-06-30,128,,,,\n"
			  "a9,H-1,,R-1,2025-07-01,256,,,,\n"
			  "b1,H-1,,R-1,2025-01-10,512,,leave,,\n",
			  (ImportRequest){.source = STR("times")});
	BooksQuery query = query_of(NEED_RESOURCES | NEED_RESOURCE_HOURS);
	const Firm *firm = read_firm(app, query);
	assert_int_equal(firm->resource_count, 2);
	const char *wanted =
		" 2025-01-08 1s; 2025-01-09 2s; 2025-01-09 4s; 2025-01-10 520s; "
		"2025-01-31 16s; 2025-02-01 32s; 2025-06-30 128s;";
	expect_days("up to the as-of day", &firm->resources[0], wanted);
	query.moment.known = (Instant){INSTANT_MAX.us - 1};
	expect_days("as known at an instant", &read_firm(app, query)->resources[0], wanted);
	query.moment.known = INSTANT_MAX;
	query.days = (Period){day("2025-01-09"), day("2025-02-01")};
	firm = read_firm(app, query);
	expect_days("from a day in a week to another", &firm->resources[0],
		    " 2025-01-09 2s; 2025-01-09 4s; 2025-01-10 520s; 2025-01-31 16s;");
	expect_days("of another person", &firm->resources[1], "");
	query.scope = (Scope){SCOPE_RESOURCE, STR("R-1")};
	firm = read_firm(app, query);
	assert_int_equal(firm->resource_count, 1);
	expect_days("of one who is asked for", &firm->resources[0],
		    " 2025-01-09 2s; 2025-01-09 4s; 2025-01-10 520s; 2025-01-31 16s;");
	query.scope.name = STR("R-9");
	assert_int_equal(read_firm(app, query)->resource_count, 0);
	query.scope = (Scope){SCOPE_PORTFOLIO, {0}};
	query.lineage = true;
	firm = read_firm(app, query);
	expect_days("with lineage contracts are told apart", &firm->resources[0],
		    " 2025-01-09 4s; 2025-01-09 2s told; 2025-01-10 8s; 2025-01-10 512s told; "
		    "2025-01-31 16s told;");
	query.days = (Period){day("2025-08-01"), day("2025-09-01")};
	expect_days("behind the as-of day", &read_firm(app, query)->resources[0], "");
}

/* What was known at an instant after all that is recorded is what is known now, but read in another way. */
static void of_timesheets_weeks_and_leave_are_read(void **state)
{
	static const struct {
		const char *label, *from, *to, *wanted;
	} cases[] = {
		{"a week that a quarter parts is told once", "2024-12-30", "2025-01-06",
		 " week 2024-12-30; 2025-01-03 2s;"},
		{"weeks are whole at both ends", "2025-01-01", "2025-01-29",
		 " week 2024-12-30; week 2025-01-20; week 2025-01-27; 2025-01-03 2s;"},
		{"not so leave", "2025-01-04", "2025-01-06", " week 2024-12-30;"},
		{"weeks of the quarter before them are left out", "2025-01-27", "2025-02-05",
		 " week 2025-01-27;"},
		{"up to the week of the as-of day", "2025-06-01", "2025-09-01",
		 " week 2025-06-30;"},
		{"behind the as-of day", "2025-07-01", "2025-09-01", ""},
		{"over years", "2023-01-01", "2025-02-01",
		 " week 2023-01-02; week 2024-12-30; week 2025-01-20; week 2025-01-27; 2025-01-03 2s;"},
	};
	App *app = app_of(state);
	add_contract(app, "H-1");
	(void)import_text(app, "times.csv",
			  HOURS_HEADER
			  "a1,H-1,,R-1,2023-01-05,1,,,,\n"
			  "a2,H-1,,R-1,2024-12-31,1,,,,\n"
			  "a3,H-1,,R-1,2025-01-01,1,,,,\n"
			  "a4,,,R-1,2025-01-03,2,,leave,,\n"
			  "a5,H-1,,R-1,2025-01-09,0,,,,\n"
			  "a6,H-1,,R-1,2025-01-20,1,,,,\n"
			  "a7,,,R-1,2025-01-20,1,,internal,,\n"
			  "a8,H-1,,R-1,2025-01-31,4,,,,\n"
			  "a9,H-1,,R-1,2025-07-01,1,,,,\n"
			  "b1,,,R-1,2025-07-02,1,,leave,,\n"
			  "b2,H-1,,R-2,2025-01-15,9,,,,\n",
			  (ImportRequest){.source = STR("times")});
	(void)import_books(app, "key,effective_on,monday\nR-1,2020-01-01,8\n");
	BooksQuery query = query_of(NEED_RESOURCES | NEED_TIMESHEETS);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		query.days = (Period){day(cases[i].from), day(cases[i].to)};
		query.moment.known = INSTANT_MAX;
		const Firm *firm = read_firm(app, query);
		expect_days(cases[i].label, &firm->resources[0], cases[i].wanted);
		assert_int_equal(firm->resources[1].day_count, 0);
		query.moment.known.us--;
		expect_days(cases[i].label, &read_firm(app, query)->resources[0], cases[i].wanted);
	}
}

static void of_a_contract_its_own_people_are_read(void **state)
{
	App *app = app_of(state);
	add_contract(app, "H-1");
	add_contract(app, "H-2");
	(void)import_text(app, "times.csv",
			  HOURS_HEADER
			  "a1,H-1,,R-1,2025-01-08,1,,,,\n"
			  "a2,H-2,,R-1,2025-01-15,2,,,,\n"
			  "a3,H-2,,R-2,2025-01-15,4,,,,\n"
			  "a4,H-1,,R-4,2025-01-15,8,,,,\n"
			  "a5,,,R-1,2025-01-22,16,,leave,,\n",
			  (ImportRequest){.source = STR("times")});
	(void)import_books(app,
			   "key,effective_on,monday\n"
			   "R-1,2025-01-01,8\nR-2,2025-01-01,8\nR-3,2025-01-01,8\n"
			   "R-1,2025-03-01,4\n");
	(void)import_books(app,
			   "contract,resource,from,to,hours_per_week\n"
			   "H-1,R-3,2025-01-01,2025-02-01,8\n"
			   "H-2,R-3,2025-01-01,2025-02-01,4\n");
	BooksQuery query = query_of(NEED_RESOURCES | NEED_RESOURCE_HOURS);
	query.scope = (Scope){SCOPE_CONTRACT, STR("H-1")};
	const Firm *firm = read_firm(app, query);
	assert_int_equal(firm->resource_count, 3);
	assert_true(str_eq_c(firm->resources[0].key, "R-1"));
	assert_int_equal(firm->resources[0].term_count, 2);
	expect_days("wherever they worked", &firm->resources[0],
		    " 2025-01-08 1s; 2025-01-15 2s; 2025-01-22 16s;");
	assert_true(str_eq_c(firm->resources[2].key, "R-3"));
	assert_int_equal(firm->resources[2].assignment_count, 1);
	assert_int_equal(firm->resources[2].assignments[0].weekly_seconds, 8 * 3600);
	assert_true(str_eq_c(firm->resources[1].key, "R-4"));
	assert_false(firm->resources[1].declared);
	query.needs = NEED_RESOURCES | NEED_TIMESHEETS;
	expect_days("of timesheets that there are hours", &read_firm(app, query)->resources[0],
		    " week 2025-01-06; week 2025-01-13; week 2025-01-20; 2025-01-22 16s;");
	query.moment.known = (Instant){0};
	assert_int_equal(read_firm(app, query)->resource_count, 0);
}

static void what_contracts_share_is_read(void **state)
{
	App *app = app_of(state);
	Err err;
	ResourceRefs refs;
	add_contract(app, "H-1");
	(void)import_books(
		app, "calendar,date,working\nB,2025-01-06,no\nA,2025-01-04,yes\nB,2025-01-07,\n");
	(void)import_books(
		app,
		"key,effective_on,name,team,roles,monday,sunday,calendar,cost_rate,currency\n"
		"R-2,2025-01-01,Second,T,lead; ;tester,8,,B,45,EUR\n"
		"R-10,2025-03-01,Tenth,T,,4,,,,\n"
		"R-2,2025-06-01,Second,U,,7.5,1,none,,\n");
	(void)import_books(app, "month,closed_on\n2025-02,2025-03-04\n2025-01,2025-02-03\n");
	(void)import_books(
		app, "contract,resource,from,to,hours_per_week\nH-1,R-2,2025-01-01,2025-02-01,8\n");
	const Firm *firm = read_firm(app, query_of(NEED_RESOURCES));
	assert_int_equal(firm->fiscal_month, 1);
	assert_int_equal(firm->policy_days, 10);
	assert_int_equal(firm->calendar_count, 2);
	assert_false(work_calendar_works(firm_calendar(firm, STR("B")), day("2025-01-07")));
	assert_true(work_calendar_works(firm_calendar(firm, STR("A")), day("2025-01-04")));
	assert_int_equal(firm->close_count, 2);
	assert_int_equal(firm->closes[0].month, 660);
	MUST(scope_resources(app, firm, (Scope){SCOPE_PORTFOLIO, {0}}, day("2025-06-30"), &refs,
			     &err));
	assert_int_equal(refs.len, 2);
	const Resource *second = refs.at[0];
	assert_true(str_eq_c(second->key, "R-2"));
	assert_int_equal(second->term_count, 2);
	assert_int_equal(second->assignment_count, 1);
	assert_int_equal(second->terms[0].role_count, 2);
	assert_true(str_eq_c(second->terms[0].roles[1], "tester"));
	assert_int_equal(second->terms[0].weekday_seconds[0], 8 * 3600);
	assert_int_equal(second->terms[0].cost_rate, 4500);
	assert_true(second->terms[0].calendar == firm_calendar(firm, STR("B")));
	assert_false(second->terms[1].has_cost_rate);
	assert_int_equal(second->terms[1].weekday_seconds[6], 3600);
	assert_true(second->terms[1].calendar == firm->weekdays);
	MUST(scope_resources(app, firm, (Scope){SCOPE_TEAM, STR("T")}, day("2025-04-01"), &refs,
			     &err));
	assert_int_equal(refs.len, 2);
	MUST(scope_resources(app, firm, (Scope){SCOPE_TEAM, STR("T")}, day("2025-06-30"), &refs,
			     &err));
	assert_int_equal(refs.len, 1);
	MUST(scope_resources(app, firm, (Scope){SCOPE_RESOURCE, STR("R-10")}, day("2025-01-01"),
			     &refs, &err));
	assert_int_equal(refs.len, 1);
	MUST_FAIL(scope_resources(app, firm, (Scope){SCOPE_TEAM, STR("T")}, day("2024-01-01"),
				  &refs, &err),
		  ERR_NOT_FOUND, "nobody is in team 'T'");
	MUST_FAIL(scope_resources(app, firm, (Scope){SCOPE_RESOURCE, STR("R-3")}, day("2025-01-01"),
				  &refs, &err),
		  ERR_NOT_FOUND, "no resource 'R-3'");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(recognitions_find_what_they_reverse),
		STORE_TEST(other_facts_become_books),
		STORE_TEST(amounts_convert_at_the_rate_of_their_day),
		STORE_TEST(hours_of_people_come_by_day),
		STORE_TEST(of_timesheets_weeks_and_leave_are_read),
		STORE_TEST(of_a_contract_its_own_people_are_read),
		STORE_TEST(what_contracts_share_is_read),
	};
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, fresh_db_end);
}
