#ifndef PACTA_STORE_ENTRY_SCAN_H
#define PACTA_STORE_ENTRY_SCAN_H

/* Going through time entries in the order of entries_list. */

#include "store/facts.h"

/*
 * Hand the entries of the filter behind `after` (NULL: all) to `take`, some tiles in memory at a time; texts of an
 * entry last for the call. The scan ends when `*stop` is true after a call; NULL: only at the end.
 */
MUST_CHECK bool entry_scan(Db *db, const EntryFilter *filter, const EntryPlace *after,
			   EntryTake take, void *context, const bool *stop, Err *err);

/* The same in the opposite order, where behind is before. */
MUST_CHECK bool entry_scan_backwards(Db *db, const EntryFilter *filter, const EntryPlace *after,
				     EntryTake take, void *context, const bool *stop, Err *err);

/* Whether an entry is one of the filter, whose `known` is not looked at. */
bool entry_filter_takes(const EntryFilter *filter, const TimeEntry *entry);

/* A copy whose texts live in `mem`. */
TimeEntry entry_copy(Arena *mem, const TimeEntry *entry);

#endif
