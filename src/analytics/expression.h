#ifndef PACTA_ANALYTICS_EXPRESSION_H
#define PACTA_ANALYTICS_EXPRESSION_H

/*
 * Formulas of metrics as they are written in the registry, shown to people, and computed. Pure.
 *
 *     sum     = product (("+" | "-") product)*
 *     product = factor (("*" | "/") factor)*
 *     factor  = NUMBER | MEASURE | "-" factor | "(" sum ")" | FUNCTION "(" sum ("," sum)* ")"
 *
 * Functions: max, min (of two); median, p90 (of one measure of UNIT_LAGS: the smallest lag whose cumulated weight reaches the
 * share); at_day, at_budget (of one money measure: a total at the rates of the days, at budget rates).
 * The published formula is this text itself, so what is read is what is computed.
 */

#include "analytics/measure.h"
#include "base/ratio.h"

typedef struct Expression Expression;

/* Lives in `mem`. Errors: ERR_INPUT with the place: an unknown measure, a misplaced character. */
MUST_CHECK bool expression_parse(Arena *mem, Str text, const Expression **out, Err *err);

/* One use of a measure by a formula: at_budget(recognized) is another input than recognized. */
typedef struct Input {
	size_t measure; /* place in measure_list */
	int rate;       /* RateKind, or −1: the one that fits (metric.h) */
} Input;

/* The inputs in the order in which the formula first names them. */
typedef struct InputList {
	const Input *at;
	size_t len;
} InputList;
InputList expression_inputs(const Expression *expression);

/* Whether it is a quotient at its top: "a / b", where totals are Σa / Σb. */
bool expression_is_quotient(const Expression *expression);

/* Whether it is nothing but an input, whose place is `*input`. */
bool expression_is_input(const Expression *expression, size_t *input);

/* The two sides of such a quotient, which refer to the same inputs. */
const Expression *expression_numerator(const Expression *expression);
const Expression *expression_denominator(const Expression *expression);

/* Values of the inputs, by their places. Distributions are given by their rows. */
typedef struct InputValue {
	Ratio number;
	const TallyRow *rows;
	size_t row_count;
} InputValue;

typedef enum Evaluated {
	EVALUATED,
	EVALUATED_ZERO_DIVISION, /* a denominator is zero */
	EVALUATED_OUT_OF_RANGE,
	EVALUATED_NOTHING, /* a quantile of nothing */
} Evaluated;
Evaluated expression_evaluate(const Expression *expression, const InputValue *values, Ratio *out);

/* For people: "Counting hours ÷ Committed hours". */
Str expression_words(Arena *mem, const Expression *expression);

/* The same with `texts` in place of the inputs: "95.00 h ÷ 101.15 h". */
Str expression_numbers(Arena *mem, const Expression *expression, const Str *texts);

#endif
