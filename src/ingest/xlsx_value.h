#ifndef PACTA_INGEST_XLSX_VALUE_H
#define PACTA_INGEST_XLSX_VALUE_H

/*
 * What the numbers in the cells of a workbook mean, as text. Pure, without floating point. Private to ingest.
 */

#include "base/err.h"
#include "base/str.h"

/* As what a number format shows a number. */
typedef enum XlsxShow {
	XLSX_NUMBER,
	XLSX_DATE,     /* with a year, month or day, perhaps with a time */
	XLSX_TIME,     /* of the day */
	XLSX_DURATION, /* [h], [m] or [s]: does not begin anew after 24 hours */
} XlsxShow;

typedef struct XlsxFormat {
	XlsxShow show;
	bool clock;     /* of a date: with a time */
	bool fractions; /* of seconds are shown */
} XlsxFormat;

/* The format of a built-in id (14 is a date); other ids are numbers. */
XlsxFormat xlsx_format_of_id(uint64_t id);

/* The format of a code such as "dd.mm.yyyy hh:mm" or "[Red]0.00;-0.00", by its first section. */
XlsxFormat xlsx_format_of_code(Str code);

/*
 * Appends a number as a plain decimal: "1.5E3" is "1500", "0.30000000000000004" is "0.3".
 * Errors: ERR_INPUT not a number; nothing is appended
 */
MUST_CHECK bool xlsx_number_text(Str text, Buf *out, Err *err);

/*
 * Appends what a serial number of days shows as: "2026-01-18", "2026-01-18 22:40:17", "22:40:17"; a duration
 * "26:30:00", as a time of 1 to 999 days is, too.
 *
 * format     not XLSX_NUMBER
 * from_1904  day 0 is 1904-01-01; else day 1 is 1900-01-01 and day 60 is 1900-02-29, which never was
 * Errors: ERR_INPUT not a number; ERR_RANGE no spreadsheet shows it; nothing is appended
 */
MUST_CHECK bool xlsx_moment_text(Str text, XlsxFormat format, bool from_1904, Buf *out, Err *err);

/* Appends text in which _xHHHH_ stands for characters that XML cannot hold, or not well. */
void xlsx_add_unescaped(Buf *out, Str text);

#endif
