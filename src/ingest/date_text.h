#ifndef PACTA_INGEST_DATE_TEXT_H
#define PACTA_INGEST_DATE_TEXT_H

/* Dates and instants as a mapping's patterns (base/date.h, date_parse_as) read them. Pure. */

#include "base/date.h"

/* A date by the first pattern that fits. Errors: ERR_INPUT, ERR_RANGE with the text and all patterns */
MUST_CHECK bool date_text_read(Str text, const Str *patterns, size_t count, Date *out, Err *err);

/* An instant as instant_parse reads it, or a date by the patterns, which means 00:00Z. */
MUST_CHECK bool instant_text_read(Str text, const Str *patterns, size_t count, Instant *out,
				  Err *err);

/*
 * Whether the patterns can stand together: each names one year, month and day, and no date fits two of
 * them with different meanings (DD/MM/YYYY and MM/DD/YYYY).
 * Errors: ERR_INPUT
 */
MUST_CHECK bool date_patterns_check(const Str *patterns, size_t count, Err *err);

#endif
