#ifndef PACTA_STORE_ENTRY_SUMS_H
#define PACTA_STORE_ENTRY_SUMS_H

/* What is summed of time entries, and whose amounts are. */

#include "base/int128.h"
#include "store/facts.h"

/*
 * Sums within one time class: what counts and what pends follows from the class. Wide, so that what is on its way, or
 * only to be taken away, never overflows, in whatever order it comes; what is stored or shown has 64 bits.
 */
typedef struct Measures {
	int128 entries;
	int128 seconds;
	int128 billed_seconds;
	int128 bill;
	int128 costed_seconds;
	int128 cost;
} Measures;

/* Of one entry; `money`: its amounts are in its contract's currency. */
Measures measures_of(const TimeEntry *entry, bool money);

bool measures_equal(const Measures *a, const Measures *b);

void measures_add(Measures *sums, const Measures *more);
void measures_subtract(Measures *sums, const Measures *less);

/* Errors: ERR_RANGE they do not have 64 bits */
MUST_CHECK bool measures_check(const Measures *sums, Err *err);

/* Errors: ERR_RANGE; `sums` is then spoilt */
MUST_CHECK bool entry_sums_add(EntrySums *sums, int32_t time_class, const Measures *more, Err *err);

/* Asks the store once for each contract in a row. Starts zeroed. */
typedef struct EntryMoney {
	int64_t contract_id; /* that was asked for last; 0: none */
	char code[4];        /* its currency; "": there is no such contract */
} EntryMoney;

/* Whether the entry's amounts are in its contract's currency; never where it has no contract. */
MUST_CHECK bool entry_money_counts(Db *db, EntryMoney *money, const TimeEntry *entry, bool *counts,
				   Err *err);

#endif
