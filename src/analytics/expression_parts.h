#ifndef PACTA_ANALYTICS_EXPRESSION_PARTS_H
#define PACTA_ANALYTICS_EXPRESSION_PARTS_H

/* How a read formula is held: between the files that read, compute and write it. Pure. */

#include "analytics/expression.h"

typedef enum NodeKind {
	NODE_NUMBER,
	NODE_INPUT,
	NODE_PLUS,
	NODE_LESS,
	NODE_TIMES,
	NODE_OVER,
	NODE_MINUS, /* of `left` alone, as are the quantiles */
	NODE_MAX,
	NODE_MIN,
	NODE_MEDIAN,
	NODE_P90,
} NodeKind;

typedef struct Node {
	NodeKind kind;
	size_t left, right; /* places of nodes */
	Ratio number;
	Str text;     /* of a number, as it was written */
	size_t input; /* place in the inputs */
} Node;

struct Expression {
	const Node *nodes;
	size_t root;
	InputList inputs;
	const Expression *sides; /* numerator and denominator of a quotient; else NULL */
};

#endif
