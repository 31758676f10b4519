#ifndef PACTA_ANALYTICS_PRICING_H
#define PACTA_ANALYTICS_PRICING_H

/*
 * Money of time entries: what they are billed at, what they cost, what they are worth at list price.
 * Rounded half-even per entry. Source: domain.md §5. Pure.
 */

#include "analytics/conversion.h"

/*
 * Fills bill, cost, standard and the rates of `work` for one entry of the book's contract; the book's terms and rates, and the firm's
 * resources and exchange rates must be there.
 * - bill: its own amount; else seconds × rate card of its day (the resource's own row before those of its roles in their order;
 *   a role that the entry tells comes before these); else × the contract's billing rate of that day; else NO_BILLING_RATE. Of entries
 *   that are not billable or not for clients: 0.
 * - cost: its own; else × the resource's cost rate of that day, converted at that day's rate; else NO_COST_RATE. Not for clients: 0
 *   in the book of a contract.
 * - standard: × the standard rate of the rate card; else NO_STANDARD_RATE.
 * Own amounts in another currency convert at the day's rate (NO_RATE where there is none).
 */
void price_entry(const Firm *firm, const Book *book, const TimeEntry *entry, Work *work);

/* seconds × rate of an hour, half-even. False: beyond int64. */
bool price_seconds(int64_t seconds, int64_t hour_rate, int64_t *minor);

#endif
