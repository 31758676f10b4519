/* Workbooks as files of facts and of contracts: what makes rows of sheets other than rows of CSV. */
#include "base/hash.h"
#include "collect.h"
#include "collect_facts.h"
#include "ingest/xlsx_make.h"

#include <stdlib.h>
#include <unistd.h>

#define CELL(text) "<c t=\"inlineStr\"><is><t>" text "</t></is></c>"

static const char CLOCKIFY[] =
	"<row>" CELL("Project") CELL("Client") CELL("Description") CELL("User") CELL("Start Date")
		CELL("Start Time") CELL("End Date") CELL("End Time") CELL("Duration (h)")
			CELL("Duration (decimal)") CELL("Billable Amount (EUR)") "</row>"
	"<row>" CELL("P") CELL("C") CELL("d") CELL("R") CELL("18/08/2026") CELL("04:00:00")
		CELL("18/08/2026") CELL("12:00:00") CELL("08:00:00") "<c><v>8</v></c><c><v>210.1</v></c></row>"
	"<row>" CELL("P") CELL("C") CELL("d") CELL("R") CELL("02/09/2026") CELL("23:00:00")
		CELL("03/09/2026") CELL("01:00:00") CELL("02:00:00") "<c><v>2</v></c></row>"
	"<row>" CELL("P") CELL("C") CELL("d") CELL("R") CELL("never") "</row>"
	"<row>" CELL("P") "<c r=\"L5\"><v>1</v></c></row>"
	"<row>" CELL("Total") "<c r=\"J6\"><v>10</v></c></row>";

static void reads_a_sheet_as_the_same_csv(void **state)
{
	check_text(
		"Clockify",
		str_from_c(collect_facts(*state, NULL, NULL, xlsx_make(*state, CLOCKIFY, NULL, 0))),
		"= clockify\n"
		"2 time_entry project=P client=C resource=R work_date=2026-08-18 seconds=28800 start=04:00:00 "
		"bill_amount=210.1 currency=EUR note=d\n"
		"3 time_entry project=P client=C resource=R work_date=2026-09-02 seconds=7200 start=23:00:00 note=d\n"
		"4 REJECT Start Date: 'never' is not a date\n"
		"5 REJECT : 12 cells where the header has 11\n"
		"6 TOTAL\n");
}

/* Rows are kept until they tell which part of a date is the day; far more rows than are kept come all the same. */
static void reads_long_sheets(void **state)
{
	const char *rows = xlsx_make_repeated(
		*state, "<row>" CELL("resource") CELL("work_date") CELL("seconds") "</row>",
		"<row>" CELL("R") CELL("02/03/2026") "<c><v>60</v></c></row>", 6000,
		"<row>" CELL("R") CELL("13/03/2026") "<c><v>60</v></c></row>");
	Str got = str_from_c(collect_facts(*state, NULL, NULL, xlsx_make(*state, rows, NULL, 0)));
	size_t at;
	assert_true(str_starts(
		got,
		STR("= pacta-time-entry\n2 time_entry resource=R work_date=2026-02-03 seconds=60 "
		    "!ambiguous_date\n3 time_entry")));
	assert_true(str_find(got, STR("6001 time_entry resource=R work_date=2026-02-03"), &at));
	assert_true(str_find(got, STR("6002 REJECT work_date: '13/03/2026' contradicts"), &at));
}

/* What is kept of the first rows is bounded by its size: one cell of 300 KB is more than it. */
static void keeps_little(void **state)
{
	Str rows = str_format(
		*state,
		"<row>" CELL("resource") CELL("work_date") CELL("seconds") CELL("note") "</row>"
		"<row>" CELL("R") CELL("02/03/2026") "<c><v>60</v></c>" CELL("%0300000d") "</row>"
		"<row>" CELL("R") CELL("13/03/2026") "<c><v>60</v></c></row>"
		"<row>" CELL("R") CELL("04/05/2026") "<c><v>60</v></c>" CELL("left") "</row>"
		"<row>" CELL("R") CELL("05/05/2026") "<c><v>60</v></c></row>",
		7);
	Str got =
		str_from_c(collect_facts(*state, NULL, NULL, xlsx_make(*state, rows.ptr, NULL, 0)));
	size_t at;
	assert_true(str_find(got, STR("2 time_entry resource=R work_date=2026-02-03"), &at));
	assert_true(str_find(got, STR("\n3 REJECT work_date: '13/03/2026' contradicts"), &at));
	/* Nothing of a row stands in the next. */
	assert_true(str_find(got, STR("work_date=2026-04-05 seconds=60 note=left !"), &at));
	assert_true(str_find(got, STR("work_date=2026-05-05 seconds=60\n"), &at));
}

#define CLOCK_HEAD \
	"<row>" CELL("resource") CELL("work_date") CELL("seconds") "</row>"                  \
	"<row>" CELL("R") CELL("2026-03-02") "<c><v>60</v></c></row>"
#define TITLE "<row>" CELL("Report") CELL("of March") "</row>"
#define FORMULA "<row><c><f>TODAY()</f></c></row>"

