#ifndef PACTA_ANSWER_ENTRY_JSON_H
#define PACTA_ANSWER_ENTRY_JSON_H

/* What is told of an entry of a history wherever it stands. */

#include "answer/json_put.h"
#include "history/entry.h"

/* The members known_at, recorded_at, signed_on, recorded_by, reason, source and change_order. */
void json_put_circumstances(JsonWriter *json, Arena *mem, const Entry *entry);

#endif
