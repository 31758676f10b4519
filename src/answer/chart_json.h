#ifndef PACTA_ANSWER_CHART_JSON_H
#define PACTA_ANSWER_CHART_JSON_H

#include "answer/json_put.h"
#include "chart/chart_table.h"

/* A chart as its table. */
extern const Shape CHART_TABLE_SHAPE;
void json_put_chart_table(JsonWriter *json, Arena *mem, const Chart *chart);

#endif
