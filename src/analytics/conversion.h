#ifndef PACTA_ANALYTICS_CONVERSION_H
#define PACTA_ANALYTICS_CONVERSION_H

/* Money of one currency in another, by dated exchange rates. Source: domain.md §2, §6. Pure. */

#include "analytics/book.h"

enum { RATE_MAX_AGE = 7 }; /* days */

/*
 * Rate of `day` for 1 unit of `currency` in the reporting currency: the newest that is at most RATE_MAX_AGE days older. 1 for
 * the reporting currency itself. False: there is none. `*used` (may be NULL) is the rate taken.
 */
bool rate_on(const Firm *firm, Currency currency, Date day, int64_t *billionths,
	     const ExchangeRate **used);

/*
 * An amount of `from` in `to` at the rates of `day`, half-even; zero needs no rate. Reason: NONE, NO_RATE, OUT_OF_RANGE.
 */
Priced convert_on(const Firm *firm, int64_t minor, Currency from, Currency to, Date day);

/* At which rate a total converts. */
typedef enum RateKind {
	RATE_OF_DAY,    /* flows: that of their day */
	RATE_AS_OF,     /* balances: that of the as-of day */
	RATE_OF_BUDGET, /* both sides of ratios, and budgets: the budget rate of the month */
} RateKind;

/* Converts amounts of one book for totals in the reporting currency. */
typedef struct Converter {
	const Firm *firm;
	const Book *book; /* whose budget rates count */
	RateKind kind;
	bool only_budgeted; /* amounts of months without a budget rate are n/a too, whatever the kind: so that what is at the
			     * rates of the days can be compared with the same at budget rates */
	Date as_of;
} Converter;

/*
 * An amount of `on` in the book's currency, in the reporting one; the budget rate is that of the month of `budget_on`. Zero needs no
 * rate. `*rate` in billionths; 0: none was needed.
 * Reasons: NONE, NO_RATE, NO_BUDGET_RATE, OUT_OF_RANGE
 */
Priced converter_apply(const Converter *converter, int64_t minor, Date on, Date budget_on,
		       int64_t *rate);

#endif
