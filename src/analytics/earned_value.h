#ifndef PACTA_ANALYTICS_EARNED_VALUE_H
#define PACTA_ANALYTICS_EARNED_VALUE_H

/* How far a deliverable is. Source: domain.md §6 (Earned value). Pure. */

#include "analytics/book.h"

/* The latest progress told up to a day, or NULL. */
const Progress *deliverable_progress_on(const Deliverable *it, Date day);

bool deliverable_is_accepted(const Deliverable *it, Date day);

/* What is done by the end of a day, in ppm: all of it once accepted, else the latest progress told. Hours are never progress. */
int64_t deliverable_done_on(const Deliverable *it, Date day);

#endif
