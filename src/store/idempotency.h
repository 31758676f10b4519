#ifndef PACTA_STORE_IDEMPOTENCY_H
#define PACTA_STORE_IDEMPOTENCY_H

/*
 * Answers to writes that carried an idempotency key, kept so that the same request, sent again, is answered
 * alike and done once. They are kept in the write's own transaction.
 */

#include "base/date.h"
#include "base/hash.h"
#include "store/db.h"

#define IDEMPOTENCY_KEPT_US (INT64_C(24) * 3600 * 1000000)

/* Whose key it is: another principal's or another route's key is another one. */
typedef struct IdempotencyKey {
	Str principal;
	Str route; /* method, path and query */
	Str key;
} IdempotencyKey;

typedef struct KeptAnswer {
	Digest request; /* of the body that was answered */
	int32_t status;
	Str media;
	Str etag;     /* or empty */
	Str location; /* or empty */
	Str body;
	Instant created_at;
} KeptAnswer;

/* The answer kept under `key`, if it is not older than IDEMPOTENCY_KEPT_US at `now`. In any transaction. */
MUST_CHECK bool idempotency_find(Db *db, Arena *mem, const IdempotencyKey *key, Instant now,
				 KeptAnswer *out, bool *found, Err *err);

/*
 * Keep an answer under a key that idempotency_find does not find, and forget some of those that are too old at
 * answer->created_at. Inside a write transaction.
 */
MUST_CHECK bool idempotency_save(Db *db, const IdempotencyKey *key, const KeptAnswer *answer,
				 Err *err);

#endif
