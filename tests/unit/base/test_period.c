#include "base/period.h"
#include "check.h"

static Date day(const char *text)
{
	Date date;
	Err err = {0};
	if (!date_parse(str_from_c(text), &date, &err))
		fail_msg("%s", err.text);
	return date;
}

static void counts_days(void **state)
{
	(void)state;
	assert_int_equal(period_days((Period){day("2024-02-01"), day("2024-03-01")}), 29);
	assert_int_equal(period_days((Period){day("2024-02-01"), day("2024-02-01")}), 0);
	assert_int_equal(period_days((Period){day("2024-02-02"), day("2024-02-01")}), 0);
}

static void check_common(const char *label, Period a, Period b, Period wanted)
{
	Period one = period_common(a, b);
	Period two = period_common(b, a);
	if (one.from.day != wanted.from.day || one.to.day != wanted.to.day)
		fail_msg("%s: [%d, %d)", label, (int)one.from.day, (int)one.to.day);
	if (two.from.day != wanted.from.day || two.to.day != wanted.to.day)
		fail_msg("%s, turned: [%d, %d)", label, (int)two.from.day, (int)two.to.day);
}

static void finds_what_is_common(void **state)
{
	(void)state;
	Period a = {{10}, {20}};
	check_common("one inside the other", a, (Period){{12}, {15}}, (Period){{12}, {15}});
	check_common("they overlap", a, (Period){{15}, {30}}, (Period){{15}, {20}});
	check_common("they meet", a, (Period){{20}, {30}}, (Period){{20}, {20}});
	check_common("they lie apart", a, (Period){{25}, {30}}, (Period){{25}, {25}});
}

static void finds_tiles(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *label;
		Granularity granularity;
		int32_t fiscal_month;
		const char *anchor;
		const char *day;
		const char *from;
		const char *to;
	} cases[] = {
		{"a day", GRANULARITY_DAY, 0, NULL, "2024-02-29", "2024-02-29", "2024-03-01"},
		{"a week from its Monday", GRANULARITY_WEEK, 0, NULL, "2024-01-01", "2024-01-01",
		 "2024-01-08"},
		{"a week from its Sunday", GRANULARITY_WEEK, 0, NULL, "2024-01-07", "2024-01-01",
		 "2024-01-08"},
		{"a week over New Year", GRANULARITY_WEEK, 0, NULL, "2027-01-01", "2026-12-28",
		 "2027-01-04"},
		{"the first week", GRANULARITY_WEEK, 0, NULL, "1900-01-01", "1900-01-01",
		 "1900-01-08"},
		{"February of a leap year", GRANULARITY_MONTH, 0, NULL, "2024-02-29", "2024-02-01",
		 "2024-03-01"},
		{"December", GRANULARITY_MONTH, 0, NULL, "2024-12-31", "2024-12-01", "2025-01-01"},
		{"a quarter", GRANULARITY_QUARTER, 0, NULL, "2024-06-30", "2024-04-01",
		 "2024-07-01"},
		{"the last quarter", GRANULARITY_QUARTER, 0, NULL, "2024-10-01", "2024-10-01",
		 "2025-01-01"},
		{"a calendar year", GRANULARITY_YEAR, 0, NULL, "2024-12-31", "2024-01-01",
		 "2025-01-01"},
		{"the last year", GRANULARITY_YEAR, 0, NULL, "2199-12-31", "2199-01-01",
		 "2200-01-01"},
		{"a fiscal year from October, before it", GRANULARITY_FISCAL_YEAR, 10, NULL,
		 "2024-09-30", "2023-10-01", "2024-10-01"},
		{"a fiscal year from October, on it", GRANULARITY_FISCAL_YEAR, 10, NULL,
		 "2024-10-01", "2024-10-01", "2025-10-01"},
		{"a fiscal year from January", GRANULARITY_FISCAL_YEAR, 1, NULL, "2024-06-01",
		 "2024-01-01", "2025-01-01"},
		{"a fiscal year from December", GRANULARITY_FISCAL_YEAR, 12, NULL, "2024-11-30",
		 "2023-12-01", "2024-12-01"},
		{"a contract year, on its anniversary", GRANULARITY_CONTRACT_YEAR, 0, "2009-03-01",
		 "2011-03-01", "2011-03-01", "2012-03-01"},
		{"a contract year, on the day before", GRANULARITY_CONTRACT_YEAR, 0, "2009-03-01",
		 "2011-02-28", "2010-03-01", "2011-03-01"},
		{"a contract year from 29 February in a common year", GRANULARITY_CONTRACT_YEAR, 0,
		 "2024-02-29", "2025-02-28", "2025-02-28", "2026-02-28"},
		{"a contract year from 29 February before a leap day", GRANULARITY_CONTRACT_YEAR, 0,
		 "2024-02-29", "2028-02-28", "2027-02-28", "2028-02-29"},
		{"a contract year before the anchor", GRANULARITY_CONTRACT_YEAR, 0, "2009-03-01",
		 "2008-12-31", "2008-03-01", "2009-03-01"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Calendar calendar = {
			.granularity = cases[i].granularity,
			.fiscal_month = cases[i].fiscal_month,
			.anchor = cases[i].anchor ? day(cases[i].anchor) : DATE_NONE,
		};
		Period tile = calendar_tile(calendar, day(cases[i].day));
		check_text(cases[i].label, date_text(mem, tile.from), cases[i].from);
		check_text(cases[i].label, date_text(mem, tile.to), cases[i].to);
	}
}

