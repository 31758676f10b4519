#ifndef PACTA_STORE_ENTRY_RUN_H
#define PACTA_STORE_ENTRY_RUN_H

/*
 * A run of external ids in order, with where each part of their entries lies: a row of entry_key. Pure.
 *
 * Bytes: count of ids, each id as 8 bytes; count of keys, each as length and bytes of the external id, part, place
 * of the contract among the ids, place of the import among the ids, from_day in zigzag, 8 bytes of fingerprint.
 * Numbers without a size are varints of 7 bits a byte, lowest first; those of 8 bytes have the lowest first too.
 */

#include "base/err.h"
#include "store/entry_places.h"

#include "base/str.h"

typedef struct EntryKey {
	Str external_id;
	int32_t part;
	int32_t from_day; /* of its tile */
	int64_t contract_id;
	int64_t import_id; /* that wrote this version */
	int64_t fingerprint;
} EntryKey;

typedef VEC(EntryKey) EntryKeys;

/* By external id, then part. */
int entry_key_compare(const EntryKey *a, const EntryKey *b);

/*
 * Fills `keys`, which is emptied first; external ids refer to `bytes`.
 * Errors: ERR_CORRUPT it is not what entry_run_write wrote
 */
MUST_CHECK bool entry_run_read(Arena *mem, Str bytes, EntryKeys *keys, Err *err);

/* Into `out`, which is emptied first. `ids` is a scratch of the caller's. */
void entry_run_write(Buf *out, EntryPlaces *ids, const EntryKey *keys, size_t count);

/* About the bytes that a key takes. */
static inline size_t entry_key_weight(const EntryKey *key)
{
	return key->external_id.len + 22;
}

#endif
