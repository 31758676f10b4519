#include "store/entry_past.h"

#include "store/entry_tiles.h"

#define COLUMNS                                                                                \
	"SELECT contract_id, work_date, source_id, external_id, part, task_id, resource_id,\n" \
	"       seconds, time_class, import_id, line, note, start_second, role, cost, bill,\n" \
	"       currency, span, known_from, known_until, until_import\n"                       \
	"FROM entry_past\n"

static const char INSERT[] =
	"INSERT INTO entry_past (contract_id, work_date, source_id, external_id, part, task_id,\n"
	"	resource_id, seconds, time_class, import_id, line, note, start_second, role, cost,\n"
	"	bill, currency, span, known_from, known_until, until_import, from_day)\n"
	"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,\n"
	"	$19, $20, $21, $22)";

static const char IN_TILE[] = COLUMNS
	"WHERE contract_id = $1 AND from_day = $2 AND known_from <= $3 AND known_until > $3\n"
	"ORDER BY work_date, source_id, external_id, part";

static const char OF_ENTRY[] = COLUMNS
	"WHERE source_id = $1 AND external_id = $2\n"
	"ORDER BY part, known_from";

static const char CHANGED[] = COLUMNS
	"WHERE ($1 = 0 OR contract_id = $1)\n"
	"	AND (known_from > $2 AND known_from <= $3 OR known_until > $2 AND known_until <= $3)";

static const char IDS_OF_IMPORT[] =
	"SELECT DISTINCT source_id, external_id\n"
	"FROM entry_past\n"
	"WHERE import_id = $1 OR until_import = $1";

static const char ALL[] = COLUMNS;

bool entry_past_insert(Db *db, const EntryVersion *version, Err *err)
{
	const TimeEntry *entry = &version->entry;
	DbStmt *stmt;
	if (!db_prepare(db, INSERT, "iiitiiiiiiititiitiiiii", &stmt, err))
		return false;
	db_bind_int(stmt, 1, entry->contract_id);
	db_bind_int(stmt, 2, entry->work_date.day);
	db_bind_int(stmt, 3, entry->source_id);
	db_bind_text(stmt, 4, entry->external_id);
	db_bind_int(stmt, 5, entry->part);
	db_bind_int(stmt, 6, entry->task_id);
	db_bind_int(stmt, 7, entry->resource_id);
	db_bind_int(stmt, 8, entry->seconds);
	db_bind_int(stmt, 9, time_class(entry));
	db_bind_int(stmt, 10, entry->import_id);
	db_bind_int(stmt, 11, entry->line);
	db_bind_text(stmt, 12, entry->note);
	if (entry->start != TIME_NO_START)
		db_bind_int(stmt, 13, entry->start);
	db_bind_text(stmt, 14, entry->role);
	if (entry->has_cost)
		db_bind_int(stmt, 15, entry->cost);
	if (entry->has_bill)
		db_bind_int(stmt, 16, entry->bill);
	db_bind_text(stmt, 17, str_from_c(entry->currency.code));
	if (entry->span != TIME_NO_SPAN)
		db_bind_int(stmt, 18, entry->span);
	db_bind_int(stmt, 19, entry->known_at.us);
	db_bind_int(stmt, 20, version->known_until.us);
	db_bind_int(stmt, 21, version->until_import);
	db_bind_int(stmt, 22, entry_tile_day(entry->contract_id, entry->work_date));
	return db_run(stmt, err);
}

static int64_t int_or(DbStmt *stmt, int column, int64_t otherwise)
{
	return db_is_null(stmt, column) ? otherwise : db_int(stmt, column);
}

