#ifndef PACTA_HISTORY_EARNING_H
#define PACTA_HISTORY_EARNING_H

/*
 * Revenue and profit of a contract by its terms.
 *
 * Terms hold from their effective day to the next ones'; within that segment each day
 * earns its share. R(d) is the exact revenue of all days before d, rounded once;
 * every figure is a difference of two R, so parts always add up to the total.
 * Source: domain.md §4. Pure.
 */

#include "history/terms.h"

/* Why a figure is not available. */
typedef enum Na {
	NA_NONE,
	NA_NO_END,          /* it depends on an end that is not set */
	NA_NO_DIRECT_LABOR, /* it touches days of value without a labour share */
	NA_BY_USAGE,        /* it touches days whose revenue comes from usage */
	NA_NO_BASE,         /* a ratio to nothing; never of an amount */
	NA_NO_TERMS,        /* the view sees no terms at all */
} Na;

const char *na_name(Na na); /* "no_end"; "" for NA_NONE */

typedef struct Amount {
	Na na;
	int64_t minor; /* 0 where n/a */
} Amount;

typedef struct Figures {
	Amount revenue;
	Amount profit;
	bool estimate; /* touches days of usage whose annual value is an estimate */
} Figures;

typedef struct Convention {
	bool epicom2011;
	int64_t whole_unit; /* minor units in a whole unit of the currency */
} Convention;

Convention convention_default(void);
Convention convention_epicom2011(Currency currency);

typedef struct Earning Earning;

/*
 * The earning of terms that are given one after the other, by effective day. Lives in `mem`.
 */
Earning *earning_new(Arena *mem, Convention convention);

/*
 * Add terms behind all that were added; terms of the same day replace the last ones.
 * Figures then are those of all terms so far, the last ones held to their end.
 * Cost: O(1); O(n) where the terms move a start or end so that it cuts days that had earned by
 * value basis total, or so that the anchor of a day count moves.
 */
void earning_add(Earning *earning, Terms terms);

/* First and last day that earn; false where none does. `*last` is the last of all days where there is no end. */
bool earning_days(const Earning *earning, Date *first, Date *last);

/*
 * The window of the last terms: [start, end); DATE_OPEN where there is no end. Turned round where
 * they end before they start.
 */
Period earning_term(const Earning *earning);

/* Whether there is no end, so that totals are not available. */
bool earning_is_endless(const Earning *earning);

/* The first day on which a rest is earned at once because the end had passed, or DATE_NONE. O(n). */
Date earning_first_lump(const Earning *earning);

/* Figures of the days in `part`. O(log n). Errors: ERR_RANGE beyond int64 */
MUST_CHECK bool earning_part(const Earning *earning, Period part, Figures *out, Err *err);

typedef struct TermFigures {
	Figures first_year; /* calendar year of the first earning day */
	Figures last_year;  /* of the last */
	Figures total;
} TermFigures;

/* All three; in convention epicom2011 as published there. O(log n). Errors as earning_part */
MUST_CHECK bool earning_figures(const Earning *earning, TermFigures *out, Err *err);

/*
 * The total in two: what days before `at` earn, and the rest, which is n/a where there is no end.
 * Cost and errors as earning_part.
 */
MUST_CHECK bool earning_split(const Earning *earning, Date at, Figures *before, Figures *rest,
			      Err *err);

#endif
