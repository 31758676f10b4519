#ifndef PACTA_STORE_ENTRY_PLACES_H
#define PACTA_STORE_ENTRY_PLACES_H

/*
 * Numbers that stand for ids within one packed row: the first id put in has place 0. Pure.
 *
 * An id is a pair, whose second half is 0 for all but writings (import, known at).
 */

#include "base/arena.h"

#include <stdint.h>

typedef struct PlaceId {
	int64_t first;
	int64_t second;
} PlaceId;

typedef struct EntryPlaces {
	Arena *mem;
	PlaceId *at;
	size_t len;
	size_t cap;
	uint32_t *slots; /* place + 1 by hash, 0: free; looked at once there are several */
	size_t room;     /* power of two */
	size_t hashed;   /* ids that `slots` has */
} EntryPlaces;

void entry_places_init(EntryPlaces *places, Arena *mem);

/* Empty again; keeps its room. */
void entry_places_clear(EntryPlaces *places);

/* The place of an id, which is added where it has none. O(1). */
size_t entry_places_of(EntryPlaces *places, PlaceId id);

/* Adds an id behind the others, also where it has a place already. */
void entry_places_add(EntryPlaces *places, PlaceId id);

#endif
