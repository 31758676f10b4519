#include "part_table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static const char TABLES_SQLITE[] =
	"CREATE TABLE part (id INTEGER NOT NULL PRIMARY KEY, name TEXT, data BLOB,"
	" CONSTRAINT part_id_small CHECK (id <> -666)) STRICT;"
	"CREATE TABLE place (part_id INTEGER NOT NULL, shelf TEXT UNIQUE,"
	" CONSTRAINT place_has_part FOREIGN KEY (part_id) REFERENCES part (id)) STRICT";

static const char TABLES_POSTGRES[] =
	"CREATE TABLE part (id BIGINT NOT NULL PRIMARY KEY, name TEXT, data BYTEA,"
	" CONSTRAINT part_id_small CHECK (id <> -666));"
	"CREATE TABLE place (part_id BIGINT NOT NULL, shelf TEXT UNIQUE,"
	" CONSTRAINT place_has_part FOREIGN KEY (part_id) REFERENCES part (id))";

const char INSERT_PART[] = "INSERT INTO part (id, name, data) VALUES ($1, $2, $3)";
const char SELECT_PARTS[] = "SELECT id, name, data FROM part ORDER BY id";
const char COUNT_PARTS[] = "SELECT COUNT(*) FROM part";

int part_table_set_up(void **state)
{
	Bench *bench = calloc(1, sizeof *bench);
	char url[FRESH_URL_SIZE];
	Err err;
	fresh_db(url);
	MUST(db_open(url, DB_CREATE, &bench->db, &err));
	fresh_script(bench->db, fresh_is_sqlite() ? TABLES_SQLITE : TABLES_POSTGRES);
	*state = bench;
	return 0;
}

int part_table_tear_down(void **state)
{
	Bench *bench = *state;
	db_close(bench->db);
	arena_deinit(&bench->mem);
	free(bench);
	return 0;
}

DbStmt *prepared(Db *db, const char *sql, const char *types)
{
	Err err;
	DbStmt *stmt = NULL;
	MUST(db_prepare(db, sql, types, &stmt, &err));
	return stmt;
}

bool add_part(Db *db, int64_t id, Str name, Err *err)
{
	DbStmt *stmt = NULL;
	if (!db_prepare(db, INSERT_PART, "itb", &stmt, err))
		return false;
	db_bind_int(stmt, 1, id);
	db_bind_text(stmt, 2, name);
	return db_run(stmt, err);
}

bool has_row(DbStmt *stmt)
{
	Err err;
	bool row = false;
	MUST(db_next(stmt, &row, &err));
	return row;
}
