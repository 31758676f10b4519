/* Closing months, and how they tie out with the ledger. */

#include "fact_files.h"

#include "app/accounts.h"
#include "app/close.h"
#include "app/discrepancies.h"
#include "app/facts.h"

#include <string.h>

#define HEADER "external_id,contract,recognized_on,amount,currency,reverses\n"

static CloseQuery march(const char *ledger)
{
	return (CloseQuery){.month = STR("2026-03"),
			    .closed_on = DATE_NONE,
			    .ledger = str_from_c(ledger),
			    .ledger_name = STR("march.csv"),
			    .today = day("2026-04-10")};
}

static void add_money(App *app, Buf *text, const char *before, int64_t minor, Currency currency)
{
	buf_add(text, str_from_c(before));
	buf_add(text, money_text(app->mem, minor, currency));
}

static void add_rows(App *app, Buf *text, const TieOutRow *rows, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		const TieOutRow *row = &rows[i];
		Currency currency = row->currency;
		buf_add(text, row->contract.len > 0 ? row->contract : STR("all"));
		buf_add_format(text, " %s", currency.code);
		add_money(app, text, " ", row->recognized, currency);
		if (row->has_ledger) {
			add_money(app, text, " - ", row->ledger, currency);
			add_money(app, text, " = ", row->difference, currency);
		}
		if (row->has_at_close && row->at_close != row->recognized) {
			add_money(app, text, " (", row->at_close, currency);
			buf_add(text, STR(")"));
		}
		buf_add(text, STR("; "));
	}
}

/* "H-1 USD 90.00 - 100.00 = -10.00 (80.00); all USD …; 1 differ, 0 missing": in brackets what it was at the close */
static void expect_tie(App *app, const char *label, const TieOut *tie, const char *wanted)
{
	Buf text = {.mem = app->mem};
	add_rows(app, &text, tie->at, tie->len);
	add_rows(app, &text, tie->totals, tie->total_count);
	buf_add_format(&text, "%zu differ, %zu missing", tie->differing, tie->missing);
	if (!str_eq_c(buf_str(&text), wanted))
		fail_msg("%s:\n got  %.*s\n want %s", label, STR_ARG(buf_str(&text)), wanted);
}

static void prepare(App *app)
{
	add_contract(app, "H-1");
	add_contract(app, "H-2");
	(void)import_books(app, HEADER
			   "r1,H-1,2026-03-31,100,,\n"
			   "r2,H-1,2026-03-05,50,EUR,\n"
			   "r3,H-2,2026-03-01,70,,\n"
			   "r4,H-2,2026-02-28,900,,\n"
			   "r5,H-2,,800,,\n"
			   "r6,H-1,2026-03-31,-30,,r1\n");
}

static void a_close_records_totals_and_tells_the_differences(void **state)
{
	App *app = app_of(state);
	Err err;
	TieOut tie;
	prepare(app);
	CloseQuery query =
		march("contract,recognized,currency\n"
		      "H-1,70.00,\n"
		      "\n"
		      "H-2,75,USD\n"
		      ",140.00,USD\n");
	query.closed_by = STR("Controller");
	query.note = STR("first close");
	MUST(close_month(app, &query, &tie, &err));
	expect_tie(app, "closed", &tie,
		   "H-1 EUR 50.00; H-1 USD 70.00 - 70.00 = 0.00; H-2 USD 70.00 - 75.00 = -5.00; "
		   "all EUR 50.00; all USD 140.00 - 140.00 = 0.00; 1 differ, 0 missing");
	assert_true(tie.closed);
	assert_int_equal(tie.closed_on.day, day("2026-04-10").day);
	assert_true(str_eq_c(tie.closed_by, "Controller"));
	assert_true(str_eq_c(tie.note, "first close"));
	TieOut again;
	MUST(tie_out(app, STR("2026-03"), MOMENT_NOW, &again, &err));
	expect_tie(app, "read", &again,
		   "H-1 EUR 50.00; H-1 USD 70.00 - 70.00 = 0.00; H-2 USD 70.00 - 75.00 = -5.00; "
		   "all EUR 50.00; all USD 140.00 - 140.00 = 0.00; 1 differ, 0 missing");
	assert_int_equal(again.known_at.us, tie.known_at.us);
	expect_sound(app, "after all");
}

