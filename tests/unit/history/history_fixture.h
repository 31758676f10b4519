#ifndef PACTA_TESTS_HISTORY_FIXTURE_H
#define PACTA_TESTS_HISTORY_FIXTURE_H

/*
 * Contract histories for tests, told in a few words, and figures as texts.
 *
 * A story has a line for each entry, in number order:
 *
 *	2009-03-01 annual_value=100000 direct_labor=60% ends_on=2011-03-01
 *	2009-09-01 annual_value+=500 direct_labor= @2010-03-10 #P0001 >2010-03-11 ~2009-08-20
 *	retract 2 @2010-04-01T12:00Z
 *
 * F=V sets, F= clears, F+=V adds, @ is known_at (default 2000-01-01), > recorded_at (default: as
 * known), # the order key, ~ signed_on. A value has no spaces. A faulty story fails the test.
 */

#include "check.h"
#include "history/earning.h"
#include "history/snapshot.h"

typedef struct Told {
	Fields fields;
	Currency currency;
	Entry *entries;
	size_t count;
} Told;

Told tell(Arena *mem, const char *currency_code, const char *story);

Date day(const char *text);
Instant instant(const char *text);
Currency currency(const char *code);

/* The fold of what `view` sees, and the earning of all of it. A failure fails the test. */
Fold told_fold(Arena *mem, const Told *told, View view);
Earning *told_earning(Arena *mem, const Told *told, Convention convention);

/* "83835.62", "n/a no_end" */
Str amount_words(Arena *mem, Currency cur, Amount amount);

/* "83835.62 30191.78", with " estimate" behind where it is one; "n/a no_end" where both are. */
Str figures_words(Arena *mem, Currency cur, const Figures *figures);

/* First year, last year and total: "… | … | …". */
Str term_words(Arena *mem, Currency cur, const TermFigures *figures);

/* "annual_value=100000.00 direct_labor=0.6": all that is set. */
Str values_words(Arena *mem, const Told *told, const Value *values);

/* Reproducible random numbers; start with {seed}. */
typedef struct Random {
	uint64_t state;
} Random;

uint64_t random_bits(Random *random);
int64_t random_in(Random *random, int64_t least, int64_t most);

/*
 * A random story of `entries` lines, with few days and amounts, so that coincidences are common.
 * `spreads`: with values on basis total. Dates in order of effect if `in_order`.
 */
typedef struct StoryKind {
	size_t entries;
	bool spreads;
	bool in_order;
	bool complete; /* with an end, a value and a labour share throughout */
} StoryKind;

const char *random_story(Arena *mem, Random *random, StoryKind kind);

#endif
