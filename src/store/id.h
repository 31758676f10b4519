#ifndef PACTA_STORE_ID_H
#define PACTA_STORE_ID_H

/*
 * Ids made by the application: 64 bits, ordered by time.
 *
 * 41 bits of milliseconds since 2020-01-01T00:00Z, 10 bits of the process's node
 * number, 12 bits that count within a millisecond. Positive until 2089.
 */

#include "base/date.h"

typedef struct IdMaker {
	int64_t last;
	int64_t node; /* 0 … 1023 */
} IdMaker;

/* A maker with a node number drawn at random. */
IdMaker id_maker(void);

/* A new id, larger than all that this maker made before. */
int64_t id_next(IdMaker *maker, Instant now);

#endif
