#ifndef PACTA_INGEST_XLSX_ROWS_H
#define PACTA_INGEST_XLSX_ROWS_H

/*
 * Streaming reader of XLSX: the rows of one sheet as text, as if they came from a CSV file. Private to ingest.
 *
 *	if (!xlsx_open(mem, path, (XlsxOptions){0}, &file, err))
 *		return false;
 *	while ((ok = xlsx_next(file, &row, err)) && row.number > 0)
 *		if (row.fault.len == 0) … accept … else … quarantine …
 *	xlsx_close(file);
 *
 * What a cell becomes:
 *  - text as it is; runs of rich text are joined, readings (furigana) left out
 *  - a number as a plain decimal ("0.1", "-1250"): what has more than 15 digits is rounded to them, as every
 *    spreadsheet shows it; whole numbers that the file holds in full are not
 *  - a number whose format shows a date: "2026-01-18", "2026-01-18 22:40:17"; a time: "22:40:17"; a duration
 *    ([h]:mm, and times of 24 hours and more): "26:30:00". To the second, unless the format shows its fractions.
 *    Both date systems are understood. Serial 60 of the one from 1900 is "1900-02-29", which is no date.
 *  - TRUE, FALSE; an error as shown ("#N/A"); of a formula its stored value
 *
 * Of merged cells the first has the value. Cells that are covered are blank where the file leaves them so, as
 * spreadsheets write it. Hidden rows and columns are read, hidden sheets only when they are named. Rows without
 * any text are passed over. What is wrong with one cell is told with its row and never stops the rest.
 *
 * Memory: the shared strings (at most 256 MiB and 8 million), else constant: a sheet is never held. Bombs are bounded:
 * 10,000 parts, 4 GiB of a sheet, 64 MiB + 250 times the packed size of any part, XML of depth 64 without DOCTYPE,
 * 16,384 columns, 1,048,576 rows, 1 MiB of text in a row, 256 MiB + 250 times the file's size of text in all rows.
 */

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

typedef struct XlsxOptions {
	const char *name; /* of the file, for messages; NULL: the path, or "the file" */
	Str sheet;        /* name of the sheet to read; empty: the first that is visible */
} XlsxOptions;

typedef struct XlsxSheet {
	Str name;
	bool hidden;
} XlsxSheet;

/* Valid until the next is asked for or the file is closed. */
typedef struct XlsxRow {
	uint64_t number;     /* as a spreadsheet shows it, from 1; 0: there are no more rows */
	const Str *cells;    /* from column A, valid UTF-8 without NUL; blank: empty */
	size_t len;          /* up to the last that is not blank */
	Str fault;           /* why the row cannot be taken, with the cell; empty: it is good */
	size_t fault_column; /* the first that is wrong, from 1; 0: the whole row */
} XlsxRow;

typedef struct XlsxFile XlsxFile;

/*
 * Whether a file that begins with these bytes must be given to xlsx_open: a ZIP archive, or an old or
 * encrypted workbook, of which xlsx_open tells what to do.
 */
bool xlsx_looks(Str beginning);

/*
 * Opens a workbook and its sheet. Must be closed; lives in `mem`, which must outlive it.
 *
 * path    of a file that can be read at any place, not a pipe
 * fd      the same, opened; stays the caller's, whose place in it is neither used nor moved
 * bytes   the whole file; must outlive the XlsxFile
 *
 * Errors: ERR_NOT_FOUND, ERR_IO; ERR_INPUT no XLSX, damaged, encrypted, no visible sheet, no sheet of this
 *         name (field "sheet"); ERR_TOO_LARGE over a limit. All begin with the name.
 */
MUST_CHECK bool xlsx_open(Arena *mem, const char *path, XlsxOptions options, XlsxFile **out,
			  Err *err);
MUST_CHECK bool xlsx_open_fd(Arena *mem, int fd, XlsxOptions options, XlsxFile **out, Err *err);
MUST_CHECK bool xlsx_open_bytes(Arena *mem, Str bytes, XlsxOptions options, XlsxFile **out,
				Err *err);
void xlsx_close(XlsxFile *file);

/* All sheets with cells, in the order of the tabs; `*which` (may be NULL) is the one that is read. */
const XlsxSheet *xlsx_sheets(const XlsxFile *file, size_t *count, size_t *which);

/*
 * The next row that is not blank; `row->number` is 0 after the last. After a failure only close it.
 * Errors: ERR_INPUT the file is damaged; ERR_TOO_LARGE over a limit; ERR_IO. All begin with the name.
 */
MUST_CHECK bool xlsx_next(XlsxFile *file, XlsxRow *row, Err *err);

/* About how many bytes of the file's own size have been read, for a progress bar. */
uint64_t xlsx_progress(const XlsxFile *file);

#endif
