#ifndef PACTA_ANSWER_METRIC_JSON_H
#define PACTA_ANSWER_METRIC_JSON_H

/* The registry of metrics as JSON: what each means, and how it is computed. Pure. */

#include "answer/figure_json.h"

/* The formula in words: "Counting hours ÷ Committed hours". */
Str metric_formula_words(Arena *mem, const char *formula);

/* The measures that a metric is made of, as its formula names them first, then those of its target: places in measure_list. */
typedef struct MetricMeasures {
	size_t *at;
	size_t len;
} MetricMeasures;
MetricMeasures metric_measures(Arena *mem, const Metric *metric);

/* Reasons that the metric itself has to be n/a, without doubles. */
typedef struct MetricReasons {
	Reason at[METRIC_GUARDS_MAX + 2];
	size_t len;
} MetricReasons;
MetricReasons metric_reasons(const Metric *metric);

extern const Shape METRIC_SHAPE;
void json_put_metric(JsonWriter *json, Arena *mem, const Metric *metric);

extern const Shape METRICS_SHAPE;
void json_put_metrics(JsonWriter *json, Arena *mem);

#endif
