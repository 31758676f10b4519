#include "app/name_ranks.h"

#include <assert.h>
#include <stdlib.h>

static int compare(const void *a, const void *b)
{
	return str_cmp_natural(((const NamedId *)a)->name, ((const NamedId *)b)->name);
}

static void sort_by_name(NamedId *named, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		if (compare(&named[i - 1], &named[i]) > 0) {
			qsort(named, count, sizeof *named, compare);
			return;
		}
	}
}

/* Ids count up in their low bits and by the time in their high ones. */
static size_t first_slot(int64_t id, size_t room)
{
	uint64_t hash = (uint64_t)id * UINT64_C(0x9E3779B97F4A7C15);
	return (size_t)(hash >> 32) & (room - 1);
}

static void put(RankSlot *slots, size_t room, int64_t id, uint32_t rank)
{
	size_t at = first_slot(id, room);
	while (slots[at].rank > 0)
		at = (at + 1) & (room - 1);
	slots[at] = (RankSlot){id, rank};
}

NameRanks name_ranks_make(Arena *mem, NamedId *named, size_t count)
{
	size_t room = 2;
	assert(count < UINT32_MAX);
	while (room < 2 * count)
		room *= 2;
	Str *names = ARENA_ARRAY(mem, Str, count + 1);
	RankSlot *slots = ARENA_ARRAY(mem, RankSlot, room);
	uint32_t rank = 0;
	sort_by_name(named, count);
	for (size_t i = 0; i < count; i++) {
		if (!str_eq(named[i].name, names[rank]))
			names[++rank] = named[i].name;
		if (rank > 0)
			put(slots, room, named[i].id, rank);
	}
	return (NameRanks){names, (size_t)rank + 1, slots, room};
}

uint32_t name_rank_of(const NameRanks *ranks, int64_t id)
{
	if (ranks->room == 0)
		return 0;
	size_t at = first_slot(id, ranks->room);
	while (ranks->slots[at].rank > 0 && ranks->slots[at].id != id)
		at = (at + 1) & (ranks->room - 1);
	return ranks->slots[at].rank;
}

Str name_of_rank(const NameRanks *ranks, uint32_t rank)
{
	return rank < ranks->len ? ranks->names[rank] : (Str){0};
}
