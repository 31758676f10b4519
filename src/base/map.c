#include "base/map.h"

/* FNV-1a over the seed and the bytes, then a finalizer that spreads the high bits. */
static uint64_t hash_key(uint64_t seed, Str key)
{
	uint64_t hash = 0xCBF29CE484222325u ^ seed;
	for (size_t i = 0; i < key.len; i++)
		hash = (hash ^ (unsigned char)key.ptr[i]) * 0x100000001B3u;
	hash ^= hash >> 32;
	hash *= 0xD6E8FEB86659FD93u;
	hash ^= hash >> 32;
	return hash ? hash : 1;
}

void map_init(Map *map, Arena *mem, uint64_t seed)
{
	*map = (Map){.mem = mem, .seed = seed};
}

/* The slot of `key`, or the free slot where it belongs; the map has room. */
static MapSlot *find_slot(const Map *map, Str key, uint64_t hash)
{
	size_t i = hash & (map->room - 1);
	for (;;) {
		MapSlot *slot = &map->slots[i];
		if (slot->hash == 0 || (slot->hash == hash && str_eq(slot->key, key)))
			return slot;
		i = (i + 1) & (map->room - 1);
	}
}

bool map_get(const Map *map, Str key, int64_t *value)
{
	if (map->room == 0)
		return false;
	const MapSlot *slot = find_slot(map, key, hash_key(map->seed, key));
	if (slot->hash == 0)
		return false;
	*value = slot->value;
	return true;
}

static void grow(Map *map)
{
	Map old = *map;
	map->room = old.room > 0 ? old.room * 2 : 16;
	map->slots = ARENA_ARRAY(map->mem, MapSlot, map->room);
	for (size_t i = 0; i < old.room; i++) {
		const MapSlot *slot = &old.slots[i];
		if (slot->hash != 0)
			*find_slot(map, slot->key, slot->hash) = *slot;
	}
}

void map_put(Map *map, Str key, int64_t value)
{
	if (map->len * 4 >= map->room * 3)
		grow(map);
	uint64_t hash = hash_key(map->seed, key);
	MapSlot *slot = find_slot(map, key, hash);
	slot->value = value;
	if (slot->hash != 0)
		return;
	map->len++;
	slot->key = key;
	slot->hash = hash;
}
