#ifndef PACTA_TESTS_HOURS_FIXTURE_H
#define PACTA_TESTS_HOURS_FIXTURE_H

/*
 * Hours of a contract and of people for tests, told in a few words, and what measures make of them.
 *
 * Terms are a story (history_fixture.h). The rest has a line each, in the order in which a book holds it:
 *
 *	calendar name=uk holiday=2026-01-01 holiday=2026-04-03 works=2026-01-03
 *	task id=1 name=Reporting plan=10 scope=no
 *	work on=2026-01-05 hours=8 as=draft task=1 of=1 entries=3    (entries: it is a sum; else a single entry)
 *	person id=1 from=2026-01-01 week=8,8,8,8,8,0,0 calendar=uk   (one line for each of their terms, by id and day)
 *	person id=2                                                  (not declared)
 *	day of=1 on=2026-01-05 hours=8 as=leave
 *	assignment of=1 from=2026-01-01 to=2026-02-01 weekly=40
 *
 * as= is approved (when not told), unbilled, draft, unbilled_draft, submitted, internal, internal_draft, leave or leave_draft.
 * Assignments are those of the contract and of the person. A faulty line fails the test.
 */

#include "analytics/completeness.h"
#include "analytics/measure.h"
#include "history/history_fixture.h"

typedef struct ToldHours {
	Arena *mem;
	Told told;
	Fold fold;
	Firm firm;
	Book book;
} ToldHours;

/* Lives in `mem`. */
ToldHours *tell_hours(Arena *mem, const char *terms, const char *facts);

/* "2026-01-01..2026-02-01" */
Period stretch(const char *text);

Question hours_question(const ToldHours *told, const char *days, const char *as_of);

/* The measure with its rows, which must add up to what it is without; so must n/a and flags. */
Tally hours_of_book(const ToldHours *told, MeasureOfContract *measure, const Question *question);
Tally hours_of_person(const ToldHours *told, int64_t id, MeasureOfResource *measure,
		      const Question *question);

/* "101.149425", "n/a no_end": hours with up to six decimals. */
Str hour_sum(Arena *mem, const Tally *tally);

/* "2026-03-31", "2026-03-31 spent", "2026-03-31 unused, 3 h", "n/a no_burn" */
Str date_words(Arena *mem, const Tally *tally);

/* Rows as lines: "label | day | hours | how". */
Str hour_rows(Arena *mem, const Tally *tally);

#endif
