#include "base/date.h"
#include "check.h"

#include <stdio.h>

static void check_date(Arena *mem, const char *label, Date got, const char *wanted)
{
	check_text(label, date_text(mem, got), wanted);
}

/* The calendar as it is taught: day after day, month by month. */
static void counts_every_day(void **state)
{
	(void)state;
	static const int32_t lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int32_t day = DAY_MIN;
	for (int32_t year = 1900; year <= 2199; year++) {
		bool leap = (year % 4 == 0 && year % 100 != 0) || year == 2000;
		assert_int_equal(year_is_leap(year), leap);
		for (int32_t month = 1; month <= 12; month++) {
			int32_t length = lengths[month - 1] + (leap && month == 2);
			assert_int_equal(month_days(year, month), length);
			for (int32_t of_month = 1; of_month <= length; of_month++, day++) {
				Date made;
				Err err;
				Civil c = date_civil((Date){day});
				assert_true(c.year == year && c.month == month &&
					    c.day == of_month);
				assert_int_equal(date_from_civil(c).day, day);
				assert_true(date_make(year, month, of_month, &made, &err));
				assert_int_equal(made.day, day);
			}
		}
	}
	assert_int_equal(day, DAY_MAX + 1);
	assert_int_equal(DATE_OPEN.day, day);
}

static void knows_named_days(void **state)
{
	Arena *mem = *state;
	check_date(mem, "the epoch", (Date){0}, "1970-01-01");
	check_date(mem, "the day before it", (Date){-1}, "1969-12-31");
	check_date(mem, "the first day", DATE_MIN, "1900-01-01");
	check_date(mem, "the last day", DATE_MAX, "2199-12-31");
	check_date(mem, "no day", DATE_NONE, "");
	check_date(mem, "days after", date_add((Date){0}, 59), "1970-03-01");
	check_date(mem, "the earlier of two", date_earlier(DATE_MIN, DATE_MAX), "1900-01-01");
	check_date(mem, "the earlier of two, turned", date_earlier(DATE_MAX, DATE_MIN),
		   "1900-01-01");
	check_date(mem, "the later of two", date_later(DATE_MIN, DATE_MAX), "2199-12-31");
	check_date(mem, "the later of two, turned", date_later(DATE_MAX, DATE_MIN), "2199-12-31");
	check_text("for people", date_text_long(mem, (Date){14304}), "1 Mar 2009");
	check_text("no day for people", date_text_long(mem, DATE_NONE), "");
	assert_true(date_is_set(DATE_MIN) && !date_is_set(DATE_NONE));
}

static void round_trips_as_text(void **state)
{
	(void)state;
	for (int32_t day = DAY_MIN; day <= DAY_MAX; day++) {
		Arena mem;
		arena_init(&mem);
		Date read;
		Date read_long;
		Err err;
		Str text = date_text(&mem, (Date){day});
		Str people = date_text_long(&mem, (Date){day});
		if (!date_parse(text, &read, &err) || read.day != day)
			fail_msg("%.*s is not read as day %d", STR_ARG(text), (int)day);
		if (!date_parse_as(people, STR("D MMM YYYY"), &read_long, &err) ||
		    read_long.day != day)
			fail_msg("%.*s is not read as day %d", STR_ARG(people), (int)day);
		arena_deinit(&mem);
	}
}

static void adds_years(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *label;
		const char *from;
		int32_t years;
		const char *wanted;
	} cases[] = {
		{"an ordinary day keeps day and month", "2009-03-01", 2, "2011-03-01"},
		{"29 February falls on the 28th in a common year", "2024-02-29", 1, "2025-02-28"},
		{"29 February comes back in a leap year", "2024-02-29", 4, "2028-02-29"},
		{"1900 was a common year", "1904-02-29", -4, "1900-02-28"},
		{"years may be taken off", "2009-12-31", -9, "2000-12-31"},
		{"no years change nothing", "2024-02-29", 0, "2024-02-29"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Date from;
		Err err;
		assert_true(date_parse(str_from_c(cases[i].from), &from, &err));
		check_date(mem, cases[i].label, date_add_years(from, cases[i].years),
			   cases[i].wanted);
	}
}

