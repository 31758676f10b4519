#include "chart/chart_fixture.h"
#include "chart/time_axis.h"
#include "chart/wording.h"

static Str ticks_words(Arena *mem, const char *from, const char *to, double width, double apart)
{
	TimeAxis axis = {{day(from), day(to)}, 0, width};
	TimeTicks ticks = time_ticks(mem, &axis, apart);
	Buf out = {.mem = mem};
	for (size_t i = 0; i < ticks.len; i++)
		buf_add_format(&out, "%s%.*s%s", i > 0 ? ", " : "", STR_ARG(ticks.at[i].text),
			       ticks.at[i].year ? "*" : "");
	return buf_str(&out);
}

static void ticks_are_where_people_look_for_them(void **state)
{
	static const struct {
		const char *from, *to;
		double width, apart;
		const char *wanted;
	} cases[] = {
		{"2009-03-01", "2011-03-01", 1230, 96,
		 "Mar 09*, Jun, Sep, Dec, Mar 10*, Jun, Sep, Dec, Mar 11*"},
		{"2009-03-01", "2011-03-01", 290, 44, "Mar 09*, Sep, Mar 10*, Sep, Mar 11*"},
		{"2009-03-15", "2010-03-15", 600, 60, "Apr 09*, Jul, Oct, Jan 10*"},
		{"2024-02-28", "2024-03-03", 600, 60, "28 Feb 24*, 29 Feb, 1 Mar, 2 Mar, 3 Mar"},
		{"2024-12-28", "2025-01-20", 800, 60,
		 "28 Dec 24*, 30 Dec, 1 Jan 25*, 3 Jan, "
		 "5 Jan, 7 Jan, 9 Jan, 11 Jan, 13 Jan, "
		 "15 Jan, 17 Jan, 19 Jan"},
		{"2024-01-03", "2024-02-14", 400, 60,
		 "8 Jan 24*, 15 Jan, 22 Jan, 29 Jan, 5 Feb, "
		 "12 Feb"},
		{"2024-01-01", "2024-01-29", 400, 60, "1 Jan 24*, 8 Jan, 15 Jan, 22 Jan, 29 Jan"},
		{"2000-05-05", "2012-05-05", 600, 60, "2002*, 2004*, 2006*, 2008*, 2010*, 2012*"},
		{"1900-01-01", "2199-12-31", 600, 60, "1900*, 1950*, 2000*, 2050*, 2100*, 2150*"},
		{"1900-01-01", "2199-12-31", 100, 60, "1900*, 2000*, 2100*"},
		{"2024-01-01", "2024-01-02", 600, 60, "1 Jan 24*, 2 Jan"},
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		check_text(cases[i].from,
			   ticks_words(*state, cases[i].from, cases[i].to, cases[i].width,
				       cases[i].apart),
			   cases[i].wanted);
}

static void days_have_their_place(void **state)
{
	(void)state;
	TimeAxis axis = {{day("2024-01-01"), day("2024-01-11")}, 50, 150};
	assert_true(time_at(&axis, day("2024-01-01")) == 50);
	assert_true(time_at(&axis, day("2024-01-06")) == 100);
	assert_true(time_at(&axis, day("2024-01-11")) == 150);
	assert_true(time_at(&axis, day("2024-01-12")) == 160);
	assert_true(time_within(&axis, day("2024-01-12")) == 150);
	assert_true(time_within(&axis, day("2023-12-12")) == 50);
	assert_true(time_within(&axis, day("2024-01-06")) == 100);
}

/* Whatever the range: ticks come by day, inside it, and their texts keep apart. */
static void ticks_keep_apart(void **state)
{
	(void)state;
	Random random = {77};
	for (int i = 0; i < 3000; i++) {
		Arena mem;
		arena_init(&mem);
		int32_t days = (int32_t)1 << random_in(&random, 0, 16);
		days = (int32_t)random_in(&random, 1, days);
		Date from = {(int32_t)random_in(&random, DAY_MIN, DAY_MAX - days)};
		double width = (double)random_in(&random, 220, 1900);
		double apart = (double)random_in(&random, 44, 110);
		TimeAxis axis = {{from, date_add(from, days)}, 40, 40 + width};
		TimeTicks ticks = time_ticks(&mem, &axis, apart);
		if (ticks.len > (size_t)(width / 44) + 2 || (ticks.len == 0 && days > 400))
			fail_msg("case %d: %zu ticks", i, ticks.len);
		for (size_t j = 0; j < ticks.len; j++) {
			const TimeTick *tick = &ticks.at[j];
			double half = wording_width(tick->text, false) / 2;
			if (tick->x < axis.left || tick->x > axis.right ||
			    tick->on.day < from.day || tick->on.day > from.day + days)
				fail_msg("case %d: tick %zu is outside", i, j);
			if (j > 0 && tick->x - tick[-1].x <
					     half + wording_width(tick[-1].text, false) / 2 + 7.9)
				fail_msg("case %d: ticks meet at %zu", i, j);
		}
		arena_deinit(&mem);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(ticks_are_where_people_look_for_them),
		cmocka_unit_test(days_have_their_place),
		cmocka_unit_test(ticks_keep_apart),
	};
	return RUN_TESTS(tests);
}
