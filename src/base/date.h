#ifndef PACTA_BASE_DATE_H
#define PACTA_BASE_DATE_H

/*
 * Days and instants. Pure: the clock is never read here.
 *
 * Source: domain.md §1. A Date is a proleptic Gregorian day between
 * 1900-01-01 and 2199-12-31, or DATE_NONE. An Instant is a UTC microsecond.
 */

#include "base/err.h"
#include "base/str.h"

typedef struct Date {
	int32_t day; /* days since 1970-01-01 */
} Date;

typedef struct Instant {
	int64_t us; /* microseconds since 1970-01-01T00:00Z */
} Instant;

enum {
	DAY_MIN = -25567, /* 1900-01-01 */
	DAY_MAX = 84005,  /* 2199-12-31 */
	DAY_NONE = INT32_MIN,
};

#define DATE_NONE ((Date){DAY_NONE})
#define DATE_MIN ((Date){DAY_MIN})
#define DATE_MAX ((Date){DAY_MAX})

/* The day after the last one: where what never ends is taken to end. */
#define DATE_OPEN ((Date){DAY_MAX + 1})

#define INSTANT_MIN ((Instant){INT64_MIN})
#define INSTANT_MAX ((Instant){INT64_MAX})
#define US_PER_DAY INT64_C(86400000000)

typedef struct Civil {
	int32_t year;
	int32_t month; /* 1 … 12 */
	int32_t day;   /* 1 … 31 */
} Civil;

static inline bool date_is_set(Date d)
{
	return d.day != DAY_NONE;
}

static inline Date date_add(Date d, int32_t days)
{
	return (Date){d.day + days};
}

static inline Date date_earlier(Date a, Date b)
{
	return a.day < b.day ? a : b;
}

static inline Date date_later(Date a, Date b)
{
	return a.day > b.day ? a : b;
}

Civil date_civil(Date d);

/* `c` must be a real day; see date_make for input. */
Date date_from_civil(Civil c);
bool year_is_leap(int32_t year);
int32_t month_days(int32_t year, int32_t month);

/* A day from its parts. ERR_INPUT: no such day; ERR_RANGE: outside 1900 … 2199. */
MUST_CHECK bool date_make(int32_t year, int32_t month, int32_t day, Date *out, Err *err);

/* The same day and month `years` later; 29 February falls on the 28th in common years. */
Date date_add_years(Date d, int32_t years);

/* "2009-03-01" exactly. Errors as date_make. */
MUST_CHECK bool date_parse(Str text, Date *out, Err *err);

/*
 * A date written after `pattern`: YYYY, YY (1970 … 2069), MM, M, DD, D (one or two digits),
 * MMM (English month name, short or long), other characters as they are. A time of day after
 * the date ("T10:00", " 10:00") is ignored. Errors: ERR_INPUT, ERR_RANGE
 */
MUST_CHECK bool date_parse_as(Str text, Str pattern, Date *out, Err *err);

/* "2009-03-01", or "" for DATE_NONE. */
Str date_text(Arena *mem, Date d);

/* "1 Mar 2009", for people. */
Str date_text_long(Arena *mem, Date d);

/*
 * "2009-03-01", "2009-03-01T10:30Z", "2009-03-01 10:30:05.25+02:00". Without an offset: UTC.
 * `*date_only` (may be NULL) says that there was no time of day; the instant is then 00:00Z.
 */
MUST_CHECK bool instant_parse(Str text, Instant *out, bool *date_only, Err *err);

/* "2009-03-01T10:30:00Z", with a fraction only where there is one. */
Str instant_text(Arena *mem, Instant t);

Date instant_date(Instant t);
Instant instant_of_date(Date d);     /* 00:00Z */
Instant instant_end_of_date(Date d); /* last microsecond of the UTC day */

#endif
