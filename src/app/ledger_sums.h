#ifndef PACTA_APP_LEDGER_SUMS_H
#define PACTA_APP_LEDGER_SUMS_H

/*
 * What was recognised by month, contract and currency on ledger basis: by the day of recognition, reversals by their
 * own. The one definition that totals of a ledger are held against. Inside a transaction. Source: domain.md §6.
 */

#include "app/app.h"
#include "store/contract.h"

typedef struct LedgerSum {
	int64_t month;       /* months since 1970-01 */
	int64_t contract_id; /* 0: all customers' contracts; what vendors are paid is no revenue */
	Currency currency;
	bool of_vendor;  /* not in the sum of all */
	int64_t amount;  /* minor units */
	int64_t entries; /* recognitions that it sums up */
} LedgerSum;

typedef struct LedgerSums LedgerSums;

/*
 * Of all months, as known at `known`; recognised up to `as_of` (DATE_NONE: no limit). `contracts`: all, by id.
 * Errors: ERR_RANGE a sum beyond 64 bits
 */
MUST_CHECK bool ledger_sums_read(App *app, const ContractList *contracts, Instant known, Date as_of,
				 LedgerSums **out, Err *err);

/* One of them; zeros where nothing was recognised. O(1) */
LedgerSum ledger_sum_of(const LedgerSums *sums, int64_t month, int64_t contract_id,
			Currency currency);

/* All of them, in no certain order; NULL behind the last. */
const LedgerSum *ledger_sum_at(const LedgerSums *sums, size_t place);

#endif
