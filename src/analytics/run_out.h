#ifndef PACTA_ANALYTICS_RUN_OUT_H
#define PACTA_ANALYTICS_RUN_OUT_H

/*
 * When the committed hours of a term are used up.
 *
 * Remaining = committed over the term − counting hours to date. At the rate of the last PACE_DAYS days ending with the cut,
 * cut to the term (counting hours per working day), or by what people are assigned for, remaining hours reach 0 on a working
 * day counted from the next day on. Working days are those of the contract's calendar in its last state. Source: domain.md
 * §6. Pure.
 */

#include "analytics/measure.h"

/*
 * The month in which the counting hours of `book` reach what is committed over the term: to tell the day, a measure needs the
 * hours of that month by day. False: they do not, or it is not known what is committed.
 */
bool run_out_spent_month(const Firm *firm, const Book *book, int64_t *month);

#endif
