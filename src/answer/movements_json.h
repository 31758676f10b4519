#ifndef PACTA_ANSWER_MOVEMENTS_JSON_H
#define PACTA_ANSWER_MOVEMENTS_JSON_H

#include "answer/json_put.h"
#include "app/histories.h"

/* The columns of a movement, in the order of the equation that they form. */
enum { MOVEMENT_PARTS = 7 };
extern const char *const MOVEMENT_PART_NAMES[MOVEMENT_PARTS];
int64_t movement_part(const Movement *movement, size_t part);

/* The key of a contract in the answer; empty where unknown. */
Str movement_contract_key(const MovementAnswer *answer, int64_t id);

extern const Shape MOVEMENTS_SHAPE;
void json_put_movements(JsonWriter *json, Arena *mem, Moment moment, const MovementAnswer *answer);

#endif
