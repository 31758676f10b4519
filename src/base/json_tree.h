#ifndef PACTA_BASE_JSON_TREE_H
#define PACTA_BASE_JSON_TREE_H

/*
 * A JSON value as a tree in an arena, and JSON Pointers into it.
 *
 * A tree owns copies of its texts: it does not refer to the source. Keys of an
 * object are unique. Pure.
 */

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/str.h"

typedef enum JsonKind {
	JSON_NULL,
	JSON_FALSE,
	JSON_TRUE,
	JSON_NUMBER,
	JSON_STRING,
	JSON_ARRAY,
	JSON_OBJECT,
} JsonKind;

typedef struct JsonValue JsonValue;
struct JsonValue {
	JsonKind kind;
	uint32_t column;     /* byte in its line, from 1 */
	uint64_t line;       /* physical line in the source */
	Str key;             /* its name in the object around it; else empty */
	Str text;            /* string: unescaped; number: as written; else empty */
	const JsonValue *at; /* elements, or members in the order of the source */
	size_t len;          /* their number */
};

/* Limits of json_parse: depth as in JsonOptions, and 1,000,000 values. */
enum { JSON_MAX_VALUES = 1000000 };

/*
 * The value that `text` is.
 *
 * out     lives in `mem`
 * Errors: ERR_INPUT  not JSON, or a key that comes twice in an object
 *         ERR_RANGE  deeper than 128, a token over 1 MiB, more than JSON_MAX_VALUES values
 */
MUST_CHECK bool json_parse(Arena *mem, Str text, const JsonValue **out, Err *err);

/* As json_parse, within other limits, for a text that begins at line `options.line` of a file. */
MUST_CHECK bool json_parse_within(Arena *mem, Str text, JsonOptions options, size_t max_values,
				  const JsonValue **out, Err *err);

/* The member `key` of an object; NULL if there is none or `object` is no object. */
const JsonValue *json_member(const JsonValue *object, Str key);

/*
 * The value that a JSON Pointer (RFC 6901) names, such as "/tender/value/amount",
 * seen from `root`; "" is `root` itself. As an index of an array, "-1" is the last
 * element. NULL if there is no such value. Whether a pointer is well formed is told
 * by json_pointer_check (base/json_pointer.h).
 */
const JsonValue *json_find(const JsonValue *root, Str pointer);

const char *json_kind_name(JsonKind kind); /* "string", "array", … for messages */

/*
 * Builds one value from the tokens of a reader, for whoever streams many.
 * The builder and its stacks live in `mem`, too: about 200 bytes a value in all.
 */
typedef struct JsonBuilder JsonBuilder;

JsonBuilder *json_builder_new(Arena *mem, size_t max_values);

/*
 * Takes the next token of the value (not MORE or END). `*done` becomes the value
 * after its last token and stays as it is before. After a failure or the last
 * token the builder is of no more use.
 *
 * Errors: ERR_INPUT  a key that comes twice in an object
 *         ERR_RANGE  more than max_values values
 */
MUST_CHECK bool json_builder_add(JsonBuilder *builder, const JsonEvent *event,
				 const JsonValue **done, Err *err);

#endif
