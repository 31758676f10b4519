#ifndef PACTA_HTTP_TURN_H
#define PACTA_HTTP_TURN_H

/*
 * One request and its answer, from the first line received to the last byte sent.
 *
 * It belongs to the thread of its connection, except while it is with a worker: then the connection is
 * suspended and that thread does not touch it. Each connection has room for one turn, which is used
 * again for the next; an answer that is kept costs no allocation.
 */

#include "http/request_headers.h"
#include "http/server_state.h"
#include "http/spool.h"

struct MHD_Connection;

typedef enum Stage {
	STAGE_HEADERS, /* until all of them are here */
	STAGE_BODY,
	STAGE_COMPLETE, /* received, and now to be answered */
	STAGE_WORK,     /* with a worker */
	STAGE_REPLIED,  /* `reply` or `kept` is there, to be sent */
	STAGE_SENDING,
} Stage;

enum { TARGET_ROOM = 512, ID_ROOM = 40 };

typedef struct Turn {
	Work work; /* first: a worker gets it */
	Server *server;
	Connection *own;
	struct MHD_Connection *connection;
	Arena mem;
	Stage stage;
	Method method; /* METHODS: none that is known */
	int status;    /* 0: none sent yet */
	bool counted;  /* as in flight */
	bool old;      /* HTTP/1.0 */
	bool has_body;
	bool spooling; /* counted in server->uploads */

	Str target; /* as received: path, "?", query */
	Str path;
	Str query;
	RequestHeaders headers;
	const Route *route;
	size_t place; /* in the metrics */

	Buf body;
	uint64_t reserved; /* bytes of server->in_memory */
	Spool spool;
	Upload upload;
	uint64_t received;
	int64_t body_began_ms;
	int64_t given_ms; /* to the workers */

	Request request;
	Reply reply;
	KeptAnswer *kept;
	uint64_t sent; /* bytes of the answer's body */
	int64_t began_us;

	char id[ID_ROOM];
	char room[TARGET_ROOM]; /* for `target`, where it fits */
} Turn;

/* A new request on `own`, whose first line holds `target` (NULL: nothing). */
Turn *turn_begin(Server *server, Connection *own, struct MHD_Connection *connection,
		 const char *target);

/* Fills `request` from what is known so far. */
const Request *turn_request(Turn *turn);

/* The reply becomes a problem. */
void turn_fail(Turn *turn, const Err *err);
void turn_refuse(Turn *turn, int status, const char *detail);

/* There is no such address, or it takes only the methods in `allow`. */
void turn_refuse_route(Turn *turn, Str allow);

/* Gives everything back but the turn itself. */
void turn_end(Turn *turn);

#endif
