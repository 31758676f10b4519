/* Tables of figures: splits and periods tie, currencies, closes, what may be missing, and what is refused. */

#include "fresh_books.h"

#include "analytics/explanation.h"
#include "app/accounts.h"
#include "app/figures.h"
#include "app/settings.h"

#include <string.h>

/* Asked of figures; empty texts: not asked for. */
typedef struct Words {
	const char *scope, *metrics, *period, *by;
} Words;

static FiguresQuery figures_query(Words words)
{
	return (FiguresQuery){
		.scope = str_from_c(words.scope),
		.metrics = str_from_c(words.metrics),
		.period = str_from_c(words.period),
		.by = str_from_c(words.by),
		.range = {DATE_NONE, DATE_NONE},
		.moment = MOMENT_NOW,
		.today = day("2025-06-30"),
	};
}

static FigureTable table_of(App *app, Words words)
{
	FiguresQuery query = figures_query(words);
	FigureTable table;
	Err err;
	MUST(figures_table(app, &query, &table, &err));
	return table;
}

static void add_figures(Buf *buf, const FigureTable *table, const Figure *figures)
{
	for (size_t i = 0; i < table->metric_count; i++) {
		Str text = figures[i].na != REASON_NONE ? str_from_c(reason_name(figures[i].na))
							: figure_text(buf->mem, &figures[i]);
		buf_add_format(buf, " %.*s", STR_ARG(text));
	}
}

/* "contract:H-1 2025-01 1.00 h 5.00; ", the total last. */
static void expect_table(App *app, const char *label, Words words, const char *wanted)
{
	FigureTable table = table_of(app, words);
	Buf got = {.mem = app->mem};
	for (size_t i = 0; i <= table.row_count; i++) {
		const FigureRow *row = i < table.row_count ? &table.rows[i] : &table.total;
		buf_add_format(&got, "%.*s %.*s", STR_ARG(row->scope), STR_ARG(row->period_name));
		add_figures(&got, &table, row->figures);
		buf_add(&got, STR("; "));
	}
	expect_buf(label, &got, wanted);
}

/* Hours of two contracts: H-1 1 h in January and 2 h in February, H-2 4 h in February; Quay's Q-1 8 h in March. */
static void open_firm(App *app)
{
	Err err;
	Account account;
	Effect effect;
	NewContract quay = {STR("Q-1"), STR("Quay"), STR("Quay one"), STR("EUR"),
			    CONTRACT_CUSTOMER};
	const FieldText terms[] = {
		{STR("starts_on"), CHANGE_SET, STR("2025-02-15")},
		{STR("ends_on"), CHANGE_SET, STR("2027-02-15")},
		{STR("annual_value"), CHANGE_SET, STR("36500")},
		{STR("manager"), CHANGE_SET, STR("Resource 09")},
	};
	Circumstances about = {.effective_on = DATE_NONE, .signed_on = DATE_NONE};
	add_contract(app, "H-1");
	add_contract(app, "H-2");
	MUST(accounts_add(app, STR("Quay"), (Str){0}, &account, &err));
	MUST(contracts_add(app, &quay, terms, 4, &about, &effect, &err));
	assert_true(amend(app, "H-1", "2024-01-01",
			  (FieldText){STR("manager"), CHANGE_SET, STR("Resource 08")}, &err));
	(void)import_text(app, "times.csv",
			  HOURS_HEADER
			  "a1,H-1,Build,R-1,2025-01-31,3600,,,,\n"
			  "a2,H-1,Build,R-1,2025-02-01,7200,,,,\n"
			  "a3,H-2,Build,R-2,2025-02-28,14400,,,,\n"
			  "a4,Q-1,Build,R-2,2025-03-01,28800,,,,\n"
			  "a5,H-1,Build,R-1,2025-02-03,60,draft,,,\n"
			  "a6,H-1,Build,R-1,2025-02-03,61,submitted,,,\n"
			  "a7,H-2,Build,R-2,2025-02-03,62,draft,,,\n"
			  "a8,,,R-1,2025-02-04,3600,,internal,,\n",
			  (ImportRequest){.source = STR("times")});
}

