#include "analytics/metric_parts.h"

#include <assert.h>

typedef struct Planner {
	Arena *mem;
	VEC(Slot) slots;
	unsigned needs;
} Planner;

bool unit_is_money(Unit unit)
{
	return unit == UNIT_MONEY || unit == UNIT_MONEY_DAYS || unit == UNIT_LAGS;
}

static size_t slot_of(Planner *planner, Input input, bool at_budget)
{
	size_t count;
	Slot slot = {.place = input.measure, .measure = &measure_list(&count)[input.measure]};
	slot.rate = input.rate >= 0 ? (RateKind)input.rate
		    : at_budget     ? RATE_OF_BUDGET
				    : slot.measure->rate;
	slot.only_budgeted = input.rate == RATE_OF_DAY;
	slot.base = planner->slots.len;
	for (size_t i = 0; i < planner->slots.len; i++) {
		const Slot *known = &planner->slots.at[i];
		if (known->place != slot.place)
			continue;
		if (known->rate == slot.rate && known->only_budgeted == slot.only_budgeted)
			return i;
		slot.base = known->base;
	}
	planner->needs |= slot.measure->needs;
	if (unit_is_money(slot.measure->unit) &&
	    (slot.rate == RATE_OF_BUDGET || slot.only_budgeted))
		planner->needs |= NEED_BUDGETS; /* which tell the rates */
	*vec_push(planner->mem, &planner->slots) = slot;
	return planner->slots.len - 1;
}

static void note_side(Formula *formula, FormulaSide side, const Expression *expression)
{
	size_t input;
	formula->is_alone[side] = expression_is_input(expression, &input);
	if (formula->is_alone[side])
		formula->alone[side] = formula->slots[input];
}

static Formula plan_formula(Planner *planner, const char *text, bool at_budget)
{
	Formula formula = {0};
	Err err;
	bool reads = expression_parse(planner->mem, str_from_c(text), &formula.expression, &err);
	assert(reads); /* the registry's own text */
	(void)reads;
	InputList inputs = expression_inputs(formula.expression);
	assert(inputs.len <= FORMULA_INPUTS_MAX);
	formula.input_count = inputs.len;
	for (size_t i = 0; i < inputs.len; i++)
		formula.slots[i] = slot_of(planner, inputs.at[i], at_budget);
	note_side(&formula, SIDE_WHOLE, formula.expression);
	if (expression_is_quotient(formula.expression)) {
		note_side(&formula, SIDE_NUMERATOR, expression_numerator(formula.expression));
		note_side(&formula, SIDE_DENOMINATOR, expression_denominator(formula.expression));
	}
	return formula;
}

static void note_inputs(const Planner *planner, PlannedMetric *planned)
{
	planned->subjects = OF_CONTRACT | OF_RESOURCE;
	for (size_t i = 0; i < planned->formula.input_count; i++) {
		const Measure *measure = planner->slots.at[planned->formula.slots[i]].measure;
		planned->of_money |= unit_is_money(measure->unit);
		if (measure->unit == UNIT_LAGS)
			planned->kind = TOTAL_DISTRIBUTION;
		if (!measure->of_contract)
			planned->subjects &= ~(unsigned)OF_CONTRACT;
		if (!measure->of_resource)
			planned->subjects &= ~(unsigned)OF_RESOURCE;
	}
}

static void plan_one(Planner *planner, const Metric *metric, PlannedMetric *out)
{
	bool ratio = metric_unit_is_ratio(metric->unit) || metric->unit == METRIC_DAYS;
	*out = (PlannedMetric){.metric = metric};
	out->formula = plan_formula(planner, metric->formula, ratio);
	if (ratio && expression_is_quotient(out->formula.expression))
		out->kind = TOTAL_QUOTIENT;
	note_inputs(planner, out);
	assert(out->kind != TOTAL_DISTRIBUTION || out->formula.input_count == 1);
	if (metric->target) {
		out->target = plan_formula(planner, metric->target, ratio);
		out->target_is_constant = out->target.input_count == 0;
		out->target_is_quotient = expression_is_quotient(out->target.expression);
	}
	for (size_t i = 0; i < METRIC_GUARDS_MAX && metric->guards[i].formula; i++) {
		out->guards[i].formula = plan_formula(planner, metric->guards[i].formula, ratio);
		out->guards[i].guard = &metric->guards[i];
		out->guard_count++;
	}
	out->is_input = out->kind == TOTAL_AMOUNT && out->formula.is_alone[SIDE_WHOLE] &&
			!metric->target && out->guard_count == 0;
}

const MetricPlan *metric_plan(Arena *mem, const size_t *places, size_t count)
{
	Planner planner = {.mem = mem};
	MetricPlan *plan = ARENA_NEW(mem, MetricPlan);
	plan->metrics = ARENA_ARRAY(mem, PlannedMetric, count);
	plan->metric_count = count;
	for (size_t i = 0; i < count; i++)
		plan_one(&planner, metric_at(places[i]), &plan->metrics[i]);
	plan->slots = planner.slots.at;
	plan->slot_count = planner.slots.len;
	plan->needs = planner.needs;
	return plan;
}

unsigned metric_plan_needs(const MetricPlan *plan)
{
	return plan->needs;
}

size_t metric_plan_len(const MetricPlan *plan)
{
	return plan->metric_count;
}

const Metric *metric_plan_at(const MetricPlan *plan, size_t place)
{
	return plan->metrics[place].metric;
}
