#ifndef PACTA_HTTP_PERCENT_H
#define PACTA_HTTP_PERCENT_H

/* Percent-encoding of paths and queries (RFC 3986). Pure. */

#include "base/err.h"
#include "base/str.h"

typedef enum PercentPlace {
	PERCENT_PATH,
	PERCENT_QUERY, /* "+" is a space */
} PercentPlace;

/*
 * The text that `encoded` stands for; it may be `encoded` itself.
 * Errors: ERR_USAGE a "%" without two hexadecimal digits, a NUL, or bytes that are not UTF-8
 */
MUST_CHECK bool percent_decode(Arena *mem, Str encoded, PercentPlace place, Str *out, Err *err);

/* Appends `text` as one segment of a path or one value of a query: all but letters, digits and "-._~". */
void percent_add(Buf *out, Str text);

#endif
