#include "analytics/metric_parts.h"

/* What most of the parts are left out for; of equal counts the one that came first. */
static Reason commonest_reason(const MetricSum *sum)
{
	size_t counts[REASONS] = {[REASON_NOT_OF_SCOPE] = sum->not_of_scope};
	Reason best = sum->not_of_scope > 0 ? REASON_NOT_OF_SCOPE : REASON_NO_FACTS;
	for (size_t i = 0; i < sum->left_out.len; i++)
		counts[sum->left_out.at[i].reason]++;
	for (size_t i = 0; i < sum->left_out.len; i++) {
		Reason reason = sum->left_out.at[i].reason;
		if (counts[reason] > counts[best])
			best = reason;
	}
	return best;
}

static void list_left_out(const MetricSum *sum, Arena *mem, Figure *out)
{
	LeftOutOf *list = ARENA_ARRAY(mem, LeftOutOf, sum->left_out.len);
	for (size_t i = 0; i < sum->left_out.len; i++) {
		list[i] = sum->left_out.at[i];
		list[i].name = str_copy(mem, list[i].name);
	}
	out->left_out = list;
	out->left_out_count = sum->left_out.len;
	if (sum->parts > 0 && sum->left_out.len > 0)
		out->flags |= FIGURE_PARTIAL;
}

/* Of a distribution of all parts, for which formulas are computed anew. */
static Reason distribution_value(const MetricSum *sum, const PlannedMetric *planned, Ratio *value)
{
	InputValue input = {RATIO_ZERO, sum->lags.rows.at, sum->lags.rows.len};
	Evaluated evaluated = expression_evaluate(planned->formula.expression, &input, value);
	return evaluated == EVALUATED ? REASON_NONE : zero_reason(planned);
}

/* The first reason why guards refuse a quotient of this denominator; what marks it is added to `flags`. */
static Reason ask_sum(const PlannedMetric *planned, Ratio denominator, unsigned *flags)
{
	for (size_t i = 0; i < planned->guard_count; i++) {
		const MetricGuard *guard = planned->guards[i].guard;
		if (!guard->of_sum || !guard_meets(guard, denominator))
			continue;
		if (guard->reason != REASON_NONE)
			return guard->reason;
		*flags |= guard->flag;
	}
	return REASON_NONE;
}

static Reason sum_value(const MetricSum *sum, const PlannedMetric *planned, Ratio *value,
			unsigned *flags)
{
	switch (planned->kind) {
	case TOTAL_DISTRIBUTION:
		return distribution_value(sum, planned, value);
	case TOTAL_AMOUNT:
		*value = (Ratio){sum->numerator, 1};
		return REASON_NONE;
	case TOTAL_QUOTIENT:
		break;
	}
	Ratio numerator = {sum->numerator, 1};
	Ratio denominator = {sum->denominator, 1};
	if (sum->parts == 1) {
		numerator = sum->first_numerator;
		denominator = sum->first_denominator;
	}
	Reason refused = ask_sum(planned, denominator, flags);
	if (refused != REASON_NONE)
		return refused;
	if (ratio_sign(denominator) == 0)
		return zero_reason(planned);
	return ratio_divide(numerator, denominator, value) ? REASON_NONE : REASON_OUT_OF_RANGE;
}

static bool target_value(const MetricSum *sum, const PlannedMetric *planned, Ratio *target)
{
	Ratio numerator = {sum->target_numerator, 1};
	Ratio denominator = {sum->target_denominator, 1};
	if (sum->target_parts == 0)
		return false;
	if (sum->target_parts == 1 || planned->target_is_constant) {
		numerator = sum->first_target_numerator;
		denominator = sum->first_target_denominator;
	} else if (!planned->target_is_quotient) {
		denominator = ratio_of(1);
	}
	return ratio_sign(denominator) != 0 && ratio_divide(numerator, denominator, target);
}

static void compare_to_target(const MetricSum *sum, const PlannedMetric *planned, Figure *out)
{
	out->has_target = target_value(sum, planned, &out->target) &&
			  ratio_subtract(out->value, out->target, &out->deviation);
	if (!out->has_target) {
		out->target = RATIO_ZERO;
		return;
	}
	out->has_share =
		ratio_sign(out->target) != 0 && ratio_divide(out->value, out->target, &out->share);
}

static Reason figure_reason(const MetricSum *sum, const PlannedMetric *planned, size_t added,
			    Figure *out)
{
	if (planned->metric->single && sum->not_of_scope < added && added > 1)
		return REASON_NOT_ADDITIVE;
	if (sum->parts == 0)
		return commonest_reason(sum);
	return sum_value(sum, planned, &out->value, &out->flags);
}

void metric_sum_figure(const MetricSum *sum, const PlannedMetric *planned, size_t added, Arena *mem,
		       Figure *out)
{
	*out = (Figure){
		.metric = planned->metric,
		.value = RATIO_ZERO,
		.target = RATIO_ZERO,
		.deviation = RATIO_ZERO,
		.share = RATIO_ZERO,
		.is_quotient = planned->kind == TOTAL_QUOTIENT,
		.of_money = planned->of_money,
		.parts = sum->parts,
	};
	out->na = figure_reason(sum, planned, added, out);
	if (added <= 1)
		out->na_detail = str_copy(mem, sum->detail);
	else if (out->na != REASON_NOT_ADDITIVE)
		list_left_out(sum, mem, out);
	if (out->na != REASON_NONE)
		return;
	out->flags |= sum->flags;
	if (out->is_quotient) {
		out->numerator = sum->numerator;
		out->denominator = sum->denominator;
	}
	compare_to_target(sum, planned, out);
}
