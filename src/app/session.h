#ifndef PACTA_APP_SESSION_H
#define PACTA_APP_SESSION_H

/*
 * One contract's history being added to, inside a transaction.
 *
 * Entries are staged in memory and checked there; session_save writes them, the chain's head and the
 * snapshots together. Without session_save nothing of them is written, which is how a dry run works.
 */

#include "app/app.h"
#include "history/snapshot.h"
#include "store/contract.h"
#include "store/revision.h"

typedef struct Session {
	Arena *mem;
	const Fields *fields;
	Contract contract;
	VEC(Entry) entries;        /* stored ones, then staged ones */
	VEC(int32_t) retracted_by; /* of each entry: number of its retraction, or 0 */
	size_t stored;             /* how many are stored */
	Fold stored_fold;
	Fold fold;           /* of all entries, after session_fold */
	Instant recorded_at; /* for new entries */
	Str recorded_by;
} Session;

/*
 * Load the history of `contract`. With `fresh` it has none yet and the store is not asked.
 * Errors: ERR_CORRUPT a stored row is not what was written; ERR_RANGE the stored history cannot be
 *         folded; both name the contract. Those of db_query
 */
MUST_CHECK bool session_open(Session *session, Db *db, Arena *mem, const Fields *fields,
			     const Contract *contract, bool fresh, Instant recorded_at,
			     Str recorded_by, Err *err);

/*
 * Stage a revision or retraction; number, recorded_at and recorded_by are filled in. A known_at of
 * INSTANT_MAX means recorded_at.
 * Errors: ERR_INPUT     known after now; a retraction known before its target; a field changed twice
 *         ERR_NOT_FOUND a retraction of a number that there is not
 *         ERR_CONFLICT  a retraction of a retraction, or of what is retracted already
 */
MUST_CHECK bool session_stage(Session *session, Entry entry, Err *err);

/* Number of the retraction of revision `number`, or 0. */
int32_t session_retracted_by(const Session *session, int32_t number);

/* Take back the staged entries behind the first `count` entries. */
void session_unstage(Session *session, size_t count);

/* Fold all entries and check shares and sums. Errors: ERR_RANGE */
MUST_CHECK bool session_fold(Session *session, Err *err);

/* The same without checking shares: for a step that a later one of the transaction completes. */
MUST_CHECK bool session_fold_unchecked(Session *session, Err *err);

/* Write what is staged; session_fold came before. */
MUST_CHECK bool session_save(Session *session, Db *db, Err *err);

/*
 * The total that all rows of `fold` earn; zeros where it has none. `fold` is the session's stored_fold (as
 * it was) or fold (with what is staged). Errors: ERR_RANGE
 */
MUST_CHECK bool session_totals(const Session *session, const Fold *fold, Figures *out, Err *err);

#endif
