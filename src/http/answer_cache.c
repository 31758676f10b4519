#include "http/answer_cache.h"

#include "http/response.h"

#include <microhttpd.h>
#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum {
	ROOM = 4096,     /* of the table; a power of two */
	OVERHEAD = 4096, /* bytes that an answer costs beside its body: its headers, twice */
};

/*
 * An answer is in the table and in the list by use, from the newest to the oldest, or in neither when it
 * has been dropped while somebody holds it.
 */
struct KeptAnswer {
	KeptAnswer *chained; /* next in its place of the table */
	KeptAnswer *newer;
	KeptAnswer *older;
	uint64_t hash;
	unsigned holders; /* the table is one */
	int64_t version;
	Date today;
	const Route *route;
	struct MHD_Response *full;
	struct MHD_Response *unchanged;
	uint64_t bytes;
	Str target; /* both in `texts` */
	Str etag;
	char texts[];
};

struct AnswerCache {
	pthread_mutex_t lock;
	KeptAnswer *table[ROOM];
	KeptAnswer *newest;
	KeptAnswer *oldest;
	uint64_t bytes;
	uint64_t most_bytes;
	unsigned char seed[crypto_shorthash_KEYBYTES]; /* nobody can choose targets that collide */
};

AnswerCache *answer_cache_new(uint64_t most_bytes)
{
	AnswerCache *cache = calloc(1, sizeof *cache);
	if (!cache)
		return NULL;
	(void)pthread_mutex_init(&cache->lock, NULL);
	cache->most_bytes = most_bytes;
	randombytes_buf(cache->seed, sizeof cache->seed);
	return cache;
}

static void lock(AnswerCache *cache)
{
	(void)pthread_mutex_lock(&cache->lock);
}

static void unlock(AnswerCache *cache)
{
	(void)pthread_mutex_unlock(&cache->lock);
}

static uint64_t hash_target(const AnswerCache *cache, Str target)
{
	unsigned char out[crypto_shorthash_BYTES];
	uint64_t hash;
	(void)crypto_shorthash(out, (const unsigned char *)target.ptr, target.len, cache->seed);
	memcpy(&hash, out, sizeof hash);
	return hash;
}

static uint64_t cost(const KeptAnswer *answer)
{
	return answer->bytes + answer->target.len + OVERHEAD;
}

static void destroy(KeptAnswer *answer)
{
	if (answer->full)
		MHD_destroy_response(answer->full);
	if (answer->unchanged)
		MHD_destroy_response(answer->unchanged);
	free(answer);
}

static void let_go(KeptAnswer *answer)
{
	if (--answer->holders == 0)
		destroy(answer);
}

static void unlink_use(AnswerCache *cache, KeptAnswer *answer)
{
	*(answer->newer ? &answer->newer->older : &cache->newest) = answer->older;
	*(answer->older ? &answer->older->newer : &cache->oldest) = answer->newer;
}

static void link_newest(AnswerCache *cache, KeptAnswer *answer)
{
	answer->newer = NULL;
	answer->older = cache->newest;
	*(cache->newest ? &cache->newest->newer : &cache->oldest) = answer;
	cache->newest = answer;
}

static void drop(AnswerCache *cache, KeptAnswer *answer)
{
	KeptAnswer **place = &cache->table[answer->hash % ROOM];
	while (*place != answer)
		place = &(*place)->chained;
	*place = answer->chained;
	unlink_use(cache, answer);
	cache->bytes -= cost(answer);
	let_go(answer);
}

static KeptAnswer *find(AnswerCache *cache, uint64_t hash, Str target)
{
	KeptAnswer *answer = cache->table[hash % ROOM];
	while (answer && (answer->hash != hash || !str_eq(answer->target, target)))
		answer = answer->chained;
	return answer;
}

/* An answer for another version or day is of no use any more. */
KeptAnswer *answer_take(AnswerCache *cache, const AnswerKey *key)
{
	uint64_t hash = hash_target(cache, key->target);
	lock(cache);
	KeptAnswer *answer = find(cache, hash, key->target);
	if (answer && (answer->version != key->version || answer->today.day != key->today.day)) {
		if (answer->version < key->version || answer->today.day < key->today.day)
			drop(cache, answer);
		answer = NULL;
	}
	if (answer) {
		answer->holders++;
		if (cache->newest != answer) {
			unlink_use(cache, answer);
			link_newest(cache, answer);
		}
	}
	unlock(cache);
	return answer;
}

void answer_release(AnswerCache *cache, KeptAnswer *answer)
{
	lock(cache);
	let_go(answer);
	unlock(cache);
}

static KeptAnswer *make(const AnswerKey *key, const Route *route, const Reply *reply, uint64_t hash)
{
	Str target = key->target;
	KeptAnswer *answer = calloc(1, sizeof *answer + target.len + reply->etag.len);
	if (!answer)
		return NULL;
	answer->hash = hash;
	answer->version = key->version;
	answer->today = key->today;
	answer->route = route;
	answer->bytes = reply->body.len;
	memcpy(answer->texts, target.ptr, target.len);
	memcpy(answer->texts + target.len, reply->etag.ptr, reply->etag.len);
	answer->target = (Str){answer->texts, target.len};
	answer->etag = (Str){answer->texts + target.len, reply->etag.len};
	answer->full = response_make(reply, BODY_COPIED);
	answer->unchanged = response_make_unchanged(reply);
	if (answer->full && answer->unchanged)
		return answer;
	destroy(answer);
	return NULL;
}

KeptAnswer *answer_keep(AnswerCache *cache, const AnswerKey *key, const Route *route,
			const Reply *reply)
{
	if (reply->body.len > cache->most_bytes / 4 || key->target.len == 0)
		return NULL;
	uint64_t hash = hash_target(cache, key->target);
	KeptAnswer *answer = make(key, route, reply, hash);
	if (!answer)
		return NULL;
	answer->holders = 2; /* the table and the caller */
	lock(cache);
	KeptAnswer *before = find(cache, hash, key->target);
	if (before && before->version > key->version) {
		/* Somebody was faster, and saw more. */
		answer->holders = 1;
		unlock(cache);
		return answer;
	}
	if (before)
		drop(cache, before);
	answer->chained = cache->table[hash % ROOM];
	cache->table[hash % ROOM] = answer;
	link_newest(cache, answer);
	cache->bytes += cost(answer);
	while (cache->bytes > cache->most_bytes && cache->oldest != answer)
		drop(cache, cache->oldest);
	unlock(cache);
	return answer;
}

struct MHD_Response *answer_response(const KeptAnswer *answer, Str if_none_match, int *status)
{
	bool unchanged = etag_matches(if_none_match, answer->etag);
	*status = unchanged ? 304 : 200;
	return unchanged ? answer->unchanged : answer->full;
}

const Route *answer_route(const KeptAnswer *answer)
{
	return answer->route;
}

uint64_t answer_bytes(const KeptAnswer *answer)
{
	return answer->bytes;
}

uint64_t answer_cache_bytes(AnswerCache *cache)
{
	lock(cache);
	uint64_t bytes = cache->bytes;
	unlock(cache);
	return bytes;
}

void answer_cache_clear(AnswerCache *cache)
{
	lock(cache);
	for (KeptAnswer *each = cache->oldest; each;) {
		KeptAnswer *newer = each->newer;
		drop(cache, each);
		each = newer;
	}
	unlock(cache);
}

void answer_cache_free(AnswerCache *cache)
{
	if (!cache)
		return;
	answer_cache_clear(cache);
	(void)pthread_mutex_destroy(&cache->lock);
	free(cache);
}
