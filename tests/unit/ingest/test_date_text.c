#include "check.h"
#include "ingest/date_text.h"

static const Str iso_and_german[] = {{"YYYY-MM-DD", 10}, {"D.M.YYYY", 8}};
static const Str american[] = {{"MM/DD/YYYY", 10}};

static void reads_dates(void **state)
{
	const struct {
		const char *text;
		const Str *patterns;
		size_t count;
		const char *wanted;
	} cases[] = {
		{"2024-02-29", iso_and_german, 2, "2024-02-29"},
		{"1.3.2024", iso_and_german, 2, "2024-03-01"},
		{"2024-02-29T23:59:00Z", iso_and_german, 2, "2024-02-29"},
		{"12/31/2024", american, 1, "2024-12-31"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Date date;
		Err err = {0};
		if (!date_text_read(str_from_c(cases[i].text), cases[i].patterns, cases[i].count,
				    &date, &err))
			fail_msg("%s: %s", cases[i].text, err.text);
		check_text(cases[i].text, date_text(*state, date), cases[i].wanted);
	}
}

static void refuses_dates(void **state)
{
	(void)state;
	const struct {
		const char *text;
		const Str *patterns;
		size_t count;
		ErrCode code;
		const char *wanted;
	} cases[] = {
		{"31.2.2024", iso_and_german, 2, ERR_INPUT,
		 "bad date '31.2.2024': February 2024 has no day 31"},
		{"2024-02-31", iso_and_german, 2, ERR_INPUT,
		 "bad date '2024-02-31': February 2024 has no day 31"},
		{"3/4/24", iso_and_german, 2, ERR_INPUT,
		 "'3/4/24' is not a date of the forms YYYY-MM-DD, D.M.YYYY"},
		{"2024-12-31", american, 1, ERR_INPUT,
		 "'2024-12-31' is not a date of the form MM/DD/YYYY"},
		{"9999-12-31", iso_and_german, 1, ERR_RANGE,
		 "bad date '9999-12-31': the year 9999 is outside 1900 to 2199"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Date date;
		Err err = {0};
		assert_false(date_text_read(str_from_c(cases[i].text), cases[i].patterns,
					    cases[i].count, &date, &err));
		check_err(cases[i].text, &err, cases[i].code, cases[i].wanted);
	}
}

static void reads_instants(void **state)
{
	Instant at;
	Err err = {0};
	assert_true(instant_text_read(STR("2024-02-29"), iso_and_german, 2, &at, &err));
	check_text("a date is its first instant", instant_text(*state, at), "2024-02-29T00:00:00Z");
	assert_true(instant_text_read(STR("1.3.2024"), iso_and_german, 2, &at, &err));
	check_text("by a pattern, too", instant_text(*state, at), "2024-03-01T00:00:00Z");
	assert_true(instant_text_read(STR("2024-02-29T01:30:00+02:00"), american, 1, &at, &err));
	check_text("an offset", instant_text(*state, at), "2024-02-28T23:30:00Z");
	assert_false(instant_text_read(STR("1.3.2024 10:30"), iso_and_german, 2, &at, &err));
	check_err("a time of day that would be lost", &err, ERR_INPUT,
		  "'1.3.2024 10:30': a time of day is read only as in 2009-03-01T10:30:00Z");
	assert_false(instant_text_read(STR("2024-02-30"), iso_and_german, 2, &at, &err));
	check_err("no such day", &err, ERR_INPUT,
		  "bad date '2024-02-30': February 2024 has no day 30");
}

static void checks_patterns(void **state)
{
	(void)state;
	static const char pattern[] =
		"is not a pattern of dates; it must hold one YYYY or YY, one MMM, MM or M and one "
		"DD or D";
	const struct {
		Str patterns[2];
		const char *wanted; /* NULL: fine */
	} cases[] = {
		{{STR("YYYY-MM-DD"), STR("DD.MM.YYYY")}, NULL},
		{{STR("D MMM YYYY"), STR("MMM D YYYY")}, NULL},
		{{STR("DD/MM/YYYY"), STR("YYYY/MM/DD")}, NULL},
		{{STR("DD/MM/YYYY"), STR("MM/DD/YYYY")},
		 "a date may fit both DD/MM/YYYY and MM/DD/YYYY and mean two days; keep one of them"},
		{{STR("D/M/YYYY"), STR("MM/DD/YYYY")},
		 "a date may fit both D/M/YYYY and MM/DD/YYYY and mean two days; keep one of them"},
		{{STR("YY/MM/DD"), STR("DD/MM/YY")},
		 "a date may fit both YY/MM/DD and DD/MM/YY and mean two days; keep one of them"},
		{{STR("YYYY-MM-DD"), STR("YYYY-MM")}, "'YYYY-MM'"},
		{{STR("YYYY-MM-DD"), STR("YYYY-MM-DD DD")}, "'YYYY-MM-DD DD'"},
		{{STR("YYY-MM-DD"), STR("YYYY-MM-DD")}, "'YYY-MM-DD'"},
		{{STR("YYYY-MMMM-DD"), STR("YYYY-MM-DD")}, "'YYYY-MMMM-DD'"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Err err = {0};
		bool ok = date_patterns_check(cases[i].patterns, 2, &err);
		if (!cases[i].wanted) {
			assert_true(ok);
			continue;
		}
		assert_false(ok);
		bool whole = str_starts(str_from_c(cases[i].wanted), STR("a date"));
		Str wanted = whole ? str_from_c(cases[i].wanted)
				   : str_format(*state, "%s %s", cases[i].wanted, pattern);
		check_err(cases[i].patterns[1].ptr, &err, ERR_INPUT, wanted.ptr);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(reads_dates),
		ARENA_TEST(refuses_dates),
		ARENA_TEST(reads_instants),
		ARENA_TEST(checks_patterns),
	};
	return RUN_TESTS(tests);
}
