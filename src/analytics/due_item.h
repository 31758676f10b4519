#ifndef PACTA_ANALYTICS_DUE_ITEM_H
#define PACTA_ANALYTICS_DUE_ITEM_H

/* What was due to be recognised, and what settled it, as due_items.h gives it. Pure. */

#include "analytics/question.h"

typedef enum DueKind {
	DUE_BY_TERMS,  /* what the month earns by terms */
	DUE_MILESTONE, /* price share × price by terms of the whole term */
	DUE_BILLED,    /* bill value of the month, up to the price */
	DUE_TOLD,      /* no pricing: what recognitions tell, expected ones included */
} DueKind;

typedef struct DueItem {
	DueKind kind;
	int64_t month;                /* of service; of a milestone that of its acceptance */
	const Deliverable *milestone; /* or NULL */
	Period service; /* month ∩ term (the month where they have no day in common); the day of acceptance */
	Date last_business_day; /* of service; its last day where it has none */
	Date due_on;
	const WorkCalendar *calendar;
	Priced amount;
	int64_t settled;  /* between 0 and amount */
	Reason unsettled; /* why `settled` cannot be told */
	bool asked; /* the last service day is in question->asked, and due_on not after the as-of day */
} DueItem;

/* The last service day. */
Date due_item_last_day(const DueItem *item);

enum { DUE_NO_ITEM = -1 };

/* A part of a recognition, less what was reversed of it. */
typedef struct Settlement {
	int32_t item; /* place among the items, or DUE_NO_ITEM */
	size_t recognition;
	Date recognized_on;
	Date service_day; /* the last one that the part is for */
	int64_t amount;   /* not 0 */
	bool over;        /* more than was due; else it counts in DueItem.settled */
	Reason na; /* why nobody can tell how much of it is over; only where `item` is DUE_NO_ITEM */
} Settlement;

typedef struct DueItems {
	const DueItem
		*items; /* by last service day; all that are asked, others where they take part */
	size_t item_count;
	const Settlement *settlements;
	size_t settlement_count;
	Reason na; /* why settlements as a whole cannot be told */
} DueItems;

#endif
