#ifndef PACTA_BASE_JSON_WRITE_H
#define PACTA_BASE_JSON_WRITE_H

/*
 * Writer of JSON into a buffer.
 *
 * Commas, colons and, if pretty, line ends and indents of two spaces are the
 * writer's matter. Calls must form one value (or several, each on its own line);
 * nesting is at most JSON_WRITE_DEPTH; both are asserted. Pure.
 *
 *	json_write_init(&json, &buf, pretty);
 *	json_write_begin_object(&json);
 *	json_write_key(&json, STR("amount"));
 *	json_write_string(&json, STR("83835.62"));
 *	json_write_end_object(&json);
 */

#include "base/str.h"

enum { JSON_WRITE_DEPTH = 32 };

typedef struct JsonWriter {
	Buf *out;
	bool pretty;
	bool after_key;
	size_t depth;
	struct {
		bool object;
		bool filled;           /* it has an element or member already */
	} level[JSON_WRITE_DEPTH + 1]; /* [0]: top-level values */
} JsonWriter;

void json_write_init(JsonWriter *json, Buf *out, bool pretty);

void json_write_begin_object(JsonWriter *json);
void json_write_end_object(JsonWriter *json);
void json_write_begin_array(JsonWriter *json);
void json_write_end_array(JsonWriter *json);

void json_write_key(JsonWriter *json, Str key);

/* Bytes that are not UTF-8 are written as U+FFFD. */
void json_write_string(JsonWriter *json, Str text);
void json_write_int(JsonWriter *json, int64_t number);
void json_write_int_string(JsonWriter *json, int64_t number); /* "42": ids */
void json_write_number(JsonWriter *json, Str text);           /* a JSON number, as it is */
void json_write_bool(JsonWriter *json, bool truth);
void json_write_null(JsonWriter *json);

/* Ends the output with a line end; every container must be closed. */
void json_write_end(JsonWriter *json);

#endif
