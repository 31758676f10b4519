#include "store/stream_version.h"

static const char FIND[] =
	"SELECT version\n"
	"FROM stream_version\n"
	"WHERE source = $1 AND stream = $2";

static const char PUT[] =
	"INSERT INTO stream_version (source, stream, version)\n"
	"SELECT $1, $2, $3\n"
	"WHERE true\n"
	"ON CONFLICT (source, stream) DO UPDATE\n"
	"SET version = excluded.version";

static const char FORGET[] =
	"DELETE FROM stream_record\n"
	"WHERE source = $1 AND stream = $2";

static const char PUT_RECORD[] =
	"INSERT INTO stream_record (source, stream, id, version)\n"
	"SELECT $1, $2, $3, $4\n"
	"WHERE true\n"
	"ON CONFLICT (source, stream, id) DO UPDATE\n"
	"SET version = excluded.version\n"
	"WHERE stream_record.version <> excluded.version";

static const char LIST_RECORDS[] =
	"SELECT id\n"
	"FROM stream_record\n"
	"WHERE source = $1 AND stream = $2 AND version = $3";

static const char WAITS[] =
	"SELECT id\n"
	"FROM quarantine\n"
	"WHERE source = $1 AND row_key = $2 AND raw_sha256 = $3 AND code = $4\n"
	"  AND resolved_by_import IS NULL AND discarded_at IS NULL\n"
	"LIMIT 1";

bool stream_version_find(Db *db, StreamName name, int64_t *version, bool *found, Err *err)
{
	DbStmt *stmt;
	bool row;
	if (!db_prepare(db, FIND, "tt", &stmt, err))
		return false;
	db_bind_text(stmt, 1, name.source);
	db_bind_text(stmt, 2, name.stream);
	if (!db_query(stmt, err) || !db_next(stmt, &row, err))
		return false;
	if (row)
		*version = db_int(stmt, 0);
	*found = row;
	db_reset(stmt);
	return true;
}

bool stream_version_activate(Db *db, StreamName name, int64_t version, Err *err)
{
	DbStmt *stmt;
	if (!db_prepare(db, PUT, "tti", &stmt, err))
		return false;
	db_bind_text(stmt, 1, name.source);
	db_bind_text(stmt, 2, name.stream);
	db_bind_int(stmt, 3, version);
	if (!db_run(stmt, err) || !db_prepare(db, FORGET, "tt", &stmt, err))
		return false;
	db_bind_text(stmt, 1, name.source);
	db_bind_text(stmt, 2, name.stream);
	return db_run(stmt, err);
}

bool stream_record_put(Db *db, StreamName name, Str id, int64_t version, bool *changed, Err *err)
{
	DbStmt *stmt;
	int64_t rows;
	if (!db_prepare(db, PUT_RECORD, "ttti", &stmt, err))
		return false;
	db_bind_text(stmt, 1, name.source);
	db_bind_text(stmt, 2, name.stream);
	db_bind_text(stmt, 3, id);
	db_bind_int(stmt, 4, version);
	if (!db_run_count(stmt, &rows, err))
		return false;
	*changed = rows > 0;
	return true;
}

bool stream_records_list(Db *db, Arena *mem, StreamName name, int64_t version, Map *out, Err *err)
{
	DbStmt *stmt;
	bool row;
	Map ids;
	map_init(&ids, mem, (uint64_t)(uintptr_t)out);
	if (!db_prepare(db, LIST_RECORDS, "tti", &stmt, err))
		return false;
	db_bind_text(stmt, 1, name.source);
	db_bind_text(stmt, 2, name.stream);
	db_bind_int(stmt, 3, version);
	if (!db_query(stmt, err) || !db_next(stmt, &row, err))
		return false;
	while (row) {
		map_put(&ids, db_text(stmt, 0, mem), 1);
		if (!db_next(stmt, &row, err))
			return false;
	}
	*out = ids;
	return true;
}

bool stream_record_waits(Db *db, Str source, Str id, Str raw_sha256, Str code, bool *waits,
			 Err *err)
{
	DbStmt *stmt;
	if (!db_prepare(db, WAITS, "tttt", &stmt, err))
		return false;
	db_bind_text(stmt, 1, source);
	db_bind_text(stmt, 2, id);
	db_bind_text(stmt, 3, raw_sha256);
	db_bind_text(stmt, 4, code);
	if (!db_query(stmt, err) || !db_next(stmt, waits, err))
		return false;
	db_reset(stmt);
	return true;
}
