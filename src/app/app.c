#include "app/app.h"

#include "store/migrate.h"

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
