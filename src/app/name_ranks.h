#ifndef PACTA_APP_NAME_RANKS_H
#define PACTA_APP_NAME_RANKS_H

/*
 * Places of names in their natural order: found once, so that what has names is sorted by numbers.
 *
 * Rank 0 is the empty name, which ids without a name have, too. Equal names have one rank. Pure.
 */

#include "base/str.h"

#include <stdint.h>

typedef struct NamedId {
	int64_t id;
	Str name;
} NamedId;

typedef struct RankSlot {
	int64_t id;
	uint32_t rank; /* 0: free */
} RankSlot;

/* Zeroed: no id has a name. */
typedef struct NameRanks {
	const Str *names; /* by rank; refer to those that were given */
	size_t len;       /* 1 + the highest rank */
	const RankSlot *slots;
	size_t room; /* a power of two; 0: there are none */
} NameRanks;

/* Each id comes once; `named` may be put into another order. O(n log n), O(n) where it comes by name. */
NameRanks name_ranks_make(Arena *mem, NamedId *named, size_t count);

/* O(1) */
uint32_t name_rank_of(const NameRanks *ranks, int64_t id);
Str name_of_rank(const NameRanks *ranks, uint32_t rank);

#endif
