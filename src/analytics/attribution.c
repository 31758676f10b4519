#include "analytics/attribution.h"

#include "analytics/ladder.h"

#include <assert.h>

/* One contract or person in both periods. */
typedef struct Pair {
	Ask from, to;
	bool in_from, in_to; /* whether it is in the figure of that period */
	SlotValue *now;      /* the inputs on their way */
	SlotValue *to_values;
} Pair;

typedef struct Attributor {
	Arena *mem;
	const MetricPlan *plan;
	const PlannedMetric *planned;
	Pair *pairs;
	size_t count;
	VEC(AttributionStep) steps;
	Ratio reached; /* the figure at the last step that had one */
} Attributor;

/* All slots of one side, or zeros where it is not in the figure. */
static SlotValue *values_of(Attributor *attributor, const Ask *ask, bool *in)
{
	const MetricPlan *plan = attributor->plan;
	SlotValue *values = ARENA_ARRAY(attributor->mem, SlotValue, plan->slot_count);
	Tally *tallies = ARENA_ARRAY(attributor->mem, Tally, plan->slot_count);
	ask_all(ask, plan, tallies, values);
	Part part;
	ask_part(ask, attributor->planned, values, &part);
	*in = part.na == REASON_NONE;
	return *in ? values : ARENA_ARRAY(attributor->mem, SlotValue, plan->slot_count);
}

static void fill_pair(Attributor *attributor, Pair *pair)
{
	pair->now = values_of(attributor, &pair->from, &pair->in_from);
	pair->to_values = values_of(attributor, &pair->to, &pair->in_to);
}

static bool is_nothing(const PlannedMetric *planned, const SlotValue *values)
{
	for (size_t i = 0; i < planned->formula.input_count; i++) {
		const SlotValue *value = &values[planned->formula.slots[i]];
		if (value->sum != 0 || value->lag_count != 0)
			return false;
	}
	return true;
}

/* The figure with the inputs where they are now. False: it has none. */
static bool figure_now(const Attributor *attributor, Ratio *value)
{
	const PlannedMetric *planned = attributor->planned;
	MetricSum sum = {0};
	for (size_t i = 0; i < attributor->count; i++) {
		Part part = {0};
		Reason na;
		const SlotValue *values = attributor->pairs[i].now;
		if (!is_nothing(planned, values) && part_evaluate(planned, values, &part, &na))
			metric_sum_add(attributor->mem, &sum, planned, &part, (Str){0});
	}
	if (sum.parts == 0) {
		*value = RATIO_ZERO;
		return planned->kind == TOTAL_AMOUNT;
	}
	Figure figure;
	metric_sum_figure(&sum, planned, attributor->count, attributor->mem, &figure);
	*value = figure.value;
	return figure.na == REASON_NONE;
}

/* The input's sum over all pairs. */
static Ratio input_now(const Attributor *attributor, size_t slot)
{
	int128 sum = 0;
	for (size_t i = 0; i < attributor->count; i++)
		sum += attributor->pairs[i].now[slot].sum;
	return (Ratio){sum, 1};
}

static int128 tally_native(const Ask *ask, const Slot *slot)
{
	Ask native = *ask;
	native.question.memo = &native.memo;
	native.memo = (Memo){0};
	native.converts = false;
	Tally tally = {0};
	ask_tally(&native, slot, &tally);
	return tally.sum;
}

static LadderEnd ladder_end(const Ask *ask, bool in, const Slot *slot, int128 value)
{
	LadderEnd end = {.question = &ask->question};
	if (!in)
		return end;
	end.book = ask->book;
	end.value = value;
	end.native = ask->converts && unit_is_money(slot->measure->unit) ? tally_native(ask, slot)
									 : value;
	if (slot->measure->of_contract == measure_labor_by_terms) {
		Slot revenue = {.rate = slot->rate};
		size_t count;
		bool known = measure_find(STR("recognized"), &revenue.place);
		assert(known);
		(void)known;
		revenue.measure = &measure_list(&count)[revenue.place];
		end.recognized = tally_native(ask, &revenue);
	}
	return end;
}

