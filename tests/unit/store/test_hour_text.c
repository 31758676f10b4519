/* Hours of packed sums: what stands there is read, the wanted alone is told, and damage is refused within bounds. */

#include "check.h"
#include "store/entry_people.h"
#include "store/entry_rollup.h"
#include "store/hour_text.h"

#include <stdlib.h>
#include <string.h>

/* "1/5:2 7200" for month or day 1, class 5, 2 entries; NULL: the text is refused. */
static Str read_text(Arena *mem, Str text, int64_t from, int64_t to)
{
	HourText hours = hour_text_of(text, from, to);
	PackedHours row;
	Buf out = {.mem = mem};
	Err err;
	while (hour_text_next(&hours, &row))
		buf_add_format(&out, "%s%lld/%d:%lld %lld", out.len > 0 ? ", " : "",
			       (long long)row.at, row.time_class, (long long)row.entries,
			       (long long)row.seconds);
	assert_false(hour_text_next(&hours, &row));
	if (!hour_text_check(&hours, &err)) {
		assert_int_equal(err.code, ERR_CORRUPT);
		return STR("refused");
	}
	return buf_str(&out);
}

static void hours_are_read(void **state)
{
	static const struct {
		const char *text;
		int64_t from, to;
		const char *wanted;
	} cases[] = {
		{"", 0, 9, ""},
		{"[]", 0, 9, ""},
		{"[[1,5,2,7200]]", 0, 9, "1/5:2 7200"},
		{"[[1,5,2,7200],[1,17,1],[8,0,3,1]]", 0, 9, "1/5:2 7200, 1/17:1 0, 8/0:3 1"},
		{"[[1,5]]", 0, 9, "1/5:0 0"},
		{"[[648,5,2,7200,0,-1,5,-6],[649,5,1,1,2]]", 0, 999, "648/5:2 7200, 649/5:1 1"},
		{"[[1,5,2,1],[2,5,2,1],[3,5,2,1]]", 2, 3, "2/5:2 1"},
		{"[[1,5,2,1],[2,5,2,1]]", 3, 9, ""},
		{"[[1,5,2,1],[2,5,2,1]]", -9, 1, ""},
		{"[[-840,5,2,1],[-1,5,2,1],[0,5,1]]", -100, 9, "-1/5:2 1, 0/5:1 0"},
		{"[[0,5,1,9223372036854775807]]", 0, 9, "0/5:1 9223372036854775807"},
		{"[[0,5,1,999999999999999999]]", 0, 9, "0/5:1 999999999999999999"},
		{"[[0,5,1,-9223372036854775808]]", 0, 9, "0/5:1 -9223372036854775808"},
		{"[[0,5,1,9223372036854775808]]", 0, 9, "refused"},
		{"[[0,5,1,99999999999999999999]]", 0, 9, "refused"},
		{"[", 0, 9, "refused"},
		{"]", 0, 9, "refused"},
		{"[]]", 0, 9, "refused"},
		{"[[]]", 0, 9, "refused"},
		{"[[1]]", 0, 9, "refused"},
		{"[[1,]]", 0, 9, "refused"},
		{"[[1,-1,1]]", 0, 9, "refused"},
		{"[[1,18,1]]", 0, 9, "refused"},
		{"[[1,5,x]]", 0, 9, "refused"},
		{"[[1,5,1,x]]", 0, 9, "refused"},
		{"[[x,5,1,1]]", 0, 9, "refused"},
		{"[[1,5,2,7200]", 0, 9, "refused"},
		{"[[9,5,2,7200]", 10, 11, "refused"},
		{"[[1,5,2,7200]]]", 0, 9, "refused"},
		{"[[1,5,2,7200],]", 0, 9, "refused"},
		{"[[1,5,2,7200][2,5,2,7200]]", 0, 9, "refused"},
		{"{}", 0, 9, "refused"},
		{"null", 0, 9, "refused"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Str text = str_from_c(cases[i].text);
		check_text(cases[i].text, read_text(*state, text, cases[i].from, cases[i].to),
			   cases[i].wanted);
	}
}

/* In a block of its own, so that a look beyond its end is seen by those who watch. */
static void damaged_text_is_read_in_bounds(void **state)
{
	enum { ROUNDS = 20000 };
	static const char whole[] = "[[648,5,2,7200],[649,5,1,36000,1,-2],[-7,17,1]]";
	static const char bytes[] = "[],-0195x";
	uint64_t random = 20261122;
	for (int i = 0; i < ROUNDS; i++) {
		random = random * UINT64_C(6364136223846793005) + 1442695040888963407;
		size_t len = (size_t)(random >> 33) % sizeof whole;
		char *copy = malloc(len + 1);
		memcpy(copy, whole, len);
		if (len > 0)
			copy[(random >> 20) % len] = bytes[(random >> 50) % (sizeof bytes - 1)];
		(void)read_text(*state, (Str){copy, len}, INT64_MIN, INT64_MAX);
		free(copy);
	}
}

static void quarters_and_their_weeks(void **state)
{
	(void)state;
	for (int32_t day = DAY_MIN; day <= DAY_MAX; day++) {
		Period quarter = calendar_tile((Calendar){.granularity = GRANULARITY_QUARTER,
							  .fiscal_month = 1},
					       (Date){day});
		Date from = entry_quarter((Date){day});
		assert_int_equal(from.day, quarter.from.day);
		assert_true(day - from.day < ENTRY_QUARTER_MAX);
		uint64_t bit = entry_week_bit(from, (Date){day});
		int32_t week = (day - entry_week_begins(entry_week(from)).day) / 7;
		assert_true(bit == UINT64_C(1) << week && week < 15);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(hours_are_read),
		ARENA_TEST(damaged_text_is_read_in_bounds),
		ARENA_TEST(quarters_and_their_weeks),
	};
	return RUN_TESTS(tests);
}
