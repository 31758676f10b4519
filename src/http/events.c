#include "http/events.h"

#include "http/clock.h"
#include "http/event_ring.h"
#include "http/response.h"

#include <microhttpd.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum {
	HEARTBEAT_MS = 15000,
	SEND_BUFFER = 64 * 1024, /* what the kernel keeps for a slow reader, about */
	CHUNK = 16 * 1024,
	PENDING = 2 * EVENT_SHORT,
};

typedef struct Stream {
	Events *all;
	struct MHD_Connection *connection; /* NULL: the place is free */
	Connection *own;
	uint64_t at;           /* in the ring */
	char pending[PENDING]; /* goes out before what is in the ring */
	size_t pending_len;
	size_t pending_at;
	int64_t beat_ms; /* when it has been silent for long */
	bool asleep;     /* suspended: whoever has something for it resumes it */
	bool left;       /* its reader has gone: it ends when it wakes */
} Stream;

struct Events {
	pthread_mutex_t lock; /* of all that follows */
	const Limits *limits;
	EventRing ring;
	bool known; /* the store's version */
	bool closed;
	unsigned open;
	Stream streams[]; /* limits->streams */
};

Events *events_new(const Limits *limits)
{
	Events *events = calloc(1, sizeof *events + limits->streams * sizeof(Stream));
	if (!events)
		return NULL;
	events->limits = limits;
	(void)pthread_mutex_init(&events->lock, NULL);
	return events;
}

void events_free(Events *events)
{
	if (!events)
		return;
	(void)pthread_mutex_destroy(&events->lock);
	free(events);
}

static void lock(Events *events)
{
	(void)pthread_mutex_lock(&events->lock);
}

static void unlock(Events *events)
{
	(void)pthread_mutex_unlock(&events->lock);
}

static void wake(Stream *stream)
{
	if (!stream->asleep)
		return;
	stream->asleep = false;
	MHD_resume_connection(stream->connection);
}

static void wake_all(Events *events)
{
	for (unsigned i = 0; i < events->limits->streams; i++)
		wake(&events->streams[i]);
}

void events_begin_at(Events *events, int64_t version)
{
	lock(events);
	event_ring_begin_at(&events->ring, version);
	events->known = true;
	unlock(events);
}

void events_publish(Events *events, int64_t version, const ChangeList *changes, bool complete)
{
	lock(events);
	for (size_t from = 0; complete && from < changes->len;) {
		size_t to = from + 1;
		while (to < changes->len && changes->at[to].version == changes->at[from].version)
			to++;
		event_ring_add(&events->ring, changes, from, to);
		from = to;
	}
	/* Also where a version told nothing, so that all know the newest. */
	if (!complete || events->ring.version != version)
		event_ring_add_reset(&events->ring, version);
	wake_all(events);
	unlock(events);
}

void events_tick(Events *events, int64_t now_ms)
{
	lock(events);
	for (unsigned i = 0; i < events->limits->streams; i++) {
		if (events->streams[i].beat_ms <= now_ms)
			wake(&events->streams[i]);
	}
	unlock(events);
}

void events_close(Events *events)
{
	lock(events);
	events->closed = true;
	for (unsigned i = 0; i < events->limits->streams; i++) {
		Stream *stream = &events->streams[i];
		/* One that is not asleep waits for its reader, who may never read. */
		if (stream->connection && !stream->asleep)
			(void)shutdown(stream->own->socket, SHUT_RDWR);
		wake(stream);
	}
	unlock(events);
}

unsigned events_streams(Events *events)
{
	lock(events);
	unsigned open = events->open;
	unlock(events);
	return open;
}

static size_t take_pending(Stream *stream, char *out, size_t size)
{
	size_t left = stream->pending_len - stream->pending_at;
	size_t len = left < size ? left : size;
	memcpy(out, stream->pending + stream->pending_at, len);
	stream->pending_at += len;
	return len;
}

/* A line that readers skip: it shows whether they are still there. */
static void set_heartbeat(Stream *stream)
{
	static const char beat[] = ":\n\n";
	stream->pending_len = sizeof beat - 1;
	stream->pending_at = 0;
	memcpy(stream->pending, beat, stream->pending_len);
}

