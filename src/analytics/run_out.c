#include "analytics/run_out.h"

#include "analytics/availability.h"
#include "analytics/commitment.h"
#include "analytics/hours_text.h"
#include "analytics/metric.h"
#include "analytics/priced_hours.h"
#include "analytics/worked.h"
#include "history/exact.h"

/* Where a contract's hours stand at the cut; microseconds. */
typedef struct Stand {
	const Firm *firm;
	const Book *book;
	Period term;
	Date cut;
	int64_t committed; /* above 0 */
	int128 remaining;
} Stand;

/* False: it is not known, and `out` tells why. */
static bool stand_of(const Question *question, const Book *book, Stand *stand, Tally *out)
{
	int64_t committed = 0;
	Reason na = commitment_of_term(question->firm, book, &committed);
	if (na == REASON_NONE && committed <= 0)
		na = REASON_NO_COMMITMENT;
	if (na != REASON_NONE) {
		tally_fail(out, na, (Str){0});
		return false;
	}
	int128 counted = worked_seconds(book, days_to(question->cut), HOURS_COUNTING) * SECOND_US;
	*stand = (Stand){
		.firm = question->firm,
		.book = book,
		.term = book_term(book),
		.cut = question->cut,
		.committed = committed,
		.remaining = committed - counted,
	};
	return true;
}

/* Days after the cut up to the end of the term; none where it is over. */
static Period days_ahead(const Stand *stand)
{
	return (Period){date_add(stand->cut, 1), stand->term.to};
}

static const char HOURS_RUN_OUT[] = "hours run out";

/* `how` is empty where no rows are kept. */
static void tell_date(Date day, const char *label, Str how, Tally *out)
{
	TallyRow row = {
		.label = str_from_c(label),
		.on = day,
		.days = {DATE_NONE, DATE_NONE},
		.amount = day.day,
		.how = how,
	};
	tally_add(out, &row);
}

/* Hours are left on the last day of the term. */
static void tell_unused(const Stand *stand, int128 unused, Str how, Tally *out)
{
	tell_date(date_add(stand->term.to, -1), "hours are left at the end", how, out);
	out->flags |= FIGURE_UNUSED;
	out->na_detail = str_format(out->mem, "unused, %s", hours_text(out->mem, unused).ptr);
}

/* The day on which counting hours up to `last` reach the commitment; DATE_NONE: they do not. */
static Date spent_on(const Book *book, int64_t committed, Date last)
{
	WorkRange range = work_in(book, days_to(last));
	int128 left = committed;
	for (size_t i = 0; i < range.len; i++) {
		if (hours_are(HOURS_COUNTING, range.at[i].time_class))
			left -= (int128)range.at[i].seconds * SECOND_US;
		if (left <= 0)
			return range.at[i].day;
	}
	return DATE_NONE;
}

bool run_out_spent_month(const Firm *firm, const Book *book, int64_t *month)
{
	int64_t committed = 0;
	if (commitment_of_term(firm, book, &committed) != REASON_NONE || committed <= 0)
		return false;
	Date day = spent_on(book, committed, DATE_MAX);
	if (date_is_set(day))
		*month = month_of(day);
	return date_is_set(day);
}

/* What needs no forecast: hours are used up, or the term is over. False: neither. */
static bool tell_settled(const Stand *stand, Tally *out)
{
	if (stand->remaining <= 0) {
		Str how = {0};
		if (out->keeps_rows)
			how = str_format(out->mem, "%s were used up on this day",
					 hours_text(out->mem, stand->committed).ptr);
		tell_date(spent_on(stand->book, stand->committed, stand->cut), HOURS_RUN_OUT, how,
			  out);
		out->flags |= FIGURE_SPENT;
		return true;
	}
	if (period_days(days_ahead(stand)) > 0)
		return false;
	tell_unused(stand, stand->remaining, (Str){0}, out);
	return true;
}

/* Counting hours of the last days, in the term. */
typedef struct Burn {
	int128 us;
	int32_t working_days;
} Burn;

static Burn burn_of(const Stand *stand)
{
	Period last = {date_add(stand->cut, 1 - PACE_DAYS), date_add(stand->cut, 1)};
	Period days = period_common(last, stand->term);
	return (Burn){worked_seconds(stand->book, days, HOURS_COUNTING) * SECOND_US,
		      work_calendar_days(stand->book->calendar, days)};
}

