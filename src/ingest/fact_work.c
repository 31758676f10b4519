/* When somebody worked and how long: the time of a time entry, from whatever the file tells of it. */

#include "facts/time_entry.h"
#include "ingest/fact_drafting.h"

enum { MINUTE = 60, DAYS_MAX = 31 };

/* A point in local time that the file tells; `set` false: it does not. */
typedef struct Point {
	bool set;
	bool has_time;
	Moment at;
} Point;

typedef struct Work {
	FactRow *row;
	const WorkPlan *plan;
	Point start;
	Point end;
	bool has_duration; /* the file tells it, and it is not blank */
	Str duration;
	Duration worked;
} Work;

static bool read_text(Work *work, const Ref *ref, Str *out, Err *err)
{
	Cell cell;
	if (!fact_row_text(work->row, ref, &cell, err))
		return false;
	*out = cell.text;
	return true;
}

/* --- Points in time --- */

/* "9:30": one or two digits before the first colon begin the text. */
static bool is_clock(Str text)
{
	return (text.len > 1 && text.ptr[1] == ':') || (text.len > 2 && text.ptr[2] == ':');
}

/* Moves an instant to the zone of the file. */
static void localise(const FactDrafter *drafter, Moment *moment)
{
	const Zone *zone = drafter->reading->zone;
	if (!moment->has_offset || !moment->has_time || !zone)
		return;
	Instant at = {moment->day.day * US_PER_DAY +
		      ((int64_t)moment->second - moment->offset) * 1000000};
	zone_local(zone, at, &moment->day, &moment->second);
	moment->offset = zone_offset(zone, at);
}

static bool read_moment(Work *work, Str text, Moment *out, Err *err)
{
	FactDrafter *drafter = work->row->drafter;
	if (!moment_parse(text, &drafter->days, out, err))
		return false;
	if (out->open)
		work->row->warnings |= 1u << FACT_WARNING_DATE;
	localise(drafter, out);
	return true;
}

/* A point from a text that holds all of it, or a day and a time apart. */
static bool read_point(Work *work, const Ref *whole, const Ref *day, const Ref *time, Point *out,
		       Err *err)
{
	Point point = {0};
	Str text;
	Str clock = {0};
	if (!read_text(work, whole, &text, err))
		return false;
	const Ref *clock_from = is_clock(text) ? whole : time;
	if (is_clock(text))
		clock = text;
	else if (text.len > 0) {
		if (!read_moment(work, text, &point.at, err))
			return false;
		point.set = true;
	}
	if (!point.set) {
		if (!read_text(work, day, &text, err))
			return false;
		if (text.len > 0 && !read_moment(work, text, &point.at, err))
			return false;
		point.set = text.len > 0;
	}
	point.has_time = point.at.has_time;
	if (clock.len == 0 && !read_text(work, time, &clock, err))
		return false;
	if (clock.len > 0) {
		work->row->from = clock_from;
		point.at.has_offset = false;
		if (!clock_parse(clock, &point.at.second, &point.at.to_minute, err))
			return false;
		point.has_time = true;
	} else if (!whole && point.at.second == 0) {
		/* Midnight in a column of dates is no time of day. */
		point.has_time = false;
	}
	*out = point;
	return true;
}

static bool read_start(Work *work, Err *err)
{
	const WorkPlan *plan = work->plan;
	const Ref *day =
		plan->extras[EXTRA_START_DATE] ? plan->extras[EXTRA_START_DATE] : plan->work_date;
	if (!read_point(work, plan->start, day, plan->extras[EXTRA_START_TIME], &work->start, err))
		return false;
	if (!work->start.set) {
		work->row->from = day ? day : plan->start;
		return fail(err, ERR_INPUT, "the date is blank");
	}
	if (work->start.has_time && work->start.at.second == DAY_SECONDS) {
		work->start.at.second = 0;
		work->start.at.day = date_add(work->start.at.day, 1);
	}
	return true;
}

static bool read_end(Work *work, Err *err)
{
	const WorkPlan *plan = work->plan;
	if (!plan->has_end)
		return true;
	if (!read_point(work, plan->extras[EXTRA_END], plan->extras[EXTRA_END_DATE],
			plan->extras[EXTRA_END_TIME], &work->end, err))
		return false;
	/* A time without a day is that of the start, or, before it, of the day after; see span_of. */
	if (!work->end.set && work->end.has_time) {
		work->end.at.day = work->start.at.day;
		if (work->end.at.second < work->start.at.second)
			work->end.at.day = date_add(work->end.at.day, 1);
	}
	return true;
}

/* --- Time worked --- */

/* The first of the columns that say it, the finest first. */
static bool read_duration(Work *work, int32_t *unit, Err *err)
{
	const WorkPlan *plan = work->plan;
	const struct {
		const Ref *from;
		int32_t unit;
	} columns[] = {
		{plan->seconds, 1},
		{plan->extras[EXTRA_DURATION], 0},
		{plan->extras[EXTRA_MINUTES], MINUTE},
		{plan->extras[EXTRA_HOURS], 0},
	};
	for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
		if (!columns[i].from)
			continue;
		if (!read_text(work, columns[i].from, &work->duration, err))
			return false;
		*unit = columns[i].unit;
		if (work->duration.len > 0)
			return true;
	}
	return true;
}