static void check_tiling(Calendar calendar)
{
	Period tile = calendar_tile(calendar, DATE_MIN);
	for (int32_t at = DAY_MIN; at <= DAY_MAX; at++) {
		if (at == tile.to.day) {
			tile = calendar_tile(calendar, (Date){at});
			assert_int_equal(tile.from.day, at);
		}
		Period same = calendar_tile(calendar, (Date){at});
		if (same.from.day != tile.from.day || same.to.day != tile.to.day ||
		    same.from.day > at || same.to.day <= at)
			fail_msg("day %d of %s lies in [%d, %d)", (int)at,
				 granularity_name(calendar.granularity), (int)same.from.day,
				 (int)same.to.day);
	}
}

/* Every day of three centuries lies in one tile, and the tiles meet. */
static void tiles_meet(void **state)
{
	(void)state;
	for (int g = GRANULARITY_DAY; g <= GRANULARITY_YEAR; g++)
		check_tiling((Calendar){.granularity = (Granularity)g});
	for (int32_t month = 1; month <= 12; month++)
		check_tiling(
			(Calendar){.granularity = GRANULARITY_FISCAL_YEAR, .fiscal_month = month});
	static const char *const anchors[] = {"2024-02-29", "2023-02-28", "2024-01-01",
					      "1999-12-31", "2000-03-01"};
	for (size_t i = 0; i < COUNT(anchors); i++)
		check_tiling((Calendar){.granularity = GRANULARITY_CONTRACT_YEAR,
					.anchor = day(anchors[i])});
}

static void names_granularities(void **state)
{
	(void)state;
	for (int g = GRANULARITY_DAY; g <= GRANULARITY_CONTRACT_YEAR; g++) {
		Granularity got;
		Err err = {0};
		assert_true(granularity_parse(str_from_c(granularity_name((Granularity)g)), &got,
					      &err));
		assert_int_equal(got, g);
	}
	Granularity got = GRANULARITY_QUARTER;
	Err err = {0};
	assert_false(granularity_parse(STR("Month"), &got, &err));
	check_err(
		"an unknown name", &err, ERR_INPUT,
		"'Month' is not a kind of period; use day, week, month, quarter, year, fiscal or contract-year");
	assert_int_equal(got, GRANULARITY_QUARTER);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_days),
		cmocka_unit_test(finds_what_is_common),
		ARENA_TEST(finds_tiles),
		cmocka_unit_test(tiles_meet),
		cmocka_unit_test(names_granularities),
	};
	return RUN_TESTS(tests);
}