static void splits_and_periods_tie(void **state)
{
	App *app = app_of(state);
	open_firm(app);
	expect_table(app, "one row where nothing is split",
		     (Words){"portfolio", "counting_hours", "2025-Q1", ""},
		     "portfolio 2025-Q1 15.00 h; portfolio 2025-Q1 15.00 h; ");
	expect_table(
		app, "by month", (Words){"portfolio", "counting_hours", "2025-Q1", "month"},
		"portfolio 2025-01 1.00 h; portfolio 2025-02 6.00 h; portfolio 2025-03 8.00 h; "
		"portfolio 2025-Q1 15.00 h; ");
	expect_table(app, "by contract",
		     (Words){"portfolio", "counting_hours", "2025-Q1", "contract"},
		     "contract:H-1 2025-Q1 3.00 h; contract:H-2 2025-Q1 4.00 h; "
		     "contract:Q-1 2025-Q1 8.00 h; portfolio 2025-Q1 15.00 h; ");
	expect_table(app, "of an account by contract and month, tiles clipped",
		     (Words){"account:Harbour", "counting_hours", "2025-02-01..2025-03-02",
			     "contract, month"},
		     "contract:H-1 2025-02 2.00 h; contract:H-1 2025-03-01 0.00 h; "
		     "contract:H-2 2025-02 4.00 h; contract:H-2 2025-03-01 0.00 h; "
		     "account:Harbour 2025-02-01..2025-03-02 6.00 h; ");
	expect_table(app, "by account",
		     (Words){"portfolio", "counting_hours", "2025-Q1", "account"},
		     "account:Harbour 2025-Q1 7.00 h; account:Quay 2025-Q1 8.00 h; "
		     "portfolio 2025-Q1 15.00 h; ");
	expect_table(app, "by manager; those without one first",
		     (Words){"portfolio", "counting_hours", "2025-Q1", "manager"},
		     "manager: 2025-Q1 4.00 h; manager:Resource 08 2025-Q1 3.00 h; "
		     "manager:Resource 09 2025-Q1 8.00 h; portfolio 2025-Q1 15.00 h; ");
	expect_table(app, "those without a manager on their own",
		     (Words){"manager:", "counting_hours", "2025-Q1", "contract"},
		     "contract:H-2 2025-Q1 4.00 h; manager: 2025-Q1 4.00 h; ");
	expect_table(app, "a contract by its own years",
		     (Words){"Q-1", "counting_hours", "2025", "contract-year"},
		     "contract:Q-1 2025-01-01..2025-02-15 0.00 h; "
		     "contract:Q-1 2025-02-15..2026-01-01 8.00 h; contract:Q-1 2025 8.00 h; ");
	expect_table(app, "years of contracts differ",
		     (Words){"portfolio", "counting_hours", "2025-02-01..2025-04-01",
			     "contract,contract-year"},
		     "contract:H-1 2025-02-01..2025-04-01 2.00 h; "
		     "contract:H-2 2025-02-01..2025-04-01 4.00 h; "
		     "contract:Q-1 2025-02-01..2025-02-15 0.00 h; "
		     "contract:Q-1 2025-02-15..2025-04-01 8.00 h; "
		     "portfolio 2025-02-01..2025-04-01 14.00 h; ");
	expect_table(app, "without a period the last month that is over by the as-of day",
		     (Words){"Q-1", "counting_hours", "", ""},
		     "contract:Q-1 2025-06 0.00 h; contract:Q-1 2025-06 0.00 h; ");
}

