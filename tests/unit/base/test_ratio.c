#include "base/ratio.h"
#include "check.h"

static const int128 MOST = (int128)(~(uint128)0 >> 1);

static Ratio ratio(int64_t num, int64_t den)
{
	Ratio made = RATIO_ZERO;
	assert_true(ratio_make(num, den, &made));
	return made;
}

static void check_ratio(const char *label, Ratio got, int64_t num, int64_t den)
{
	if (got.num != num || got.den != den)
		fail_msg("%s: %lld/%lld, not %lld/%lld", label, (long long)got.num,
			 (long long)got.den, (long long)num, (long long)den);
}

static void makes_lowest_terms(void **state)
{
	(void)state;
	static const struct {
		const char *label;
		int64_t num, den, lowest_num, lowest_den;
	} CASES[] = {
		{"common factors go", 84, 126, 2, 3},
		{"the denominator is positive", 3, -6, -1, 2},
		{"two signs are none", -3, -6, 1, 2},
		{"zero has one form", 0, -17, 0, 1},
		{"a whole number stays", -5, 1, -5, 1},
	};
	for (size_t i = 0; i < COUNT(CASES); i++)
		check_ratio(CASES[i].label, ratio(CASES[i].num, CASES[i].den), CASES[i].lowest_num,
			    CASES[i].lowest_den);
	check_ratio("a whole number is itself", ratio_of(INT64_MIN), INT64_MIN, 1);
}

static void computes_exactly(void **state)
{
	(void)state;
	Ratio sum;
	Ratio difference;
	Ratio product;
	Ratio quotient;
	assert_true(ratio_add(ratio(1, 6), ratio(1, 10), &sum));
	check_ratio("denominators that share a factor add", sum, 4, 15);
	assert_true(ratio_subtract(ratio(1, 6), ratio(2, 3), &difference));
	check_ratio("a difference may be negative", difference, -1, 2);
	assert_true(ratio_multiply(ratio(-4, 9), ratio(3, 8), &product));
	check_ratio("a product is reduced", product, -1, 6);
	assert_true(ratio_divide(ratio(4480, 3), ratio(-7, 9), &quotient));
	check_ratio("the sign of a negative divisor goes up", quotient, -1920, 1);
}

static void refuses_what_does_not_fit(void **state)
{
	(void)state;
	Ratio out = ratio(7, 3);
	Ratio most = {MOST, 1};
	Ratio least = {1, MOST};
	assert_false(ratio_add(most, ratio_of(1), &out));
	assert_false(ratio_subtract((Ratio){-MOST, 1}, ratio_of(2), &out));
	assert_false(ratio_multiply(most, ratio_of(2), &out));
	assert_false(ratio_multiply(least, ratio(1, 2), &out));
	assert_false(ratio_multiply(ratio(1, 2), (Ratio){1, MOST - 1}, &out));
	assert_false(ratio_divide(most, ratio(2, 3), &out));
	assert_false(ratio_add(least, (Ratio){1, MOST - 1}, &out));
	assert_false(ratio_add((Ratio){MOST, 2}, ratio(1, 3), &out));
	assert_false(ratio_add(ratio(1, 3), (Ratio){MOST, 2}, &out));
	assert_false(ratio_make(-MOST - 1, 3, &out));
	assert_false(ratio_make(3, -MOST - 1, &out));
	assert_false(ratio_make(-MOST - 1, 1, &out));
	check_ratio("a refused operation leaves its result alone", out, 7, 3);
	assert_true(ratio_multiply(most, ratio_of(0), &out));
	check_ratio("nothing of much is nothing", out, 0, 1);
	assert_true(ratio_multiply(most, least, &out));
	check_ratio("factors that cancel are never multiplied out", out, 1, 1);
	assert_true(ratio_make(MOST - 1, MOST - 1, &out));
	check_ratio("long numbers reduce", out, 1, 1);
}

