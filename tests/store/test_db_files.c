/* What is particular to SQLite: the file, the files beside it, and their damage. */

#include "fresh_db.h"
#include "store/db_driver.h"

#include <errno.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { SHORT_WAIT_MS = 30, NOBODY = 65534 };

static const char INSERT_ROW[] = "INSERT INTO entry (id, note) VALUES ($1, $2)";
static const char COUNT_ROWS[] = "SELECT COUNT(*) FROM entry";
static const char TABLES[] =
	"CREATE TABLE entry (id INTEGER NOT NULL PRIMARY KEY, note TEXT);"
	"CREATE INDEX entry_note ON entry (note);"
	"CREATE TABLE child (entry_id INTEGER NOT NULL REFERENCES entry (id))";

typedef struct Bench {
	char url[FRESH_URL_SIZE];
	const char *path;
	Db *db;
} Bench;

static int set_up(void **state)
{
	Bench *bench = calloc(1, sizeof *bench);
	Err err;
	fresh_db(bench->url);
	bench->path = bench->url + strlen("sqlite:");
	MUST(db_open(bench->url, DB_CREATE, &bench->db, &err));
	fresh_script(bench->db, TABLES);
	*state = bench;
	return 0;
}

static int tear_down(void **state)
{
	Bench *bench = *state;
	db_close(bench->db);
	free(bench);
	return 0;
}

static void add_rows(Db *db, int64_t from, int64_t count, size_t size)
{
	static char note[4096];
	Err err;
	DbStmt *stmt = NULL;
	memset(note, 'n', sizeof note);
	MUST(db_begin_write(db, &err));
	for (int64_t id = from; id < from + count; id++) {
		MUST(db_prepare(db, INSERT_ROW, "it", &stmt, &err));
		db_bind_int(stmt, 1, id);
		db_bind_text(stmt, 2, (Str){note, size});
		MUST(db_run(stmt, &err));
	}
	MUST(db_commit(db, &err));
}

/* The path of a file beside `path`; also used to put "sqlite:" before a path. */
static const char *beside(char out[FRESH_URL_SIZE], const char *path, const char *ending)
{
	int length = snprintf(out, FRESH_URL_SIZE, "%s%s", path, ending);
	assert_in_range(length, 1, FRESH_URL_SIZE - 1);
	return out;
}

static bool exists(const char *path)
{
	struct stat status;
	return lstat(path, &status) == 0;
}

static int64_t size_of(const char *path)
{
	struct stat status;
	assert_int_equal(stat(path, &status), 0);
	return status.st_size;
}

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static void what_cannot_be_opened_is_explained(void **state)
{
	char path[FRESH_URL_SIZE];
	char url[FRESH_URL_SIZE];
	Db *db = NULL;
	Err err;
	(void)state;

	fresh_path(path, "missing.db");
	beside(url, "sqlite:", path);
	MUST_FAIL(db_open(url, DB_EXISTING, &db, &err), ERR_NOT_FOUND,
		  "missing.db: there is no such database");
	assert_non_null(strstr(err.text, "pacta demo"));
	assert_false(exists(path));

	fresh_path(path, "missing-folder/a.db");
	beside(url, "sqlite:", path);
	MUST_FAIL(db_open(url, DB_CREATE, &db, &err), ERR_NOT_FOUND,
		  "folder of this database does not exist");

	fresh_path(path, ".");
	beside(url, "sqlite:", path);
	MUST_FAIL(db_open(url, DB_CREATE, &db, &err), ERR_UNAVAILABLE, "is not a file");

	fresh_path(path, "pipe");
	assert_int_equal(mkfifo(path, 0600), 0);
	beside(url, "sqlite:", path);
	MUST_FAIL(db_open(url, DB_EXISTING, &db, &err), ERR_UNAVAILABLE, "is not a file");

	fresh_path(path, "to-nothing.db");
	assert_int_equal(symlink("nothing.db", path), 0);
	beside(url, "sqlite:", path);
	MUST_FAIL(db_open(url, DB_CREATE, &db, &err), ERR_UNAVAILABLE, "symbolic link");

	fresh_path(path, "letter.db");
	write_file(
		path,
		"Dear Sir or Madam, this is not a database but a letter of some length. Regards");
	beside(url, "sqlite:", path);
	MUST_FAIL(db_open(url, DB_EXISTING, &db, &err), ERR_CORRUPT, "is not a database");
	assert_null(db);
}

