#ifndef PACTA_TESTS_TRADE_FIXTURE_H
#define PACTA_TESTS_TRADE_FIXTURE_H

/*
 * A firm with contracts in two currencies and people, for tests of totals, explanations and attributions.
 *
 * Its reporting currency is EUR; USD has rates from 31 January to 31 March 2026, JPY has none. Contracts run from
 * 2026-01-01 to 2027-01-01 unless their terms say otherwise.
 */

#include "analytics/metric_parts.h"
#include "analytics/money_fixture.h"

typedef struct Trade {
	Arena *mem;
	Firm firm;
	VEC(Book) books;
} Trade;

Trade *trade_new(Arena *mem);

/* A contract of facts as money_fixture.h tells them. Its tasks are 1, and 2 out of scope. */
Book *trade_add(Trade *trade, const char *key, const char *currency_code, const char *terms,
		const char *facts);

/* One that has everything, with random amounts and days from January to March 2026. */
Book *trade_add_random(Trade *trade, Random *random, const char *key, const char *currency_code);

Question trade_question(const Trade *trade, const char *days, const char *as_of);

size_t metric_named(const char *name);

/* The figure of one metric over `count` books. */
Figure trade_figure(const Trade *trade, const Question *question, const char *metric,
		    const Book *books, size_t count, const char *currency_code);

/* "93.9 %", "n/a no_commitment", with "+flag" for each flag behind it. */
Str figure_words(Arena *mem, const Figure *figure);

#endif
