#include "store/quarantine.h"

#define WAITS "resolved_by_import IS NULL AND discarded_at IS NULL"

static const char INSERT[] =
	"INSERT INTO quarantine (id, import_id, source, file, line, column_name, reason, row_key, raw, raw_cut,\n"
	"                        raw_sha256, fact, code, subject, unknown_name, within_name, of_contract,\n"
	"                        seconds, record)\n"
	"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)";

static const char HOLDS[] =
	"SELECT id\n"
	"FROM quarantine\n"
	"WHERE source = $1 AND raw_sha256 = $2 AND resolved_by_import IS NULL\n"
	"LIMIT 1";

static const char WAITING_KEYS[] =
	"SELECT DISTINCT row_key\n"
	"FROM quarantine\n"
	"WHERE source = $1 AND row_key <> '' AND resolved_by_import IS NULL";

static const char EACH[] =
	"SELECT row_key, raw_sha256, code, subject, unknown_name, within_name, discarded_at\n"
	"FROM quarantine\n"
	"WHERE source = $1 AND resolved_by_import IS NULL\n"
	"ORDER BY id";

static const char RESOLVE[] =
	"UPDATE quarantine\n"
	"SET resolved_by_import = $1\n"
	"WHERE source = $2 AND row_key = $3 AND row_key <> '' AND resolved_by_import IS NULL";

/* Where a later row of the key waits, that one's import has resolved the others. */
static const char HAND_ON[] =
	"UPDATE quarantine\n"
	"SET resolved_by_import = (SELECT MAX(later.import_id) FROM quarantine later\n"
	"                          WHERE later.source = quarantine.source AND later.row_key = quarantine.row_key\n"
	"                            AND later.fact = quarantine.fact AND later.id > quarantine.id\n"
	"                            AND later.import_id <> $1 AND later.resolved_by_import IS NULL\n"
	"                            AND later.discarded_at IS NULL)\n"
	"WHERE resolved_by_import = $1 AND row_key <> ''\n"
	"  AND EXISTS (SELECT 1 FROM quarantine later\n"
	"              WHERE later.source = quarantine.source AND later.row_key = quarantine.row_key\n"
	"                AND later.fact = quarantine.fact AND later.id > quarantine.id\n"
	"                AND later.import_id <> $1 AND later.resolved_by_import IS NULL\n"
	"                AND later.discarded_at IS NULL)";

static const char TAKEN_BY[] =
	"SELECT id, import_id, source, row_key, fact\n"
	"FROM quarantine\n"
	"WHERE resolved_by_import = $1 AND row_key <> '' AND fact <> ''\n"
	"ORDER BY id";

static const char HAND_ON_ONE[] =
	"UPDATE quarantine\n"
	"SET resolved_by_import = $1\n"
	"WHERE id = $2 AND resolved_by_import IS NOT NULL";

static const char REOPEN[] =
	"UPDATE quarantine\n"
	"SET resolved_by_import = NULL\n"
	"WHERE resolved_by_import = $1\n"
	"  AND import_id NOT IN (SELECT id FROM import WHERE undone_at IS NOT NULL)";

static const char ALIKE[] =
	"SELECT id, import_id, raw_sha256, discarded_at\n"
	"FROM quarantine\n"
	"WHERE source = $1 AND row_key = $2 AND fact = $3 AND resolved_by_import IS NULL";

static const char AMEND[] =
	"UPDATE quarantine\n"
	"SET column_name = $1, reason = $2, code = $3, subject = $4, unknown_name = $5, within_name = $6,\n"
	"    of_contract = $7, seconds = $8, record = $9\n"
	"WHERE id = $10";

static const char TAKE[] =
	"UPDATE quarantine\n"
	"SET resolved_by_import = $1\n"
	"WHERE id = $2 AND resolved_by_import IS NULL";

static const char DISCARD[] =
	"UPDATE quarantine\n"
	"SET discarded_at = $1, discarded_by = $2\n"
	"WHERE id = $3 AND " WAITS;