static void refuses_dates(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		ErrCode code;
		const char *says;
	} cases[] = {
		{"2024-02-31", ERR_INPUT, "bad date '2024-02-31': February 2024 has no day 31"},
		{"2023-02-29", ERR_INPUT, "bad date '2023-02-29': February 2023 has no day 29"},
		{"1900-02-29", ERR_INPUT, "bad date '1900-02-29': February 1900 has no day 29"},
		{"2024-01-00", ERR_INPUT, "bad date '2024-01-00': January 2024 has no day 0"},
		{"2024-13-01", ERR_INPUT, "bad date '2024-13-01': there is no month 13"},
		{"2024-00-01", ERR_INPUT, "bad date '2024-00-01': there is no month 0"},
		{"1899-12-31", ERR_RANGE,
		 "bad date '1899-12-31': the year 1899 is outside 1900 to 2199"},
		{"2200-01-01", ERR_RANGE,
		 "bad date '2200-01-01': the year 2200 is outside 1900 to 2199"},
		{"", ERR_INPUT, "'' is not a date of the form YYYY-MM-DD"},
		{"2024-1-01", ERR_INPUT, "'2024-1-01' is not a date of the form YYYY-MM-DD"},
		{"2024-01-1", ERR_INPUT, "'2024-01-1' is not a date of the form YYYY-MM-DD"},
		{"2024-01-011", ERR_INPUT, "'2024-01-011' is not a date of the form YYYY-MM-DD"},
		{"2024/01/01", ERR_INPUT, "'2024/01/01' is not a date of the form YYYY-MM-DD"},
		{"2024-01/01", ERR_INPUT, "'2024-01/01' is not a date of the form YYYY-MM-DD"},
		{"2024-01-01 ", ERR_INPUT, "'2024-01-01 ' is not a date of the form YYYY-MM-DD"},
		{"soon", ERR_INPUT, "'soon' is not a date of the form YYYY-MM-DD"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Date got = {7};
		Err err = {0};
		if (date_parse(str_from_c(cases[i].text), &got, &err))
			fail_msg("'%s' was read", cases[i].text);
		check_err(cases[i].text, &err, cases[i].code, cases[i].says);
		assert_int_equal(got.day, 7);
	}
}

static void reads_patterns(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *text;
		const char *pattern;
		const char *wanted;
	} cases[] = {
		{"31.12.2024", "DD.MM.YYYY", "2024-12-31"},
		{"1.2.2024", "D.M.YYYY", "2024-02-01"},
		{"11.12.2024", "D.M.YYYY", "2024-12-11"},
		{"12/31/69", "MM/DD/YY", "2069-12-31"},
		{"12/31/70", "MM/DD/YY", "1970-12-31"},
		{"20240229", "YYYYMMDD", "2024-02-29"},
		{"5 Mar 2010", "D MMM YYYY", "2010-03-05"},
		{"5 MARCH 2010", "D MMM YYYY", "2010-03-05"},
		{"May 5, 2010", "MMM D, YYYY", "2010-05-05"},
		{"2024-02-29T10:00:00Z", "YYYY-MM-DD", "2024-02-29"},
		{"2/29/2024 12:00:00 AM", "M/D/YYYY", "2024-02-29"},
		{"2024-02-29 10:00+02:00", "YYYY-MM-DD", "2024-02-29"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Date got;
		Err err = {0};
		if (!date_parse_as(str_from_c(cases[i].text), str_from_c(cases[i].pattern), &got,
				   &err))
			fail_msg("'%s' after %s: %s", cases[i].text, cases[i].pattern, err.text);
		check_date(mem, cases[i].text, got, cases[i].wanted);
	}
}

static void refuses_what_does_not_fit_the_pattern(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		const char *pattern;
		const char *says;
	} cases[] = {
		{"2024-12-31", "DD.MM.YYYY", "'2024-12-31' is not a date of the form DD.MM.YYYY"},
		{"31.2.24", "DD.M.YY", "bad date '31.2.24': February 2024 has no day 31"},
		{"1.12.2024", "DD.MM.YYYY", "'1.12.2024' is not a date of the form DD.MM.YYYY"},
		{"31.12.24", "DD.MM.YYYY", "'31.12.24' is not a date of the form DD.MM.YYYY"},
		{"31.12.x4", "DD.MM.YY", "'31.12.x4' is not a date of the form DD.MM.YY"},
		{"5 Foo 2010", "D MMM YYYY", "'5 Foo 2010' is not a date of the form D MMM YYYY"},
		{"5 Ma", "D MMM YYYY", "'5 Ma' is not a date of the form D MMM YYYY"},
		{"2024-12-31 later", "YYYY-MM-DD",
		 "'2024-12-31 later' is not a date of the form YYYY-MM-DD"},
		{"2024-12-31T", "YYYY-MM-DD", "'2024-12-31T' is not a date of the form YYYY-MM-DD"},
		{"2024-12-31 PM", "YYYY-MM-DD",
		 "'2024-12-31 PM' is not a date of the form YYYY-MM-DD"},
		{"2024-12-311", "YYYY-MM-DD", "'2024-12-311' is not a date of the form YYYY-MM-DD"},
		{"2024-12-31 1x", "YYYY-MM-DD",
		 "'2024-12-31 1x' is not a date of the form YYYY-MM-DD"},
		{"", "YYYY-MM-DD", "'' is not a date of the form YYYY-MM-DD"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Date got = {7};
		Err err = {0};
		if (date_parse_as(str_from_c(cases[i].text), str_from_c(cases[i].pattern), &got,
				  &err))
			fail_msg("'%s' was read", cases[i].text);
		check_err(cases[i].text, &err, ERR_INPUT, cases[i].says);
		assert_int_equal(got.day, 7);
	}
}

