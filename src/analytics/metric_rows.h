#ifndef PACTA_ANALYTICS_METRIC_ROWS_H
#define PACTA_ANALYTICS_METRIC_ROWS_H

/* The rows of the registry, a file a group (metric_rows_….c), and how their guards are written. Pure. */

#include "analytics/metric.h"

/* A group's rows, in the order in which they are shown. */
typedef struct MetricRows {
	const Metric *at;
	size_t len;
} MetricRows;

extern const MetricRows METRICS_OF_HOURS, METRICS_OF_PEOPLE, METRICS_OF_VALUE,
	METRICS_OF_EARNED_VALUE, METRICS_OF_MARGIN, METRICS_OF_RECOGNITION, METRICS_OF_BALANCES;

/* Refuses a figure; of totals, each part for itself. */
#define REFUSES(formula, when, reason)          \
	{                                       \
		formula, when, reason, 0, false \
	}

/* Refuses a quotient for its denominator; of totals, for that of the sum. */
#define REFUSES_SUM(formula, when, reason)     \
	{                                      \
		formula, when, reason, 0, true \
	}

/* Budgets of months are told for value and for cost. */
#define NEGATIVE_BUDGET(measure) REFUSES_SUM(measure, WHEN_NEGATIVE, REASON_NEGATIVE_BUDGET)
#define NO_BUDGET(measure) REFUSES_SUM(measure, WHEN_ZERO, REASON_NO_BUDGET)

#endif
