#ifndef PACTA_TESTS_STORE_PART_TABLE_H
#define PACTA_TESTS_STORE_PART_TABLE_H

/*
 * A store with the tables part (id, name, data) and place (part_id, shelf), for tests of
 * the connection itself.
 */

#include "fresh_db.h"

typedef struct Bench {
	Db *db;
	Arena mem;
} Bench;

extern const char INSERT_PART[]; /* "itb": id, name, data */
extern const char SELECT_PARTS[];
extern const char COUNT_PARTS[];

/* As cmocka's: `*state` is a Bench. */
int part_table_set_up(void **state);
int part_table_tear_down(void **state);

DbStmt *prepared(Db *db, const char *sql, const char *types);
bool has_row(DbStmt *stmt);
bool add_part(Db *db, int64_t id, Str name, Err *err);

#define CASE(label, function)                                                  \
	{                                                                      \
		label, function, part_table_set_up, part_table_tear_down, NULL \
	}

#endif
