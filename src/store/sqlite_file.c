#define _XOPEN_SOURCE 700 /* mknod */

#include "store/sqlite_file.h"

#include "store/sqlite_fail.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

SqliteFileId sqlite_file_id(const char *path, const char *ending)
{
	char name[PATH_MAX];
	struct stat status;
	int length = snprintf(name, sizeof name, "%s%s", path, ending);
	if (length < 0 || length >= (int)sizeof name || stat(name, &status) != 0)
		return (SqliteFileId){0};
	return (SqliteFileId){status.st_dev, status.st_ino};
}

bool sqlite_file_same(SqliteFileId a, SqliteFileId b)
{
	return a.inode != 0 && a.inode == b.inode && a.device == b.device;
}

static bool fail_path(const char *path, int reason, Err *err)
{
	if (sqlite_fail_full(path, reason, err))
		return false;
	if (reason == EEXIST)
		return fail(err, ERR_UNAVAILABLE,
			    "%s: is a symbolic link to a file that does not exist", path);
	if (reason == ENOENT || reason == ENOTDIR)
		return fail(err, ERR_NOT_FOUND,
			    "%s: the folder of this database does not exist; make it first", path);
	return fail(err, ERR_UNAVAILABLE, "%s: cannot be opened: %s", path, strerror(reason));
}

/*
 * mknod makes the file readable by its owner only and opens nothing: closing a descriptor
 * would drop the locks that other handles of this process hold on it.
 */
bool sqlite_file_find(const char *path, DbCreate create, Arena *mem, const char **out, Err *err)
{
	struct stat status;
	if (stat(path, &status) != 0) {
		if (errno != ENOENT)
			return fail_path(path, errno, err);
		if (create == DB_EXISTING)
			return fail(
				err, ERR_NOT_FOUND,
				"%s: there is no such database; a command that writes makes it, "
				"and `pacta demo` makes one with examples",
				path);
		int reason = mknod(path, S_IFREG | 0600, 0) == 0 ? 0 : errno;
		bool made_elsewhere = reason == EEXIST && stat(path, &status) == 0;
		if (reason != 0 && !made_elsewhere)
			return fail_path(path, reason, err);
	} else if (!S_ISREG(status.st_mode)) {
		return fail(err, ERR_UNAVAILABLE, "%s: is not a file, so it cannot be a database",
			    path);
	}
	char *real = realpath(path, NULL);
	if (!real)
		return fail_path(path, errno, err);
	*out = str_to_c(mem, str_from_c(real));
	free(real);
	return true;
}
