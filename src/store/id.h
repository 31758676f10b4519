#ifndef PACTA_STORE_ID_H
#define PACTA_STORE_ID_H

/*
 * Ids made by the application: 64 bits, ordered by time.
 *
 * 41 bits of milliseconds since 2020-01-01T00:00Z, 10 bits of the process's node
 * number, 12 bits that count within a millisecond. Positive until 2089, and 2^22 at
 * least, so never the id of a built-in field.
 *
 * A clock before 2020 counts as the first millisecond after it. Where the clock stands
 * still or goes back, ids go on from the last one; when a millisecond's 4096 numbers are
 * used up, the next one is taken, so that no maker makes ids of another node.
 */

#include "base/date.h"

typedef struct IdMaker {
	int64_t ms;    /* since 2020, of the last id; 0: there is none */
	int64_t node;  /* 0 … 1023 */
	int64_t count; /* of the last id within `ms`: 0 … 4095 */
} IdMaker;

/* A maker with a node number drawn at random. */
IdMaker id_maker(void);

/* A new id, larger than all that this maker made before. */
int64_t id_next(IdMaker *maker, Instant now);

#endif