/* One step: every pair's input goes to its rung. */
static void take_step(Attributor *attributor, size_t slot, Factor factor, Ratio before)
{
	Ratio value;
	AttributionStep step = {
		.measure = attributor->plan->slots[slot].measure,
		.factor = factor,
		.before = before,
		.after = input_now(attributor, slot),
		.effect = RATIO_ZERO,
	};
	if (!figure_now(attributor, &value) ||
	    !ratio_subtract(value, attributor->reached, &step.effect))
		return;
	attributor->reached = value;
	if (ratio_sign(step.effect) != 0)
		*vec_push(attributor->mem, &attributor->steps) = step;
}

static void climb(Attributor *attributor, size_t slot)
{
	Ladder *ladders = ARENA_ARRAY(attributor->mem, Ladder, attributor->count);
	const Slot *planned = &attributor->plan->slots[slot];
	for (size_t i = 0; i < attributor->count; i++) {
		Pair *pair = &attributor->pairs[i];
		LadderEnd from =
			ladder_end(&pair->from, pair->in_from, planned, pair->now[slot].sum);
		LadderEnd to =
			ladder_end(&pair->to, pair->in_to, planned, pair->to_values[slot].sum);
		ladders[i] = ladder_make(attributor->mem, planned->measure, &from, &to);
	}
	for (size_t place = 0; place < FACTORS; place++) {
		bool moves = false;
		Ratio before = input_now(attributor, slot);
		for (size_t i = 0; i < attributor->count; i++) {
			Pair *pair = &attributor->pairs[i];
			if (ladder_order(place) == FACTOR_INPUT) {
				pair->now[slot].lags = pair->to_values[slot].lags;
				pair->now[slot].lag_count = pair->to_values[slot].lag_count;
				moves |= planned->measure->unit == UNIT_LAGS;
			}
			moves |= pair->now[slot].sum != ladders[i].at[place];
			pair->now[slot].sum = ladders[i].at[place];
		}
		if (moves)
			take_step(attributor, slot, ladder_order(place), before);
	}
}

static bool is_labor(const Measure *measure)
{
	return measure->of_contract == measure_labor_by_terms;
}

/* Whether a step of labour by terms, or of anything else, is of that factor. */
static bool has_step(const Attributor *attributor, bool labor, Factor factor)
{
	for (size_t i = 0; i < attributor->steps.len; i++) {
		const AttributionStep *step = &attributor->steps.at[i];
		if (step->factor == factor && is_labor(step->measure) == labor)
			return true;
	}
	return false;
}

/* ". Money of hours goes by volume, mix": the factors that have a step, in their order. */
static void add_factors(Buf *buf, const Attributor *attributor, bool labor)
{
	static const char *const NAMES[FACTORS] = {
		[FACTOR_SCOPE] = "scope",
		[FACTOR_VOLUME] = "volume",
		[FACTOR_MIX] = "mix",
		[FACTOR_RATE] = "rate",
		[FACTOR_LABOR_SHARE] = "labour share",
	};
	bool any = false;
	for (size_t place = 0; place < FACTORS; place++) {
		Factor factor = ladder_order(place);
		if (!NAMES[factor] || !has_step(attributor, labor, factor))
			continue;
		if (!any)
			buf_add(buf, labor ? STR(". Labour by terms goes by ")
					   : STR(". Money of hours goes by "));
		buf_add(buf, any ? STR(", ") : (Str){0});
		buf_add(buf, str_from_c(NAMES[factor]));
		any = true;
	}
}

