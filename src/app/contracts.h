#ifndef PACTA_APP_CONTRACTS_H
#define PACTA_APP_CONTRACTS_H

/* Contracts: adding, amending, retracting, and their state at a moment. */

#include "app/app.h"
#include "history/report.h"
#include "history/snapshot.h"
#include "history/warning.h"
#include "store/contract.h"

/* What is told about any change. Empty or NONE where not given. */
typedef struct Circumstances {
	Date effective_on; /* add: default starts_on; amend: needed */
	bool has_known_at;
	Instant known_at; /* not later than now */
	Date signed_on;
	Str reason;
	Str change_order;
} Circumstances;

typedef struct NewContract {
	Str key;     /* 1 … 300 bytes */
	Str account; /* name of an existing account */
	Str name;
	Str currency; /* ISO code */
	ContractKind kind;
} NewContract;

/* What a change did, or would do. */
typedef struct Effect {
	Contract contract;
	int32_t number; /* of the entry; with a dry run the one that it would get */
	Figures total_before;
	Figures total_after;
	Amount revenue; /* change of total revenue; n/a if either is */
	Amount profit;
	const ChangeEffect *changes; /* old → new on the entry's effective day */
	size_t change_count;
	WarningList warnings; /* of the history after it */
	const Fields *fields;
	bool dry_run;
} Effect;

/*
 * Errors: ERR_CONFLICT the key is taken; ERR_NOT_FOUND no such account or field; ERR_INPUT, ERR_RANGE a value
 *         cannot be taken
 */
MUST_CHECK bool contracts_add(App *app, const NewContract *contract, const FieldText *changes,
			      size_t count, const Circumstances *about, Effect *out, Err *err);

/* A revision. Nothing is written with `dry_run`. Errors as contracts_add */
MUST_CHECK bool contracts_amend(App *app, Str key, const FieldText *changes, size_t count,
				const Circumstances *about, bool dry_run, Effect *out, Err *err);

/*
 * A retraction of revision `number`.
 * Errors: ERR_NOT_FOUND; ERR_CONFLICT it is a retraction, or retracted already; ERR_RANGE without it a
 *         share would leave 0 … 1; ERR_INPUT known before its target
 */
MUST_CHECK bool contracts_retract(App *app, Str key, int32_t number, const Circumstances *about,
				  bool dry_run, Effect *out, Err *err);

/*
 * Whether the newest number of a contract's history is still `entries`, as whoever asks for a change has seen it.
 * Inside a transaction: for the hook `begun` of the change itself. `*newest` is the number that there is; it is
 * also set with ERR_CHANGED.
 * Errors: ERR_NOT_FOUND; ERR_CHANGED the text tells who recorded the newest entry, and when
 */
MUST_CHECK bool contracts_expect(App *app, Str key, int32_t entries, int32_t *newest, Err *err);

/* A contract's state at a moment. */
typedef struct ContractState {
	Contract contract;
	Date effective_on;   /* day from which the state holds; DATE_NONE: the view sees nothing */
	const Value *values; /* one per field */
	Figures total;
	WarningList warnings; /* contracts_show only */
} ContractState;

typedef struct ContractStates {
	const Fields *fields;
	ContractState *at; /* by key, naturally */
	size_t len;
} ContractStates;

/* Errors: ERR_NOT_FOUND */
MUST_CHECK bool contracts_show(App *app, Str key, Moment moment, const Fields **fields,
			       ContractState *out, Err *err);

/* All contracts, or those of the account named (empty: all). Errors: ERR_NOT_FOUND no such account */
MUST_CHECK bool contracts_list(App *app, Str account, Moment moment, ContractStates *out, Err *err);

#endif
