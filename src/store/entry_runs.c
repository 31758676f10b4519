#include "store/entry_runs.h"

#include <inttypes.h>

enum { EACH_ROWS = 64 };

/*
 * The run that an external id belongs to, and those behind it. Not MAX: planning for an empty table, PostgreSQL
 * would read all runs up to there for it, and keep to that.
 */
static const char RUNS[] =
	"SELECT first_key, keys\n"
	"FROM entry_key\n"
	"WHERE source_id = $1 AND first_key >= COALESCE((\n"
	"	SELECT first_key\n"
	"	FROM entry_key\n"
	"	WHERE source_id = $1 AND first_key <= $2\n"
	"	ORDER BY first_key DESC\n"
	"	LIMIT 1\n"
	"), '')\n"
	"ORDER BY first_key\n"
	"LIMIT $3";

static const char WRITE_RUN[] =
	"INSERT INTO entry_key (source_id, first_key, keys)\n"
	"SELECT $1, $2, $3\n"
	"WHERE true\n"
	"ON CONFLICT (source_id, first_key) DO UPDATE\n"
	"SET keys = excluded.keys";

static const char DELETE_RUN[] =
	"DELETE FROM entry_key\n"
	"WHERE source_id = $1 AND first_key = $2";

static const char EACH[] =
	"SELECT source_id, first_key, keys\n"
	"FROM entry_key\n"
	"WHERE (source_id, first_key) > ($1, $2)\n"
	"ORDER BY source_id, first_key\n"
	"LIMIT $3";

typedef struct SourcedRun {
	int64_t source_id;
	StoredRun run;
} SourcedRun;

bool entry_runs_read(Db *db, Arena *mem, int64_t source_id, Str external_id, size_t most,
		     StoredRun *runs, size_t *count, Err *err)
{
	DbStmt *stmt;
	bool row;
	if (!db_prepare(db, RUNS, "iti", &stmt, err))
		return false;
	db_bind_int(stmt, 1, source_id);
	db_bind_text(stmt, 2, external_id);
	db_bind_int(stmt, 3, (int64_t)most);
	if (!db_query(stmt, err))
		return false;
	*count = 0;
	while (db_next(stmt, &row, err)) {
		if (!row)
			return true;
		StoredRun *run = &runs[(*count)++];
		run->first_key = db_text(stmt, 0, mem);
		run->keys = db_blob(stmt, 1, mem);
	}
	return false;
}

bool entry_runs_write(Db *db, int64_t source_id, const StoredRun *run, Err *err)
{
	DbStmt *stmt;
	if (!db_prepare(db, WRITE_RUN, "itb", &stmt, err))
		return false;
	db_bind_int(stmt, 1, source_id);
	db_bind_text(stmt, 2, run->first_key);
	db_bind_blob(stmt, 3, run->keys);
	return db_run(stmt, err);
}

bool entry_runs_delete(Db *db, int64_t source_id, Str first_key, Err *err)
{
	DbStmt *stmt;
	if (!db_prepare(db, DELETE_RUN, "it", &stmt, err))
		return false;
	db_bind_int(stmt, 1, source_id);
	db_bind_text(stmt, 2, first_key);
	return db_run(stmt, err);
}

bool entry_runs_find(Db *db, Arena *mem, int64_t source_id, Str external_id, EntryKeys *out,
		     Err *err)
{
	EntryKeys run = {0};
	EntryKeys found = {0};
	StoredRun stored;
	size_t count;
	if (!entry_runs_read(db, mem, source_id, external_id, 1, &stored, &count, err))
		return false;
	if (count > 0 && !entry_run_read(mem, stored.keys, &run, err))
		return fail_in(err, "entries of source %" PRId64, source_id);
	for (size_t i = 0; i < run.len; i++) {
		if (str_eq(run.at[i].external_id, external_id))
			*vec_push(mem, &found) = run.at[i];
	}
	*out = found;
	return true;
}

/* Up to EACH_ROWS rows behind one, in order. */
static bool read_rows(Db *db, Arena *mem, int64_t source_id, Str first_key, SourcedRun *rows,
		      size_t *count, Err *err)
{
	DbStmt *stmt;
	bool row;
	*count = 0;
	if (!db_prepare(db, EACH, "iti", &stmt, err))
		return false;
	db_bind_int(stmt, 1, source_id);
	db_bind_text(stmt, 2, first_key);
	db_bind_int(stmt, 3, EACH_ROWS);
	if (!db_query(stmt, err))
		return false;
	while (db_next(stmt, &row, err)) {
		if (!row)
			return true;
		SourcedRun *run = &rows[(*count)++];
		run->source_id = db_int(stmt, 0);
		run->run.first_key = db_text(stmt, 1, mem);
		run->run.keys = db_blob(stmt, 2, mem);
	}
	return false;
}

static bool take_rows(Arena *mem, const SourcedRun *rows, size_t count, bool complete,
		      EntryRunTake take, void *context, Err *err)
{
	EntryKeys keys = {0};
	for (size_t i = 0; i < count - !complete; i++) {
		const SourcedRun *next = i + 1 < count ? &rows[i + 1] : NULL;
		EntryRun run = {.source_id = rows[i].source_id, .first_key = rows[i].run.first_key};
		run.has_upper = next && next->source_id == run.source_id;
		if (run.has_upper)
			run.upper = next->run.first_key;
		if (!entry_run_read(mem, rows[i].run.keys, &keys, err))
			return fail_in(err, "entries of source %" PRId64, run.source_id);
		run.keys = keys;
		if (!take(context, &run, err))
			return false;
	}
	return true;
}

bool entry_runs_each(Db *db, EntryRunTake take, void *context, Err *err)
{
	SourcedRun rows[EACH_ROWS];
	Arena mem;
	arena_init(&mem);
	Buf behind = {.mem = &mem};
	int64_t source_id = INT64_MIN;
	bool complete = false;
	bool ok = true;
	while (ok && !complete) {
		size_t count;
		Arena chunk;
		arena_init(&chunk);
		ok = read_rows(db, &chunk, source_id, buf_str(&behind), rows, &count, err);
		complete = count < EACH_ROWS;
		ok = ok &&
		     (count == 0 || take_rows(&chunk, rows, count, complete, take, context, err));
		if (ok && !complete) {
			/* The last one is read again, with the one behind it. */
			source_id = rows[count - 2].source_id;
			buf_clear(&behind);
			buf_add(&behind, rows[count - 2].run.first_key);
		}
		arena_deinit(&chunk);
	}
	arena_deinit(&mem);
	return ok;
}
