#ifndef PACTA_HTTP_REQUEST_HEADERS_H
#define PACTA_HTTP_REQUEST_HEADERS_H

/*
 * The headers of a request that the server looks at, found in one pass over all of them.
 *
 * Texts belong to libmicrohttpd and live until the request's end. A header that came twice where only
 * one makes sense is an error: two programs on the way could read two different requests.
 */

#include "base/err.h"
#include "base/str.h"

struct MHD_Connection;

typedef struct RequestHeaders {
	Str host;
	Str origin;
	Str fetch_site; /* Sec-Fetch-Site */
	Str content_type;
	Str content_length;
	Str transfer_encoding;
	Str accept_encoding;
	Str idempotency_key;
	Str if_match;
	Str if_none_match;
	Str last_event_id;

	uint64_t length; /* of the body as announced */
	bool has_length;
	bool chunked; /* it has no announced length */
} RequestHeaders;

/* Errors: ERR_USAGE a header cannot be read, contradicts another, or came twice */
MUST_CHECK bool request_headers_read(struct MHD_Connection *connection, RequestHeaders *out,
				     Err *err);

/* Whether an Accept-Encoding header takes gzip. */
bool accepts_gzip(Str accept_encoding);

#endif
