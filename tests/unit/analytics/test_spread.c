#include "analytics/spread.h"

#include "history/history_fixture.h"

#include <inttypes.h>

static void shares_round_half_even(void **state)
{
	(void)state;
	static const struct {
		const char *label;
		int64_t a, b, c, wanted;
	} cases[] = {
		{"a whole result", 100, 3, 4, 75},
		{"below a half goes down", 10, 1, 3, 3},
		{"above a half goes up", 20, 1, 3, 7},
		{"a half goes to the even number below", 5, 1, 2, 2},
		{"a half goes to the even number above", 7, 1, 2, 4},
		{"a negative half goes to the even number", -5, 1, 2, -2},
		{"a negative half goes to the even number further down", -7, 1, 2, -4},
		{"a negative amount goes to the nearest", -20, 1, 3, -7},
		{"nothing of it", 123, 0, 5, 0},
		{"products beyond 64 bits", INT64_MAX, 364, 365, 9198102524425036695},
		{"of these a half goes to the even number below", 4611686018427387905, 2, 4,
		 2305843009213693952},
		{"or above", 4611686018427387907, 2, 4, 2305843009213693954},
		{"else to the nearest", 4611686018427387905, 3, 4, 3458764513820540929},
		{"negative ones too", -4611686018427387907, 2, 4, -2305843009213693954},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		int64_t got = spread_share(cases[i].a, cases[i].b, cases[i].c);
		if (got != cases[i].wanted)
			fail_msg("%s: got %" PRId64, cases[i].label, got);
	}
}

static Period days_of(int32_t from, int32_t to)
{
	return (Period){{from}, {to}};
}

static void parts_outside_have_nothing(void **state)
{
	(void)state;
	Period over = days_of(100, 110);
	assert_int_equal(spread_in(1000, over, days_of(0, 100)), 0);
	assert_int_equal(spread_in(1000, over, days_of(110, 200)), 0);
	assert_int_equal(spread_in(1000, over, days_of(105, 105)), 0);
	assert_int_equal(spread_in(1000, over, days_of(0, 200)), 1000);
	assert_int_equal(spread_in(1000, over, days_of(0, 103)), 300);
	assert_int_equal(spread_in(1000, over, days_of(108, 200)), 200);
}

/* Each part is within one of its exact share, and tiles add up. */
static void random_tiles_add_up(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 2000; seed++) {
		Random random = {seed};
		int64_t amount = random_in(&random, -100000, 100000);
		int32_t len = (int32_t)random_in(&random, 1, 800);
		Period over = days_of(10, 10 + len);
		int64_t sum = 0;
		for (Date at = over.from; at.day < over.to.day;) {
			Period part = {at, date_add(at, (int32_t)random_in(&random, 1, 100))};
			int64_t got = spread_in(amount, over, part);
			int64_t exact = amount * period_days(period_common(part, over));
			if (got * len > exact + len || got * len < exact - len)
				fail_msg("seed %" PRIu64 ": a part is off", seed);
			sum += got;
			at = part.to;
		}
		if (sum != amount)
			fail_msg("seed %" PRIu64 ": tiles add up to %" PRId64, seed, sum);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shares_round_half_even),
		cmocka_unit_test(parts_outside_have_nothing),
		cmocka_unit_test(random_tiles_add_up),
	};
	return RUN_TESTS(tests);
}