/* Names the factors that have a step: after the last one was taken. */
static Str method_words(const Attributor *attributor)
{
	const Formula *formula = &attributor->planned->formula;
	Buf buf = {.mem = attributor->mem};
	buf_add(&buf, STR("One after the other goes from the first period to the second: "));
	for (size_t i = 0; i < formula->input_count; i++) {
		const Measure *measure = attributor->plan->slots[formula->slots[i]].measure;
		buf_add(&buf, i > 0 ? STR(", then ") : (Str){0});
		buf_add(&buf, str_from_c(measure->title));
	}
	add_factors(&buf, attributor, false);
	add_factors(&buf, attributor, true);
	if (has_step(attributor, false, FACTOR_FX) || has_step(attributor, true, FACTOR_FX))
		buf_add(&buf, STR(". Exchange rates come last of each"));
	buf_add(&buf, STR(". Each effect is what the figure changes by."));
	return buf_str(&buf);
}

static Attribution attribute_pairs(Attributor *attributor, const Figure *from, const Figure *to)
{
	Attribution attribution = {
		.from = *from,
		.to = *to,
		.difference = RATIO_ZERO,
	};
	attribution.na = from->na != REASON_NONE ? from->na : to->na;
	if (attribution.na == REASON_NONE &&
	    !ratio_subtract(to->value, from->value, &attribution.difference))
		attribution.na = REASON_OUT_OF_RANGE;
	if (attribution.na != REASON_NONE) {
		attribution.method = method_words(attributor);
		return attribution;
	}
	for (size_t i = 0; i < attributor->count; i++)
		fill_pair(attributor, &attributor->pairs[i]);
	attributor->reached = from->value;
	const Formula *formula = &attributor->planned->formula;
	for (size_t i = 0; i < formula->input_count; i++)
		climb(attributor, formula->slots[i]);
	attribution.steps = attributor->steps.at;
	attribution.step_count = attributor->steps.len;
	attribution.method = method_words(attributor);
	return attribution;
}

static Attributor attributor_new(Arena *mem, size_t metric, size_t count)
{
	const MetricPlan *plan = metric_plan(mem, &metric, 1);
	return (Attributor){
		.mem = mem,
		.plan = plan,
		.planned = &plan->metrics[0],
		.pairs = ARENA_ARRAY(mem, Pair, count),
		.count = count,
	};
}

Attribution attribute(const Question *from, const Question *to, size_t metric,
		      const Book *const *from_books, const Book *const *to_books, size_t count,
		      Currency currency)
{
	Arena *mem = to->mem;
	Attributor attributor = attributor_new(mem, metric, count);
	Total *first = total_new(mem, attributor.plan, currency);
	Total *second = total_new(mem, attributor.plan, currency);
	for (size_t i = 0; i < count; i++) {
		Pair *pair = &attributor.pairs[i];
		ask_contract(&pair->from, mem, from, from_books[i], currency);
		ask_contract(&pair->to, mem, to, to_books[i], currency);
		total_add_contract(first, from, from_books[i]);
		total_add_contract(second, to, to_books[i]);
	}
	return attribute_pairs(&attributor, total_figures(first, mem, from),
			       total_figures(second, mem, to));
}

Attribution attribute_resources(const Question *from, const Question *to, size_t metric,
				const Resource *const *from_resources,
				const Resource *const *to_resources, size_t count)
{
	Arena *mem = to->mem;
	Attributor attributor = attributor_new(mem, metric, count);
	Total *first = total_new(mem, attributor.plan, (Currency){0});
	Total *second = total_new(mem, attributor.plan, (Currency){0});
	for (size_t i = 0; i < count; i++) {
		Pair *pair = &attributor.pairs[i];
		ask_resource(&pair->from, mem, from, from_resources[i]);
		ask_resource(&pair->to, mem, to, to_resources[i]);
		total_add_resource(first, from, from_resources[i]);
		total_add_resource(second, to, to_resources[i]);
	}
	return attribute_pairs(&attributor, total_figures(first, mem, from),
			       total_figures(second, mem, to));
}
