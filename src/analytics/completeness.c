#include "analytics/completeness.h"

#include "analytics/availability.h"
#include "analytics/worked.h"

static void note_days(Completeness *sum, const Question *question)
{
	sum->running |= question_is_running(question);
	sum->open |= !question_is_closed(question);
}

void completeness_add_book(Completeness *sum, const Question *question, const Book *book)
{
	WorkRange range = work_in(book, question->days);
	note_days(sum, question);
	for (size_t i = 0; i < range.len; i++) {
		const Work *work = &range.at[i];
		if (hours_are(HOURS_DRAFT, work->time_class)) {
			sum->draft_entries += work->entries;
			sum->draft_seconds += work->seconds;
		} else if (hours_are(HOURS_SUBMITTED, work->time_class)) {
			sum->submitted_entries += work->entries;
			sum->submitted_seconds += work->seconds;
		}
	}
}

static bool is_available(const Resource *resource, Period days)
{
	Tally sum = {0};
	available_add(resource, days, &sum);
	return sum.sum > 0;
}

static bool has_hours(const Resource *resource, Period days)
{
	ResourceDayRange range = resource_days_in(resource, days);
	for (size_t i = 0; i < range.len; i++) {
		if (range.at[i].seconds > 0)
			return true;
	}
	return false;
}

void completeness_add_resource(Completeness *sum, const Question *question,
			       const Resource *resource)
{
	Period rest = question->days;
	note_days(sum, question);
	while (period_days(rest) > 0) {
		Period week = calendar_tile((Calendar){.granularity = GRANULARITY_WEEK}, rest.from);
		Period days = {rest.from, date_earlier(week.to, rest.to)};
		rest.from = days.to;
		if (week.to.day > question->as_of.day + 1 || !is_available(resource, days))
			continue;
		sum->timesheets_expected++;
		sum->timesheets_in += has_hours(resource, week);
	}
}
