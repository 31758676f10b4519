#ifndef PACTA_INGEST_COLUMNS_H
#define PACTA_INGEST_COLUMNS_H

/* The columns of a CSV file, by name. Pure. Private to ingest. */

#include "ingest/ref.h"

/* Whether two names mean one column: capitals, spaces, underscores and hyphens make no difference. */
bool column_same(Str a, Str b);

/* The name in the way in which fields are named: "Annual value" is "annual_value". */
Str column_fold(Arena *mem, Str name);

typedef struct Header {
	const Str *names; /* as in the file, trimmed */
	size_t len;
} Header;

/* Which field of a record each of the mapping's columns is; `count` columns. NO_CELL: the file lacks it. */
const ptrdiff_t *header_places(Arena *mem, Header header, const Column *columns, size_t count);

/* How many of the columns that the mapping needs the header lacks; `*first` becomes the first of them. */
size_t header_missing(Header header, const Mapping *mapping, Str *first);

/*
 * Whether a file with this header can be read by the mapping.
 * Errors: ERR_INPUT a needed column is missing (those that are there are listed), or one that the
 *         mapping names comes twice
 */
MUST_CHECK bool header_check(Header header, const Mapping *mapping, Err *err);

#endif
