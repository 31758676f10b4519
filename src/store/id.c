#include "store/id.h"

#include <sodium.h>

enum { COUNT_BITS = 12, NODE_BITS = 10 };

static const int64_t EPOCH_MS = INT64_C(1577836800000);

IdMaker id_maker(void)
{
	return (IdMaker){.node = (int64_t)randombytes_uniform(1u << NODE_BITS)};
}

int64_t id_next(IdMaker *maker, Instant now)
{
	int64_t ms = now.us / 1000 - EPOCH_MS;
	if (ms < 1)
		ms = 1;
	if (ms > maker->ms) {
		maker->ms = ms;
		maker->count = 0;
	} else if (++maker->count == 1 << COUNT_BITS) {
		maker->ms++;
		maker->count = 0;
	}
	return maker->ms << (NODE_BITS + COUNT_BITS) | maker->node << COUNT_BITS | maker->count;
}
