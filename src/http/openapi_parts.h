#ifndef PACTA_HTTP_OPENAPI_PARTS_H
#define PACTA_HTTP_OPENAPI_PARTS_H

/*
 * Parts of the description of the API, see openapi.h. Headers and problems, which many operations have, are
 * written once, and referred to.
 */

#include "http/route.h"

typedef enum SharedHeader {
	HEADER_IDEMPOTENCY_KEY,
	HEADER_IF_MATCH,
	HEADER_IF_NONE_MATCH,
	HEADER_LAST_EVENT_ID,
	HEADERS_OF_ANSWERS, /* those before it are of requests */
	HEADER_ETAG = HEADERS_OF_ANSWERS,
	HEADER_LOCATION,
	HEADER_REPLAYED,
	HEADER_RETRY_AFTER,
	SHARED_HEADERS,
} SharedHeader;

/* A member of a path: "get": {…} */
void openapi_put_operation(JsonWriter *json, const Route *route);

/* Members of "components" that operations refer to: parameters, headers and responses. */
void openapi_put_shared(JsonWriter *json);

void openapi_put_header_param(JsonWriter *json, SharedHeader which); /* of a request: an element */
void openapi_put_header(JsonWriter *json, SharedHeader which);       /* of an answer: a member */

/* {"$ref":"#/components/WHERE/ID"} */
void openapi_put_reference(JsonWriter *json, const char *where, const char *id);

#endif
