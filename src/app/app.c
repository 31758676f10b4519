#include "app/app.h"

#include "store/migrate.h"

#include <assert.h>

bool app_open(App *app, Arena *mem, const char *url, DbCreate create, Instant now, Str user,
	      Err *err)
{
	Db *db;
	if (!db_open(url, create, &db, err))
		return false;
	if (!migrate(db, now.us, err)) {
		db_close(db);
		return false;
	}
	*app = (App){.db = db, .mem = mem, .ids = id_maker(), .now = now, .user = user};
	return true;
}

void app_close(App *app)
{
	db_close(app->db);
	app->db = NULL;
}

static MUST_CHECK bool call_begun(App *app, Err *err)
{
	app->told = (ChangeList){0};
	if (!app->hooks.begun || app->hooks.begun(app->hooks.context, app, err))
		return true;
	app_end(app);
	return false;
}

/* A store that was put in the place of the one that was opened is brought up to date as that was. */
static MUST_CHECK bool begin(App *app, bool (*db_begin)(Db *db, Err *err), Err *err)
{
	if (!db_begin(app->db, err))
		return false;
	if (!db_was_reopened(app->db))
		return call_begun(app, err);
	db_rollback(app->db);
	return migrate(app->db, app->now.us, err) && db_begin(app->db, err) && call_begun(app, err);
}

bool app_begin_read(App *app, Err *err)
{
	return begin(app, db_begin_read, err);
}

bool app_begin_write(App *app, Err *err)
{
	return begin(app, db_begin_write, err);
}

void app_tell(App *app, Topic topic, Str subject)
{
	*vec_push(app->mem, &app->told) =
		(StoreChange){.topic = topic, .subject = str_copy(app->mem, subject)};
}

static MUST_CHECK bool commit(App *app, Err *err)
{
	if ((!app->hooks.committing || app->hooks.committing(app->hooks.context, app, err)) &&
	    db_commit(app->db, err))
		return true;
	app_end(app);
	return false;
}

bool app_commit(App *app, Err *err)
{
	int64_t version;
	assert(app->told.len > 0);
	if (store_version_advance(app->db, &app->told, app->now, &version, err))
		return commit(app, err);
	app_end(app);
	return false;
}

bool app_commit_unchanged(App *app, Err *err)
{
	assert(app->told.len == 0);
	return commit(app, err);
}

void app_end(App *app)
{
	db_rollback(app->db);
}
