#ifndef PACTA_ANALYTICS_PRICED_HOURS_H
#define PACTA_ANALYTICS_PRICED_HOURS_H

/* Money of a contract's hours, summed with the rows behind it: what measures of bill value, cost and standard value share. Pure. */

#include "analytics/tally.h"

typedef enum HourPrice { HOURS_BILLED, HOURS_COST, HOURS_STANDARD } HourPrice;

/*
 * Adds what hours of `days` come to: of HOURS_BILLED the approved billable hours for clients, else all approved hours for
 * clients. Hours that lack a rate make the tally n/a; its detail tells how many: "12.5 h of 3 entries". Needs NEED_PRICES.
 */
void priced_hours_add(const Book *book, Period days, HourPrice price, Tally *out);

/* "7.5 h": with 4 decimals at most, which tell seconds apart. */
Str hours_words(Arena *mem, int64_t seconds);

/* "a × b" */
Str product_words(Arena *mem, Str a, Str b);

/* All days up to and with `cut`. */
Period days_to(Date cut);

#endif
