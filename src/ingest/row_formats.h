#ifndef PACTA_INGEST_ROW_FORMATS_H
#define PACTA_INGEST_ROW_FORMATS_H

/* The readers of each format that a mapping may name. Private to ingest. */

#include "ingest/rows.h"

/* By the format of the mapping. Errors: those of source and sink; ERR_INPUT the source is not of this kind */
MUST_CHECK bool rows_read(RowJob *job, Err *err);

MUST_CHECK bool csv_rows_read(RowJob *job, Err *err);
MUST_CHECK bool json_rows_read(RowJob *job, Err *err);
MUST_CHECK bool sheet_rows_read(RowJob *job, Err *err);
/* The cells of a row as a header; lives in `mem`. */
Header sheet_row_names(Arena *mem, const XlsxRow *row);

MUST_CHECK bool timeclock_rows_read(RowJob *job, Err *err);

#endif
