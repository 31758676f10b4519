#ifndef PACTA_TESTS_UNIT_ANSWER_WRITTEN_H
#define PACTA_TESTS_UNIT_ANSWER_WRITTEN_H

/* What tests of figures as JSON share: reading what was written, and samples of figures. A failure ends the test. */

#include "answer/figure_json.h"
#include "base/json_tree.h"

JsonWriter written_begin(Arena *mem, Buf *out);

/* Ends the writer, reads what was written and checks it against its shape. */
const JsonValue *written_fits(Arena *mem, const char *label, const Shape *shape, JsonWriter *json);

/* At "/inputs/0/value". */
const JsonValue *written_at(const JsonValue *value, const char *pointer);
void check_at(const JsonValue *value, const char *pointer, const char *wanted);
void check_null(const JsonValue *value, const char *pointer);

const Metric *metric_of(const char *name);
const Measure *measure_of(const char *name);
Ratio ratio(int64_t num, int64_t den);

/* 95 % of a target of 90 %, running, with something left out. */
Figure sample_figure(void);

/* n/a, with a detail and a target of 1. */
Figure sample_missing(const char *metric, Reason reason);

#endif
