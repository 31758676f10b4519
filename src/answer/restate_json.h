#ifndef PACTA_ANSWER_RESTATE_JSON_H
#define PACTA_ANSWER_RESTATE_JSON_H

/* Figures in two views, and what was learnt between them, as JSON. */

#include "answer/figures_json.h"
#include "app/restate.h"

extern const Shape RESTATEMENT_SHAPE;
void json_put_restatement(JsonWriter *json, Arena *mem, const RestateTable *table);

#endif
