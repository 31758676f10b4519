/* Revenue and profit by terms, which serve history and amendments. Source: domain.md §4. */

#include "analytics/hours_text.h"
#include "analytics/metric.h"

/* "130,000.00 a year, 31 days, less 60 % direct labour" */
static Str terms_words(const Terms *terms, bool profit, int days, const Tally *tally)
{
	Buf how = {.mem = tally->mem};
	Value value = terms_spread(terms) ? terms->total : terms->annual;
	buf_add(&how, decimal_text_grouped(how.mem, value.number, tally->currency.exponent));
	buf_add(&how, terms_spread(terms) ? STR(" over the term") : STR(" a year"));
	buf_add_format(&how, ", %d day%s", days, days == 1 ? "" : "s");
	if (profit && terms->labor.set) {
		buf_add(&how, STR(", less "));
		buf_add(&how, share_text(how.mem, terms->labor.number));
		buf_add(&how, STR(" direct labour"));
	}
	return buf_str(&how);
}

static void describe(const FoldRow *state, bool profit, const Tally *tally, TallyRow *row)
{
	Terms terms = terms_of(state);
	Buf label = {.mem = tally->mem};
	buf_add(&label, STR("terms from "));
	buf_add(&label, date_text_long(label.mem, state->effective_on));
	row->label = buf_str(&label);
	row->how = terms_words(&terms, profit, (int)period_days(row->days), tally);
}

/* The first day after `from` on which another exchange rate holds, `to` at most: flows convert at the rate of their day. */
static Date rate_end(const Tally *tally, Date from, Date to)
{
	const Converter *convert = tally->convert;
	if (tally_needs_months(tally))
		to = date_earlier(to, month_first(month_of(from) + 1));
	if (!convert || convert->kind != RATE_OF_DAY)
		return to;
	const ExchangeRate *first;
	const ExchangeRate *used;
	int64_t rate;
	(void)rate_on(convert->firm, tally->currency, from, &rate, &first);
	for (Date day = date_add(from, 1); day.day < to.day; day = date_add(day, 1)) {
		(void)rate_on(convert->firm, tally->currency, day, &rate, &used);
		if (used != first)
			return day;
	}
	return to;
}

/* The day on which another state follows `state` (NULL: before the first), `to` at most. */
static Date terms_end(const Fold *fold, const FoldRow *state, Date to)
{
	const FoldRow *next = state ? state + 1 : fold->rows;
	return next < fold->rows + fold->len ? date_earlier(to, next->effective_on) : to;
}

static bool amount_of(const Book *book, Period part, bool profit, Amount *out, Tally *tally)
{
	Figures figures;
	Err err = {0};
	if (!earning_part(book->earning, part, &figures, &err)) {
		tally_fail(tally, REASON_OUT_OF_RANGE, (Str){0});
		return false;
	}
	if (figures.estimate)
		tally->flags |= FIGURE_ESTIMATE;
	*out = profit ? figures.profit : figures.revenue;
	if (out->na != NA_NONE)
		tally_fail(tally, reason_of_na(out->na), (Str){0});
	return out->na == NA_NONE;
}

/* Parts of one state and one exchange rate. */
static void add_parts(const Question *question, const Book *book, bool profit, Tally *out)
{
	Period part = question->days;
	while (part.from.day < question->days.to.day) {
		const FoldRow *state = fold_row_on(book->fold, part.from);
		Amount amount;
		part.to = question->days.to;
		if (out->keeps_rows)
			part.to = terms_end(book->fold, state, part.to);
		part.to = rate_end(out, part.from, part.to);
		if (!amount_of(book, part, profit, &amount, out))
			return;
		TallyRow row = {.on = part.from, .days = part, .amount = amount.minor};
		part.from = part.to;
		if (amount.minor == 0)
			continue; /* so days before the first state have no row */
		if (out->keeps_rows)
			describe(state, profit, out, &row);
		tally_add(out, &row);
	}
}

static void add_terms(const Question *question, const Book *book, bool profit, Tally *out)
{
	Amount whole;
	if (book->kind == CONTRACT_VENDOR)
		tally_fail(out, REASON_VENDOR, (Str){0});
	else if (book->fold->len == 0)
		tally_fail(out, REASON_NO_TERMS, (Str){0});
	else if (!amount_of(book, question->days, profit, &whole, out))
		return;
	else if (out->keeps_rows || out->convert)
		add_parts(question, book, profit, out);
	else
		tally_add(out, &(TallyRow){.on = question->days.from,
					   .days = question->days,
					   .amount = whole.minor});
}

void measure_revenue_by_terms(const Question *question, const Book *book, Tally *out)
{
	add_terms(question, book, false, out);
}

void measure_profit_by_terms(const Question *question, const Book *book, Tally *out)
{
	add_terms(question, book, true, out);
}
