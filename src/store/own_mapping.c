#include "store/own_mapping.h"

static const char LIST[] =
	"SELECT name, text, added_at, added_by\n"
	"FROM own_mapping\n"
	"ORDER BY name";

static const char PUT[] =
	"INSERT INTO own_mapping (name, text, added_at, added_by)\n"
	"SELECT $1, $2, $3, $4\n"
	"WHERE true\n"
	"ON CONFLICT (name) DO UPDATE\n"
	"SET text = excluded.text, added_at = excluded.added_at, added_by = excluded.added_by";

static const char REMOVE[] =
	"DELETE FROM own_mapping\n"
	"WHERE name = $1";

bool own_mappings_list(Db *db, Arena *mem, OwnMappings *out, Err *err)
{
	DbStmt *stmt;
	bool row;
	VEC(OwnMapping) list = {0};
	if (!db_prepare(db, LIST, "", &stmt, err) || !db_query(stmt, err) ||
	    !db_next(stmt, &row, err))
		return false;
	while (row) {
		*vec_push(mem, &list) = (OwnMapping){
			.name = db_text(stmt, 0, mem),
			.text = db_text(stmt, 1, mem),
			.added_at = {db_int(stmt, 2)},
			.added_by = db_text(stmt, 3, mem),
		};
		if (!db_next(stmt, &row, err))
			return false;
	}
	*out = (OwnMappings){list.at, list.len};
	return true;
}

bool own_mapping_put(Db *db, const OwnMapping *mapping, Err *err)
{
	DbStmt *stmt;
	if (!db_prepare(db, PUT, "ttit", &stmt, err))
		return false;
	db_bind_text(stmt, 1, mapping->name);
	db_bind_text(stmt, 2, mapping->text);
	db_bind_int(stmt, 3, mapping->added_at.us);
	db_bind_text(stmt, 4, mapping->added_by);
	return db_run(stmt, err);
}

bool own_mapping_remove(Db *db, Str name, bool *removed, Err *err)
{
	DbStmt *stmt;
	int64_t changed;
	if (!db_prepare(db, REMOVE, "t", &stmt, err))
		return false;
	db_bind_text(stmt, 1, name);
	if (!db_run_count(stmt, &changed, err))
		return false;
	*removed = changed > 0;
	return true;
}
