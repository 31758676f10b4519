#ifndef PACTA_ANALYTICS_WORK_CALENDAR_H
#define PACTA_ANALYTICS_WORK_CALENDAR_H

/*
 * Calendars of working days: Monday to Friday but for holidays, and working days that would be none.
 * Source: domain.md §5, §6. Pure.
 */

#include "base/period.h"

typedef struct CalendarDay {
	Date day;
	bool working; /* false: a holiday */
} CalendarDay;

/* Zeroed: Monday to Friday without holidays. */
typedef struct WorkCalendar {
	Str name;
	const CalendarDay *days; /* exceptions from Monday to Friday, ascending, each day once */
	size_t len;
	const int32_t *
		changes; /* changes[i]: working days more (or less) than Monday to Friday by days[0 … i] */
} WorkCalendar;

/* Copies `days`, which come in any order; of two rows for a day the later one in the array holds. O(len · log len) */
WorkCalendar work_calendar_make(Arena *mem, Str name, const CalendarDay *days, size_t len);

bool work_calendar_works(const WorkCalendar *calendar, Date day);

/* Whether the calendar names the day a holiday. On such a day nobody is available, whatever their weekly hours. */
bool work_calendar_is_holiday(const WorkCalendar *calendar, Date day);

/* The exceptions in `p`, by day; they live with the calendar. O(log n) */
typedef struct CalendarDays {
	const CalendarDay *at;
	size_t len;
} CalendarDays;
CalendarDays work_calendar_exceptions(const WorkCalendar *calendar, Period p);

/* Working days in `p`. O(log n) */
int32_t work_calendar_days(const WorkCalendar *calendar, Period p);

/*
 * The n-th working day after `day` (n ≥ 1; `day` itself is not counted), or DATE_OPEN where that is beyond 2199. n = 0: `day` itself.
 * O(log n), and O(1) for each day off in a row that it passes.
 */
Date work_calendar_after(const WorkCalendar *calendar, Date day, int64_t n);

/* The last working day in `p`, or DATE_NONE. */
Date work_calendar_last(const WorkCalendar *calendar, Period p);

#endif
