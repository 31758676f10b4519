#ifndef PACTA_ANSWER_DISCREPANCY_JSON_H
#define PACTA_ANSWER_DISCREPANCY_JSON_H

/* Where sources disagree, and the sources themselves and who they speak of, as JSON and as CSV. */

#include "answer/json_put.h"
#include "app/discrepancies.h"

extern const Shape DISCREPANCIES_SHAPE;
void json_put_discrepancies(JsonWriter *json, Arena *mem, const Discrepancies *found);

/* A line for each, after a line of titles. */
void discrepancies_write_csv(Buf *out, Arena *mem, const Discrepancies *found);

extern const Shape SOURCES_SHAPE;
void json_put_sources(JsonWriter *json, Arena *mem, const SourceRows *sources);

extern const Shape RESOURCES_SHAPE;
void json_put_resources(JsonWriter *json, const ResourceRows *resources);

#endif
