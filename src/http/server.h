#ifndef PACTA_HTTP_SERVER_H
#define PACTA_HTTP_SERVER_H

/*
 * The server: one process with the API and the pages, over one store.
 *
 * Connections belong to the threads of libmicrohttpd (epoll), which never wait for the store: a request
 * is given to a worker with a connection of its own to the store, and its connection is suspended
 * meanwhile. Answers kept by the store's version are sent without a worker where looking at the version
 * costs microseconds (SQLite).
 */

#include "base/embed.h"
#include "http/limits.h"
#include "http/log.h"

typedef struct ServerOptions {
	const char *url; /* of the store, which exists and is up to date */
	Str user;        /* who records */
	Str listen;      /* see http/address.h */
	Limits limits;
	LogDetail log;
	const EmbeddedFiles *pages;

	/* Called when the server listens, with its address as a URL. A failure ends it. */
	bool (*started)(void *context, Str address, Err *err);
	void *context;
} ServerOptions;

/*
 * Serve until SIGTERM or SIGINT. Then running requests have limits.drain_s to end; a second signal ends
 * the process at once. To be called in the process's first thread, before others are made.
 * Errors: ERR_USAGE        the address cannot be read, or is not of this machine alone
 *         ERR_UNAVAILABLE  the port is taken; the system gives no threads or memory
 *         those of opening the store and of `started`
 */
MUST_CHECK bool server_run(const ServerOptions *options, Err *err);

#endif
