#ifndef PACTA_APP_DRILL_ROWS_H
#define PACTA_APP_DRILL_ROWS_H

/* Rows of a drill-down, from the priced work of a contract. Pure. */

#include "app/drill.h"

typedef struct Drilling {
	Arena *mem;
	const Firm *firm;
	const Book *book; /* with work, tasks, assignments */
	DrillBy by;
	int64_t task_id; /* 0: all */
	int64_t resource_id;
	Question question; /* the days that are wanted */
} Drilling;

/* Fills rows and total. Errors: ERR_RANGE */
MUST_CHECK bool drill_rows(const Drilling *drilling, DrillTable *table, Err *err);

#endif
