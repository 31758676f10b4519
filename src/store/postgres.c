#include "store/db_driver.h"
#include "store/postgres_link.h"
#include "store/postgres_pipe.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	WAIT_MS = 30000,
	QUEUE_STEP = 256, /* up to twice as many results are outstanding */
};

/* From the server's catalog pg_type, the same in every version. */
enum {
	OID_BOOL = 16,
	OID_BYTEA = 17,
	OID_NAME = 19,
	OID_INT8 = 20,
	OID_INT2 = 21,
	OID_INT4 = 23,
	OID_TEXT = 25,
	OID_VARCHAR = 1043,
};

/* The key is "pacta" in ASCII; other programs may use advisory locks of their own. */
static const char LOCK_WRITER[] = "SELECT pg_advisory_xact_lock(482670244961)";

static PostgresDb *pg_of(Db *db)
{
	return (PostgresDb *)db;
}

static PostgresStmt *stmt_of(DbStmt *stmt)
{
	return (PostgresStmt *)stmt;
}

static bool try_begin(PostgresDb *db, bool write, Err *err)
{
	char limit[64];
	(void)snprintf(limit, sizeof limit, "SET LOCAL lock_timeout = %" PRId64,
		       db->base.wait_ms > 0 ? db->base.wait_ms : 1);
	if (write)
		return postgres_pipe_send(db, "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
					  err) &&
		       postgres_pipe_send(db, limit, err) &&
		       postgres_pipe_send(db, LOCK_WRITER, err) && postgres_pipe_settle(db, err);
	/* The first read takes the snapshot: here, not at some later statement. */
	return postgres_pipe_send(db, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", err) &&
	       postgres_pipe_send(db, "SELECT 1", err) && postgres_pipe_settle(db, err);
}

static void pg_rollback(Db *base)
{
	PostgresDb *db = pg_of(base);
	Err ignored;
	if (!postgres_pipe_alive(db)) {
		postgres_pipe_drop(db);
		return;
	}
	bool idle =
		postgres_pipe_settle(db, &ignored) && PQtransactionStatus(db->conn) == PQTRANS_IDLE;
	if (!idle &&
	    !(postgres_pipe_send(db, "ROLLBACK", &ignored) && postgres_pipe_settle(db, &ignored)))
		postgres_pipe_drop(db);
}

static bool pg_begin(Db *base, bool write, Err *err)
{
	PostgresDb *db = pg_of(base);
	bool used = postgres_pipe_alive(db);
	if (!postgres_pipe_connect(db, err))
		return false;
	if (try_begin(db, write, err))
		return true;
	/* A connection that stood idle may have been lost without a sign of it. */
	if (!db->conn && used && postgres_pipe_connect(db, err) && try_begin(db, write, err))
		return true;
	pg_rollback(base);
	return false;
}

static bool pg_commit(Db *base, Err *err)
{
	PostgresDb *db = pg_of(base);
	if (db->queued > 0 && !postgres_pipe_settle(db, err))
		return false;
	if (!postgres_pipe_send(db, "COMMIT", err))
		return false;
	if (!postgres_pipe_settle(db, err)) {
		if (!db->conn)
			(void)fail_in(err, "it is not known whether the changes were saved");
		return false;
	}
	return strcmp(PQcmdStatus(db->last), "COMMIT") == 0 ||
	       fail(err, ERR_UNAVAILABLE, "PostgreSQL rolled the changes back; try again");
}

static bool pg_prepare(DbStmt *base, Err *err)
{
	PostgresStmt *stmt = stmt_of(base);
	Arena *mem = &base->db->mem;
	size_t count = (size_t)base->param_count;
	(void)err;
	stmt->types = ARENA_ARRAY(mem, Oid, count);
	stmt->values = ARENA_ARRAY(mem, const char *, count);
	stmt->lengths = ARENA_ARRAY(mem, int, count);
	stmt->formats = ARENA_ARRAY(mem, int, count);
	stmt->numbers = arena_alloc_array(mem, count, sizeof *stmt->numbers);
	for (size_t i = 0; i < count; i++) {
		char type = base->types[i];
		assert(type == 'i' || type == 't' || type == 'b');
		stmt->types[i] = type == 'i' ? OID_INT8 : type == 't' ? OID_TEXT : OID_BYTEA;
		stmt->formats[i] = 1;
	}
	return true;
}

static void encode_params(PostgresStmt *stmt)
{
	for (int i = 0; i < stmt->base.param_count; i++) {
		DbValue value = db_param(&stmt->base, i);
		stmt->values[i] = value.kind == DB_NULL ? NULL : value.bytes.ptr;
		stmt->lengths[i] = (int)value.bytes.len;
		if (value.kind != DB_INT)
			continue;
		for (int byte = 0; byte < 8; byte++)
			stmt->numbers[i][byte] =
				(unsigned char)((uint64_t)value.number >> (56 - 8 * byte));
		stmt->values[i] = (const char *)stmt->numbers[i];
		stmt->lengths[i] = 8;
	}
}

static bool send_stmt(PostgresDb *db, PostgresStmt *stmt, Err *err)
{
	const DbStmt *base = &stmt->base;
	if (!postgres_pipe_alive(db))
		return postgres_pipe_fail(db, err);
	if (stmt->session != db->session) {
		(void)snprintf(stmt->name, sizeof stmt->name, "s%" PRIu64, ++db->names);
		if (PQsendPrepare(db->conn, stmt->name, base->sql, base->param_count,
				  stmt->types) != 1)
			return postgres_pipe_fail(db, err);
		db->queued++;
		stmt->session = db->session;
		stmt->fresh = true;
	}
	encode_params(stmt);
	if (PQsendQueryPrepared(db->conn, stmt->name, base->param_count, stmt->values,
				stmt->lengths, stmt->formats, 1) != 1)
		return postgres_pipe_fail(db, err);
	db->queued++;
	return true;
}

static bool pg_run(DbStmt *base, int64_t *changed, Err *err)
{
	PostgresDb *db = pg_of(base->db);
	if (!postgres_pipe_free(db, err) || !send_stmt(db, stmt_of(base), err))
		return false;
	if (changed) {
		if (!postgres_pipe_settle(db, err))
			return false;
		*changed = strtoll(PQcmdTuples(db->last), NULL, 10);
		return true;
	}
	if (++db->unflushed < QUEUE_STEP)
		return true;
	db->unflushed = 0;
	if (PQsendFlushRequest(db->conn) != 1 || PQflush(db->conn) < 0)
		return postgres_pipe_fail(db, err);
	/* The answers to the step before are on their way or here. */
	return postgres_pipe_take(db, QUEUE_STEP, err);
}

static void pg_reset(DbStmt *base)
{
	PostgresStmt *stmt = stmt_of(base);
	PostgresDb *db = pg_of(base->db);
	while (db->streaming == stmt) {
		PGresult *rows = NULL;
		Err why;
		if (postgres_pipe_rows(db, &rows, &why)) {
			PQclear(rows);
		} else if (base->db->tx != DB_TX_NONE && !base->db->lost) {
			base->db->lost = true;
			base->db->why = why;
		}
	}
	PQclear(stmt->rows);
	PQclear(stmt->kept);
	stmt->rows = NULL;
	stmt->kept = NULL;
	stmt->cut = false;
}

static bool pg_query(DbStmt *base, Err *err)
{
	PostgresStmt *stmt = stmt_of(base);
	PostgresDb *db = pg_of(base->db);
	if (base->db->tx == DB_TX_NONE && !postgres_pipe_connect(db, err))
		return false;
	if (!postgres_pipe_free(db, err) || !send_stmt(db, stmt, err))
		return false;
	if (PQpipelineSync(db->conn) != 1)
		return postgres_pipe_fail(db, err);
	if (!postgres_pipe_take(db, 1, err))
		return db->conn &&
		       postgres_pipe_read_sync(db, err); /* false: it repeats the failure */
	(void)PQsetSingleRowMode(db->conn);              /* without it all rows come at once */
	db->streaming = stmt;
	if (!postgres_pipe_rows(db, &stmt->rows, err))
		return false;
	stmt->row = -1;
	base->column_count = PQnfields(stmt->rows);
	return true;
}

static bool pg_next(DbStmt *base, bool *row, Err *err)
{
	PostgresStmt *stmt = stmt_of(base);
	PostgresDb *db = pg_of(base->db);
	while (stmt->row + 1 >= PQntuples(stmt->rows)) {
		if (!stmt->kept && stmt->cut)
			return fail(err, ERR_UNAVAILABLE,
				    "the connection was lost before the last row; try again");
		if (!stmt->kept && db->streaming != stmt) {
			*row = false;
			return true;
		}
		PGresult *rows = stmt->kept;
		if (!rows && !postgres_pipe_rows(db, &rows, err))
			return false;
		stmt->kept = NULL;
		PQclear(stmt->rows);
		stmt->rows = rows;
		stmt->row = -1;
	}
	stmt->row++;
	*row = true;
	return true;
}

static int64_t decode_int(const char *bytes, int length)
{
	/* Two's complement of any width, big-endian; a boolean is one byte of 0 or 1. */
	uint64_t value = bytes[0] & 0x80 ? UINT64_MAX : 0;
	for (int i = 0; i < length; i++)
		value = value << 8 | (unsigned char)bytes[i];
	return (int64_t)value;
}

static DbValue pg_column(const DbStmt *base, int column)
{
	const PostgresStmt *stmt = (const PostgresStmt *)base;
	if (PQgetisnull(stmt->rows, stmt->row, column))
		return (DbValue){.kind = DB_NULL};
	const char *bytes = PQgetvalue(stmt->rows, stmt->row, column);
	int length = PQgetlength(stmt->rows, stmt->row, column);
	Str text = {bytes, (size_t)length};
	switch (PQftype(stmt->rows, column)) {
	case OID_INT8:
	case OID_INT4:
	case OID_INT2:
	case OID_BOOL: /* what a comparison gives; SQLite calls it an integer */
		return (DbValue){.kind = DB_INT, .number = decode_int(bytes, length)};
	case OID_TEXT:
	case OID_VARCHAR:
	case OID_NAME:
		return (DbValue){.kind = DB_TEXT, .bytes = text};
	case OID_BYTEA:
		return (DbValue){.kind = DB_BLOB, .bytes = text};
	default:
		return (DbValue){.kind = DB_OTHER};
	}
}

static bool pg_run_script(Db *base, const char *sql, Err *err)
{
	PostgresDb *db = pg_of(base);
	if (!postgres_pipe_free(db, err) || !postgres_pipe_settle(db, err))
		return false;
	if (PQexitPipelineMode(db->conn) != 1)
		return postgres_pipe_fail(db, err);
	PGresult *result = PQexec(db->conn, sql);
	ExecStatusType status = PQresultStatus(result);
	bool ok = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK ||
		  status == PGRES_EMPTY_QUERY || postgres_link_fail(db->conn, result, err);
	PQclear(result);
	if (ok && PQtransactionStatus(db->conn) != PQTRANS_INTRANS)
		ok = fail(err, ERR_CORRUPT, "“%s” ends the transaction it runs in",
			  db_title(sql).text);
	if (PQenterPipelineMode(db->conn) != 1 && ok)
		return postgres_pipe_fail(db, err);
	return ok;
}

/* The server looks after its files, and its checksums after what it reads. */
static bool pg_check_files(Db *base, Err *err)
{
	(void)base;
	(void)err;
	return true;
}

static void pg_close(Db *base)
{
	PostgresDb *db = pg_of(base);
	for (size_t i = 0; i < base->room; i++) {
		if (base->slots[i]) {
			PQclear(stmt_of(base->slots[i])->rows);
			PQclear(stmt_of(base->slots[i])->kept);
		}
	}
	PQclear(db->last);
	postgres_pipe_drop(db);
	free(db);
}

static const DbDriver DRIVER = {
	.engine = "postgres",
	.stmt_size = sizeof(PostgresStmt),
	.close = pg_close,
	.begin = pg_begin,
	.commit = pg_commit,
	.rollback = pg_rollback,
	.prepare = pg_prepare,
	.run = pg_run,
	.query = pg_query,
	.next = pg_next,
	.reset = pg_reset,
	.column = pg_column,
	.run_script = pg_run_script,
	.check_files = pg_check_files,
};

bool postgres_open(const char *url, Db **out, Err *err)
{
	if (!postgres_link_check_url(url, err))
		return false;
	PostgresDb *db = calloc(1, sizeof *db);
	if (!db)
		return fail(err, ERR_UNAVAILABLE, "out of memory");
	arena_init(&db->base.mem);
	db->base.driver = &DRIVER;
	db->base.wait_ms = WAIT_MS;
	db->url = str_to_c(&db->base.mem, str_from_c(url));
	if (!postgres_pipe_connect(db, err)) {
		db_close(&db->base);
		return false;
	}
	*out = &db->base;
	return true;
}
