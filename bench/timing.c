#include "timing.h"

#include <assert.h>
#include <stdio.h>
#include <time.h>

double timing_now(void)
{
	struct timespec now;
	int failed = clock_gettime(CLOCK_MONOTONIC, &now);
	assert(!failed);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

void timing_add(Timing *timing, double started)
{
	assert(timing->runs < TIMING_RUNS_MAX);
	timing->ms[timing->runs++] = timing_now() - started;
}

void timing_print(const Timing *timing, size_t contracts, const char *segments)
{
	printf("{\"key\":\"%s\",\"work\":\"%s\",\"contracts\":%zu,\"segments\":\"%s\",\"unit\":\"ms\",\"values\":[",
	       timing->key, timing->work, contracts, segments);
	for (size_t i = 0; i < timing->runs; i++)
		printf("%s%.3f", i > 0 ? "," : "", timing->ms[i]);
	printf("]}\n");
	(void)fflush(stdout);
}

void timing_print_peer(const char *name, const char *version)
{
	printf("{\"peer\":\"%s\",\"version\":\"%s\"}\n", name, version);
}
