#include "store/setting.h"

static const char GET[] =
	"SELECT value\n"
	"FROM setting\n"
	"WHERE name = $1";

static const char PUT[] =
	"INSERT INTO setting (name, value)\n"
	"SELECT $1, $2\n"
	"WHERE true\n"
	"ON CONFLICT (name) DO UPDATE\n"
	"SET value = excluded.value";

bool setting_get(Db *db, Arena *mem, Str name, Str fallback, Str *out, Err *err)
{
	DbStmt *stmt;
	bool row;
	if (!db_prepare(db, GET, "t", &stmt, err))
		return false;
	db_bind_text(stmt, 1, name);
	if (!db_query(stmt, err) || !db_next(stmt, &row, err))
		return false;
	*out = row ? db_text(stmt, 0, mem) : fallback;
	db_reset(stmt);
	return true;
}

bool setting_put(Db *db, Str name, Str value, Err *err)
{
	DbStmt *stmt;
	if (!db_prepare(db, PUT, "tt", &stmt, err))
		return false;
	db_bind_text(stmt, 1, name);
	db_bind_text(stmt, 2, value);
	return db_run(stmt, err);
}
