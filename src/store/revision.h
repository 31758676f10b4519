#ifndef PACTA_STORE_REVISION_H
#define PACTA_STORE_REVISION_H

/*
 * The stored history of contracts: revisions and retractions, append-only, each a link
 * of its contract's audit chain.
 */

#include "history/entry.h"
#include "store/contract.h"

/* Who adds to a chain: the contract's newest number and link, moved on by each append. */
typedef struct ChainEnd {
	int64_t contract_id;
	int32_t number;
	Digest hash;
} ChainEnd;

/*
 * Append `entry` behind `end`, which moves on. The entry's number must be end->number + 1.
 * The store's chain head stays where it was until revision_advance_head.
 */
MUST_CHECK bool revision_append(Db *db, const Fields *fields, const Entry *entry, ChainEnd *end,
				Err *err);

/*
 * Move the stored head from `from` to `to`: compare and swap.
 * Errors: ERR_CONFLICT the head is not `from` any more
 */
MUST_CHECK bool revision_advance_head(Db *db, const ChainEnd *from, const ChainEnd *to, Err *err);

/* The link of an entry behind `before`. Whole row and changes are covered. */
Digest revision_link(const Digest *before, int64_t contract_id, const Fields *fields,
		     const Entry *entry);

/* The entries of one contract as they were stored. */
typedef struct StoredHistory {
	int64_t contract_id;
	const Entry *entries; /* by number */
	const Digest *hashes; /* of each entry */
	size_t count;
} StoredHistory;

typedef enum HistoryScope {
	HISTORY_OF_ALL,
	HISTORY_OF_CONTRACT,
	HISTORY_OF_ACCOUNT,
} HistoryScope;

/* Takes one contract's history, which lives in `mem` until it returns. */
typedef bool (*HistoryVisitor)(void *context, Arena *mem, const StoredHistory *history, Err *err);

/*
 * Visit the histories of `scope` (`id`: of the contract or account), by contract id.
 * Contracts without entries are not visited.
 * Errors: ERR_CORRUPT a row is not what was written; the text names contract and number
 */
MUST_CHECK bool revision_visit(Db *db, const Fields *fields, HistoryScope scope, int64_t id,
			       HistoryVisitor visit, void *context, Err *err);

/* The history of one contract, in `mem`; count 0 where there is none. */
MUST_CHECK bool revision_load(Db *db, Arena *mem, const Fields *fields, int64_t contract_id,
			      StoredHistory *out, Err *err);

/* Who recorded the entry `number` of a contract, and when. Errors: ERR_CORRUPT there is none */
MUST_CHECK bool revision_recorded(Db *db, Arena *mem, int64_t contract_id, int32_t number, Str *by,
				  Instant *at, Err *err);

/* One form of a source's row: a revision that an import brought. */
typedef struct SourceForm {
	Str key;
	int64_t contract_id;
	int32_t number;
	int64_t import_id;
} SourceForm;

typedef struct SourceForms {
	SourceForm *at; /* in the order of recording */
	size_t len;
	Map newest; /* of each key: place in `at` */
} SourceForms;

MUST_CHECK bool revision_source_forms(Db *db, Arena *mem, Str source, SourceForms *out, Err *err);

/* Contracts that have revisions of an import, each once. */
MUST_CHECK bool revision_contracts_of_import(Db *db, Arena *mem, int64_t import_id, int64_t **ids,
					     size_t *count, Err *err);

#endif
