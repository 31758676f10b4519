#ifndef PACTA_HISTORY_EXACT_H
#define PACTA_HISTORY_EXACT_H

/*
 * Sums of fractions with different denominators, rounded once and exactly.
 *
 * Money spread over the days of a term has that number of days as its
 * denominator; a history may meet thousands of them. The sum is never brought to one
 * denominator: rounding compares its fraction with a half digit by digit, and
 * needs more than the first digits only where the sum is very near a half.
 * Source: domain.md §4 (“one exact rational, rounded once”). Pure.
 */

#include "base/arena.h"
#include "base/int128.h"
#include "base/money.h"

/* num / den. 0 < den < 2^42; |num| < 2^126. */
typedef struct Fraction {
	int128 num;
	int64_t den;
} Fraction;

/* Fractions that only ever grow in number, so that a prefix stays what it was. */
typedef struct ExactTail {
	Arena *mem;
	struct ExactTerm *at; /* 0 < num < den, in lowest terms */
	size_t len;
	size_t cap;
} ExactTail;

typedef struct ExactTerm {
	int64_t num;
	int64_t den;
	uint128 upto; /* this and all earlier terms, each rounded down to 2^-80 */
} ExactTerm;

/* Append the fraction of `value` and return its whole part (rounded down). */
int128 exact_tail_add(ExactTail *tail, Fraction value);

/*
 * a + b + the first `terms` terms of the tail, rounded to a multiple of `unit`: half-even for
 * unit 1; toward zero for any. `tail` may be NULL where `terms` is 0.
 * Cost: O(1), O(terms) per digit where the sum is within 2^-60 of a half or a whole number.
 */
int128 exact_round(Fraction a, Fraction b, const ExactTail *tail, size_t terms, Rounding rounding,
		   int64_t unit);

#endif
