#ifndef PACTA_HTTP_PATH_H
#define PACTA_HTTP_PATH_H

/* Paths of requests against the paths of routes. Paths are split before they are decoded. */

#include "http/route.h"

typedef struct Segments {
	Str at[ROUTE_SEGMENTS_MAX]; /* as received */
	size_t len;                 /* of a longer path only the beginning: no route has one */
} Segments;

/* The segments of "/a/b%2Fc": "a" and "b%2Fc". False where the path does not begin with "/" or is too long. */
bool path_split(Str path, Segments *out);

/*
 * Whether a path fits a route's: fixed segments are equal once decoded, those in braces hold something.
 * `held` (may be NULL) gets the latter, as received, in their order.
 */
bool path_fits(Arena *mem, const Segments *path, const char *route, Str held[ROUTE_SEGMENTS_MAX]);

#endif
