#include "analytics/contracted.h"

#include "analytics/measure.h"

const FoldRow *contract_state(const Question *question, const Book *book)
{
	const FoldRow *row = fold_row_on(book->fold, question->cut);
	return !row && book->fold->len > 0 ? &book->fold->rows[0] : row;
}

bool state_is_by_usage(const FoldRow *state)
{
	Value pricing = state->values[PRICING];
	return pricing.set &&
	       (pricing.number == PRICING_TIME_AND_MATERIALS || pricing.number == PRICING_CAPPED);
}

bool contract_has_value(const Book *book)
{
	const Fold *fold = book->fold;
	for (size_t i = 0; i < fold->len; i++) {
		Terms terms = terms_of(&fold->rows[i]);
		if (terms_spread(&terms) ? terms.total.set : terms.annual.set)
			return true;
	}
	return false;
}

Priced contract_price(const Book *book)
{
	TermFigures figures;
	Err err = {0};
	if (book->fold->len == 0)
		return (Priced){.na = REASON_NO_TERMS};
	if (!earning_figures(book->earning, &figures, &err))
		return (Priced){.na = REASON_OUT_OF_RANGE};
	Amount total = figures.total.revenue;
	if (total.na != NA_BY_USAGE && !contract_has_value(book))
		return (Priced){.na = REASON_NO_VALUE};
	return (Priced){reason_of_na(total.na), total.minor};
}

/* First day after what is contracted; DATE_OPEN: there is none. */
static Date contracted_to_end(const Book *book, const FoldRow *state)
{
	Date first;
	Date last;
	if (state_is_by_usage(state))
		return book_term(book).to;
	if (earning_is_endless(book->earning))
		return DATE_OPEN;
	/* A rest that is earned after the end belongs to it. */
	return earning_days(book->earning, &first, &last) ? date_add(last, 1)
							  : book_term(book).from;
}

/* The same to notice_by, while the cut is before it. */
static Date contracted_end(const Question *question, const Book *book, const FoldRow *state)
{
	Value notice = state->values[NOTICE_BY];
	Date end = contracted_to_end(book, state);
	if (notice.set && question->cut.day < notice.number)
		return date_earlier(end, (Date){(int32_t)notice.number});
	return end;
}

static Date contracted_start(const Book *book)
{
	Date start = book_term(book).from;
	Date first;
	Date last;
	return earning_days(book->earning, &first, &last) ? date_earlier(start, first) : start;
}

static void add_cap(const Question *question, const FoldRow *state, Tally *out)
{
	Value cap = state->values[TOTAL_VALUE];
	if (!cap.set) {
		tally_fail(out, REASON_BY_USAGE, (Str){0});
		return;
	}
	tally_add(out, &(TallyRow){
			       .label = STR("Cap"),
			       .on = question->cut,
			       .days = {DATE_NONE, DATE_NONE},
			       .amount = cap.number,
		       });
}

/* The state at the cut; NULL after the reason was told why nothing is contracted. */
static const FoldRow *contracted_state(const Question *question, const Book *book, Tally *out)
{
	const FoldRow *state = contract_state(question, book);
	if (book->kind == CONTRACT_VENDOR)
		tally_fail(out, REASON_VENDOR, (Str){0});
	else if (!state)
		tally_fail(out, REASON_NO_TERMS, (Str){0});
	else if (!state_is_by_usage(state) && !contract_has_value(book))
		tally_fail(out, REASON_NO_VALUE, (Str){0});
	return out->na == REASON_NONE ? state : NULL;
}

static void add_terms(const Question *question, const Book *book, Period days, Tally *out)
{
	Question part = *question;
	part.days = part.asked = days;
	part.memo = NULL;
	if (days.to.day == DATE_OPEN.day)
		tally_fail(out, REASON_NO_END, (Str){0});
	else if (period_days(days) > 0)
		measure_revenue_by_terms(&part, book, out);
}

void contracted_add(const Question *question, const Book *book, Tally *out)
{
	const FoldRow *state = contracted_state(question, book, out);
	if (!state)
		return;
	if (state_is_by_usage(state)) {
		add_cap(question, state, out);
		return;
	}
	Period days = {contracted_start(book), contracted_end(question, book, state)};
	add_terms(question, book, days, out);
}

void contracted_add_later(const Question *question, const Book *book, Tally *out)
{
	const FoldRow *state = contracted_state(question, book, out);
	if (!state)
		return;
	Period days = {date_add_years(date_add(question->cut, 1), 1),
		       contracted_end(question, book, state)};
	if (!state_is_by_usage(state))
		add_terms(question, book, days, out);
	else if (!state->values[TOTAL_VALUE].set || period_days(days) > 0)
		tally_fail(out, REASON_BY_USAGE, (Str){0});
}
