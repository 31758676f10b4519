#ifndef PACTA_TESTS_VALUE_FIXTURE_H
#define PACTA_TESTS_VALUE_FIXTURE_H

/*
 * Books of contracts for tests, told in a few words, and what measures make of them.
 *
 * Terms are a story (history_fixture.h). Facts have a line each, in the order in which a book holds them:
 *
 *	recognition id=R1 amount=60000 on=2026-02-05 from=2026-01-01 to=2026-02-01 reverses=R0
 *	budget month=2026-01 revenue=100 hours=12.5 cost=70 rate=1.1
 *	deliverable id=D1 budget=40000 starts=2026-01-01 due=2026-02-01 accepted=2026-02-10
 *	progress on=2026-01-31 done=50%        (of the deliverable before it)
 *	work on=2026-01-05 hours=8 cost=400 na=no_cost_rate
 *	cost on=2026-01-31 amount=1000
 *	rate on=2026-01-31 rate=1.1            (of the contract's currency in the reporting one, EUR)
 *
 * na= names the reason why the amount of the fact is not available. A faulty line fails the test.
 */

#include "analytics/measure.h"
#include "history/history_fixture.h"

typedef struct ToldBook {
	Arena *mem;
	Told told;
	Fold fold;
	Firm firm;
	Book book;
} ToldBook;

/* Lives in `mem`; USD. */
ToldBook *tell_book(Arena *mem, const char *terms, const char *facts);

/* "2026-01-01..2026-02-01" */
Period days_named(const char *text);

/*
 * "150000.00", "n/a no_budget", with " (detail)" behind where there is one. The measure is taken with rows and without, which must
 * agree; its rows must add up.
 */
Str measure_words(const ToldBook *told, MeasureOfContract *measure, const char *days,
		  const char *as_of);

/* The measure with its rows; `convert` may be NULL. */
Tally measure_rows(const ToldBook *told, MeasureOfContract *measure, Period days, Date as_of,
		   const Converter *convert);

/* The sum alone; fails the test where there is none. */
int64_t measure_sum(const ToldBook *told, MeasureOfContract *measure, Period days, Date as_of);

/* Rows as lines: "label | days or day | amount | how". */
Str rows_words(Arena *mem, const Tally *tally);

#endif
