#ifndef PACTA_HTTP_ANSWER_CACHE_H
#define PACTA_HTTP_ANSWER_CACHE_H

/*
 * Answers that are kept, to be sent again while the store has not changed.
 *
 * An answer to a GET depends on the store's version, its target, and the UTC day. It is found only by
 * all three, so it is never sent for another version. The least recently used go first when there are
 * too many bytes. Thread-safe; a taken answer lives until it is given back.
 */

#include "http/route.h"

struct MHD_Response;

typedef struct KeptAnswer KeptAnswer;
typedef struct AnswerCache AnswerCache;

typedef struct AnswerKey {
	Str target; /* path and query as received */
	int64_t version;
	Date today;
} AnswerKey;

AnswerCache *answer_cache_new(uint64_t most_bytes);
void answer_cache_free(AnswerCache *cache);

/* The answer, or NULL. Give it back with answer_release. */
KeptAnswer *answer_take(AnswerCache *cache, const AnswerKey *key);
void answer_release(AnswerCache *cache, KeptAnswer *answer);

/*
 * Keep `reply`, an answer with an ETag and a body in memory, and take it. NULL where it is too large to
 * be kept, or there is no memory.
 */
KeptAnswer *answer_keep(AnswerCache *cache, const AnswerKey *key, const Route *route,
			const Reply *reply);

/* What to send to whoever asks with this If-None-Match header; `*status` is 200 or 304. */
struct MHD_Response *answer_response(const KeptAnswer *answer, Str if_none_match, int *status);

const Route *answer_route(const KeptAnswer *answer);
uint64_t answer_bytes(const KeptAnswer *answer); /* of the body */

/* Forget all: what a version was an answer for may be another store now. */
void answer_cache_clear(AnswerCache *cache);

uint64_t answer_cache_bytes(AnswerCache *cache);

#endif
