#ifndef PACTA_HISTORY_REPORT_H
#define PACTA_HISTORY_REPORT_H

/*
 * The history report: what each entry changed, and its effect on the totals.
 * Source: domain.md §3. Pure.
 */

#include "history/earning.h"

typedef struct ChangeEffect {
	size_t field;
	Value before; /* on the entry's effective day, with entries 1 … n − 1 */
	Value after;  /* with entries 1 … n */
} ChangeEffect;

typedef struct ReportLine {
	const Entry *entry;
	const Entry *revision; /* the entry itself, or what it retracts */
	ChangeEffect *changes; /* the fields that the revision names */
	size_t change_count;
	Amount revenue; /* effect on total revenue; n/a if the total before or after is */
	Amount profit;
} ReportLine;

typedef struct Report {
	ReportLine *at; /* by number */
	size_t len;
} Report;

/*
 * What a change does to a total: after − before. n/a where either is, for the reason after, else before.
 * Errors: ERR_RANGE
 */
MUST_CHECK bool amount_effect(Amount before, Amount after, Amount *out, Err *err);

/*
 * A line for each entry, in number order. An entry that stands last in order of effect costs O(fields).
 * One that goes before others folds the history anew, as does a retraction, save that taking back
 * the entry that stands last folds its day only. So a report of n entries, of which m go
 * before others or retract, costs O(m · n).
 * Errors: ERR_RANGE
 */
MUST_CHECK bool report_of(Arena *mem, const Fields *fields, const Entry *entries, size_t count,
			  Report *out, Err *err);

#endif
