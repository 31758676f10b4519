#ifndef PACTA_HTTP_EVENTS_H
#define PACTA_HTTP_EVENTS_H

/*
 * The streams of /api/v1/events: what changed in the store, to whoever listens.
 *
 * Events are kept in one ring of bytes that all streams read, so a stream costs a few hundred bytes
 * however slow its reader is. A stream that falls so far behind that the ring has lost its place is
 * ended; its reader comes back with Last-Event-ID and is told to begin anew (event: reset). Thread-safe.
 */

#include "base/err.h"
#include "http/connection.h"
#include "http/limits.h"
#include "store/change.h"

struct MHD_Connection;
struct MHD_Response;

typedef struct Events Events;

/* `limits` must outlive it. NULL: no memory. */
Events *events_new(const Limits *limits);
void events_free(Events *events); /* when no stream is left */

/* The store is at `version`, the first that is known. */
void events_begin_at(Events *events, int64_t version);

/*
 * The store went from the version known so far to `version`; `changes` are those between, by version.
 * `complete` is false where they are not all known.
 */
void events_publish(Events *events, int64_t version, const ChangeList *changes, bool complete);

/* Wakes streams that have been silent for long. To be called several times a second. */
void events_tick(Events *events, int64_t now_ms);

/* Ends all streams and takes no new ones. */
void events_close(Events *events);

unsigned events_streams(Events *events);

/*
 * A response that streams events on `connection`, from the event `last_event_id` on (empty: from now on).
 * NULL: there are too many streams, or the server stops.
 */
struct MHD_Response *events_open(Events *events, struct MHD_Connection *connection, Connection *own,
				 Str last_event_id);

#endif
