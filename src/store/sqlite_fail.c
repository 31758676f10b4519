#include "store/sqlite_fail.h"

#include "store/db_driver.h"

#include <errno.h>
#include <string.h>

bool sqlite_fail_full(const char *path, int reason, Err *err)
{
	if (reason != ENOSPC && reason != EDQUOT)
		return false;
	(void)fail(err, ERR_IO, "%s: disk is full: free some space and try again", path);
	return true;
}

static bool fail_logic(const char *path, const char *what, const char *sql, Err *err)
{
	if (strcmp(what, "integer overflow") == 0)
		return fail(err, ERR_RANGE, "%s: a sum is too large to be held (in “%s”)", path,
			    db_title(sql).text);
	return fail(err, ERR_CORRUPT,
		    "%s: %s (in “%s”): the tables are not those of this pacta; use the version "
		    "that wrote them, or restore a backup",
		    path, what, db_title(sql).text);
}

bool sqlite_fail(sqlite3 *handle, const char *path, int code, const char *sql, Err *err)
{
	const char *what = sqlite3_errmsg(handle);
	int reason = sqlite3_system_errno(handle);
	switch (code & 0xff) {
	case SQLITE_CONSTRAINT:
		return fail(err, ERR_CONFLICT, "%s (in “%s”)", what, db_title(sql).text);
	case SQLITE_FULL:
		(void)sqlite_fail_full(path, ENOSPC, err);
		return false;
	case SQLITE_IOERR:
		if (sqlite_fail_full(path, reason, err))
			return false;
		return fail(err, ERR_IO, "%s: cannot be read or written: %s%s%s; check the disk",
			    path, what, reason ? ": " : "", reason ? strerror(reason) : "");
	case SQLITE_CORRUPT:
		return fail(err, ERR_CORRUPT, "%s: is damaged: %s; restore a backup", path, what);
	case SQLITE_NOTADB:
		return fail(err, ERR_CORRUPT, "%s: is not a database of pacta, nor one of SQLite",
			    path);
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_PROTOCOL:
		return fail(err, ERR_UNAVAILABLE, "%s is busy: another program uses it; try again",
			    path);
	case SQLITE_READONLY:
	case SQLITE_PERM:
		return fail(
			err, ERR_IO,
			"%s: cannot be written by this user; change the access rights of the file "
			"and its folder, or name a database elsewhere",
			path);
	case SQLITE_CANTOPEN:
		if (sqlite_fail_full(path, reason, err))
			return false;
		return fail(
			err, ERR_UNAVAILABLE,
			"%s: cannot be opened: %s; pacta needs to read it and the files beside it",
			path, reason ? strerror(reason) : what);
	case SQLITE_TOOBIG:
		return fail(err, ERR_RANGE, "%s: a value is too long to be stored", path);
	case SQLITE_NOMEM:
		return fail(err, ERR_UNAVAILABLE, "%s: out of memory", path);
	case SQLITE_ERROR:
		return fail_logic(path, what, sql, err);
	default:
		return fail(err, ERR_IO, "%s: %s (in “%s”)", path, what, db_title(sql).text);
	}
}
