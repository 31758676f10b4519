#ifndef PACTA_STORE_ENTRY_AUDIT_H
#define PACTA_STORE_ENTRY_AUDIT_H

/* Parts of entries_check: what it finds, and whether keys and entries are of each other. */

#include "store/facts.h"

typedef struct EntryFaults {
	Db *db;
	Arena *mem; /* of `first` */
	uint64_t count;
	Str first;
} EntryFaults;

/* Counts a fault, and keeps its text if it is the first. */
void entry_fault(EntryFaults *faults, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* "contract 'C-1'", or "no contract"; valid for a while. Errors: those of the store */
MUST_CHECK bool entry_fault_contract(EntryFaults *faults, int64_t contract_id, Str *out, Err *err);

/*
 * Entries and keys are compared by sums over buckets of external ids, whatever the number of entries; those
 * of buckets that differ are then looked at one by one.
 */
typedef struct KeyAudit KeyAudit;
KeyAudit *key_audit_new(Arena *mem);
void key_audit_add(KeyAudit *audit, const TimeEntry *entry);

/* After all entries were added: reads the keys, and entries again where they differ. */
MUST_CHECK bool key_audit_end(KeyAudit *audit, EntryFaults *faults, Err *err);

#endif
