#include "check.h"
#include "ingest/duration_text.h"

static void reads_durations(void **state)
{
	static const struct {
		const char *text;
		int64_t seconds;
		int32_t precision;
	} cases[] = {
		{"01:20:31", 4831, 1},
		{"8:00", 28800, 60},
		{"0:06", 360, 60},
		{"123:45:06", 445506, 1},
		{"0:00:00", 0, 1},
		{"00:00:01.999", 2, 1},
		{"00:00:01.5", 2, 1}, /* half to even */
		{"00:00:02,500", 2, 1},
		{"00:00:02.5001", 3, 1},
		{"00:00:02.49", 2, 1},
		{"7,5", 27000, 36},
		{"7.5", 27000, 36},
		{"9.97", 35892, 36},
		{"8", 28800, 36},
		{".5", 1800, 36},
		{"1,234.50", 4444200, 36},
		{"1.234,50", 4444200, 36},
		{"1,234", 4442, 36}, /* one sign alone is the decimal sign: 4442.4 */
		{"1d 2h 30m", 37800, 60},
		{"1w 1d", 172800, 60},
		{"1h30", 5400, 60},
		{"1h 30m 15s", 5415, 1},
		{"90m", 5400, 60},
		{"90 min", 5400, 60},
		{"2,5 Std.", 9000, 60},
		{"1 Stunde 5 Minuten", 3900, 60},
		{"45s", 45, 1},
		{"PT1H30M", 5400, 1},
		{"PT0.5S", 0, 1}, /* half to even */
		{"PT1.5S", 2, 1},
		{"P1DT1H", 90000, 1},
		{"0.00013888888", 0, 36}, /* a little below half a second */
		{"0.000138888888888", 0, 36},
		{"0.000138888888889", 1, 36}, /* a little above */
		{"0.000416666666666", 1, 36},
		{"0.333333333333333", 1200, 36},
		{"0.33333333333333333333", 1200, 36},
		{"1,234,567 s", 1234567, 1},
		{"-0:00", 0, 60},
		{"7.333333333333333", 26400, 36}, /* more digits than hold */
		{"10.000000000000002", 36000, 36},
		{"01:30 h", 5400, 60},
		{"47:06 min", 2826, 1}, /* minutes and seconds */
		{"120:05 min", 7205, 1},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		Duration got;
		Err err = {0};
		if (!duration_parse(str_from_c(cases[i].text), (DurationRules){0}, &got, &err))
			fail_msg("%s: %s", cases[i].text, err.text);
		check_size(cases[i].text, (uint64_t)got.seconds, (uint64_t)cases[i].seconds);
		check_size(cases[i].text, (uint64_t)got.precision, (uint64_t)cases[i].precision);
	}
}

static void follows_its_rules(void **state)
{
	static const struct {
		const char *text;
		DurationRules rules;
		int64_t seconds;
	} cases[] = {
		{"90", {.unit = 60}, 5400},
		{"90", {.unit = 1}, 90},
		{"90.5", {.unit = 1}, 90},
		{"91.5", {.unit = 1}, 92},
		{"1:30", {.unit = 1}, 5400},
		{"1d", {.day_hours = 7}, 25200},
		{"1w", {.day_hours = 7, .week_days = 4}, 100800},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		Duration got;
		Err err = {0};
		if (!duration_parse(str_from_c(cases[i].text), cases[i].rules, &got, &err))
			fail_msg("%s: %s", cases[i].text, err.text);
		check_size(cases[i].text, (uint64_t)got.seconds, (uint64_t)cases[i].seconds);
	}
}

static void refuses_what_is_none(void **state)
{
	static const struct {
		const char *text;
		ErrCode code;
		const char *why;
	} cases[] = {
		{"", ERR_INPUT, "'' is not a duration"},
		{"running", ERR_INPUT, "'running' is not a duration"},
		{"1:60", ERR_INPUT, "'1:60' is not a duration"},
		{"1:2", ERR_INPUT, "'1:2' is not a duration"},
		{"1:20:31x", ERR_INPUT, "'1:20:31x' is not a duration"},
		{"1:20:31 min", ERR_INPUT, "'1:20:31 min' is not a duration"},
		{"1:20 s", ERR_INPUT, "'1:20 s' is not a duration"},
		{":30", ERR_INPUT, "':30' is not a duration"},
		{"1 2", ERR_INPUT, "'1 2' is not a duration"},
		{"1x", ERR_INPUT, "'1x' is not a duration"},
		{"1h 2h", ERR_INPUT, "'1h 2h' is not a duration"},
		{"1,2,3", ERR_INPUT, "'1,2,3' is not a duration"},
		{"1,234.567,890", ERR_INPUT, "'1,234.567,890' is not a duration"},
		{"12,34.5", ERR_INPUT, "'12,34.5' is not a duration"},
		{"1234,567.5", ERR_INPUT, "'1234,567.5' is not a duration"},
		{"1.2.3,4,5", ERR_INPUT, "'1.2.3,4,5' is not a duration"},
		{"1234567890123456", ERR_INPUT, "'1234567890123456' is not a duration"},
		{"P", ERR_INPUT, "'P' is not a duration"},
		{"PT", ERR_INPUT, "'PT' is not a duration"},
		{"PT1", ERR_INPUT, "'PT1' is not a duration"},
		{"PT1M2H", ERR_INPUT, "'PT1M2H' is not a duration"},
		{"P1Y", ERR_INPUT, "'P1Y' is not a duration"},
		{"-1:30", ERR_INPUT, "'-1:30' is negative; time worked cannot be"},
		{"\u22127,5", ERR_INPUT, "'\u22127,5' is negative; time worked cannot be"},
		{"-60", ERR_INPUT, "'-60' is negative; time worked cannot be"},
		{"-", ERR_INPUT, "'-' is not a duration"},
		{"99999", ERR_RANGE, "'99999' is longer than ten years"},
		{"99999:00", ERR_RANGE, "'99999:00' is longer than ten years"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		Duration got = {7, 7};
		Err err = {0};
		if (duration_parse(str_from_c(cases[i].text), (DurationRules){0}, &got, &err))
			fail_msg("%s was read as %lld", cases[i].text, (long long)got.seconds);
		check_err(cases[i].text, &err, cases[i].code, cases[i].why);
		assert_int_equal(got.seconds, 7);
	}
}

static void tells_time_from_no_time(void **state)
{
	(void)state;
	assert_true(duration_is_some(STR("0:00:01")));
	assert_false(duration_is_some(STR("0:00:00")));
	assert_false(duration_is_some(STR("running")));
	assert_false(duration_is_some(STR("")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(reads_durations),
		ARENA_TEST(follows_its_rules),
		ARENA_TEST(refuses_what_is_none),
		ARENA_TEST(tells_time_from_no_time),
	};
	return RUN_TESTS(tests);
}
