#ifndef PACTA_BASE_JSON_POINTER_H
#define PACTA_BASE_JSON_POINTER_H

/*
 * JSON Pointers (RFC 6901) as text: "/tender/items/0". A pointer is a row of
 * tokens, each after a "/"; in a token "~1" stands for "/" and "~0" for "~". Pure.
 */

#include "base/err.h"
#include "base/str.h"

/* Is `pointer` empty, or a row of tokens with "~" only in "~0" and "~1"? ERR_INPUT */
MUST_CHECK bool json_pointer_check(Str pointer, Err *err);

/* Takes the first token off `rest`, still escaped; false: there is none. */
bool json_pointer_next(Str *rest, Str *token);

/* Does the escaped token stand for this key? */
bool json_pointer_names(Str token, Str key);

/* The index of an array that the token is, without leading zeros; else false. */
bool json_pointer_index(Str token, uint64_t *index);

#endif
