#ifndef PACTA_ANSWER_FACT_JSON_H
#define PACTA_ANSWER_FACT_JSON_H

/* Facts besides time entries, and the registry of all kinds, as JSON and as CSV. */

#include "answer/json_put.h"
#include "app/facts.h"

const char *fact_type_name(FactType type);          /* "money" */
const char *fact_outcome_name(FactOutcome outcome); /* "replaced" */

/* What a kind of fact holds. */
extern const Shape FACT_KIND_SHAPE;
void json_put_fact_kind(JsonWriter *json, FactKind kind);

extern const Shape FACT_KINDS_SHAPE;
void json_put_fact_kinds(JsonWriter *json);

/* A value of a field, in requests as well. */
extern const Shape FACT_VALUE_SHAPE;

/* A fact: its fields by name, and where it comes from. */
extern const Shape FACT_SHAPE;
void json_put_fact(JsonWriter *json, Arena *mem, const FactsPage *page, size_t place);

extern const Shape FACT_LIST_SHAPE; /* the list alone */

/* What became of a fact that was written. */
extern const Shape FACT_RESULT_SHAPE;
void json_put_fact_result(JsonWriter *json, const FactResult *result);

/* The member "results". */
extern const Shape FACT_RESULTS_SHAPE;
void json_put_fact_results(JsonWriter *json, const FactResult *results, size_t count);

/* A value as people and CSV have it; the currency of a fact that tells none of its own is that of its money. */
Str fact_cell(Arena *mem, const Fact *fact, size_t place);

/* A line per fact, after a line of titles. */
void facts_write_csv(Buf *out, Arena *mem, FactKind kind, const FactsPage *page);

#endif
