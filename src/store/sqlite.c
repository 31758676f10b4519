#include "store/db_driver.h"
#include "store/sqlite_fail.h"
#include "store/sqlite_file.h"
#include "store/sqlite_mark.h"
#include "store/write_lock.h"

#include <assert.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	WAIT_MS = 30000,
	FOREIGN_WAIT_MS = 10000, /* for a program that does not know the lock file */
	SHRINK_PAGES = 16000,    /* a WAL of this length is cut after its checkpoint */
};

typedef struct SqliteDb {
	Db base;
	sqlite3 *handle;
	const char *path; /* as it was given, for messages */
	const char *real; /* the file's one real path */
	SqliteOptions options;
	WriteLock lock;
	SqliteFileId file; /* that is open */
	SqliteFileId wal;  /* and the two beside it, once they were seen */
	SqliteFileId shm;
	bool in_wal_mode;  /* known to be */
	int wal_pages;     /* after the last commit */
	int checkpoint_at; /* wal_pages at the last checkpoint */
} SqliteDb;

typedef struct SqliteStmt {
	DbStmt base;
	sqlite3_stmt *handle;
	int *places; /* SQLite's number of each parameter: it counts by first appearance */
	int first;   /* result of the step that db_query made, 0 when it was taken */
} SqliteStmt;

static SqliteDb *sqlite_of(Db *db)
{
	return (SqliteDb *)db;
}

static SqliteStmt *stmt_of(DbStmt *stmt)
{
	return (SqliteStmt *)stmt;
}

static bool fail_code(const SqliteDb *db, int code, const char *sql, Err *err)
{
	return sqlite_fail(db->handle, db->path, code, sql, err);
}

static bool exec(SqliteDb *db, const char *sql, Err *err)
{
	int code = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
	return code == SQLITE_OK || fail_code(db, code, sql, err);
}

typedef struct FirstRow {
	bool found;
	char text[200]; /* its columns, with spaces between */
} FirstRow;

static int take_first_row(void *context, int count, char **values, char **names)
{
	FirstRow *first = context;
	(void)names;
	for (int i = 0; i < count && !first->found; i++) {
		size_t used = strlen(first->text);
		(void)snprintf(first->text + used, sizeof first->text - used, "%s%s", i ? " " : "",
			       values[i] ? values[i] : "NULL");
	}
	first->found = true;
	return 0;
}

static bool ask(SqliteDb *db, const char *sql, FirstRow *first, Err *err)
{
	*first = (FirstRow){0};
	int code = sqlite3_exec(db->handle, sql, take_first_row, first, NULL);
	return code == SQLITE_OK || fail_code(db, code, sql, err);
}

/* SQLite calls it after each commit in WAL mode. */
static int note_wal_pages(void *context, sqlite3 *handle, const char *schema, int pages)
{
	SqliteDb *db = context;
	(void)handle;
	(void)schema;
	if (pages < db->wal_pages)
		db->checkpoint_at = 0; /* the WAL began anew */
	db->wal_pages = pages;
	return SQLITE_OK;
}

/*
 * Copies the WAL into the database. Under the writer's lock only. What fails here is
 * tried again after a later commit: the commit itself is safe in the WAL.
 */
static void checkpoint(SqliteDb *db)
{
	if (db->wal_pages - db->checkpoint_at < db->options.checkpoint_pages)
		return;
	bool shrink = db->wal_pages >= SHRINK_PAGES;
	(void)sqlite3_busy_timeout(db->handle, 0);
	(void)sqlite3_wal_checkpoint_v2(db->handle, "main",
					shrink ? SQLITE_CHECKPOINT_TRUNCATE
					       : SQLITE_CHECKPOINT_PASSIVE,
					NULL, NULL);
	db->checkpoint_at = db->wal_pages;
}

/* Finalises what was prepared; it is prepared anew where it is used again. */
static void close_handle(SqliteDb *db)
{
	for (size_t i = 0; i < db->base.room; i++) {
		if (!db->base.slots[i])
			continue;
		SqliteStmt *stmt = stmt_of(db->base.slots[i]);
		(void)sqlite3_finalize(stmt->handle);
		stmt->handle = NULL;
		stmt->base.ready = false;
	}
	int code = sqlite3_close(db->handle);
	assert(code == SQLITE_OK);
	(void)code;
	db->handle = NULL;
}

