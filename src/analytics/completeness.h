#ifndef PACTA_ANALYTICS_COMPLETENESS_H
#define PACTA_ANALYTICS_COMPLETENESS_H

/*
 * What a figure may lack: hours that wait, that are not approved, timesheets that are not in. Source: domain.md §5, §6. Pure.
 */

#include "analytics/question.h"
#include "analytics/timesheets.h"

typedef struct Completeness {
	int64_t waiting_rows; /* in quarantine, of these contracts or of none that is known */
	int64_t waiting_seconds;
	int64_t waiting_money_rows;           /* the same of recognitions, invoices and costs */
	int64_t draft_entries, draft_seconds; /* client hours of question.days, not handed in */
	int64_t submitted_entries, submitted_seconds; /* handed in, not approved */
	int64_t timesheets_expected; /* weeks of a person that ended by the as-of day, with days of the period on which they were available */
	int64_t timesheets_in;       /* of these, those with any hours in the week */
	bool running, open;          /* see FIGURE_RUNNING, FIGURE_OPEN */
} Completeness;

/* Adds drafts and submissions of a contract's hours (NEED_HOURS). */
void completeness_add_book(Completeness *sum, const Question *question, const Book *book);

/* Adds the timesheets of a person (NEED_RESOURCES, NEED_RESOURCE_HOURS), whose hours are known of whole weeks. */
void completeness_add_resource(Completeness *sum, const Question *question,
			       const Resource *resource);

/* The same from weeks that were told already. Whether the period runs or is open is not looked at. */
void completeness_add_timesheets(Completeness *sum, WeekSpan span, const PersonWeek *weeks);

#endif
