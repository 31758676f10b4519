#ifndef PACTA_ANSWER_FIGURES_JSON_H
#define PACTA_ANSWER_FIGURES_JSON_H

/* Tables of figures as JSON and as CSV. */

#include "answer/figure_json.h"
#include "app/figures.h"

/* The member `key`: names of metrics. */
extern const Shape METRIC_NAMES_SHAPE;
void json_put_metric_names(JsonWriter *json, const char *key, const Metric *const *metrics,
			   size_t count);

extern const Shape FIGURES_TABLE_SHAPE;
void json_put_figures_table(JsonWriter *json, Arena *mem, const FigureTable *table);

/* A line per row and metric behind a line of titles; the total is not among them. */
void figures_write_csv(Buf *out, Arena *mem, const FigureTable *table);

#endif
