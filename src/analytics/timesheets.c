#include "analytics/timesheets.h"

#include "analytics/worked.h"

#include <string.h>

enum { WEEK = 7 };

static Date monday_of(Date day)
{
	return calendar_tile((Calendar){.granularity = GRANULARITY_WEEK}, day).from;
}

/* How many whole weeks `day` lies after that Monday. */
static size_t week_of(Date monday, Date day)
{
	return (size_t)(day.day - monday.day) / WEEK;
}

static unsigned day_bit(Date monday, Date day)
{
	return 1U << (size_t)(day.day - monday.day) % WEEK;
}

Period weeks_holding(Period days)
{
	if (period_days(days) == 0)
		return (Period){days.from, days.from};
	return (Period){monday_of(days.from), date_add(monday_of(date_add(days.to, -1)), WEEK)};
}

size_t weeks_count(Period weeks)
{
	return (size_t)period_days(weeks) / WEEK;
}

/* Weekdays that the week from that Monday has of `days`, which touch it. */
static unsigned days_of_week(Date monday, Period days)
{
	int32_t before = days.from.day - monday.day;
	int32_t after = monday.day + WEEK - days.to.day;
	unsigned days_from = (unsigned)WEEK_ALL_DAYS << (before > 0 ? before : 0);
	unsigned days_to = (unsigned)WEEK_ALL_DAYS >> (after > 0 ? after : 0);
	return days_from & days_to;
}

static unsigned days_with_hours(const ResourceTerms *terms)
{
	unsigned bits = 0;
	for (size_t i = 0; i < WEEK; i++)
		bits |= terms->weekday_seconds[i] > 0 ? 1U << i : 0;
	return bits;
}

/* The days of these terms but for holidays. */
static void add_terms(const ResourceTerms *terms, Period days, Date monday, PersonWeek *out)
{
	unsigned bits = days_with_hours(terms);
	CalendarDays exceptions = work_calendar_exceptions(terms->calendar, days);
	PersonWeek *at = out + week_of(monday, days.from);
	for (Date week = monday_of(days.from); week.day < days.to.day; week = date_add(week, WEEK))
		*at++ |= (PersonWeek)(bits & days_of_week(week, days));
	for (size_t i = 0; i < exceptions.len; i++) {
		Date day = exceptions.at[i].day;
		if (!exceptions.at[i].working)
			out[week_of(monday, day)] &= (PersonWeek)~day_bit(monday, day);
	}
}

static void add_all_terms(const Resource *resource, Period weeks, PersonWeek *out)
{
	for (size_t i = 0; i < resource->term_count; i++) {
		const ResourceTerms *terms = &resource->terms[i];
		bool is_last = i + 1 == resource->term_count;
		Period days = {terms->effective_on, is_last ? weeks.to : terms[1].effective_on};
		days = period_common(weeks, days);
		if (period_days(days) > 0)
			add_terms(terms, days, weeks.from, out);
	}
}

/* Days on which leave takes all hours. */
static void take_leave(const Resource *resource, ResourceDayRange days, Date monday,
		       PersonWeek *out)
{
	LeaveDay leave;
	while (leave_next(&days, &leave)) {
		const ResourceTerms *terms = resource_terms_on(resource, leave.day);
		size_t weekday = (size_t)(leave.day.day - monday.day) % WEEK;
		if (terms && leave.seconds >= terms->weekday_seconds[weekday])
			out[week_of(monday, leave.day)] &= (PersonWeek) ~(1U << weekday);
	}
}

/* Of those that the list tells. */
static void take_worked(const WeeksWorked *worked, Period weeks, PersonWeek *out)
{
	Period told = period_common(worked->weeks, weeks);
	size_t first = period_days(told) > 0 ? week_of(worked->weeks.from, told.from) : 0;
	PersonWeek *at = period_days(told) > 0 ? out + week_of(weeks.from, told.from) : out;
	for (size_t i = 0; i < weeks_count(told); i++) {
		size_t bit = first + i;
		if ((worked->bits[bit / 64] >> bit % 64 & 1) != 0)
			at[i] |= WEEK_HAS_HOURS;
	}
}

static void take_days(ResourceDayRange days, Date monday, PersonWeek *out)
{
	for (size_t i = 0; i < days.len; i++) {
		if (days.at[i].seconds > 0)
			out[week_of(monday, days.at[i].day)] |= WEEK_HAS_HOURS;
	}
}

void person_weeks_tell(const Resource *resource, Period weeks, PersonWeek *out)
{
	ResourceDayRange days = resource_days_in(resource, weeks);
	memset(out, 0, weeks_count(weeks) * sizeof *out);
	add_all_terms(resource, weeks, out);
	take_leave(resource, days, weeks.from, out);
	if (resource->worked.bits)
		take_worked(&resource->worked, weeks, out);
	else
		take_days(days, weeks.from, out);
}

WeekSpan week_span(Period days, Date as_of, Date monday)
{
	days.to = date_earlier(days.to, monday_of(date_add(as_of, 1)));
	if (period_days(days) == 0)
		return (WeekSpan){0};
	Date last = date_add(days.to, -1);
	size_t first = week_of(monday, days.from);
	return (WeekSpan){
		.first = first,
		.len = week_of(monday, last) - first + 1,
		.first_days = (PersonWeek)days_of_week(monday_of(days.from), days),
		.last_days = (PersonWeek)days_of_week(monday_of(last), days),
	};
}

static void count_week(PersonWeek week, unsigned days, Timesheets *sum)
{
	bool expected = (week & days) != 0;
	sum->expected += expected;
	sum->in += expected && (week & WEEK_HAS_HOURS) != 0;
}

Timesheets timesheets_count(WeekSpan span, const PersonWeek *weeks)
{
	Timesheets sum = {0};
	const PersonWeek *first = weeks + span.first;
	if (span.len > 0)
		count_week(first[0], span.first_days, &sum);
	for (size_t i = 1; i + 1 < span.len; i++)
		count_week(first[i], WEEK_ALL_DAYS, &sum);
	if (span.len > 1)
		count_week(first[span.len - 1], span.last_days, &sum);
	return sum;
}
