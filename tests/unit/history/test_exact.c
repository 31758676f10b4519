#include "history/exact.h"
#include "history/history_fixture.h"

/*
 * The reference: whole numbers of any length, and one common denominator for all fractions.
 */
enum { LIMBS = 16 };

typedef struct Big {
	uint64_t limb[LIMBS]; /* little end first */
} Big;

static Big big_of(uint64_t small)
{
	Big big = {{small}};
	return big;
}

static Big big_times(Big a, uint64_t factor)
{
	uint128 carry = 0;
	for (size_t i = 0; i < LIMBS; i++) {
		carry += (uint128)a.limb[i] * factor;
		a.limb[i] = (uint64_t)carry;
		carry >>= 64;
	}
	assert_true(carry == 0);
	return a;
}

static Big big_plus(Big a, Big b)
{
	uint128 carry = 0;
	for (size_t i = 0; i < LIMBS; i++) {
		carry += (uint128)a.limb[i] + b.limb[i];
		a.limb[i] = (uint64_t)carry;
		carry >>= 64;
	}
	assert_true(carry == 0);
	return a;
}

static int big_compare(Big a, Big b)
{
	for (size_t i = LIMBS; i-- > 0;) {
		if (a.limb[i] != b.limb[i])
			return a.limb[i] < b.limb[i] ? -1 : 1;
	}
	return 0;
}

static Big big_minus(Big a, Big b)
{
	uint64_t borrow = 0;
	for (size_t i = 0; i < LIMBS; i++) {
		uint128 less = (uint128)b.limb[i] + borrow;
		borrow = a.limb[i] < less;
		a.limb[i] = (uint64_t)(a.limb[i] - less);
	}
	assert_true(borrow == 0);
	return a;
}

/* The sum as its whole part (rounded down) and the fraction num/den that is over. */
typedef struct Reference {
	int128 whole;
	Big num;
	Big den;
} Reference;

static Reference add_all(const Fraction *list, size_t len)
{
	Reference sum = {0, big_of(0), big_of(1)};
	for (size_t i = 0; i < len; i++) {
		int128 whole = int128_floor_div(list[i].num, list[i].den);
		uint64_t rest = (uint64_t)(list[i].num - whole * list[i].den);
		uint64_t den = (uint64_t)list[i].den;
		sum.num = big_plus(big_times(sum.num, den), big_times(sum.den, rest));
		sum.den = big_times(sum.den, den);
		sum.whole += whole;
		if (big_compare(sum.num, sum.den) >= 0) {
			sum.num = big_minus(sum.num, sum.den);
			sum.whole++;
		}
	}
	return sum;
}

static int128 reference_half_even(Reference sum)
{
	int order = big_compare(big_times(sum.num, 2), sum.den);
	return sum.whole + (order > 0 || (order == 0 && sum.whole % 2 != 0));
}

static int128 reference_truncate(Reference sum, int64_t unit)
{
	bool has_fraction = big_compare(sum.num, big_of(0)) > 0;
	int128 nearer = sum.whole + (sum.whole < 0 && has_fraction);
	return nearer / unit * unit;
}

/* Rounds the first two as they are and the others as a tail, with every length of it. */
static void check_sum(const char *label, uint64_t seed, const Fraction *list, size_t len)
{
	Arena mem;
	arena_init(&mem);
	ExactTail tail = {.mem = &mem};
	Fraction a = list[0];
	for (size_t i = 2; i <= len; i++) {
		Reference wanted = add_all(list, i);
		if (i > 2)
			a.num += exact_tail_add(&tail, list[i - 1]) * a.den;
		int128 got = exact_round(a, list[1], &tail, tail.len, ROUND_HALF_EVEN, 1);
		if (got != reference_half_even(wanted))
			fail_msg("%s, seed %llu: %zu fractions round wrongly", label,
				 (unsigned long long)seed, i);
		for (int64_t unit = 1; unit <= 1000; unit *= 10) {
			got = exact_round(a, list[1], &tail, tail.len, ROUND_TRUNCATE, unit);
			if (got != reference_truncate(wanted, unit))
				fail_msg("%s, seed %llu: %zu fractions are truncated wrongly to %d",
					 label, (unsigned long long)seed, i, (int)unit);
		}
	}
	arena_deinit(&mem);
}

