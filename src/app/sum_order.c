#include "app/sum_order.h"

#include "store/entry_order.h"

#include <assert.h>

/* What a group is ordered by, as three numbers: the first one decides. */
enum { KEYS = 3 };

static uint64_t key_of(const RankedGroup *group, size_t place)
{
	if (place == 0)
		return entry_order_key(group->date.day);
	return place == 1 ? (uint64_t)group->contract << 32 | group->task
			  : (uint64_t)group->resource << 32 | (uint32_t)group->time_class;
}

int sum_order_compare(const RankedGroup *a, const RankedGroup *b)
{
	for (size_t place = 0; place < KEYS; place++) {
		uint64_t x = key_of(a, place);
		uint64_t y = key_of(b, place);
		if (x != y)
			return x < y ? -1 : 1;
	}
	return 0;
}

static bool differ(const RankedGroup *ranked, size_t len, size_t place)
{
	for (size_t i = 1; i < len; i++) {
		if (key_of(&ranked[i], place) != key_of(&ranked[0], place))
			return true;
	}
	return false;
}

/* From the last number to the first one, each sort keeping the order of what is equal. */
static RankedGroup *sort(Arena *mem, const RankedGroup *ranked, size_t len)
{
	Arena work;
	arena_init(&work);
	OrderItem *items = ARENA_ARRAY(&work, OrderItem, len);
	OrderItem *scratch = ARENA_ARRAY(&work, OrderItem, len);
	for (uint32_t i = 0; i < len; i++)
		items[i].index = i;
	for (size_t place = KEYS; place-- > 0;) {
		if (!differ(ranked, len, place))
			continue;
		for (size_t i = 0; i < len; i++)
			items[i].key = key_of(&ranked[items[i].index], place);
		entry_order_sort(items, scratch, len);
	}
	RankedGroup *sorted = ARENA_ARRAY(mem, RankedGroup, len);
	for (size_t i = 0; i < len; i++)
		sorted[i] = ranked[items[i].index];
	arena_deinit(&work);
	return sorted;
}

/* Groups that follow each other often have a name in common. */
static uint32_t rank_of(const NameRanks *ranks, int64_t id, int64_t *last_id, uint32_t *last_rank)
{
	if (id != *last_id) {
		*last_id = id;
		*last_rank = name_rank_of(ranks, id);
	}
	return *last_rank;
}

RankedGroup *sum_order(Arena *mem, const SumNames *names, GroupBlocks groups)
{
	RankedGroup *ranked = ARENA_ARRAY(mem, RankedGroup, groups.len);
	bool in_order = true;
	EntryGroup last = {.contract_id = 0, .task_id = 0, .resource_id = 0};
	RankedGroup last_ranks = {
		.contract = name_rank_of(&names->contracts, last.contract_id),
		.task = name_rank_of(&names->tasks, last.task_id),
		.resource = name_rank_of(&names->resources, last.resource_id),
	};
	assert(groups.len < UINT32_MAX);
	for (uint32_t i = 0; i < groups.len; i++) {
		const EntryGroup *group = group_in_blocks(groups, i);
		ranked[i] = (RankedGroup){
			.date = group->date,
			.contract = rank_of(&names->contracts, group->contract_id,
					    &last.contract_id, &last_ranks.contract),
			.task = rank_of(&names->tasks, group->task_id, &last.task_id,
					&last_ranks.task),
			.resource = rank_of(&names->resources, group->resource_id,
					    &last.resource_id, &last_ranks.resource),
			.time_class = group->time_class,
			.number = i,
		};
		in_order =
			in_order && (i == 0 || sum_order_compare(&ranked[i - 1], &ranked[i]) <= 0);
	}
	return in_order ? ranked : sort(mem, ranked, groups.len);
}
