#include "analytics/completeness.h"

#include "analytics/worked.h"

static void note_days(Completeness *sum, const Question *question)
{
	sum->running |= question_is_running(question);
	sum->open |= !question_is_closed(question);
}

void completeness_add_book(Completeness *sum, const Question *question, const Book *book)
{
	uint32_t drafts = hours_classes(HOURS_DRAFT);
	uint32_t submitted = hours_classes(HOURS_SUBMITTED);
	note_days(sum, question);
	if (book->time_classes != 0 && (book->time_classes & (drafts | submitted)) == 0)
		return;
	WorkRange range = work_in(book, question->days);
	for (size_t i = 0; i < range.len; i++) {
		const Work *work = &range.at[i];
		if ((drafts >> work->time_class & 1) != 0) {
			sum->draft_entries += work->entries;
			sum->draft_seconds += work->seconds;
		} else if ((submitted >> work->time_class & 1) != 0) {
			sum->submitted_entries += work->entries;
			sum->submitted_seconds += work->seconds;
		}
	}
}

/* Weeks that are told in one pass: so no memory is needed. */
enum { WEEKS_AT_ONCE = 64 };

void completeness_add_resource(Completeness *sum, const Question *question,
			       const Resource *resource)
{
	PersonWeek weeks[WEEKS_AT_ONCE];
	Period rest = weeks_holding(question->days);
	note_days(sum, question);
	while (period_days(rest) > 0) {
		Date end = date_add(rest.from, WEEKS_AT_ONCE * 7);
		Period now = {rest.from, date_earlier(end, rest.to)};
		Period days = period_common(question->days, now);
		rest.from = now.to;
		person_weeks_tell(resource, now, weeks);
		completeness_add_timesheets(sum, week_span(days, question->as_of, now.from), weeks);
	}
}

void completeness_add_timesheets(Completeness *sum, WeekSpan span, const PersonWeek *weeks)
{
	Timesheets timesheets = timesheets_count(span, weeks);
	sum->timesheets_expected += timesheets.expected;
	sum->timesheets_in += timesheets.in;
}
