#ifndef PACTA_ANSWER_CONTRACT_JSON_H
#define PACTA_ANSWER_CONTRACT_JSON_H

#include "answer/json_put.h"
#include "app/contracts.h"

/* A contract's state in a list. `asked` has a truth per field, which tells what to write; NULL: all. */
extern const Shape CONTRACT_STATE_SHAPE;
void json_put_contract_state(JsonWriter *json, Arena *mem, const Fields *fields,
			     const ContractState *state, const bool *asked);

/* A contract's state with its warnings. */
extern const Shape CONTRACT_SHAPE;
void json_put_contract(JsonWriter *json, Arena *mem, const Fields *fields,
		       const ContractState *state);

/* What a change did, or would do. */
extern const Shape EFFECT_SHAPE;
void json_put_effect(JsonWriter *json, Arena *mem, const Effect *effect);

#endif