static void compares_whatever_the_size(void **state)
{
	(void)state;
	static const struct {
		const char *label;
		int64_t a_num, a_den, b_num, b_den;
		int order;
	} CASES[] = {
		{"equal", 2, 4, 1, 2, 0},
		{"whole parts decide", 7, 2, 9, 2, -1},
		{"fractions decide", 7, 3, 5, 2, -1},
		{"fractions of fractions decide", 577, 408, 1393, 985, 1},
		{"a whole number against a little more", 2, 1, 2000001, 1000000, -1},
		{"negative numbers", -7, 3, -5, 2, 1},
		{"signs", -1, 9, 1, 1000, -1},
	};
	for (size_t i = 0; i < COUNT(CASES); i++) {
		Ratio a = ratio(CASES[i].a_num, CASES[i].a_den);
		Ratio b = ratio(CASES[i].b_num, CASES[i].b_den);
		if (ratio_compare(a, b) != CASES[i].order || ratio_compare(b, a) != -CASES[i].order)
			fail_msg("%s", CASES[i].label);
	}
	assert_int_equal(-1, ratio_compare((Ratio){MOST - 2, MOST - 1}, (Ratio){MOST - 1, MOST}));
	assert_int_equal(1, ratio_sign(ratio(1, 9)));
	assert_int_equal(0, ratio_sign(RATIO_ZERO));
	assert_int_equal(-1, ratio_sign(ratio(-1, 9)));
}

static void rounds_half_even(void **state)
{
	(void)state;
	static const struct {
		const char *label;
		int64_t num, den, scale, rounded;
	} CASES[] = {
		{"half goes down to even", 1, 2, 1, 0},
		{"half goes up to even", 3, 2, 1, 2},
		{"half beside an even whole goes down", 5, 2, 1, 2},
		{"negative halves are the mirror image", -3, 2, 1, -2},
		{"a little more than half goes up", 501, 1000, 1, 1},
		{"a little less than half goes down", -499, 1000, 1, 0},
		{"the scale is not rounded away", 1, 8, 100, 12},
		{"thirds", 2, 3, 1000, 667},
		{"a negative scale", 1, 3, -10, -3},
		{"a scale of nothing", 1, 3, 0, 0},
		{"the largest", INT64_MAX, 1, 1, INT64_MAX},
		{"the least", INT64_MIN, 1, 1, INT64_MIN},
		{"whole parts times a scale, with a half", 7, 2, 3, 10},
	};
	for (size_t i = 0; i < COUNT(CASES); i++) {
		int64_t got = 77;
		if (!ratio_round(ratio(CASES[i].num, CASES[i].den), CASES[i].scale, &got) ||
		    got != CASES[i].rounded)
			fail_msg("%s: %lld", CASES[i].label, (long long)got);
	}
	int64_t out = 5;
	assert_false(ratio_round((Ratio){MOST, 1}, 2, &out));
	assert_false(ratio_round((Ratio){INT64_MAX, 1}, 2, &out));
	assert_false(ratio_round((Ratio){(int128)INT64_MIN - 1, 1}, 1, &out));
	assert_false(ratio_round((Ratio){(int128)INT64_MAX + 1, 1}, 1, &out));
	assert_false(ratio_round((Ratio){(int128)INT64_MAX * 2 + 1, 2}, 1, &out));
	assert_int_equal(5, out);
	assert_true(ratio_round((Ratio){INT64_MIN, 1}, 1, &out));
	assert_true(out == INT64_MIN);
	assert_true(ratio_round((Ratio){MOST - 1, MOST}, 1000, &out));
	assert_int_equal(1000, out);
	assert_true(ratio_round((Ratio){MOST / 3, MOST}, INT64_MAX, &out));
	assert_true(out == INT64_C(3074457345618258602));
}

static void writes_decimals(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *label;
		int64_t num, den;
		int digits;
		const char *text;
	} CASES[] = {
		{"three digits", 95000000, 101149425, 3, "0.939"},
		{"none", 5, 2, 0, "2"},
		{"none, up to even", 7, 2, 0, "4"},
		{"a half of the last digit goes to even", 1, 8, 2, "0.12"},
		{"and up to even", 3, 8, 2, "0.38"},
		{"an odd whole part is no reason to round up", 9, 8, 2, "1.12"},
		{"rounding carries into the whole part", 1999, 1000, 2, "2.00"},
		{"negative", -12345, 100, 1, "-123.4"},
		{"nothing is left of a little less than nothing", -1, 1000, 2, "0.00"},
		{"nine digits", 1, 3, 9, "0.333333333"},
	};
	for (size_t i = 0; i < COUNT(CASES); i++)
		check_text(CASES[i].label,
			   ratio_text(mem, ratio(CASES[i].num, CASES[i].den), CASES[i].digits),
			   CASES[i].text);
	check_text("the longest", ratio_text(mem, (Ratio){-MOST, 1}, 2),
		   "-170141183460469231731687303715884105727.00");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(makes_lowest_terms),
		cmocka_unit_test(computes_exactly),
		cmocka_unit_test(refuses_what_does_not_fit),
		cmocka_unit_test(compares_whatever_the_size),
		cmocka_unit_test(rounds_half_even),
		ARENA_TEST(writes_decimals),
	};
	return RUN_TESTS(tests);
}