static void files_are_the_owners(void **state)
{
	static const char *const endings[] = {"", "-wal", "-shm", "-lock"};
	char url[FRESH_URL_SIZE];
	Db *db = NULL;
	Err err;
	(void)state;
	fresh_db(url);
	mode_t mask = umask(0);
	bool ok = db_open(url, DB_CREATE, &db, &err);
	if (ok)
		fresh_script(db, TABLES);
	(void)umask(mask);
	MUST(ok);
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		struct stat status;
		char path[FRESH_URL_SIZE];
		assert_int_equal(stat(beside(path, url + strlen("sqlite:"), endings[i]), &status),
				 0);
		assert_int_equal(status.st_mode & 0777, 0600);
	}
	db_close(db);
}

static void the_lock_file_is_no_way_to_other_files(void **state)
{
	for (int kind = 0; kind < 2; kind++) {
		char url[FRESH_URL_SIZE];
		char lock[FRESH_URL_SIZE];
		char victim[FRESH_URL_SIZE];
		Db *db = NULL;
		Err err;
		(void)state;
		fresh_db(url);
		MUST(db_open(url, DB_CREATE, &db, &err));
		beside(lock, url + strlen("sqlite:"), "-lock");
		fresh_path(victim, "victim");
		(void)unlink(victim);
		write_file(victim, "precious");
		assert_int_equal(kind == 0 ? symlink(victim, lock) : link(victim, lock), 0);
		MUST_FAIL(db_begin_write(db, &err), ERR_IO,
			  kind == 0 ? "symbolic link" : "not a file of its own");
		assert_int_equal(size_of(victim), (int64_t)strlen("precious"));
		assert_int_equal(unlink(lock), 0);
		MUST(db_begin_write(db, &err));
		db_close(db);
	}
}

static void a_removed_lock_file_is_noticed(void **state)
{
	Bench *bench = *state;
	char lock[FRESH_URL_SIZE];
	Db *other = NULL;
	Err err;
	MUST(db_open(bench->url, DB_EXISTING, &other, &err));
	db_set_wait(bench->db, SHORT_WAIT_MS);
	assert_int_equal(unlink(beside(lock, bench->path, "-lock")), 0);
	MUST(db_begin_write(other, &err));
	MUST_FAIL(db_begin_write(bench->db, &err), ERR_UNAVAILABLE, "another part of this process");
	MUST(db_commit(other, &err));
	MUST(db_begin_write(bench->db, &err));
	db_close(other);
}

static void two_names_of_one_file_have_one_lock(void **state)
{
	Bench *bench = *state;
	char path[FRESH_URL_SIZE];
	char url[FRESH_URL_SIZE];
	char lock[FRESH_URL_SIZE];
	Db *other = NULL;
	Err err;
	fresh_path(path, "by-another-name.db");
	(void)unlink(path);
	assert_int_equal(symlink(bench->path, path), 0);
	MUST(db_open(beside(url, "sqlite:", path), DB_EXISTING, &other, &err));
	db_set_wait(other, SHORT_WAIT_MS);
	MUST(db_begin_write(bench->db, &err));
	MUST_FAIL(db_begin_write(other, &err), ERR_UNAVAILABLE, "another part of this process");
	MUST(db_commit(bench->db, &err));
	MUST(db_begin_write(other, &err));
	assert_false(exists(beside(lock, path, "-lock")));
	db_close(other);
}

