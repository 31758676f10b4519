#ifndef PACTA_ANALYTICS_WORKED_H
#define PACTA_ANALYTICS_WORKED_H

/*
 * Hours that were worked. Counting hours are approved, billable hours for clients, also outside the term; what is not
 * approved yet is told apart. Source: domain.md §6. Pure.
 */

#include "analytics/measure.h"

/* Kinds of hours; one hour may be of several. */
typedef enum HourKind {
	HOURS_COUNTING,        /* approved, billable, for clients */
	HOURS_APPROVED_CLIENT, /* approved, for clients, billable or not */
	HOURS_DRAFT,           /* for clients, not handed in */
	HOURS_SUBMITTED,       /* for clients, handed in, not approved */
	HOURS_INTERNAL,        /* approved */
	HOURS_LEAVE,           /* approved */
} HourKind;

/* The time classes of that kind, a bit each: UINT32_C(1) << time class. */
uint32_t hours_classes(HourKind kind);

bool hours_are(HourKind kind, int32_t time_class);

/* Puts the microseconds of `seconds` into the row's amount, or OUT_OF_RANGE into its reason. */
void row_set_seconds(TallyRow *row, int128 seconds);

/* Work of a book on the days of a period: [first, end). */
typedef struct WorkRange {
	const Work *at;
	size_t len;
} WorkRange;
WorkRange work_in(const Book *book, Period days);

/* Seconds of one kind on these days. O(their work + log n) */
int128 worked_seconds(const Book *book, Period days, HourKind kind);

/* Adds them to a tally, `sign` (1, −1) times. */
void worked_add(const Book *book, Period days, HourKind kind, int sign, Tally *out);

/* The hours of a person on the days of a period. */
typedef struct ResourceDayRange {
	const ResourceDay *at;
	size_t len;
} ResourceDayRange;
ResourceDayRange resource_days_in(const Resource *resource, Period days);

/* Takes days off the range up to the next one with leave, with what all its rows have of it. False: none is left. */
typedef struct LeaveDay {
	Date day;
	int128 seconds;
	int64_t entries;
	const ResourceDay *first; /* of its rows */
} LeaveDay;
bool leave_next(ResourceDayRange *rest, LeaveDay *out);

#endif
