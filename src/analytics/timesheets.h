#ifndef PACTA_ANALYTICS_TIMESHEETS_H
#define PACTA_ANALYTICS_TIMESHEETS_H

/*
 * For which weeks people owe a timesheet, and which of these are in. One is owed of a week that ended by the as-of day, where the
 * person was available on a day that the asked period has of it; it is in where the whole week has any hours. Periods are many
 * and share their weeks, so these are told once for each person, and periods count them. Source: domain.md §6. Pure.
 */

#include "analytics/book.h"

/*
 * A week of a person, as bits: the weekdays from Monday on which something is left of their weekly hours, after holidays and
 * leave; and whether the week has any hours.
 */
typedef uint8_t PersonWeek;
enum { WEEK_ALL_DAYS = 0x7f, WEEK_HAS_HOURS = 0x80 };

/* The whole weeks, from Monday to Monday, that hold these days; empty where these are. */
Period weeks_holding(Period days);

size_t weeks_count(Period weeks);

/*
 * Tells each of some whole weeks of a person; `out` has room for them.
 * O(weeks + terms + holidays and days with hours in these weeks). Weeks that the person's `worked` does not tell have none.
 */
void person_weeks_tell(const Resource *resource, Period weeks, PersonWeek *out);

/* Weeks one after the other in a list of weeks, and which weekdays count of the first and of the last. */
typedef struct WeekSpan {
	size_t first, len;
	PersonWeek first_days, last_days;
} WeekSpan;

/* The weeks with some of these days that ended by the as-of day; `monday` begins the list, not after the first of the days. */
WeekSpan week_span(Period days, Date as_of, Date monday);

typedef struct Timesheets {
	int64_t expected;
	int64_t in; /* of these */
} Timesheets;
Timesheets timesheets_count(WeekSpan span, const PersonWeek *weeks);

#endif