bool quarantine_insert(Db *db, const QuarantineRow *row, Err *err)
{
	DbStmt *stmt;
	if (!db_prepare(db, INSERT, "iittitttbittttttiit", &stmt, err))
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
	db_bind_text(stmt, 12, row->fact);
	db_bind_text(stmt, 13, row->code);
	db_bind_text(stmt, 14, row->subject);
	db_bind_text(stmt, 15, row->unknown);
	db_bind_text(stmt, 16, row->within);
	db_bind_int(stmt, 17, row->contract_id);
	db_bind_int(stmt, 18, row->seconds);
	db_bind_text(stmt, 19, row->record);
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

bool quarantine_each(Db *db, Str source, QuarantineVisitor visit, void *context, Err *err)
{
	DbStmt *stmt;
	Arena mem;
	bool more;
	if (!db_prepare(db, EACH, "t", &stmt, err))
		return false;
	db_bind_text(stmt, 1, source);
	if (!db_query(stmt, err) || !db_next(stmt, &more, err))
		return false;
	arena_init(&mem);
	bool ok = true;
	while (ok && more) {
		arena_trim(&mem, 1 << 20);
		QuarantineRow row = {
			.row_key = db_text(stmt, 0, &mem),
			.raw_sha256 = db_text(stmt, 1, &mem),
			.code = db_text(stmt, 2, &mem),
			.subject = db_text(stmt, 3, &mem),
			.unknown = db_text(stmt, 4, &mem),
			.within = db_text(stmt, 5, &mem),
			.waits = db_is_null(stmt, 6),
		};
		ok = visit(context, &row, err) && db_next(stmt, &more, err);
	}
	db_reset(stmt);
	arena_deinit(&mem);
	return ok;
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

bool quarantine_taken_by(Db *db, Arena *mem, int64_t import_id, QuarantineList *out, Err *err)
{
	DbStmt *stmt;
	bool row;
	VEC(QuarantineRow) rows = {0};
	if (!db_prepare(db, TAKEN_BY, "i", &stmt, err))
		return false;
	db_bind_int(stmt, 1, import_id);
	if (!db_query(stmt, err) || !db_next(stmt, &row, err))
		return false;
	while (row) {
		*vec_push(mem, &rows) = (QuarantineRow){.id = db_int(stmt, 0),
							.import_id = db_int(stmt, 1),
							.source = db_text(stmt, 2, mem),
							.row_key = db_text(stmt, 3, mem),
							.fact = db_text(stmt, 4, mem)};
		if (!db_next(stmt, &row, err))
			return false;
	}
	*out = (QuarantineList){.at = rows.at, .len = rows.len};
	return true;
}

bool quarantine_hand_on(Db *db, int64_t id, int64_t import_id, Err *err)
{
	DbStmt *stmt;
	if (!db_prepare(db, HAND_ON_ONE, "ii", &stmt, err))
		return false;
	db_bind_int(stmt, 1, import_id);
	db_bind_int(stmt, 2, id);
	return db_run(stmt, err);
}

bool quarantine_reopen(Db *db, int64_t import_id, Err *err)
{
	DbStmt *stmt;
	if (!db_prepare(db, HAND_ON, "i", &stmt, err))
		return false;
	db_bind_int(stmt, 1, import_id);
	if (!db_run(stmt, err) || !db_prepare(db, REOPEN, "i", &stmt, err))
		return false;
	db_bind_int(stmt, 1, import_id);
	return db_run(stmt, err);
}

bool quarantine_amend(Db *db, const QuarantineRow *row, Err *err)
{
	DbStmt *stmt;
	if (!db_prepare(db, AMEND, "ttttttiiti", &stmt, err))
		return false;
	db_bind_text(stmt, 1, row->column);
	db_bind_text(stmt, 2, row->reason);
	db_bind_text(stmt, 3, row->code);
	db_bind_text(stmt, 4, row->subject);
	db_bind_text(stmt, 5, row->unknown);
	db_bind_text(stmt, 6, row->within);
	db_bind_int(stmt, 7, row->contract_id);
	db_bind_int(stmt, 8, row->seconds);
	db_bind_text(stmt, 9, row->record);
	db_bind_int(stmt, 10, row->id);
	return db_run(stmt, err);
}

bool quarantine_take(Db *db, int64_t id, int64_t import_id, Err *err)
{
	DbStmt *stmt;
	if (!db_prepare(db, TAKE, "ii", &stmt, err))
		return false;
	db_bind_int(stmt, 1, import_id);
	db_bind_int(stmt, 2, id);
	return db_run(stmt, err);
}

bool quarantine_discard(Db *db, int64_t id, Instant at, Str by, Err *err)
{
	DbStmt *stmt;
	if (!db_prepare(db, DISCARD, "iti", &stmt, err))
		return false;
	db_bind_int(stmt, 1, at.us);
	db_bind_text(stmt, 2, by);
	db_bind_int(stmt, 3, id);
	return db_run(stmt, err);
}

/* A row that was put before with the same key. */
typedef struct Alike {
	int64_t id;
	int64_t import_id;
	bool same; /* byte for byte */
	bool discarded;
} Alike;

typedef struct Alikes {
	Alike *at;
	size_t len;
	size_t cap;
} Alikes;

static MUST_CHECK bool find_alikes(Db *db, Arena *mem, const QuarantineRow *row, Alikes *out,
				   Err *err)
{
	DbStmt *stmt;
	bool more;
	if (!db_prepare(db, ALIKE, "ttt", &stmt, err))
		return false;
	db_bind_text(stmt, 1, row->source);
	db_bind_text(stmt, 2, row->row_key);
	db_bind_text(stmt, 3, row->fact);
	if (!db_query(stmt, err) || !db_next(stmt, &more, err))
		return false;
	while (more) {
		*vec_push(mem, out) = (Alike){
			.id = db_int(stmt, 0),
			.import_id = db_int(stmt, 1),
			.same = str_eq(db_text(stmt, 2, mem), row->raw_sha256),
			.discarded = !db_is_null(stmt, 3),
		};
		if (!db_next(stmt, &more, err))
			return false;
	}
	return true;
}

/*
 * The row takes the place of those alike. What an import's own row replaces does not come back when the import
 * is undone; what it replaces of others does.
 */
static MUST_CHECK bool put_after(Db *db, const Alikes *alikes, const QuarantineRow *row, Err *err)
{
	bool kept = false;
	for (size_t i = 0; i < alikes->len; i++) {
		const Alike *old = &alikes->at[i];
		QuarantineRow amended = *row;
		amended.id = old->id;
		int64_t by = old->import_id == row->import_id ? 0 : row->import_id;
		kept = kept || old->same;
		if (old->discarded)
			continue;
		if (old->same ? !quarantine_amend(db, &amended, err)
			      : !quarantine_take(db, old->id, by, err))
			return false;
	}
	return kept || quarantine_insert(db, row, err);
}

bool quarantine_put(Db *db, const QuarantineRow *row, Err *err)
{
	Alikes alikes = {0};
	Arena mem;
	arena_init(&mem);
	bool ok = row->row_key.len == 0 || find_alikes(db, &mem, row, &alikes, err);
	ok = ok && put_after(db, &alikes, row, err);
	arena_deinit(&mem);
	return ok;
}
