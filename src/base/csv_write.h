#ifndef PACTA_BASE_CSV_WRITE_H
#define PACTA_BASE_CSV_WRITE_H

/*
 * Writer of CSV (RFC 4180, comma, CRLF) into a buffer.
 *
 * Text from users never becomes a formula in a spreadsheet: a cell that begins
 * with = + - @ or a control character gets an apostrophe before it, unless it is a plain
 * number such as -12.50. Pure.
 */

#include "base/str.h"

typedef struct CsvWriter {
	Buf *out;
	char delimiter;
	size_t fields; /* written so far in this record */
	bool bare;     /* so far the record is one empty field without quotes */
} CsvWriter;

/* `delimiter` 0 means comma. */
void csv_write_init(CsvWriter *writer, Buf *out, char delimiter);

/* One cell of text, neutralised. */
void csv_write_field(CsvWriter *writer, Str text);

/* One cell as it is, quoted where needed: for text that must come back byte by byte. */
void csv_write_field_exact(CsvWriter *writer, Str text);

void csv_write_int(CsvWriter *writer, int64_t number);

/* Ends the record. A record of one empty cell is written as "", so that it is not a blank line. */
void csv_write_end(CsvWriter *writer);

#endif
