#include "history/exact.h"

#include "base/str.h"

#include <assert.h>

enum { CACHED_BITS = 80 };

/* Where the fraction of a sum lies in [0, 1). */
typedef enum FractionSide {
	SIDE_ZERO,
	SIDE_BELOW_HALF,
	SIDE_HALF,
	SIDE_ABOVE_HALF,
} FractionSide;

typedef struct Split {
	int128 whole; /* rounded down */
	FractionSide side;
} Split;

static FractionSide side_of(uint128 num, uint128 den)
{
	if (num == 0)
		return SIDE_ZERO;
	if (num == den - num)
		return SIDE_HALF;
	return num < den - num ? SIDE_BELOW_HALF : SIDE_ABOVE_HALF;
}

static int64_t common_divisor(int64_t a, int64_t b)
{
	while (b != 0) {
		int64_t rest = a % b;
		a = b;
		b = rest;
	}
	return a;
}

/* Whole part of `value`; `*rest` is the numerator of what is over, 0 ≤ rest < den. */
static int128 split_whole(Fraction value, int64_t *rest)
{
	int128 whole = int128_floor_div(value.num, value.den);
	*rest = (int64_t)(value.num - whole * value.den);
	return whole;
}

int128 exact_tail_add(ExactTail *tail, Fraction value)
{
	int64_t rest;
	int128 whole = split_whole(value, &rest);
	if (rest == 0)
		return whole;
	int64_t divisor = common_divisor(value.den, rest);
	ExactTerm term = {rest / divisor, value.den / divisor, 0};
	term.upto = ((uint128)term.num << CACHED_BITS) / (uint128)term.den;
	if (tail->len > 0)
		term.upto += tail->at[tail->len - 1].upto;
	*vec_push(tail->mem, tail) = term;
	return whole;
}

/* Two fractions: one denominator holds them. */
static Split split_two(int128 whole, int64_t x, int64_t x_den, int64_t y, int64_t y_den)
{
	uint128 den = (uint128)x_den * (uint128)y_den;
	uint128 num = (uint128)x * (uint128)y_den + (uint128)y * (uint128)x_den;
	if (num >= den) {
		whole++;
		num -= den;
	}
	return (Split){whole, side_of(num, den)};
}

/* Draws the next 64 bits of every remainder; returns their sum. */
static uint128 draw_digits(ExactTerm *rests, size_t len)
{
	uint128 sum = 0;
	for (size_t i = 0; i < len; i++) {
		uint128 den = (uint128)rests[i].den;
		uint128 shifted = (uint128)rests[i].num << 64;
		uint128 digits = shifted / den;
		rests[i].num = (int64_t)(shifted - digits * den);
		sum += digits;
	}
	return sum;
}

/*
 * How Σ num/den stands to `halves` / 2, which it is within 2^-60 of: −1, 0 or 1.
 *
 * Long division in base 2^64. What is drawn so far differs from the boundary by `apart` last
 * digits, what is still to come is less than `len` of them. Where they cannot be told apart
 * after as many bits as all denominators have together, they are equal.
 */
static int compare_with_halves(ExactTerm *rests, size_t len, uint128 halves)
{
	size_t bits = 2;
	for (size_t i = 0; i < len; i++)
		bits += 64 - (size_t)__builtin_clzll((unsigned long long)rests[i].den);
	int128 apart = (int128)draw_digits(rests, len) - (int128)(halves << 63);
	for (size_t drawn = 64;; drawn += 64) {
		if (apart > 0)
			return 1;
		if (apart + (int128)len <= 0)
			return -1;
		if (drawn >= bits + 64)
			return 0;
		apart = apart * ((int128)1 << 64) + (int128)draw_digits(rests, len);
	}
}

static Split split_at_halves(int128 whole, uint128 halves, int order)
{
	uint128 below = order < 0 ? halves - 1 : halves;
	FractionSide side = below % 2 == 0 ? SIDE_BELOW_HALF : SIDE_ABOVE_HALF;
	if (order == 0)
		side = below % 2 == 0 ? SIDE_ZERO : SIDE_HALF;
	return (Split){whole + (int128)(below / 2), side};
}

static Split split_many(int128 whole, ExactTerm x, ExactTerm y, const ExactTail *tail, size_t terms)
{
	const uint128 half = (uint128)1 << (CACHED_BITS - 1);
	uint128 least = tail->at[terms - 1].upto +
			((uint128)x.num << CACHED_BITS) / (uint128)x.den +
			((uint128)y.num << CACHED_BITS) / (uint128)y.den;
	uint128 halves = (least + half - 1) / half;
	uint128 error = (uint128)terms + 2;
	if (least + error <= halves * half)
		return split_at_halves(whole, halves, -1);

	Arena scratch;
	arena_init(&scratch);
	ExactTerm *rests = ARENA_ARRAY(&scratch, ExactTerm, terms + 2);
	for (size_t i = 0; i < terms; i++)
		rests[i] = tail->at[i];
	rests[terms] = x;
	rests[terms + 1] = y;
	int order = compare_with_halves(rests, terms + 2, halves);
	arena_deinit(&scratch);
	return split_at_halves(whole, halves, order);
}

static int128 half_even(Split split)
{
	bool up =
		split.side == SIDE_ABOVE_HALF || (split.side == SIDE_HALF && split.whole % 2 != 0);
	return split.whole + up;
}

static int128 toward_zero(Split split, int64_t unit)
{
	int128 nearer = split.whole < 0 && split.side != SIDE_ZERO ? split.whole + 1 : split.whole;
	return nearer / unit * unit;
}

int128 exact_round(Fraction a, Fraction b, const ExactTail *tail, size_t terms, Rounding rounding,
		   int64_t unit)
{
	assert(rounding == ROUND_TRUNCATE || unit == 1);
	ExactTerm x = {.den = a.den};
	ExactTerm y = {.den = b.den};
	int128 whole = split_whole(a, &x.num) + split_whole(b, &y.num);
	Split split = terms == 0 ? split_two(whole, x.num, x.den, y.num, y.den)
				 : split_many(whole, x, y, tail, terms);
	return rounding == ROUND_HALF_EVEN ? half_even(split) : toward_zero(split, unit);
}
