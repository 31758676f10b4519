#include "http/kept_lists.h"

#include "store/change.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

struct KeptList {
	Arena mem; /* holds the list, itself included */
	int64_t version;
	Moment moment;
	ContractStates states;
	unsigned users; /* with the one that the table is */
	uint64_t used;  /* when it was taken last, in takings */
};

struct KeptLists {
	Arena mem;
	pthread_mutex_t mutex;
	KeptList *at[KEPT_LISTS]; /* NULL: free */
	size_t most_bytes;        /* of all together */
	uint64_t takings;
};

KeptLists *kept_lists_new(size_t most_bytes)
{
	Arena mem;
	arena_init(&mem);
	KeptLists *lists = ARENA_NEW(&mem, KeptLists);
	int failed = pthread_mutex_init(&lists->mutex, NULL);
	assert(failed == 0);
	lists->most_bytes = most_bytes;
	lists->mem = mem;
	return lists;
}

static void free_list(KeptList *list)
{
	Arena mem = list->mem;
	arena_deinit(&mem);
}

/* The caller holds the mutex, or is alone. */
static void drop(KeptList *list)
{
	if (--list->users == 0)
		free_list(list);
}

void kept_lists_free(KeptLists *lists)
{
	for (size_t i = 0; i < KEPT_LISTS; i++) {
		if (lists->at[i])
			drop(lists->at[i]);
	}
	(void)pthread_mutex_destroy(&lists->mutex);
	Arena mem = lists->mem;
	arena_deinit(&mem);
}

static bool same_moment(Moment a, Moment b)
{
	return a.as_of.day == b.as_of.day && a.known.us == b.known.us &&
	       a.recorded.us == b.recorded.us;
}

static KeptList *find(KeptLists *lists, int64_t version, Moment moment)
{
	for (size_t i = 0; i < KEPT_LISTS; i++) {
		KeptList *list = lists->at[i];
		if (list && list->version == version && same_moment(list->moment, moment))
			return list;
	}
	return NULL;
}

static KeptList *take(KeptLists *lists, int64_t version, Moment moment)
{
	(void)pthread_mutex_lock(&lists->mutex);
	KeptList *list = find(lists, version, moment);
	if (list) {
		list->users++;
		list->used = ++lists->takings;
	}
	(void)pthread_mutex_unlock(&lists->mutex);
	return list;
}

static size_t bytes_kept(const KeptLists *lists)
{
	size_t bytes = 0;
	for (size_t i = 0; i < KEPT_LISTS; i++)
		bytes += lists->at[i] ? lists->at[i]->mem.total : 0;
	return bytes;
}

/* The place of the list to go first; KEPT_LISTS: there is none. */
static size_t oldest(const KeptLists *lists)
{
	size_t place = KEPT_LISTS;
	for (size_t i = 0; i < KEPT_LISTS; i++) {
		if (lists->at[i] &&
		    (place == KEPT_LISTS || lists->at[i]->used < lists->at[place]->used))
			place = i;
	}
	return place;
}

/* The first place that is free; KEPT_LISTS: there is none. */
static size_t free_place(const KeptLists *lists)
{
	size_t place = 0;
	while (place < KEPT_LISTS && lists->at[place])
		place++;
	return place;
}

static void evict(KeptLists *lists, size_t place)
{
	if (lists->at[place])
		drop(lists->at[place]);
	lists->at[place] = NULL;
}

/* Lists of other versions than `version` are of no more use once there is a newer one. */
static void evict_older(KeptLists *lists, int64_t version)
{
	for (size_t i = 0; i < KEPT_LISTS; i++) {
		if (lists->at[i] && lists->at[i]->version < version)
			evict(lists, i);
	}
}

/* Makes room for a list of so many bytes, and returns its place. */
static size_t make_room(KeptLists *lists, size_t bytes)
{
	size_t place = oldest(lists);
	while (place < KEPT_LISTS &&
	       (bytes_kept(lists) + bytes > lists->most_bytes || free_place(lists) == KEPT_LISTS)) {
		evict(lists, place);
		place = oldest(lists);
	}
	return free_place(lists);
}

static void keep(KeptLists *lists, KeptList *list)
{
	if (list->mem.total > lists->most_bytes)
		return;
	(void)pthread_mutex_lock(&lists->mutex);
	if (!find(lists, list->version, list->moment)) {
		evict_older(lists, list->version);
		lists->at[make_room(lists, list->mem.total)] = list;
		list->users++;
		list->used = ++lists->takings;
	}
	(void)pthread_mutex_unlock(&lists->mutex);
}

static MUST_CHECK bool read_version(App *app, int64_t *version, Err *err)
{
	if (!app_begin_read(app, err))
		return false;
	bool ok = store_state_read(app->db, version, err);
	app_end(app);
	return ok;
}

/* Reads the version in the transaction that reads the list, beside what the face's own hook does there. */
typedef struct Reading {
	AppHooks outer;
	int64_t version;
} Reading;

static bool note_version(void *context, App *app, Err *err)
{
	Reading *reading = context;
	return store_state_read(app->db, &reading->version, err) &&
	       (!reading->outer.begun || reading->outer.begun(reading->outer.context, app, err));
}

/* A list in memory of its own, which outlives the request. */
static MUST_CHECK bool read_list(const App *app, Moment moment, KeptList **out, Err *err)
{
	Arena mem;
	Reading reading = {.outer = app->hooks};
	arena_init(&mem);
	KeptList *list = ARENA_NEW(&mem, KeptList);
	list->mem = mem;
	App own = *app;
	own.mem = &list->mem;
	own.hooks = (AppHooks){.context = &reading, .begun = note_version};
	if (!contracts_list(&own, (Str){0}, moment, &list->states, err)) {
		free_list(list);
		return false;
	}
	list->version = reading.version;
	list->moment = moment;
	list->users = 1;
	*out = list;
	return true;
}

bool kept_lists_take(KeptLists *lists, App *app, Moment moment, KeptList **out, Err *err)
{
	KeptList *list;
	int64_t version;
	if (lists) {
		if (!read_version(app, &version, err))
			return false;
		list = take(lists, version, moment);
		if (list) {
			*out = list;
			return true;
		}
	}
	if (!read_list(app, moment, &list, err))
		return false;
	if (lists)
		keep(lists, list);
	*out = list;
	return true;
}

void kept_list_release(KeptLists *lists, KeptList *list)
{
	if (!list)
		return;
	if (lists)
		(void)pthread_mutex_lock(&lists->mutex);
	drop(list);
	if (lists)
		(void)pthread_mutex_unlock(&lists->mutex);
}

const ContractStates *kept_list_states(const KeptList *list)
{
	return &list->states;
}

size_t kept_list_bytes(const KeptList *list)
{
	return list->mem.total;
}
