#include "analytics/metric_parts.h"

static void fill_inputs(const Formula *formula, const SlotValue *values, InputValue *out)
{
	for (size_t i = 0; i < formula->input_count; i++) {
		const SlotValue *value = &values[formula->slots[i]];
		out[i] = (InputValue){{value->sum, 1}, value->lags, value->lag_count};
	}
}

static const Expression *side_of(const Formula *formula, FormulaSide side)
{
	if (side == SIDE_NUMERATOR)
		return expression_numerator(formula->expression);
	if (side == SIDE_DENOMINATOR)
		return expression_denominator(formula->expression);
	return formula->expression;
}

/* Most sides are a single input: then nothing is to be computed. */
static Evaluated evaluate_side(const Formula *formula, FormulaSide side, const SlotValue *values,
			       Ratio *out)
{
	if (formula->is_alone[side]) {
		*out = (Ratio){values[formula->alone[side]].sum, 1};
		return EVALUATED;
	}
	InputValue inputs[FORMULA_INPUTS_MAX];
	fill_inputs(formula, values, inputs);
	return expression_evaluate(side_of(formula, side), inputs, out);
}

static Evaluated evaluate_sides(const Formula *formula, const SlotValue *values, Ratio *numerator,
				Ratio *denominator)
{
	Evaluated evaluated = evaluate_side(formula, SIDE_NUMERATOR, values, numerator);
	return evaluated == EVALUATED
		       ? evaluate_side(formula, SIDE_DENOMINATOR, values, denominator)
		       : evaluated;
}

/* The first input that is not available, or NULL. */
static const SlotValue *missing_input(const Formula *formula, const SlotValue *values)
{
	for (size_t i = 0; i < formula->input_count; i++) {
		if (values[formula->slots[i]].na != REASON_NONE)
			return &values[formula->slots[i]];
	}
	return NULL;
}

bool guard_meets(const MetricGuard *guard, Ratio value)
{
	int sign = ratio_sign(value);
	switch (guard->when) {
	case WHEN_ZERO:
		return sign == 0;
	case WHEN_NEGATIVE:
		return sign < 0;
	case WHEN_NOT_POSITIVE:
		return sign <= 0;
	}
	return false;
}

Reason zero_reason(const PlannedMetric *planned)
{
	Reason reason = REASON_OUT_OF_RANGE;
	for (size_t i = planned->guard_count; i-- > 0;) {
		const MetricGuard *guard = planned->guards[i].guard;
		if (guard->when != WHEN_NEGATIVE && guard->reason != REASON_NONE)
			reason = guard->reason;
	}
	for (size_t i = planned->guard_count; i-- > 0;) {
		const MetricGuard *guard = planned->guards[i].guard;
		if (guard->when == WHEN_ZERO && guard->reason != REASON_NONE)
			reason = guard->reason;
	}
	return reason;
}

static Reason reason_of(const PlannedMetric *planned, Evaluated evaluated)
{
	switch (evaluated) {
	case EVALUATED:
		return REASON_NONE;
	case EVALUATED_ZERO_DIVISION:
	case EVALUATED_NOTHING:
		return zero_reason(planned);
	case EVALUATED_OUT_OF_RANGE:
		return REASON_OUT_OF_RANGE;
	}
	return REASON_NONE;
}

static Evaluated evaluate_amount(const PlannedMetric *planned, const SlotValue *values, Part *out)
{
	Evaluated evaluated = evaluate_side(&planned->formula, SIDE_WHOLE, values, &out->numerator);
	int64_t rounded = 0;
	if (evaluated == EVALUATED && !ratio_round(out->numerator, 1, &rounded))
		evaluated = EVALUATED_OUT_OF_RANGE;
	out->numerator = ratio_of(rounded);
	return evaluated;
}

bool part_evaluate(const PlannedMetric *planned, const SlotValue *values, Part *out, Reason *na)
{
	Evaluated evaluated = EVALUATED;
	out->numerator = RATIO_ZERO;
	out->denominator = ratio_of(1);
	switch (planned->kind) {
	case TOTAL_AMOUNT:
		evaluated = evaluate_amount(planned, values, out);
		break;
	case TOTAL_QUOTIENT:
		evaluated = evaluate_sides(&planned->formula, values, &out->numerator,
					   &out->denominator);
		break;
	case TOTAL_DISTRIBUTION:
		out->lags = &values[planned->formula.slots[0]]; /* a quantile is of all parts */
		break;
	}
	*na = reason_of(planned, evaluated);
	return *na == REASON_NONE;
}

