#ifndef PACTA_ANALYTICS_LADDER_H
#define PACTA_ANALYTICS_LADDER_H

/*
 * The way of one input of one contract from its value in a first period to that in a second, factor by factor. Pure.
 *
 * Every rung is a whole number of the measure's unit, so that what all rungs change by is the difference, exactly.
 * Source: domain.md §6 (Explain).
 */

#include "analytics/factor.h"
#include "analytics/metric_parts.h"

/* A side of the comparison. */
typedef struct LadderEnd {
	const Question *question;
	const Book *book; /* NULL: a person, or nothing of it counts in this period */
	int128 value;     /* in the figure's currency */
	int128 native;    /* in the contract's */
	int128 recognized; /* of labour by terms: the revenue that it is a share of, in the contract's currency */
} LadderEnd;

/* at[place]: the value after the factor at that place of ladder_order; the last is the value of `to`. */
typedef struct Ladder {
	int128 at[FACTORS];
} Ladder;

/* The order in which factors are taken: FACTORS places. */
Factor ladder_order(size_t place);

Ladder ladder_make(Arena *mem, const Measure *measure, const LadderEnd *from, const LadderEnd *to);

#endif