static bool configure(SqliteDb *db, Err *err)
{
	static const struct {
		int option;
		int on;
	} settings[] = {
		{SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1}, {SQLITE_DBCONFIG_DEFENSIVE, 1},
		{SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},   {SQLITE_DBCONFIG_DQS_DML, 0},
		{SQLITE_DBCONFIG_DQS_DDL, 0},          {SQLITE_DBCONFIG_ENABLE_FKEY, 1},
	};
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
		int code = sqlite3_db_config(db->handle, settings[i].option, settings[i].on, NULL);
		if (code != SQLITE_OK)
			return fail_code(db, code, "configure", err);
	}
	(void)sqlite3_busy_timeout(db->handle, FOREIGN_WAIT_MS);
	char sql[128];
	(void)snprintf(sql, sizeof sql,
		       "PRAGMA wal_autocheckpoint = 0;"
		       " PRAGMA cache_size = -16000;" /* KiB */
		       " PRAGMA synchronous = %s",
		       db->options.synchronous);
	if (!exec(db, sql, err) || !exec(db, "SELECT 1 FROM sqlite_schema LIMIT 1", err))
		return false;
	(void)sqlite3_wal_hook(db->handle, note_wal_pages, db);
	return true;
}

/* Opens the file at db->real, which is `file`. Where that fails, it is tried again when it is next needed. */
static bool open_handle(SqliteDb *db, SqliteFileId file, Err *err)
{
	db->file = (SqliteFileId){0};
	int code =
		sqlite3_open_v2(db->real, &db->handle,
				SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
				db->options.vfs);
	if (code != SQLITE_OK)
		return fail_code(db, code, "open", err);
	db->in_wal_mode = false;
	db->wal_pages = 0;
	db->checkpoint_at = 0;
	if (!configure(db, err))
		return false;
	db->file = file;
	return true;
}

/*
 * Opens the file that has taken the place of ours. What lies beside it must not be the old one's: SQLite would
 * take its changes for those of the new file, and other connections may still use it.
 */
static bool open_other(SqliteDb *db, SqliteFileId file, Err *err)
{
	if (sqlite_file_same(db->wal, sqlite_file_id(db->real, "-wal")) ||
	    sqlite_file_same(db->shm, sqlite_file_id(db->real, "-shm")))
		return fail(
			err, ERR_UNAVAILABLE,
			"%s: was replaced while it was in use, but the files %s-wal and %s-shm of "
			"the old one are still there: remove these two, or put the old file back",
			db->path, db->path, db->path);
	close_handle(db);
	db->wal = (SqliteFileId){0};
	db->shm = (SqliteFileId){0};
	db->base.reopened = true;
	return open_handle(db, file, err);
}

/* A file without a name is written for nobody. */
static bool check_file(SqliteDb *db, Err *err)
{
	SqliteFileId file = sqlite_file_id(db->real, "");
	if (file.inode == 0)
		return fail(
			err, ERR_UNAVAILABLE,
			"%s: the file was deleted or moved away while it was in use; put it back, "
			"or put a backup in its place",
			db->path);
	if (!sqlite_file_same(file, db->file))
		return open_other(db, file, err);
	if (db->wal.inode == 0)
		db->wal = sqlite_file_id(db->real, "-wal");
	if (db->shm.inode == 0)
		db->shm = sqlite_file_id(db->real, "-shm");
	return true;
}

static bool enter_wal_mode(SqliteDb *db, Err *err)
{
	FirstRow mode;
	if (db->in_wal_mode)
		return true;
	if (!ask(db, "PRAGMA journal_mode = WAL", &mode, err))
		return false;
	db->in_wal_mode = strcmp(mode.text, "wal") == 0;
	return db->in_wal_mode ||
	       fail(err, ERR_UNAVAILABLE,
		    "%s: cannot be used in WAL mode here (it is in mode %s): put it on a "
		    "local disk",
		    db->path, mode.text);
}

static bool sqlite_begin_write(SqliteDb *db, Err *err)
{
	if (!write_lock_take(&db->lock, db->base.wait_ms, err))
		return false;
	/* The file may have been replaced in the meantime. */
	if (check_file(db, err) && enter_wal_mode(db, err) && exec(db, "BEGIN IMMEDIATE", err))
		return true;
	write_lock_release(&db->lock);
	return false;
}

static bool sqlite_begin(Db *base, bool write, Err *err)
{
	SqliteDb *db = sqlite_of(base);
	if (!check_file(db, err))
		return false;
	int64_t wait = base->wait_ms < FOREIGN_WAIT_MS ? base->wait_ms : FOREIGN_WAIT_MS;
	(void)sqlite3_busy_timeout(db->handle, (int)wait);
	if (write)
		return sqlite_begin_write(db, err);
	/* The first read takes the snapshot: here, not at some later statement. */
	if (exec(db, "BEGIN; SELECT 1 FROM sqlite_schema LIMIT 1", err))
		return true;
	if (!sqlite3_get_autocommit(db->handle))
		(void)sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
	return false;
}

