#include "store/db.h"

#include "base/utf8.h"
#include "store/db_driver.h"

#include <assert.h>
#include <string.h>

/* What both engines surely hold in one value; 1 GB is the limit of each. */
static const size_t VALUE_MAX = (size_t)256 << 20;

void db_close(Db *db)
{
	if (!db)
		return;
	db_rollback(db);
	Arena mem = db->mem;
	db->driver->close(db);
	arena_deinit(&mem);
}

const char *db_engine(const Db *db)
{
	return db->driver->engine;
}

void db_set_wait(Db *db, int64_t milliseconds)
{
	db->wait_ms = milliseconds;
}

DbTitle db_title(const char *sql)
{
	DbTitle title = {{0}};
	size_t len = 0;
	bool space = false;
	/* A step adds a space and a character at most. */
	for (; *sql && len + 2 <= sizeof title.text - sizeof "…"; sql++) {
		bool blank = *sql == ' ' || *sql == '\t' || *sql == '\n';
		if (!blank && space && len > 0)
			title.text[len++] = ' ';
		space = blank;
		if (!blank)
			title.text[len++] = *sql;
	}
	if (*sql)
		memcpy(title.text + len, "…", sizeof "…");
	return title;
}

/* The transaction cannot be committed any more. */
static bool lose(Db *db, const Err *err)
{
	if (db->tx != DB_TX_NONE && !db->lost) {
		db->lost = true;
		db->why = *err;
	}
	return false;
}

static bool usable(const Db *db, Err *err)
{
	if (!db->lost)
		return true;
	*err = db->why;
	return false;
}

static void end_reading(DbStmt *stmt)
{
	if (stmt->reading)
		stmt->db->driver->reset(stmt);
	stmt->reading = false;
	stmt->on_row = false;
}

/* Open readings would outlive the transaction whose rows they show. */
static void end_readings(Db *db)
{
	for (size_t i = 0; i < db->room; i++) {
		if (db->slots[i])
			end_reading(db->slots[i]);
	}
}

static bool begin(Db *db, DbTx tx, Err *err)
{
	assert(db->tx == DB_TX_NONE);
	end_readings(db);
	if (!db->driver->begin(db, tx == DB_TX_WRITE, err))
		return false;
	db->tx = tx;
	db->lost = false;
	return true;
}

bool db_begin_read(Db *db, Err *err)
{
	return begin(db, DB_TX_READ, err);
}

bool db_begin_write(Db *db, Err *err)
{
	return begin(db, DB_TX_WRITE, err);
}

bool db_was_reopened(Db *db)
{
	bool reopened = db->reopened;
	db->reopened = false;
	return reopened;
}

bool db_mark_read(Db *db, DbMark *out)
{
	return db->driver->mark && db->driver->mark(db, out);
}

bool db_commit(Db *db, Err *err)
{
	assert(db->tx != DB_TX_NONE);
	end_readings(db);
	if (!usable(db, err) || !db->driver->commit(db, err)) {
		db_rollback(db);
		return false;
	}
	db->tx = DB_TX_NONE;
	return true;
}

void db_rollback(Db *db)
{
	if (db->tx == DB_TX_NONE)
		return;
	end_readings(db);
	db->driver->rollback(db);
	db->tx = DB_TX_NONE;
	db->lost = false;
}

static size_t slot_of(const Db *db, const char *sql)
{
	size_t at = (size_t)(((uint64_t)(uintptr_t)sql * UINT64_C(0x9E3779B97F4A7C15)) >> 32);
	for (at &= db->room - 1; db->slots[at] && db->slots[at]->sql != sql;)
		at = (at + 1) & (db->room - 1);
	return at;
}

static void grow_slots(Db *db)
{
	DbStmt **old = db->slots;
	size_t old_room = db->room;
	db->room = old_room > 0 ? old_room * 2 : 64;
	db->slots = ARENA_ARRAY(&db->mem, DbStmt *, db->room);
	for (size_t i = 0; i < old_room; i++) {
		if (old[i])
			db->slots[slot_of(db, old[i]->sql)] = old[i];
	}
}

