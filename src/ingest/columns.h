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

/*
 * The first place of a column in the header, by the first of its names that is there; NO_CELL: the file lacks it.
 * `star` (may be NULL) becomes what stands for the star in its name.
 */
ptrdiff_t header_find(Header header, const Column *column, Str *star);

/* Columns of one row that a pattern may name. */
enum { CHOICES_MAX = 100 };

/*
 * All places of a column whose name is a pattern, in order, with what stands for its star in each; at most
 * CHOICES_MAX. Of a column without a pattern the first place.
 */
size_t header_find_all(Header header, const Column *column, ptrdiff_t places[CHOICES_MAX],
		       Str stars[CHOICES_MAX]);

/* Which field of a record each of the mapping's columns is; `count` columns. NO_CELL: the file lacks it. */
const ptrdiff_t *header_places(Arena *mem, Header header, const Column *columns, size_t count);

/* How well a header fits a mapping. */
typedef struct HeaderFit {
	size_t needed;  /* columns that the mapping needs */
	size_t missing; /* … and the header lacks */
	size_t matched; /* columns of the mapping that the header has, needed or not */
	Str first;      /* that is missing */
} HeaderFit;

/* `contract_told`: columns that only tell the contract are not needed. */
HeaderFit header_fit(Header header, const Mapping *mapping, bool contract_told);

/* Rows above the header, such as titles, of which at most so many are passed over. */
enum { TITLES_MAX = 10 };

/* The search for a header among the first rows of a file; starts zeroed. */
typedef struct Titles {
	size_t rows; /* seen so far */
	size_t most; /* texts in one of them */
} Titles;

/* Whether the next row may be the header: the first row, and one with more texts than each above it. */
bool titles_admit(Titles *titles, Header row);

/*
 * Whether a file with this header can be read by the mapping.
 * Errors: ERR_INPUT a needed column is missing (those that are there are listed); a column that the mapping names
 *         comes twice by the same name, and the mapping is one of contracts, needs it or counts what is in it
 */
MUST_CHECK bool header_check(Header header, const Mapping *mapping, bool contract_told, Err *err);

#endif
