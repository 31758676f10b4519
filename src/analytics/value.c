/* Recognised revenue, and budgets with what is held against them. Source: domain.md §6 (Value delivered). What terms are worth: value_by_terms.c. */

#include "analytics/budgeted.h"
#include "analytics/hours_text.h"
#include "analytics/measure.h"
#include "analytics/period_text.h"
#include "analytics/recognized.h"
#include "analytics/spread.h"
#include "analytics/worked.h"

/* Vendor contracts are spend: no value is delivered by them. */
static bool is_value(const Book *book, Tally *out)
{
	if (book->kind == CONTRACT_VENDOR)
		tally_fail(out, REASON_VENDOR, (Str){0});
	return book->kind != CONTRACT_VENDOR;
}

/* "60,000.00 × 31 of 90 days"; empty where it is all of it. */
static Str share_words(Arena *mem, Str whole, Period part, Period over)
{
	if (period_days(part) == period_days(over))
		return (Str){0};
	Buf how = {.mem = mem};
	buf_add(&how, whole);
	buf_add_format(&how, " × %d of %d days", (int)period_days(part), (int)period_days(over));
	return buf_str(&how);
}

static Str money_words(const Tally *tally, int64_t minor)
{
	return decimal_text_grouped(tally->mem, minor, tally->currency.exponent);
}

/* A counting recognition's share of the days of service in `part`, which is not empty. */
static void add_share(const Book *book, size_t place, Period part, Tally *out)
{
	const Recognition *it = &book->recognitions[place];
	Period service = recognition_service(book, place);
	TallyRow row = {
		.on = it->recognized_on,
		.days = part,
		.amount = spread_in(it->amount.minor, service, part),
		.na = it->amount.na,
		.lineage = &it->lineage,
	};
	if (out->keeps_rows)
		row.how = share_words(out->mem, money_words(out, it->amount.minor), part, service);
	tally_add(out, &row);
}

/* The same, month by month where months differ in their budget rate. */
static void add_service(const Book *book, size_t place, Period part, Tally *out)
{
	if (!tally_needs_months(out)) {
		add_share(book, place, part, out);
		return;
	}
	while (period_days(part) > 0) {
		Date next = month_first(month_of(part.from) + 1);
		Period days = {part.from, date_earlier(part.to, next)};
		add_share(book, place, days, out);
		part.from = days.to;
	}
}

void measure_recognized(const Question *question, const Book *book, Tally *out)
{
	if (!is_value(book, out))
		return;
	for (size_t i = 0; i < book->recognition_count; i++) {
		Period part = period_common(recognition_service(book, i), question->days);
		if (period_days(part) > 0 && recognition_counts(book, i, question->as_of))
			add_service(book, i, part, out);
	}
}

void measure_recognized_of_budgeted_months(const Question *question, const Book *book, Tally *out)
{
	if (!is_value(book, out) || !budgeted_note_gaps(question, book, SERVICE_BASIS, out))
		return;
	for (size_t i = 0; i < book->recognition_count; i++) {
		Period part = period_common(recognition_service(book, i), question->days);
		if (period_days(part) == 0 || !recognition_counts(book, i, question->as_of))
			continue;
		BudgetRange range = budgets_in(book, part);
		for (size_t at = range.first; at < range.end; at++) {
			if (book->budgets[at].has_revenue)
				add_share(book, i, budget_days(&book->budgets[at], part), out);
		}
	}
}

/* Whether the ledger has it on a day in `days`: that of its own recognition, once it counts. */
static bool is_posted(const Question *question, const Book *book, size_t place)
{
	Date on = book->recognitions[place].recognized_on;
	return on.day >= question->days.from.day && on.day < question->days.to.day &&
	       recognition_counts(book, place, question->as_of);
}

static void add_posted(const Recognition *it, Tally *out)
{
	tally_add(out, &(TallyRow){
			       .on = it->recognized_on,
			       .days = {DATE_NONE, DATE_NONE},
			       .amount = it->amount.minor,
			       .na = it->amount.na,
			       .lineage = &it->lineage,
		       });
}

void measure_recognized_in_ledger(const Question *question, const Book *book, Tally *out)
{
	if (!is_value(book, out))
		return;
	for (size_t i = 0; i < book->recognition_count; i++) {
		if (is_posted(question, book, i))
			add_posted(&book->recognitions[i], out);
	}
}

