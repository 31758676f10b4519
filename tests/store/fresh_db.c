#include "fresh_db.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* The folder of this run and how many databases were made in it. */
static struct {
	char folder[FRESH_URL_SIZE - 64];
	int made;
} run;

bool fresh_is_sqlite(void)
{
	const char *url = getenv("PACTA_TEST_DB");
	return !url || strncmp(url, "sqlite:", strlen("sqlite:")) == 0;
}

static void make_folder(void)
{
	const char *temp = getenv("TMPDIR");
	if (run.folder[0])
		return;
	(void)snprintf(run.folder, sizeof run.folder, "%s/pacta-store-XXXXXX",
		       temp ? temp : "/tmp");
	if (!mkdtemp(run.folder))
		fail_msg("cannot make %s", run.folder);
}

void fresh_path(char path[FRESH_URL_SIZE], const char *name)
{
	make_folder();
	(void)snprintf(path, FRESH_URL_SIZE, "%s/%s", run.folder, name);
}

void fresh_db(char url[FRESH_URL_SIZE])
{
	if (fresh_is_sqlite()) {
		make_folder();
		(void)snprintf(url, FRESH_URL_SIZE, "sqlite:%s/%d.db", run.folder, ++run.made);
		return;
	}
	Db *db = NULL;
	Err err;
	(void)snprintf(url, FRESH_URL_SIZE, "%s", getenv("PACTA_TEST_DB"));
	MUST(db_open(url, DB_CREATE, &db, &err));
	fresh_script(db, "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
	db_close(db);
}

int fresh_db_end(void **state)
{
	(void)state;
	DIR *folder = run.folder[0] ? opendir(run.folder) : NULL;
	for (struct dirent *entry; folder && (entry = readdir(folder));) {
		char path[FRESH_URL_SIZE + 256];
		(void)snprintf(path, sizeof path, "%s/%s", run.folder, entry->d_name);
		(void)unlink(path);
	}
	if (folder)
		(void)closedir(folder);
	(void)rmdir(run.folder);
	return 0;
}

void fresh_must(bool ok, const Err *err, const char *what, const char *file, int line)
{
	if (!ok)
		print_error("%s failed: %s\n", what, err->text);
	_assert_true(ok, what, file, line);
}

void fresh_must_fail(bool ok, const Err *err, ErrCode code, const char *part, const char *what,
		     const char *file, int line)
{
	_assert_true(!ok, what, file, line);
	if (err->code != code || !strstr(err->text, part))
		print_error("%s: got %s “%s”, wanted %s “…%s…”\n", what, err_face(err->code)->name,
			    err->text, err_face(code)->name, part);
	_assert_true(err->code == code && strstr(err->text, part), what, file, line);
}

void fresh_script(Db *db, const char *sql)
{
	Err err;
	MUST(db_begin_write(db, &err));
	MUST(db_run_script(db, str_from_c(sql), &err));
	MUST(db_commit(db, &err));
}

int64_t fresh_number(Db *db, const char *sql)
{
	Err err;
	DbStmt *stmt = NULL;
	bool row = false;
	MUST(db_prepare(db, sql, "", &stmt, &err));
	MUST(db_query(stmt, &err));
	MUST(db_next(stmt, &row, &err));
	assert_true(row);
	int64_t number = db_int(stmt, 0);
	assert_false(db_type_failed(stmt));
	db_reset(stmt);
	return number;
}
