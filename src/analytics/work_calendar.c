#include "analytics/work_calendar.h"

#include <string.h>

enum { WEEK = 7, WEEK_WORKS = 5, SATURDAY = 5 };

/* Days since a Monday before all others: never negative. */
static int32_t since_monday(Date day)
{
	return day.day + 3 + WEEK * 10000;
}

static bool is_weekday(Date day)
{
	return since_monday(day) % WEEK < SATURDAY;
}

/* Mondays to Fridays before `day`, from the same Monday on. */
static int32_t weekdays_before(Date day)
{
	int32_t days = since_monday(day);
	int32_t rest = days % WEEK;
	return days / WEEK * WEEK_WORKS + (rest < WEEK_WORKS ? rest : WEEK_WORKS);
}

/* How many exceptions lie before `day`. */
static size_t exceptions_before(const WorkCalendar *calendar, Date day)
{
	size_t low = 0;
	size_t high = calendar->len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (calendar->days[middle].day.day < day.day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static const CalendarDay *exception_on(const WorkCalendar *calendar, Date day)
{
	size_t at = exceptions_before(calendar, day);
	return at < calendar->len && calendar->days[at].day.day == day.day ? &calendar->days[at]
									   : NULL;
}

/* Merges two sorted halves; of equal days those of the left one come first. */
static void merge(const CalendarDay *left, size_t left_len, const CalendarDay *right,
		  size_t right_len, CalendarDay *out)
{
	size_t i = 0;
	size_t j = 0;
	while (i < left_len || j < right_len) {
		bool takes_left =
			j == right_len || (i < left_len && left[i].day.day <= right[j].day.day);
		*out++ = takes_left ? left[i++] : right[j++];
	}
}

/* Sorts by day; equal days stay in their order. `spare` has as much room. Rows mostly come in order: then it is one pass. */
static void sort_days(CalendarDay *days, size_t len, CalendarDay *spare)
{
	if (len < 2)
		return;
	size_t half = len / 2;
	sort_days(days, half, spare);
	sort_days(days + half, len - half, spare);
	if (days[half - 1].day.day <= days[half].day.day)
		return;
	merge(days, half, days + half, len - half, spare);
	memcpy(days, spare, len * sizeof *days);
}

/* Keeps the last of equal days. */
static size_t drop_repeats(CalendarDay *days, size_t len)
{
	size_t kept = 0;
	for (size_t i = 0; i < len; i++) {
		if (kept > 0 && days[kept - 1].day.day == days[i].day.day)
			kept--;
		days[kept++] = days[i];
	}
	return kept;
}

WorkCalendar work_calendar_make(Arena *mem, Str name, const CalendarDay *days, size_t len)
{
	CalendarDay *sorted = ARENA_ARRAY(mem, CalendarDay, len);
	if (len > 0)
		memcpy(sorted, days, len * sizeof *sorted);
	sort_days(sorted, len, ARENA_ARRAY(mem, CalendarDay, len));
	len = drop_repeats(sorted, len);
	int32_t *changes = ARENA_ARRAY(mem, int32_t, len);
	int32_t sum = 0;
	for (size_t i = 0; i < len; i++) {
		sum += (int32_t)sorted[i].working - (int32_t)is_weekday(sorted[i].day);
		changes[i] = sum;
	}
	return (WorkCalendar){.name = name, .days = sorted, .len = len, .changes = changes};
}

bool work_calendar_works(const WorkCalendar *calendar, Date day)
{
	const CalendarDay *exception = exception_on(calendar, day);
	return exception ? exception->working : is_weekday(day);
}

bool work_calendar_is_holiday(const WorkCalendar *calendar, Date day)
{
	const CalendarDay *exception = exception_on(calendar, day);
	return exception && !exception->working;
}

CalendarDays work_calendar_exceptions(const WorkCalendar *calendar, Period p)
{
	size_t first = exceptions_before(calendar, p.from);
	size_t end = period_days(p) > 0 ? exceptions_before(calendar, p.to) : first;
	return (CalendarDays){calendar->len > 0 ? calendar->days + first : NULL, end - first};
}

/* Working days more than Monday to Friday by the first `count` exceptions. */
static int32_t change_by(const WorkCalendar *calendar, size_t count)
{
	return count > 0 ? calendar->changes[count - 1] : 0;
}

int32_t work_calendar_days(const WorkCalendar *calendar, Period p)
{
	if (period_days(p) == 0)
		return 0;
	int32_t days = weekdays_before(p.to) - weekdays_before(p.from);
	if (calendar->len == 0)
		return days;
	return days + change_by(calendar, exceptions_before(calendar, p.to)) -
	       change_by(calendar, exceptions_before(calendar, p.from));
}

/*
 * As many days on as working days are missing never goes too far, and once none is missing the last stretch had working days
 * only: so it ends on one.
 */
Date work_calendar_after(const WorkCalendar *calendar, Date day, int64_t n)
{
	while (n > 0) {
		if (n > DAY_MAX - day.day)
			return DATE_OPEN;
		Date next = date_add(day, (int32_t)n);
		n -= work_calendar_days(calendar, (Period){date_add(day, 1), date_add(next, 1)});
		day = next;
	}
	return day;
}

Date work_calendar_last(const WorkCalendar *calendar, Period p)
{
	int32_t days = work_calendar_days(calendar, p);
	return days > 0 ? work_calendar_after(calendar, date_add(p.from, -1), days) : DATE_NONE;
}
