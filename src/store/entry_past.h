#ifndef PACTA_STORE_ENTRY_PAST_H
#define PACTA_STORE_ENTRY_PAST_H

/* Versions of time entries that no longer hold: the table entry_past. */

#include "store/facts.h"

typedef VEC(EntryVersion) EntryVersionVec;

/* Keep a version, known until `version->known_until`. */
MUST_CHECK bool entry_past_insert(Db *db, const EntryVersion *version, Err *err);

/* Those of one tile that were known at an instant, in the order of time_entry_compare. */
MUST_CHECK bool entry_past_in_tile(Db *db, Arena *mem, int64_t contract_id, int32_t from_day,
				   Instant known, EntryVersionVec *out, Err *err);

/* Those of one entry, by part and known_at. */
MUST_CHECK bool entry_past_of_entry(Db *db, Arena *mem, int64_t source_id, Str external_id,
				    EntryVersionVec *out, Err *err);

/* Add those of a contract (0: of all, also of none) that began or ended after an instant, up to another. */
MUST_CHECK bool entry_past_changed(Db *db, Arena *mem, int64_t contract_id, Instant after,
				   Instant until, EntryVersionVec *out, Err *err);

typedef VEC(EntryId) EntryIdVec;

/* Add the entries of which an import wrote or ended one. */
MUST_CHECK bool entry_past_of_import(Db *db, Arena *mem, int64_t import_id, EntryIdVec *out,
				     Err *err);

/* Hand each one to `take`, in no order; texts last for the call. */
typedef bool (*EntryPastTake)(void *context, const EntryVersion *version, Err *err);
MUST_CHECK bool entry_past_each(Db *db, EntryPastTake take, void *context, Err *err);

#endif
