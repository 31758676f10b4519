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
 * A record whose bytes are not valid UTF-8 is read as Windows-1252. Fields are
 * therefore always valid UTF-8. Pure: no I/O.
 */

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

typedef struct CsvOptions {
	char delimiter;    /* 0: found in the data */
	bool header;       /* the first record tells how many fields each one has */
	size_t max_record; /* bytes of one record; 0: 1 MiB; at most 1 GiB */
	size_t max_fields; /* fields of one record; 0: 4096 */
	size_t max_raw;    /* bytes kept of a record that is too long; 0: 64 KiB */
} CsvOptions;

typedef enum CsvFault {
	CSV_GOOD,
	CSV_TOO_LONG,        /* more than max_record bytes; no fields are given */
	CSV_TOO_MANY_FIELDS, /* the first max_fields are given */
	CSV_AFTER_QUOTE,     /* text between a closing quote and the delimiter */
	CSV_OPEN_QUOTE,      /* the input ended inside quotes */
	CSV_NUL,             /* it holds a NUL byte */
	CSV_ENCODING,        /* neither UTF-8 nor Windows-1252; no fields are given */
	CSV_SHORT,           /* fewer fields than the header */
	CSV_LONG,            /* more fields than the header */
} CsvFault;

/* One record. Its views are valid until the next csv_next or csv_feed. */
typedef struct CsvRecord {
	uint64_t line;       /* physical line where it begins, from 1 */
	const Str *fields;   /* without quotes, as valid UTF-8 */
	size_t len;          /* number of fields */
	Str raw;             /* the bytes as received, without the line end */
	bool raw_cut;        /* too long: raw is its beginning */
	bool windows_1252;   /* fields were decoded from Windows-1252 */
	CsvFault fault;      /* the first thing that is wrong */
	size_t fault_field;  /* where, from 1; 0: the whole record */
	uint64_t fault_line; /* physical line of the fault; for CSV_OPEN_QUOTE that of the quote */
	size_t expected;     /* the limit or the number of fields that the fault is about */
} CsvRecord;

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

/* The next record. Cost: linear in its bytes. */
CsvStep csv_next(CsvReader *reader, CsvRecord *record);

/* True if the record is good; else fills `err` with the reason (ERR_INPUT, for limits ERR_RANGE). */
MUST_CHECK bool csv_check(const CsvRecord *record, Err *err);

/* The delimiter in use; 0 before it has been found. */
char csv_delimiter(const CsvReader *reader);

#endif
