#ifndef PACTA_HTTP_PARAMS_H
#define PACTA_HTTP_PARAMS_H

/* The parameters of a request, by the table of its route. */

#include "http/route.h"

/*
 * Read path and query into `out`, one for each parameter of the route. `*remedy` is set where a failure has
 * one of its own.
 * Errors: ERR_USAGE      a parameter of the query is unknown, comes twice, is missing, or is not of its kind;
 *                        the path cannot be decoded
 *         ERR_NOT_FOUND  an id, number or choice in the path is none
 */
MUST_CHECK bool params_read(const Route *route, const Request *request, Given *out, Str *remedy,
			    Err *err);

#endif
