#ifndef PACTA_HTTP_METRICS_H
#define PACTA_HTTP_METRICS_H

/*
 * What the server counts: requests by what they ask for, method and status, and how long they take.
 *
 * Places are the routes of the table, then pages, assets, and everything else. Thread-safe.
 */

#include "base/arena.h"
#include "base/str.h"
#include "http/call.h"

#include <stdatomic.h>

typedef enum OtherPlace { PLACE_PAGE, PLACE_ASSET, PLACE_NONE, OTHER_PLACES } OtherPlace;

typedef struct PlaceCounts PlaceCounts;

typedef struct Metrics {
	PlaceCounts *places;
	size_t routes;
	_Atomic int64_t in_flight;
	_Atomic uint64_t kept_hits; /* answers from those kept */
	_Atomic uint64_t kept_misses;
	int64_t started_us;
} Metrics;

/* What others know at the moment that they are asked. */
typedef struct Gauges {
	unsigned connections;
	uint64_t ended[4]; /* connections past a deadline: idle, headers, body, answer */
	unsigned streams;
	unsigned waiting[3]; /* requests: reads, writes, long ones */
	uint64_t kept_bytes;
	bool store_reachable;
	int64_t store_version;
} Gauges;

void metrics_init(Metrics *metrics, Arena *mem);

size_t metrics_other(const Metrics *metrics, OtherPlace place);

/* A request is done. `method` METHODS: none that is known; `us` < 0: not a duration to count. */
void metrics_count(Metrics *metrics, size_t place, Method method, int status, int64_t us);

/* All of it as Prometheus reads it (text format 0.0.4). */
void metrics_write(const Metrics *metrics, const Gauges *gauges, Buf *out);

extern const char METRICS_MEDIA[];

#endif
