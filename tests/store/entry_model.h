#ifndef PACTA_TESTS_STORE_ENTRY_MODEL_H
#define PACTA_TESTS_STORE_ENTRY_MODEL_H

/*
 * Time entries as the headers describe them, kept in the plainest way: every version in one array, every
 * question answered by looking at all of them. The store is compared with it.
 */

#include "base/map.h"
#include "store/facts.h"

/* What a rollback takes back. */
typedef struct ModelStep {
	Str key; /* of a part whose version changed; empty: a version ended */
	int64_t before;
	size_t version;
	EntryVersion ended; /* as it was */
} ModelStep;

typedef struct EntryModel {
	Arena mem;
	VEC(EntryVersion) versions;
	Map current;          /* number of the version that holds, or −1, by part */
	VEC(ModelStep) steps; /* of the open transaction */
	size_t versions_before;
	Str (*currency)(int64_t contract_id); /* of a contract; empty: there is none */
} EntryModel;

void model_init(EntryModel *model, Str (*currency)(int64_t contract_id));
void model_deinit(EntryModel *model);

void model_begin(EntryModel *model);
void model_rollback(EntryModel *model);

void model_apply(EntryModel *model, const EntryBatch *batch, uint8_t *entry_outcomes,
		 uint8_t *deletion_outcomes);

EntryGroups model_sum(const EntryModel *model, Arena *mem, const EntryFilter *filter, unsigned by);

/* All that the filter takes, in the order of entries_list. */
TimeEntryList model_list(const EntryModel *model, Arena *mem, const EntryFilter *filter);

EntryVersions model_versions(const EntryModel *model, Arena *mem, int64_t source_id,
			     Str external_id);

/* Whether two entries are the same in every field. */
bool model_same_entry(const TimeEntry *a, const TimeEntry *b);

#endif
