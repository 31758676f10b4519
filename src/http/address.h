#ifndef PACTA_HTTP_ADDRESS_H
#define PACTA_HTTP_ADDRESS_H

/*
 * Where the server listens, and which names of hosts mean this machine.
 *
 * Until there are users to log in, whoever reaches the server may do everything. So it takes only
 * addresses that nobody but this machine reaches: localhost, 127.0.0.0/8 and [::1].
 */

#include "base/err.h"
#include "base/str.h"

#include <netinet/in.h>

typedef struct ListenAddress {
	union {
		struct sockaddr any;
		struct sockaddr_in v4;
		struct sockaddr_in6 v6;
	} at;
	socklen_t size;
} ListenAddress;

/*
 * "127.0.0.1:8420", "localhost:8420", "[::1]:0". Port 0 means any free one.
 * Errors: ERR_USAGE  it cannot be read, or others than this machine reach it
 */
MUST_CHECK bool address_parse(Str text, ListenAddress *out, Err *err);

/*
 * Bind and listen.
 * socket  the caller closes it
 * bound   the address with the port that was taken
 * Errors: ERR_UNAVAILABLE  the port is taken, or may not be
 */
MUST_CHECK bool address_listen(const ListenAddress *address, int *socket, ListenAddress *bound,
			       Err *err);

/* "http://127.0.0.1:8420" */
Str address_url(Arena *mem, const ListenAddress *address);

/* Whether a Host header names this machine: localhost, 127.x.y.z or [::1], with any port or none. */
bool host_is_loopback(Str host);

#endif
