#ifndef PACTA_APP_CLOSE_H
#define PACTA_APP_CLOSE_H

/* Closing months with the ledger's totals, and tying out. Source: domain.md §5, §6. */

#include "app/app.h"

/* A total of the ledger, told otherwise than in a file; as texts. */
typedef struct LedgerLine {
	Str contract; /* key; empty: all contracts of the currency */
	Str currency; /* empty: the contract's */
	Str recognized;
} LedgerLine;

typedef struct CloseQuery {
	Str month;      /* "2026-03" */
	Date closed_on; /* DATE_NONE: today */
	Str closed_by;  /* empty: the user */
	Str note;
	/*
	 * Bytes of a CSV file with a header: recognized, and of contract, currency and month what is needed. Empty: no
	 * totals. Files of `template ledger_total` are such files.
	 */
	Str ledger;
	Str ledger_name;         /* file name for errors */
	const LedgerLine *lines; /* totals instead of a file */
	size_t line_count;
	Date today;
	bool dry_run; /* nothing is written; it is told how it would tie out. Begins a write transaction all the same */
} CloseQuery;

typedef struct TieOutRow {
	Str contract; /* key; empty: all contracts of the currency */
	Currency currency;
	bool has_ledger;
	int64_t ledger;     /* minor units */
	int64_t recognized; /* ledger basis of the month */
	int64_t difference; /* recognized − ledger; 0 without ledger */
	bool has_at_close;
	int64_t at_close; /* recognized as known when the month was closed */
} TieOutRow;

/* A close that another one has taken the place of; its figures stay known at its instant. */
typedef struct ReplacedClose {
	Date closed_on;
	Str closed_by;
	Instant known_at;
} ReplacedClose;

typedef struct TieOut {
	int64_t month;
	bool closed;
	Date closed_on;
	Str closed_by;
	Str note;
	Instant known_at;              /* of the close */
	const ReplacedClose *replaced; /* by close_month alone; NULL: the month was open */
	const TieOutRow *
		at; /* contracts with a total, or with recognized revenue in the month; by key, currency */
	size_t len;
	const TieOutRow *
		totals; /* by currency: held against the ledger's total of it, else against the sum of its totals by contract */
	size_t total_count;
	size_t differing; /* totals of the ledger, of contracts and of all, that are not what was recognised */
	size_t missing; /* contracts with recognised revenue that the ledger tells nothing of, though it tells others of their currency */
} TieOut;

/*
 * Records the close and the totals in one transaction (all or nothing), and tells how it ties out. Closing again restates
 * the close: it is known anew from now on, what it replaces is told, and totals replace those of the month; without totals these stay.
 * Errors: ERR_INPUT month, closed_on (before the month's end, or to come), a row of the ledger, with file and line;
 *         ERR_NOT_FOUND contract; ERR_CONFLICT the month is not over
 */
MUST_CHECK bool close_month(App *app, const CloseQuery *query, TieOut *out, Err *err);

/*
 * How a month ties out, as known at moment.known; of closes and recognitions those up to moment.as_of.
 * Errors: ERR_INPUT month
 */
MUST_CHECK bool tie_out(App *app, Str month, Moment moment, TieOut *out, Err *err);

/* All closed months, newest first, each as tie_out without its rows. */
typedef struct ClosedMonths {
	TieOut *at;
	size_t len;
} ClosedMonths;
MUST_CHECK bool closed_months(App *app, Moment moment, ClosedMonths *out, Err *err);

#endif
