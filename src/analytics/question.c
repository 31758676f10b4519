#include "analytics/question.h"

#include "facts/fact.h"

Question question_of(Arena *mem, const Firm *firm, Period asked, Date as_of)
{
	Period seen = {asked.from, date_add(as_of, 1)};
	return (Question){
		.mem = mem,
		.firm = firm,
		.asked = asked,
		.as_of = as_of,
		.days = period_common(asked, seen),
		.cut = date_earlier(as_of, date_add(asked.to, -1)),
	};
}

bool question_is_running(const Question *question)
{
	return question->asked.to.day > question->as_of.day + 1;
}

/* The close of a month that the view sees, or NULL. */
static const PeriodClose *close_of(const Question *question, int64_t month)
{
	const Firm *firm = question->firm;
	size_t low = 0;
	size_t high = firm->close_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (firm->closes[middle].month < month)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == firm->close_count || firm->closes[low].month != month)
		return NULL;
	const PeriodClose *close = &firm->closes[low];
	return close->closed_on.day <= question->as_of.day ? close : NULL;
}

bool question_is_closed(const Question *question)
{
	Date last = date_add(question->asked.to, -1);
	if (question->as_of.day >= last.day + question->firm->policy_days)
		return true;
	for (int64_t month = month_of(question->asked.from); month <= month_of(last); month++) {
		Date end = date_earlier(date_add(month_first(month + 1), -1), last);
		bool by_policy = question->as_of.day >= end.day + question->firm->policy_days;
		if (!by_policy && !close_of(question, month))
			return false;
	}
	return true;
}

bool question_is_booked(const Question *question, Date *closed_on, Instant *known)
{
	Instant latest = INSTANT_MIN;
	Date latest_day = {INT32_MIN};
	int64_t last = month_of(date_add(question->asked.to, -1));
	for (int64_t month = month_of(question->asked.from); month <= last; month++) {
		const PeriodClose *close = close_of(question, month);
		if (!close)
			return false;
		if (close->known_at.us > latest.us)
			latest = close->known_at;
		if (close->closed_on.day > latest_day.day)
			latest_day = close->closed_on;
	}
	*closed_on = latest_day;
	*known = latest;
	return true;
}
