#ifndef PACTA_INGEST_XLSX_BOOK_H
#define PACTA_INGEST_XLSX_BOOK_H

/* What a workbook says of itself: its sheets, texts and formats, and in which parts they are. Private to ingest. */

#include "ingest/xlsx_rows.h"
#include "ingest/xlsx_value.h"
#include "ingest/xlsx_zip.h"

typedef struct XlsxBook {
	const XlsxSheet *sheets; /* with cells, in the order of the tabs */
	const Str *parts;        /* of each sheet */
	size_t count;
	Str strings_part; /* or empty */
	Str styles_part;  /* or empty */
	bool from_1904;   /* the date system */
} XlsxBook;

/* Errors: ERR_INPUT no workbook, or damaged; those of xlsx_xml_run */
MUST_CHECK bool xlsx_book_read(Arena *mem, XlsxZip *zip, XlsxBook *out, Err *err);

/* The texts that cells share, by index. */
typedef struct XlsxStrings {
	const Str *at;
	size_t len;
} XlsxStrings;

/* Errors: those of xlsx_xml_run; ERR_TOO_LARGE more than 8 million */
MUST_CHECK bool xlsx_strings_read(Arena *mem, XlsxZip *zip, Str part, XlsxStrings *out, Err *err);

/* The number formats of cells, by the index of their style. */
typedef struct XlsxStyles {
	const XlsxFormat *at;
	size_t len;
} XlsxStyles;

/* Errors: those of xlsx_xml_run */
MUST_CHECK bool xlsx_styles_read(Arena *mem, XlsxZip *zip, Str part, XlsxStyles *out, Err *err);

/* A whole number of at most 18 digits as an attribute holds it; false: it is none, or missing. */
bool xlsx_count(const char *text, uint64_t *out);

#endif
