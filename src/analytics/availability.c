#include "analytics/availability.h"

#include "analytics/hours_text.h"
#include "analytics/worked.h"
#include "history/exact.h"

enum { WEEK = 7, WEEK_WORKS = 5 };

/* Days of the week from Monday, as in ResourceTerms. */
static size_t weekday_of(Date day)
{
	return (size_t)((day.day + 3 + WEEK * 10000) % WEEK);
}

/* What a week is made of: seconds of a person's weekday, or ones of Monday to Friday. */
typedef struct WeekShape {
	int64_t parts[WEEK];
	const WorkCalendar *calendar; /* whose holidays have none */
} WeekShape;

static int128 shape_week(const WeekShape *shape)
{
	int128 sum = 0;
	for (size_t i = 0; i < WEEK; i++)
		sum += shape->parts[i];
	return sum;
}

/* Parts of the days, holidays or not. */
static int128 shape_days(const WeekShape *shape, Period days)
{
	int32_t len = period_days(days);
	int128 sum = shape_week(shape) * (len / WEEK);
	size_t weekday = weekday_of(days.from);
	for (int32_t i = 0; i < len % WEEK; i++)
		sum += shape->parts[(weekday + (size_t)i) % WEEK];
	return sum;
}

/* Parts of the days that are holidays. */
static int128 shape_holidays(const WeekShape *shape, Period days)
{
	CalendarDays exceptions = work_calendar_exceptions(shape->calendar, days);
	int128 sum = 0;
	for (size_t i = 0; i < exceptions.len; i++) {
		if (!exceptions.at[i].working)
			sum += shape->parts[weekday_of(exceptions.at[i].day)];
	}
	return sum;
}

/* Takes the first days of `rest` that have the same terms; days without any are passed over. False: no days are left. */
static bool next_terms(const Resource *resource, Period *rest, const ResourceTerms **terms,
		       Period *days)
{
	if (resource->term_count == 0)
		return false;
	rest->from = date_later(rest->from, resource->terms[0].effective_on);
	if (period_days(*rest) == 0)
		return false;
	const ResourceTerms *found = resource_terms_on(resource, rest->from);
	bool is_last = found == &resource->terms[resource->term_count - 1];
	Date end = is_last ? rest->to : date_earlier(rest->to, found[1].effective_on);
	*terms = found;
	*days = (Period){rest->from, end};
	rest->from = end;
	return true;
}

static WeekShape shape_of_terms(const ResourceTerms *terms)
{
	WeekShape shape = {.calendar = terms->calendar};
	for (size_t i = 0; i < WEEK; i++)
		shape.parts[i] = terms->weekday_seconds[i];
	return shape;
}

static WeekShape shape_even(const WorkCalendar *calendar)
{
	WeekShape shape = {.calendar = calendar};
	for (size_t i = 0; i < WEEK_WORKS; i++)
		shape.parts[i] = 1;
	return shape;
}

static void add_week_days(const Resource *resource, const WeekShape *shape, Period days, Tally *out)
{
	TallyRow row = {.on = days.from, .days = days, .resource_id = resource->id};
	row_set_seconds(&row, shape_days(shape, days));
	if (out->keeps_rows) {
		row.label = STR("weekly hours");
		row.how = str_format(out->mem, "%s a week over %d days",
				     hours_text(out->mem, shape_week(shape) * SECOND_US).ptr,
				     (int)period_days(days));
	}
	tally_add(out, &row);
}

static TallyRow loss_row(const Resource *resource, Date day, Str label)
{
	return (TallyRow){
		.label = label,
		.on = day,
		.days = {DATE_NONE, DATE_NONE},
		.resource_id = resource->id,
	};
}

/* Takes off what a day loses. */
static void add_loss(TallyRow *row, int128 seconds, Tally *out)
{
	row_set_seconds(row, -seconds);
	if (seconds != 0)
		tally_add(out, row);
}

static void add_holidays(const Resource *resource, const WeekShape *shape, Period days, Tally *out)
{
	CalendarDays exceptions = work_calendar_exceptions(shape->calendar, days);
	for (size_t i = 0; i < exceptions.len; i++) {
		Date day = exceptions.at[i].day;
		TallyRow row = loss_row(resource, day, STR("holiday"));
		if (!exceptions.at[i].working)
			add_loss(&row, shape->parts[weekday_of(day)], out);
	}
}

/* Leave takes no more than the day has; a holiday has nothing left to take. */
static void add_leave(const Resource *resource, const WeekShape *shape, Period days, Tally *out)
{
	ResourceDayRange rest = resource_days_in(resource, days);
	LeaveDay leave;
	while (leave_next(&rest, &leave)) {
		int64_t most = shape->parts[weekday_of(leave.day)];
		TallyRow row = loss_row(resource, leave.day, STR("leave"));
		if (resource->origins && leave.entries == 1) {
			row.contract_id = leave.first->contract_id;
			row.lineage = &resource->origins[leave.first - resource->days].lineage;
		}
		if (!work_calendar_is_holiday(shape->calendar, leave.day))
			add_loss(&row, leave.seconds < most ? leave.seconds : most, out);
	}
}

