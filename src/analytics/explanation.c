#include "analytics/explanation.h"

#include "analytics/metric_parts.h"

#include <stdlib.h>

/* A row with the contract that it is of. */
typedef struct BookRow {
	TallyRow row;
	const Book *book;
	size_t place; /* rows of one day keep their order */
} BookRow;

/* An input on the way. */
typedef struct Collected {
	VEC(BookRow) rows;
	int128 sum;
	Reason na;
	Str na_detail;
} Collected;

typedef struct Explainer {
	Arena *mem;
	const MetricPlan *plan;
	const PlannedMetric *planned;
	Currency currency;
	size_t count; /* contracts or people */
	Total *total;
	Tally *tallies;
	SlotValue *values;
	Collected *inputs;
	VEC(ExplainedPart) parts;
} Explainer;

static Explainer explainer_new(const Question *question, size_t metric, Currency currency,
			       size_t count)
{
	Arena *mem = question->mem;
	const MetricPlan *plan = metric_plan(mem, &metric, 1);
	return (Explainer){
		.mem = mem,
		.plan = plan,
		.planned = &plan->metrics[0],
		.currency = currency,
		.count = count,
		.total = total_new(mem, plan, currency),
		.tallies = ARENA_ARRAY(mem, Tally, plan->slot_count),
		.values = ARENA_ARRAY(mem, SlotValue, plan->slot_count),
		.inputs = ARENA_ARRAY(mem, Collected, plan->metrics[0].formula.input_count),
	};
}

static void collect_rows(Explainer *explainer, Collected *input, const Tally *tally,
			 const Book *book)
{
	input->sum += tally->sum;
	for (size_t i = 0; i < tally->rows.len; i++)
		*vec_push(explainer->mem, &input->rows) =
			(BookRow){tally->rows.at[i], book, input->rows.len};
}

/* False: it is not in the total. */
static bool collect_part(Explainer *explainer, const Ask *ask, const Part *part)
{
	ExplainedPart own = {.book = ask->book, .resource = ask->resource};
	if (part->na != REASON_NONE || !part_sides(part, &own.numerator, &own.denominator))
		return false;
	*vec_push(explainer->mem, &explainer->parts) = own;
	return true;
}

/* What is left out of a total is not among its rows; one alone shows them all the same. */
static void collect(Explainer *explainer, Ask *ask)
{
	const Formula *formula = &explainer->planned->formula;
	ask_all(ask, explainer->plan, explainer->tallies, explainer->values);
	Part part;
	ask_part(ask, explainer->planned, explainer->values, &part);
	bool left_out = !collect_part(explainer, ask, &part) && explainer->count > 1;
	bool exists = part.na != REASON_NOT_OF_SCOPE;
	ask->keeps_rows = true;
	ask->memo = (Memo){0}; /* what is shared was made without words */
	for (size_t i = 0; i < formula->input_count && exists && !left_out; i++) {
		const Slot *slot = &explainer->plan->slots[formula->slots[i]];
		Collected *input = &explainer->inputs[i];
		if (!ask_has(ask, slot))
			continue;
		Tally tally = {0};
		ask_tally(ask, slot, &tally);
		collect_rows(explainer, input, &tally, ask->book);
		input->na = tally.na; /* of several, none has one */
		input->na_detail = tally.na_detail;
	}
	ask->keeps_rows = false;
}

static int compare_rows(const void *left, const void *right)
{
	const BookRow *a = left;
	const BookRow *b = right;
	if (a->row.on.day != b->row.on.day)
		return a->row.on.day < b->row.on.day ? -1 : 1;
	return a->place < b->place ? -1 : 1;
}

static ExplainedInput explained_input(const Explainer *explainer, size_t place)
{
	const Formula *formula = &explainer->planned->formula;
	const Slot *slot = &explainer->plan->slots[formula->slots[place]];
	Collected *input = &explainer->inputs[place];
	size_t count = input->rows.len;
	if (count > 1)
		qsort(input->rows.at, count, sizeof input->rows.at[0], compare_rows);
	TallyRow *rows = ARENA_ARRAY(explainer->mem, TallyRow, count);
	const Book **books = ARENA_ARRAY(explainer->mem, const Book *, count);
	for (size_t i = 0; i < count; i++) {
		rows[i] = input->rows.at[i].row;
		books[i] = input->rows.at[i].book;
	}
	Str text = input->na == REASON_NONE ? measure_text(explainer->mem, slot->measure->unit,
							   explainer->currency, input->sum)
					    : STR("n/a");
	return (ExplainedInput){
		.measure = slot->measure,
		.rate = expression_inputs(formula->expression).at[place].rate,
		.na = input->na,
		.na_detail = input->na_detail,
		.sum = input->sum,
		.text = text,
		.rows = rows,
		.books = books,
		.row_count = count,
	};
}

