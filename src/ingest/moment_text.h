#ifndef PACTA_INGEST_MOMENT_TEXT_H
#define PACTA_INGEST_MOMENT_TEXT_H

/*
 * Days and times of day as tools write them. Pure.
 *
 * Dates without a pattern: "2026-01-18" (also with slashes, points or nothing between), "18.1.2026", "18. 1. 2026",
 * "30-Jun-2023", "Jun 30, 2023" (names of months in English, German, French, Spanish, Italian, Portuguese, Dutch), and
 * "1/18/2026" or "18-01-2026", of which the file decides which part is the day. A time of day may follow, after it "Z" or
 * an offset. Times: "22:40", "22:40:17.5", "8:30 AM", "08:30:00 p.m."; "24:00" ends a day.
 */

#include "base/date.h"

/* Whether in "1/2/2026" the month stands first. */
typedef enum DayOrder {
	ORDER_OPEN, /* nothing tells: the month stands first */
	ORDER_MONTH_FIRST,
	ORDER_DAY_FIRST,
} DayOrder;

/* How the dates of a file are read. */
typedef struct DayRules {
	const Str *patterns; /* of date_parse_as; none: as above */
	size_t pattern_count;
	DayOrder order;
} DayRules;

typedef struct Moment {
	Date day;
	bool open; /* nothing told day from month */
	bool has_time;
	int32_t second; /* of the day: 0 … 86,400 */
	bool to_minute; /* the time has no seconds */
	bool has_offset;
	int32_t offset; /* seconds east of UTC */
	bool is_utc;    /* the offset was written as "Z" or "UTC" */
} Moment;

/* A day, with or without a time. Errors: ERR_INPUT, ERR_RANGE */
MUST_CHECK bool moment_parse(Str text, const DayRules *rules, Moment *out, Err *err);

/* A time of day. Errors: ERR_INPUT */
MUST_CHECK bool clock_parse(Str text, int32_t *second, bool *to_minute, Err *err);

/* What the text tells about the order: ORDER_OPEN nothing. */
DayOrder moment_order(Str text);

#endif
