#ifndef PACTA_STORE_WRITE_LOCK_H
#define PACTA_STORE_WRITE_LOCK_H

/*
 * The writer's lock beside an SQLite file: FILE-lock, held by flock(2).
 *
 * One holder at a time, among processes and among the handles of one process. The
 * kernel releases it when its holder ends, however it ends. The lock file is
 * never deleted: two processes could then hold locks on two files of one name. It
 * holds the process id of its last holder, as a help to people only.
 * docs/decisions/001-writer-lock.md says why it is there.
 */

#include "base/err.h"
#include "base/str.h"

typedef struct WriteLock {
	const char *database; /* path of the database, as people know it */
	const char *path;     /* of the lock file */
	int file;             /* -1 until the lock is first taken */
} WriteLock;

/* `database` is the real path, without symbolic links. Touches no file. */
void write_lock_init(WriteLock *lock, const char *database, Arena *mem);

/*
 * Wait up to `wait_ms` ms and take the lock. Makes the file with the access rights
 * of the database, or 0600 when there is none yet.
 * Errors: ERR_UNAVAILABLE  somebody else holds it all the time: the process is named
 *         ERR_IO           the lock file cannot be made or used
 */
MUST_CHECK bool write_lock_take(WriteLock *lock, int64_t wait_ms, Err *err);

/* Without the lock it does nothing. */
void write_lock_release(WriteLock *lock);
void write_lock_deinit(WriteLock *lock);

#endif
