#ifndef PACTA_STORE_SUM_TEXT_H
#define PACTA_STORE_SUM_TEXT_H

/* The text of packed sums by contract and month, and by contract, resource and week: migrations/003_entries. Pure. */

#include "store/entry_sums.h"
#include "store/entry_text.h"

/* Which of the two. */
typedef enum Rollup { ROLLUP_MONTHS, ROLLUP_WEEKS } Rollup;

typedef struct SumRow {
	int64_t resource_id; /* 0 in sums by month */
	int32_t at;          /* month, or week: weeks since Monday 1969-12-29 */
	int32_t time_class;
	Measures sums;
} SumRow;

/* Which sums a reader is shown. */
typedef struct SumWanted {
	int64_t from, to;         /* tiles; `to` is not one of them */
	uint32_t classes;         /* bit 1 << time class; 0: all */
	int64_t resource_id;      /* 0: of all */
	const int64_t *resources; /* ascending; NULL: of all */
	size_t resource_count;
	bool once; /* of the weeks of a resource the first such row is enough */
} SumWanted;

/* Reads a row of packed sums. */
typedef struct SumText {
	EntryText text;
	Rollup rollup;
	bool begun;
	bool inside; /* among the weeks of a resource */
	int64_t resource_id;
	const SumWanted *wanted; /* what else is there is passed over, hardly read; NULL: all */
} SumText;

SumText sum_text_of(Str text, Rollup rollup);
SumText sum_text_wanted(Str text, Rollup rollup, const SumWanted *wanted);

/* Errors: ERR_CORRUPT */
MUST_CHECK bool sum_text_next(SumText *text, SumRow *out, bool *row, Err *err);

/* Writes a row of packed sums. */
typedef struct SumWriter {
	Buf text;
	Rollup rollup;
	bool filled;
	int64_t resource_id; /* whose weeks are being written */
} SumWriter;

/* Rows come in the order in which they are stored. */
void sum_writer_add(SumWriter *writer, const SumRow *row);

/* The text; empty where there is no row. Valid until the writer changes. */
Str sum_writer_end(SumWriter *writer);

#endif