static int64_t random_den(Random *random)
{
	return random_in(random, 1, (int64_t)1 << random_in(random, 0, 41));
}

static void random_sums_round_as_the_reference(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 2000; seed++) {
		Random random = {seed};
		Fraction list[10];
		size_t len = (size_t)random_in(&random, 2, (int64_t)COUNT(list));
		for (size_t i = 0; i < len; i++) {
			int64_t den = random_den(&random);
			int64_t size = (int64_t)1 << random_in(&random, 0, 60);
			list[i] = (Fraction){random_in(&random, -size, size), den};
		}
		check_sum("random sums", seed, list, len);
	}
}

/* Denominators that divide 360360, and a last fraction that makes the sum a whole number or a half. */
static void ties_and_whole_sums_are_exact(void **state)
{
	(void)state;
	enum { COMMON = 360360 };
	static const int64_t dens[] = {2,  3,  4,  5,  6,  7,   8,    9,
				       11, 13, 15, 77, 90, 364, 1001, 360360};
	for (uint64_t seed = 1; seed <= 2000; seed++) {
		Random random = {seed};
		Fraction list[12];
		size_t len = (size_t)random_in(&random, 2, (int64_t)COUNT(list));
		int64_t sum = 0;
		for (size_t i = 0; i + 1 < len; i++) {
			int64_t den = dens[random_bits(&random) % COUNT(dens)];
			int64_t num = random_in(&random, -5000, 5000);
			list[i] = (Fraction){num, den};
			sum += num * (COMMON / den);
		}
		int64_t target = random_in(&random, -9, 9) * (COMMON / 2);
		list[len - 1] = (Fraction){target - sum + random_in(&random, -1, 1), COMMON};
		check_sum("ties", seed, list, len);
	}
}

static int64_t inverse(int64_t a, int64_t modulus)
{
	int64_t r = modulus;
	int64_t next_r = a % modulus;
	int64_t t = 0;
	int64_t next_t = 1;
	while (next_r != 0) {
		int64_t quotient = r / next_r;
		int64_t keep = next_r;
		next_r = r - quotient * next_r;
		r = keep;
		keep = next_t;
		next_t = t - quotient * next_t;
		t = keep;
	}
	return r == 1 ? (t % modulus + modulus) % modulus : 0;
}

static int64_t times_modulo(int128 a, int128 b, int64_t modulus)
{
	return (int64_t)(a % modulus * (b % modulus) % modulus);
}

/*
 * a/p + b/q + c/r = 1/2 ± 1/(2pqr): sums that leave a half, or a whole number, only behind 120 binary
 * digits. p, q and r are odd and have no divisor in common.
 */
static void sums_beside_a_half_are_told_apart(void **state)
{
	(void)state;
	static const int64_t moduli[][3] = {
		{1099511627689, 1099511627651, 1099511627609},
		{1099511627689, 999999999989, 3},
		{365, 366, 1099511627773},
		{1099511627689, 1, 1099511627651},
		{7, 11, 13},
	};
	int checked = 0;
	for (size_t m = 0; m < COUNT(moduli); m++) {
		int64_t p = moduli[m][0] | 1;
		int64_t q = moduli[m][1] | 1;
		int64_t r = moduli[m][2] | 1;
		for (int aside = -1; aside <= 1; aside += 2) {
			for (int whole = 0; whole <= 1; whole++) {
				int128 product = (int128)p * q * r;
				int128 target = whole ? aside : (product + aside) / 2;
				int128 rest = target < 0 ? target + product : target;
				int64_t a = times_modulo(rest % p,
							 inverse(times_modulo(q, r, p), p), p);
				int64_t b = times_modulo(rest % q,
							 inverse(times_modulo(p, r, q), q), q);
				int128 left = target - (int128)a * q * r - (int128)b * p * r;
				if (left % ((int128)p * q) != 0)
					continue; /* they have a divisor in common */
				Fraction list[] = {{-7, 2},
						   {7, 2},
						   {a, p},
						   {b, q},
						   {left / ((int128)p * q), r}};
				check_sum("beside a half", m, list, COUNT(list));
				check_sum("beside a half, no tail", m, list + 2, COUNT(list) - 2);
				checked++;
			}
		}
	}
	assert_true(checked >= 16);
}