/* The next bytes for the reader; 0: there are none. */
static size_t next_bytes(Stream *stream, char *out, size_t size, int64_t now_ms)
{
	const EventRing *ring = &stream->all->ring;
	if (stream->pending_at == stream->pending_len && stream->at == ring->head &&
	    stream->beat_ms <= now_ms)
		set_heartbeat(stream);
	if (stream->pending_at < stream->pending_len)
		return take_pending(stream, out, size);
	size_t len = event_ring_read(ring, stream->at, out, size);
	stream->at += len;
	return len;
}

/* Called by the connection's thread whenever what was given before is on its way. */
static ssize_t read_stream(void *context, uint64_t pos, char *out, size_t size)
{
	Stream *stream = context;
	Events *events = stream->all;
	int64_t now = clock_ms();
	ssize_t result = MHD_CONTENT_READER_END_WITH_ERROR;
	(void)pos;
	lock(events);
	if (events->closed) {
		result = MHD_CONTENT_READER_END_OF_STREAM;
	} else if (!stream->left && event_ring_holds(&events->ring, stream->at)) {
		size_t len = next_bytes(stream, out, size, now);
		Phase phase = len > 0 ? PHASE_ANSWER : PHASE_WORK;
		if (len > 0)
			stream->beat_ms = now + HEARTBEAT_MS;
		if (connection_enter(stream->own, phase, now + events->limits->answer_s * 1000)) {
			stream->asleep = len == 0;
			if (stream->asleep)
				MHD_suspend_connection(stream->connection);
			result = (ssize_t)len;
		}
	}
	unlock(events);
	return result;
}

static void end_stream(void *context)
{
	Stream *stream = context;
	Events *events = stream->all;
	lock(events);
	stream->connection = NULL;
	stream->asleep = false;
	events->open--;
	unlock(events);
}

static bool parse_version(Str text, int64_t *out)
{
	int64_t version = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '9' ||
		    __builtin_mul_overflow(version, 10, &version) ||
		    __builtin_add_overflow(version, text.ptr[i] - '0', &version))
			return false;
	}
	*out = version;
	return text.len > 0;
}

static void say(Stream *stream, const char *name, int64_t version, bool with_id)
{
	char text[EVENT_SHORT];
	size_t len = event_write_short(text, name, version, with_id);
	memcpy(stream->pending + stream->pending_len, text, len);
	stream->pending_len += len;
}

/*
 * Where a reader comes back, "hello" has no id: until it has read what it missed, it must not say that it
 * knows it.
 */
static void greet(Stream *stream, Str last_event_id)
{
	const EventRing *ring = &stream->all->ring;
	int64_t last;
	bool back = last_event_id.len > 0;
	say(stream, "hello", ring->version, !back);
	stream->at = ring->head;
	if (back &&
	    (!parse_version(last_event_id, &last) || !event_ring_find(ring, last, &stream->at)))
		say(stream, "reset", ring->version, true);
}

/* Nobody tells of a reader that leaves a sleeping stream; else the next heartbeats would find out. */
static void end_left(Events *events)
{
	for (unsigned i = 0; i < events->limits->streams; i++) {
		Stream *stream = &events->streams[i];
		if (!stream->asleep || !connection_is_finished(stream->own))
			continue;
		stream->left = true;
		wake(stream);
	}
}

static Stream *take_place(Events *events, struct MHD_Connection *connection, Connection *own,
			  Str last_event_id)
{
	if (events->closed || !events->known)
		return NULL;
	for (unsigned i = 0; i < events->limits->streams; i++) {
		Stream *stream = &events->streams[i];
		if (stream->connection)
			continue;
		*stream = (Stream){.all = events, .connection = connection, .own = own};
		stream->beat_ms = clock_ms() + HEARTBEAT_MS;
		greet(stream, last_event_id);
		events->open++;
		return stream;
	}
	end_left(events); /* there is room when the reader tries again */
	return NULL;
}

struct MHD_Response *events_open(Events *events, struct MHD_Connection *connection, Connection *own,
				 Str last_event_id)
{
	const int size = SEND_BUFFER;
	lock(events);
	Stream *stream = take_place(events, connection, own, last_event_id);
	unlock(events);
	if (!stream)
		return NULL;
	(void)setsockopt(own->socket, SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
	struct MHD_Response *response =
		MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, CHUNK, read_stream, stream,
						  end_stream);
	if (!response) {
		end_stream(stream);
		return NULL;
	}
	if (response_add_common(response, "text/event-stream") &&
	    MHD_add_response_header(response, "Cache-Control", "no-store") == MHD_YES)
		return response;
	MHD_destroy_response(response);
	return NULL;
}
