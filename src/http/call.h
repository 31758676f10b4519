#ifndef PACTA_HTTP_CALL_H
#define PACTA_HTTP_CALL_H

/*
 * One request on its way through: what the server received, the route that it fits, what came of it.
 *
 * The server (server.h) receives a Request and sends a Reply; in between it asks dispatch.h. Everything
 * lives in the request's arena.
 */

#include "base/date.h"
#include "base/hash.h"
#include "base/str.h"

typedef enum Method {
	METHOD_GET, /* HEAD is answered as GET without its body */
	METHOD_POST,
	METHOD_PUT,
	METHOD_PATCH,
	METHOD_DELETE,
	METHODS,
} Method;

/* A body that was too large for memory or is wanted as a file; deleted with its request. */
typedef struct Upload {
	const char *path; /* of the spooled file */
	uint64_t bytes;
	Digest sha256;
} Upload;

typedef struct KeptLists KeptLists; /* http/kept_lists.h */
typedef struct KeptList KeptList;

typedef struct Request {
	Arena *mem;
	Method method;
	Str path;             /* as received: percent-encoded, without the query */
	Str query;            /* as received, without "?" */
	Str body;             /* routes with a JSON body */
	const Upload *upload; /* routes that take a file; else NULL */
	Str content_type;     /* headers that routes use; empty where absent */
	Str idempotency_key;
	Str if_match;
	Str if_none_match;
	Str last_event_id;
	Instant now;
	Str id;           /* of the request, for the log and for problems */
	KeptLists *lists; /* shared by all requests; NULL: lists are read anew each time */
} Request;

typedef struct ReplyHeader {
	const char *name;
	Str value;
} ReplyHeader;

typedef struct Reply {
	int status;
	const char *media; /* content type; a literal */
	Buf body;
	int file; /* a file descriptor that is sent instead of the body, and then closed; -1: none */
	uint64_t file_bytes;
	Str attachment; /* file name to save as; empty: shown in place */
	Str etag;       /* with its quotes; empty: none */
	int64_t version; /* state of the store (store_state_read) that a GET's answer holds for; -1: not to be kept */
	VEC(ReplyHeader) headers;
} Reply;

#endif
