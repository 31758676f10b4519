#include "history/daycount.h"
#include "history/history_fixture.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const NAMES[] = {
	[ACT_365F] = "ACT/365F", [ACT_ACT] = "ACT/ACT",     [ACT_360] = "ACT/360",
	[THIRTY_360] = "30/360", [THIRTYE_360] = "30E/360", [ACT_CY] = "ACT/CY",
};

static void check_years(const char *label, DayCount count, Date anchor, Period p, int64_t wanted)
{
	int64_t got = daycount_years(count, anchor, p);
	if (got != wanted)
		fail_msg("%s, %s: got %" PRId64 " shares of a year, wanted %" PRId64, label,
			 NAMES[count], got, wanted);
}

/* "4/365+60/366+4" in shares of a year. */
static int64_t read_fraction(const char *text)
{
	int64_t sum = 0;
	for (const char *at = text;; at++) {
		char *end;
		long num = strtol(at, &end, 10);
		long den = *end == '/' ? strtol(end + 1, &end, 10) : 1;
		assert_int_equal(num * DAYCOUNT_YEAR % den, 0);
		sum += num * DAYCOUNT_YEAR / den;
		if (*end == '\0')
			return sum;
		at = end;
	}
}

static DayCount read_count(const char *name)
{
	for (size_t i = 0; i < COUNT(NAMES); i++) {
		if (str_starts(str_from_c(name), str_from_c(NAMES[i])))
			return (DayCount)i;
	}
	fail_msg("there is no day count %s", name);
	return ACT_365F;
}

/* The lines of tests/data/daycount.csv: start, end, convention, fraction, actual days. */
static void published_vectors_are_met(void **state)
{
	(void)state;
	const char *root = getenv("PACTA_ROOT");
	char path[4096];
	char line[200];
	int lines = 0;
	(void)snprintf(path, sizeof path, "%s/tests/data/daycount.csv", root ? root : ".");
	FILE *file = fopen(path, "r");
	if (!file)
		fail_msg(
			"%s cannot be read; run the test in the project's folder, or set PACTA_ROOT",
			path);
	assert_non_null(fgets(line, sizeof line, file));
	while (fgets(line, sizeof line, file)) {
		char start[11];
		char end[11];
		char convention[20];
		char fraction[40];
		int days;
		int read = sscanf(line, "%10[^,],%10[^,],%19[^,],%39[^,],%d", start, end,
				  convention, fraction, &days);
		assert_int_equal(read, 5);
		Period p = {day(start), day(end)};
		assert_int_equal(period_days(p), days);
		check_years(line, read_count(convention), p.from, p, read_fraction(fraction));
		lines++;
	}
	(void)fclose(file);
	assert_int_equal(lines, 14);
}

