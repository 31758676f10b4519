#include "store/entry_groups.h"

#include "store/entry_order.h"

#include <assert.h>

enum {
	SLOTS_MIN = 256,
	BLOCK = GROUPS_IN_BLOCK,
	WEEK = 7,
	MONTH = 28, /* so that months have numbers of their own */
};

void group_table_init(GroupTable *table, Arena *mem, unsigned by)
{
	*table = (GroupTable){.mem = mem, .by = by};
}

static EntryGroup *group_at(const GroupTable *table, size_t number)
{
	return &table->blocks.at[number / BLOCK][number % BLOCK];
}

static GroupKey group_of(const GroupTable *table, const GroupKey *key)
{
	unsigned by = table->by;
	return (GroupKey){
		.contract_id = by & SUM_BY_CONTRACT ? key->contract_id : 0,
		.task_id = by & SUM_BY_TASK ? key->task_id : 0,
		.resource_id = by & SUM_BY_RESOURCE ? key->resource_id : 0,
		.date = key->date,
		.time_class = by & SUM_BY_CLASS ? key->time_class : 0,
	};
}

static bool is_of(const EntryGroup *group, const GroupKey *key)
{
	return group->contract_id == key->contract_id && group->task_id == key->task_id &&
	       group->resource_id == key->resource_id && group->date.day == key->date.day &&
	       group->time_class == key->time_class;
}

/* In the order in which the roll-ups are read: by contract, resource, date, class. */
static bool lies_behind(const GroupKey *key, const EntryGroup *group)
{
	if (key->contract_id != group->contract_id)
		return key->contract_id > group->contract_id;
	if (key->resource_id != group->resource_id)
		return key->resource_id > group->resource_id;
	if (key->date.day != group->date.day)
		return key->date.day > group->date.day;
	return key->time_class > group->time_class;
}

/* Dates that follow each other have hashes that do: what is one's over time lies together. */
static uint64_t hash_of(unsigned by, const GroupKey *key)
{
	uint64_t hash = (uint64_t)key->contract_id * UINT64_C(0x9E3779B97F4A7C15);
	hash = (hash ^ hash >> 32 ^ (uint64_t)key->task_id) * UINT64_C(0xD6E8FEB86659FD93);
	hash = (hash ^ hash >> 32 ^ (uint64_t)key->resource_id) * UINT64_C(0x9E3779B97F4A7C15);
	hash = (hash ^ hash >> 32 ^ (uint64_t)key->time_class) * UINT64_C(0xD6E8FEB86659FD93);
	int32_t days = by & SUM_BY_WEEK ? WEEK : by & SUM_BY_MONTH ? MONTH : 1;
	return (hash ^ hash >> 32) + (uint64_t)(int64_t)(key->date.day / days);
}

static uint32_t tag_of(uint64_t hash)
{
	return (uint32_t)(hash >> 32 ^ hash);
}

/* The slot of a group, or the free one where it belongs. */
static GroupSlot *slot_of(const GroupTable *table, const GroupKey *key, uint64_t hash)
{
	size_t at = (size_t)hash & (table->room - 1);
	assert(table->slots);
	for (;; at = (at + 1) & (table->room - 1)) {
		GroupSlot *slot = &table->slots[at];
		if (slot->number == 0 ||
		    (slot->tag == tag_of(hash) && is_of(group_at(table, slot->number - 1), key)))
			return slot;
	}
}

static GroupKey key_of(const EntryGroup *group)
{
	return (GroupKey){group->contract_id, group->task_id, group->resource_id, group->date,
			  group->time_class};
}

static void grow(GroupTable *table)
{
	table->room = table->room > 0 ? table->room : SLOTS_MIN;
	while (table->room < 4 * table->len)
		table->room *= 2;
	table->slots = ARENA_ARRAY(table->mem, GroupSlot, table->room);
	for (size_t i = 0; i < table->len; i++) {
		GroupKey key = key_of(group_at(table, i));
		uint64_t hash = hash_of(table->by, &key);
		*slot_of(table, &key, hash) = (GroupSlot){tag_of(hash), (uint32_t)i + 1};
	}
}

static EntryGroup *new_group(GroupTable *table, const GroupKey *key)
{
	if (table->len % BLOCK == 0)
		*vec_push(table->mem, &table->blocks) = ARENA_ARRAY(table->mem, EntryGroup, BLOCK);
	EntryGroup *group = group_at(table, table->len++);
	*group = (EntryGroup){key->contract_id, key->task_id,    key->resource_id,
			      key->date,        key->time_class, {0}};
	return group;
}

static EntryGroup *find_group(GroupTable *table, const GroupKey *key)
{
	if (table->last && is_of(table->last, key))
		return table->last;
	if (!table->slots && (!table->last || lies_behind(key, table->last)))
		return new_group(table, key);
	if (2 * table->len >= table->room)
		grow(table);
	uint64_t hash = hash_of(table->by, key);
	GroupSlot *slot = slot_of(table, key, hash);
	if (slot->number > 0)
		return group_at(table, slot->number - 1);
	EntryGroup *group = new_group(table, key);
	*slot = (GroupSlot){tag_of(hash), (uint32_t)table->len};
	return group;
}

bool group_table_add(GroupTable *table, const GroupKey *what, const Measures *sums, Err *err)
{
	GroupKey key = group_of(table, what);
	table->last = find_group(table, &key);
	return entry_sums_add(&table->last->sums, what->time_class, sums, err);
}

/* One more key that sorts before those that were sorted by already. */
static void sort_by(const GroupTable *table, OrderItem *items, OrderItem *scratch,
		    int64_t (*key)(const EntryGroup *))
{
	for (size_t i = 0; i < table->len; i++)
		items[i].key = entry_order_key(key(group_at(table, items[i].index)));
	entry_order_sort(items, scratch, table->len);
}

static int64_t contract_of(const EntryGroup *group)
{
	return group->contract_id;
}

static int64_t task_of(const EntryGroup *group)
{
	return group->task_id;
}

static int64_t resource_of(const EntryGroup *group)
{
	return group->resource_id;
}

static int64_t class_of(const EntryGroup *group)
{
	return group->time_class;
}

static int64_t date_of(const EntryGroup *group)
{
	return group->date.day;
}

EntryGroups group_table_end(GroupTable *table, Arena *mem)
{
	static const struct {
		unsigned by;
		int64_t (*key)(const EntryGroup *);
	} orders[] = {
		{SUM_BY_CLASS, class_of},
		{SUM_BY_RESOURCE, resource_of},
		{SUM_BY_TASK, task_of},
		{SUM_BY_CONTRACT, contract_of},
		{SUM_BY_DAY | SUM_BY_WEEK | SUM_BY_MONTH, date_of},
	};
	OrderItem *items = ARENA_ARRAY(table->mem, OrderItem, table->len);
	OrderItem *scratch = ARENA_ARRAY(table->mem, OrderItem, table->len);
	for (uint32_t i = 0; i < table->len; i++)
		items[i].index = i;
	for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
		if (table->by & orders[i].by)
			sort_by(table, items, scratch, orders[i].key);
	}
	EntryGroup *sorted = ARENA_ARRAY(mem, EntryGroup, table->len);
	for (size_t i = 0; i < table->len; i++)
		sorted[i] = *group_at(table, items[i].index);
	return (EntryGroups){sorted, table->len};
}
