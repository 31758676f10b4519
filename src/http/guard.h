#ifndef PACTA_HTTP_GUARD_H
#define PACTA_HTTP_GUARD_H

/*
 * Whether a browser was led here by somebody else's page.
 *
 * A page of another site can make a browser send requests to this machine, and by a name that it lets
 * mean this machine even read the answers. So every request must name this machine as its host, and one
 * that changes something must come from our own pages, or from no page at all.
 */

#include "http/call.h"
#include "http/request_headers.h"

typedef enum Guarded {
	GUARD_PASSED,
	GUARD_NO_HOST, /* 400 */
	GUARD_HOST,    /* 421 */
	GUARD_ORIGIN,  /* 403 */
} Guarded;

/* `old` is HTTP/1.0, which needs no Host. */
Guarded guard_check(Method method, bool old, const RequestHeaders *headers);

#endif