static void add_target(const PlannedMetric *planned, const SlotValue *values, Part *part)
{
	if (!planned->target.expression || missing_input(&planned->target, values))
		return;
	Evaluated evaluated;
	part->target_denominator = ratio_of(1);
	if (planned->target_is_quotient)
		evaluated = evaluate_sides(&planned->target, values, &part->target_numerator,
					   &part->target_denominator);
	else
		evaluated = evaluate_side(&planned->target, SIDE_WHOLE, values,
					  &part->target_numerator);
	part->has_target = evaluated == EVALUATED && ratio_sign(part->target_denominator) != 0;
}

/* False: a guard refuses the part. Guards of sums are asked when all parts are in. */
static bool ask_guards(const PlannedMetric *planned, const SlotValue *values, Part *part)
{
	for (size_t i = 0; i < planned->guard_count; i++) {
		const PlannedGuard *guard = &planned->guards[i];
		const SlotValue *missing = missing_input(&guard->formula, values);
		if (missing) {
			part->na = missing->na;
			part->detail = missing->na_detail;
			return false;
		}
		if (guard->guard->of_sum)
			continue;
		Ratio value = RATIO_ZERO;
		part->na = reason_of(planned,
				     evaluate_side(&guard->formula, SIDE_WHOLE, values, &value));
		if (part->na == REASON_NONE && guard_meets(guard->guard, value))
			part->na = guard->guard->reason;
		if (part->na != REASON_NONE)
			return false;
	}
	return true;
}

/* False: an input is not available. */
static bool take_inputs(const PlannedMetric *planned, const SlotValue *values, Part *out)
{
	for (size_t i = 0; i < planned->formula.input_count; i++) {
		const SlotValue *value = &values[planned->formula.slots[i]];
		if (value->na != REASON_NONE) {
			*out = (Part){.na = value->na, .detail = value->na_detail};
			return false;
		}
		out->flags |= value->flags;
	}
	return true;
}

void part_make(const PlannedMetric *planned, const SlotValue *values, Part *out)
{
	*out = (Part){.values = values};
	if (take_inputs(planned, values, out) && ask_guards(planned, values, out) &&
	    part_evaluate(planned, values, out, &out->na))
		add_target(planned, values, out);
}

void lags_add(Arena *mem, Lags *lags, const TallyRow *row)
{
	size_t low = 0;
	size_t high = lags->rows.len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (lags->rows.at[middle].lag < row->lag)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < lags->rows.len && lags->rows.at[low].lag == row->lag) {
		lags->rows.at[low].amount += row->amount;
		return;
	}
	(void)vec_push(mem, &lags->rows);
	for (size_t i = lags->rows.len - 1; i > low; i--)
		lags->rows.at[i] = lags->rows.at[i - 1];
	lags->rows.at[low] = (TallyRow){.lag = row->lag, .amount = row->amount};
}

/* Beyond it nothing is added up: so many sides fit into 128 bits that no total overflows. */
static const int128 SIDE_MAX = (int128)1 << 104;

/*
 * Sides of totals are whole: what a formula makes of several inputs is rounded as an amount of its own would be. False: it is too large to
 * be added up.
 */
static bool whole_of(Ratio side, int128 *out)
{
	int64_t rounded;
	if (side.den == 1) {
		if (side.num > SIDE_MAX || side.num < -SIDE_MAX)
			return false;
		*out = side.num;
		return true;
	}
	if (!ratio_round(side, 1, &rounded))
		return false;
	*out = rounded;
	return true;
}

bool part_sides(const Part *part, int128 *numerator, int128 *denominator)
{
	int128 above;
	if (!whole_of(part->numerator, &above) || !whole_of(part->denominator, denominator))
		return false;
	*numerator = above;
	return true;
}

static void leave_out(Arena *mem, MetricSum *sum, Str name, Reason reason)
{
	*vec_push(mem, &sum->left_out) = (LeftOutOf){name, reason};
}

/* What measures say may live no longer than their question. */
static void keep_detail(Arena *mem, MetricSum *sum, Str detail)
{
	sum->detail = detail.len > 0 ? str_copy(mem, detail) : (Str){0};
}

static void add_target_sides(MetricSum *sum, const Part *part)
{
	int128 numerator;
	int128 denominator;
	if (!part->has_target || !whole_of(part->target_numerator, &numerator) ||
	    !whole_of(part->target_denominator, &denominator))
		return;
	if (sum->target_parts++ == 0) {
		sum->first_target_numerator = part->target_numerator;
		sum->first_target_denominator = part->target_denominator;
	}
	sum->target_numerator += numerator;
	sum->target_denominator += denominator;
}

/* What inputs say beside their values. */
typedef struct Sayings {
	Str said; /* by the measures, each thing once */
	NamedMonths unrated;
} Sayings;

