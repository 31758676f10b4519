#ifndef PACTA_APP_RESTATE_WAY_H
#define PACTA_APP_RESTATE_WAY_H

/* The way from the earlier view to the later one, step by step. For app/restate.c. */

#include "app/restate_parts.h"

/* A step of one unit. */
typedef struct Advance {
	size_t unit;
	Instant at;
	int32_t number;               /* of an entry of the history; 0: all of the instant */
	const KnownStep *own;         /* or NULL */
	const KnownStep *beside;      /* facts of the instant of an entry; or NULL */
	const KnownStep *shared;      /* or NULL */
	bool is_last;                 /* of its unit: behind it the later view is reached */
	const Figure *before, *after; /* of the unit */
	const Figure *total_before, *total_after; /* of the scope */
} Advance;

typedef struct Way {
	ViewReader *reader;
	const KnownSteps *steps;
	RestateUnit *units;
	size_t unit_count;
	const Total *rest;          /* of units whose totals are not kept, in the earlier view */
	const Figure *first, *last; /* of the scope, in the earlier view and in the later one */
	size_t metric_count;
	bool backwards;        /* it is told from the later view to the earlier one */
	VEC(Advance) advances; /* by instant, unit, number: filled by way_go */
} Way;

/* Marks units of which something became known. Errors: ERR_TOO_LARGE they alone have too many steps */
MUST_CHECK bool way_mark_changed(const KnownSteps *steps, RestateUnit *units, size_t count,
				 Err *err);

/* Whether anything became known that contracts share. */
bool way_has_shared(const KnownSteps *steps);

/* Figures behind each step. Errors: ERR_TOO_LARGE there are too many */
MUST_CHECK bool way_go(Way *way, Err *err);

/* Fills contracts, steps and difference of the table. Errors: ERR_RANGE a difference is beyond what can be held */
MUST_CHECK bool way_tell(const Way *way, RestateTable *table, Err *err);

#endif