static void shares_are_counted(void **state)
{
	(void)state;
	static const struct {
		const char *label;
		DayCount count;
		const char *anchor;
		const char *from;
		const char *to;
		const char *fraction;
	} cases[] = {
		{"a common year", ACT_365F, "2023-01-01", "2023-01-01", "2024-01-01", "1"},
		{"a leap year", ACT_365F, "2024-01-01", "2024-01-01", "2025-01-01", "366/365"},
		{"a leap year", ACT_ACT, "2024-01-01", "2024-01-01", "2025-01-01", "1"},
		{"over New Year", ACT_ACT, "2023-12-01", "2023-12-01", "2024-02-01",
		 "31/365+31/366"},
		{"1900 was a common year", ACT_ACT, "1900-01-01", "1900-02-01", "1900-04-01",
		 "59/365"},
		{"at the end of time", ACT_ACT, "2199-12-30", "2199-12-30", "2199-12-31", "1/365"},
		{"a month", ACT_360, "2024-01-01", "2024-01-01", "2024-02-01", "31/360"},
		{"from the 31st, February", THIRTY_360, "2024-01-31", "2024-01-31", "2024-03-01",
		 "31/360"},
		{"from the 31st, the 31st counts as the 30th", THIRTY_360, "2024-01-31",
		 "2024-01-31", "2024-03-31", "60/360"},
		{"from the 31st, a later part", THIRTY_360, "2024-01-31", "2024-03-01",
		 "2024-03-31", "29/360"},
		{"from the 30th, the 31st counts as the 30th", THIRTY_360, "2024-01-30",
		 "2024-01-30", "2024-03-31", "60/360"},
		{"from the 29th, the 31st counts", THIRTY_360, "2024-01-29", "2024-01-29",
		 "2024-03-31", "62/360"},
		{"from the 29th, the 31st never counts in Europe", THIRTYE_360, "2024-01-29",
		 "2024-01-29", "2024-03-31", "61/360"},
		{"before the anchor", THIRTY_360, "2024-01-15", "2023-12-15", "2024-01-15",
		 "30/360"},
		{"a year from the anniversary", ACT_CY, "2009-03-01", "2010-03-01", "2011-03-01",
		 "1"},
		{"a contract year with a leap day", ACT_CY, "2011-03-01", "2012-02-29",
		 "2012-03-01", "1/366"},
		{"parts of three contract years", ACT_CY, "2010-03-01", "2011-02-27", "2012-03-02",
		 "2/365+1+1/365"},
		{"contract years from 29 February", ACT_CY, "2024-02-29", "2027-02-28",
		 "2028-02-29", "1"},
		{"before the anchor", ACT_CY, "2009-03-01", "2008-03-01", "2008-03-02", "1/365"},
		{"an empty period", ACT_CY, "2009-03-01", "2010-03-01", "2010-03-01", "0"},
		{"a period turned round", ACT_365F, "2009-03-01", "2010-03-02", "2010-03-01", "0"},
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		check_years(cases[i].label, cases[i].count, day(cases[i].anchor),
			    (Period){day(cases[i].from), day(cases[i].to)},
			    read_fraction(cases[i].fraction));
}

/* Any two periods that follow each other are together what the whole is. */
static void parts_add_up(void **state)
{
	(void)state;
	enum { SEED = 360 };
	Random random = {SEED};
	for (int i = 0; i < 60000; i++) {
		DayCount count = (DayCount)(i % 6);
		Date anchor = {(int32_t)random_in(&random, 0, 20000)};
		Date a = date_add(anchor, (int32_t)random_in(&random, -400, 2000));
		Date b = date_add(a, (int32_t)random_in(&random, 0, 800));
		Date c = date_add(b, (int32_t)random_in(&random, 0, 800));
		int64_t parts = daycount_years(count, anchor, (Period){a, b}) +
				daycount_years(count, anchor, (Period){b, c});
		if (parts != daycount_years(count, anchor, (Period){a, c}))
			fail_msg("seed %d, %s from %d: [%d, %d) and [%d, %d) do not add up", SEED,
				 NAMES[count], (int)anchor.day, (int)a.day, (int)b.day, (int)b.day,
				 (int)c.day);
	}
}

/* ACT/ACT day by day over three centuries. */
static void act_act_is_the_sum_of_its_days(void **state)
{
	(void)state;
	int64_t sum = 0;
	for (int32_t d = DAY_MIN; d <= DAY_MAX; d++) {
		int64_t share =
			DAYCOUNT_YEAR / (year_is_leap(date_civil((Date){d}).year) ? 366 : 365);
		check_years("a day", ACT_ACT, DATE_MIN, (Period){{d}, {d + 1}}, share);
		sum += share;
	}
	check_years("all days", ACT_ACT, DATE_MIN, (Period){DATE_MIN, DATE_OPEN}, sum);
	check_years("three hundred years", ACT_ACT, DATE_MIN, (Period){DATE_MIN, DATE_OPEN},
		    300 * DAYCOUNT_YEAR);
}

static void contract_years_are_worth_a_year(void **state)
{
	(void)state;
	static const char *const anchors[] = {"2024-02-29", "2023-02-28", "2000-01-31",
					      "2009-03-01"};
	for (size_t i = 0; i < COUNT(anchors); i++) {
		Date anchor = day(anchors[i]);
		for (int32_t year = 0; year < 100; year++)
			check_years(anchors[i], ACT_CY, anchor,
				    (Period){date_add_years(anchor, year),
					     date_add_years(anchor, year + 1)},
				    DAYCOUNT_YEAR);
	}
}

static void some_counts_are_anchored(void **state)
{
	(void)state;
	assert_false(daycount_is_anchored(ACT_365F) || daycount_is_anchored(ACT_ACT) ||
		     daycount_is_anchored(ACT_360));
	assert_true(daycount_is_anchored(THIRTY_360) && daycount_is_anchored(THIRTYE_360) &&
		    daycount_is_anchored(ACT_CY));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(published_vectors_are_met),
		cmocka_unit_test(shares_are_counted),
		cmocka_unit_test(parts_add_up),
		cmocka_unit_test(act_act_is_the_sum_of_its_days),
		cmocka_unit_test(contract_years_are_worth_a_year),
		cmocka_unit_test(some_counts_are_anchored),
	};
	return RUN_TESTS(tests);
}
