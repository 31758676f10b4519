#ifndef PACTA_BENCH_TIMING_H
#define PACTA_BENCH_TIMING_H

/*
 * Times of one piece of work, told to bench/run: a line of JSON on standard output for each piece,
 *
 *	{"key":"reprice","work":"…","contracts":1000000,"segments":"5","unit":"ms","values":[14.2,…]}
 *
 * and for each peer {"peer":"SQLite","version":"3.40.1"}.
 */

#include <stddef.h>

enum { TIMING_RUNS_MAX = 16 };

typedef struct Timing {
	const char *key;  /* bench/run knows its goals by it */
	const char *work; /* in a few words, without quotes or backslashes */
	double ms[TIMING_RUNS_MAX];
	size_t runs;
} Timing;

/* Milliseconds of a clock that never jumps. */
double timing_now(void);

/* Adds a run that began at `started`. */
void timing_add(Timing *timing, double started);

/* `segments`: of a contract, for people. */
void timing_print(const Timing *timing, size_t contracts, const char *segments);
void timing_print_peer(const char *name, const char *version);

#endif
