#include "store/import.h"

#define COLUMNS                                                                                             \
	"SELECT id, source, mapping, file, file_bytes, file_sha256, recorded_at, recorded_by, rows_read,\n" \
	"       rows_accepted, rows_corrected, rows_unchanged, rows_quarantined, warnings, undone_at,\n"    \
	"       undone_by\n"                                                                                \
	"FROM import\n"

static const char INSERT[] =
	"INSERT INTO import (id, source, mapping, file, file_bytes, file_sha256, recorded_at, recorded_by,\n"
	"                    rows_read, rows_accepted, rows_corrected, rows_unchanged, rows_quarantined,\n"
	"                    warnings)\n"
	"VALUES ($1, $2, $3, $4, 0, '', $5, $6, 0, 0, 0, 0, 0, '{}')";

static const char FINISH[] =
	"UPDATE import\n"
	"SET file_bytes = $1, file_sha256 = $2, rows_read = $3, rows_accepted = $4, rows_corrected = $5,\n"
	"    rows_unchanged = $6, rows_quarantined = $7, warnings = $8\n"
	"WHERE id = $9";

static const char MARK_UNDONE[] =
	"UPDATE import\n"
	"SET undone_at = $1, undone_by = $2\n"
	"WHERE id = $3";

static const char LIST[] = COLUMNS "ORDER BY id DESC";

static const char FIND[] = COLUMNS "WHERE id = $1";

bool import_insert(Db *db, const ImportRecord *import, Err *err)
{
	DbStmt *stmt;
	if (!db_prepare(db, INSERT, "itttit", &stmt, err))
		return false;
	db_bind_int(stmt, 1, import->id);
	db_bind_text(stmt, 2, import->source);
	db_bind_text(stmt, 3, import->mapping);
	db_bind_text(stmt, 4, import->file);
	db_bind_int(stmt, 5, import->recorded_at.us);
	db_bind_text(stmt, 6, import->recorded_by);
	return db_run(stmt, err);
}

bool import_finish(Db *db, const ImportRecord *import, Err *err)
{
	DbStmt *stmt;
	if (!db_prepare(db, FINISH, "itiiiiiti", &stmt, err))
		return false;
	db_bind_int(stmt, 1, import->file_bytes);
	db_bind_text(stmt, 2, import->file_sha256);
	db_bind_int(stmt, 3, import->rows_read);
	db_bind_int(stmt, 4, import->rows_accepted);
	db_bind_int(stmt, 5, import->rows_corrected);
	db_bind_int(stmt, 6, import->rows_unchanged);
	db_bind_int(stmt, 7, import->rows_quarantined);
	db_bind_text(stmt, 8, import->warnings);
	db_bind_int(stmt, 9, import->id);
	return db_run(stmt, err);
}

bool import_mark_undone(Db *db, int64_t id, Instant at, Str by, Err *err)
{
	DbStmt *stmt;
	if (!db_prepare(db, MARK_UNDONE, "iti", &stmt, err))
		return false;
	db_bind_int(stmt, 1, at.us);
	db_bind_text(stmt, 2, by);
	db_bind_int(stmt, 3, id);
	return db_run(stmt, err);
}

static void read_import(DbStmt *stmt, Arena *mem, ImportRecord *out)
{
	*out = (ImportRecord){
		.id = db_int(stmt, 0),
		.source = db_text(stmt, 1, mem),
		.mapping = db_text(stmt, 2, mem),
		.file = db_text(stmt, 3, mem),
		.file_bytes = db_int(stmt, 4),
		.file_sha256 = db_text(stmt, 5, mem),
		.recorded_at = {db_int(stmt, 6)},
		.recorded_by = db_text(stmt, 7, mem),
		.rows_read = db_int(stmt, 8),
		.rows_accepted = db_int(stmt, 9),
		.rows_corrected = db_int(stmt, 10),
		.rows_unchanged = db_int(stmt, 11),
		.rows_quarantined = db_int(stmt, 12),
		.warnings = db_text(stmt, 13, mem),
		.undone = !db_is_null(stmt, 14),
	};
	if (out->undone) {
		out->undone_at.us = db_int(stmt, 14);
		out->undone_by = db_text(stmt, 15, mem);
	}
}

bool import_list(Db *db, Arena *mem, ImportList *out, Err *err)
{
	DbStmt *stmt;
	bool row;
	VEC(ImportRecord) list = {0};
	if (!db_prepare(db, LIST, "", &stmt, err) || !db_query(stmt, err) ||
	    !db_next(stmt, &row, err))
		return false;
	while (row) {
		read_import(stmt, mem, vec_push(mem, &list));
		if (!db_next(stmt, &row, err))
			return false;
	}
	*out = (ImportList){list.at, list.len};
	return true;
}

bool import_find(Db *db, Arena *mem, int64_t id, ImportRecord *out, bool *found, Err *err)
{
	DbStmt *stmt;
	bool row;
	if (!db_prepare(db, FIND, "i", &stmt, err))
		return false;
	db_bind_int(stmt, 1, id);
	if (!db_query(stmt, err) || !db_next(stmt, &row, err))
		return false;
	if (row)
		read_import(stmt, mem, out);
	*found = row;
	db_reset(stmt);
	return true;
}
