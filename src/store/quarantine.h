#ifndef PACTA_STORE_QUARANTINE_H
#define PACTA_STORE_QUARANTINE_H

/* Rows that could not be taken, kept as received. */

#include "base/date.h"
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
	bool waits;                 /* neither taken nor discarded; set by reading */
	int64_t resolved_by_import; /* import that took it; 0: none did */
	Instant discarded_at;
	Str discarded_by; /* empty: it was not discarded */
	Str fact; /* name of the kind of fact; empty: a row of contracts, or of no known kind */
	Str code; /* why it waits, for machines: QUARANTINE_… below; empty: a row of contracts */
	/* What is not known: "project", "client", "task", "person", "contract", "stream"; or empty. */
	Str subject;
	Str unknown;         /* its name, as the source writes it */
	Str within;          /* the client of a project, the contract of a task; or empty */
	int64_t contract_id; /* where that is known; else 0 */
	int64_t seconds;     /* of a time entry; else 0 */
	/*
	 * The draft as JSON by the names of the fact's fields, to be tried again without its file;
	 * empty: only raw is there.
	 */
	Str record;
} QuarantineRow;

/* Codes. */
#define QUARANTINE_BAD_VALUE "bad_value" /* the row cannot be read */
#define QUARANTINE_REPEATED "repeated"   /* its file holds the same id with other content */
#define QUARANTINE_UNKNOWN_CONTRACT "unknown_contract" /* subject project, client or contract */
#define QUARANTINE_UNKNOWN_TASK "unknown_task"
#define QUARANTINE_UNKNOWN_RESOURCE "unknown_resource" /* subject person */
#define QUARANTINE_NO_MAPPING "no_mapping"             /* subject stream */
#define QUARANTINE_REFUSED "refused" /* known, but it cannot be taken (a reversal of nothing, …) */

typedef struct QuarantineList {
	QuarantineRow *at; /* by id */
	size_t len;
} QuarantineList;

MUST_CHECK bool quarantine_insert(Db *db, const QuarantineRow *row, Err *err);

/* Whether a row of this source with the same bytes waits already, or was discarded. */
MUST_CHECK bool quarantine_holds(Db *db, Str source, Str raw_sha256, bool *holds, Err *err);

/* Keys of this source's rows that wait, each mapped to 1. */
MUST_CHECK bool quarantine_waiting_keys(Db *db, Arena *mem, Str source, Map *out, Err *err);

/*
 * Visit what waits of this source or was discarded, oldest first: row_key, raw_sha256, code, subject,
 * unknown, within and waits are given, and live until the visitor returns.
 */
typedef bool (*QuarantineVisitor)(void *context, const QuarantineRow *row, Err *err);
MUST_CHECK bool quarantine_each(Db *db, Str source, QuarantineVisitor visit, void *context,
				Err *err);

/* Rows of this source and key, if any wait, are resolved by the import. */
MUST_CHECK bool quarantine_resolve(Db *db, Str source, Str row_key, int64_t import_id, Err *err);

/* Rows of facts with a key that the import resolved: id, import, source, key and fact. */
MUST_CHECK bool quarantine_taken_by(Db *db, Arena *mem, int64_t import_id, QuarantineList *out,
				    Err *err);

/* A row that no longer waits was resolved by this import, and not by the one that was told before. */
MUST_CHECK bool quarantine_hand_on(Db *db, int64_t id, int64_t import_id, Err *err);

/*
 * Rows that the import resolved wait again: not those of imports that are undone, nor those whose key has a later row
 * that waits, of another import; that one has resolved them then.
 */
MUST_CHECK bool quarantine_reopen(Db *db, int64_t import_id, Err *err);

/*
 * Keep a row of a fact. One of the same source, fact and key waits once: a row with the same bytes stays
 * and is amended, or stays discarded; another one no longer waits, until the import of `row` is undone.
 */
MUST_CHECK bool quarantine_put(Db *db, const QuarantineRow *row, Err *err);

/* The row `row->id` waits for another reason: column, reason and all that follows `fact` are set. */
MUST_CHECK bool quarantine_amend(Db *db, const QuarantineRow *row, Err *err);

/* The row is taken by the import (0: by hand, as by a new link): it no longer waits. */
MUST_CHECK bool quarantine_take(Db *db, int64_t id, int64_t import_id, Err *err);

/* It will not be taken: kept, but no longer listed. */
MUST_CHECK bool quarantine_discard(Db *db, int64_t id, Instant at, Str by, Err *err);

/* Rows that wait for the same reason and name. */
typedef struct QuarantineGroup {
	Str source;
	Str fact;
	Str code;
	Str subject;
	Str unknown;
	Str within;
	Str reason; /* of one of them */
	int64_t rows;
	int64_t seconds;  /* of time entries */
	int64_t first_id; /* of the oldest */
} QuarantineGroup;

typedef struct QuarantineGroups {
	QuarantineGroup *at; /* most rows first, then by name */
	size_t len;
} QuarantineGroups;

MUST_CHECK bool quarantine_groups(Db *db, Arena *mem, QuarantineGroups *out, Err *err);

/* Texts of a query that the rows must not have. */
enum {
	QUARANTINE_NO_FACT = 1,
	QUARANTINE_NO_CODE = 2,
	QUARANTINE_NO_SUBJECT = 4,
	QUARANTINE_NO_UNKNOWN = 8,
	QUARANTINE_NO_WITHIN = 16,
};

/* Which rows of those that wait. Empty texts: of all, unless `none` has their bit. */
typedef struct QuarantineQuery {
	Str source;
	Str fact;
	Str code;
	Str subject;
	Str unknown;
	Str within;
	unsigned none;     /* QUARANTINE_NO_… */
	int64_t import_id; /* 0: of all imports */
	int64_t after;     /* only those behind this id; 0: from the first on */
	int64_t limit;     /* how many at most */
} QuarantineQuery;

/* The group of a row, which counts nothing, and exactly the rows of a group. */
QuarantineGroup quarantine_group_of(const QuarantineRow *row);
QuarantineQuery quarantine_query_of(const QuarantineGroup *group);

/* Oldest first. The memory needed is that of these rows, each with what was received. */
MUST_CHECK bool quarantine_list(Db *db, Arena *mem, const QuarantineQuery *query,
				QuarantineList *out, Err *err);

/* How many of them wait that are not behind the id `until`; not by the query's `after` and `limit`. */
MUST_CHECK bool quarantine_count(Db *db, const QuarantineQuery *query, int64_t until, size_t *count,
				 Err *err);

/* Of any row, also one that no longer waits. */
MUST_CHECK bool quarantine_find(Db *db, Arena *mem, int64_t id, QuarantineRow *out, bool *found,
				Err *err);

#endif