void measure_recognized_in_ledger_of_budgeted_months(const Question *question, const Book *book,
						     Tally *out)
{
	if (!is_value(book, out) || !budgeted_note_gaps(question, book, LEDGER_BASIS, out))
		return;
	for (size_t i = 0; i < book->recognition_count; i++) {
		const Recognition *it = &book->recognitions[i];
		if (!is_posted(question, book, i))
			continue;
		Period day = {it->recognized_on, date_add(it->recognized_on, 1)};
		BudgetRange month = budgets_in(book, day);
		if (month.first < month.end && book->budgets[month.first].has_revenue)
			add_posted(it, out);
	}
}

/* A month's share of what is budgeted for it: the amount that `row` holds. */
static void add_budget(const Question *question, const Budget *budget, Unit unit, TallyRow row,
		       Tally *out)
{
	Period month = budget_month(budget);
	int64_t whole = row.amount;
	row.days = budget_days(budget, question->days);
	row.on = row.days.from;
	row.amount = spread_in(whole, month, row.days);
	row.lineage = &budget->lineage;
	if (out->keeps_rows) {
		row.label = period_words(out->mem, month, 1);
		row.how = share_words(out->mem,
				      unit == UNIT_HOURS ? hours_text(out->mem, whole)
							 : money_words(out, whole),
				      row.days, month);
	}
	tally_add(out, &row);
}

void measure_budget_revenue(const Question *question, const Book *book, Tally *out)
{
	if (!is_value(book, out) || !budgeted_note_gaps(question, book, SERVICE_BASIS, out))
		return;
	BudgetRange range = budgets_in(book, question->days);
	for (size_t i = range.first; i < range.end; i++) {
		const Budget *it = &book->budgets[i];
		TallyRow row = {.amount = it->revenue.minor, .na = it->revenue.na};
		if (it->has_revenue)
			add_budget(question, it, UNIT_MONEY, row, out);
	}
}

void measure_budget_cost(const Question *question, const Book *book, Tally *out)
{
	bool any = false;
	BudgetRange range = budgets_in(book, question->days);
	for (size_t i = range.first; i < range.end; i++) {
		const Budget *it = &book->budgets[i];
		TallyRow row = {.amount = it->cost.minor, .na = it->cost.na};
		if (it->has_cost)
			add_budget(question, it, UNIT_MONEY, row, out);
		any = any || it->has_cost;
	}
	if (!any)
		tally_fail(out, REASON_NO_BUDGET, (Str){0});
}

void measure_client_hours_of_budgeted_months(const Question *question, const Book *book, Tally *out)
{
	if (!budgeted_note_gaps(question, book, HOURS_BASIS, out))
		return;
	BudgetRange range = budgets_in(book, question->days);
	for (size_t i = range.first; i < range.end; i++) {
		const Budget *it = &book->budgets[i];
		if (budget_tells(it, HOURS_BASIS))
			worked_add(book, budget_days(it, question->days), HOURS_APPROVED_CLIENT, 1,
				   out);
	}
}

void measure_costs_of_budgeted_months(const Question *question, const Book *book, Tally *out)
{
	if (!budgeted_note_gaps(question, book, COST_BASIS, out))
		return;
	BudgetRange range = budgets_in(book, question->days);
	for (size_t i = range.first; i < range.end; i++) {
		const Budget *it = &book->budgets[i];
		Question month = *question;
		month.days = budget_days(it, question->days);
		if (!budget_tells(it, COST_BASIS))
			continue;
		measure_cost_of_hours(&month, book, out);
		measure_other_costs(&month, book, out);
	}
}

void measure_budget_hours(const Question *question, const Book *book, Tally *out)
{
	bool any = false;
	BudgetRange range = budgets_in(book, question->days);
	for (size_t i = range.first; i < range.end; i++) {
		const Budget *it = &book->budgets[i];
		TallyRow row = {0};
		if (__builtin_mul_overflow(it->seconds, SECOND_US, &row.amount))
			row = (TallyRow){.na = REASON_OUT_OF_RANGE};
		if (it->has_hours)
			add_budget(question, it, UNIT_HOURS, row, out);
		any = any || it->has_hours;
	}
	if (!any)
		tally_fail(out, REASON_NO_BUDGET, (Str){0});
}
