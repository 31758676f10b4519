/* The schema's versions: each applied once, all or nothing, never over something unknown. */

#include "fresh_db.h"
#include "store/migrate.h"

#include "store/db_driver.h"
#include "store/migrations.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { NOW = 1234567, LATER = 2345678 };

#define BYTES(text) "" text, sizeof(text) - 1
#define BASE_SQLITE                                                                               \
	{                                                                                         \
		"001_base.sqlite.sql", BYTES("CREATE TABLE base (id INTEGER PRIMARY KEY) STRICT") \
	}
#define BASE_POSTGRES                                                                       \
	{                                                                                   \
		"001_base.postgres.sql", BYTES("CREATE TABLE base (id BIGINT PRIMARY KEY)") \
	}
#define MORE                               \
	"-- a comment; with a semicolon\n" \
	"CREATE TABLE more (id BIGINT PRIMARY KEY); INSERT INTO base (id) VALUES (1);\n"

static const EmbeddedFile FIRST_FILES[] = {BASE_POSTGRES, BASE_SQLITE};

static const EmbeddedFile BOTH_FILES[] = {
	BASE_POSTGRES,
	BASE_SQLITE,
	{"002_more.postgres.sql", BYTES(MORE)},
	{"002_more.sqlite.sql", BYTES(MORE)},
	{"003_not_a_migration.txt", BYTES("for people")},
	{"004_other.oracle.sql", BYTES("for another engine")},
	{"README.sqlite.sql", BYTES("without a number")},
};

static const EmbeddedFile BROKEN_FILES[] = {
	BASE_POSTGRES,
	BASE_SQLITE,
	{"002_broken.postgres.sql", BYTES(MORE "INSERT INTO nowhere VALUES (1)")},
	{"002_broken.sqlite.sql", BYTES(MORE "INSERT INTO nowhere VALUES (1)")},
};

static const EmbeddedFile GAP_FILES[] = {
	BASE_POSTGRES,
	BASE_SQLITE,
	{"003_later.postgres.sql", BYTES(MORE)},
	{"003_later.sqlite.sql", BYTES(MORE)},
};

#define FILES(list)                              \
	{                                        \
		list, sizeof list / sizeof *list \
	}
static const EmbeddedFiles FIRST = FILES(FIRST_FILES);
static const EmbeddedFiles BOTH = FILES(BOTH_FILES);
static const EmbeddedFiles BROKEN = FILES(BROKEN_FILES);
static const EmbeddedFiles GAP = FILES(GAP_FILES);

static const char COUNT_VERSIONS[] = "SELECT COUNT(*) FROM schema_migration";
static const char COUNT_BASE[] = "SELECT COUNT(*) FROM base";
static const char COUNT_MORE[] = "SELECT COUNT(*) FROM more";

typedef struct Bench {
	char url[FRESH_URL_SIZE];
	Db *db;
} Bench;

