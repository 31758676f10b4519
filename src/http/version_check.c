#include "http/version_check.h"

#include "store/change.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct VersionCheck {
	const char *url;
	AnswerCache *kept;
	bool fast;
	pthread_key_t own; /* each thread's OwnStore */
};

typedef struct OwnStore {
	Db *db;
	bool known; /* what follows */
	DbMark mark;
	int64_t version; /* that the store has while its mark is that one */
} OwnStore;

static void close_own(void *context)
{
	OwnStore *own = context;
	db_close(own->db);
	free(own);
}

bool version_check_make(const char *url, AnswerCache *kept, VersionCheck **out, Err *err)
{
	VersionCheck *check = calloc(1, sizeof *check);
	if (!check || pthread_key_create(&check->own, close_own) != 0) {
		free(check);
		return fail(err, ERR_UNAVAILABLE, "out of memory");
	}
	check->url = url;
	check->kept = kept;
	check->fast = str_starts(str_from_c(url), STR("sqlite:"));
	*out = check;
	return true;
}

/* NULL: it cannot be opened. */
static OwnStore *own_store(VersionCheck *check)
{
	Err ignored;
	OwnStore *own = pthread_getspecific(check->own);
	if (own)
		return own;
	own = calloc(1, sizeof *own);
	if (!own || !db_open(check->url, DB_EXISTING, &own->db, &ignored)) {
		free(own);
		return NULL;
	}
	db_set_wait(own->db, 0);
	if (pthread_setspecific(check->own, own) == 0)
		return own;
	close_own(own);
	return NULL;
}

static bool same(DbMark a, DbMark b)
{
	return memcmp(a.bytes, b.bytes, sizeof a.bytes) == 0;
}

/* Where the mark is the same before and after, the version between them belongs to it. */
static bool read_version(VersionCheck *check, OwnStore *own)
{
	Err ignored;
	DbMark before;
	bool marked = db_mark_read(own->db, &before);
	bool ok = db_begin_read(own->db, &ignored) &&
		  store_state_read(own->db, &own->version, &ignored);
	db_rollback(own->db);
	if (db_was_reopened(own->db))
		answer_cache_clear(check->kept);
	own->known = ok && marked && db_mark_read(own->db, &own->mark) && same(before, own->mark);
	return ok;
}

bool version_check_now(VersionCheck *check, int64_t *version)
{
	DbMark now;
	OwnStore *own = check->fast ? own_store(check) : NULL;
	if (!own)
		return false;
	bool unchanged = own->known && db_mark_read(own->db, &now) && same(now, own->mark);
	if (!unchanged && !read_version(check, own))
		return false;
	*version = own->version;
	return true;
}

void version_check_free(VersionCheck *check)
{
	if (!check)
		return;
	(void)pthread_key_delete(check->own);
	free(check);
}
