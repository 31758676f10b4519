#ifndef PACTA_ANALYTICS_PERIOD_TEXT_H
#define PACTA_ANALYTICS_PERIOD_TEXT_H

/*
 * Periods as people name them. Pure.
 *
 *     2026-03-15   a day                 2026-W12   an ISO week           2026-03   a month
 *     2026-Q1      a quarter             2026       a calendar year       FY2026    the fiscal year that ends in 2026
 *     CY3          the third contract year             term       the whole term
 *     2026-01-01..2026-04-01   [from, to)
 */

#include "analytics/question.h"

/* What such names depend on. */
typedef struct PeriodContext {
	int32_t fiscal_month;
	Period term; /* of the contract; from DATE_NONE: the scope is not a single contract */
} PeriodContext;

/* Errors: ERR_INPUT (field "period") names the forms; ERR_RANGE */
MUST_CHECK bool period_parse(Str text, const PeriodContext *context, Period *out, Err *err);

/* The shortest name of `p`, as period_parse reads it. */
Str period_name(Arena *mem, Period p, int32_t fiscal_month);

/* For people: "March 2026", "Q1 2026", "2026", "week 12 of 2026", "1 Jan 2026 to 31 Mar 2026". */
Str period_words(Arena *mem, Period p, int32_t fiscal_month);

/* The period of the same kind just before: of a month the month before, of other stretches as many days. */
Period period_before(Period p, int32_t fiscal_month);

#endif
