#ifndef PACTA_HTTP_STORE_WATCH_H
#define PACTA_HTTP_STORE_WATCH_H

/*
 * A thread that looks at the store several times a second: whether it can be read, and which version it
 * is at. New versions become events; whether the store is there is told to everybody else, so that
 * requests need not wait for one that is away. Thread-safe.
 */

#include "http/answer_cache.h"
#include "http/events.h"
#include "http/log.h"

typedef struct StoreWatch StoreWatch;

typedef struct WatchPlan {
	const char *url;
	const Log *log;
	Events *events;    /* hear of new versions */
	AnswerCache *kept; /* is emptied when the store is lost: another may come back */
} WatchPlan;

/*
 * Looks for the first time, then starts the thread. What the plan names must outlive it.
 * Errors: the store cannot be read; ERR_UNAVAILABLE no thread to be had
 */
MUST_CHECK bool store_watch_start(const WatchPlan *plan, StoreWatch **out, Err *err);
void store_watch_stop(StoreWatch *watch); /* NULL is fine */

/* Look at once: something was written. */
void store_watch_poke(StoreWatch *watch);

/*
 * Whether the store could be read when it was last looked at, not long ago.
 * Errors: ERR_UNAVAILABLE it could not; the text says why
 */
MUST_CHECK bool store_watch_reachable(StoreWatch *watch, Err *err);

/* The newest version seen. */
int64_t store_watch_version(StoreWatch *watch);

#endif