static DbStmt *find_or_add(Db *db, const char *sql, const char *types)
{
	if (db->len * 2 >= db->room)
		grow_slots(db);
	size_t at = slot_of(db, sql);
	if (db->slots[at])
		return db->slots[at];
	size_t count = strlen(types);
	DbStmt *stmt = arena_alloc(&db->mem, db->driver->stmt_size);
	stmt->db = db;
	stmt->sql = sql;
	stmt->types = types;
	stmt->param_count = (int)count;
	stmt->params = ARENA_ARRAY(&db->mem, DbParam, count);
	stmt->bytes.mem = &db->mem;
	db->slots[at] = stmt;
	db->len++;
	return stmt;
}

bool db_prepare(Db *db, const char *sql, const char *types, DbStmt **out, Err *err)
{
	if (!usable(db, err))
		return false;
	DbStmt *stmt = find_or_add(db, sql, types);
	assert(strcmp(stmt->types, types) == 0);
	end_reading(stmt);
	stmt->type_failed = false;
	stmt->refused = NULL;
	buf_clear(&stmt->bytes);
	for (int i = 0; i < stmt->param_count; i++)
		stmt->params[i] = (DbParam){.kind = DB_NULL};
	if (!stmt->ready && !db->driver->prepare(stmt, err))
		return lose(db, err);
	stmt->ready = true;
	*out = stmt;
	return true;
}

static DbParam *param_at(DbStmt *stmt, int index, char type)
{
	assert(index >= 1 && index <= stmt->param_count);
	assert(type == 'n' || stmt->types[index - 1] == type);
	return &stmt->params[index - 1];
}

static void refuse(DbStmt *stmt, int index, const char *why)
{
	if (stmt->refused)
		return;
	stmt->refused = why;
	stmt->refused_index = index;
}

static void bind_bytes(DbStmt *stmt, int index, DbKind kind, Str value)
{
	DbParam *param = param_at(stmt, index, (char)kind);
	*param = (DbParam){.kind = kind, .at = stmt->bytes.len, .len = value.len};
	if (value.len > VALUE_MAX)
		refuse(stmt, index, "is longer than 256 MiB");
	else
		buf_add(&stmt->bytes, value);
}

void db_bind_int(DbStmt *stmt, int index, int64_t value)
{
	*param_at(stmt, index, 'i') = (DbParam){.kind = DB_INT, .number = value};
}

void db_bind_text(DbStmt *stmt, int index, Str value)
{
	bind_bytes(stmt, index, DB_TEXT, value);
	if (value.len > 0 && memchr(value.ptr, 0, value.len))
		refuse(stmt, index, "holds a NUL byte, which text cannot");
	else if (!utf8_valid(value))
		refuse(stmt, index, "is not valid UTF-8");
}

void db_bind_blob(DbStmt *stmt, int index, Str value)
{
	bind_bytes(stmt, index, DB_BLOB, value);
}

DbValue db_param(const DbStmt *stmt, int index)
{
	const DbParam *param = &stmt->params[index];
	const char *bytes = param->len > 0 ? stmt->bytes.ptr + param->at : "";
	return (DbValue){param->kind, param->number, {bytes, param->len}};
}

static bool may_start(const DbStmt *stmt, Err *err)
{
	if (!usable(stmt->db, err))
		return false;
	if (!stmt->refused)
		return true;
	return fail(err, ERR_INPUT, "value %d of “%s” cannot be stored: it %s", stmt->refused_index,
		    db_title(stmt->sql).text, stmt->refused);
}

static bool run(DbStmt *stmt, int64_t *changed, Err *err)
{
	Db *db = stmt->db;
	assert(db->tx == DB_TX_WRITE);
	end_reading(stmt);
	if (!may_start(stmt, err) || !db->driver->run(stmt, changed, err))
		return lose(db, err);
	return true;
}

bool db_run(DbStmt *stmt, Err *err)
{
	return run(stmt, NULL, err);
}

bool db_run_count(DbStmt *stmt, int64_t *changed, Err *err)
{
	return run(stmt, changed, err);
}

