#ifndef PACTA_HTTP_RESPONSE_H
#define PACTA_HTTP_RESPONSE_H

/*
 * From a Reply to what libmicrohttpd sends. Every answer leaves with the same headers of security.
 */

#include "http/call.h"

struct MHD_Response;

typedef enum BodyLife {
	BODY_OF_REQUEST, /* the body's memory outlives the response */
	BODY_COPIED,
} BodyLife;

/*
 * The response to `reply`; the caller destroys it. A file of the reply becomes its property. NULL where
 * there is no memory; then the file is closed, too.
 */
struct MHD_Response *response_make(const Reply *reply, BodyLife life);

/* 304 for a reply with an ETag. */
struct MHD_Response *response_make_unchanged(const Reply *reply);

/* The headers of security, and a content type (NULL: none). False: no memory. */
bool response_add_common(struct MHD_Response *response, const char *media);

/* The same as the head of a message: lines that end with CRLF. */
extern const char RESPONSE_COMMON_LINES[];

/* Whether an If-None-Match header names `etag`; weak comparison. */
bool etag_matches(Str if_none_match, Str etag);

#endif
