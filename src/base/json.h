#ifndef PACTA_BASE_JSON_H
#define PACTA_BASE_JSON_H

/*
 * Streaming reader of JSON (RFC 8259, strictly): chunks in, tokens out.
 *
 * Bytes are pushed in chunks of any size and tokens are pulled; memory is
 * bounded by max_token and max_depth, whatever the length of the input:
 *
 *	JsonReader *reader = json_reader_new(mem, (JsonOptions){0});
 *	do {
 *		json_feed(reader, chunk, last);
 *		for (;;) {
 *			if (!json_next(reader, &event, err))
 *				return false;
 *			…
 *		} until JSON_TOKEN_MORE
 *	} until JSON_TOKEN_END
 *
 * Refused: trailing commas, comments, NaN, bytes that are not UTF-8, lone
 * surrogates, control characters in strings, anything after the value (unless
 * `many`). A UTF-8 byte order mark is skipped. Numbers are given as their source
 * text and never become doubles. Duplicate keys are the tree's matter
 * (base/json_tree.h). Pure: no I/O.
 */

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

typedef struct JsonOptions {
	bool many;        /* any number of top-level values, as in JSON Lines; also none */
	size_t max_depth; /* containers inside one another; 0: 128 */
	size_t max_token; /* source bytes of one string or number; 0: 1 MiB */
	uint64_t line;    /* number of the first line; 0: 1 */
} JsonOptions;

typedef enum JsonToken {
	JSON_TOKEN_MORE, /* everything fed is used up: feed the next chunk */
	JSON_TOKEN_END,  /* the input is over and complete */
	JSON_TOKEN_OBJECT,
	JSON_TOKEN_OBJECT_END,
	JSON_TOKEN_ARRAY,
	JSON_TOKEN_ARRAY_END,
	JSON_TOKEN_KEY,
	JSON_TOKEN_STRING,
	JSON_TOKEN_NUMBER,
	JSON_TOKEN_TRUE,
	JSON_TOKEN_FALSE,
	JSON_TOKEN_NULL,
} JsonToken;

typedef struct JsonEvent {
	JsonToken token;
	Str text; /* key, string: unescaped UTF-8; number: as written; valid until the next call */
	uint64_t offset; /* of the token's first byte in the input */
	uint64_t end;    /* of the byte after its last one */
	uint64_t line;   /* physical line of its first byte; lines end with LF */
	uint64_t column; /* byte in that line, from 1 */
} JsonEvent;

typedef struct JsonReader JsonReader;

/* A reader that lives in `mem`; nothing needs to be closed. */
JsonReader *json_reader_new(Arena *mem, JsonOptions options);

/*
 * Gives the next bytes; `chunk` must stay valid and unchanged until the next
 * feed. Only at the start and after json_next said JSON_TOKEN_MORE. `last` says
 * that nothing follows; the chunk may be empty.
 */
void json_feed(JsonReader *reader, Str chunk, bool last);

/*
 * The next token. A failure is final: later calls fail in the same way.
 *
 * Errors: ERR_INPUT  not JSON; the text begins "line 3, column 14: …"
 *         ERR_RANGE  deeper than max_depth, or a token longer than max_token
 */
MUST_CHECK bool json_next(JsonReader *reader, JsonEvent *event, Err *err);

/* Offset of the first byte fed that belongs to no token given so far, nor to the space before one. */
uint64_t json_pending(const JsonReader *reader);

/* Containers that are open after the last token. */
size_t json_depth(const JsonReader *reader);

#endif
