#ifndef PACTA_APP_CLOSE_LEDGER_H
#define PACTA_APP_CLOSE_LEDGER_H

/* The ledger's totals of a month, read. For app/close.c. Inside a transaction. */

#include "app/close.h"
#include "base/map.h"

/* A total whose contract is known. */
typedef struct LedgerTotal {
	LedgerLine texts; /* contract and currency as the store has them */
	uint64_t line;    /* in the file, or place among the lines from 1 */
} LedgerTotal;

typedef struct LedgerTotals {
	LedgerTotal *at;
	size_t len;
	Map lines; /* of each, by contract and currency */
} LedgerTotals;

/* Whether one of them is of this contract (empty: all) and currency. */
bool ledger_totals_tell(const LedgerTotals *totals, Str contract, Str currency);

/*
 * Of the query's file, or its lines.
 * Errors: ERR_INPUT, ERR_NOT_FOUND contract, with file and line: no column of that name, a total that is there twice,
 *         of another month, of neither contract nor currency
 */
MUST_CHECK bool ledger_totals_read(App *app, const CloseQuery *query, int64_t month,
				   LedgerTotals *out, Err *err);

/* Puts where a total stands before the text of `err`, and returns false. */
bool ledger_fail_in(const CloseQuery *query, uint64_t line, Err *err);

#endif
