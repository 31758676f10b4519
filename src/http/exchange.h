#ifndef PACTA_HTTP_EXCHANGE_H
#define PACTA_HTTP_EXCHANGE_H

/*
 * What HTTP adds to the transactions of a use case: the version that an answer holds for, answers that the
 * asker has already (ETag), writes that were answered before (Idempotency-Key), and writes that rest on what
 * has changed (If-Match).
 *
 * A write's answer is rendered inside its transaction and saved there under its key, so that a request that
 * comes twice is done once, whatever fails in between.
 */

#include "http/route.h"
#include "store/idempotency.h"

typedef struct Exchange {
	Call *call;
	bool dry_run;
	bool keyed; /* a write with an idempotency key */
	IdempotencyKey key;
	Digest request;   /* of the body */
	bool expects;     /* a write with If-Match */
	int32_t expected; /* the contract's newest entry number, as the asker saw it */
	int32_t newest;   /* as it is, where it is not what was expected; else 0 */
	bool unchanged;   /* the asker has the answer: 304 */
	bool replayed;    /* `kept` is the answer */
	KeptAnswer kept;
	bool rendered; /* the answer is written into the reply */
} Exchange;

/*
 * Read the headers that matter to the route, and take part in the transactions of call->app.
 * Errors: ERR_USAGE Idempotency-Key or If-Match cannot be read
 */
MUST_CHECK bool exchange_begin(Exchange *exchange, Call *call, Err *err);

/* The use case is done: write the answer, unless that happened in its transaction. */
MUST_CHECK bool exchange_render(Exchange *exchange, Err *err);

/* Make the reply the answer that was given before. */
void exchange_replay(const Exchange *exchange);

/* Whether the asker has the answer that `etag` names, and names it. */
bool exchange_has(const Call *call, Str etag);

#endif