static void what_differs_is_what_discrepancies_tell(void **state)
{
	App *app = app_of(state);
	Err err;
	TieOut tie;
	Discrepancies found;
	prepare(app);
	CloseQuery query =
		march("contract,recognized,currency\nH-1,71,\nH-2,70,\n,9,EUR\n,9,JPY\n");
	DiscrepancyQuery asked = {.kind = DISCREPANCY_LEDGER,
				  .from = DATE_NONE,
				  .to = DATE_NONE,
				  .moment = MOMENT_NOW,
				  .today = query.today};
	MUST(close_month(app, &query, &tie, &err));
	expect_tie(app, "three differ", &tie,
		   "H-1 EUR 50.00; H-1 USD 70.00 - 71.00 = -1.00; H-2 USD 70.00 - 70.00 = 0.00; "
		   "all EUR 50.00 - 9.00 = 41.00; all JPY 0 - 9 = -9; "
		   "all USD 140.00 - 141.00 = -1.00; 3 differ, 0 missing");
	MUST(discrepancies_find(app, &asked, &found, &err));
	assert_int_equal(found.len, tie.differing);
}

static void closing_again_restates_the_close(void **state)
{
	App *app = app_of(state);
	Err err;
	TieOut tie;
	Instant first;
	prepare(app);
	CloseQuery query = march("contract,recognized\nH-1,70\nH-2,70\n");
	MUST(close_month(app, &query, &tie, &err));
	assert_null(tie.replaced);
	first = tie.known_at;
	(void)import_books(app, HEADER "r7,H-2,2026-03-31,5,,\nr1,H-1,2026-04-01,100,,\n");
	MUST(tie_out(app, STR("2026-03"), MOMENT_NOW, &tie, &err));
	expect_tie(app, "what changed since shows what it was", &tie,
		   "H-1 EUR 50.00; H-1 USD -30.00 - 70.00 = -100.00 (70.00); "
		   "H-2 USD 75.00 - 70.00 = 5.00 (70.00); all EUR 50.00; "
		   "all USD 45.00 - 140.00 = -95.00 (140.00); 2 differ, 0 missing");
	query.ledger = STR("contract,recognized\nH-2,75\n");
	query.closed_on = day("2026-04-08");
	MUST(close_month(app, &query, &tie, &err));
	assert_int_equal(tie.replaced->known_at.us, first.us);
	assert_int_equal(tie.replaced->closed_on.day, day("2026-04-10").day);
	assert_true(str_eq_c(tie.replaced->closed_by, "tester"));
	expect_tie(app, "totals that are not told any more are gone", &tie,
		   "H-1 EUR 50.00; H-1 USD -30.00; H-2 USD 75.00 - 75.00 = 0.00; all EUR 50.00; "
		   "all USD 45.00 - 75.00 = -30.00; 0 differ, 1 missing");
	assert_true(tie.known_at.us > first.us);
	first = tie.known_at;
	query.ledger = (Str){0};
	MUST(close_month(app, &query, &tie, &err));
	assert_int_equal(tie.replaced->known_at.us, first.us);
	assert_int_equal(tie.replaced->closed_on.day, day("2026-04-08").day);
	expect_tie(app, "without totals they stay", &tie,
		   "H-1 EUR 50.00; H-1 USD -30.00; H-2 USD 75.00 - 75.00 = 0.00; all EUR 50.00; "
		   "all USD 45.00 - 75.00 = -30.00; 0 differ, 1 missing");
	assert_true(tie.known_at.us > first.us);
	Moment then = MOMENT_NOW;
	then.known = first;
	MUST(tie_out(app, STR("2026-03"), then, &tie, &err));
	assert_int_equal(tie.known_at.us, first.us);
	assert_null(tie.replaced);
	expect_sound(app, "after all");
}