/* A timer without an end says nothing yet, or how long it has run. */
static bool is_running(const Work *work)
{
	const WorkPlan *plan = work->plan;
	bool negative = str_starts(work->duration, STR("-"));
	if (!work->start.has_time || work->end.has_time)
		return false;
	if (plan->has_end)
		return negative || !duration_is_some(work->duration);
	bool digits = false;
	for (size_t i = 0; i < work->duration.len; i++)
		digits = digits || (work->duration.ptr[i] >= '0' && work->duration.ptr[i] <= '9');
	return plan->extras[EXTRA_DURATION] && !digits;
}

static bool parse_duration(Work *work, int32_t unit, Err *err)
{
	DurationRules rules = work->row->drafter->mapping->durations;
	rules.unit = unit;
	if (work->duration.len == 0)
		return true;
	work->has_duration = true;
	return duration_parse(work->duration, rules, &work->worked, err);
}

/* Seconds from start to end as the clock on the wall shows, and as they passed in the zone of the file. */
static void span_of(const Work *work, int64_t *wall, int64_t *passed)
{
	const Moment *start = &work->start.at;
	const Moment *end = &work->end.at;
	const Zone *zone = work->row->drafter->reading->zone;
	*wall = (int64_t)(end->day.day - start->day.day) * DAY_SECONDS + end->second -
		start->second;
	*passed = *wall;
	if (start->has_offset && end->has_offset) {
		*passed = *wall - (end->offset - start->offset);
		*wall = *passed;
	} else if (zone && work->start.has_time && *wall > 0 && end->second < DAY_SECONDS) {
		*passed = (zone_instant(zone, end->day, end->second).us -
			   zone_instant(zone, start->day, start->second).us) /
			  1000000;
	}
}

static bool take_break(Work *work, int64_t *wall, int64_t *passed, Err *err)
{
	DurationRules rules = work->row->drafter->mapping->durations;
	Duration pause;
	Str text;
	if (!read_text(work, work->plan->extras[EXTRA_BREAK], &text, err))
		return false;
	if (text.len == 0)
		return true;
	if (!duration_parse(text, rules, &pause, err))
		return false;
	*wall -= pause.seconds;
	*passed -= pause.seconds;
	return true;
}

static int64_t apart(int64_t a, int64_t b)
{
	return a < b ? b - a : a - b;
}

static void set_number(FactRow *row, TimeField field, int64_t number)
{
	row->drafter->values[field] = (FactValue){.set = true, .number = number};
}

/* The duration counts; where it is not end − start, that is told. What rounding hides is no difference. */
static void compare(Work *work, int64_t wall, int64_t passed)
{
	FactRow *row = work->row;
	bool minutes = work->start.at.to_minute || work->end.at.to_minute;
	int64_t allowed = minutes ? MINUTE : 1;
	if (work->worked.precision > allowed)
		allowed = work->worked.precision;
	int64_t seconds = work->worked.seconds;
	/* Noon to noon: with a time only, a whole day looks like nothing. */
	if (!work->end.set && wall == 0 && seconds * 2 >= DAY_SECONDS)
		wall = passed = DAY_SECONDS;
	if (apart(seconds, wall) < allowed || apart(seconds, passed) < allowed)
		return;
	row->warnings |= 1u << FACT_WARNING_DURATION;
	set_number(row, TIME_SPAN, passed > 0 ? passed : 0);
}

static bool set_seconds(Work *work, Err *err)
{
	FactRow *row = work->row;
	bool spans = work->start.has_time && work->end.has_time;
	int64_t wall = 0;
	int64_t passed = 0;
	if (!spans && !work->has_duration)
		return fail(err, ERR_INPUT, "the time worked is blank");
	if (spans) {
		span_of(work, &wall, &passed);
		if (!take_break(work, &wall, &passed, err))
			return false;
	}
	if (!work->has_duration) {
		if (passed < 0) {
			row->from =
				work->plan->extras[work->plan->extras[EXTRA_END] ? EXTRA_END
										 : EXTRA_END_TIME];
			return fail(err, ERR_INPUT, "it ends before it begins");
		}
		set_number(row, TIME_SECONDS, passed);
	} else {
		set_number(row, TIME_SECONDS, work->worked.seconds);
		if (spans)
			compare(work, wall, passed);
	}
	int64_t seconds = row->drafter->values[TIME_SECONDS].number;
	if (seconds > (int64_t)DAYS_MAX * DAY_SECONDS)
		return fail(err, ERR_RANGE, "%lld hours are longer than %d days",
			    (long long)(seconds / 3600), DAYS_MAX);
	if (!work->start.has_time && seconds > DAY_SECONDS)
		row->warnings |= 1u << FACT_WARNING_LONG_DAY;
	return true;
}

bool fact_row_work(FactRow *row, bool *running, Err *err)
{
	Work work = {.row = row, .plan = &row->plan->work};
	int32_t unit = 0;
	if (!read_start(&work, err) || !read_end(&work, err) || !read_duration(&work, &unit, err))
		return false;
	*running = is_running(&work);
	if (*running)
		return true;
	if (!parse_duration(&work, unit, err) || !set_seconds(&work, err))
		return false;
	set_number(row, TIME_WORK_DATE, work.start.at.day.day);
	if (work.start.has_time)
		set_number(row, TIME_START, work.start.at.second);
	return true;
}
