#ifndef PACTA_STORE_FACT_ROW_H
#define PACTA_STORE_FACT_ROW_H

/*
 * Rows of facts: writing, finding and reading versions of every kind but time entries, by its table.
 * For the store's own use.
 */

#include "facts/fact.h"
#include "store/db.h"

/* A version without its values. Texts live as long as what it was read into. */
typedef struct FactMark {
	Str source;
	Str identity;
	int64_t contract_id;
	Instant known_at;
	Instant known_until;
	int64_t fingerprint;
	int64_t import_id;
} FactMark;

/* Insert `fact` as a version that holds from `known_at` on. Errors: ERR_INPUT no such currency */
MUST_CHECK bool fact_insert(Db *db, const Fact *fact, int64_t fingerprint, Instant known_at,
			    Err *err);

/* The version `mark`, which holds, was known until `until` and was ended by the import. */
MUST_CHECK bool fact_close(Db *db, FactKind kind, const FactMark *mark, Instant until,
			   int64_t until_import, Err *err);

/* The version `mark` was never known to anyone. */
MUST_CHECK bool fact_erase(Db *db, FactKind kind, const FactMark *mark, Err *err);

/* What is done with each version found. */
typedef void (*FactMarkTake)(void *context, const FactMark *mark);

/*
 * Find versions of at most FACT_FIND_MOST identities that were known until `until` or later; the source
 * counts where the kind is sourced. In no order.
 */
MUST_CHECK bool fact_find(Db *db, Arena *mem, FactKind kind, Str source, const Str *identities,
			  size_t count, Instant until, FactMarkTake take, void *context, Err *err);

/*
 * The present row of a query for all columns, into `values`, one zeroed for each field of the kind.
 * Texts live in `mem`; names of contracts and resources have none yet. `source` is that of the row before, which is kept where it
 * is the same.
 * Errors: ERR_CORRUPT a choice or currency that is none
 */
MUST_CHECK bool fact_read(DbStmt *stmt, Arena *mem, FactKind kind, Str source, FactValue *values,
			  Fact *out, Err *err);

#endif
