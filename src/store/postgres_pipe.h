#ifndef PACTA_STORE_POSTGRES_PIPE_H
#define PACTA_STORE_POSTGRES_PIPE_H

/*
 * Commands on their way to PostgreSQL, and their results. A part of the driver postgres.c.
 *
 * Everything travels in libpq's pipeline mode: commands are queued, and their results
 * read in order. What a caller waits for ends with a sync, which the server answers
 * after everything before it; a failed command makes it skip all up to there.
 * Rows are read one by one as they come. When another command is needed before the
 * last row, the rest is taken into memory.
 *
 * A lost connection is closed by the function that finds it lost: `conn` is then NULL.
 */

#include "store/db_driver.h"

#include <libpq-fe.h>

typedef struct PostgresStmt {
	DbStmt base;
	char name[24];
	uint64_t session; /* of the connection in which it is prepared, 0: none */
	bool fresh;       /* prepared since the last sync: not surely there */
	Oid *types;       /* of the parameters, as are the next four */
	const char **values;
	int *lengths;
	int *formats;
	unsigned char (*numbers)[8];
	PGresult *rows; /* holds the present row */
	int row;        /* -1: before the first of `rows` */
	PGresult *kept; /* rows after those, read ahead */
	bool cut;       /* more rows were to come when the connection was lost */
} PostgresStmt;

typedef struct PostgresDb {
	Db base;
	const char *url;
	PGconn *conn;            /* NULL: to be opened again */
	uint64_t session;        /* counts connections */
	uint64_t names;          /* of prepared statements made so far */
	size_t queued;           /* commands whose results have not been read */
	size_t unflushed;        /* of them, sent since the server was last asked to answer */
	bool broken;             /* one of them failed; the server skips up to the next sync */
	PostgresStmt *streaming; /* its rows come next; its sync is sent */
	PGresult *last;          /* of the commands read by `take` */
} PostgresDb;

bool postgres_pipe_alive(const PostgresDb *db);

/* Opens the connection if there is none. */
MUST_CHECK bool postgres_pipe_connect(PostgresDb *db, Err *err);
void postgres_pipe_drop(PostgresDb *db);

/* The connection is lost: says so, drops it, returns false. */
bool postgres_pipe_fail(PostgresDb *db, Err *err);

/* Queue a command without parameters. */
MUST_CHECK bool postgres_pipe_send(PostgresDb *db, const char *sql, Err *err);

/* Read results until `keep` commands are left. Of several failures the first is told. */
MUST_CHECK bool postgres_pipe_take(PostgresDb *db, size_t keep, Err *err);

/* Read everything up to the sync that was sent last. */
MUST_CHECK bool postgres_pipe_read_sync(PostgresDb *db, Err *err);

/* Send a sync and read everything up to it. */
MUST_CHECK bool postgres_pipe_settle(PostgresDb *db, Err *err);

/*
 * The next result of the statement that is streaming. After the last one nothing is
 * outstanding and nothing streams, as after a failure.
 */
MUST_CHECK bool postgres_pipe_rows(PostgresDb *db, PGresult **out, Err *err);

/* Free the connection for another command: the rows that are still coming are kept. */
MUST_CHECK bool postgres_pipe_free(PostgresDb *db, Err *err);

#endif
