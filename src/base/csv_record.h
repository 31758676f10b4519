#ifndef PACTA_BASE_CSV_RECORD_H
#define PACTA_BASE_CSV_RECORD_H

/*
 * One record of CSV, what may be wrong with it, and the limits it is read under.
 * Part of base/csv.h, which is what other folders include.
 */

#include "base/str.h"

typedef struct CsvOptions {
	char delimiter;    /* 0: found in the data */
	bool utf8;         /* the input is known to be UTF-8, as by a byte order mark */
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
	CSV_OPEN_QUOTE,      /* one line with a quote that is never closed */
	CSV_OPEN_TO_TEXT,    /* … that is not closed, or in a later line and text follows */
	CSV_OPEN_TOO_LONG,   /* … that is not closed within max_record bytes */
	CSV_NUL,             /* it holds a NUL byte */
	CSV_ENCODING,        /* not UTF-8, and may not be Windows-1252; no fields are given */
	CSV_SHORT,           /* fewer fields than the header */
	CSV_LONG,            /* more fields than the header */
} CsvFault;

/* One record. Its views are valid until the next is asked for or bytes are fed. */
typedef struct CsvRecord {
	uint64_t line;       /* physical line where it begins, from 1 */
	const Str *fields;   /* without quotes, as valid UTF-8 */
	size_t len;          /* number of fields */
	Str raw;             /* the bytes as received, without the line end */
	bool raw_cut;        /* too long: raw is its beginning */
	bool windows_1252;   /* fields were decoded from Windows-1252 */
	bool utf8;           /* the input was known to be UTF-8 before it */
	CsvFault fault;      /* the first thing that is wrong */
	size_t fault_field;  /* where, from 1; 0: the whole record */
	uint64_t fault_line; /* physical line of the fault */
	uint64_t cause_line; /* of CSV_OPEN_QUOTE, _TO_TEXT: where that came to light; else 0 */
	size_t expected;     /* the limit or the number of fields that the fault is about */
} CsvRecord;

#endif