/* Inputs often say the same, or the same and more. */
static void add_said(Arena *mem, Str *text, Str said)
{
	size_t at;
	if (str_starts(said, *text))
		*text = said;
	else if (!str_find(*text, said, &at))
		*text = str_format(mem, "%.*s; %.*s", STR_ARG(*text), STR_ARG(said));
}

static Sayings sayings_of(Arena *mem, const PlannedMetric *planned, const Part *part)
{
	Sayings sayings = {0};
	for (size_t i = 0; part->values && i < planned->formula.input_count; i++) {
		const SlotValue *value = &part->values[planned->formula.slots[i]];
		add_said(mem, &sayings.said, value->said);
		if (value->unrated)
			named_months_add_all(&sayings.unrated, value->unrated);
	}
	return sayings;
}

static Str sayings_text(Arena *mem, const Sayings *sayings)
{
	if (sayings->unrated.len == 0)
		return sayings->said;
	Str rates = no_budget_rate_words(mem, &sayings->unrated);
	if (sayings->said.len == 0)
		return rates;
	return str_format(mem, "%.*s; %.*s", STR_ARG(sayings->said), STR_ARG(rates));
}

/* A part of the contract is left out: months without a budget, and months without a budget rate, both by name. */
static void note_partial(Arena *mem, MetricSum *sum, const Sayings *sayings, Str name)
{
	Str text = sayings_text(mem, sayings);
	leave_out(mem, sum, str_format(mem, "%.*s: %.*s", STR_ARG(name), STR_ARG(text)),
		  sayings->said.len > 0 ? REASON_NO_BUDGET : REASON_NO_BUDGET_RATE);
}

/* What is told of the figure of one, and what is left out of totals. */
static void note_sayings(Arena *mem, MetricSum *sum, const PlannedMetric *planned, const Part *part,
			 Str name)
{
	bool partial = (part->flags & FIGURE_PARTIAL) != 0;
	if (sum->parts > 1 && !partial)
		return;
	Sayings sayings = sayings_of(mem, planned, part);
	if (sum->parts == 1)
		keep_detail(mem, sum, sayings_text(mem, &sayings));
	if (partial)
		note_partial(mem, sum, &sayings, name);
}

void metric_sum_add(Arena *mem, MetricSum *sum, const PlannedMetric *planned, const Part *part,
		    Str name)
{
	int128 numerator = 0;
	int128 denominator = 0;
	bool fits = part->na != REASON_NONE || part_sides(part, &numerator, &denominator);
	if (part->na != REASON_NONE || !fits) {
		leave_out(mem, sum, name, fits ? part->na : REASON_OUT_OF_RANGE);
		if (sum->detail.len == 0)
			keep_detail(mem, sum, part->detail);
		return;
	}
	if (sum->parts++ == 0) {
		sum->first_numerator = part->numerator;
		sum->first_denominator = part->denominator;
	}
	sum->numerator += numerator;
	sum->denominator += denominator;
	sum->flags |= part->flags;
	note_sayings(mem, sum, planned, part, name);
	if (planned->kind == TOTAL_DISTRIBUTION) {
		for (size_t i = 0; i < part->lags->lag_count; i++)
			lags_add(mem, &sum->lags, &part->lags->lags[i]);
	}
	add_target_sides(sum, part);
}

void metric_sum_merge(Arena *mem, MetricSum *sum, const MetricSum *other)
{
	if (sum->parts == 0) {
		sum->first_numerator = other->first_numerator;
		sum->first_denominator = other->first_denominator;
	}
	if (sum->target_parts == 0) {
		sum->first_target_numerator = other->first_target_numerator;
		sum->first_target_denominator = other->first_target_denominator;
	}
	sum->parts += other->parts;
	sum->numerator += other->numerator;
	sum->denominator += other->denominator;
	sum->target_parts += other->target_parts;
	sum->target_numerator += other->target_numerator;
	sum->target_denominator += other->target_denominator;
	sum->flags |= other->flags;
	sum->not_of_scope += other->not_of_scope;
	if (sum->detail.len == 0)
		sum->detail = str_copy(mem, other->detail);
	for (size_t i = 0; i < other->lags.rows.len; i++)
		lags_add(mem, &sum->lags, &other->lags.rows.at[i]);
	for (size_t i = 0; i < other->left_out.len; i++)
		leave_out(mem, sum, str_copy(mem, other->left_out.at[i].name),
			  other->left_out.at[i].reason);
}

void metric_sum_clear(MetricSum *sum)
{
	MetricSum empty = {.lags = sum->lags, .left_out = {sum->left_out.at, 0, sum->left_out.cap}};
	empty.lags.rows.len = 0;
	*sum = empty;
}
