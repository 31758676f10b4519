#ifndef PACTA_APP_DRILL_H
#define PACTA_APP_DRILL_H

/* Where the hours and the money of a contract went: by task, person, assignment, week or month, down to entries. */

#include "app/figures.h"

typedef enum DrillBy {
	DRILL_TASK,
	DRILL_RESOURCE,
	DRILL_ASSIGNMENT,
	DRILL_WEEK,
	DRILL_MONTH,
	DRILL_BYS
} DrillBy;
const char *drill_by_name(size_t place); /* "task", …; NULL behind the last */

typedef struct DrillQuery {
	Str contract;
	DrillBy by;
	Str task;     /* key; empty: all */
	Str resource; /* key; empty: all */
	Str period;   /* as FiguresQuery; empty and no range: all days up to the as-of day */
	Period range;
	Moment moment;
	Date today;
} DrillQuery;

typedef struct DrillRow {
	Str key; /* of task or resource; empty: hours of none; of an assignment the resource */
	Str name;
	Period days; /* of the week, month or assignment, cut to the period; else DATE_NONE */
	int64_t entries;
	int64_t seconds; /* all client hours */
	int64_t counting_seconds;
	int64_t draft_seconds, submitted_seconds;
	Priced bill, cost; /* of approved client hours */
	bool has_plan;
	int64_t planned_seconds; /* tasks: planned hours; assignments: assigned hours of the days; weeks and months: committed hours */
	bool in_scope;           /* tasks */
} DrillRow;

typedef struct DrillTable {
	Str contract;
	DrillBy by;
	Period period; /* from DATE_NONE: no limit */
	Date as_of;
	Instant known;
	Currency currency;
	DrillRow *at; /* tasks, people: most hours first; others by day */
	size_t len;
	DrillRow total; /* Σ of the rows; hours of no assignment are a row of their own */
	Completeness completeness; /* timesheets only where a period was asked for */
} DrillTable;

/* Errors: ERR_NOT_FOUND contract, task, resource; ERR_INPUT period */
MUST_CHECK bool drill_table(App *app, const DrillQuery *query, DrillTable *out, Err *err);

#endif
