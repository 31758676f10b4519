#ifndef PACTA_HTTP_LIMITS_H
#define PACTA_HTTP_LIMITS_H

/*
 * What bounds the server in time, memory and disk. Deadlines are absolute: whoever sends or takes a
 * byte now and then does not move them.
 */

#include <stdint.h>

typedef struct Limits {
	/* Seconds. */
	int64_t header_s; /* until the headers are complete, from the request's first byte */
	int64_t body_s;   /* until the body is complete, from its headers */
	int64_t answer_s; /* until an answer is taken, from its first byte */
	int64_t idle_s;   /* that a connection waits for another request */
	int64_t drain_s;  /* that running requests have when the server stops */
	int64_t write_s;  /* that a write waits for other programs that write, its turn included */

	/* Bytes a second that a large body must come with and a large answer be taken with. */
	int64_t body_rate;
	int64_t answer_rate;
	int64_t body_most_s; /* the longest deadline of a body */

	/* Bytes. */
	uint64_t target;    /* path and query */
	uint64_t headers;   /* with the request line */
	uint64_t json;      /* a body in memory */
	uint64_t upload;    /* a body as a file */
	uint64_t in_memory; /* all bodies that are in memory at once */
	uint64_t kept;      /* answers kept for others */
	uint64_t lists;     /* lists of contracts kept for others */

	/* How many at once. */
	unsigned connections;
	unsigned uploads;
	unsigned streams; /* of events */
} Limits;

#define MIB (UINT64_C(1024) * 1024)

#define LIMITS_DEFAULT                             \
	((Limits){                                 \
		.header_s = 15,                    \
		.body_s = 30,                      \
		.answer_s = 60,                    \
		.idle_s = 60,                      \
		.drain_s = 10,                     \
		.write_s = 30,                     \
		.body_rate = INT64_C(256) * 1024,  \
		.answer_rate = INT64_C(64) * 1024, \
		.body_most_s = 3600,               \
		.target = UINT64_C(8) * 1024,      \
		.headers = UINT64_C(32) * 1024,    \
		.json = MIB,                       \
		.upload = 1024 * MIB,              \
		.in_memory = 64 * MIB,             \
		.kept = 32 * MIB,                  \
		.lists = 64 * MIB,                 \
		.connections = 1000,               \
		.uploads = 32,                     \
		.streams = 200,                    \
	})

#endif
