#ifndef PACTA_ANSWER_REPORT_JSON_H
#define PACTA_ANSWER_REPORT_JSON_H

/* The history report as JSON and as CSV. */

#include "answer/json_put.h"
#include "app/histories.h"

/* One entry: a revision or a retraction. */
extern const Shape REPORT_ENTRY_SHAPE;
void json_put_report_entry(JsonWriter *json, Arena *mem, const Fields *fields,
			   const ReportRow *row);

/* The whole report, a line per change, after a line of titles. */
void report_write_csv(Buf *out, Arena *mem, const ReportAnswer *answer);

/* The day on which an entry stands: a retraction at its target's. */
Date report_row_day(const ReportRow *row);

bool report_row_is_retraction(const ReportRow *row);

#endif
