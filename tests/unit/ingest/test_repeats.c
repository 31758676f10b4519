#include "check.h"
#include "ingest/repeats.h"

enum { STEPS = 20000, HASHES = 3000, DAYS = 5 };

/* Against plain counters. */
static void counts_as_plain_counters_do(void **state)
{
	static uint32_t counts[DAYS][HASHES];
	Repeats repeats = {0};
	uint64_t random = 42;
	(void)state;
	for (size_t i = 0; i < STEPS; i++) {
		random = random * 6364136223846793005u + 1442695040888963407u;
		size_t day = (size_t)(random >> 33) % DAYS;
		size_t hash = (size_t)(random >> 40) % HASHES;
		Date date = day == 0 ? DATE_NONE : (Date){DAY_MIN + (int32_t)day * 18000};
		/* The day is a part of the hash; low bits alike make long runs. */
		uint64_t spread = ((uint64_t)hash * DAYS + day) << (hash % 3 == 0 ? 20 : 0);
		check_size("count", repeats_note(&repeats, date, spread), ++counts[day][hash]);
	}
	repeats_close(&repeats);
	check_size("after closing", repeats_note(&repeats, DATE_MAX, 1), 1);
	repeats_close(&repeats);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(counts_as_plain_counters_do),
	};
	return RUN_TESTS(tests);
}