static bool read_version(DbStmt *stmt, Arena *mem, EntryVersion *out, Err *err)
{
	TimeEntry entry = {
		.contract_id = db_int(stmt, 0),
		.work_date = {(int32_t)db_int(stmt, 1)},
		.source_id = db_int(stmt, 2),
		.external_id = db_text(stmt, 3, mem),
		.part = (int32_t)db_int(stmt, 4),
		.task_id = db_int(stmt, 5),
		.resource_id = db_int(stmt, 6),
		.seconds = db_int(stmt, 7),
		.import_id = db_int(stmt, 9),
		.line = db_int(stmt, 10),
		.note = db_text(stmt, 11, mem),
		.start = (int32_t)int_or(stmt, 12, TIME_NO_START),
		.role = db_text(stmt, 13, mem),
		.has_cost = !db_is_null(stmt, 14),
		.cost = int_or(stmt, 14, 0),
		.has_bill = !db_is_null(stmt, 15),
		.bill = int_or(stmt, 15, 0),
		.span = int_or(stmt, 17, TIME_NO_SPAN),
		.known_at = {db_int(stmt, 18)},
	};
	time_class_set(&entry, (int32_t)db_int(stmt, 8));
	Str currency = db_text(stmt, 16, mem);
	if (currency.len > 0 && !currency_find(currency, &entry.currency, err))
		return false;
	*out = (EntryVersion){entry, {db_int(stmt, 19)}, db_int(stmt, 20)};
	return true;
}

static bool read_versions(DbStmt *stmt, Arena *mem, EntryVersionVec *out, Err *err)
{
	bool row;
	if (!db_query(stmt, err))
		return false;
	while (db_next(stmt, &row, err)) {
		if (!row)
			return true;
		EntryVersion version;
		if (!read_version(stmt, mem, &version, err)) {
			db_reset(stmt);
			return fail_in(err, "an older version of a time entry");
		}
		*vec_push(mem, out) = version;
	}
	return false;
}

bool entry_past_in_tile(Db *db, Arena *mem, int64_t contract_id, int32_t from_day, Instant known,
			EntryVersionVec *out, Err *err)
{
	DbStmt *stmt;
	if (!db_prepare(db, IN_TILE, "iii", &stmt, err))
		return false;
	db_bind_int(stmt, 1, contract_id);
	db_bind_int(stmt, 2, from_day);
	db_bind_int(stmt, 3, known.us);
	out->len = 0;
	return read_versions(stmt, mem, out, err);
}

bool entry_past_of_entry(Db *db, Arena *mem, int64_t source_id, Str external_id,
			 EntryVersionVec *out, Err *err)
{
	DbStmt *stmt;
	if (!db_prepare(db, OF_ENTRY, "it", &stmt, err))
		return false;
	db_bind_int(stmt, 1, source_id);
	db_bind_text(stmt, 2, external_id);
	out->len = 0;
	return read_versions(stmt, mem, out, err);
}

bool entry_past_changed(Db *db, Arena *mem, int64_t contract_id, Instant after, Instant until,
			EntryVersionVec *out, Err *err)
{
	DbStmt *stmt;
	if (!db_prepare(db, CHANGED, "iii", &stmt, err))
		return false;
	db_bind_int(stmt, 1, contract_id);
	db_bind_int(stmt, 2, after.us);
	db_bind_int(stmt, 3, until.us);
	return read_versions(stmt, mem, out, err);
}

bool entry_past_of_import(Db *db, Arena *mem, int64_t import_id, EntryIdVec *out, Err *err)
{
	DbStmt *stmt;
	bool row;
	if (!db_prepare(db, IDS_OF_IMPORT, "i", &stmt, err))
		return false;
	db_bind_int(stmt, 1, import_id);
	if (!db_query(stmt, err) || !db_next(stmt, &row, err))
		return false;
	while (row) {
		*vec_push(mem, out) = (EntryId){db_int(stmt, 0), db_text(stmt, 1, mem)};
		if (!db_next(stmt, &row, err))
			return false;
	}
	return true;
}

bool entry_past_each(Db *db, EntryPastTake take, void *context, Err *err)
{
	enum { SCRATCH_KEPT = 1 << 16 };
	DbStmt *stmt;
	Arena scratch;
	bool row;
	if (!db_prepare(db, ALL, "", &stmt, err) || !db_query(stmt, err) ||
	    !db_next(stmt, &row, err))
		return false;
	arena_init(&scratch);
	bool ok = true;
	while (ok && row) {
		EntryVersion version;
		arena_trim(&scratch, SCRATCH_KEPT);
		ok = (read_version(stmt, &scratch, &version, err) ||
		      fail_in(err, "an older version of a time entry")) &&
		     take(context, &version, err) && db_next(stmt, &row, err);
	}
	db_reset(stmt);
	arena_deinit(&scratch);
	return ok;
}
