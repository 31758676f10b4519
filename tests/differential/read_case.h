#ifndef PACTA_TESTS_DIFFERENTIAL_READ_CASE_H
#define PACTA_TESTS_DIFFERENTIAL_READ_CASE_H

/* The parts of a case of tests/oracle/generate.py as values of the library. */

#include "base/json_tree.h"
#include "history/entry.h"

typedef struct History {
	Fields fields;
	Currency currency;
	Entry *entries;
	size_t count;
} History;

/* `contract` has the members "currency" and "entries". */
MUST_CHECK bool read_history(Arena *mem, const JsonValue *contract, History *out, Err *err);

/* The member's text; empty where it is null or missing. */
Str read_text(const JsonValue *object, const char *name);
int64_t read_int(const JsonValue *object, const char *name);
bool read_is_null(const JsonValue *object, const char *name);

/* DATE_NONE where it is null. */
MUST_CHECK bool read_date(const JsonValue *object, const char *name, Date *out, Err *err);

/* INSTANT_MAX where it is null; a date alone means its last microsecond if `whole_day`. */
MUST_CHECK bool read_instant(const JsonValue *object, const char *name, bool whole_day,
			     Instant *out, Err *err);

#endif
