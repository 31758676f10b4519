#ifndef PACTA_STORE_DB_H
#define PACTA_STORE_DB_H

/*
 * A connection to the store: SQLite or PostgreSQL behind one set of calls.
 *
 * One SQL text serves both: parameters are $1…$n, numbered by first appearance;
 * types are i (64-bit integer), t (text, UTF-8), b (bytes). Only the two drivers
 * name a database library. A Db belongs to one thread at a time.
 *
 * One writer at a time: db_begin_write takes a lock that other processes
 * respect (a lock file beside the SQLite file, an advisory lock in PostgreSQL)
 * and holds it to the commit or rollback. Only its holder checkpoints. When
 * db_commit returns true the write is on disk.
 *
 * A statement that fails inside a transaction loses all of it, on both engines: every
 * later call gives the first error again, and db_commit rolls back. What writes must
 * run between db_begin_write and db_commit (asserted); a query may also run outside a
 * transaction, and then sees a state of its own.
 *
 * Errors of statements: ERR_INPUT       text with a NUL or not in UTF-8, a value too long
 *                       ERR_CONFLICT    a constraint is violated; the text names it
 *                       ERR_RANGE       a sum or value beyond 64 bits
 *                       ERR_IO          a full disk (the text says so), a failing one
 *                       ERR_UNAVAILABLE busy, or the connection was lost
 *                       ERR_CORRUPT     damage; a table or column that is not there
 */

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

typedef struct Db Db;
typedef struct DbStmt DbStmt;

typedef enum DbCreate {
	DB_EXISTING, /* the SQLite file must exist */
	DB_CREATE,   /* make it if it is missing */
} DbCreate;

/*
 * Open "sqlite:FILE", "postgres://…" or "postgresql://…". Does not migrate (see migrate.h).
 * Errors: ERR_USAGE a URL of another kind; ERR_NOT_FOUND no such file;
 *         ERR_UNAVAILABLE cannot connect or open; ERR_CORRUPT not a database
 */
MUST_CHECK bool db_open(const char *url, DbCreate create, Db **out, Err *err);

/* Rolls back what is open. NULL is fine. */
void db_close(Db *db);

/* How long db_begin_read and db_begin_write wait for others; 30 s otherwise. */
void db_set_wait(Db *db, int64_t milliseconds);

/* "sqlite" or "postgres". */
const char *db_engine(const Db *db);

/*
 * What changes with every commit, of whichever process: as long as marks are equal, nothing was committed.
 * Read in less than a microsecond, outside of transactions. False: the engine has none (PostgreSQL), or
 * not now; then only a read tells.
 */
typedef struct DbMark {
	unsigned char bytes[48];
} DbMark;
bool db_mark_read(Db *db, DbMark *out);

/* One unchanging state of the store for all reads until commit or rollback. */
MUST_CHECK bool db_begin_read(Db *db, Err *err);

/*
 * Wait for the writer's lock (up to 30 s) and begin a write transaction.
 * A lost PostgreSQL connection is opened anew here and in db_begin_read, and so is an SQLite file that was
 * replaced by another.
 * Errors: ERR_UNAVAILABLE busy or unreachable, or the file is gone; ERR_IO
 */
MUST_CHECK bool db_begin_write(Db *db, Err *err);

/* Whether that happened since this was last asked: it may be another store now, of another version. */
bool db_was_reopened(Db *db);

/*
 * On failure the transaction is rolled back and nothing was written. One case is open: when the
 * connection to PostgreSQL is lost during the commit itself, the text says that it is not known.
 */
MUST_CHECK bool db_commit(Db *db, Err *err);

/* Ends the transaction without effect; without one it does nothing. */
void db_rollback(Db *db);

/*
 * The statement for `sql`, prepared at first use and kept by the connection (found by
 * the address of `sql`, which must be constant). `types` has one letter a parameter.
 * Bindings of an earlier use are cleared. PostgreSQL tells of a mistake in `sql` when
 * the statement is first run.
 */
MUST_CHECK bool db_prepare(Db *db, const char *sql, const char *types, DbStmt **out, Err *err);

/* Bind parameter `index` (1 is the first). Bytes are copied. Unbound parameters are NULL. */
void db_bind_int(DbStmt *stmt, int index, int64_t value);
void db_bind_text(DbStmt *stmt, int index, Str value);
void db_bind_blob(DbStmt *stmt, int index, Str value);

/*
 * Run a statement that returns no rows. It may be queued: a failure is then
 * reported by the next db_run_count, db_query or db_commit, and the transaction is lost.
 */
MUST_CHECK bool db_run(DbStmt *stmt, Err *err);

/* As db_run, at once; `changed` is the number of rows it touched. */
MUST_CHECK bool db_run_count(DbStmt *stmt, int64_t *changed, Err *err);

/* Start reading rows; ends any earlier reading of the same statement. */
MUST_CHECK bool db_query(DbStmt *stmt, Err *err);

/*
 * Step to the next row; `*row` is false after the last.
 * Errors: ERR_CORRUPT  a column of the row just read was not of the type it was read as
 *         ERR_IO, ERR_UNAVAILABLE
 */
MUST_CHECK bool db_next(DbStmt *stmt, bool *row, Err *err);

/* End a reading before its last row; harmless after it. */
void db_reset(DbStmt *stmt);

/*
 * Columns of the present row, from 0. NULL or another type reads as 0 or the empty Str and
 * makes the next db_next fail; ask db_is_null first where NULL is legal.
 * Text and bytes are copied into `mem`.
 */
bool db_is_null(const DbStmt *stmt, int column);
int64_t db_int(DbStmt *stmt, int column);
Str db_text(DbStmt *stmt, int column, Arena *mem);
Str db_blob(DbStmt *stmt, int column, Arena *mem);

/* As db_int, where NULL is legal: false, and `out` stays as it is. */
bool db_int_if_set(DbStmt *stmt, int column, int64_t *out);

/* As db_text; where the text is that of `last`, which lives as long as `mem`, that is given back and nothing is copied. */
Str db_text_again(DbStmt *stmt, int column, Str last, Arena *mem);

/* The same where NULL is legal: false, and `last` stays as it is; else it is the text now. */
bool db_text_if_set(DbStmt *stmt, int column, Arena *mem, Str *last);

/* Whether a column read since db_query was not of its type; cleared by db_query. */
bool db_type_failed(const DbStmt *stmt);

/* Run several statements separated by semicolons, without parameters: for migrations. */
MUST_CHECK bool db_run_script(Db *db, Str sql, Err *err);

/*
 * The engine's own check of its files: SQLite's integrity and references; a PostgreSQL server
 * looks after its own. ERR_CORRUPT names the first finding.
 */
MUST_CHECK bool db_check_files(Db *db, Err *err);

#endif
