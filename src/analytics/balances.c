/*
 * Balances at the cut: what was delivered and not recognised, recognised and not invoiced, contracted and still to come.
 * Source: domain.md §6 (Unrecognized delivery).
 *
 * A balance is a difference of two sums, of which one side is shown by one measure and the other by another; so the measure
 * that is not meant is 0. It lists the parts of both sums; in another currency it is one row, since a balance converts as a
 * whole, at the rate of the as-of day.
 */

#include "analytics/contracted.h"
#include "analytics/delivered.h"
#include "analytics/measure.h"

/* A sum that a balance is made of. */
typedef struct Side {
	const char *name; /* "Recognised"; in a difference the label of its rows that have none */
	Tally sum;
} Side;

/* Sides are counted in the contract's currency, with rows where those of `out` are wanted one by one. */
static Side side_new(const char *name, const Tally *out)
{
	return (Side){name,
		      {.mem = out->mem,
		       .keeps_rows = out->keeps_rows && !out->convert,
		       .currency = out->currency}};
}

static Side delivered_side(const Question *question, const Book *book, const Tally *out)
{
	Side side = side_new("Delivered", out);
	delivered_add(question, book, &side.sum);
	return side;
}

static Side side_to_date(const char *name, MeasureOfContract *measure, const Question *question,
			 const Book *book, const Tally *out)
{
	Side side = side_new(name, out);
	Question to_date = question_to_date(question);
	measure(&to_date, book, &side.sum);
	return side;
}

static Side contracted_side(const Question *question, const Book *book, const Tally *out)
{
	Side side = side_new("Contracted", out);
	contracted_add(question, book, &side.sum);
	return side;
}

static Side ledger_side(const Question *question, const Book *book, const Tally *out)
{
	return side_to_date("Recognised", measure_recognized_in_ledger, question, book, out);
}

/* Whether the sum is there and can be held; else the reason is told. */
static bool side_is_known(const Side *side, Tally *out)
{
	out->flags |= side->sum.flags;
	if (side->sum.na != REASON_NONE)
		tally_fail(out, side->sum.na, side->sum.na_detail);
	else if (side->sum.sum > INT64_MAX || side->sum.sum < INT64_MIN)
		tally_fail(out, REASON_OUT_OF_RANGE, (Str){0});
	else
		return true;
	return false;
}

/* Rows that tell no label have `label`; where that is empty too, a fact tells itself. */
static void add_rows(const Side *side, int sign, Str label, Tally *out)
{
	for (size_t i = 0; i < side->sum.rows.len; i++) {
		TallyRow row = side->sum.rows.at[i];
		row.amount *= sign;
		if (row.label.len == 0)
			row.label = label;
		tally_add(out, &row);
	}
}

/* "Invoiced 300.00, Recognised 1,000.00" */
static Str sides_words(const Side *plus, const Side *minus, Arena *mem)
{
	const Side *sides[] = {plus, minus};
	Buf words = {.mem = mem};
	for (size_t i = 0; i < 2; i++) {
		buf_add_format(&words, "%s%s ", i > 0 ? ", " : "", sides[i]->name);
		buf_add(&words, decimal_text_grouped(mem, (int64_t)sides[i]->sum.sum,
						     sides[i]->sum.currency.exponent));
	}
	return buf_str(&words);
}

/* What `plus` has more than `minus`; 0 where it has less. */
static void add_excess(const Question *question, const Side *plus, const Side *minus, Tally *out)
{
	if (!side_is_known(plus, out) || !side_is_known(minus, out))
		return;
	int128 excess = plus->sum.sum - minus->sum.sum;
	if (excess > INT64_MAX) {
		tally_fail(out, REASON_OUT_OF_RANGE, (Str){0});
		return;
	}
	if (excess > 0 && plus->sum.keeps_rows) {
		add_rows(plus, 1, str_from_c(plus->name), out);
		add_rows(minus, -1, str_from_c(minus->name), out);
		return;
	}
	TallyRow row = {.on = question->cut,
			.days = {DATE_NONE, DATE_NONE},
			.amount = excess > 0 ? (int64_t)excess : 0};
	if (out->keeps_rows)
		row.how = sides_words(plus, minus, out->mem);
	tally_add(out, &row);
}

/* All of a side. */
static void add_side(const Question *question, const Side *side, Tally *out)
{
	if (!side_is_known(side, out))
		return;
	if (side->sum.keeps_rows)
		add_rows(side, 1, (Str){0}, out);
	else
		tally_add(out, &(TallyRow){
				       .label = str_from_c(side->name),
				       .on = question->cut,
				       .days = {DATE_NONE, DATE_NONE},
				       .amount = (int64_t)side->sum.sum,
			       });
}

void measure_delivered_value(const Question *question, const Book *book, Tally *out)
{
	Side delivered = delivered_side(question, book, out);
	add_side(question, &delivered, out);
}

void measure_delivered_unrecognized(const Question *question, const Book *book, Tally *out)
{
	Side delivered = delivered_side(question, book, out);
	Side recognized = side_to_date("Recognised", measure_recognized, question, book, out);
	add_excess(question, &delivered, &recognized, out);
}

void measure_recognized_undelivered(const Question *question, const Book *book, Tally *out)
{
	Side delivered = delivered_side(question, book, out);
	Side recognized = side_to_date("Recognised", measure_recognized, question, book, out);
	add_excess(question, &recognized, &delivered, out);
}

void measure_unbilled(const Question *question, const Book *book, Tally *out)
{
	Side recognized = ledger_side(question, book, out);
	Side invoiced = side_to_date("Invoiced", measure_invoiced_to_date, question, book, out);
	add_excess(question, &recognized, &invoiced, out);
}

void measure_deferred(const Question *question, const Book *book, Tally *out)
{
	Side recognized = ledger_side(question, book, out);
	Side invoiced = side_to_date("Invoiced", measure_invoiced_to_date, question, book, out);
	add_excess(question, &invoiced, &recognized, out);
}

void measure_contracted_value(const Question *question, const Book *book, Tally *out)
{
	Side contracted = contracted_side(question, book, out);
	add_side(question, &contracted, out);
}

void measure_remaining_value(const Question *question, const Book *book, Tally *out)
{
	Side contracted = contracted_side(question, book, out);
	Side recognized = ledger_side(question, book, out);
	add_excess(question, &contracted, &recognized, out);
}

void measure_over_recognized(const Question *question, const Book *book, Tally *out)
{
	Side contracted = contracted_side(question, book, out);
	Side recognized = ledger_side(question, book, out);
	add_excess(question, &recognized, &contracted, out);
}

/* What remains later is no more than what remains: revenue recognised ahead comes off it. */
void measure_remaining_later(const Question *question, const Book *book, Tally *out)
{
	Side contracted = contracted_side(question, book, out);
	Side recognized = ledger_side(question, book, out);
	Side later = side_new("Contracted", out);
	contracted_add_later(question, book, &later.sum);
	if (!side_is_known(&contracted, out) || !side_is_known(&recognized, out) ||
	    !side_is_known(&later, out))
		return;
	int128 remaining = contracted.sum.sum - recognized.sum.sum;
	if (remaining < 0)
		remaining = 0;
	if (later.sum.sum <= remaining) {
		add_side(question, &later, out);
		return;
	}
	Side ahead = side_new("Recognised ahead", out);
	tally_add(&ahead.sum, &(TallyRow){.on = question->cut,
					  .days = {DATE_NONE, DATE_NONE},
					  .amount = (int64_t)(later.sum.sum - remaining)});
	add_excess(question, &later, &ahead, out);
}
