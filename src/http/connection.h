#ifndef PACTA_HTTP_CONNECTION_H
#define PACTA_HTTP_CONNECTION_H

/*
 * The open connections, and until when each may stay as it is.
 *
 * libmicrohttpd knows timeouts of inactivity only. Here a connection is in a phase that has an absolute
 * deadline; the reaper (one thread calls connections_reap now and then) ends those that are past it. A
 * connection's thread moves it from phase to phase; phase and deadline are one atomic word, so either the
 * thread moved on in time or the reaper ended the connection, and never both.
 *
 * Lifetime: a connection is in the registry from connection_open to connection_close, which libmicrohttpd
 * causes before it closes the socket. The reaper touches sockets only under the registry's lock, so it
 * never meets a descriptor that has been given to something else.
 */

#include "base/arena.h"
#include "http/limits.h"
#include "http/refusal.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

typedef enum Phase {
	PHASE_IDLE,    /* waits for another request */
	PHASE_HEADERS, /* a request has begun */
	PHASE_BODY,
	PHASE_WORK, /* the server's turn: no deadline */
	PHASE_ANSWER,
	PHASE_ENDED, /* past its deadline: it is being closed */
} Phase;

typedef struct Connection Connection;
struct Connection {
	Connection *next; /* in the registry, or among those to use again */
	Connection *previous;
	void *room; /* for what is asked and answered on it; the server's */
	_Atomic int64_t state;
	_Atomic uint32_t rests; /* how often it became idle */
	int socket;

	/* The reaper's: bytes received when it first saw a rest, and the state that a client left it in. */
	uint32_t seen_rest;
	int64_t seen_bytes;
	int64_t finished_state;
};

typedef struct Connections {
	pthread_mutex_t lock; /* of all but `limits`, `room` and `ended` */
	Connection *first;
	Connection *unused; /* room is used again, so that a busy server allocates nothing */
	Arena mem;
	unsigned open;
	size_t room; /* bytes of each */
	const Limits *limits;
	_Atomic uint64_t ended[PHASE_ENDED]; /* by the reaper, in each phase */
} Connections;

/* Each connection has `room` bytes for its user. */
void connections_init(Connections *all, const Limits *limits, size_t room);
void connections_deinit(Connections *all); /* when no connection is left */

/* A connection in PHASE_HEADERS: its first request is on the way. */
Connection *connection_open(Connections *all, int socket);
void connection_close(Connections *all, Connection *connection);

unsigned connections_open(Connections *all);

/*
 * Go to a phase that lasts until `deadline_ms` (clock_ms), or without a deadline for PHASE_WORK.
 * False: the reaper was faster; the connection must be closed.
 */
bool connection_enter(Connection *connection, Phase phase, int64_t deadline_ms);

/* From PHASE_IDLE to PHASE_HEADERS; a connection that is there already keeps its deadline. */
bool connection_begin(Connection *connection, int64_t deadline_ms);

/* Tell why, and end it: nothing of its present request has been answered yet. */
void connection_refuse(Connection *connection, Refusal refusal);

/* Whether the client has gone, or will at least send no more. For a connection that cannot be closed meanwhile. */
bool connection_is_finished(const Connection *connection);

/* End what is past its deadline at `now_ms`. Requests that came too slowly are told so. */
void connections_reap(Connections *all, int64_t now_ms);

/* End those that wait for another request. */
void connections_end_idle(Connections *all);

#endif
