#ifndef PACTA_ANALYTICS_SPREAD_H
#define PACTA_ANALYTICS_SPREAD_H

/*
 * Whole amounts spread evenly over days, so that parts always add up to the whole. Source: domain.md §4, §6. Pure.
 */

#include "base/period.h"

/* a · b / c rounded half-even; c > 0, and the result must fit: |b| ≤ c does. */
int64_t spread_share(int64_t a, int64_t b, int64_t c);

/*
 * What the days of `days` have of `amount`, which spreads evenly over `over` (not empty): R(b) − R(a), where R(d) is the share of
 * all days before d, rounded half-even. Parts that tile `over` add up to `amount`.
 */
int64_t spread_in(int64_t amount, Period over, Period days);

#endif