static void a_dry_run_writes_nothing(void **state)
{
	App *app = app_of(state);
	Err err;
	TieOut tie;
	ClosedMonths months;
	prepare(app);
	CloseQuery query = march("contract,recognized\nH-1,1\n");
	query.dry_run = true;
	MUST(close_month(app, &query, &tie, &err));
	assert_int_equal(tie.differing, 1);
	assert_true(tie.closed);
	MUST(closed_months(app, MOMENT_NOW, &months, &err));
	assert_int_equal(months.len, 0);
	MUST(tie_out(app, STR("2026-03"), MOMENT_NOW, &tie, &err));
	assert_false(tie.closed);
	expect_tie(app, "it is open", &tie,
		   "H-1 EUR 50.00; H-1 USD 70.00; H-2 USD 70.00; all EUR 50.00; all USD 140.00; "
		   "0 differ, 0 missing");
}

static void months_are_listed_newest_first(void **state)
{
	App *app = app_of(state);
	Err err;
	TieOut tie;
	ClosedMonths months;
	prepare(app);
	CloseQuery query = march("contract,recognized\nH-1,70\n");
	MUST(close_month(app, &query, &tie, &err));
	query = march("contract,recognized,month\nH-2,1,2026-02\n");
	query.month = STR("2026-02");
	query.closed_on = day("2026-03-04");
	MUST(close_month(app, &query, &tie, &err));
	MUST(closed_months(app, MOMENT_NOW, &months, &err));
	assert_int_equal(months.len, 2);
	assert_int_equal(months.at[0].month, tie.month + 1);
	assert_int_equal(months.at[0].differing, 0);
	assert_int_equal(months.at[0].missing, 1);
	assert_int_equal(months.at[1].month, tie.month);
	assert_int_equal(months.at[1].differing, 1);
	assert_true(str_eq_c(months.at[1].closed_by, "tester"));
	Moment moment = MOMENT_NOW;
	moment.as_of = day("2026-03-05");
	MUST(closed_months(app, moment, &months, &err));
	assert_int_equal(months.len, 1);
	MUST(tie_out(app, STR("2026-03"), moment, &tie, &err));
	assert_false(tie.closed);
	expect_tie(app, "recognised by the fifth", &tie,
		   "H-1 EUR 50.00; H-1 USD 0.00 - 70.00 = -70.00; H-2 USD 70.00; all EUR 50.00; "
		   "all USD 70.00 - 70.00 = 0.00; 1 differ, 1 missing");
}

static void a_total_of_the_currency_holds_contracts_that_are_not_listed(void **state)
{
	App *app = app_of(state);
	Err err;
	TieOut tie;
	prepare(app);
	CloseQuery query = march("contract,recognized,currency\nH-1,70,\n,140,USD\n");
	MUST(close_month(app, &query, &tie, &err));
	expect_tie(app, "with a total", &tie,
		   "H-1 EUR 50.00; H-1 USD 70.00 - 70.00 = 0.00; H-2 USD 70.00; all EUR 50.00; "
		   "all USD 140.00 - 140.00 = 0.00; 0 differ, 0 missing");
	query = march("contract,recognized\nH-1,70\n");
	MUST(close_month(app, &query, &tie, &err));
	expect_tie(app, "without", &tie,
		   "H-1 EUR 50.00; H-1 USD 70.00 - 70.00 = 0.00; H-2 USD 70.00; all EUR 50.00; "
		   "all USD 140.00 - 70.00 = 70.00; 0 differ, 1 missing");
}

