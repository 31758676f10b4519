#ifndef PACTA_HISTORY_MOVEMENT_H
#define PACTA_HISTORY_MOVEMENT_H

/*
 * Movements of recurring annual value between two dates, per account, with net and
 * gross revenue retention. Source: domain.md §4. Pure.
 *
 * Only customer contracts that are recurring on the day count. Accounts hold one currency each
 * here: an account with contracts in two currencies appears once in each.
 */

#include "history/snapshot.h"

typedef struct ContractTerms {
	int64_t contract;
	int64_t account;
	Currency currency;
	Str key;
	bool customer;
	const Fold *fold; /* of the view asked for; may be empty */
} ContractTerms;

typedef struct Movement {
	int64_t account;
	int64_t from; /* V(from), minor units per year */
	int64_t to; /* V(to) = from + fresh + reactivation + expansion − contraction − churn */
	int64_t fresh; /* new */
	int64_t reactivation;
	int64_t expansion;
	int64_t contraction;
	int64_t churn;
} Movement;

/* An account left out, because the value of one of its contracts is not available. */
typedef struct LeftOut {
	int64_t account;
	int64_t contract;
	Na na;
} LeftOut;

typedef enum RenewalKind {
	RENEWAL_SUCCESSOR, /* another contract renews this one */
	RENEWAL_EXTENSION, /* its end was set later */
} RenewalKind;

typedef struct Renewal {
	RenewalKind kind;
	int64_t contract;
	int64_t successor; /* or 0 */
	Date ended_on;     /* end that was renewed */
	Date renewed_on;   /* start of the successor, or effective day of the extension */
} Renewal;

/* A part of a base, in parts per million: SHARE_ONE is all of it. */
typedef struct Retention {
	Na na;       /* NA_NO_BASE: there is no base */
	int64_t ppm; /* rounded half-even; below 0 or above SHARE_ONE, too; 0 where n/a */
} Retention;

typedef struct CurrencyMovements {
	Currency currency;
	Movement *accounts; /* by account id; those with V ≠ 0 on either date */
	size_t account_count;
	LeftOut *left_out;
	size_t left_out_count;
	Movement sum; /* of all accounts */
	/* Over accounts with V(from) > 0. */
	int64_t retention_base;  /* sum of V(from) */
	int64_t retention_net;   /* sum of V(to) */
	int64_t retention_gross; /* sum of the lesser of both */
	Retention nrr;           /* net / base */
	Retention grr;           /* gross / base */
} CurrencyMovements;

typedef struct MovementTable {
	CurrencyMovements *at; /* by currency code */
	size_t len;
	Renewal *renewals;
	size_t renewal_count;
} MovementTable;

/* Errors: ERR_RANGE a sum or a ratio is beyond int64 */
MUST_CHECK bool movements_of(Arena *mem, const ContractTerms *contracts, size_t count, Date from,
			     Date to, MovementTable *out, Err *err);

/* Lifetime value of one contract at an as-of day. */
typedef struct Lifetime {
	Figures total;
	Figures earned;    /* days before the as-of day */
	Figures remaining; /* from the as-of day on */
} Lifetime;

/* Errors: ERR_RANGE */
MUST_CHECK bool lifetime_of(const Earning *earning, Date as_of, Lifetime *out, Err *err);

#endif