static int set_up(void **state)
{
	Bench *bench = calloc(1, sizeof *bench);
	Err err;
	fresh_db(bench->url);
	MUST(db_open(bench->url, DB_CREATE, &bench->db, &err));
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

static void assert_no_table(Db *db, const char *sql)
{
	DbStmt *stmt = NULL;
	Err err;
	MUST_FAIL(db_prepare(db, sql, "", &stmt, &err) && db_query(stmt, &err), ERR_CORRUPT, "");
}

static void an_empty_store_gets_every_version(void **state)
{
	Db *db = ((Bench *)*state)->db;
	DbStmt *stmt = NULL;
	bool row = false;
	Arena mem;
	Err err;
	static const char SQL[] =
		"SELECT version, name, applied_at FROM schema_migration ORDER BY version";
	static const char *const names[] = {"001_base", "002_more"};
	arena_init(&mem);
	MUST(migrate_with(db, &BOTH, NOW, &err));
	MUST(db_prepare(db, SQL, "", &stmt, &err));
	MUST(db_query(stmt, &err));
	for (int i = 0; i < 2; i++) {
		MUST(db_next(stmt, &row, &err));
		assert_true(row);
		assert_int_equal(db_int(stmt, 0), i + 1);
		assert_true(str_eq_c(db_text(stmt, 1, &mem), names[i]));
		assert_int_equal(db_int(stmt, 2), NOW);
	}
	MUST(db_next(stmt, &row, &err));
	assert_false(row);
	assert_int_equal(fresh_number(db, COUNT_BASE), 1);
	assert_int_equal(fresh_number(db, COUNT_MORE), 0);
	arena_deinit(&mem);
}

static void an_older_store_is_upgraded(void **state)
{
	Db *db = ((Bench *)*state)->db;
	Err err;
	MUST(migrate_with(db, &FIRST, NOW, &err));
	assert_int_equal(fresh_number(db, COUNT_VERSIONS), 1);
	fresh_script(db, "INSERT INTO base (id) VALUES (77)");
	MUST(migrate_with(db, &BOTH, LATER, &err));
	assert_int_equal(fresh_number(db, COUNT_BASE), 2);
	assert_int_equal(fresh_number(db, COUNT_MORE), 0);
	assert_int_equal(
		fresh_number(db, "SELECT CAST(SUM(applied_at) AS BIGINT) FROM schema_migration"),
		NOW + LATER);
}

/* While another has the writer's lock, only reading is possible. */
static void a_store_that_is_up_to_date_is_only_read(void **state)
{
	Bench *bench = *state;
	Db *other = NULL;
	Err err;
	MUST(migrate_with(bench->db, &BOTH, NOW, &err));
	MUST(db_open(bench->url, DB_EXISTING, &other, &err));
	MUST(db_begin_write(other, &err));
	db_set_wait(bench->db, 30);
	MUST(migrate_with(bench->db, &BOTH, LATER, &err));
	db_close(other);
	assert_int_equal(fresh_number(bench->db, COUNT_VERSIONS), 2);
}

static void an_older_store_waits_for_the_lock(void **state)
{
	Bench *bench = *state;
	Db *other = NULL;
	Err err;
	MUST(migrate_with(bench->db, &FIRST, NOW, &err));
	MUST(db_open(bench->url, DB_EXISTING, &other, &err));
	MUST(db_begin_write(other, &err));
	db_set_wait(bench->db, 30);
	MUST_FAIL(migrate_with(bench->db, &BOTH, LATER, &err), ERR_UNAVAILABLE, "busy");
	db_close(other);
	assert_int_equal(fresh_number(bench->db, COUNT_VERSIONS), 1);
}

static void a_newer_store_is_refused(void **state)
{
	Db *db = ((Bench *)*state)->db;
	Err err;
	MUST(migrate_with(db, &BOTH, NOW, &err));
	MUST_FAIL(migrate_with(db, &FIRST, LATER, &err), ERR_CONFLICT,
		  "the database is at version 2, this pacta knows 1");
	assert_non_null(strstr(err.text, "nothing was changed"));
	assert_int_equal(fresh_number(db, COUNT_VERSIONS), 2);
}

static void a_failed_version_leaves_the_one_before(void **state)
{
	Db *db = ((Bench *)*state)->db;
	Err err;
	for (int round = 0; round < 2; round++) {
		MUST_FAIL(migrate_with(db, &BROKEN, NOW, &err), ERR_CORRUPT,
			  "migration 002_broken");
		assert_non_null(strstr(err.text, "nowhere"));
		assert_int_equal(fresh_number(db, COUNT_VERSIONS), 1);
		assert_int_equal(fresh_number(db, COUNT_BASE), 0);
		assert_no_table(db, COUNT_MORE);
	}
	MUST(migrate_with(db, &BOTH, NOW, &err));
	assert_int_equal(fresh_number(db, COUNT_VERSIONS), 2);
}

static void tables_of_others_are_left_alone(void **state)
{
	Db *db = ((Bench *)*state)->db;
	Err err;
	fresh_script(db, "CREATE TABLE recipe (id BIGINT PRIMARY KEY)");
	MUST_FAIL(migrate_with(db, &BOTH, NOW, &err), ERR_CONFLICT, "\"recipe\"");
	assert_non_null(strstr(err.text, "nothing was changed"));
	assert_no_table(db, COUNT_VERSIONS);
	assert_no_table(db, COUNT_BASE);
}

static void a_missing_record_is_found(void **state)
{
	Db *db = ((Bench *)*state)->db;
	Err err;
	MUST(migrate_with(db, &BOTH, NOW, &err));
	fresh_script(db, "DELETE FROM schema_migration WHERE version = 1");
	MUST_FAIL(migrate_with(db, &BOTH, NOW, &err), ERR_CORRUPT, "names 1 versions up to 2");
}

static void a_program_without_a_version_says_so(void **state)
{
	Db *db = ((Bench *)*state)->db;
	Err err;
	MUST_FAIL(migrate_with(db, &GAP, NOW, &err), ERR_CORRUPT, "without migration 2");
	assert_int_equal(fresh_number(db, COUNT_VERSIONS), 1);
}

static int play_role(const char *url)
{
	Db *db = NULL;
	Err err;
	bool ok = db_open(url, DB_CREATE, &db, &err) && migrate_with(db, &BOTH, NOW, &err);
	db_close(db);
	if (!ok)
		(void)fprintf(stderr, "%s\n", err.text);
	return ok ? 0 : 1;
}

static void processes_that_migrate_at_once_agree(void **state)
{
	Bench *bench = *state;
	enum { PROCESSES = 4 };
	pid_t children[PROCESSES];
	(void)fflush(NULL);
	for (int i = 0; i < PROCESSES; i++) {
		children[i] = fork();
		assert_true(children[i] >= 0);
		if (children[i] == 0) {
			(void)execl("/proc/self/exe", "test_migrate", bench->url, (char *)NULL);
			_exit(2);
		}
	}
	for (int i = 0; i < PROCESSES; i++) {
		int status = 0;
		assert_int_equal(waitpid(children[i], &status, 0), children[i]);
		assert_int_equal(status, 0);
	}
	assert_int_equal(fresh_number(bench->db, COUNT_VERSIONS), 2);
	assert_int_equal(fresh_number(bench->db, COUNT_BASE), 1);
}

static int64_t embedded_files(const char *end)
{
	int64_t count = 0;
	for (size_t i = 0; i < embedded_migrations.len; i++)
		count += str_ends(str_from_c(embedded_migrations.at[i].name), str_from_c(end));
	return count;
}

static void the_programs_own_versions_apply(void **state)
{
	Db *db = ((Bench *)*state)->db;
	Err err;
	int64_t versions = embedded_files(".sqlite.sql");
	assert_true(versions > 0);
	assert_int_equal(embedded_files(".postgres.sql"), versions);
	MUST(migrate(db, NOW, &err));
	MUST(migrate(db, NOW, &err));
	assert_int_equal(fresh_number(db, COUNT_VERSIONS), versions);
	MUST(db_check_files(db, &err));
}

/* The program's own files up to a version. */
static EmbeddedFiles own_files_up_to(int64_t version, EmbeddedFile room[], size_t len)
{
	EmbeddedFiles files = {room, 0};
	assert_true(embedded_migrations.len <= len);
	for (size_t i = 0; i < embedded_migrations.len; i++) {
		if (strtoll(embedded_migrations.at[i].name, NULL, 10) <= version)
			room[files.len++] = embedded_migrations.at[i];
	}
	return files;
}

static void every_version_of_our_own_is_upgraded(void **state)
{
	(void)state;
	Err err;
	for (int64_t version = 1; version < embedded_files(".sqlite.sql"); version++) {
		char url[FRESH_URL_SIZE];
		Db *db = NULL;
		EmbeddedFile room[64];
		EmbeddedFiles older = own_files_up_to(version, room, 64);
		fresh_db(url);
		MUST(db_open(url, DB_CREATE, &db, &err));
		MUST(migrate_with(db, &older, NOW, &err));
		assert_int_equal(fresh_number(db, COUNT_VERSIONS), version);
		fresh_script(db,
			     "INSERT INTO account (id, name, note, created_at, created_by)"
			     " VALUES (7, 'Harbour', '', 1, 'x')");
		MUST(migrate(db, LATER, &err));
		assert_int_equal(fresh_number(db, COUNT_VERSIONS), embedded_files(".sqlite.sql"));
		assert_int_equal(fresh_number(db, "SELECT id FROM account"), 7);
		assert_int_equal(fresh_number(db, "SELECT version FROM store_version"), 0);
		MUST(db_check_files(db, &err));
		db_close(db);
	}
}

#define CASE(label, function)                            \
	{                                                \
		label, function, set_up, tear_down, NULL \
	}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		CASE("an empty store gets every version in order",
		     an_empty_store_gets_every_version),
		CASE("an older store is upgraded and keeps its rows", an_older_store_is_upgraded),
		CASE("a store that is up to date is only read",
		     a_store_that_is_up_to_date_is_only_read),
		CASE("an older store waits for the writer's lock",
		     an_older_store_waits_for_the_lock),
		CASE("a newer store is refused and named", a_newer_store_is_refused),
		CASE("a version that fails leaves the one before",
		     a_failed_version_leaves_the_one_before),
		CASE("tables that are not pacta's are left alone", tables_of_others_are_left_alone),
		CASE("a missing record is found", a_missing_record_is_found),
		CASE("a program built without a version says so",
		     a_program_without_a_version_says_so),
		CASE("processes that migrate at once agree", processes_that_migrate_at_once_agree),
		CASE("the program's own versions apply and are as many on both engines",
		     the_programs_own_versions_apply),
		CASE("a store of each version of our own is upgraded and keeps its rows",
		     every_version_of_our_own_is_upgraded),
	};
	if (argc == 2)
		return play_role(argv[1]);
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, fresh_db_end);
}
