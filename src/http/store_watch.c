#include "http/store_watch.h"

#include "http/clock.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
	LOOK_MS = 100,
	LOOK_LOST_MS = 400,
	LATE_MS = 5000, /* a look that takes so long is as good as a failed one */
};

struct StoreWatch {
	WatchPlan plan;
	Db *db; /* the thread's, once it runs */
	pthread_t thread;
	pthread_mutex_t lock; /* of what follows */
	pthread_cond_t poked;
	bool look_now;
	bool stopping;
	bool lost;
	Err why; /* of `lost` */
	int64_t version;
	int64_t looking_since; /* clock_ms; 0: not looking */
};

static void lock(StoreWatch *watch)
{
	(void)pthread_mutex_lock(&watch->lock);
}

static void unlock(StoreWatch *watch)
{
	(void)pthread_mutex_unlock(&watch->lock);
}

/* What changed since the version that the watch knows. In a read transaction. */
static MUST_CHECK bool read_changes(StoreWatch *watch, Db *db, int64_t version, Err *err)
{
	Arena mem;
	ChangeList changes = {0};
	bool complete;
	arena_init(&mem);
	bool ok = store_changes_since(db, &mem, watch->version, &changes, &complete, err);
	if (ok)
		events_publish(watch->plan.events, version, &changes, complete);
	arena_deinit(&mem);
	return ok;
}

static MUST_CHECK bool look_inside(StoreWatch *watch, Err *err)
{
	int64_t version;
	if (!store_version_read(watch->db, &version, err))
		return false;
	if (version != watch->version && !read_changes(watch, watch->db, version, err))
		return false;
	lock(watch);
	watch->version = version;
	unlock(watch);
	return true;
}

/* Another store is there under the same name: versions of the one before mean nothing. */
static void meet_another(StoreWatch *watch)
{
	ChangeList none = {0};
	answer_cache_clear(watch->plan.kept);
	events_publish(watch->plan.events, watch->version, &none, false);
}

static MUST_CHECK bool look(StoreWatch *watch, Err *err)
{
	bool ok = db_begin_read(watch->db, err) && look_inside(watch, err);
	db_rollback(watch->db);
	if (db_was_reopened(watch->db))
		meet_another(watch);
	return ok;
}

/* The version to begin with, before others know of the watch. */
static MUST_CHECK bool look_first(StoreWatch *watch, Err *err)
{
	if (!db_open(watch->plan.url, DB_EXISTING, &watch->db, err) ||
	    !db_begin_read(watch->db, err) || !store_version_read(watch->db, &watch->version, err))
		return false;
	db_rollback(watch->db);
	events_begin_at(watch->plan.events, watch->version);
	return true;
}

/* What came of a look; the log hears when it is another thing than before. */
static void note(StoreWatch *watch, bool ok, const Err *err)
{
	lock(watch);
	bool was_lost = watch->lost;
	watch->lost = !ok;
	watch->looking_since = 0;
	if (!ok) {
		watch->why = *err;
		watch->why.code = ERR_UNAVAILABLE;
		watch->why.kind = NULL;
	}
	unlock(watch);
	if (!ok && !was_lost) {
		log_message(watch->plan.log, LOG_ERROR, "store lost", str_from_c(err->text));
		answer_cache_clear(watch->plan.kept);
	} else if (ok && was_lost) {
		log_message(watch->plan.log, LOG_INFO, "store is back", (Str){0});
	}
}

/* Until the next look; false: the watch ends. */
static bool rest(StoreWatch *watch)
{
	struct timespec until;
	lock(watch);
	(void)clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += (watch->lost ? LOOK_LOST_MS : LOOK_MS) * 1000000L;
	until.tv_sec += until.tv_nsec / 1000000000;
	until.tv_nsec %= 1000000000;
	while (!watch->look_now && !watch->stopping) {
		if (pthread_cond_timedwait(&watch->poked, &watch->lock, &until) != 0)
			break;
	}
	watch->look_now = false;
	watch->looking_since = clock_ms();
	bool go_on = !watch->stopping;
	unlock(watch);
	return go_on;
}

static void *run(void *context)
{
	StoreWatch *watch = context;
	Err err;
	while (rest(watch)) {
		bool ok = look(watch, &err);
		note(watch, ok, &err);
	}
	return NULL;
}

static void init_lock(StoreWatch *watch)
{
	pthread_condattr_t attributes;
	(void)pthread_mutex_init(&watch->lock, NULL);
	(void)pthread_condattr_init(&attributes);
	(void)pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	(void)pthread_cond_init(&watch->poked, &attributes);
	(void)pthread_condattr_destroy(&attributes);
}

static void free_watch(StoreWatch *watch)
{
	db_close(watch->db);
	(void)pthread_cond_destroy(&watch->poked);
	(void)pthread_mutex_destroy(&watch->lock);
	free(watch);
}

bool store_watch_start(const WatchPlan *plan, StoreWatch **out, Err *err)
{
	StoreWatch *watch = calloc(1, sizeof *watch);
	if (!watch)
		return fail(err, ERR_UNAVAILABLE, "out of memory");
	watch->plan = *plan;
	init_lock(watch);
	if (!look_first(watch, err)) {
		free_watch(watch);
		return false;
	}
	int code = pthread_create(&watch->thread, NULL, run, watch);
	if (code != 0) {
		free_watch(watch);
		return fail(err, ERR_UNAVAILABLE, "cannot start a thread: %s", strerror(code));
	}
	*out = watch;
	return true;
}

void store_watch_stop(StoreWatch *watch)
{
	if (!watch)
		return;
	lock(watch);
	watch->stopping = true;
	(void)pthread_cond_signal(&watch->poked);
	unlock(watch);
	(void)pthread_join(watch->thread, NULL);
	free_watch(watch);
}

void store_watch_poke(StoreWatch *watch)
{
	lock(watch);
	watch->look_now = true;
	(void)pthread_cond_signal(&watch->poked);
	unlock(watch);
}

bool store_watch_reachable(StoreWatch *watch, Err *err)
{
	int64_t now = clock_ms();
	lock(watch);
	bool late = watch->looking_since != 0 && now - watch->looking_since > LATE_MS;
	bool lost = watch->lost;
	if (lost)
		*err = watch->why;
	unlock(watch);
	if (late && !lost)
		return fail(err, ERR_UNAVAILABLE,
			    "the store has not answered for some seconds; try again");
	return !lost;
}

int64_t store_watch_version(StoreWatch *watch)
{
	lock(watch);
	int64_t version = watch->version;
	unlock(watch);
	return version;
}
