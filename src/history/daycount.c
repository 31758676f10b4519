#include "history/daycount.h"

#include <assert.h>

/* Days of leap years before the first of January of `year`, counted from 1601. */
static int32_t leap_year_days_before(int32_t year)
{
	int32_t n = year - 1601;
	return 366 * (n / 4 - n / 100 + n / 400);
}

/* Days of leap years in all days before `d`. */
static int32_t leap_days_before(Date d)
{
	Civil c = date_civil(d);
	int32_t days = leap_year_days_before(c.year);
	if (year_is_leap(c.year))
		days += d.day - date_from_civil((Civil){c.year, 1, 1}).day;
	return days;
}

static int64_t act_act(Period p)
{
	int64_t leap = leap_days_before(p.to) - leap_days_before(p.from);
	return leap * (DAYCOUNT_YEAR / 366) + (period_days(p) - leap) * (DAYCOUNT_YEAR / 365);
}

static int64_t thirty_days(DayCount count, Date from, Date to)
{
	Civil a = date_civil(from);
	Civil b = date_civil(to);
	int32_t first = a.day == 31 ? 30 : a.day;
	int32_t last = b.day;
	if (last == 31 && (count == THIRTYE_360 || first == 30))
		last = 30;
	return (int64_t)360 * (b.year - a.year) + (int64_t)30 * (b.month - a.month) + last - first;
}

static int64_t contract_years(Date anchor, Period p)
{
	Calendar calendar = {.granularity = GRANULARITY_CONTRACT_YEAR, .anchor = anchor};
	int64_t years = 0;
	for (Date at = p.from; at.day < p.to.day;) {
		Period year = calendar_tile(calendar, at);
		Period part = {at, date_earlier(year.to, p.to)};
		int32_t whole = period_days(year);
		assert(whole > 0);
		years += period_days(part) * (DAYCOUNT_YEAR / whole);
		at = part.to;
	}
	return years;
}

int64_t daycount_years(DayCount count, Date anchor, Period p)
{
	if (period_days(p) == 0)
		return 0;
	switch (count) {
	case ACT_365F:
		return period_days(p) * (DAYCOUNT_YEAR / 365);
	case ACT_360:
		return period_days(p) * (DAYCOUNT_YEAR / 360);
	case ACT_ACT:
		return act_act(p);
	case THIRTY_360:
	case THIRTYE_360:
		return (thirty_days(count, anchor, p.to) - thirty_days(count, anchor, p.from)) *
		       (DAYCOUNT_YEAR / 360);
	case ACT_CY:
		return contract_years(anchor, p);
	}
	__builtin_unreachable();
}

bool daycount_is_anchored(DayCount count)
{
	return count == THIRTY_360 || count == THIRTYE_360 || count == ACT_CY;
}
