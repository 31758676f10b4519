#include "store/postgres_pipe.h"

#include "store/postgres_link.h"

bool postgres_pipe_alive(const PostgresDb *db)
{
	return db->conn && PQstatus(db->conn) == CONNECTION_OK;
}

void postgres_pipe_drop(PostgresDb *db)
{
	PQfinish(db->conn);
	db->conn = NULL;
	db->queued = 0;
	db->unflushed = 0;
	db->broken = false;
	db->streaming = NULL;
}

bool postgres_pipe_fail(PostgresDb *db, Err *err)
{
	(void)postgres_link_fail(db->conn, NULL, err);
	postgres_pipe_drop(db);
	return false;
}

bool postgres_pipe_connect(PostgresDb *db, Err *err)
{
	if (postgres_pipe_alive(db))
		return true;
	postgres_pipe_drop(db);
	if (!postgres_link_open(db->url, &db->conn, err))
		return false;
	db->base.reopened = db->session > 0;
	db->session++;
	return true;
}

static bool succeeded(const PGresult *result)
{
	ExecStatusType status = PQresultStatus(result);
	return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK ||
	       status == PGRES_SINGLE_TUPLE;
}

bool postgres_pipe_take(PostgresDb *db, size_t keep, Err *err)
{
	while (db->queued > keep) {
		PGresult *result = PQgetResult(db->conn);
		if (!result && postgres_pipe_alive(db)) {
			db->queued--;
			continue;
		}
		if (!db->broken && (!result || !succeeded(result))) {
			db->broken = true;
			(void)postgres_link_fail(db->conn, result, err);
		}
		PQclear(db->last);
		db->last = result;
		if (!postgres_pipe_alive(db)) {
			postgres_pipe_drop(db);
			return false;
		}
	}
	return !db->broken;
}

/* What was prepared in a pipeline that failed may be missing: it gets a new name when next used. */
static void judge_fresh(PostgresDb *db, bool ok)
{
	for (size_t i = 0; i < db->base.room; i++) {
		PostgresStmt *stmt = (PostgresStmt *)db->base.slots[i];
		if (!stmt || !stmt->fresh)
			continue;
		stmt->fresh = false;
		if (!ok)
			stmt->session = 0;
	}
}

bool postgres_pipe_read_sync(PostgresDb *db, Err *err)
{
	bool ok = postgres_pipe_take(db, 0, err);
	judge_fresh(db, ok);
	if (!db->conn)
		return false;
	db->broken = false;
	db->unflushed = 0;
	PGresult *result = PQgetResult(db->conn);
	bool synced = PQresultStatus(result) == PGRES_PIPELINE_SYNC;
	PQclear(result);
	if (synced)
		return ok;
	return ok ? postgres_pipe_fail(db, err) : (postgres_pipe_drop(db), false);
}

bool postgres_pipe_settle(PostgresDb *db, Err *err)
{
	if (!db->conn || PQpipelineSync(db->conn) != 1)
		return postgres_pipe_fail(db, err);
	return postgres_pipe_read_sync(db, err);
}

bool postgres_pipe_send(PostgresDb *db, const char *sql, Err *err)
{
	if (!postgres_pipe_alive(db) ||
	    PQsendQueryParams(db->conn, sql, 0, NULL, NULL, NULL, NULL, 1) != 1)
		return postgres_pipe_fail(db, err);
	db->queued++;
	return true;
}

bool postgres_pipe_rows(PostgresDb *db, PGresult **out, Err *err)
{
	PGresult *result = PQgetResult(db->conn);
	if (PQresultStatus(result) == PGRES_SINGLE_TUPLE) {
		*out = result;
		return true;
	}
	db->streaming = NULL;
	bool ok = result && succeeded(result);
	if (!ok) {
		(void)postgres_link_fail(db->conn, result, err);
		db->broken = true;
	}
	if (!postgres_pipe_read_sync(db, err) || !ok) {
		PQclear(result);
		return false;
	}
	*out = result;
	return true;
}

static bool keep_rows(PostgresStmt *stmt, const PGresult *rows, Err *err)
{
	bool ok = true;
	if (!stmt->kept) {
		stmt->kept = PQcopyResult(rows, PG_COPYRES_ATTRS);
		ok = stmt->kept != NULL;
	}
	for (int row = 0; ok && row < PQntuples(rows); row++) {
		int at = PQntuples(stmt->kept);
		for (int column = 0; ok && column < PQnfields(rows); column++) {
			bool null = PQgetisnull(rows, row, column);
			ok = PQsetvalue(stmt->kept, at, column,
					null ? NULL : PQgetvalue(rows, row, column),
					null ? -1 : PQgetlength(rows, row, column)) != 0;
		}
	}
	return ok || fail(err, ERR_UNAVAILABLE, "out of memory while reading rows");
}

bool postgres_pipe_free(PostgresDb *db, Err *err)
{
	PostgresStmt *stmt = db->streaming;
	while (db->streaming) {
		PGresult *rows = NULL;
		bool ok = postgres_pipe_rows(db, &rows, err) && keep_rows(stmt, rows, err);
		PQclear(rows);
		if (!ok) {
			stmt->cut = true;
			return false;
		}
	}
	return true;
}
