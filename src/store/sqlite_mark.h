#ifndef PACTA_STORE_SQLITE_MARK_H
#define PACTA_STORE_SQLITE_MARK_H

/* For the SQLite driver: what changes with every commit, read without a lock or a system call. */

#include "store/db.h"

#include <sqlite3.h>

/* As db_mark_read. The handle must have read in WAL mode before. */
bool sqlite_mark_read(sqlite3 *handle, DbMark *out);

#endif
