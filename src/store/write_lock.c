#include "store/write_lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { NOTE_SIZE = 20 }; /* the holder's process id and spaces */

void write_lock_init(WriteLock *lock, const char *database, Arena *mem)
{
	*lock = (WriteLock){database, str_format(mem, "%s-lock", database).ptr, -1};
}

static bool fail_file(const WriteLock *lock, int reason, Err *err)
{
	if (reason == ENOSPC || reason == EDQUOT)
		return fail(err, ERR_IO, "%s: disk is full: free some space and try again",
			    lock->path);
	if (reason == EACCES || reason == EPERM || reason == EROFS)
		return fail(err, ERR_IO,
			    "%s: cannot write here (%s): to change a database, pacta needs to "
			    "write it and the files beside it; change the access rights of its "
			    "folder, or name a database elsewhere",
			    lock->path, strerror(reason));
	if (reason == ELOOP)
		return fail(err, ERR_IO, "%s: is a symbolic link; remove it, pacta makes a file",
			    lock->path);
	return fail(err, ERR_IO, "%s: cannot be opened: %s", lock->path, strerror(reason));
}

/* Whoever may write the database may lock it, as SQLite does with its own files beside it. */
static void share_as_database(const WriteLock *lock, int file)
{
	struct stat database;
	if (stat(lock->database, &database) != 0)
		return;
	(void)!fchmod(file, database.st_mode & 0777);
	if (geteuid() == 0)
		(void)!fchown(file, database.st_uid, database.st_gid);
}

static bool open_file(WriteLock *lock, Err *err)
{
	const int flags = O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;
	int file = open(lock->path, flags | O_CREAT | O_EXCL, 0600);
	if (file >= 0)
		share_as_database(lock, file);
	else if (errno == EEXIST)
		file = open(lock->path, flags);
	if (file < 0)
		return fail_file(lock, errno, err);
	struct stat status;
	if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode) || status.st_nlink > 1) {
		close(file);
		return fail(err, ERR_IO, "%s: is not a file of its own; remove it, pacta makes one",
			    lock->path);
	}
	lock->file = file;
	return true;
}

/* The file whose name was removed from outside no longer excludes anybody. */
static bool still_named(const WriteLock *lock)
{
	struct stat held;
	struct stat named;
	return fstat(lock->file, &held) == 0 && lstat(lock->path, &named) == 0 &&
	       held.st_dev == named.st_dev && held.st_ino == named.st_ino;
}

static int64_t now_ms(void)
{
	struct timespec now;
	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool fail_busy(const WriteLock *lock, int64_t wait_ms, Err *err)
{
	char note[NOTE_SIZE + 1] = {0};
	char holder[64] = "another process";
	long pid = 0;
	if (pread(lock->file, note, NOTE_SIZE, 0) > 0)
		pid = strtol(note, NULL, 10);
	if (pid == (long)getpid())
		(void)snprintf(holder, sizeof holder, "another part of this process");
	else if (pid > 0)
		(void)snprintf(holder, sizeof holder, "process %ld", pid);
	return fail(
		err, ERR_UNAVAILABLE,
		"%s is busy: %s has been writing for %.1f s; try again when it is done, or end it "
		"if it hangs",
		lock->database, holder, (double)wait_ms / 1000.0);
}

/* A full disk must not keep anybody from deleting rows: the note is a courtesy. */
static void note_holder(const WriteLock *lock)
{
	char note[NOTE_SIZE + 1];
	(void)snprintf(note, sizeof note, "%-*ld\n", NOTE_SIZE - 1, (long)getpid());
	(void)!pwrite(lock->file, note, NOTE_SIZE, 0);
}

bool write_lock_take(WriteLock *lock, int64_t wait_ms, Err *err)
{
	int64_t deadline = now_ms() + wait_ms;
	for (long pause_ms = 1;; pause_ms = pause_ms < 16 ? pause_ms * 2 : 20) {
		if (lock->file < 0 && !open_file(lock, err))
			return false;
		if (flock(lock->file, LOCK_EX | LOCK_NB) == 0) {
			if (still_named(lock))
				break;
			write_lock_deinit(lock);
			continue;
		}
		if (errno != EWOULDBLOCK && errno != EINTR)
			return fail(err, ERR_IO, "%s: cannot be locked: %s", lock->path,
				    strerror(errno));
		if (now_ms() >= deadline)
			return fail_busy(lock, wait_ms, err);
		(void)nanosleep(&(struct timespec){.tv_nsec = pause_ms * 1000000}, NULL);
	}
	note_holder(lock);
	return true;
}

void write_lock_release(WriteLock *lock)
{
	if (lock->file >= 0)
		(void)flock(lock->file, LOCK_UN);
}

void write_lock_deinit(WriteLock *lock)
{
	if (lock->file >= 0)
		(void)close(lock->file);
	lock->file = -1;
}
