#include "store/entry_places.h"

#include "base/str.h"

#include <string.h>

enum { FEW = 8 };

void entry_places_init(EntryPlaces *places, Arena *mem)
{
	*places = (EntryPlaces){.mem = mem};
}

void entry_places_clear(EntryPlaces *places)
{
	places->len = 0;
	if (places->hashed > 0)
		memset(places->slots, 0, places->room * sizeof *places->slots);
	places->hashed = 0;
}

void entry_places_add(EntryPlaces *places, PlaceId id)
{
	*vec_push(places->mem, places) = id;
}

static bool same(PlaceId a, PlaceId b)
{
	return a.first == b.first && a.second == b.second;
}

/* The slot of an id, or the free one where it belongs. */
static uint32_t *slot_of(const EntryPlaces *places, PlaceId id)
{
	uint64_t hash = ((uint64_t)id.first ^ (uint64_t)id.second * UINT64_C(0xD6E8FEB86659FD93)) *
			UINT64_C(0x9E3779B97F4A7C15);
	size_t at = (size_t)(hash >> 32) & (places->room - 1);
	while (places->slots[at] > 0 && !same(places->at[places->slots[at] - 1], id))
		at = (at + 1) & (places->room - 1);
	return &places->slots[at];
}

/* Brings the slots up to date with the ids. */
static void hash_all(EntryPlaces *places)
{
	if (places->room < 2 * places->len + 2) {
		places->room = places->room > 0 ? places->room : 32;
		while (places->room < 4 * places->len)
			places->room *= 2;
		places->slots = ARENA_ARRAY(places->mem, uint32_t, places->room);
		places->hashed = 0;
	}
	for (; places->hashed < places->len; places->hashed++) {
		uint32_t *slot = slot_of(places, places->at[places->hashed]);
		if (*slot == 0)
			*slot = (uint32_t)places->hashed + 1;
	}
}

size_t entry_places_of(EntryPlaces *places, PlaceId id)
{
	if (places->len <= FEW) {
		for (size_t i = 0; i < places->len; i++) {
			if (same(places->at[i], id))
				return i;
		}
		entry_places_add(places, id);
		return places->len - 1;
	}
	hash_all(places);
	uint32_t *slot = slot_of(places, id);
	if (*slot > 0)
		return *slot - 1;
	entry_places_add(places, id);
	*slot = (uint32_t)places->len;
	places->hashed = places->len;
	return places->len - 1;
}
