#ifndef PACTA_INGEST_REPEATS_H
#define PACTA_INGEST_REPEATS_H

/*
 * Counts how often each of many 64-bit hashes came, day by day: rows of one day mostly stand together, so that what
 * is looked at stays small. About 16 bytes for each different hash; most never come twice. Private to ingest; pure.
 */

#include "base/arena.h"
#include "base/date.h"

#include <stdint.h>

/* Open addressing; 0: free. */
typedef struct HashSet {
	uint64_t *at;
	size_t room; /* power of two, or 0 */
	size_t len;
} HashSet;

typedef struct RepeatCount {
	uint64_t hash;
	uint32_t count; /* 0: free */
} RepeatCount;

/* Days that lie this far apart share a set: the day is a part of what is hashed. */
enum { REPEAT_SETS = 2048, REPEAT_ROOMS = 48 };

/* Starts zeroed; must be closed. */
typedef struct Repeats {
	Arena mem;
	HashSet *sets; /* by day */
	uint64_t *free
		[REPEAT_ROOMS]; /* rooms that were grown out of, by size; the first item leads to the next */
	Arena count_mem;
	RepeatCount *counts; /* of hashes that came twice */
	size_t count_room;
	size_t count_len;
} Repeats;

/* How often `hash` has come on this day (DATE_NONE: on none), this time included. O(1) amortised. */
uint32_t repeats_note(Repeats *repeats, Date day, uint64_t hash);

void repeats_close(Repeats *repeats);

#endif
