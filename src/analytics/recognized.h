#ifndef PACTA_ANALYTICS_RECOGNIZED_H
#define PACTA_ANALYTICS_RECOGNIZED_H

/*
 * Which recognitions count, since when, and for which days of service. Source: domain.md §6 (Value delivered). Pure.
 *
 * `place`: among book->recognitions. As-of days limit recognitions by the day on which they were recognised, periods limit
 * their days of service: the January of a recognition of 5 February is seen as of February only.
 */

#include "analytics/book.h"

/*
 * The first day as of which it counts: recognized_on; of a reversal not before that of what it reverses, which may itself be a
 * reversal. DATE_NONE: it never counts: it is expected, or what it reverses is expected or not seen. O(chain of reversals)
 */
Date recognition_counts_from(const Book *book, size_t place);

/* Whether it counts as of a day. */
bool recognition_counts(const Book *book, size_t place, Date as_of);

/*
 * The days of service that it is for: those of the recognition at the head of its chain of reversals, or that one's
 * recognized_on where it tells none. Empty (from = to = DATE_NONE): it is expected and tells none, or its original is not seen.
 */
Period recognition_service(const Book *book, size_t place);

/*
 * Service basis: what falls on the days of service in `days`, in the book's currency; 0 where it does not count as of that day
 * or could not be priced (amount.na).
 */
int64_t recognized_in(const Book *book, size_t place, Period days, Date as_of);

#endif
