#ifndef PACTA_APP_FACT_IMPORT_IDS_H
#define PACTA_APP_FACT_IMPORT_IDS_H

/* Which external ids an import has met. Hashes are keyed with random bytes, so that no file can make them slow. */

#include "base/arena.h"
#include "base/str.h"

#include <sodium/crypto_shorthash.h>

/* Places by text, to be cleared and used again: 8 bytes a slot. The texts are the caller's. */
typedef struct IdTable {
	Arena *mem;
	uint64_t *slots; /* half of the hash, and the place + 1; 0: free */
	size_t room;     /* power of two, or 0 */
	size_t len;
	unsigned char key[crypto_shorthash_KEYBYTES];
} IdTable;

void id_table_init(IdTable *table, Arena *mem);
void id_table_clear(IdTable *table);

/*
 * The place kept for `id`, or, where there is none, `place` is kept for it and false returned. `text_at` tells the
 * id that a place stands for. O(1)
 */
bool id_table_meet(IdTable *table, Str id, uint32_t place, Str (*text_at)(void *context, uint32_t),
		   void *context, uint32_t *met);

/* A set of ids by 128 bits of each: 16 bytes an id, sorted when it is asked. */
typedef struct IdSet {
	Arena *mem;
	struct IdHash *at;
	size_t len;
	size_t cap;
	bool sorted;
	unsigned char key[crypto_shorthash_KEYBYTES];
} IdSet;

void id_set_init(IdSet *set, Arena *mem);
void id_set_add(IdSet *set, Str id);
bool id_set_holds(IdSet *set, Str id);

#endif
