#ifndef PACTA_APP_SUM_ORDER_H
#define PACTA_APP_SUM_ORDER_H

/* The order in which sums are shown: by date, then naturally by contract, task and resource, then by class. Pure. */

#include "app/name_ranks.h"
#include "store/facts.h"

typedef struct SumNames {
	NameRanks contracts;
	NameRanks tasks;
	NameRanks resources;
} SumNames;

/* What a group is ordered by: ranks instead of names. */
typedef struct RankedGroup {
	Date date;
	uint32_t contract;
	uint32_t task;
	uint32_t resource;
	int32_t time_class;
	uint32_t number; /* among the groups */
} RankedGroup;

/* Below 0, 0 or above 0, whatever their numbers. */
int sum_order_compare(const RankedGroup *a, const RankedGroup *b);

/* Each group, in order; what is alike stays as it came. O(n) */
RankedGroup *sum_order(Arena *mem, const SumNames *names, GroupBlocks groups);

#endif