static void what_vendors_are_paid_is_no_revenue(void **state)
{
	App *app = app_of(state);
	Err err;
	Effect effect;
	TieOut tie;
	const FieldText terms[] = {{STR("annual_value"), CHANGE_SET, STR("1")}};
	NewContract vendor = {STR("V-1"), STR("Harbour"), (Str){0}, STR("USD"), CONTRACT_VENDOR};
	Circumstances about = {.effective_on = day("2026-01-01"), .signed_on = DATE_NONE};
	prepare(app);
	MUST(contracts_add(app, &vendor, terms, 1, &about, &effect, &err));
	(void)import_books(app, HEADER "v1,V-1,2026-03-31,1000,,\n");
	CloseQuery query = march("recognized,currency\n140,USD\n");
	MUST(close_month(app, &query, &tie, &err));
	expect_tie(app, "not in the total, not listed", &tie,
		   "H-1 EUR 50.00; H-1 USD 70.00; H-2 USD 70.00; all EUR 50.00; "
		   "all USD 140.00 - 140.00 = 0.00; 0 differ, 0 missing");
	query = march("contract,recognized\nV-1,999\n");
	MUST(close_month(app, &query, &tie, &err));
	expect_tie(app, "but held against a total of its own", &tie,
		   "H-1 EUR 50.00; H-1 USD 70.00; H-2 USD 70.00; V-1 USD 1000.00 - 999.00 = 1.00; "
		   "all EUR 50.00; all USD 140.00 - 999.00 = -859.00; 1 differ, 2 missing");
}

static void what_nets_to_nothing_is_not_missing(void **state)
{
	App *app = app_of(state);
	Err err;
	TieOut tie;
	prepare(app);
	(void)import_books(app, HEADER "r8,H-2,2026-03-31,-70,,r3\n");
	CloseQuery query = march("contract,recognized\nH-1,70\n");
	MUST(close_month(app, &query, &tie, &err));
	expect_tie(app, "reversed in its month", &tie,
		   "H-1 EUR 50.00; H-1 USD 70.00 - 70.00 = 0.00; H-2 USD 0.00; all EUR 50.00; "
		   "all USD 70.00 - 70.00 = 0.00; 0 differ, 0 missing");
}

static void totals_can_be_told_without_a_file(void **state)
{
	App *app = app_of(state);
	Err err;
	TieOut tie;
	prepare(app);
	LedgerLine lines[] = {{STR("H-1"), (Str){0}, STR("70")}, {STR("H-2"), (Str){0}, STR("x")}};
	CloseQuery query = march("");
	query.lines = lines;
	query.line_count = 2;
	MUST_FAIL(close_month(app, &query, &tie, &err), ERR_INPUT, "ledger total 2: ");
	lines[1].recognized = STR("70");
	MUST(close_month(app, &query, &tie, &err));
	assert_int_equal(tie.differing, 0);
	assert_int_equal(tie.missing, 0);
}

typedef struct BadClose {
	const char *label, *month, *closed_on, *today, *ledger;
	ErrCode code;
	const char *field, *text;
} BadClose;

