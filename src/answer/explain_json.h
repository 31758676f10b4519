#ifndef PACTA_ANSWER_EXPLAIN_JSON_H
#define PACTA_ANSWER_EXPLAIN_JSON_H

/* Why a figure is what it is, and what makes the difference between two periods, as JSON. */

#include "answer/figure_json.h"
#include "app/explain.h"

/* The currency of a row's amount before it was converted; "" where it was not. `shown` is of `input`. */
Currency row_native_currency(const ExplainedInput *input, const ShownRow *shown);

/* A rate as a decimal: of an hour in its currency, of exchange and budget rates as they are. */
Str used_rate_number(Arena *mem, const UsedRate *rate);

extern const Shape EXPLANATION_SHAPE;
void json_put_explanation(JsonWriter *json, Arena *mem, const ExplainAnswer *answer);

#endif
