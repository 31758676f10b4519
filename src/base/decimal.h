#ifndef PACTA_BASE_DECIMAL_H
#define PACTA_BASE_DECIMAL_H

/*
 * Decimal numbers as integers scaled by a power of ten. No floating point.
 */

#include "base/err.h"
#include "base/str.h"

/* How a number is written. */
typedef struct NumberStyle {
	char decimal; /* '.' or ',' */
	char group;   /* between groups of three digits: ',', '.', ' ', '\''; 0: none */
} NumberStyle;

#define NUMBER_PLAIN ((NumberStyle){'.', 0})

/*
 * [-+]digits[.digits] as `digits` decimals: "1.5" with digits 2 is 150. Groups, if the style has
 * them, must be well formed. Zeros beyond `digits` are fine, other digits are refused.
 * Errors: ERR_INPUT not a number, or more decimals than hold; ERR_RANGE beyond int64
 */
MUST_CHECK bool decimal_parse(Str text, NumberStyle style, int digits, int64_t *out, Err *err);

/* "-1234.50" with all `digits` decimals. */
Str decimal_text(Arena *mem, int64_t scaled, int digits);

/* The same without zeros at the end of the fraction: "0.7", "160". */
Str decimal_text_short(Arena *mem, int64_t scaled, int digits);

/* For people: groups of three digits, and a minus sign that is no hyphen: "−1,234.50". */
Str decimal_text_grouped(Arena *mem, int64_t scaled, int digits);

/* A number that was written otherwise, with such a sign. */
Str decimal_with_minus(Arena *mem, Str number);

#endif
