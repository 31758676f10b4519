#ifndef PACTA_STORE_QUARANTINE_H
#define PACTA_STORE_QUARANTINE_H

/* Rows that could not be taken, kept as received. */

#include "base/map.h"
#include "store/db.h"

typedef struct QuarantineRow {
	int64_t id;
	int64_t import_id;
	Str source;
	Str file;
	int64_t line;
	Str column; /* empty: the whole row */
	Str reason;
	Str row_key;
	Str raw;
	bool raw_cut;               /* raw is only the beginning */
	Str raw_sha256;             /* hexadecimal, of raw */
	int64_t resolved_by_import; /* 0: it waits */
} QuarantineRow;

typedef struct QuarantineList {
	QuarantineRow *at; /* by id */
	size_t len;
} QuarantineList;

MUST_CHECK bool quarantine_insert(Db *db, const QuarantineRow *row, Err *err);

/* Whether a row of this source with the same bytes waits already. */
MUST_CHECK bool quarantine_holds(Db *db, Str source, Str raw_sha256, bool *holds, Err *err);

/* Keys of this source's rows that wait, each mapped to 1. */
MUST_CHECK bool quarantine_waiting_keys(Db *db, Arena *mem, Str source, Map *out, Err *err);

/* Rows of this source and key, if any wait, are resolved by the import. */
MUST_CHECK bool quarantine_resolve(Db *db, Str source, Str row_key, int64_t import_id, Err *err);

/* Rows that the import resolved wait again. */
MUST_CHECK bool quarantine_reopen(Db *db, int64_t import_id, Err *err);

/* Which rows of those that wait. */
typedef struct QuarantineQuery {
	int64_t import_id; /* 0: of all imports */
	int64_t after;     /* only those behind this id; 0: from the first on */
	int64_t limit;     /* how many at most */
} QuarantineQuery;

/* Oldest first. The memory needed is that of these rows, each with what was received. */
MUST_CHECK bool quarantine_list(Db *db, Arena *mem, const QuarantineQuery *query,
				QuarantineList *out, Err *err);

/* How many wait that are not behind the id `until`; `import_id` 0: of all imports. */
MUST_CHECK bool quarantine_count(Db *db, int64_t import_id, int64_t until, size_t *count, Err *err);

MUST_CHECK bool quarantine_find(Db *db, Arena *mem, int64_t id, QuarantineRow *out, bool *found,
				Err *err);

#endif
