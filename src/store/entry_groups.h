#ifndef PACTA_STORE_ENTRY_GROUPS_H
#define PACTA_STORE_ENTRY_GROUPS_H

/* Groups of sums while they are made, by whatever they are grouped. Pure. */

#include "store/entry_sums.h"

typedef struct GroupSlot {
	uint32_t tag;    /* of the hash: another one is another group */
	uint32_t number; /* of the group, + 1; 0: free */
} GroupSlot;

/* Groups lie in blocks that never move: there may be a million of them. */
typedef struct GroupTable {
	Arena *mem;
	unsigned by;
	VEC(EntryGroup *) blocks;
	size_t len;
	GroupSlot *slots; /* NULL while each new group came behind all before it */
	size_t room;
	EntryGroup *last; /* that was added to; NULL: there is none */
} GroupTable;

void group_table_init(GroupTable *table, Arena *mem, unsigned by);

/* What is added, before it is known by what it is grouped. */
typedef struct GroupKey {
	int64_t contract_id;
	int64_t task_id;
	int64_t resource_id;
	Date date; /* first day of the day, week or month that is grouped by; DATE_NONE: by none */
	int32_t time_class;
} GroupKey;

/* Errors: ERR_RANGE */
MUST_CHECK bool group_table_add(GroupTable *table, const GroupKey *key, const Measures *sums,
				Err *err);

/* In the order of entries_sum, in `mem`. The table is not used after it. */
EntryGroups group_table_end(GroupTable *table, Arena *mem);

#endif