static void reads_instants(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *text;
		const char *wanted;
		bool date_only;
	} cases[] = {
		{"2009-03-01", "2009-03-01T00:00:00Z", true},
		{"2009-03-01T10:30Z", "2009-03-01T10:30:00Z", false},
		{"2009-03-01T10:30:59", "2009-03-01T10:30:59Z", false},
		{"2009-03-01 10:30:05.25+02:00", "2009-03-01T08:30:05.250000Z", false},
		{"2009-03-01 00:30-0530", "2009-03-01T06:00:00Z", false},
		{"2009-03-01T00:30+01:00", "2009-02-28T23:30:00Z", false},
		{"2009-03-01T00:00:00.0000019Z", "2009-03-01T00:00:00.000001Z", false},
		{"1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z", false},
		{"1900-01-01", "1900-01-01T00:00:00Z", true},
		{"2199-12-31T23:59:59.999999Z", "2199-12-31T23:59:59.999999Z", false},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Instant got;
		Instant again;
		Err err = {0};
		bool date_only = !cases[i].date_only;
		Str text = str_from_c(cases[i].text);
		if (!instant_parse(text, &got, &date_only, &err) ||
		    !instant_parse(text, &again, NULL, &err))
			fail_msg("'%s': %s", cases[i].text, err.text);
		check_text(cases[i].text, instant_text(mem, got), cases[i].wanted);
		assert_int_equal(date_only, cases[i].date_only);
		assert_int_equal(again.us, got.us);
	}
}

static void refuses_instants(void **state)
{
	(void)state;
	static const char *const shapeless[] = {
		"",
		"now",
		"2009-03-01T",
		"2009-03-01T10",
		"2009-03-01x10:30",
		"2009-03-01T1:30",
		"2009-03-01T10-30",
		"2009-03-01T10:3",
		"2009-03-01T10:30:",
		"2009-03-01T10:30:05.",
		"2009-03-01T24:00",
		"2009-03-01T10:60",
		"2009-03-01T10:30:60",
		"2009-03-01T10:30z",
		"2009-03-01T10:30Zx",
		"2009-03-01T10:30+2",
		"2009-03-01T10:30+02:0",
		"2009-03-01T10:30+15:00",
		"2009-03-01T10:30+02:60",
	};
	for (size_t i = 0; i < COUNT(shapeless); i++) {
		Instant got = {7};
		Err err = {0};
		char says[200];
		if (instant_parse(str_from_c(shapeless[i]), &got, NULL, &err))
			fail_msg("'%s' was read", shapeless[i]);
		(void)snprintf(says, sizeof says,
			       "'%s' is not a date of the form YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ",
			       shapeless[i]);
		check_err(shapeless[i], &err, ERR_INPUT, says);
		assert_int_equal(got.us, 7);
	}
	Instant got = {7};
	Err err = {0};
	assert_false(instant_parse(STR("2009-02-29T10:30Z"), &got, NULL, &err));
	check_err("no such day", &err, ERR_INPUT,
		  "bad date '2009-02-29T10:30Z': February 2009 has no day 29");
	assert_false(instant_parse(STR("2300-01-01"), &got, NULL, &err));
	check_err("out of range", &err, ERR_RANGE,
		  "bad date '2300-01-01': the year 2300 is outside 1900 to 2199");
}

static void splits_instants_into_days(void **state)
{
	(void)state;
	for (int32_t day = DAY_MIN; day <= DAY_MAX; day += 97) {
		Instant first = instant_of_date((Date){day});
		Instant last = instant_end_of_date((Date){day});
		assert_int_equal(last.us - first.us, US_PER_DAY - 1);
		assert_int_equal(instant_date(first).day, day);
		assert_int_equal(instant_date(last).day, day);
		assert_int_equal(instant_date((Instant){first.us - 1}).day, day - 1);
		assert_int_equal(instant_date((Instant){last.us + 1}).day, day + 1);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_every_day),
		ARENA_TEST(knows_named_days),
		cmocka_unit_test(round_trips_as_text),
		ARENA_TEST(adds_years),
		cmocka_unit_test(refuses_dates),
		ARENA_TEST(reads_patterns),
		cmocka_unit_test(refuses_what_does_not_fit_the_pattern),
		ARENA_TEST(reads_instants),
		cmocka_unit_test(refuses_instants),
		cmocka_unit_test(splits_instants_into_days),
	};
	return RUN_TESTS(tests);
}