static void people_are_split_by_team_and_by_resource(void **state)
{
	App *app = app_of(state);
	Str wanted = STR("counting_hours,internal_hours,available_hours,resource_utilization");
	open_firm(app);
	(void)import_books(app,
			   "key,effective_on,name,team,monday,tuesday,wednesday,thursday,friday\n"
			   "R-1,2025-01-01,First,North,8,8,8,8,8\nR-2,2025-01-01,,North,8,8,8,8,8\n"
			   "R-3,2025-01-01,,South,1,1,1,1,1\n");
	expect_table(app, "of the portfolio by team",
		     (Words){"portfolio", wanted.ptr, "2025-02", "team"},
		     "team:North 2025-02 6.00 h 1.00 h 320.00 h 1.9 %; "
		     "team:South 2025-02 0.00 h 0.00 h 20.00 h 0.0 %; "
		     "portfolio 2025-02 6.00 h 1.00 h 340.00 h 1.8 %; ");
	expect_table(app, "a team by resource and month",
		     (Words){"team:North", "counting_hours", "2025-Q1", "resource,month"},
		     "resource:R-1 2025-01 1.00 h; resource:R-1 2025-02 2.00 h; "
		     "resource:R-1 2025-03 0.00 h; resource:R-2 2025-01 0.00 h; "
		     "resource:R-2 2025-02 4.00 h; resource:R-2 2025-03 8.00 h; "
		     "team:North 2025-Q1 15.00 h; ");
	expect_table(app, "a person", (Words){"resource:R-2", "counting_hours", "2025-W09", "day"},
		     "resource:R-2 2025-02-24 0.00 h; resource:R-2 2025-02-25 0.00 h; "
		     "resource:R-2 2025-02-26 0.00 h; resource:R-2 2025-02-27 0.00 h; "
		     "resource:R-2 2025-02-28 4.00 h; resource:R-2 2025-03-01 8.00 h; "
		     "resource:R-2 2025-03-02 0.00 h; resource:R-2 2025-W09 12.00 h; ");
	FigureTable table = table_of(app, (Words){"resource:R-1", "", "2025-02", "resource"});
	assert_true(str_eq_c(table.rows[0].name, "First"));
	assert_true(table.metric_count > 5);
	for (size_t i = 0; i < table.metric_count; i++)
		assert_true((metric_subjects(table.metrics[i]) & OF_RESOURCE) != 0);
}

static void totals_are_in_one_currency(void **state)
{
	App *app = app_of(state);
	Err err;
	Setting setting;
	Words by_account = {"portfolio", "revenue_by_terms", "2025-03", "account"};
	open_firm(app);
	expect_table(app, "without a currency for reports", by_account,
		     "account:Harbour 2025-03 16,986.30; account:Quay 2025-03 3,100.00; "
		     "portfolio 2025-03 no_reporting_currency; ");
	MUST(settings_set(app, STR("reporting_currency"), STR("USD"), &setting, &err));
	expect_table(app, "without a rate of these days", by_account,
		     "account:Harbour 2025-03 16,986.30; account:Quay 2025-03 3,100.00; "
		     "portfolio 2025-03 16,986.30; ");
	FigureTable table = table_of(app, by_account);
	assert_true((table.total.figures[0].flags & FIGURE_PARTIAL) != 0);
	assert_string_equal(table.currency.code, "USD");
	Buf rates = {.mem = app->mem};
	buf_add(&rates, STR("currency,date,rate\n"));
	for (int i = 1; i <= 31; i++)
		buf_add_format(&rates, "EUR,2025-03-%02d,2\n", i);
	buf_add_byte(&rates, '\0');
	(void)import_books(app, rates.ptr);
	expect_table(app, "converted", by_account,
		     "account:Harbour 2025-03 16,986.30; account:Quay 2025-03 3,100.00; "
		     "portfolio 2025-03 23,186.30; ");
	table = table_of(app, by_account);
	assert_int_equal(table.rate_count, 31);
	assert_int_equal(table.rates[30]->day.day, day("2025-03-31").day);
	assert_true((table.total.figures[0].flags & FIGURE_CONVERTED) != 0);
	assert_string_equal(table.rows[1].figures[0].currency.code, "EUR");
	table = table_of(app, (Words){"account:Quay", "revenue_by_terms", "2025-03", ""});
	assert_string_equal(table.currency.code, "EUR");
	assert_int_equal(table.rate_count, 0);
}

