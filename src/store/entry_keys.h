#ifndef PACTA_STORE_ENTRY_KEYS_H
#define PACTA_STORE_ENTRY_KEYS_H

/* What a batch makes of where entries lie. */

#include "store/facts.h"

/* A part that leaves the tile it lies in. */
typedef struct EntryRemoval {
	int64_t contract_id;
	int64_t source_id;
	Str external_id; /* of the batch */
	int32_t part;
	int32_t from_day;
} EntryRemoval;

/* Both by source, external id, part. */
typedef struct EntryChanges {
	uint32_t *inserts; /* numbers of entries of the batch */
	size_t insert_count;
	EntryRemoval *removals;
	size_t removal_count;
} EntryChanges;

/*
 * Compare a batch with what is there, write the new keys, and tell what its tiles have to change.
 * Only the runs that the batch touches are read, and only those that change are written.
 * Errors: those of the store; ERR_INPUT an entry is there twice, an external id is too long
 */
MUST_CHECK bool entry_keys_apply(Db *db, Arena *mem, const EntryBatch *batch,
				 uint8_t *entry_outcomes, uint8_t *deletion_outcomes,
				 EntryChanges *out, Err *err);

#endif
