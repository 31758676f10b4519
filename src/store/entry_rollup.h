#ifndef PACTA_STORE_ENTRY_ROLLUP_H
#define PACTA_STORE_ENTRY_ROLLUP_H

/*
 * The stored sums of time entries: by contract and month, and by contract, resource and week, packed as
 * migrations/003_entries tells.
 */

#include "store/sum_text.h"

int32_t entry_week(Date day);
Date entry_week_begins(int32_t week);

/* from_week of the row of entry_sum_week that has this week. */
int32_t entry_block(int64_t contract_id, int32_t week);

/* Sums of one contract while they are made. */
typedef struct SumTable {
	Arena *mem;
	SumRow *at;
	size_t len;
	size_t cap;
	uint32_t *slots; /* number + 1 by hash; 0: free */
	size_t room;
} SumTable;

void sum_table_init(SumTable *table, Arena *mem);

/* Empty again; keeps its room. */
void sum_table_clear(SumTable *table);

/* The sums with this key, zeros where there were none; valid until the next call. */
Measures *sum_table_at(SumTable *table, int64_t resource_id, int32_t at, int32_t time_class);

/* In the order in which they are stored. Nothing can be added before the next clear. */
void sum_table_sort(SumTable *table, int64_t contract_id, Rollup rollup);

/*
 * Add sorted sums to the stored ones of a contract. What has sums by month has sums by week, too.
 * Errors: those of the store; ERR_RANGE, ERR_CORRUPT
 */
MUST_CHECK bool entry_rollups_add(Db *db, Arena *mem, int64_t contract_id, const SumTable *months,
				  const SumTable *weeks, Err *err);

#endif