static void closed_rows_tell_what_they_were(void **state)
{
	App *app = app_of(state);
	Err err;
	FigureTable table;
	FiguresQuery query =
		figures_query((Words){"portfolio", "counting_hours", "2025-Q1", "contract,month"});
	open_firm(app);
	app->now.us += US_PER_DAY;
	(void)import_books(app, "month,closed_on\n2025-01,2025-02-05\n");
	app->now.us += US_PER_DAY;
	(void)import_books(app, "month,closed_on\n2025-02,2025-03-05\n2025-03,2025-04-05\n");
	app->now.us += US_PER_DAY;
	(void)import_text(app, "times.csv", HOURS_HEADER "late,H-1,Build,R-1,2025-01-30,3600,,,,\n",
			  (ImportRequest){.source = STR("late")});
	query.since_close = true;
	MUST(figures_table(app, &query, &table, &err));
	Buf got = {.mem = app->mem};
	for (size_t i = 0; i < 2; i++) {
		add_figures(&got, &table, table.rows[i].figures);
		add_figures(&got, &table, table.rows[i].at_close);
	}
	add_figures(&got, &table, table.total.figures);
	add_figures(&got, &table, table.total.at_close);
	expect_buf("January changed since, and with it the whole", &got,
		   " 2.00 h 1.00 h 2.00 h 2.00 h 16.00 h 15.00 h");
	assert_true(table.rows[0].booked && table.total.booked);
	assert_true(table.rows[0].closed_at.us < table.rows[1].closed_at.us);
	assert_int_equal(table.total.closed_at.us, table.rows[1].closed_at.us);
	query.period = STR("2025-04");
	MUST(figures_table(app, &query, &table, &err));
	assert_false(table.rows[0].booked);
	assert_null(table.rows[0].at_close);
	query.period = STR("2025-Q1");
	query.moment.as_of = day("2025-02-20");
	MUST(figures_table(app, &query, &table, &err));
	assert_true(table.rows[0].booked);
	assert_false(table.rows[1].booked);
	assert_null(table.total.at_close);
	query.since_close = false;
	MUST(figures_table(app, &query, &table, &err));
	assert_null(table.rows[0].at_close);
}

static void expect_lack(const char *label, const FigureRow *row, const char *wanted)
{
	Arena mem;
	arena_init(&mem);
	Buf got = {.mem = &mem};
	const Completeness *it = &row->completeness;
	buf_add_format(&got,
		       "waiting %lld/%lld draft %lld/%lld submitted %lld/%lld in %lld/%lld%s%s",
		       (long long)it->waiting_rows, (long long)it->waiting_seconds,
		       (long long)it->draft_entries, (long long)it->draft_seconds,
		       (long long)it->submitted_entries, (long long)it->submitted_seconds,
		       (long long)it->timesheets_in, (long long)it->timesheets_expected,
		       it->running ? " running" : "", it->open ? " open" : "");
	expect_buf(label, &got, wanted);
	arena_deinit(&mem);
}

static void rows_say_what_they_may_lack(void **state)
{
	App *app = app_of(state);
	open_firm(app);
	(void)import_books(app,
			   "key,effective_on,monday,tuesday,wednesday,thursday,friday\n"
			   "R-1,2025-01-01,8,8,8,8,8\nR-2,2025-01-01,8,8,8,8,8\n"
			   "R-3,2025-01-01,8,8,8,8,8\n");
	(void)import_books(
		app, "contract,resource,from,to,hours_per_week\nH-2,R-3,2025-02-10,2025-02-12,8\n");
	(void)import_books(app, "contract,key,name\nH-2,Build,Building\n");
	(void)import_text(app, "waits.csv",
			  HOURS_HEADER
			  "w1,NOWHERE,,R-1,2025-02-03,10,,,,\n"
			  "w2,H-2,Bild,R-1,2025-02-03,20,,,,\n",
			  (ImportRequest){.source = STR("waits")});
	FigureTable table =
		table_of(app, (Words){"portfolio", "counting_hours", "2025-02", "contract"});
	expect_lack("of H-1: its people's timesheets, and what waits for no contract that is known",
		    &table.rows[0], "waiting 1/10 draft 1/60 submitted 1/61 in 1/4");
	expect_lack("of H-2: also who is only assigned, and what waits for it", &table.rows[1],
		    "waiting 2/30 draft 1/62 submitted 0/0 in 2/8");
	expect_lack("of all: everybody who is declared", &table.total,
		    "waiting 2/30 draft 2/122 submitted 1/61 in 3/12");
	table = table_of(app, (Words){"H-2", "counting_hours", "2025-02", ""});
	expect_lack("the contract alone says the same", &table.total,
		    "waiting 2/30 draft 1/62 submitted 0/0 in 2/8");
	table = table_of(app, (Words){"resource:R-1", "counting_hours", "2025-02", ""});
	expect_lack("a person", &table.total, "waiting 2/30 draft 0/0 submitted 0/0 in 1/4");
	table = table_of(app, (Words){"H-1", "counting_hours", "2025-Q3", ""});
	assert_true(table.total.completeness.running && table.total.completeness.open);
	table = table_of(app, (Words){"H-1", "revenue_by_terms", "2025-02", ""});
	expect_lack("what hours would not change", &table.total,
		    "waiting 0/0 draft 0/0 submitted 0/0 in 0/0");
}

