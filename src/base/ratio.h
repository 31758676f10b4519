#ifndef PACTA_BASE_RATIO_H
#define PACTA_BASE_RATIO_H

/*
 * Exact fractions of 128-bit integers. Pure.
 *
 * Always in lowest terms with den > 0. An operation whose result does not fit gives false and leaves `out` as it is.
 */

#include "base/arena.h"
#include "base/err.h"
#include "base/int128.h"
#include "base/str.h"

typedef struct Ratio {
	int128 num;
	int128 den; /* > 0 */
} Ratio;

#define RATIO_ZERO ((Ratio){0, 1})

static inline Ratio ratio_of(int64_t whole)
{
	return (Ratio){whole, 1};
}

/* num / den in lowest terms; den must not be 0. False: it does not fit. */
MUST_CHECK bool ratio_make(int128 num, int128 den, Ratio *out);

MUST_CHECK bool ratio_add(Ratio a, Ratio b, Ratio *out);
MUST_CHECK bool ratio_subtract(Ratio a, Ratio b, Ratio *out);
MUST_CHECK bool ratio_multiply(Ratio a, Ratio b, Ratio *out);
MUST_CHECK bool ratio_divide(Ratio a, Ratio b, Ratio *out); /* b must not be 0 */

/* −1, 0, 1 */
static inline int ratio_sign(Ratio r)
{
	return (r.num > 0) - (r.num < 0);
}

int ratio_compare(Ratio a, Ratio b); /* exact, whatever their size */

/* r · scale rounded half-even to a whole number. False: beyond int64. */
MUST_CHECK bool ratio_round(Ratio r, int64_t scale, int64_t *out);

/* As a decimal with `digits` decimals, rounded half-even: "0.939". */
Str ratio_text(Arena *mem, Ratio r, int digits);

#endif
