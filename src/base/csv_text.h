#ifndef PACTA_BASE_CSV_TEXT_H
#define PACTA_BASE_CSV_TEXT_H

/*
 * The fields of one record of CSV as text: doubled quotes halved, and Windows-1252
 * decoded where base/csv.h says so. Private to base. Pure: no I/O.
 */

#include "base/str.h"

/* A field as bytes [from, to) of the record, without the quotes around it. */
typedef struct CsvField {
	uint32_t from;
	uint32_t to;
	bool doubled; /* holds doubled quotes */
} CsvField;

/* Starts as {.scratch = {.mem = mem}}, with `utf8` if that is known from elsewhere. */
typedef struct CsvText {
	Str *fields; /* of the last record, as valid UTF-8 */
	size_t room;
	Buf scratch; /* bytes of fields that are not as in the source */
	bool utf8;   /* the input is known to be UTF-8 */
	bool windows_1252;
} CsvText;

/*
 * Reads the fields of the record `raw` into text->fields; they are valid until the next
 * call and as long as `raw` is. False: they are in no encoding that they may have, and
 * `bad` is the first such field, from 0.
 */
bool csv_text_read(CsvText *text, Str raw, const CsvField *fields, size_t len, size_t *bad);

#endif
