/* Earned value, all in cost, as of question.cut. Source: domain.md §6; ANSI/EIA-748. */

#include "analytics/earned_value.h"

#include "analytics/delivered.h"
#include "analytics/hours_text.h"
#include "analytics/measure.h"
#include "analytics/spread.h"

typedef struct DaysOf {
	int32_t days, of; /* of > 0 */
} DaysOf;

/* What share of a deliverable should be done by the end of `day`. */
static DaysOf planned_on(const Deliverable *it, Date day)
{
	if (!date_is_set(it->due_on))
		return (DaysOf){0, 1};
	if (day.day >= it->due_on.day)
		return (DaysOf){1, 1};
	if (!date_is_set(it->starts_on) || day.day < it->starts_on.day)
		return (DaysOf){0, 1};
	return (DaysOf){day.day - it->starts_on.day + 1, it->due_on.day - it->starts_on.day + 1};
}

const Progress *deliverable_progress_on(const Deliverable *it, Date day)
{
	const Progress *latest = NULL;
	for (size_t i = 0; i < it->progress_count && it->progress[i].day.day <= day.day; i++)
		latest = &it->progress[i];
	return latest;
}

bool deliverable_is_accepted(const Deliverable *it, Date day)
{
	return date_is_set(it->accepted_on) && it->accepted_on.day <= day.day;
}

int64_t deliverable_done_on(const Deliverable *it, Date day)
{
	const Progress *latest = deliverable_progress_on(it, day);
	if (deliverable_is_accepted(it, day))
		return SHARE_ONE;
	return latest ? latest->done : 0;
}

/* Begins the words with the budget: "40,000.00". */
static Buf budget_words(const Tally *tally, const Deliverable *it)
{
	Buf how = {.mem = tally->mem};
	buf_add(&how,
		decimal_text_grouped(how.mem, it->budget_cost.minor, tally->currency.exponent));
	return how;
}

static Str describe_plan(const Deliverable *it, DaysOf plan, const Tally *tally)
{
	Buf how = budget_words(tally, it);
	if (!date_is_set(it->due_on))
		return STR("no due date");
	if (plan.of > 1) {
		buf_add_format(&how, " × %d of %d days", (int)plan.days, (int)plan.of);
	} else {
		buf_add(&how, STR(", due "));
		buf_add(&how, date_text_long(how.mem, it->due_on));
	}
	return buf_str(&how);
}

static Str describe_progress(const Deliverable *it, Date cut, const Tally *tally)
{
	Buf how = budget_words(tally, it);
	const Progress *latest = deliverable_progress_on(it, cut);
	if (deliverable_is_accepted(it, cut)) {
		buf_add(&how, STR(", accepted "));
		buf_add(&how, date_text_long(how.mem, it->accepted_on));
	} else if (latest) {
		buf_add(&how, STR(" × "));
		buf_add(&how, share_text(how.mem, latest->done));
		buf_add(&how, STR(" done on "));
		buf_add(&how, date_text_long(how.mem, latest->day));
	} else {
		buf_add(&how, STR(", no progress told"));
	}
	return buf_str(&how);
}

typedef enum Part { PART_BUDGET, PART_PLANNED, PART_EARNED } Part;

/* A deliverable's part of its budget, rounded half-even. One without a budget counts nothing. */
static void add_deliverable(const Deliverable *it, Part part, Date cut, Tally *out)
{
	TallyRow row = {
		.on = cut,
		.days = {DATE_NONE, DATE_NONE},
		.amount = it->budget_cost.minor,
		.na = it->budget_cost.na,
		.lineage = &it->lineage,
	};
	DaysOf plan = planned_on(it, cut);
	const Progress *latest = deliverable_progress_on(it, cut);
	if (!it->has_budget)
		return;
	if (part == PART_PLANNED)
		row.amount = spread_share(row.amount, plan.days, plan.of);
	if (part == PART_EARNED)
		row.amount = spread_share(row.amount, deliverable_done_on(it, cut), SHARE_ONE);
	if (part == PART_EARNED && latest && !deliverable_is_accepted(it, cut))
		row.lineage = &latest->lineage;
	if (out->keeps_rows) {
		row.label = it->name.len > 0 ? it->name : it->key;
		if (part == PART_PLANNED)
			row.how = describe_plan(it, plan, out);
		if (part == PART_EARNED)
			row.how = describe_progress(it, cut, out);
	}
	tally_add(out, &row);
}

static void add_deliverables(const Question *question, const Book *book, Part part, Tally *out)
{
	if (book->deliverable_count == 0)
		tally_fail(out, REASON_NO_SCOPE, (Str){0});
	for (size_t i = 0; i < book->deliverable_count; i++)
		add_deliverable(&book->deliverables[i], part, question->cut, out);
}

void measure_budget_at_completion(const Question *question, const Book *book, Tally *out)
{
	add_deliverables(question, book, PART_BUDGET, out);
}

void measure_planned_value(const Question *question, const Book *book, Tally *out)
{
	add_deliverables(question, book, PART_PLANNED, out);
}

void measure_earned_value(const Question *question, const Book *book, Tally *out)
{
	add_deliverables(question, book, PART_EARNED, out);
}

/* Costs of all days up to the cut, whatever the period. */
void measure_actual_cost(const Question *question, const Book *book, Tally *out)
{
	Question to_date = question_to_date(question);
	measure_cost_of_hours(&to_date, book, out);
	measure_other_costs(&to_date, book, out);
}