static Str burn_words(Arena *mem, const Stand *stand, const Burn *burn)
{
	return str_format(mem, "%s left, at %s in the last %d working days",
			  hours_text(mem, stand->remaining).ptr, hours_text(mem, burn->us).ptr,
			  (int)burn->working_days);
}

void measure_run_out(const Question *question, const Book *book, Tally *out)
{
	Stand stand;
	if (!stand_of(question, book, &stand, out) || tell_settled(&stand, out))
		return;
	Burn burn = burn_of(&stand);
	if (burn.us == 0 || burn.working_days == 0) {
		tally_fail(out, REASON_NO_BURN, (Str){0});
		return;
	}
	Period ahead = days_ahead(&stand);
	int32_t days_left = work_calendar_days(book->calendar, ahead);
	int128 needed = (stand.remaining * burn.working_days + burn.us - 1) / burn.us;
	Str how = out->keeps_rows ? burn_words(out->mem, &stand, &burn) : (Str){0};
	if (needed > days_left) {
		int128 used = exact_round((Fraction){burn.us * days_left, burn.working_days},
					  (Fraction){0, 1}, NULL, 0, ROUND_HALF_EVEN, 1);
		tell_unused(&stand, stand.remaining - used, how, out);
		return;
	}
	tell_date(work_calendar_after(book->calendar, question->cut, (int64_t)needed),
		  HOURS_RUN_OUT, how, out);
}

/* What people are assigned for from the next day on, before `end`. */
static Tally assigned_before(const Stand *stand, Date end)
{
	Tally sum = {0};
	Period days = days_ahead(stand);
	days.to = end;
	for (size_t i = 0; i < stand->book->assignment_count; i++)
		assigned_add(stand->firm, &stand->book->assignments[i], days, &sum);
	return sum;
}

/* The first day by whose end they are enough; by the last day of the term they are. */
static Date enough_on(const Stand *stand)
{
	Period ahead = days_ahead(stand);
	int32_t low = ahead.from.day;
	int32_t high = ahead.to.day - 1;
	while (low < high) {
		int32_t middle = low + (high - low) / 2;
		if (assigned_before(stand, (Date){middle + 1}).sum >= stand->remaining)
			high = middle;
		else
			low = middle + 1;
	}
	return (Date){low};
}

void measure_run_out_by_assignment(const Question *question, const Book *book, Tally *out)
{
	Stand stand;
	if (!stand_of(question, book, &stand, out) || tell_settled(&stand, out))
		return;
	Tally assigned = assigned_before(&stand, stand.term.to);
	if (assigned.na == REASON_NONE && assigned.sum == 0)
		assigned.na = REASON_NO_ASSIGNMENT;
	if (assigned.na != REASON_NONE) {
		tally_fail(out, assigned.na, (Str){0});
		return;
	}
	Str how = {0};
	if (out->keeps_rows)
		how = str_format(out->mem, "%s left, %s assigned to the end",
				 hours_text(out->mem, stand.remaining).ptr,
				 hours_text(out->mem, assigned.sum).ptr);
	if (assigned.sum < stand.remaining)
		tell_unused(&stand, stand.remaining - assigned.sum, how, out);
	else
		tell_date(enough_on(&stand), HOURS_RUN_OUT, how, out);
}

void measure_remaining_hours(const Question *question, const Book *book, Tally *out)
{
	measure_committed_hours_of_term(question, book, out);
	if (out->na == REASON_NONE)
		worked_add(book, days_to(question->cut), HOURS_COUNTING, -1, out);
}

void measure_assigned_hours_to_end(const Question *question, const Book *book, Tally *out)
{
	Period term = book_term(book);
	Period ahead = {date_add(question->cut, 1), term.to};
	if (book->fold->len == 0)
		tally_fail(out, REASON_NO_TERMS, (Str){0});
	else if (term.to.day == DATE_OPEN.day)
		tally_fail(out, REASON_NO_END, (Str){0});
	else
		for (size_t i = 0; i < book->assignment_count; i++)
			assigned_add(question->firm, &book->assignments[i], ahead, out);
}
