#include "analytics/expression_parts.h"

typedef struct Evaluation {
	const Node *nodes;
	const InputValue *values;
} Evaluation;

static Evaluated evaluate(const Evaluation *evaluation, size_t place, Ratio *out);

/* The smallest lag at which the cumulated weight reaches tenths/10 of all. Few lags: picked one after the other. */
static Evaluated quantile(const InputValue *lags, int tenths, Ratio *out)
{
	int128 total = 0;
	for (size_t i = 0; i < lags->row_count; i++)
		total += lags->rows[i].amount;
	if (total <= 0)
		return EVALUATED_NOTHING;
	int128 reached = 0;
	int64_t lag = INT64_MIN;
	while (reached * 10 < total * tenths) {
		int64_t next = INT64_MAX;
		for (size_t i = 0; i < lags->row_count; i++) {
			if (lags->rows[i].lag > lag && lags->rows[i].lag < next)
				next = lags->rows[i].lag;
		}
		lag = next;
		for (size_t i = 0; i < lags->row_count; i++) {
			if (lags->rows[i].lag == lag)
				reached += lags->rows[i].amount;
		}
	}
	*out = ratio_of(lag);
	return EVALUATED;
}

static Evaluated checked(bool fits)
{
	return fits ? EVALUATED : EVALUATED_OUT_OF_RANGE;
}

static Evaluated operate(NodeKind kind, Ratio a, Ratio b, Ratio *out)
{
	switch (kind) {
	case NODE_PLUS:
		return checked(ratio_add(a, b, out));
	case NODE_LESS:
		return checked(ratio_subtract(a, b, out));
	case NODE_TIMES:
		return checked(ratio_multiply(a, b, out));
	case NODE_OVER:
		if (ratio_sign(b) == 0)
			return EVALUATED_ZERO_DIVISION;
		return checked(ratio_divide(a, b, out));
	case NODE_MAX:
		*out = ratio_compare(a, b) >= 0 ? a : b;
		return EVALUATED;
	case NODE_MIN:
		*out = ratio_compare(a, b) <= 0 ? a : b;
		return EVALUATED;
	case NODE_NUMBER:
	case NODE_INPUT:
	case NODE_MINUS:
	case NODE_MEDIAN:
	case NODE_P90:
		break;
	}
	__builtin_unreachable();
}

static Evaluated evaluate(const Evaluation *evaluation, size_t place, Ratio *out)
{
	const Node *node = &evaluation->nodes[place];
	switch (node->kind) {
	case NODE_NUMBER:
		*out = node->number;
		return EVALUATED;
	case NODE_INPUT:
		*out = evaluation->values[node->input].number;
		return EVALUATED;
	case NODE_MEDIAN:
	case NODE_P90: {
		size_t input = evaluation->nodes[node->left].input;
		return quantile(&evaluation->values[input], node->kind == NODE_MEDIAN ? 5 : 9, out);
	}
	case NODE_MINUS: {
		Evaluated evaluated = evaluate(evaluation, node->left, out);
		out->num = -out->num;
		return evaluated;
	}
	case NODE_PLUS:
	case NODE_LESS:
	case NODE_TIMES:
	case NODE_OVER:
	case NODE_MAX:
	case NODE_MIN:
		break;
	}
	Ratio a = RATIO_ZERO;
	Ratio b = RATIO_ZERO;
	Evaluated evaluated = evaluate(evaluation, node->left, &a);
	if (evaluated == EVALUATED)
		evaluated = evaluate(evaluation, node->right, &b);
	return evaluated == EVALUATED ? operate(node->kind, a, b, out) : evaluated;
}

Evaluated expression_evaluate(const Expression *expression, const InputValue *values, Ratio *out)
{
	Evaluation evaluation = {expression->nodes, values};
	Ratio result = RATIO_ZERO;
	Evaluated evaluated = evaluate(&evaluation, expression->root, &result);
	if (evaluated == EVALUATED)
		*out = result;
	return evaluated;
}