static void what_is_not_there_is_refused(void **state)
{
	static const struct {
		const char *label;
		Words words;
		ErrCode code;
		const char *text, *field;
	} CASES[] = {
		{"no scope", {"", "", "", ""}, ERR_INPUT, "a scope is", "scope"},
		{"a contract", {"X", "", "", ""}, ERR_NOT_FOUND, "no contract 'X'", "scope"},
		{"an account", {"account:X", "", "", ""}, ERR_NOT_FOUND, "no account", "scope"},
		{"a manager", {"manager:X", "", "", ""}, ERR_NOT_FOUND, "manages", "scope"},
		{"nobody without a team",
		 {"team:", "", "", ""},
		 ERR_NOT_FOUND,
		 "everybody",
		 "scope"},
		{"a team", {"team:X", "", "", ""}, ERR_NOT_FOUND, "team 'X'", "scope"},
		{"a resource", {"resource:X", "", "", ""}, ERR_NOT_FOUND, "resource 'X'", "scope"},
		{"a metric",
		 {"portfolio", "utilisation", "", ""},
		 ERR_NOT_FOUND,
		 "utilisation",
		 "metrics"},
		{"a period", {"portfolio", "", "2025-13", ""}, ERR_INPUT, "2025-13", "period"},
		{"a contract year of many",
		 {"portfolio", "", "CY1", ""},
		 ERR_INPUT,
		 "CY1",
		 "period"},
		{"a word", {"portfolio", "", "", "hour"}, ERR_INPUT, "'hour' is none of", "by"},
		{"two splits",
		 {"portfolio", "", "", "team,account"},
		 ERR_INPUT,
		 "is the second of",
		 "by"},
		{"two lengths",
		 {"portfolio", "", "", "week,month"},
		 ERR_INPUT,
		 "second length",
		 "by"},
		{"people of a contract",
		 {"H-1", "", "", "team"},
		 ERR_INPUT,
		 "are for people",
		 "by"},
		{"contracts of people",
		 {"resource:R-1", "", "", "account"},
		 ERR_INPUT,
		 "not split",
		 "by"},
		{"years of many starts",
		 {"portfolio", "", "", "contract-year"},
		 ERR_INPUT,
		 "start of a contract",
		 "by"},
		{"too much to compute",
		 {"portfolio", "", "1900-01-01..2199-12-31", "day"},
		 ERR_TOO_LARGE,
		 "for one answer",
		 ""},
		{"too much to tell",
		 {"portfolio", "counting_hours,committed_hours,burn,recognized",
		  "1900-01-01..2199-12-31", "contract,day"},
		 ERR_TOO_LARGE,
		 "a million",
		 ""},
	};
	App *app = app_of(state);
	Err err;
	open_firm(app);
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		FigureTable table;
		FiguresQuery query = figures_query(CASES[i].words);
		MUST_FAIL(figures_table(app, &query, &table, &err), CASES[i].code, CASES[i].text);
		if (strcmp(err.field, CASES[i].field) != 0)
			fail_msg("%s: the error names '%s'", CASES[i].label, err.field);
	}
}

static void nothing_is_known_before_the_first_fact(void **state)
{
	App *app = app_of(state);
	Err err;
	FigureTable table;
	FiguresQuery query = figures_query((Words){"portfolio", "", "2023-01", "contract,week"});
	open_firm(app);
	query.moment.as_of = day("2023-01-15");
	MUST(figures_table(app, &query, &table, &err));
	assert_int_equal(table.row_count, 3 * 6);
	query.moment.known = (Instant){0};
	MUST(figures_table(app, &query, &table, &err));
	for (size_t i = 0; i < table.row_count; i++) {
		bool begun = table.rows[i].period.from.day <= query.moment.as_of.day;
		assert_int_equal(table.rows[i].figures[0].na,
				 begun ? REASON_NO_TERMS : REASON_NOT_BEGUN);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(splits_and_periods_tie),
		STORE_TEST(people_are_split_by_team_and_by_resource),
		STORE_TEST(totals_are_in_one_currency),
		STORE_TEST(closed_rows_tell_what_they_were),
		STORE_TEST(rows_say_what_they_may_lack),
		STORE_TEST(what_is_not_there_is_refused),
		STORE_TEST(nothing_is_known_before_the_first_fact),
	};
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, fresh_db_end);
}
