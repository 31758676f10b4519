#ifndef PACTA_STORE_SNAPSHOT_H
#define PACTA_STORE_SNAPSHOT_H

/*
 * The stored snapshots: the view known = now, one row per effective date, kept in the
 * same transaction as the revisions they come from.
 */

#include "history/snapshot.h"
#include "store/db.h"

/*
 * Put `rows` in place of all stored rows of the contract from day `from` on (DATE_NONE: there are none).
 * Rows before it depend on nothing later and stay. O(rows).
 */
MUST_CHECK bool snapshot_save(Db *db, const Fields *fields, int64_t contract_id, Date from,
			      const SnapshotList *rows, Err *err);

/* Takes the stored snapshots of one contract, which live in `mem` until it returns. */
typedef bool (*SnapshotVisitor)(void *context, Arena *mem, int64_t contract_id,
				const SnapshotList *list, Err *err);

typedef enum SnapshotScope {
	SNAPSHOTS_ALL,    /* every row of every contract */
	SNAPSHOTS_LATEST, /* per contract the last row with effective_on ≤ `as_of` */
} SnapshotScope;

/*
 * Visit stored snapshots by contract id. `as_of` (DATE_NONE: no limit) is for SNAPSHOTS_LATEST.
 * Errors: ERR_CORRUPT a value that its field cannot hold
 */
MUST_CHECK bool snapshot_visit(Db *db, const Fields *fields, SnapshotScope scope, Date as_of,
			       SnapshotVisitor visit, void *context, Err *err);

/* Which folds are read: of one contract, of an account, or of all (both 0). */
typedef struct SnapshotFilter {
	int64_t contract_id;
	int64_t account_id;
	Date until; /* last effective day of rows; DATE_NONE: no limit */
} SnapshotFilter;

/* The terms of a contract in the view known = now. */
typedef struct SnapshotFold {
	int64_t contract_id;
	Fold fold; /* `entries` and `added_to_unset` of its rows are not known: 0 */
} SnapshotFold;

typedef struct SnapshotFolds {
	SnapshotFold *at; /* by contract id; contracts without rows are not there */
	size_t len;
} SnapshotFolds;

/*
 * Folds without a look at revisions: a fold up to a day is the rows up to it of the whole fold, since entries take
 * effect day by day. They share texts that repeat, and live in `mem`.
 * Errors: ERR_CORRUPT a value that its field cannot hold
 */
MUST_CHECK bool snapshot_folds(Db *db, Arena *mem, const Fields *fields, SnapshotFilter filter,
			       SnapshotFolds *out, Err *err);

#endif