/* Whether the formula over the sums gives the figure; else it was added up part by part. */
static bool sums_give_figure(const Explainer *explainer, const Figure *figure)
{
	InputValue inputs[FORMULA_INPUTS_MAX];
	const Formula *formula = &explainer->planned->formula;
	if (figure->parts <= 1)
		return true;
	if (explainer->planned->kind == TOTAL_DISTRIBUTION)
		return true;
	for (size_t i = 0; i < formula->input_count; i++)
		inputs[i] = (InputValue){.number = {explainer->inputs[i].sum, 1}};
	Ratio value;
	return expression_evaluate(formula->expression, inputs, &value) == EVALUATED &&
	       ratio_compare(value, figure->value) == 0;
}

/* The scope has no such figure: its inputs are not sums that mean anything, such as of dates. */
static bool has_no_sums(const Figure *figure)
{
	return figure->na == REASON_NOT_ADDITIVE || figure->na == REASON_NOT_OF_SCOPE ||
	       figure->na == REASON_NO_FACTS;
}

static Str numbers_text(const Explainer *explainer, const Explanation *explanation)
{
	Arena *mem = explainer->mem;
	const Figure *figure = &explanation->figure;
	Str texts[FORMULA_INPUTS_MAX];
	for (size_t i = 0; i < explanation->input_count; i++)
		texts[i] = explanation->inputs[i].text;
	Str formula = expression_numbers(mem, explainer->planned->formula.expression, texts);
	Str result = figure_text(mem, figure);
	if (has_no_sums(figure))
		return str_format(mem, "n/a: %.*s", STR_ARG(result));
	if (figure->na != REASON_NONE)
		return str_format(mem, "%.*s = n/a: %.*s", STR_ARG(formula), STR_ARG(result));
	if (explanation->part_count > 0)
		return str_format(mem, "%.*s, each%s of %zu on its own, added up: %.*s",
				  STR_ARG(formula), figure->is_quotient ? " side" : "",
				  figure->parts, STR_ARG(result));
	if (str_eq(formula, result) || figure->metric->unit == METRIC_DATE) /* a measure alone */
		return result;
	return str_format(mem, "%.*s = %.*s", STR_ARG(formula), STR_ARG(result));
}

static Explanation explain(const Explainer *explainer, const Question *question)
{
	const Formula *formula = &explainer->planned->formula;
	ExplainedInput *inputs = ARENA_ARRAY(explainer->mem, ExplainedInput, formula->input_count);
	for (size_t i = 0; i < formula->input_count; i++)
		inputs[i] = explained_input(explainer, i);
	Explanation explanation = {
		.figure = *total_figures(explainer->total, explainer->mem, question),
		.formula = expression_words(explainer->mem, formula->expression),
		.inputs = inputs,
		.input_count = formula->input_count,
	};
	if (explanation.figure.na == REASON_NONE &&
	    !sums_give_figure(explainer, &explanation.figure)) {
		explanation.parts = explainer->parts.at;
		explanation.part_count = explainer->parts.len;
	}
	explanation.numbers = numbers_text(explainer, &explanation);
	for (size_t i = 0; i < formula->input_count && has_no_sums(&explanation.figure); i++) {
		inputs[i].na = explanation.figure.na;
		inputs[i].na_detail = (Str){0};
		inputs[i].text = STR("n/a");
	}
	return explanation;
}

Explanation explain_contracts(const Question *question, size_t metric, const Book *const *books,
			      size_t count, Currency currency)
{
	Explainer explainer = explainer_new(question, metric, currency, count);
	for (size_t i = 0; i < count; i++) {
		Ask ask;
		ask_contract(&ask, explainer.mem, question, books[i], currency);
		collect(&explainer, &ask);
		total_add_contract(explainer.total, question, books[i]);
	}
	return explain(&explainer, question);
}

Explanation explain_resources(const Question *question, size_t metric,
			      const Resource *const *resources, size_t count)
{
	Explainer explainer = explainer_new(question, metric, (Currency){0}, count);
	for (size_t i = 0; i < count; i++) {
		Ask ask;
		ask_resource(&ask, explainer.mem, question, resources[i]);
		collect(&explainer, &ask);
		total_add_resource(explainer.total, question, resources[i]);
	}
	return explain(&explainer, question);
}