static void passes_titles_over(void **state)
{
	static const struct {
		const char *label;
		const char *name;
		const char *rows;
		const char *wanted;
	} cases[] = {
		{"two titles", NULL, TITLE FORMULA CLOCK_HEAD,
		 "= pacta-time-entry\n4 time_entry resource=R work_date=2026-03-02 seconds=60\n"},
		{"by a mapping that is named", "pacta-time-entry", TITLE TITLE CLOCK_HEAD,
		 "4 time_entry resource=R work_date=2026-03-02 seconds=60\n"},
		{"as many texts as the header", "pacta-time-entry",
		 "<row>" CELL("a") CELL("b") CELL("c") "</row>" CLOCK_HEAD,
		 "ERROR the column 'resource', which the mapping 'pacta-time-entry' needs, is "
		 "missing; there are a, b, c\n"},
		{"ten titles", "pacta-time-entry",
		 TITLE TITLE TITLE TITLE TITLE TITLE TITLE TITLE TITLE TITLE CLOCK_HEAD,
		 "12 time_entry resource=R work_date=2026-03-02 seconds=60\n"},
		{"eleven titles", "pacta-time-entry",
		 TITLE TITLE TITLE TITLE TITLE TITLE TITLE TITLE TITLE TITLE TITLE CLOCK_HEAD,
		 "ERROR the column 'resource', which the mapping 'pacta-time-entry' needs, is "
		 "missing; there are Report, of March\n"},
		{"a first row that cannot be read, and no header", "pacta-time-entry",
		 FORMULA TITLE,
		 "ERROR row 1: cell A1: a formula without a stored value; open the file in a "
		 "spreadsheet program and save it\n"},
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		check_text(cases[i].label,
			   str_from_c(collect_facts(*state, cases[i].name, NULL,
						    xlsx_make(*state, cases[i].rows, NULL, 0))),
			   cases[i].wanted);
}

static void says_what_is_no_file_of_facts(void **state)
{
	check_text("an empty sheet",
		   str_from_c(collect_facts(*state, "toggl", NULL, xlsx_make(*state, "", NULL, 0))),
		   "ERROR the sheet is empty\n");
	check_text("a mapping of JSON",
		   str_from_c(collect_facts(*state, "timewarrior", NULL,
					    xlsx_make(*state, CLOCKIFY, NULL, 0))),
		   "ERROR the mapping 'timewarrior' does not read workbooks\n");
	check_text("a mapping without a header",
		   str_from_c(collect_facts(*state, "ledger", NULL,
					    xlsx_make(*state, CLOCKIFY, NULL, 0))),
		   "ERROR the mapping 'ledger' does not read workbooks\n");
	Str whole = xlsx_make(*state, CLOCKIFY, NULL, 0);
	Str got = str_from_c(collect_facts(*state, NULL, NULL, str_slice(whole, 0, whole.len / 2)));
	assert_true(str_starts(got, STR("ERROR ")));
}

static void reads_contracts(void **state)
{
	static const char rows[] =
		"<row>" CELL("contract") CELL("account") CELL("currency") CELL("effective_on")
			CELL("annual_value") "</row>"
		"<row>" CELL("H-1") CELL("Harbour Ltd") CELL("EUR") CELL("2026-01-05")
			"<c><v>1000.5</v></c></row>";
	char path[] = "/tmp/pacta-sheet-XXXXXX";
	Str bytes = xlsx_make(*state, rows, NULL, 0);
	Collected got = {0};
	Str hash;
	Err err = {0};
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes.ptr, bytes.len), (ssize_t)bytes.len);
	assert_int_equal(close(fd), 0);
	if (!collect_file(collect_mapping(*state, "pacta-contracts"), path, &got, &hash, *state,
			  &err))
		fail_msg("%s", err.text);
	assert_int_equal(unlink(path), 0);
	check_text(
		"contract", buf_str(&got.text),
		"2 H-1~2026-01-05~|H-1|Harbour Ltd||EUR|customer|2026-01-05||||||0 annual_value=1000.50\n");
	check_text("hash of the whole file", hash,
		   str_to_c(*state, digest_hex(*state, sha256(bytes))));
}

/* So that the row no longer waits once it comes again and is good. */
static void a_row_with_a_bad_cell_keeps_its_id(void **state)
{
	static const char ROWS[] = "<row>" CELL("external_id") CELL("resource") CELL("work_date")
		CELL("seconds") "</row>"
		"<row>" CELL("t-1") CELL("R") CELL("2026-01-05") "<c><f>A1</f></c></row>"
		"<row><c><f>A1</f></c>" CELL("R") CELL("2026-01-05") "<c><v>60</v></c></row>";
	check_text(
		"formulas without values",
		str_from_c(collect_facts_with_ids(*state, NULL, NULL,
						  xlsx_make(*state, ROWS, NULL, 0))),
		"= pacta-time-entry\n"
		"2 REJECT external_id=t-1 seconds: cell D2: a formula without a stored value; open the "
		"file in a spreadsheet program and save it\n"
		"3 REJECT external_id: cell A3: a formula without a stored value; open the file in a "
		"spreadsheet program and save it\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(reads_a_sheet_as_the_same_csv),
		ARENA_TEST(reads_long_sheets),
		ARENA_TEST(keeps_little),
		ARENA_TEST(passes_titles_over),
		ARENA_TEST(says_what_is_no_file_of_facts),
		ARENA_TEST(a_row_with_a_bad_cell_keeps_its_id),
		ARENA_TEST(reads_contracts),
	};
	return RUN_TESTS(tests);
}
