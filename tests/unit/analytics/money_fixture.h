#ifndef PACTA_TESTS_MONEY_FIXTURE_H
#define PACTA_TESTS_MONEY_FIXTURE_H

/*
 * Books with priced hours and invoices for tests: facts of value_fixture.h, and
 *
 *	hours on=2026-01-05 h=7.5 bill=1125 cost=600 standard=1500 as=billable    (or draft, unbillable, internal)
 *	hours on=2026-01-05 h=7.5 bill=no_billing_rate bill_rate=150 entries=3    (a sum of three entries)
 *	invoice id=I1 on=2026-02-03 amount=1000 from=2026-01-01 to=2026-02-01
 *
 * A reason in place of an amount: it is not available. Rates of rows: units of an hour.
 */

#include "analytics/value_fixture.h"

/* As tell_book. Working days are Monday to Friday. */
ToldBook *tell_sale(Arena *mem, const char *terms, const char *facts);

/* The measure asked for the days to and with `cut`, whose rows must add up with and without them: "70000.00", "n/a no_pricing (…)". */
Str balance_words(const ToldBook *told, MeasureOfContract *measure, const char *cut);

#endif
