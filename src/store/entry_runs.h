#ifndef PACTA_STORE_ENTRY_RUNS_H
#define PACTA_STORE_ENTRY_RUNS_H

/* Where each entry lies: the table entry_key, a run of external ids a row. */

#include "store/db.h"
#include "store/entry_run.h"

typedef struct StoredRun {
	Str first_key;
	Str keys; /* see entry_run.h */
} StoredRun;

/*
 * The run that an external id belongs to and those behind it, `most` at most. The id is before the first one, if
 * that one's first key tells so: then it belongs to no run.
 */
MUST_CHECK bool entry_runs_read(Db *db, Arena *mem, int64_t source_id, Str external_id, size_t most,
				StoredRun *runs, size_t *count, Err *err);

/* In the place of the one with the same first key, if there is one. */
MUST_CHECK bool entry_runs_write(Db *db, int64_t source_id, const StoredRun *run, Err *err);
MUST_CHECK bool entry_runs_delete(Db *db, int64_t source_id, Str first_key, Err *err);

/* The keys of one entry's parts; empty: there is none. */
MUST_CHECK bool entry_runs_find(Db *db, Arena *mem, int64_t source_id, Str external_id,
				EntryKeys *out, Err *err);

/* A row of entry_key, and the first key of the one behind it. */
typedef struct EntryRun {
	int64_t source_id;
	Str first_key;
	bool has_upper; /* there is one of the same source */
	Str upper;
	EntryKeys keys;
} EntryRun;

/* Hand every run to `take`, in order. Errors: also ERR_CORRUPT as entry_run_read, and those of `take` */
typedef bool (*EntryRunTake)(void *context, const EntryRun *run, Err *err);
MUST_CHECK bool entry_runs_each(Db *db, EntryRunTake take, void *context, Err *err);

#endif
