#ifndef PACTA_BASE_MAP_H
#define PACTA_BASE_MAP_H

/*
 * Map from text to a number (an index or an id), in an arena.
 *
 * Keys are not copied: the bytes of each one's first map_put must outlive the map. Hashing is seeded per
 * map, so that chosen keys cannot make it slow. Starts with map_init.
 */

#include "base/arena.h"
#include "base/str.h"

typedef struct MapSlot {
	Str key;
	uint64_t hash; /* 0: free */
	int64_t value;
} MapSlot;

typedef struct Map {
	Arena *mem;
	MapSlot *slots;
	size_t room; /* power of two, or 0 */
	size_t len;
	uint64_t seed;
} Map;

void map_init(Map *map, Arena *mem, uint64_t seed);

/* The value of `key`, or false. O(1). */
bool map_get(const Map *map, Str key, int64_t *value);

/* Adds, or gives the key that is there another value; its own bytes then stay in use. O(1) amortised. */
void map_put(Map *map, Str key, int64_t value);

#endif
