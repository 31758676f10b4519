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

/*
 * Microseconds committed over the whole term. Reasons: NONE, NO_TERMS, NO_COMMITMENT, NO_END (the term has none), OUT_OF_RANGE
 */
Reason commitment_of_term(const Firm *firm, const Book *book, int64_t *us);

#endif
