#ifndef PACTA_INGEST_JSON_PATH_H
#define PACTA_INGEST_JSON_PATH_H

/*
 * Patterns in JSON: JSON Pointers in which "*" stands for every element of an array. Private to
 * ingest; pure.
 */

#include "base/json_tree.h"

/* Takes one value that a pattern finds. `misplaced`: the value stands where an array must. */
typedef bool (*JsonVisitor)(void *context, const JsonValue *value, bool misplaced, Err *err);

/* Visits all that `pattern` finds from `root`, in order; `*found` counts them. Errors: the visitor's. */
MUST_CHECK bool json_visit(const JsonValue *root, Str pattern, JsonVisitor visit, void *context,
			   size_t *found, Err *err);

/* Where the records of a document are. */
typedef struct JsonShape {
	Str stream; /* pattern of base/json_items.h; "" with lines */
	bool lines; /* JSON Lines: each line is a document */
} JsonShape;

/*
 * Looks at the beginning of a document for the first of `patterns` that it can have: one that begins
 * with a key of the outermost object or, for an outermost array, with "*"; "" fits any object. The
 * stream ends with the pattern's first "*".
 */
JsonShape json_shape_of(Str head, bool complete, const Str *patterns, size_t count);

/* The part of `pattern` up to and including its first "*"; all of it where it has none. */
Str json_stream_part(Str pattern);

/* The source of values of one item, in the order in which they come. */
typedef struct JsonLocator {
	Str source;
	size_t at;     /* a byte in it … */
	uint64_t line; /* … and its place */
	uint64_t column;
} JsonLocator;

/* `source` begins at this line and column of the file. */
JsonLocator json_locator(Str source, uint64_t line, uint64_t column);

/* The bytes of a value; values must be asked for in their order. */
Str json_source_of(JsonLocator *locator, const JsonValue *value);

#endif