bool db_query(DbStmt *stmt, Err *err)
{
	end_reading(stmt);
	stmt->type_failed = false;
	if (!may_start(stmt, err) || !stmt->db->driver->query(stmt, err))
		return lose(stmt->db, err);
	stmt->reading = true;
	return true;
}

static bool fail_type(const DbStmt *stmt, Err *err)
{
	return fail(err, ERR_CORRUPT,
		    "“%s” gave a value of another type than it must have; run `pacta check`",
		    db_title(stmt->sql).text);
}

bool db_next(DbStmt *stmt, bool *row, Err *err)
{
	Db *db = stmt->db;
	stmt->on_row = false;
	if (stmt->type_failed) {
		end_reading(stmt);
		return fail_type(stmt, err);
	}
	if (!usable(db, err))
		return false;
	bool found = false;
	if (stmt->reading && !db->driver->next(stmt, &found, err)) {
		end_reading(stmt);
		return lose(db, err);
	}
	stmt->on_row = found;
	if (!found)
		end_reading(stmt);
	*row = found;
	return true;
}

void db_reset(DbStmt *stmt)
{
	end_reading(stmt);
}

static DbValue column_at(const DbStmt *stmt, int column)
{
	assert(stmt->on_row && column >= 0 && column < stmt->column_count);
	return stmt->db->driver->column(stmt, column);
}

/* What was computed from a wrong value must not be committed, even if nobody asks again. */
static DbValue typed(DbStmt *stmt, DbValue value, DbKind kind)
{
	if (value.kind == kind)
		return value;
	Err err;
	stmt->type_failed = true;
	(void)fail_type(stmt, &err);
	(void)lose(stmt->db, &err);
	return (DbValue){.kind = DB_NULL};
}

static DbValue typed_column(DbStmt *stmt, int column, DbKind kind)
{
	return typed(stmt, column_at(stmt, column), kind);
}

bool db_is_null(const DbStmt *stmt, int column)
{
	return column_at(stmt, column).kind == DB_NULL;
}

int64_t db_int(DbStmt *stmt, int column)
{
	return typed_column(stmt, column, DB_INT).number;
}

bool db_int_if_set(DbStmt *stmt, int column, int64_t *out)
{
	DbValue value = column_at(stmt, column);
	if (value.kind == DB_NULL)
		return false;
	*out = typed(stmt, value, DB_INT).number;
	return true;
}

Str db_text(DbStmt *stmt, int column, Arena *mem)
{
	return str_copy(mem, typed_column(stmt, column, DB_TEXT).bytes);
}

Str db_blob(DbStmt *stmt, int column, Arena *mem)
{
	return str_copy(mem, typed_column(stmt, column, DB_BLOB).bytes);
}

static Str keep_text(Str text, Str last, Arena *mem)
{
	return str_eq(text, last) ? last : str_copy(mem, text);
}

Str db_text_again(DbStmt *stmt, int column, Str last, Arena *mem)
{
	return keep_text(typed_column(stmt, column, DB_TEXT).bytes, last, mem);
}

bool db_text_if_set(DbStmt *stmt, int column, Arena *mem, Str *last)
{
	DbValue value = column_at(stmt, column);
	if (value.kind == DB_NULL)
		return false;
	*last = keep_text(typed(stmt, value, DB_TEXT).bytes, *last, mem);
	return true;
}

bool db_type_failed(const DbStmt *stmt)
{
	return stmt->type_failed;
}

bool db_run_script(Db *db, Str sql, Err *err)
{
	assert(db->tx == DB_TX_WRITE);
	if (!usable(db, err))
		return false;
	if (sql.len > 0 && memchr(sql.ptr, 0, sql.len)) {
		(void)fail(err, ERR_INPUT, "the SQL script holds a NUL byte");
		return lose(db, err);
	}
	Arena mem;
	arena_init(&mem);
	bool ok = db->driver->run_script(db, str_to_c(&mem, sql), err);
	arena_deinit(&mem);
	return ok || lose(db, err);
}

bool db_check_files(Db *db, Err *err)
{
	return usable(db, err) && db->driver->check_files(db, err);
}
