#ifndef PACTA_INGEST_CSV_HEADER_H
#define PACTA_INGEST_CSV_HEADER_H

/* The header of a CSV file, by the file's beginning, and the titles above it. Pure. Private to ingest. */

#include "ingest/columns.h"

/*
 * The first record as names, which live in `mem`; delimiter 0: found.
 * Errors: those of csv_feed and csv_check; ERR_INPUT there is no record
 */
MUST_CHECK bool csv_header_read(Arena *mem, Str beginning, char delimiter, Header *out, Err *err);

/* Takes the first line with its end (LF, CR, CRLF) off `rest`; false: there is none. */
bool csv_line_take(Str *rest);

/*
 * How many bytes stand before the header that the mapping needs: at most TITLES_MAX lines. 0: it comes first, or is
 * not there.
 */
size_t csv_titles(Str beginning, const Mapping *mapping, bool contract_told);

#endif
