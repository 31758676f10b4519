#include "store/quarantine.h"

#define COLUMNS                                                                                               \
	"SELECT id, import_id, source, file, line, column_name, reason, row_key, raw, raw_cut, raw_sha256,\n" \
	"       resolved_by_import\n"                                                                         \
	"FROM quarantine\n"

static const char INSERT[] =
	"INSERT INTO quarantine (id, import_id, source, file, line, column_name, reason, row_key, raw, raw_cut,\n"
	"                        raw_sha256)\n"
	"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

static const char HOLDS[] =
	"SELECT id\n"
	"FROM quarantine\n"
	"WHERE source = $1 AND raw_sha256 = $2 AND resolved_by_import IS NULL\n"
	"LIMIT 1";

static const char WAITING_KEYS[] =
	"SELECT DISTINCT row_key\n"
	"FROM quarantine\n"
	"WHERE source = $1 AND row_key <> '' AND resolved_by_import IS NULL";

static const char RESOLVE[] =
	"UPDATE quarantine\n"
	"SET resolved_by_import = $1\n"
	"WHERE source = $2 AND row_key = $3 AND row_key <> '' AND resolved_by_import IS NULL";

static const char REOPEN[] =
	"UPDATE quarantine\n"
	"SET resolved_by_import = NULL\n"
	"WHERE resolved_by_import = $1";

static const char LIST[] = COLUMNS
	"WHERE ($1 = 0 OR import_id = $1) AND resolved_by_import IS NULL AND id > $2\n"
	"ORDER BY id\n"
	"LIMIT $3";

static const char COUNT[] =
	"SELECT COUNT(*)\n"
	"FROM quarantine\n"
	"WHERE ($1 = 0 OR import_id = $1) AND resolved_by_import IS NULL AND id <= $2";

static const char FIND[] = COLUMNS "WHERE id = $1";

bool quarantine_insert(Db *db, const QuarantineRow *row, Err *err)
{
	DbStmt *stmt;
	if (!db_prepare(db, INSERT, "iittitttbit", &stmt, err))
		return false;
	db_bind_int(stmt, 1, row->id);
	db_bind_int(stmt, 2, row->import_id);
	db_bind_text(stmt, 3, row->source);
	db_bind_text(stmt, 4, row->file);
	db_bind_int(stmt, 5, row->line);
	db_bind_text(stmt, 6, row->column);
	db_bind_text(stmt, 7, row->reason);
	db_bind_text(stmt, 8, row->row_key);
	db_bind_blob(stmt, 9, row->raw);
	db_bind_int(stmt, 10, row->raw_cut);
	db_bind_text(stmt, 11, row->raw_sha256);
	return db_run(stmt, err);
}

bool quarantine_holds(Db *db, Str source, Str raw_sha256, bool *holds, Err *err)
{
	DbStmt *stmt;
	if (!db_prepare(db, HOLDS, "tt", &stmt, err))
		return false;
	db_bind_text(stmt, 1, source);
	db_bind_text(stmt, 2, raw_sha256);
	if (!db_query(stmt, err) || !db_next(stmt, holds, err))
		return false;
	db_reset(stmt);
	return true;
}

bool quarantine_waiting_keys(Db *db, Arena *mem, Str source, Map *out, Err *err)
{
	DbStmt *stmt;
	bool row;
	Map keys;
	map_init(&keys, mem, (uint64_t)(uintptr_t)mem);
	if (!db_prepare(db, WAITING_KEYS, "t", &stmt, err))
		return false;
	db_bind_text(stmt, 1, source);
	if (!db_query(stmt, err) || !db_next(stmt, &row, err))
		return false;
	while (row) {
		map_put(&keys, db_text(stmt, 0, mem), 1);
		if (!db_next(stmt, &row, err))
			return false;
	}
	*out = keys;
	return true;
}

bool quarantine_resolve(Db *db, Str source, Str row_key, int64_t import_id, Err *err)
{
	DbStmt *stmt;
	if (!db_prepare(db, RESOLVE, "itt", &stmt, err))
		return false;
	db_bind_int(stmt, 1, import_id);
	db_bind_text(stmt, 2, source);
	db_bind_text(stmt, 3, row_key);
	return db_run(stmt, err);
}

bool quarantine_reopen(Db *db, int64_t import_id, Err *err)
{
	DbStmt *stmt;
	if (!db_prepare(db, REOPEN, "i", &stmt, err))
		return false;
	db_bind_int(stmt, 1, import_id);
	return db_run(stmt, err);
}

static void read_quarantine(DbStmt *stmt, Arena *mem, QuarantineRow *out)
{
	*out = (QuarantineRow){
		.id = db_int(stmt, 0),
		.import_id = db_int(stmt, 1),
		.source = db_text(stmt, 2, mem),
		.file = db_text(stmt, 3, mem),
		.line = db_int(stmt, 4),
		.column = db_text(stmt, 5, mem),
		.reason = db_text(stmt, 6, mem),
		.row_key = db_text(stmt, 7, mem),
		.raw = db_blob(stmt, 8, mem),
		.raw_cut = db_int(stmt, 9) != 0,
		.raw_sha256 = db_text(stmt, 10, mem),
		.resolved_by_import = db_is_null(stmt, 11) ? 0 : db_int(stmt, 11),
	};
}

bool quarantine_list(Db *db, Arena *mem, const QuarantineQuery *query, QuarantineList *out,
		     Err *err)
{
	DbStmt *stmt;
	bool row;
	VEC(QuarantineRow) list = {0};
	if (!db_prepare(db, LIST, "iii", &stmt, err))
		return false;
	db_bind_int(stmt, 1, query->import_id);
	db_bind_int(stmt, 2, query->after);
	db_bind_int(stmt, 3, query->limit);
	if (!db_query(stmt, err) || !db_next(stmt, &row, err))
		return false;
	while (row) {
		read_quarantine(stmt, mem, vec_push(mem, &list));
		if (!db_next(stmt, &row, err))
			return false;
	}
	*out = (QuarantineList){list.at, list.len};
	return true;
}

bool quarantine_count(Db *db, int64_t import_id, int64_t until, size_t *count, Err *err)
{
	DbStmt *stmt;
	bool row;
	if (!db_prepare(db, COUNT, "ii", &stmt, err))
		return false;
	db_bind_int(stmt, 1, import_id);
	db_bind_int(stmt, 2, until);
	if (!db_query(stmt, err) || !db_next(stmt, &row, err))
		return false;
	*count = (size_t)db_int(stmt, 0);
	db_reset(stmt);
	return true;
}

bool quarantine_find(Db *db, Arena *mem, int64_t id, QuarantineRow *out, bool *found, Err *err)
{
	DbStmt *stmt;
	bool row;
	if (!db_prepare(db, FIND, "i", &stmt, err))
		return false;
	db_bind_int(stmt, 1, id);
	if (!db_query(stmt, err) || !db_next(stmt, &row, err))
		return false;
	if (row)
		read_quarantine(stmt, mem, out);
	*found = row;
	db_reset(stmt);
	return true;
}