static bool sqlite_commit(Db *base, Err *err)
{
	SqliteDb *db = sqlite_of(base);
	if (!exec(db, "COMMIT", err))
		return false;
	if (base->tx == DB_TX_WRITE) {
		checkpoint(db);
		write_lock_release(&db->lock);
	}
	return true;
}

static void sqlite_rollback(Db *base)
{
	SqliteDb *db = sqlite_of(base);
	/* After some errors SQLite has rolled back already. */
	if (!sqlite3_get_autocommit(db->handle))
		(void)sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
	if (base->tx == DB_TX_WRITE)
		write_lock_release(&db->lock);
}

static bool sqlite_prepare(DbStmt *base, Err *err)
{
	SqliteStmt *stmt = stmt_of(base);
	SqliteDb *db = sqlite_of(base->db);
	int code = sqlite3_prepare_v3(db->handle, base->sql, -1, SQLITE_PREPARE_PERSISTENT,
				      &stmt->handle, NULL);
	if (code != SQLITE_OK)
		return fail_code(db, code, base->sql, err);
	if (!stmt->places)
		stmt->places = ARENA_ARRAY(&base->db->mem, int, (size_t)base->param_count);
	for (int i = 0; i < base->param_count; i++) {
		char name[16];
		(void)snprintf(name, sizeof name, "$%d", i + 1);
		stmt->places[i] = sqlite3_bind_parameter_index(stmt->handle, name);
		assert(stmt->places[i] > 0);
	}
	assert(sqlite3_bind_parameter_count(stmt->handle) == base->param_count);
	return true;
}

/* The bytes stay where they are until the statement is run, so SQLite need not copy them. */
static bool bind_all(SqliteStmt *stmt, Err *err)
{
	sqlite3_stmt *handle = stmt->handle;
	for (int i = 0; i < stmt->base.param_count; i++) {
		DbValue value = db_param(&stmt->base, i);
		int place = stmt->places[i];
		int code = SQLITE_OK;
		if (value.kind == DB_INT)
			code = sqlite3_bind_int64(handle, place, value.number);
		else if (value.kind == DB_TEXT)
			code = sqlite3_bind_text64(handle, place, value.bytes.ptr, value.bytes.len,
						   SQLITE_STATIC, SQLITE_UTF8);
		else if (value.kind == DB_BLOB)
			code = sqlite3_bind_blob64(handle, place, value.bytes.ptr, value.bytes.len,
						   SQLITE_STATIC);
		else
			code = sqlite3_bind_null(handle, place);
		if (code != SQLITE_OK)
			return fail_code(sqlite_of(stmt->base.db), code, stmt->base.sql, err);
	}
	return true;
}

static void sqlite_reset(DbStmt *base)
{
	(void)sqlite3_reset(
		stmt_of(base)->handle); /* repeats the error of the step, known already */
}

static bool sqlite_run(DbStmt *base, int64_t *changed, Err *err)
{
	SqliteStmt *stmt = stmt_of(base);
	SqliteDb *db = sqlite_of(base->db);
	if (!bind_all(stmt, err))
		return false;
	int code = sqlite3_step(stmt->handle);
	while (code == SQLITE_ROW)
		code = sqlite3_step(stmt->handle);
	if (code != SQLITE_DONE)
		(void)fail_code(db, code, base->sql, err);
	else if (changed)
		*changed = sqlite3_stmt_readonly(stmt->handle) ? 0 : sqlite3_changes64(db->handle);
	sqlite_reset(base);
	return code == SQLITE_DONE;
}

static bool check_step(SqliteStmt *stmt, int code, Err *err)
{
	if (code == SQLITE_ROW || code == SQLITE_DONE)
		return true;
	(void)fail_code(sqlite_of(stmt->base.db), code, stmt->base.sql, err);
	sqlite_reset(&stmt->base);
	return false;
}

/* Steps once, so that a failure or an INSERT … RETURNING happens here, as on PostgreSQL. */
static bool sqlite_query(DbStmt *base, Err *err)
{
	SqliteStmt *stmt = stmt_of(base);
	assert(base->db->tx == DB_TX_WRITE || sqlite3_stmt_readonly(stmt->handle));
	if (!bind_all(stmt, err))
		return false;
	stmt->first = sqlite3_step(stmt->handle);
	base->column_count = sqlite3_column_count(stmt->handle);
	return check_step(stmt, stmt->first, err);
}

