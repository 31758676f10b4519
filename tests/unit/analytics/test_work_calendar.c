#include "analytics/hours_fixture.h"

static const CalendarDay UK[] = {
	{{20578}, true},  /* 2026-05-05, once more below */
	{{20454}, false}, /* 2026-01-01, a Thursday */
	{{20456}, true},  /* Saturday 2026-01-03 */
	{{20457}, false}, /* Sunday 2026-01-04 */
	{{20578}, false}, /* the later row holds */
	{{20459}, true},  /* Tuesday 2026-01-06, which is one anyway */
};

static WorkCalendar uk(Arena *mem)
{
	return work_calendar_make(mem, STR("uk"), UK, COUNT(UK));
}

static void test_days_of_a_year(void **state)
{
	WorkCalendar none = {0};
	WorkCalendar empty = work_calendar_make(*state, STR("empty"), NULL, 0);
	const WorkCalendar *calendars[] = {&none, &empty};
	for (size_t i = 0; i < COUNT(calendars); i++) {
		const WorkCalendar *it = calendars[i];
		check_size("2026 has 261",
			   (uint64_t)work_calendar_days(it, stretch("2026-01-01..2027-01-01")),
			   261);
		check_size("March has 22",
			   (uint64_t)work_calendar_days(it, stretch("2026-03-01..2026-04-01")), 22);
		check_size("a turned stretch has none",
			   (uint64_t)work_calendar_days(it, stretch("2026-04-01..2026-03-01")), 0);
		check_size("a week-end has none",
			   (uint64_t)work_calendar_days(it, stretch("2026-03-07..2026-03-09")), 0);
		assert_true(work_calendar_works(it, day("2026-03-06")));
		assert_false(work_calendar_works(it, day("2026-03-07")));
		assert_false(work_calendar_is_holiday(it, day("2026-03-07")));
		check_size("nothing is named",
			   work_calendar_exceptions(it, stretch("1900-01-01..2199-12-31")).len, 0);
	}
}

static void test_exceptions(void **state)
{
	WorkCalendar it = uk(*state);
	check_size("each day once", it.len, 5);
	assert_false(work_calendar_works(&it, day("2026-01-01")));
	assert_true(work_calendar_is_holiday(&it, day("2026-01-01")));
	assert_true(work_calendar_works(&it, day("2026-01-03")));
	assert_false(work_calendar_is_holiday(&it, day("2026-01-03")));
	assert_true(work_calendar_is_holiday(&it, day("2026-01-04")));
	assert_true(work_calendar_is_holiday(&it, day("2026-05-05")));
	check_size("one less, one more",
		   (uint64_t)work_calendar_days(&it, stretch("2026-01-01..2026-02-01")), 22);
	check_size("the first two are off",
		   (uint64_t)work_calendar_days(&it, stretch("2026-01-01..2026-01-02")), 0);
	check_size("in January",
		   work_calendar_exceptions(&it, stretch("2026-01-02..2026-02-01")).len, 3);
	check_size("turned round",
		   work_calendar_exceptions(&it, stretch("2026-02-01..2026-01-02")).len, 0);
}

static void test_working_days_after(void **state)
{
	WorkCalendar it = uk(*state);
	WorkCalendar none = {0};
	static const struct {
		const char *label, *from, *wanted;
		bool uk;
		int64_t n;
	} cases[] = {
		{"none counts the day itself, whatever it is", "2026-01-04", "2026-01-04", true, 0},
		{"from Friday the next is Monday", "2026-01-02", "2026-01-05", false, 1},
		{"from Saturday too", "2026-01-03", "2026-01-05", false, 1},
		{"five days are a week", "2026-01-30", "2026-02-06", false, 5},
		{"a Saturday that is worked counts", "2025-12-31", "2026-01-03", true, 2},
		{"a holiday is passed over", "2026-05-04", "2026-05-06", true, 1},
		{"a year", "2025-12-31", "2026-12-31", false, 261},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Date got = work_calendar_after(cases[i].uk ? &it : &none, day(cases[i].from),
					       cases[i].n);
		check_text(cases[i].label, date_text(*state, got), cases[i].wanted);
	}
	assert_int_equal(work_calendar_after(&none, day("2199-12-30"), 1).day, DAY_MAX);
	assert_int_equal(work_calendar_after(&none, day("2199-12-30"), 2).day, DATE_OPEN.day);
	assert_int_equal(work_calendar_after(&none, day("2026-01-01"), INT64_MAX).day,
			 DATE_OPEN.day);
	check_text("the last of a month",
		   date_text(*state, work_calendar_last(&none, stretch("2026-05-01..2026-06-01"))),
		   "2026-05-29");
	check_text("none in a week-end",
		   date_text(*state, work_calendar_last(&none, stretch("2026-05-30..2026-06-01"))),
		   "");
}

/* Against a walk day by day over random calendars. */
static void test_against_a_walk(void **state)
{
	Random random = {20260};
	for (int round = 0; round < 300; round++) {
		CalendarDay days[40];
		size_t len = (size_t)random_in(&random, 0, COUNT(days));
		Date start = date_add(day("2026-01-01"), (int32_t)random_in(&random, -3000, 3000));
		for (size_t i = 0; i < len; i++)
			days[i] = (CalendarDay){date_add(start, (int32_t)random_in(&random, 0, 60)),
						random_in(&random, 0, 2) == 0};
		WorkCalendar it = work_calendar_make(*state, STR("random"), days, len);
		int32_t count = 0;
		Date last = DATE_NONE;
		for (int32_t k = 0; k < 90; k++) {
			Date on = date_add(start, k);
			bool works = (on.day + 3 + 70000) % 7 < 5;
			bool off = false;
			for (size_t i = 0; i < len; i++) {
				if (days[i].day.day == on.day) {
					works = days[i].working;
					off = !works;
				}
			}
			assert_int_equal(work_calendar_works(&it, on), works);
			assert_int_equal(work_calendar_is_holiday(&it, on), off);
			count += works;
			last = works ? on : last;
			Period p = {start, date_add(on, 1)};
			assert_int_equal(work_calendar_days(&it, p), count);
			assert_int_equal(work_calendar_last(&it, p).day, last.day);
			if (works)
				assert_int_equal(
					work_calendar_after(&it, date_add(start, -1), count).day,
					on.day);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(test_days_of_a_year),
		ARENA_TEST(test_exceptions),
		ARENA_TEST(test_working_days_after),
		ARENA_TEST(test_against_a_walk),
	};
	return RUN_TESTS(tests);
}
