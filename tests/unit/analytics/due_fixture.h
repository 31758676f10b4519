#ifndef PACTA_TESTS_DUE_FIXTURE_H
#define PACTA_TESTS_DUE_FIXTURE_H

/*
 * Books for tests of recognition timeliness, told in a few words: a story of terms (history_fixture.h), and a line for each fact, in
 * the order in which a book holds them:
 *
 *	rec 2026-02-05 60000 2026-01-01 2026-02-01 =D1 ~0 	recognised on, amount, service [from, to), deliverable, place of what
 *			it reverses; "-" for an expected one; "~!" reverses one that is not seen
 *	work 2026-01-10 500 draft				a day's bill value, in hours that count unless "draft"
 *	milestone D1 30% 2026-01-20				key, price share ("-": none), accepted on (may be left out)
 *
 * An amount "?" could not be priced (no_rate; of work no_billing_rate). Calendar "busy" has 6 February 2026 off.
 */

#include "analytics/due_items.h"
#include "analytics/measure.h"
#include "history/history_fixture.h"

typedef struct Desk {
	Told told;
	Fold fold;
	Firm firm;
	Book book;
} Desk;

/* Lives in `mem`. A faulty line fails the test. */
Desk *due_desk(Arena *mem, const char *currency_code, const char *terms, const char *text);

Question due_question(Arena *mem, const Desk *desk, const char *from, const char *to,
		      const char *as_of);

/* "100.00", "n/a no_rate": the sum of a measure, the same with rows and without, or the test fails. */
Str due_measure(Arena *mem, const Desk *desk, const Question *question, MeasureOfContract *measure);

/* "due 100.00 on_time 60.00 late 25.00 open 15.00 early 1.00 over 2.00 reversed 3.00": what is 0 is left out. */
Str due_figures(Arena *mem, const Desk *desk, const Question *question);

#endif
