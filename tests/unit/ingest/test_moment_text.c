#include "check.h"
#include "ingest/moment_text.h"

/* "2026-01-18 22:40:17 +02:00 open" */
static const char *moment_shown(Arena *mem, const Moment *moment)
{
	Buf buf = {.mem = mem};
	buf_add(&buf, date_text(mem, moment->day));
	if (moment->has_time)
		buf_add_format(&buf, " %02d:%02d:%02d%s", (int)(moment->second / 3600),
			       (int)(moment->second / 60 % 60), (int)(moment->second % 60),
			       moment->to_minute ? "~" : "");
	if (moment->has_offset)
		buf_add_format(&buf, " %+d%s", (int)(moment->offset / 60),
			       moment->is_utc ? "Z" : "");
	if (moment->open)
		buf_add(&buf, STR(" open"));
	return str_to_c(mem, buf_str(&buf));
}

static void reads_moments(void **state)
{
	static const struct {
		const char *text;
		DayOrder order;
		const char *wanted;
	} cases[] = {
		{"2026-01-18", ORDER_OPEN, "2026-01-18"},
		{"2026/1/8", ORDER_OPEN, "2026-01-08"},
		{"2026.01.18.", ORDER_OPEN, "2026-01-18"},
		{"20260118", ORDER_OPEN, "2026-01-18"},
		{"18.1.2026", ORDER_OPEN, "2026-01-18"},
		{"8. 1. 2026", ORDER_MONTH_FIRST, "2026-01-08"},
		{"08.01.26", ORDER_OPEN, "2026-01-08"},
		{"08.01.70", ORDER_OPEN, "1970-01-08"},
		{"01/18/2026", ORDER_MONTH_FIRST, "2026-01-18"},
		{"18/01/2026", ORDER_DAY_FIRST, "2026-01-18"},
		{"08/01/2026", ORDER_DAY_FIRST, "2026-01-08"},
		{"08/01/2026", ORDER_MONTH_FIRST, "2026-08-01"},
		{"08/01/2026", ORDER_OPEN, "2026-08-01 open"},
		{"08/08/2026", ORDER_OPEN, "2026-08-08"},
		{"18-01-2026", ORDER_DAY_FIRST, "2026-01-18"},
		{"1/18/26 9:05 AM", ORDER_MONTH_FIRST, "2026-01-18 09:05:00~"},
		{"30-Jun-2023  08:30:00 AM", ORDER_OPEN, "2023-06-30 08:30:00"},
		{"30-Jun-2023  03:02:18 PM", ORDER_OPEN, "2023-06-30 15:02:18"},
		{"30/Jun/23 8:30 AM", ORDER_OPEN, "2023-06-30 08:30:00~"},
		{"30/jun/23", ORDER_OPEN, "2023-06-30"},
		{"Jun 30, 2023", ORDER_OPEN, "2023-06-30"},
		{"June 30, 2023 8:30 p.m.", ORDER_OPEN, "2023-06-30 20:30:00~"},
		{"30. Juni 2023", ORDER_OPEN, "2023-06-30"},
		{"3 juil. 2023", ORDER_OPEN, "2023-07-03"},
		{"1 mrt 2023", ORDER_OPEN, "2023-03-01"},
		{"1/dez/23", ORDER_OPEN, "2023-12-01"},
		{"2026-01-18 22:40:17", ORDER_OPEN, "2026-01-18 22:40:17"},
		{"2026-01-18T22:40:17Z", ORDER_OPEN, "2026-01-18 22:40:17 +0Z"},
		{"2026-01-18T22:40:17+02:00", ORDER_OPEN, "2026-01-18 22:40:17 +120"},
		{"2023-06-30T08:30:00.000-0530", ORDER_OPEN, "2023-06-30 08:30:00 -330"},
		{"2023-06-30 08:30 UTC", ORDER_OPEN, "2023-06-30 08:30:00~ +0Z"},
		{"20260105T220000Z", ORDER_OPEN, "2026-01-05 22:00:00 +0Z"},
		{"2026-01-18 24:00", ORDER_OPEN, "2026-01-18 24:00:00~"},
		{"12/31/2025 12:00 AM", ORDER_MONTH_FIRST, "2025-12-31 00:00:00~"},
		{"12/31/2025 12:00 PM", ORDER_MONTH_FIRST, "2025-12-31 12:00:00~"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		DayRules rules = {.order = cases[i].order};
		Moment got;
		Err err = {0};
		if (!moment_parse(str_from_c(cases[i].text), &rules, &got, &err))
			fail_msg("%s: %s", cases[i].text, err.text);
		check_text(cases[i].text, str_from_c(moment_shown(*state, &got)), cases[i].wanted);
	}
}

static void follows_patterns(void **state)
{
	static const Str patterns[] = {{"DD/MM/YYYY", 10}, {"D MMM YYYY", 10}};
	DayRules rules = {.patterns = patterns, .pattern_count = 2};
	Moment got;
	Err err = {0};
	assert_true(moment_parse(STR("03/02/2026 9:15 pm"), &rules, &got, &err));
	check_text("day first", str_from_c(moment_shown(*state, &got)), "2026-02-03 21:15:00~");
	assert_true(moment_parse(STR("3 Feb 2026"), &rules, &got, &err));
	check_text("the second", str_from_c(moment_shown(*state, &got)), "2026-02-03");
	assert_false(moment_parse(STR("2026-02-03"), &rules, &got, &err));
	check_err("another form", &err, ERR_INPUT,
		  "'2026-02-03' is not a date of the forms DD/MM/YYYY, D MMM YYYY");
}

static void refuses_what_is_none(void **state)
{
	static const struct {
		const char *text;
		DayOrder order;
		ErrCode code;
		const char *why;
	} cases[] = {
		{"", ORDER_OPEN, ERR_INPUT, "'' is not a date"},
		{"yesterday", ORDER_OPEN, ERR_INPUT, "'yesterday' is not a date"},
		{"2026-02", ORDER_OPEN, ERR_INPUT, "'2026-02' is not a date"},
		{"1-2-3-4", ORDER_OPEN, ERR_INPUT, "'1-2-3-4' is not a date"},
		{"1/2/345", ORDER_OPEN, ERR_INPUT, "'1/2/345' is not a date"},
		{"30.02.2026", ORDER_OPEN, ERR_INPUT,
		 "bad date '30.02.2026': February 2026 has no day 30"},
		{"2026-13-01", ORDER_OPEN, ERR_INPUT,
		 "bad date '2026-13-01': there is no month 13"},
		{"2500-01-01", ORDER_OPEN, ERR_RANGE,
		 "bad date '2500-01-01': the year 2500 is outside 1900 to 2199"},
		{"13/02/2026", ORDER_MONTH_FIRST, ERR_INPUT,
		 "'13/02/2026' contradicts the dates before it, which are read with the month first; say which it is "
		 "by --dates DD/MM/YYYY or --dates MM/DD/YYYY"},
		{"13/02/2026", ORDER_OPEN, ERR_INPUT,
		 "'13/02/2026' contradicts the dates before it, which are read with the month first; say which it is "
		 "by --dates DD/MM/YYYY or --dates MM/DD/YYYY"},
		{"02/13/2026", ORDER_DAY_FIRST, ERR_INPUT,
		 "'02/13/2026' contradicts the dates before it, which are read with the day first; say which it is by "
		 "--dates DD/MM/YYYY or --dates MM/DD/YYYY"},
		{"2026-01-18 25:00", ORDER_OPEN, ERR_INPUT,
		 "'2026-01-18 25:00' is not a time of day"},
		{"2026-01-18 13:00 PM x", ORDER_OPEN, ERR_INPUT,
		 "'2026-01-18 13:00 PM x' is not a time of day"},
		{"2026-01-18 10:00+99:00", ORDER_OPEN, ERR_INPUT,
		 "'2026-01-18 10:00+99:00' is not a time of day"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		DayRules rules = {.order = cases[i].order};
		Moment got = {.second = 7};
		Err err = {0};
		if (moment_parse(str_from_c(cases[i].text), &rules, &got, &err))
			fail_msg("%s was read", cases[i].text);
		check_err(cases[i].text, &err, cases[i].code, cases[i].why);
		assert_int_equal(got.second, 7);
	}
}

static void reads_times_of_day(void **state)
{
	static const struct {
		const char *text;
		int32_t second; /* −1: refused */
		bool to_minute;
	} cases[] = {
		{"9:05", 32700, true},
		{"22:40:17", 81617, false},
		{"08:30 AM", 30600, true},
		{"8:30pm", 73800, true},
		{"12:00 a.m.", 0, true},
		{"12:30 P.M.", 45000, true},
		{"8:30\u202FPM", 73800, true},
		{"9:05:00,5", 32700, false},
		{"24:00", 86400, true},
		{"24:01", -1, false},
		{"9", -1, false},
		{"9:5", -1, false},
		{"9:60", -1, false},
		{"13:00 PM", -1, false},
		{"0:30 AM", -1, false},
		{"123:00", -1, false},
		{"9:00x", -1, false},
		{"", -1, false},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int32_t second = -1;
		bool to_minute = false;
		Err err = {0};
		bool ok = clock_parse(str_from_c(cases[i].text), &second, &to_minute, &err);
		if (ok != (cases[i].second >= 0) || second != cases[i].second ||
		    to_minute != cases[i].to_minute)
			fail_msg("%s: %d %d", cases[i].text, (int)second, (int)to_minute);
	}
}

static void tells_the_order(void **state)
{
	(void)state;
	assert_int_equal(moment_order(STR("13/02/2026")), ORDER_DAY_FIRST);
	assert_int_equal(moment_order(STR("02/13/2026 10:00")), ORDER_MONTH_FIRST);
	assert_int_equal(moment_order(STR("02-13-26")), ORDER_MONTH_FIRST);
	assert_int_equal(moment_order(STR("02/03/2026")), ORDER_OPEN);
	assert_int_equal(moment_order(STR("13.02.2026")), ORDER_OPEN);
	assert_int_equal(moment_order(STR("2026-02-13")), ORDER_OPEN);
	assert_int_equal(moment_order(STR("13/14/2026")), ORDER_OPEN);
	assert_int_equal(moment_order(STR("x")), ORDER_OPEN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(reads_moments),        ARENA_TEST(follows_patterns),
		ARENA_TEST(refuses_what_is_none), ARENA_TEST(reads_times_of_day),
		ARENA_TEST(tells_the_order),
	};
	return RUN_TESTS(tests);
}
