#ifndef PACTA_ANSWER_DRILL_JSON_H
#define PACTA_ANSWER_DRILL_JSON_H

/* Where the hours and the money of a contract went, as JSON and as CSV. */

#include "answer/figure_json.h"
#include "app/drill.h"

/* Whether rows of such a table have days of their own. */
bool drill_has_days(DrillBy by);

extern const Shape DRILL_SHAPE;
void json_put_drill(JsonWriter *json, Arena *mem, const DrillTable *table);

/* A line per row behind a line of titles; the total is not among them. */
void drill_write_csv(Buf *out, Arena *mem, const DrillTable *table);

#endif
