#define _GNU_SOURCE /* O_TMPFILE */

#include "http/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FOLDER_SIZE = 4096 };

static const char *folder(void)
{
	const char *named = getenv("TMPDIR");
	return named && named[0] == '/' ? named : "/tmp";
}

/* Where the file system knows no files without a name, the name is taken away at once. */
static int open_named(void)
{
	char path[FOLDER_SIZE];
	int length = snprintf(path, sizeof path, "%s/pacta-XXXXXX", folder());
	if (length < 0 || (size_t)length >= sizeof path) {
		errno = ENAMETOOLONG;
		return -1;
	}
	int file = mkostemp(path, O_CLOEXEC);
	if (file >= 0)
		(void)unlink(path);
	return file;
}

bool spool_open(Spool *spool, Err *err)
{
	int file = open(folder(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (file < 0 && (errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL))
		file = open_named();
	if (file < 0)
		return fail(err, ERR_IO,
			    "%s: no file can be made there: %s; set TMPDIR to a folder with room",
			    folder(), strerror(errno));
	*spool = (Spool){.file = file};
	sha256_init(&spool->hash);
	(void)snprintf(spool->path, sizeof spool->path, "/proc/self/fd/%d", file);
	return true;
}

static bool fail_write(int reason, Err *err)
{
	if (reason == ENOSPC || reason == EDQUOT || reason == EFBIG)
		return fail(err, ERR_IO,
			    "%s: disk is full: free some space there, or set TMPDIR, and send the "
			    "file again",
			    folder());
	return fail(err, ERR_IO, "%s: cannot write there: %s", folder(), strerror(reason));
}

bool spool_write(Spool *spool, Str bytes, Err *err)
{
	sha256_update(&spool->hash, bytes);
	while (bytes.len > 0) {
		ssize_t done = write(spool->file, bytes.ptr, bytes.len);
		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return fail_write(done < 0 ? errno : EIO, err);
		spool->bytes += (uint64_t)done;
		bytes = str_slice(bytes, (size_t)done, bytes.len);
	}
	return true;
}

Upload spool_finish(Spool *spool)
{
	return (Upload){spool->path, spool->bytes, sha256_final(&spool->hash)};
}

void spool_close(Spool *spool)
{
	if (spool->file >= 0)
		(void)close(spool->file);
	spool->file = -1;
}
