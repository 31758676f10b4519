#ifndef PACTA_HTTP_EVENT_RING_H
#define PACTA_HTTP_EVENT_RING_H

/*
 * The newest events as the bytes of a stream, and where each version's begin.
 *
 * A place is the number of bytes written before it since the start. The oldest bytes give way to new
 * ones. Not thread-safe.
 */

#include "base/str.h"
#include "store/change.h"

enum { RING_BYTES = 512 * 1024, RING_MARKS = 8192, EVENT_SHORT = 128 };

typedef struct RingMark {
	int64_t version;
	uint64_t at; /* behind its event */
} RingMark;

typedef struct EventRing {
	uint64_t head;     /* place behind the newest byte */
	int64_t version;   /* the newest */
	size_t mark_count; /* ever set; the newest RING_MARKS are there */
	RingMark marks[RING_MARKS];
	char bytes[RING_BYTES];
} EventRing;

/* Forget everything; events come after `version`. Places go on. */
void event_ring_begin_at(EventRing *ring, int64_t version);

/* The same, and tell those who read that they have missed something. */
void event_ring_add_reset(EventRing *ring, int64_t version);

/* Add the event of one version: changes [from, to) of the list. */
void event_ring_add(EventRing *ring, const ChangeList *changes, size_t from, size_t to);

/* The place behind the event of `version`; false: it is not known any more, or not yet. */
bool event_ring_find(const EventRing *ring, int64_t version, uint64_t *at);

/* Whether the bytes at a place are still there. */
bool event_ring_holds(const EventRing *ring, uint64_t at);

/* An event that holds only a version ("hello", "reset"); returns its length. */
size_t event_write_short(char out[EVENT_SHORT], const char *name, int64_t version, bool with_id);

/* Copies up to `size` bytes from a place that is there; returns how many. */
size_t event_ring_read(const EventRing *ring, uint64_t at, char *out, size_t size);

#endif
