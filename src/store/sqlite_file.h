#ifndef PACTA_STORE_SQLITE_FILE_H
#define PACTA_STORE_SQLITE_FILE_H

/* For the SQLite driver: the file that a name means. */

#include "store/db.h"

#include <sys/types.h>

typedef struct SqliteFileId {
	dev_t device;
	ino_t inode; /* 0: there is none */
} SqliteFileId;

/* Of the file `path` with `ending` behind its name, now. */
SqliteFileId sqlite_file_id(const char *path, const char *ending);

/* Whether both are the same one; false where there is none. */
bool sqlite_file_same(SqliteFileId a, SqliteFileId b);

/*
 * The one real path of the file, which is made if it may be: two names of one file must
 * not mean two locks. Errors: those of db_open
 */
MUST_CHECK bool sqlite_file_find(const char *path, DbCreate create, Arena *mem, const char **out,
				 Err *err);

#endif
