#include "app/fact_import_ids.h"

#include <sodium/crypto_shorthash_siphash24.h>
#include <sodium/randombytes.h>

#include <stdlib.h>
#include <string.h>

typedef struct IdHash {
	uint64_t high, low;
} IdHash;

static const unsigned char *bytes_of(Str text)
{
	return (const unsigned char *)(text.ptr ? text.ptr : "");
}

void id_table_init(IdTable *table, Arena *mem)
{
	*table = (IdTable){.mem = mem};
	randombytes_buf(table->key, sizeof table->key);
}

void id_table_clear(IdTable *table)
{
	if (table->len > 0)
		memset(table->slots, 0, table->room * sizeof *table->slots);
	table->len = 0;
}

static uint64_t hash_id(const IdTable *table, Str id)
{
	uint64_t hash;
	(void)crypto_shorthash((unsigned char *)&hash, bytes_of(id), id.len, table->key);
	return hash;
}

/* Slots keep the upper half of the hash; the lower half says where to look. */
static void place_slot(IdTable *table, uint64_t hash, uint64_t slot)
{
	size_t i = (hash >> 32) & (table->room - 1);
	while (table->slots[i] != 0)
		i = (i + 1) & (table->room - 1);
	table->slots[i] = slot;
}

static void grow(IdTable *table)
{
	IdTable old = *table;
	table->room = old.room > 0 ? old.room * 2 : 1024;
	table->slots = ARENA_ARRAY(table->mem, uint64_t, table->room);
	for (size_t i = 0; i < old.room; i++) {
		if (old.slots[i] != 0)
			place_slot(table, old.slots[i], old.slots[i]);
	}
}

bool id_table_meet(IdTable *table, Str id, uint32_t place, Str (*text_at)(void *context, uint32_t),
		   void *context, uint32_t *met)
{
	if (table->len * 2 >= table->room)
		grow(table);
	uint64_t hash = hash_id(table, id) & ~(uint64_t)UINT32_MAX;
	size_t i = (hash >> 32) & (table->room - 1);
	for (; table->slots[i] != 0; i = (i + 1) & (table->room - 1)) {
		uint64_t slot = table->slots[i];
		uint32_t other = (uint32_t)slot - 1;
		if ((slot & ~(uint64_t)UINT32_MAX) == hash && str_eq(text_at(context, other), id)) {
			*met = other;
			return true;
		}
	}
	table->slots[i] = hash | (place + 1);
	table->len++;
	return false;
}

void id_set_init(IdSet *set, Arena *mem)
{
	*set = (IdSet){.mem = mem};
	randombytes_buf(set->key, sizeof set->key);
}

static IdHash hash_wide(const IdSet *set, Str id)
{
	IdHash hash;
	_Static_assert(sizeof hash == crypto_shorthash_siphashx24_BYTES, "128 bits");
	(void)crypto_shorthash_siphashx24((unsigned char *)&hash, bytes_of(id), id.len, set->key);
	return hash;
}

void id_set_add(IdSet *set, Str id)
{
	*vec_push(set->mem, set) = hash_wide(set, id);
	set->sorted = false;
}

static int compare_hashes(const void *a, const void *b)
{
	const IdHash *x = a;
	const IdHash *y = b;
	if (x->high != y->high)
		return x->high < y->high ? -1 : 1;
	return (x->low > y->low) - (x->low < y->low);
}

bool id_set_holds(IdSet *set, Str id)
{
	if (set->len == 0)
		return false;
	if (!set->sorted)
		qsort(set->at, set->len, sizeof *set->at, compare_hashes);
	set->sorted = true;
	IdHash wanted = hash_wide(set, id);
	return bsearch(&wanted, set->at, set->len, sizeof *set->at, compare_hashes) != NULL;
}