static void a_program_without_the_lock_file_is_waited_for(void **state)
{
	Bench *bench = *state;
	sqlite3 *foreign = NULL;
	Db *other = NULL;
	Err err;
	assert_int_equal(sqlite3_open(bench->path, &foreign), SQLITE_OK);
	assert_int_equal(sqlite3_exec(foreign, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	db_set_wait(bench->db, SHORT_WAIT_MS);
	MUST_FAIL(db_begin_write(bench->db, &err), ERR_UNAVAILABLE, "another program uses it");
	assert_int_equal(sqlite3_exec(foreign, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
	MUST(db_open(bench->url, DB_EXISTING, &other, &err));
	db_set_wait(other, SHORT_WAIT_MS);
	MUST(db_begin_write(other, &err));
	db_close(other);
	assert_int_equal(sqlite3_close(foreign), SQLITE_OK);
}

static void closing_copies_nothing_into_the_database(void **state)
{
	Bench *bench = *state;
	char wal[FRESH_URL_SIZE];
	Err err;
	int64_t before = size_of(bench->path);
	add_rows(bench->db, 0, 100, 1000);
	db_close(bench->db);
	assert_int_equal(size_of(bench->path), before);
	assert_true(size_of(beside(wal, bench->path, "-wal")) > 100 * 1000);
	MUST(db_open(bench->url, DB_EXISTING, &bench->db, &err));
	assert_int_equal(fresh_number(bench->db, COUNT_ROWS), 100);
}

static void the_wal_does_not_grow_without_end(void **state)
{
	Bench *bench = *state;
	char wal[FRESH_URL_SIZE];
	enum { COMMITS = 300, ROWS = 20, BATCH = 30000 };
	for (int64_t i = 0; i < COMMITS; i++)
		add_rows(bench->db, i * ROWS, ROWS, 2000);
	beside(wal, bench->path, "-wal");
	assert_true(size_of(bench->path) > (int64_t)COMMITS * ROWS * 2000);
	assert_true(size_of(wal) < (int64_t)8 << 20);
	/* After one large batch the file is cut. */
	add_rows(bench->db, COMMITS * ROWS, BATCH, 2000);
	assert_true(size_of(wal) < (int64_t)8 << 20);
	assert_int_equal(fresh_number(bench->db, COUNT_ROWS), COMMITS * ROWS + BATCH);
}

static void a_full_disk_is_named(void **state)
{
	Bench *bench = *state;
	DbStmt *stmt = NULL;
	Err err;
	static char note[4000];
	bool ok = true;
	memset(note, 'n', sizeof note);
	MUST(db_begin_write(bench->db, &err));
	MUST(db_run_script(bench->db, STR("PRAGMA max_page_count = 20"), &err));
	for (int64_t id = 0; ok && id < 100; id++) {
		MUST(db_prepare(bench->db, INSERT_ROW, "it", &stmt, &err));
		db_bind_int(stmt, 1, id);
		db_bind_text(stmt, 2, (Str){note, sizeof note});
		ok = db_run(stmt, &err);
	}
	MUST_FAIL(ok, ERR_IO, "disk is full");
	MUST_FAIL(db_commit(bench->db, &err), ERR_IO, "disk is full");
	assert_int_equal(fresh_number(bench->db, COUNT_ROWS), 0);
	add_rows(bench->db, 0, 1, 100);
	assert_int_equal(fresh_number(bench->db, COUNT_ROWS), 1);
}

static void spoil(const char *path, long at)
{
	FILE *file = fopen(path, "r+b");
	assert_non_null(file);
	assert_int_equal(fseek(file, at, SEEK_SET), 0);
	for (int i = 0; i < 64; i++)
		assert_int_not_equal(fputc(0xA5, file), EOF);
	assert_int_equal(fclose(file), 0);
}

static void damage_is_found(void **state)
{
	Bench *bench = *state;
	SqliteOptions options = SQLITE_DEFAULTS;
	char wal[FRESH_URL_SIZE];
	Err err;
	options.checkpoint_pages = 1;
	db_close(bench->db);
	MUST(sqlite_open_with(bench->path, DB_EXISTING, options, &bench->db, &err));
	add_rows(bench->db, 0, 200, 1000);
	MUST(db_check_files(bench->db, &err));
	db_close(bench->db);
	/* All of it is in the database, and would be read from the log first. */
	assert_int_equal(unlink(beside(wal, bench->path, "-wal")), 0);
	spoil(bench->path, 4096L * 30);
	MUST(db_open(bench->url, DB_EXISTING, &bench->db, &err));
	MUST_FAIL(db_check_files(bench->db, &err), ERR_CORRUPT, "damaged");
}

static void a_reference_to_nothing_is_found(void **state)
{
	Bench *bench = *state;
	sqlite3 *foreign = NULL;
	Err err;
	assert_int_equal(sqlite3_open(bench->path, &foreign), SQLITE_OK);
	assert_int_equal(sqlite3_exec(foreign, "INSERT INTO child VALUES (404)", NULL, NULL, NULL),
			 SQLITE_OK);
	assert_int_equal(sqlite3_close(foreign), SQLITE_OK);
	MUST_FAIL(db_check_files(bench->db, &err), ERR_CORRUPT, "child 1 entry");
}

static void every_connection_is_safe(void **state)
{
	Bench *bench = *state;
	enum { SYNCHRONOUS_FULL = 2 };
	Arena mem = {0};
	DbStmt *stmt = NULL;
	bool row = false;
	Err err;
	MUST(db_begin_write(bench->db, &err)); /* a PRAGMA counts as writing */
	assert_int_equal(fresh_number(bench->db, "PRAGMA synchronous"), SYNCHRONOUS_FULL);
	assert_int_equal(fresh_number(bench->db, "PRAGMA foreign_keys"), 1);
	assert_int_equal(fresh_number(bench->db, "PRAGMA wal_autocheckpoint"), 0);
	assert_int_equal(fresh_number(bench->db, "PRAGMA trusted_schema"), 0);
	MUST(db_prepare(bench->db, "PRAGMA journal_mode", "", &stmt, &err));
	MUST(db_query(stmt, &err));
	MUST(db_next(stmt, &row, &err));
	assert_true(str_eq_c(db_text(stmt, 0, &mem), "wal"));
	db_rollback(bench->db);
	arena_deinit(&mem);
}

static void quoted_names_are_not_text(void **state)
{
	Bench *bench = *state;
	DbStmt *stmt = NULL;
	Err err;
	static const char SQL[] = "SELECT \"no_such_column\" FROM entry";
	MUST_FAIL(db_prepare(bench->db, SQL, "", &stmt, &err), ERR_CORRUPT, "no_such_column");
}

/* In a folder that anybody may enter: where the tests' own lie, perhaps only root may. */
static void a_read_only_folder_can_be_read(void **state)
{
	char folder[] = "/tmp/pacta-read-only-XXXXXX";
	char url[FRESH_URL_SIZE];
	char path[FRESH_URL_SIZE];
	static const char *const endings[] = {"", "-wal", "-shm", "-lock"};
	Db *db = NULL;
	Err err;
	(void)state;
	assert_non_null(mkdtemp(folder));
	(void)snprintf(url, sizeof url, "sqlite:%s/a.db", folder);
	MUST(db_open(url, DB_CREATE, &db, &err));
	fresh_script(db, TABLES);
	add_rows(db, 0, 3, 10);
	db_close(db);
	const char *file = url + strlen("sqlite:");
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		assert_int_equal(chmod(beside(path, file, endings[i]), 0444), 0);
	assert_int_equal(chmod(folder, 0555), 0);

	uid_t user = geteuid();
	if (user == 0)
		assert_int_equal(seteuid(NOBODY), 0);
	db = NULL;
	Err write_err;
	bool opened = db_open(url, DB_CREATE, &db, &err);
	bool read = opened && db_begin_read(db, &err);
	int64_t count = read ? fresh_number(db, COUNT_ROWS) : -1;
	db_rollback(db);
	bool written = opened && db_begin_write(db, &write_err);
	db_close(db);
	if (user == 0)
		assert_int_equal(seteuid(0), 0);

	assert_int_equal(chmod(folder, 0755), 0);
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		(void)unlink(beside(path, file, endings[i]));
	assert_int_equal(rmdir(folder), 0);
	MUST(opened && read);
	assert_int_equal(count, 3);
	assert_false(written);
	assert_int_equal(write_err.code, ERR_IO);
	assert_non_null(strstr(write_err.text, "cannot write here"));
}

static void move(const char *from, const char *to)
{
	static const char *const endings[] = {"", "-wal", "-shm"};
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		char old[FRESH_URL_SIZE];
		char new[FRESH_URL_SIZE];
		assert_int_equal(rename(beside(old, from, endings[i]), beside(new, to, endings[i])),
				 0);
	}
}

static int64_t count_in_transaction(Db *db)
{
	Err err;
	MUST(db_begin_read(db, &err));
	int64_t count = fresh_number(db, COUNT_ROWS);
	db_rollback(db);
	return count;
}

static void a_file_that_is_gone_is_told(void **state)
{
	Bench *bench = *state;
	Err err;
	char away[FRESH_URL_SIZE];
	char lock[FRESH_URL_SIZE];
	fresh_path(away, "away.db");
	add_rows(bench->db, 1, 3, 10);
	move(bench->path, away);
	assert_int_equal(unlink(beside(lock, bench->path, "-lock")), 0);
	for (int i = 0; i < 2; i++) {
		MUST_FAIL(db_begin_read(bench->db, &err), ERR_UNAVAILABLE,
			  "was deleted or moved away while it was in use; put it back");
		MUST_FAIL(db_begin_write(bench->db, &err), ERR_UNAVAILABLE, "put it back");
	}
	assert_false(exists(bench->path));
	assert_false(exists(lock));
	move(away, bench->path);
	assert_int_equal(count_in_transaction(bench->db), 3);
	assert_false(db_was_reopened(bench->db));
	add_rows(bench->db, 4, 1, 10);
	assert_int_equal(count_in_transaction(bench->db), 4);
}

static void a_file_in_its_place_is_opened(void **state)
{
	Bench *bench = *state;
	Err err;
	Db *other = NULL;
	char away[FRESH_URL_SIZE];
	fresh_path(away, "away.db");
	add_rows(bench->db, 1, 3, 10);
	assert_int_equal(count_in_transaction(bench->db), 3);
	move(bench->path, away);
	MUST(db_open(bench->url, DB_CREATE, &other, &err));
	fresh_script(other, TABLES);
	add_rows(other, 1, 5, 10);
	assert_int_equal(count_in_transaction(bench->db), 5);
	assert_true(db_was_reopened(bench->db));
	assert_false(db_was_reopened(bench->db));
	add_rows(bench->db, 6, 1, 10);
	assert_int_equal(count_in_transaction(other), 6);
	assert_false(db_was_reopened(other));
	db_close(other);

	char url[FRESH_URL_SIZE];
	MUST(db_open(beside(url, "sqlite:", away), DB_EXISTING, &other, &err));
	assert_int_equal(count_in_transaction(other), 3);
	db_close(other);
}

static void a_file_beside_another_ones_log_is_not_opened(void **state)
{
	Bench *bench = *state;
	Err err;
	char spare[FRESH_URL_SIZE];
	char path[FRESH_URL_SIZE];
	Db *other = NULL;
	fresh_path(path, "spare.db");
	MUST(db_open(beside(spare, "sqlite:", path), DB_CREATE, &other, &err));
	fresh_script(other, TABLES);
	add_rows(other, 1, 5, 10);
	db_close(other);
	add_rows(bench->db, 1, 3, 10);
	assert_int_equal(count_in_transaction(bench->db), 3);
	assert_int_equal(rename(path, bench->path), 0);
	for (int i = 0; i < 2; i++) {
		MUST_FAIL(db_begin_read(bench->db, &err), ERR_UNAVAILABLE,
			  "of the old one are still there: remove these two");
		MUST_FAIL(db_begin_write(bench->db, &err), ERR_UNAVAILABLE, "remove these two");
	}
	char from[FRESH_URL_SIZE];
	char to[FRESH_URL_SIZE];
	assert_int_equal(rename(beside(from, path, "-wal"), beside(to, bench->path, "-wal")), 0);
	assert_int_equal(rename(beside(from, path, "-shm"), beside(to, bench->path, "-shm")), 0);
	assert_int_equal(count_in_transaction(bench->db), 5);
}

static void not_of_this_engine(void **state)
{
	(void)state;
	skip();
}

#define CASE(label, function)                            \
	{                                                \
		label, function, set_up, tear_down, NULL \
	}

int main(void)
{
	const struct CMUnitTest tests[] = {
		{"what cannot be opened is explained", what_cannot_be_opened_is_explained, NULL,
		 NULL, NULL},
		{"the files are readable by their owner only", files_are_the_owners, NULL, NULL,
		 NULL},
		{"the lock file is no way to other files", the_lock_file_is_no_way_to_other_files,
		 NULL, NULL, NULL},
		{"a read-only database can be read, and why it cannot be written is told",
		 a_read_only_folder_can_be_read, NULL, NULL, NULL},
		CASE("a removed lock file is noticed", a_removed_lock_file_is_noticed),
		CASE("two names of one file have one lock", two_names_of_one_file_have_one_lock),
		CASE("a program that does not know the lock file is waited for",
		     a_program_without_the_lock_file_is_waited_for),
		CASE("closing copies nothing into the database",
		     closing_copies_nothing_into_the_database),
		CASE("the write-ahead log does not grow without end",
		     the_wal_does_not_grow_without_end),
		CASE("a full disk is named and loses the transaction", a_full_disk_is_named),
		CASE("damage is found", damage_is_found),
		CASE("a reference to nothing is found", a_reference_to_nothing_is_found),
		CASE("every connection has the safe settings", every_connection_is_safe),
		CASE("a file that is gone is told, and used again when it is back",
		     a_file_that_is_gone_is_told),
		CASE("a file that was put in its place is opened", a_file_in_its_place_is_opened),
		CASE("a file beside the log of another one is not opened",
		     a_file_beside_another_ones_log_is_not_opened),
		CASE("a quoted name is never taken for text", quoted_names_are_not_text),
	};
	const struct CMUnitTest none[] = {
		{"these are files of SQLite", not_of_this_engine, NULL, NULL, NULL},
	};
	cmocka_set_message_output(CM_OUTPUT_TAP);
	if (!fresh_is_sqlite())
		return cmocka_run_group_tests(none, NULL, NULL);
	return cmocka_run_group_tests(tests, NULL, fresh_db_end);
}
