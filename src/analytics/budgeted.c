#include "analytics/budgeted.h"

#include "analytics/metric.h"
#include "analytics/recognized.h"
#include "analytics/worked.h"

enum { MONTHS_NAMED = 3 };

Period budget_month(const Budget *budget)
{
	return month_period(budget->month);
}

Period budget_days(const Budget *budget, Period days)
{
	return period_common(budget_month(budget), days);
}

/* The first place whose month is not before `month`. */
static size_t budgets_before(const Book *book, int64_t month)
{
	size_t low = 0;
	size_t high = book->budget_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (book->budgets[middle].month < month)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

BudgetRange budgets_in(const Book *book, Period days)
{
	if (period_days(days) == 0)
		return (BudgetRange){0, 0};
	return (BudgetRange){budgets_before(book, month_of(days.from)),
			     budgets_before(book, month_of(date_add(days.to, -1)) + 1)};
}

/* From the first to the last day of both. */
static Period hull(Period a, Period b)
{
	if (period_days(a) == 0)
		return b;
	if (period_days(b) == 0)
		return a;
	return (Period){date_earlier(a.from, b.from), date_later(a.to, b.to)};
}

bool budget_tells(const Budget *budget, BudgetBasis basis)
{
	if (basis == HOURS_BASIS)
		return budget->has_hours;
	return basis == COST_BASIS ? budget->has_cost : budget->has_revenue;
}

/* The days to which a recognition belongs; empty where it does not count. */
static Period days_of(const Question *question, const Book *book, size_t place, BudgetBasis basis)
{
	Date on = book->recognitions[place].recognized_on;
	if (!recognition_counts(book, place, question->as_of))
		return (Period){DATE_NONE, DATE_NONE};
	return basis == LEDGER_BASIS ? (Period){on, date_add(on, 1)}
				     : recognition_service(book, place);
}

static Period day_period(Date day)
{
	return (Period){day, date_add(day, 1)};
}

/* What budgets are held against, one thing after the other. */
typedef struct Things {
	const Question *question;
	const Book *book;
	BudgetBasis basis;
} Things;

/* How many of them there may be. */
static size_t things_count(const Things *things)
{
	const Book *book = things->book;
	if (things->basis == SERVICE_BASIS || things->basis == LEDGER_BASIS)
		return book->recognition_count;
	return book->work_count + (things->basis == COST_BASIS ? book->cost_count : 0);
}

/* The days of the thing at `place`; empty where it does not count. */
static Period thing_days(const Things *things, size_t place)
{
	const Book *book = things->book;
	if (things->basis == SERVICE_BASIS || things->basis == LEDGER_BASIS)
		return days_of(things->question, book, place, things->basis);
	if (place >= book->work_count)
		return day_period(book->costs[place - book->work_count].date);
	const Work *work = &book->work[place];
	bool counts = work->seconds > 0 && hours_are(HOURS_APPROVED_CLIENT, work->time_class);
	return counts ? day_period(work->day) : (Period){DATE_NONE, DATE_NONE};
}

/* Outside these days nothing is budgeted nor to be expected. */
static Period days_of_interest(const Things *things)
{
	const Book *book = things->book;
	Period days = book_term(book);
	if (book->budget_count > 0)
		days = hull(days,
			    (Period){budget_month(&book->budgets[0]).from,
				     budget_month(&book->budgets[book->budget_count - 1]).to});
	for (size_t i = 0; i < things_count(things); i++)
		days = hull(days, thing_days(things, i));
	return period_common(days, things->question->days);
}

/* Whether anything is to be expected of the days: they touch the term, or something belongs to them. */
static bool days_matter(const Things *things, Period days)
{
	if (period_days(period_common(days, book_term(things->book))) > 0)
		return true;
	for (size_t i = 0; i < things_count(things); i++) {
		if (period_days(period_common(days, thing_days(things, i))) > 0)
			return true;
	}
	return false;
}

/* "without a revenue budget: 2026-01, 2026-02, 2026-03 and 4 more months" */
static Str gap_words(Arena *mem, BudgetBasis basis, const int64_t *named, size_t count)
{
	static const char *const BUDGETED[] = {
		[SERVICE_BASIS] = "a revenue budget",
		[LEDGER_BASIS] = "a revenue budget",
		[HOURS_BASIS] = "a budget of hours",
		[COST_BASIS] = "a cost budget",
	};
	Buf text = {.mem = mem};
	buf_add_format(&text, "without %s: ", BUDGETED[basis]);
	for (size_t i = 0; i < count && i < MONTHS_NAMED; i++) {
		buf_add(&text, i == 0 ? (Str){0} : STR(", "));
		buf_add(&text, month_text(mem, named[i]));
	}
	if (count > MONTHS_NAMED)
		buf_add_format(&text, " and %zu more month%s", count - MONTHS_NAMED,
			       count == MONTHS_NAMED + 1 ? "" : "s");
	return buf_str(&text);
}

bool budgeted_note_gaps(const Question *question, const Book *book, BudgetBasis basis, Tally *out)
{
	Things things = {question, book, basis};
	Period asked = days_of_interest(&things);
	BudgetRange range = budgets_in(book, asked);
	int64_t named[MONTHS_NAMED];
	size_t missing = 0;
	size_t budgeted = 0;
	Date day = asked.from;
	for (size_t place = range.first; day.day < asked.to.day;) {
		int64_t month = month_of(day);
		Period days = period_common(month_period(month), asked);
		bool told = place < range.end && book->budgets[place].month == month;
		if (told && budget_tells(&book->budgets[place], basis))
			budgeted++;
		else if (days_matter(&things, days) && missing++ < MONTHS_NAMED)
			named[missing - 1] = month;
		place += told;
		day = days.to;
	}
	if (budgeted == 0) {
		tally_fail(out, REASON_NO_BUDGET, (Str){0});
	} else if (missing > 0) {
		out->flags |= FIGURE_PARTIAL;
		out->na_detail = gap_words(out->mem, basis, named, missing);
	}
	return budgeted > 0;
}
