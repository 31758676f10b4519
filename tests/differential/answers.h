#ifndef PACTA_TESTS_DIFFERENTIAL_ANSWERS_H
#define PACTA_TESTS_DIFFERENTIAL_ANSWERS_H

/*
 * What the library says to a case of tests/oracle/generate.py, as JSON in the form that is
 * documented there. A case is taken to be well formed.
 */

#include "base/json_tree.h"
#include "base/json_write.h"

/* Errors: those of the library */
typedef bool Answer(Arena *mem, const JsonValue *one, JsonWriter *json, Err *err);

Answer answer_queries; /* "expect" of a contract */
Answer answer_report;
Answer answer_lifetime;
Answer answer_portfolio; /* "expect" of a portfolio */

void write_json_value(JsonWriter *json, const JsonValue *value);

#endif
