#ifndef PACTA_ANALYTICS_QUESTION_H
#define PACTA_ANALYTICS_QUESTION_H

/* What a figure is asked for: days, and as of when. Pure. */

#include "analytics/book.h"

typedef struct Question {
	Arena *mem;
	const Firm *firm;
	Period asked; /* not empty */
	Date as_of;   /* last day that is seen */
	Period days; /* asked, cut to end with the as-of day; empty (from = to) where it lies behind it */
	Date cut;          /* last day of balances: the earlier of as_of and the last day asked */
	struct Memo *memo; /* what measures of one book share; memo.h. NULL: nothing is shared */
	struct BookMemo
		*across; /* what questions of one book share; memo.h. NULL: nothing is shared */
} Question;

Question question_of(Arena *mem, const Firm *firm, Period asked, Date as_of);

/* Whether the period ends after the as-of day: then figures go to that day, inclusive. */
bool question_is_running(const Question *question);

/* Whether every month that the period touches is closed: by a period close up to the as-of day, or by policy days. */
bool question_is_closed(const Question *question);

/*
 * Whether every month has a period close. Then `*closed_on` is the latest day of one on the books, and `*known` the latest instant since
 * when one is known here.
 */
bool question_is_booked(const Question *question, Date *closed_on, Instant *known);

#endif
