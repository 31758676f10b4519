#ifndef PACTA_TESTS_STORE_FRESH_ENTRIES_H
#define PACTA_TESTS_STORE_FRESH_ENTRIES_H

/* A store with six contracts and no time entries, and what its tests share. Failures end the test. */

#include "fresh_db.h"
#include "store/facts.h"

/* The last one's id; the others are 1 … 5. */
static const int64_t LAST_CONTRACT = INT64_MAX - 1;

Db *fresh_entries_open(void);

/* Currency of a contract; empty: there is none. */
Str fresh_entries_currency(int64_t contract_id);

/* Half an hour of approved, billable work for contract 1 on 2024-03-01, without anything else. */
TimeEntry fresh_entry(int64_t source_id, Str external_id);

/* In a transaction of its own, with an outcome for each entry and deletion. */
void fresh_entries_apply(Db *db, const EntryBatch *batch, uint8_t *outcomes, uint8_t *deletions);

/* entries_check finds nothing; returns how many entries there are. */
uint64_t fresh_entries_sound(Db *db);

#endif
