#ifndef PACTA_ANSWER_CLOSE_JSON_H
#define PACTA_ANSWER_CLOSE_JSON_H

/* Closed months, and how they tie out with the ledger, as JSON. */

#include "answer/json_put.h"
#include "app/close.h"

extern const Shape TIE_OUT_SHAPE;
void json_put_tie_out(JsonWriter *json, Arena *mem, const TieOut *tie_out);

extern const Shape CLOSED_MONTHS_SHAPE;
void json_put_closed_months(JsonWriter *json, Arena *mem, const ClosedMonths *months);

#endif
