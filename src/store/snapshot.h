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

#endif
