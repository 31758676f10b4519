#ifndef PACTA_STORE_DB_DRIVER_H
#define PACTA_STORE_DB_DRIVER_H

/*
 * What a driver of the store is made of. For db.c, the drivers and their tests only.
 *
 * db.c keeps what both engines share: the transaction's state, the statements by
 * address, checked parameters, and reads with strict types. A driver never sees
 * a value that its engine could not hold, nor a call in the wrong state.
 *
 * A failure inside a transaction loses the whole transaction, on both engines: db.c
 * remembers the first error and gives it to every later call, up to db_commit.
 */

#include "store/db.h"

typedef enum DbTx {
	DB_TX_NONE,
	DB_TX_READ,
	DB_TX_WRITE,
} DbTx;

typedef enum DbKind {
	DB_NULL = 'n',
	DB_INT = 'i',
	DB_TEXT = 't',
	DB_BLOB = 'b',
	DB_OTHER = '?', /* a type that pacta does not store, such as a floating-point number */
} DbKind;

/* A value on its way in or out; `bytes` belongs to its statement or to the present row. */
typedef struct DbValue {
	DbKind kind;
	int64_t number; /* of DB_INT */
	Str bytes;      /* of DB_TEXT and DB_BLOB */
} DbValue;

typedef struct DbParam {
	DbKind kind; /* DB_NULL when unbound */
	int64_t number;
	size_t at; /* place of the bytes in DbStmt.bytes */
	size_t len;
} DbParam;

typedef struct DbDriver DbDriver;

/* First member of each driver's own struct. */
struct Db {
	const DbDriver *driver;
	Arena mem;       /* the connection's life: statements and names */
	int64_t wait_ms; /* for the writer's lock */
	DbTx tx;
	bool reopened;  /* see db_was_reopened */
	bool lost;      /* the transaction failed: only a rollback is left */
	Err why;        /* of `lost` */
	DbStmt **slots; /* statements by address of their text; free slots are NULL */
	size_t room;    /* power of two */
	size_t len;
};

/* First member of each driver's own struct. */
struct DbStmt {
	Db *db;
	const char *sql;
	const char *types;
	int param_count;
	int column_count; /* of the rows being read; set by the driver's `query` */
	DbParam *params;
	Buf bytes;           /* of text and blob parameters */
	const char *refused; /* why a bound value cannot be stored, or NULL */
	int refused_index;
	bool ready;   /* the driver's `prepare` succeeded */
	bool reading; /* between db_query and the last row */
	bool on_row;
	bool type_failed;
};

/* Calls come in order and in the right state: db.c sees to it. Errors as in db.h. */
struct DbDriver {
	const char *engine;
	size_t stmt_size;
	void (*close)(Db *db); /* frees all but db->mem */
	bool (*begin)(Db *db, bool write, Err *err);
	bool (*commit)(Db *db, Err *err); /* db.c calls rollback when it fails */
	void (*rollback)(Db *db);
	bool (*prepare)(DbStmt *stmt, Err *err);
	bool (*run)(DbStmt *stmt, int64_t *changed,
		    Err *err);                 /* may queue when `changed` is NULL */
	bool (*query)(DbStmt *stmt, Err *err); /* executes; stands before the first row */
	bool (*next)(DbStmt *stmt, bool *row, Err *err);
	void (*reset)(DbStmt *stmt);
	DbValue (*column)(const DbStmt *stmt, int column);
	bool (*run_script)(Db *db, const char *sql, Err *err);
	bool (*check_files)(Db *db, Err *err);
	bool (*mark)(Db *db, DbMark *out); /* or NULL */
};

/* The value bound to parameter `index`, from 0. */
DbValue db_param(const DbStmt *stmt, int index);

/* The beginning of a statement in one line, to be named in errors: at most 80 bytes. */
typedef struct DbTitle {
	char text[81];
} DbTitle;
DbTitle db_title(const char *sql);

/* How the SQLite driver is opened: db_open uses the defaults, the tests others. */
typedef struct SqliteOptions {
	const char *vfs;         /* NULL: the usual one */
	const char *synchronous; /* "FULL" */
	int checkpoint_pages;    /* of the WAL, after which a commit copies it into the database */
} SqliteOptions;

#define SQLITE_DEFAULTS \
	((SqliteOptions){.vfs = NULL, .synchronous = "FULL", .checkpoint_pages = 1000})

MUST_CHECK bool sqlite_open_with(const char *path, DbCreate create, SqliteOptions options, Db **out,
				 Err *err);
MUST_CHECK bool postgres_open(const char *url, Db **out, Err *err);

#endif
