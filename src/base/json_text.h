#ifndef PACTA_BASE_JSON_TEXT_H
#define PACTA_BASE_JSON_TEXT_H

/* The grammar of numbers and of escapes in JSON, for readers and writers of it. Pure. */

#include "base/str.h"

/* Is `text` a number by the grammar of JSON? */
bool json_number_valid(Str text);

/*
 * Appends the text that a string's source, without its quotes, stands for. False at
 * an escape that is none, or is half of a surrogate pair: `*at` is where it begins
 * and `out` holds what came before. A backslash must not be the last byte.
 */
bool json_unescape(Buf *out, Str source, size_t *at);

#endif
