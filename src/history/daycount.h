#ifndef PACTA_HISTORY_DAYCOUNT_H
#define PACTA_HISTORY_DAYCOUNT_H

/*
 * Day counts: what share of a year a period is.
 *
 * Shares are exact integers over DAYCOUNT_YEAR, a multiple of 360, 365 and 366.
 * Source: domain.md §4; 2006 ISDA Definitions §4.16(b), (d) to (g). Pure.
 */

#include "base/period.h"

/* In the order of the choices of the field day_count. */
typedef enum DayCount {
	ACT_365F,
	ACT_ACT, /* ISDA: days in leap years over 366, others over 365 */
	ACT_360,
	THIRTY_360,  /* ISDA bond basis */
	THIRTYE_360, /* Eurobond basis */
	ACT_CY,      /* days over the days of their contract year */
} DayCount;

#define DAYCOUNT_YEAR INT64_C(1603080)

/*
 * Shares of [from, to), counted from `anchor` (first day of the term): the 30/360 family is
 * N(anchor, to) − N(anchor, from), contract years are the anchor's anniversaries. Periods that
 * follow each other therefore add up. Cost: O(1), ACT_CY O(years).
 */
int64_t daycount_years(DayCount count, Date anchor, Period p);

/* Whether the count depends on the anchor. */
bool daycount_is_anchored(DayCount count);

#endif
