#ifndef PACTA_STORE_ENTRY_ORDER_H
#define PACTA_STORE_ENTRY_ORDER_H

/* The orders in which a batch of entries is worked off. Pure. */

#include "store/facts.h"

typedef struct OrderItem {
	uint64_t key;
	uint32_t index;
} OrderItem;

/* Sorts by key; what is equal stays in its order. `scratch` has as many items. O(count). */
void entry_order_sort(OrderItem *items, OrderItem *scratch, size_t count);

/* The key that sorts as a signed number does. */
static inline uint64_t entry_order_key(int64_t number)
{
	return (uint64_t)number ^ UINT64_C(1) << 63;
}

/*
 * Entries and deletions of a batch by source, external id and part: numbers of entries, and of deletions behind
 * entry_count. `order` has room for all. O(n) where they come in that order, else O(n log n).
 */
void entry_order_batch(const EntryBatch *batch, Arena *mem, uint32_t *order);

/* What the number of an order stands for. */
EntryId entry_order_id(const EntryBatch *batch, uint32_t number);

#endif
