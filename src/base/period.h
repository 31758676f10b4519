#ifndef PACTA_BASE_PERIOD_H
#define PACTA_BASE_PERIOD_H

/*
 * Half-open stretches of days [from, to), and the calendars that tile time with them.
 *
 * Tiles of one granularity follow each other without gap or overlap. Pure.
 * Source: domain.md §1.
 */

#include "base/date.h"

typedef struct Period {
	Date from; /* first day */
	Date to;   /* first day after */
} Period;

typedef enum Granularity {
	GRANULARITY_DAY,
	GRANULARITY_WEEK, /* ISO, from Monday */
	GRANULARITY_MONTH,
	GRANULARITY_QUARTER,
	GRANULARITY_YEAR,
	GRANULARITY_FISCAL_YEAR,   /* from the first day of `fiscal_month` */
	GRANULARITY_CONTRACT_YEAR, /* from the anniversaries of `anchor` */
} Granularity;

typedef struct Calendar {
	Granularity granularity;
	int32_t fiscal_month; /* 1 … 12 */
	Date anchor;          /* the day contract years are counted from */
} Calendar;

/* Days in `p`, 0 where it is empty or turned round. */
static inline int32_t period_days(Period p)
{
	return p.to.day > p.from.day ? p.to.day - p.from.day : 0;
}

/* What both have in common; empty (from = to) where nothing. */
static inline Period period_common(Period a, Period b)
{
	Period common = {date_later(a.from, b.from), date_earlier(a.to, b.to)};
	if (common.to.day < common.from.day)
		common.to = common.from;
	return common;
}

/* The tile that holds `d`. Ends past 2199 are legal here. */
Period calendar_tile(Calendar calendar, Date d);

/* By its name on the command line: day, week, month, quarter, year, fiscal, contract-year. */
MUST_CHECK bool granularity_parse(Str name, Granularity *out, Err *err);
const char *granularity_name(Granularity granularity);

#endif
