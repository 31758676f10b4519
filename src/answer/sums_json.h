#ifndef PACTA_ANSWER_SUMS_JSON_H
#define PACTA_ANSWER_SUMS_JSON_H

/* Sums of hours as JSON and as CSV. */

#include "answer/time_entry_json.h"

extern const Shape SUMS_SHAPE;
void json_put_sums(JsonWriter *json, Arena *mem, const EntriesQuery *query, const SumTable *table);

/* A line per group, after a line of titles; without the total. */
void sums_write_csv(Buf *out, Arena *mem, const SumTable *table);

/* "client, approved, billable" of a time class. */
Str time_class_text(Arena *mem, int32_t time_class);

#endif
