#include "analytics/delivered.h"

#include "analytics/contracted.h"
#include "analytics/measure.h"
#include "analytics/memo.h"
#include "analytics/priced_hours.h"
#include "base/ratio.h"

Question question_to_date(const Question *question)
{
	Question to_date = *question;
	to_date.as_of = question->cut;
	to_date.days = to_date.asked = days_to(question->cut);
	to_date.memo = NULL;
	return to_date;
}

/* The sum of another measure of the same book; its reason, if any, becomes that of `out`. */
static int128 sum_of(MeasureOfContract *measure, const Question *question, const Book *book,
		     Tally *out)
{
	Tally scratch = {.mem = out->mem, .currency = out->currency};
	measure(question, book, &scratch);
	if (scratch.na != REASON_NONE)
		tally_fail(out, scratch.na, scratch.na_detail);
	return scratch.sum;
}

static Str money_words(const Tally *tally, int128 minor)
{
	return decimal_text_grouped(tally->mem, (int64_t)minor, tally->currency.exponent);
}

/* A part of a whole, for which that part of the price is delivered. */
typedef struct PriceShare {
	Str label;
	int128 part;
	int128 whole; /* > 0 */
	Str part_words;
	Str whole_words;
} PriceShare;

/* "40,000.00 ÷ 100,000.00 × 250,000.00" */
static Str share_words(const PriceShare *share, int64_t price, const Tally *tally)
{
	Buf words = {.mem = tally->mem};
	buf_add(&words, share->part_words);
	buf_add(&words, STR(" ÷ "));
	buf_add(&words, share->whole_words);
	return product_words(tally->mem, buf_str(&words), money_words(tally, price));
}

static void add_share(const Question *question, const Book *book, const PriceShare *share,
		      Tally *out)
{
	Priced price = contract_price(book);
	if (price.na != REASON_NONE) {
		tally_fail(out, price.na, (Str){0});
		return;
	}
	TallyRow row = {.label = share->label, .on = question->cut, .days = {DATE_NONE, DATE_NONE}};
	Ratio ratio;
	Ratio exact;
	if (!ratio_make(share->part, share->whole, &ratio) ||
	    !ratio_multiply(ratio, ratio_of(price.minor), &exact) ||
	    !ratio_round(exact, 1, &row.amount)) {
		tally_fail(out, REASON_OUT_OF_RANGE, (Str){0});
		return;
	}
	if (out->keeps_rows)
		row.how = share_words(share, price.minor, out);
	tally_add(out, &row);
}

static void add_earned(const Question *question, const Book *book, Tally *out)
{
	PriceShare share = {.label = STR("Earned value of the budget")};
	share.part = sum_of(measure_earned_value, question, book, out);
	share.whole = sum_of(measure_budget_at_completion, question, book, out);
	if (out->na != REASON_NONE)
		return;
	if (share.whole <= 0) {
		tally_fail(out, REASON_NO_BUDGET, (Str){0});
		return;
	}
	if (out->keeps_rows) {
		share.part_words = money_words(out, share.part);
		share.whole_words = money_words(out, share.whole);
	}
	add_share(question, book, &share, out);
}

static void add_burnt(const Question *question, const Book *book, Tally *out)
{
	PriceShare share = {.label = STR("Hours used of those committed")};
	share.part = sum_of(measure_counting_hours_to_date, question, book, out);
	share.whole = sum_of(measure_committed_hours_of_term, question, book, out);
	if (out->na != REASON_NONE)
		return;
	if (share.whole <= 0) {
		tally_fail(out, REASON_NO_COMMITMENT, (Str){0});
		return;
	}
	if (out->keeps_rows) {
		share.part_words = hours_words(out->mem, (int64_t)(share.part / SECOND_US));
		share.whole_words = hours_words(out->mem, (int64_t)(share.whole / SECOND_US));
	}
	if (share.part > share.whole) {
		share.label = STR("All committed hours are used");
		share.part = share.whole;
	}
	add_share(question, book, &share, out);
}

/* "over the cap of 1,000.00" */
static Str over_words(int64_t cap, const Tally *tally)
{
	Buf words = {.mem = tally->mem};
	buf_add(&words, STR("over the cap of "));
	buf_add(&words, money_words(tally, cap));
	return buf_str(&words);
}

/* Bill value up to the cap, if any: what is over is taken off in a row of its own. */
static void add_capped(const Question *question, const Book *book, Value cap, Tally *out)
{
	priced_hours_add(book, days_to(question->cut), HOURS_BILLED, out);
	if (!cap.set || out->sum <= cap.number)
		return;
	int128 over = out->sum - cap.number;
	if (over > INT64_MAX) {
		tally_fail(out, REASON_OUT_OF_RANGE, (Str){0});
		return;
	}
	TallyRow row = {.on = question->cut,
			.days = {DATE_NONE, DATE_NONE},
			.amount = -(int64_t)over};
	if (out->keeps_rows)
		row.label = over_words(cap.number, out);
	tally_add(out, &row);
}

static void add_by_pricing(const Question *question, const Book *book, const FoldRow *state,
			   Tally *out)
{
	Question to_date = question_to_date(question);
	switch (state->values[PRICING].number) {
	case PRICING_FIXED:
		add_earned(question, book, out);
		break;
	case PRICING_RETAINER:
		if (!contract_has_value(book))
			tally_fail(out, REASON_NO_VALUE, (Str){0});
		else
			measure_revenue_by_terms(&to_date, book, out);
		break;
	case PRICING_PREPAID_HOURS:
		add_burnt(question, book, out);
		break;
	case PRICING_CAPPED:
		add_capped(question, book, state->values[TOTAL_VALUE], out);
		break;
	default:
		priced_hours_add(book, to_date.days, HOURS_BILLED, out);
		break;
	}
}

static void add_afresh(const Question *question, const Book *book, Tally *out)
{
	const FoldRow *state = contract_state(question, book);
	if (book->kind == CONTRACT_VENDOR)
		tally_fail(out, REASON_VENDOR, (Str){0});
	else if (!state)
		tally_fail(out, REASON_NO_TERMS, (Str){0});
	else if (!state->values[PRICING].set)
		tally_fail(out, REASON_NO_PRICING, (Str){0});
	else
		add_by_pricing(question, book, state, out);
}

/* The sum from the memo, worked out where nobody asked before. */
static const Delivered *remembered(const Question *question, const Book *book, Tally *out)
{
	if (question->memo->delivered)
		return question->memo->delivered;
	Tally scratch = {.mem = question->mem, .currency = out->currency};
	add_afresh(question, book, &scratch);
	Delivered *delivered = ARENA_NEW(question->mem, Delivered);
	*delivered = (Delivered){scratch.na, scratch.na_detail, scratch.flags, scratch.sum};
	question->memo->delivered = delivered;
	return delivered;
}

void delivered_add(const Question *question, const Book *book, Tally *out)
{
	if (out->keeps_rows || !question->memo) {
		add_afresh(question, book, out);
		return;
	}
	const Delivered *delivered = remembered(question, book, out);
	if (delivered->na != REASON_NONE)
		tally_fail(out, delivered->na, delivered->na_detail);
	out->flags |= delivered->flags;
	out->sum += delivered->sum;
}
