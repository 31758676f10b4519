#include "store/entry_order.h"

#include <string.h>

enum { KEY_BYTES = 8, DIGITS = 256 };

/* Which bytes of the keys differ at all. */
static uint64_t differing_bits(const OrderItem *items, size_t count, bool *sorted)
{
	uint64_t differing = 0;
	*sorted = true;
	for (size_t i = 1; i < count; i++) {
		differing |= items[i].key ^ items[0].key;
		*sorted = *sorted && items[i - 1].key <= items[i].key;
	}
	return differing;
}

static void sort_by_byte(const OrderItem *from, OrderItem *to, size_t count, unsigned shift)
{
	size_t begins[DIGITS] = {0};
	for (size_t i = 0; i < count; i++)
		begins[from[i].key >> shift & (DIGITS - 1)]++;
	size_t begin = 0;
	for (size_t digit = 0; digit < DIGITS; digit++) {
		size_t len = begins[digit];
		begins[digit] = begin;
		begin += len;
	}
	for (size_t i = 0; i < count; i++)
		to[begins[from[i].key >> shift & (DIGITS - 1)]++] = from[i];
}

void entry_order_sort(OrderItem *items, OrderItem *scratch, size_t count)
{
	bool sorted;
	uint64_t differing = differing_bits(items, count, &sorted);
	OrderItem *from = items;
	OrderItem *to = scratch;
	for (unsigned byte = 0; byte < KEY_BYTES && !sorted; byte++) {
		if ((differing >> (8 * byte) & (DIGITS - 1)) == 0)
			continue;
		sort_by_byte(from, to, count, 8 * byte);
		OrderItem *sorted_so_far = to;
		to = from;
		from = sorted_so_far;
	}
	if (from != items)
		memcpy(items, from, count * sizeof *items);
}

EntryId entry_order_id(const EntryBatch *batch, uint32_t number)
{
	if (number >= batch->entry_count)
		return batch->deletions[number - batch->entry_count];
	const TimeEntry *entry = &batch->entries[number];
	return (EntryId){entry->source_id, entry->external_id};
}

static int32_t part_of(const EntryBatch *batch, uint32_t number)
{
	return number < batch->entry_count ? batch->entries[number].part : 0;
}

static int compare(const EntryBatch *batch, uint32_t a, uint32_t b)
{
	EntryId left = entry_order_id(batch, a);
	EntryId right = entry_order_id(batch, b);
	if (left.source_id != right.source_id)
		return left.source_id < right.source_id ? -1 : 1;
	int order = str_cmp(left.external_id, right.external_id);
	if (order != 0)
		return order;
	int32_t part = part_of(batch, a);
	int32_t other = part_of(batch, b);
	return (part > other) - (part < other);
}

/* Bytes that all external ids begin with: a key begins behind them. */
static size_t common_prefix(const EntryBatch *batch, size_t count)
{
	Str first = entry_order_id(batch, 0).external_id;
	size_t len = first.len;
	for (uint32_t i = 1; i < count && len > 0; i++) {
		Str id = entry_order_id(batch, i).external_id;
		size_t same = 0;
		while (same < len && same < id.len && id.ptr[same] == first.ptr[same])
			same++;
		len = same;
	}
	return len;
}

/* Keys order ids of one source as far as they differ. */
static void make_items(const EntryBatch *batch, OrderItem *items, size_t count)
{
	size_t prefix = common_prefix(batch, count);
	int64_t source = entry_order_id(batch, 0).source_id;
	bool one_source = true;
	for (uint32_t i = 0; i < count; i++) {
		EntryId id = entry_order_id(batch, i);
		one_source = one_source && id.source_id == source;
		uint64_t key = 0;
		for (size_t byte = prefix; byte < prefix + KEY_BYTES; byte++)
			key = key << 8 |
			      (byte < id.external_id.len ? (unsigned char)id.external_id.ptr[byte]
							 : 0u);
		items[i] = (OrderItem){key, i};
	}
	for (size_t i = 0; i < count && !one_source; i++)
		items[i].key = entry_order_key(entry_order_id(batch, items[i].index).source_id);
}

static bool in_order(const EntryBatch *batch, const OrderItem *a, const OrderItem *b)
{
	return a->key != b->key ? a->key < b->key : compare(batch, a->index, b->index) <= 0;
}

static void merge(const EntryBatch *batch, const OrderItem *from, size_t half, size_t len,
		  OrderItem *to)
{
	size_t left = 0;
	size_t right = half;
	for (size_t i = 0; i < len; i++) {
		bool take_left =
			right >= len || (left < half && in_order(batch, &from[left], &from[right]));
		to[i] = from[take_left ? left++ : right++];
	}
}

static OrderItem *merge_sort(const EntryBatch *batch, OrderItem *items, OrderItem *scratch,
			     size_t count)
{
	for (size_t half = 1; half < count; half *= 2) {
		for (size_t i = 0; i < count; i += 2 * half) {
			size_t rest = count - i;
			merge(batch, items + i, half < rest ? half : rest,
			      2 * half < rest ? 2 * half : rest, scratch + i);
		}
		OrderItem *merged = scratch;
		scratch = items;
		items = merged;
	}
	return items;
}

void entry_order_batch(const EntryBatch *batch, Arena *mem, uint32_t *order)
{
	size_t count = batch->entry_count + batch->deletion_count;
	bool sorted = true;
	for (uint32_t i = 0; i < count; i++) {
		order[i] = i;
		sorted = sorted && (i == 0 || compare(batch, i - 1, i) <= 0);
	}
	if (sorted)
		return;
	OrderItem *items = ARENA_ARRAY(mem, OrderItem, count);
	OrderItem *scratch = ARENA_ARRAY(mem, OrderItem, count);
	make_items(batch, items, count);
	items = merge_sort(batch, items, scratch, count);
	for (size_t i = 0; i < count; i++)
		order[i] = items[i].index;
}
