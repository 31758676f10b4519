#ifndef PACTA_ANALYTICS_DELIVERED_H
#define PACTA_ANALYTICS_DELIVERED_H

/*
 * What was delivered up to the cut, in money, by how the contract is priced: time_and_materials bill value; capped bill value up
 * to the cap; fixed EV / BAC × price; prepaid_hours min(1, burn) × price; retainer what terms earned. Price: value by terms over
 * the term; cap: total_value. Source: domain.md §6 (Unrecognized delivery). Pure.
 */

#include "analytics/tally.h"

/* The sum of it, which several measures share; see memo.h. */
typedef struct Delivered {
	Reason na;
	Str na_detail;
	unsigned flags;
	int128 sum; /* minor units */
} Delivered;

/*
 * Adds it with its rows. `out` is new and has no converter. Reasons: VENDOR, NO_TERMS, NO_PRICING, those of bill value, of earned value
 * (also NO_BUDGET), of burn and of the price.
 */
void delivered_add(const Question *question, const Book *book, Tally *out);

/* The question about all days up to the cut, as of the cut. */
Question question_to_date(const Question *question);

#endif
