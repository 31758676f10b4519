#include "ingest/repeats.h"

#include <string.h>

enum { ROOM_FIRST = 64, COUNTS_FIRST = 1024 };

/* --- Sets --- */

/* The place of `hash`, or the free one where it belongs; there is room. Hashes are good: no more mixing is needed. */
static uint64_t *find(const HashSet *set, uint64_t hash)
{
	size_t i = hash & (set->room - 1);
	while (set->at[i] != 0 && set->at[i] != hash)
		i = (i + 1) & (set->room - 1);
	return &set->at[i];
}

static uint64_t **free_list(Repeats *repeats, size_t room)
{
	return &repeats->free[__builtin_ctzll((unsigned long long)room)];
}

static uint64_t *take_room(Repeats *repeats, size_t room)
{
	uint64_t **list = free_list(repeats, room);
	uint64_t *at = *list;
	if (!at)
		return ARENA_ARRAY(&repeats->mem, uint64_t, room);
	memcpy(list, at, sizeof *list);
	memset(at, 0, room * sizeof *at);
	return at;
}

static void give_room(Repeats *repeats, uint64_t *at, size_t room)
{
	uint64_t **list = free_list(repeats, room);
	memcpy(at, list, sizeof *list);
	*list = at;
}

static void grow(Repeats *repeats, HashSet *set)
{
	HashSet wider = {.room = set->room > 0 ? set->room * 2 : ROOM_FIRST, .len = set->len};
	wider.at = take_room(repeats, wider.room);
	for (size_t i = 0; i < set->room; i++) {
		if (set->at[i] != 0)
			*find(&wider, set->at[i]) = set->at[i];
	}
	if (set->room > 0)
		give_room(repeats, set->at, set->room);
	*set = wider;
}

/* --- Counts --- */

static RepeatCount *find_count(RepeatCount *counts, size_t room, uint64_t hash)
{
	size_t i = hash & (room - 1);
	while (counts[i].count != 0 && counts[i].hash != hash)
		i = (i + 1) & (room - 1);
	return &counts[i];
}

/* Into an arena of its own, so that the old room is given back. */
static void grow_counts(Repeats *repeats)
{
	Arena mem;
	size_t room = repeats->count_room > 0 ? repeats->count_room * 2 : COUNTS_FIRST;
	arena_init(&mem);
	RepeatCount *counts = ARENA_ARRAY(&mem, RepeatCount, room);
	for (size_t i = 0; i < repeats->count_room; i++) {
		const RepeatCount *old = &repeats->counts[i];
		if (old->count != 0)
			*find_count(counts, room, old->hash) = *old;
	}
	arena_deinit(&repeats->count_mem);
	repeats->count_mem = mem;
	repeats->counts = counts;
	repeats->count_room = room;
}

/* A hash that was seen once before it is counted. */
static uint32_t count_again(Repeats *repeats, uint64_t hash)
{
	if (repeats->count_len * 3 >= repeats->count_room * 2)
		grow_counts(repeats);
	RepeatCount *count = find_count(repeats->counts, repeats->count_room, hash);
	if (count->count == 0) {
		*count = (RepeatCount){hash, 1};
		repeats->count_len++;
	}
	return ++count->count;
}

uint32_t repeats_note(Repeats *repeats, Date day, uint64_t hash)
{
	hash += hash == 0;
	if (!repeats->sets)
		repeats->sets = ARENA_ARRAY(&repeats->mem, HashSet, REPEAT_SETS);
	HashSet *set = &repeats->sets[(uint32_t)day.day % REPEAT_SETS];
	if (set->len * 3 >= set->room * 2)
		grow(repeats, set);
	uint64_t *place = find(set, hash);
	/* One table of counts does for all days. */
	if (*place != 0)
		return count_again(repeats, hash);
	*place = hash;
	set->len++;
	return 1;
}

void repeats_close(Repeats *repeats)
{
	arena_deinit(&repeats->mem);
	arena_deinit(&repeats->count_mem);
	*repeats = (Repeats){0};
}
