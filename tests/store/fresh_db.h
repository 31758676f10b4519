#ifndef PACTA_TESTS_STORE_FRESH_DB_H
#define PACTA_TESTS_STORE_FRESH_DB_H

/*
 * Empty databases for the store's tests, on the engine that PACTA_TEST_DB names by its
 * URL; SQLite in a temporary folder when it names none. Failures end the test.
 */

#include "store/db.h"

#include <stddef.h>

enum { FRESH_URL_SIZE = 512 };

/* Fills in the URL of an empty database; what an earlier call made is no longer to be used. */
void fresh_db(char url[FRESH_URL_SIZE]);

/* A path that does not exist yet, beside the SQLite databases. */
void fresh_path(char path[FRESH_URL_SIZE], const char *name);

bool fresh_is_sqlite(void);

/* At the end of a test group: deletes what was made. */
int fresh_db_end(void **state);

/* Assertions that tell the error's text. */
#define MUST(call) fresh_must((call), &err, #call, __FILE__, __LINE__)
void fresh_must(bool ok, const Err *err, const char *what, const char *file, int line);

/* The call failed with this code, and its text holds `part`. */
#define MUST_FAIL(call, code, part) \
	fresh_must_fail((call), &err, (code), (part), #call, __FILE__, __LINE__)
void fresh_must_fail(bool ok, const Err *err, ErrCode code, const char *part, const char *what,
		     const char *file, int line);

/* Runs a script in a transaction of its own. */
void fresh_script(Db *db, const char *sql);

/* The first column of the first row of a query without parameters. */
int64_t fresh_number(Db *db, const char *sql);

#endif
