#ifndef PACTA_ANALYTICS_COMMITMENT_H
#define PACTA_ANALYTICS_COMMITMENT_H

/*
 * Committed hours: what the terms promise for the days of a period.
 *
 *     committed hours in P = Σᵢ Hᵢ · wd(segmentᵢ ∩ P) / wd(whole basis period of that segment's own state)
 *
 * Segments as in domain.md §4; wd = working days of the calendar of the segment's own state. One row a segment and basis
 * period, rounded half-even to a microsecond. Source: domain.md §6. Pure.
 */

#include "analytics/measure.h"

/* One row: what a segment has of one basis period. */
typedef struct CommittedPart {
	const FoldRow *row; /* the segment's state */
	Period days;        /* of the segment and P in the basis period; not empty */
	Period basis;       /* the whole basis period */
	int32_t worked;     /* working days of `days` */
	int32_t basis_worked;
	int64_t amount; /* microseconds */
	bool has_baseline;
	int64_t baseline; /* ppm */
} CommittedPart;

/* Walks the parts of a period; starts with commitment_start. */
typedef struct CommitmentWalk {
	const Firm *firm;
	const Book *book;
	Period asked; /* cut to the term */
	size_t place; /* of the row in the fold */
	Date next;    /* first day not handed out yet of its segment; DATE_NONE: none was */
	Reason na;    /* why it ended early */
} CommitmentWalk;

/* Reasons: NONE, NO_TERMS: the view is empty; NO_COMMITMENT: there is none in the whole fold. */
Reason commitment_start(CommitmentWalk *walk, const Firm *firm, const Book *book, Period asked);

/* The same over the whole term; in addition NO_END where it has none. */
Reason commitment_start_term(CommitmentWalk *walk, const Firm *firm, const Book *book);

/*
 * The next part, by day. False: there is none, or walk->na tells why it is not known: NO_END (basis term without an end),
 * OUT_OF_RANGE. O(log n).
 */
bool commitment_next(CommitmentWalk *walk, CommittedPart *part);

/*
 * Microseconds committed over the whole term. Reasons: NONE, NO_TERMS, NO_COMMITMENT, NO_END (the term has none), OUT_OF_RANGE
 */
Reason commitment_of_term(const Firm *firm, const Book *book, int64_t *us);

#endif