void available_add(const Resource *resource, Period days, Tally *out)
{
	const ResourceTerms *terms;
	Period part;
	while (next_terms(resource, &days, &terms, &part)) {
		WeekShape shape = shape_of_terms(terms);
		add_week_days(resource, &shape, part, out);
		add_holidays(resource, &shape, part, out);
		add_leave(resource, &shape, part, out);
	}
}

/*
 * hours · parts / week, half-even to a microsecond. With less than 2^42 parts a week, as exact_round wants them, those of all
 * days there are stay below 2^56, and the product below 2^119.
 */
static void row_set_share(TallyRow *row, int64_t seconds, int128 parts, int128 week)
{
	int64_t us;
	if (week >= (int128)1 << 42 || __builtin_mul_overflow(seconds, SECOND_US, &us)) {
		row->na = REASON_OUT_OF_RANGE;
		return;
	}
	int128 share = exact_round((Fraction){us * parts, (int64_t)week}, (Fraction){0, 1}, NULL, 0,
				   ROUND_HALF_EVEN, 1);
	if (share > INT64_MAX)
		row->na = REASON_OUT_OF_RANGE;
	else
		row->amount = (int64_t)share;
}

/* "20 h a week × 168 h of working days ÷ 40 h of a week" */
static Str share_words(Arena *mem, int64_t seconds, bool even, int128 parts, int128 week)
{
	Str weekly = hours_text(mem, (int128)seconds * SECOND_US);
	if (even)
		return str_format(mem, "%s a week × %d days ÷ %d days of a week", weekly.ptr,
				  (int)parts, (int)week);
	return str_format(mem, "%s a week × %s of working days ÷ %s of a week", weekly.ptr,
			  hours_text(mem, parts * SECOND_US).ptr,
			  hours_text(mem, week * SECOND_US).ptr);
}

static void add_share(const Assignment *assignment, WeekShape shape, Period days, Tally *out)
{
	int128 week = shape_week(&shape);
	bool even = week == 0;
	if (even) {
		shape = shape_even(shape.calendar);
		week = WEEK_WORKS;
	}
	int128 parts = shape_days(&shape, days) - shape_holidays(&shape, days);
	TallyRow row = {
		.on = days.from,
		.days = days,
		.resource_id = assignment->resource_id,
		.lineage = &assignment->lineage,
	};
	row_set_share(&row, assignment->weekly_seconds, parts, week);
	if (out->keeps_rows)
		row.how = share_words(out->mem, assignment->weekly_seconds, even, parts, week);
	tally_add(out, &row);
}

void assigned_add(const Firm *firm, const Assignment *assignment, Period days, Tally *out)
{
	const Resource *resource = firm_resource(firm, assignment->resource_id);
	const ResourceTerms *terms;
	Period part;
	days = period_common(assignment->days, days);
	if (!resource || !resource->declared) {
		if (period_days(days) > 0)
			add_share(assignment, (WeekShape){.calendar = firm->weekdays}, days, out);
		return;
	}
	while (next_terms(resource, &days, &terms, &part))
		add_share(assignment, shape_of_terms(terms), part, out);
}

void measure_available_hours(const Question *question, const Resource *resource, Tally *out)
{
	if (!resource->declared)
		tally_fail(out, REASON_NO_CAPACITY, (Str){0});
	else
		available_add(resource, question->days, out);
}

void measure_assigned_hours(const Question *question, const Resource *resource, Tally *out)
{
	for (size_t i = 0; i < resource->assignment_count; i++)
		assigned_add(question->firm, &resource->assignments[i], question->days, out);
}

static Str over_words(Arena *mem, int128 assigned, int128 available)
{
	return str_format(mem, "%s assigned − %s available", hours_text(mem, assigned).ptr,
			  hours_text(mem, available).ptr);
}

/* A week, or what the asked period has of it. */
static void add_over_allocated(const Firm *firm, const Resource *resource, Period days, Tally *out)
{
	Tally assigned = {0};
	Tally available = {0};
	for (size_t i = 0; i < resource->assignment_count; i++)
		assigned_add(firm, &resource->assignments[i], days, &assigned);
	if (assigned.sum > 0)
		available_add(resource, days, &available);
	int128 over = assigned.sum - available.sum;
	TallyRow row = {
		.on = days.from,
		.days = days,
		.na = assigned.na != REASON_NONE ? assigned.na : available.na,
		.resource_id = resource->id,
	};
	if (over > INT64_MAX)
		row.na = REASON_OUT_OF_RANGE;
	if (over <= 0 && row.na == REASON_NONE)
		return;
	row.amount = row.na == REASON_NONE ? (int64_t)over : 0;
	if (out->keeps_rows) {
		row.label = str_format(out->mem, "week from %s",
				       date_text_long(out->mem, days.from).ptr);
		row.how = over_words(out->mem, assigned.sum, available.sum);
	}
	tally_add(out, &row);
}

void measure_over_allocated_hours(const Question *question, const Resource *resource, Tally *out)
{
	if (!resource->declared) {
		tally_fail(out, REASON_NO_CAPACITY, (Str){0});
		return;
	}
	Period rest = question->days;
	while (period_days(rest) > 0) {
		Period week = calendar_tile((Calendar){.granularity = GRANULARITY_WEEK}, rest.from);
		Period part = {rest.from, date_earlier(week.to, rest.to)};
		add_over_allocated(question->firm, resource, part, out);
		rest.from = part.to;
	}
}
