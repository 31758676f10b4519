#ifndef PACTA_HTTP_DISPATCH_H
#define PACTA_HTTP_DISPATCH_H

/*
 * From a request to its reply, by the table of routes. The server calls it; it knows no sockets.
 */

#include "http/route.h"

/*
 * The route of a method and a path as received, or NULL. Where the path is known and the method is not, `*allow` lists
 * its methods ("GET, POST"); else it is empty. Paths are split at "/" before segments are decoded. Of paths that
 * fit, the one of which most is fixed counts, whatever its methods.
 */
const Route *dispatch_find(Arena *mem, Method method, Str path, Str *allow);

/* The lane of a request: that of its route, but a dry run that does not write reads beside others. */
Lane dispatch_lane(const Route *route, Str query);

/*
 * Answer `request` with `app`, an open App of this thread whose mem is request->mem and whose now is
 * request->now. Never fails: what goes wrong becomes a problem in `reply`. Not for LANE_EVENTS and LANE_STATUS.
 */
void dispatch_run(const Route *route, const Request *request, App *app, Reply *reply);

/* A reply that tells of an error: application/problem+json (RFC 9457). */
void reply_problem(Reply *reply, const Request *request, const Err *err);

/* The same for what only HTTP has: 404 without a route, 405, 411, 413, 415, 429, 431, 503 … */
void reply_problem_status(Reply *reply, const Request *request, int status, const char *detail);

void reply_init(Reply *reply, Arena *mem);

#endif