static const BadClose BAD[] = {
	{"no month", "2026-13", "", "2026-04-10", "", ERR_INPUT, "month", "2026-13"},
	{"the month is not over", "2026-03", "", "2026-03-31", "", ERR_CONFLICT, "month",
	 "2026-03 is not over"},
	{"closed before its end", "2026-03", "2026-03-31", "2026-04-10", "", ERR_INPUT, "closed_on",
	 "after its end"},
	{"closed in the future", "2026-03", "2026-04-11", "2026-04-10", "", ERR_INPUT, "closed_on",
	 "not told ahead"},
	{"nothing in the file", "2026-03", "", "2026-04-10", "\n\n", ERR_INPUT, "ledger",
	 "march.csv: line 1: it is empty"},
	{"no such column", "2026-03", "", "2026-04-10", "contract,amount\nH-1,1\n", ERR_INPUT,
	 "ledger", "march.csv: line 1: there is no column 'recognized'"},
	{"a column twice", "2026-03", "", "2026-04-10", "contract,recognized,Contract\nH-1,1,H-2\n",
	 ERR_INPUT, "ledger", "two columns 'contract'"},
	{"an unknown contract", "2026-03", "", "2026-04-10", "contract,recognized\nH-1,1\nH-9,1\n",
	 ERR_NOT_FOUND, "contract", "march.csv: line 3: there is no contract 'H-9'"},
	{"neither contract nor currency", "2026-03", "", "2026-04-10", "contract,recognized\n,1\n",
	 ERR_INPUT, "contract", "line 2: a total is of a contract, or of a currency"},
	{"no such currency", "2026-03", "", "2026-04-10", "currency,recognized\nXQZ,1\n", ERR_INPUT,
	 "currency", "line 2"},
	{"no amount", "2026-03", "", "2026-04-10", "contract,recognized\nH-1,\n", ERR_INPUT,
	 "recognized", "line 2: recognized is missing"},
	{"a bad amount", "2026-03", "", "2026-04-10", "contract,recognized\nH-1,1\nH-2,1.234\n",
	 ERR_INPUT, "recognized", "march.csv: line 3: "},
	{"told twice", "2026-03", "", "2026-04-10",
	 "contract,recognized,currency\nH-1,1,\nH-2,1,\nH-1,1,USD\n", ERR_INPUT, "contract",
	 "line 4: it tells a total again that line 2 has told"},
	{"another month", "2026-03", "", "2026-04-10", "contract,recognized,month\nH-1,1,2026-02\n",
	 ERR_INPUT, "month", "line 2: it is of 2026-02"},
	{"no month in the row", "2026-03", "", "2026-04-10",
	 "contract,recognized,month\nH-1,1,March\n", ERR_INPUT, "month", "line 2: "},
	{"a row too short", "2026-03", "", "2026-04-10", "contract,recognized\nH-1\n", ERR_INPUT,
	 "ledger", "line 2: "},
	{"UTF-16", "2026-03", "", "2026-04-10",
	 "\xff\xfe"
	 "c",
	 ERR_INPUT, "ledger", "march.csv: "},
};

static void what_cannot_be_closed_is_refused_and_writes_nothing(void **state)
{
	App *app = app_of(state);
	prepare(app);
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
		const BadClose *bad = &BAD[i];
		Err err;
		TieOut tie;
		ClosedMonths months;
		CloseQuery query = march(bad->ledger);
		query.month = str_from_c(bad->month);
		query.today = day(bad->today);
		if (bad->closed_on[0] != '\0')
			query.closed_on = day(bad->closed_on);
		if (close_month(app, &query, &tie, &err))
			fail_msg("%s: it was taken", bad->label);
		if (err.code != bad->code || strcmp(err.field, bad->field) != 0 ||
		    !strstr(err.text, bad->text))
			fail_msg("%s: %d, field '%s', %s", bad->label, (int)err.code, err.field,
				 err.text);
		MUST(closed_months(app, MOMENT_NOW, &months, &err));
		assert_int_equal(months.len, 0);
	}
	Err err;
	TieOut tie;
	MUST_FAIL(tie_out(app, STR("March"), MOMENT_NOW, &tie, &err), ERR_INPUT, "March");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(a_close_records_totals_and_tells_the_differences),
		STORE_TEST(what_differs_is_what_discrepancies_tell),
		STORE_TEST(closing_again_restates_the_close),
		STORE_TEST(a_dry_run_writes_nothing),
		STORE_TEST(months_are_listed_newest_first),
		STORE_TEST(what_vendors_are_paid_is_no_revenue),
		STORE_TEST(a_total_of_the_currency_holds_contracts_that_are_not_listed),
		STORE_TEST(what_nets_to_nothing_is_not_missing),
		STORE_TEST(totals_can_be_told_without_a_file),
		STORE_TEST(what_cannot_be_closed_is_refused_and_writes_nothing),
	};
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, fresh_db_end);
}