static void negative_sums_round_to_even_and_toward_zero(void **state)
{
	(void)state;
	static const struct {
		const char *label;
		Fraction a;
		Fraction b;
		int64_t half_even;
		int64_t truncated; /* to 10 */
	} cases[] = {
		{"a half goes to the even 0", {1, 2}, {0, 1}, 0, 0},
		{"one and a half go to the even 2", {3, 2}, {0, 1}, 2, 0},
		{"a negative half goes to the even 0", {-1, 2}, {0, 1}, 0, 0},
		{"minus one and a half go to the even -2", {-3, 2}, {0, 1}, -2, 0},
		{"less than a half goes down", {-1, 3}, {0, 1}, 0, 0},
		{"more than a half goes up", {-2, 3}, {0, 1}, -1, 0},
		{"two halves are whole", {1, 2}, {1, 2}, 1, 0},
		{"a negative number is truncated toward 0", {-199, 10}, {0, 1}, -20, -10},
		{"a whole negative number keeps its tens", {-20, 1}, {0, 1}, -20, -20},
		{"a positive number is truncated toward 0", {199, 10}, {0, 1}, 20, 10},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		int128 even = exact_round(cases[i].a, cases[i].b, NULL, 0, ROUND_HALF_EVEN, 1);
		int128 cut = exact_round(cases[i].a, cases[i].b, NULL, 0, ROUND_TRUNCATE, 10);
		if (even != cases[i].half_even || cut != cases[i].truncated)
			fail_msg("%s: got %d and %d", cases[i].label, (int)even, (int)cut);
	}
}

static void the_tail_keeps_only_fractions(void **state)
{
	ExactTail tail = {.mem = *state};
	assert_true(exact_tail_add(&tail, (Fraction){-7, 2}) == -4);
	assert_true(exact_tail_add(&tail, (Fraction){6, 3}) == 2);
	assert_true(exact_tail_add(&tail, (Fraction){50, 20}) == 2);
	check_size("terms", tail.len, 2);
	assert_true(tail.at[0].num == 1 && tail.at[0].den == 2);
	assert_true(tail.at[1].num == 1 && tail.at[1].den == 2);
}

/* Ten thousand terms: the sum of 1/n is compared with what long division of each gives. */
static void ten_thousand_terms_are_rounded(void **state)
{
	enum { TERMS = 10000, SCALE = 1000000 };
	ExactTail tail = {.mem = *state};
	int128 floor_sum = 0; /* in 2^-64 */
	int128 whole = 0;
	for (int64_t n = 1; n <= TERMS; n++) {
		Fraction term = {SCALE, n};
		whole += exact_tail_add(&tail, term);
		floor_sum += ((int128)SCALE << 64) / n;
	}
	int128 got = exact_round((Fraction){whole, 1}, (Fraction){0, 1}, &tail, tail.len,
				 ROUND_TRUNCATE, 1);
	assert_true(got == floor_sum >> 64);
	assert_true(got == 9787606);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_sums_round_as_the_reference),
		cmocka_unit_test(ties_and_whole_sums_are_exact),
		cmocka_unit_test(sums_beside_a_half_are_told_apart),
		cmocka_unit_test(negative_sums_round_to_even_and_toward_zero),
		ARENA_TEST(the_tail_keeps_only_fractions),
		ARENA_TEST(ten_thousand_terms_are_rounded),
	};
	return RUN_TESTS(tests);
}
