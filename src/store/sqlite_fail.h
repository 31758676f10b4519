#ifndef PACTA_STORE_SQLITE_FAIL_H
#define PACTA_STORE_SQLITE_FAIL_H

/* SQLite's errors in pacta's words. A part of the driver sqlite.c. */

#include "base/err.h"

#include <sqlite3.h>

/*
 * Fails with the error of the last call on `handle`. `path` is the database as people
 * know it, `code` the extended result code, `sql` what was being done.
 */
bool sqlite_fail(sqlite3 *handle, const char *path, int code, const char *sql, Err *err);

/* Whether `reason`, an errno, means a full disk; fills `err` if so. */
bool sqlite_fail_full(const char *path, int reason, Err *err);

#endif
