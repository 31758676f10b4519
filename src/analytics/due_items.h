#ifndef PACTA_ANALYTICS_DUE_ITEMS_H
#define PACTA_ANALYTICS_DUE_ITEMS_H

/*
 * What was due to be recognised, by when, and which recognitions settled it. Source: domain.md §6 (Recognition timeliness). Pure.
 *
 * An item is a month of service, or an accepted deliverable of a fixed price with price shares. All is seen as of question->as_of:
 * recognitions and reversals dated later, and hours worked later, are not there. A reversal lessens what its original recognised.
 *
 * - A recognition settles the item of its deliverable, else those of the months of its service (split by days). The ones that
 *   name no item (no service period, or days of none) then go to what is still open of items, oldest first; where an item on
 *   the way has no amount that can be told, neither has what settles those behind it.
 * - What goes beyond an item's amount is over; so is what names a deliverable that is not accepted yet.
 * - In a month without pricing the item is what was expected and recognised for it, so it is never over.
 */

#include "analytics/due_item.h"

/* Of a contract with terms. Kept in question->memo. Lives in question->mem. O(months · (recognitions + log terms) + work) at most. */
const DueItems *due_items_of(const Question *question, const Book *book);

#endif
