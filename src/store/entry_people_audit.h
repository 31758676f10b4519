#ifndef PACTA_STORE_ENTRY_PEOPLE_AUDIT_H
#define PACTA_STORE_ENTRY_PEOPLE_AUDIT_H

/*
 * Part of entries_check: whether the sums by resource are what the entries make. They are compared by a print of each
 * row's sums, which entries make in any order. Memory: about 150 bytes a row.
 */

#include "store/entry_audit.h"

typedef struct PeopleAudit PeopleAudit;
PeopleAudit *people_audit_new(Arena *mem);
void people_audit_add(PeopleAudit *audit, const TimeEntry *entry);

/* After all entries were added. Errors: those of the store; ERR_CORRUPT sums that cannot be read */
MUST_CHECK bool people_audit_end(PeopleAudit *audit, EntryFaults *faults, Err *err);

#endif
