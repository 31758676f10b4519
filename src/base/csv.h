#ifndef PACTA_BASE_CSV_H
#define PACTA_BASE_CSV_H

/*
 * Streaming reader of CSV: RFC 4180 and what the world really writes.
 *
 * Bytes are pushed in chunks of any size and records are pulled, so that a file
 * or a pipe of any length is read in constant memory (a few times max_record):
 *
 *	CsvReader *reader = csv_reader_new(mem, (CsvOptions){.header = true});
 *	do {
 *		chunk = read …;
 *		if (!csv_feed(reader, chunk, chunk.len == 0, err))
 *			return fail_in(err, "%s", path);
 *		while ((step = csv_next(reader, &record)) == CSV_RECORD)
 *			if (csv_check(&record, &why)) … accept … else … quarantine …
 *	} while (step == CSV_MORE);
 *
 * Understood: a UTF-8 byte order mark; CR, LF and CRLF; quoted fields with
 * doubled quotes and line ends inside; a first line "sep=;" as Excel writes it;
 * no line end after the last record. The delimiter is given, or found in the
 * first 16 KiB as the one of tab | ; , that splits the records most evenly.
 * Spaces belong to their field; a quote inside an unquoted field is literal; a
 * line without any byte is no record, but counts as a line.
 *
 * What is wrong with one record never stops the rest: it is told by csv_check.
 * A quoted field may go on over any number of lines, but only in a record of at
 * most max_record bytes whose quotes are all closed and followed by a delimiter or
 * line end. A record of several lines that is not so is broken: its first line is
 * a record with a fault CSV_OPEN_…, and reading goes on with the next line. Where a
 * broken record was too long, each line in the bytes looked through that ends inside
 * quotes is taken as broken, too, without another look for their end; so the time
 * is linear in any input. A single line that is too long is passed over.
 *
 * The input is known to be UTF-8 after a byte order mark, or once a record with
 * valid multi-byte characters has been read. From there on a record that is not
 * valid UTF-8 has the fault CSV_ENCODING; before, it is read as Windows-1252.
 * Fields are always valid UTF-8. Pure: no I/O.
 */

#include "base/arena.h"
#include "base/csv_record.h"
#include "base/err.h"
#include "base/str.h"

typedef enum CsvStep {
	CSV_RECORD, /* a record was read */
	CSV_MORE,   /* everything fed is used up: feed the next chunk */
	CSV_END,    /* the input is over */
} CsvStep;

typedef struct CsvReader CsvReader;

/* A reader that lives in `mem`; nothing needs to be closed. */
CsvReader *csv_reader_new(Arena *mem, CsvOptions options);

/*
 * Gives the next bytes; `chunk` must stay valid and unchanged until the next
 * feed. Only at the start and after csv_next said CSV_MORE. `last` says that
 * nothing follows; the chunk may be empty.
 *
 * Errors: ERR_INPUT  the input is UTF-16 or UTF-32 (seen by its byte order mark)
 */
MUST_CHECK bool csv_feed(CsvReader *reader, Str chunk, bool last, Err *err);

/* The next record. Cost: of all calls together linear in the bytes fed. */
CsvStep csv_next(CsvReader *reader, CsvRecord *record);

/* True if the record is good; else fills `err` with the reason (ERR_INPUT, for limits ERR_RANGE). */
MUST_CHECK bool csv_check(const CsvRecord *record, Err *err);

/* The delimiter in use; 0 before it has been found. */
char csv_delimiter(const CsvReader *reader);

#endif
