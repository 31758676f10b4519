#include "http/spool.h"

#include "check.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static Str read_all(Arena *mem, const char *path)
{
	Buf buf = {.mem = mem};
	char part[1000];
	int file = open(path, O_RDONLY);
	assert_true(file >= 0);
	for (ssize_t len = read(file, part, sizeof part); len > 0;
	     len = read(file, part, sizeof part))
		buf_add(&buf, (Str){part, (size_t)len});
	assert_int_equal(close(file), 0);
	return buf_str(&buf);
}

static void keeps_bytes_and_their_hash(void **state)
{
	Arena *mem = *state;
	Buf wanted = {.mem = mem};
	Spool spool;
	Err err;
	assert_true(spool_open(&spool, &err));
	for (int i = 0; i < 5000; i++) {
		Str part = str_format(mem, "%d|", i);
		assert_true(spool_write(&spool, part, &err));
		buf_add(&wanted, part);
	}
	Upload upload = spool_finish(&spool);
	check_size("bytes", upload.bytes, wanted.len);
	assert_true(digest_eq(upload.sha256, sha256(buf_str(&wanted))));
	/* Whoever reads it begins at its start, as often as he likes. */
	for (int i = 0; i < 2; i++)
		assert_true(str_eq(read_all(mem, upload.path), buf_str(&wanted)));
	spool_close(&spool);
	assert_int_equal(spool.file, -1);
	spool_close(&spool);
}

static void leaves_no_name_in_any_folder(void **state)
{
	struct stat status;
	Spool spool;
	Err err;
	(void)state;
	assert_true(spool_open(&spool, &err));
	assert_true(spool_write(&spool, STR("x"), &err));
	assert_int_equal(fstat(spool.file, &status), 0);
	assert_int_equal(status.st_nlink, 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	spool_close(&spool);
}

static void says_where_no_file_can_be_made(void **state)
{
	const char *before = getenv("TMPDIR");
	Str kept = before ? str_copy(*state, str_from_c(before)) : (Str){0};
	Spool spool;
	Err err;
	assert_int_equal(setenv("TMPDIR", "/nowhere/at/all", 1), 0);
	assert_false(spool_open(&spool, &err));
	check_err("a folder that is missing", &err, ERR_IO,
		  "/nowhere/at/all: no file can be made there: No such file or directory; set "
		  "TMPDIR to a folder with room");
	assert_int_equal(before ? setenv("TMPDIR", kept.ptr, 1) : unsetenv("TMPDIR"), 0);
}

/* The largest size of a file stands in for a full disk. */
static void tells_a_full_disk(void **state)
{
	struct rlimit limit;
	struct rlimit before;
	Spool spool;
	Err err;
	(void)state;
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	limit = before;
	limit.rlim_cur = 10;
	assert_true(spool_open(&spool, &err));
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	bool ok = spool_write(&spool, STR("0123456789"), &err);
	bool full = !spool_write(&spool, STR("x"), &err);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	assert_true(ok && full);
	assert_int_equal(err.code, ERR_IO);
	assert_non_null(strstr(err.text, "disk is full: free some space there, or set TMPDIR"));
	spool_close(&spool);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(keeps_bytes_and_their_hash),
		ARENA_TEST(leaves_no_name_in_any_folder),
		ARENA_TEST(says_where_no_file_can_be_made),
		ARENA_TEST(tells_a_full_disk),
	};
	(void)signal(SIGXFSZ, SIG_IGN);
	return RUN_TESTS(tests);
}
