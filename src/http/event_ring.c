#include "http/event_ring.h"

#include "base/json_write.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* A longer event is not worth its place: a version that changed so much is told as a reset. */
enum { EVENT_MAX = RING_BYTES / 8 };

static void write_changes(Buf *out, const ChangeList *changes, size_t from, size_t to)
{
	JsonWriter json;
	json_write_init(&json, out, false);
	json_write_begin_object(&json);
	json_write_key(&json, STR("version"));
	json_write_int_string(&json, changes->at[from].version);
	json_write_key(&json, STR("changes"));
	json_write_begin_array(&json);
	for (size_t i = from; i < to; i++) {
		json_write_begin_object(&json);
		json_write_key(&json, STR("topic"));
		json_write_string(&json, str_from_c(topic_name(changes->at[i].topic)));
		json_write_key(&json, STR("subject"));
		json_write_string(&json, changes->at[i].subject);
		json_write_end_object(&json);
	}
	json_write_end_array(&json);
	json_write_end_object(&json);
	json_write_end(&json); /* one line end; the event needs another */
}

size_t event_write_short(char out[EVENT_SHORT], const char *name, int64_t version, bool with_id)
{
	char id[32] = "";
	if (with_id)
		(void)snprintf(id, sizeof id, "id: %" PRId64 "\n", version);
	int length =
		snprintf(out, EVENT_SHORT, "%sevent: %s\ndata: {\"version\":\"%" PRId64 "\"}\n\n",
			 id, name, version);
	assert(length > 0 && length < EVENT_SHORT);
	return (size_t)length;
}

static void append(EventRing *ring, Str bytes)
{
	size_t at = ring->head % RING_BYTES;
	size_t first = RING_BYTES - at < bytes.len ? RING_BYTES - at : bytes.len;
	memcpy(ring->bytes + at, bytes.ptr, first);
	memcpy(ring->bytes, bytes.ptr + first, bytes.len - first);
	ring->head += bytes.len;
}

static void set_mark(EventRing *ring, int64_t version)
{
	ring->marks[ring->mark_count++ % RING_MARKS] = (RingMark){version, ring->head};
	ring->version = version;
}

static void append_reset(EventRing *ring, int64_t version)
{
	char text[EVENT_SHORT];
	append(ring, (Str){text, event_write_short(text, "reset", version, true)});
}

void event_ring_begin_at(EventRing *ring, int64_t version)
{
	ring->mark_count = 0;
	set_mark(ring, version);
}

void event_ring_add_reset(EventRing *ring, int64_t version)
{
	append_reset(ring, version);
	event_ring_begin_at(ring, version);
}

void event_ring_add(EventRing *ring, const ChangeList *changes, size_t from, size_t to)
{
	Arena mem;
	assert(from < to);
	int64_t version = changes->at[from].version;
	arena_init(&mem);
	Buf text = {.mem = &mem};
	buf_add_format(&text, "id: %" PRId64 "\nevent: change\ndata: ", version);
	write_changes(&text, changes, from, to);
	buf_add_byte(&text, '\n');
	if (text.len <= EVENT_MAX)
		append(ring, buf_str(&text));
	else
		append_reset(ring, version);
	arena_deinit(&mem);
	set_mark(ring, version);
}

bool event_ring_find(const EventRing *ring, int64_t version, uint64_t *at)
{
	if (version == ring->version) {
		*at = ring->head;
		return true;
	}
	size_t kept = ring->mark_count < RING_MARKS ? ring->mark_count : RING_MARKS;
	for (size_t i = 0; i < kept; i++) {
		const RingMark *mark = &ring->marks[(ring->mark_count - 1 - i) % RING_MARKS];
		if (mark->version != version)
			continue;
		*at = mark->at;
		return event_ring_holds(ring, mark->at);
	}
	return false;
}

bool event_ring_holds(const EventRing *ring, uint64_t at)
{
	return ring->head - at <= RING_BYTES;
}

size_t event_ring_read(const EventRing *ring, uint64_t at, char *out, size_t size)
{
	uint64_t there = ring->head - at;
	size_t len = there < size ? (size_t)there : size;
	size_t from = at % RING_BYTES;
	size_t first = RING_BYTES - from < len ? RING_BYTES - from : len;
	memcpy(out, ring->bytes + from, first);
	memcpy(out + first, ring->bytes, len - first);
	return len;
}