static bool sqlite_next(DbStmt *base, bool *row, Err *err)
{
	SqliteStmt *stmt = stmt_of(base);
	int code = stmt->first ? stmt->first : sqlite3_step(stmt->handle);
	stmt->first = 0;
	if (!check_step(stmt, code, err))
		return false;
	*row = code == SQLITE_ROW;
	return true;
}

/* The value is looked at without a lock: a connection belongs to one thread. */
static DbValue sqlite_column(const DbStmt *base, int column)
{
	sqlite3_value *found = sqlite3_column_value(((const SqliteStmt *)base)->handle, column);
	DbValue value = {.kind = DB_NULL};
	switch (sqlite3_value_type(found)) {
	case SQLITE_INTEGER:
		return (DbValue){.kind = DB_INT, .number = sqlite3_value_int64(found)};
	case SQLITE_TEXT:
		value.kind = DB_TEXT;
		value.bytes.ptr = (const char *)sqlite3_value_text(found);
		break;
	case SQLITE_BLOB:
		value.kind = DB_BLOB;
		value.bytes.ptr = sqlite3_value_blob(found);
		break;
	case SQLITE_NULL:
		return value;
	default:
		return (DbValue){.kind = DB_OTHER};
	}
	value.bytes.len = (size_t)sqlite3_value_bytes(found);
	return value;
}

static bool sqlite_run_script(Db *base, const char *sql, Err *err)
{
	SqliteDb *db = sqlite_of(base);
	if (!exec(db, sql, err))
		return false;
	return !sqlite3_get_autocommit(db->handle) ||
	       fail(err, ERR_CORRUPT, "“%s” ends the transaction it runs in", db_title(sql).text);
}

static bool sqlite_check_files(Db *base, Err *err)
{
	SqliteDb *db = sqlite_of(base);
	FirstRow first;
	if (!ask(db, "PRAGMA integrity_check(1)", &first, err))
		return false;
	if (strcmp(first.text, "ok") != 0)
		return fail(err, ERR_CORRUPT, "%s: is damaged: %s; restore a backup", db->path,
			    first.text);
	if (!ask(db, "PRAGMA foreign_key_check", &first, err))
		return false;
	return !first.found ||
	       fail(err, ERR_CORRUPT,
		    "%s: a row refers to one that is missing (table, row, missing in): %s",
		    db->path, first.text);
}

static bool sqlite_mark(Db *base, DbMark *out)
{
	SqliteDb *db = sqlite_of(base);
	return db->handle && sqlite_file_same(sqlite_file_id(db->real, ""), db->file) &&
	       sqlite_mark_read(db->handle, out);
}

static void sqlite_close(Db *base)
{
	SqliteDb *db = sqlite_of(base);
	close_handle(db);
	write_lock_deinit(&db->lock);
	free(db);
}

static const DbDriver DRIVER = {
	.engine = "sqlite",
	.stmt_size = sizeof(SqliteStmt),
	.close = sqlite_close,
	.begin = sqlite_begin,
	.commit = sqlite_commit,
	.rollback = sqlite_rollback,
	.prepare = sqlite_prepare,
	.run = sqlite_run,
	.query = sqlite_query,
	.next = sqlite_next,
	.reset = sqlite_reset,
	.column = sqlite_column,
	.run_script = sqlite_run_script,
	.check_files = sqlite_check_files,
	.mark = sqlite_mark,
};

bool sqlite_open_with(const char *path, DbCreate create, SqliteOptions options, Db **out, Err *err)
{
	SqliteDb *db = calloc(1, sizeof *db);
	if (!db)
		return fail(err, ERR_UNAVAILABLE, "%s: out of memory", path);
	arena_init(&db->base.mem);
	db->base.driver = &DRIVER;
	db->base.wait_ms = WAIT_MS;
	db->options = options;
	db->path = str_to_c(&db->base.mem, str_from_c(path));
	db->lock.file = -1;
	bool ok = sqlite_file_find(path, create, &db->base.mem, &db->real, err);
	if (ok) {
		write_lock_init(&db->lock, db->real, &db->base.mem);
		ok = open_handle(db, sqlite_file_id(db->real, ""), err);
	}
	if (!ok) {
		db_close(&db->base);
		return false;
	}
	*out = &db->base;
	return true;
}
