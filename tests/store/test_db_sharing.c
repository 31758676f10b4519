/*
 * Several connections and processes on one store: one writer at a time, undisturbed
 * readers, lost connections.
 */

#include "fresh_db.h"
#include "store/db_driver.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static const char COUNT_ROWS[] = "SELECT COUNT(*) FROM entry";
static const char INSERT_ROW[] = "INSERT INTO entry (id) VALUES ($1)";
static const char SELECT_TOTAL[] = "SELECT value FROM total";
static const char UPDATE_TOTAL[] = "UPDATE total SET value = $1";

enum { SHORT_WAIT_MS = 30 };

typedef struct Bench {
	char url[FRESH_URL_SIZE];
	Db *db;
	Db *other;
} Bench;

static int set_up(void **state)
{
	Bench *bench = calloc(1, sizeof *bench);
	Err err;
	fresh_db(bench->url);
	MUST(db_open(bench->url, DB_CREATE, &bench->db, &err));
	fresh_script(bench->db,
		     "CREATE TABLE entry (id BIGINT NOT NULL PRIMARY KEY);"
		     "CREATE TABLE total (value BIGINT NOT NULL);"
		     "INSERT INTO total VALUES (0)");
	MUST(db_open(bench->url, DB_EXISTING, &bench->other, &err));
	*state = bench;
	return 0;
}

static int tear_down(void **state)
{
	Bench *bench = *state;
	db_close(bench->db);
	db_close(bench->other);
	free(bench);
	return 0;
}

static bool add_row(Db *db, int64_t id, Err *err)
{
	DbStmt *stmt = NULL;
	if (!db_prepare(db, INSERT_ROW, "i", &stmt, err))
		return false;
	db_bind_int(stmt, 1, id);
	return db_run(stmt, err);
}

static bool count_up(Db *db, Err *err)
{
	DbStmt *stmt = NULL;
	bool row = false;
	if (!db_begin_write(db, err) || !db_prepare(db, SELECT_TOTAL, "", &stmt, err) ||
	    !db_query(stmt, err) || !db_next(stmt, &row, err))
		return false;
	int64_t total = db_int(stmt, 0);
	if (!db_prepare(db, UPDATE_TOTAL, "i", &stmt, err))
		return false;
	db_bind_int(stmt, 1, total + 1);
	return db_run(stmt, err) && db_commit(db, err);
}

static void readers_see_one_state(void **state)
{
	Bench *bench = *state;
	Err err;
	MUST(db_begin_read(bench->other, &err));
	MUST(db_begin_write(bench->db, &err));
	MUST(add_row(bench->db, 1, &err));
	assert_int_equal(fresh_number(bench->other, COUNT_ROWS), 0);
	MUST(db_commit(bench->db, &err));
	assert_int_equal(fresh_number(bench->other, COUNT_ROWS), 0);
	MUST(db_begin_write(bench->db, &err));
	MUST(add_row(bench->db, 2, &err));
	MUST(db_commit(bench->db, &err));
	assert_int_equal(fresh_number(bench->other, COUNT_ROWS), 0);
	MUST(db_commit(bench->other, &err));
	assert_int_equal(fresh_number(bench->other, COUNT_ROWS), 2);
	MUST(db_begin_read(bench->other, &err));
	assert_int_equal(fresh_number(bench->other, COUNT_ROWS), 2);
	MUST(db_commit(bench->other, &err));
}

static void two_handles_exclude_each_other(void **state)
{
	Bench *bench = *state;
	Err err;
	db_set_wait(bench->other, SHORT_WAIT_MS);
	for (int round = 0; round < 3; round++) {
		MUST(db_begin_write(bench->db, &err));
		MUST(add_row(bench->db, round, &err));
		MUST_FAIL(db_begin_write(bench->other, &err), ERR_UNAVAILABLE, "busy");
		if (fresh_is_sqlite())
			assert_non_null(strstr(err.text, "another part of this process"));
		MUST(db_begin_read(bench->other, &err));
		assert_int_equal(fresh_number(bench->other, COUNT_ROWS), round);
		MUST(db_commit(bench->other, &err));
		if (round == 1)
			MUST(db_commit(bench->db, &err));
		else
			db_rollback(bench->db);
		MUST(db_begin_write(bench->other, &err));
		if (round != 1)
			MUST(add_row(bench->other, round, &err));
		MUST(db_commit(bench->other, &err));
	}
}

static void a_closed_handle_lets_go(void **state)
{
	Bench *bench = *state;
	Err err;
	MUST(db_begin_write(bench->db, &err));
	MUST(add_row(bench->db, 1, &err));
	db_close(bench->db);
	bench->db = NULL;
	MUST(db_begin_write(bench->other, &err));
	assert_int_equal(fresh_number(bench->other, COUNT_ROWS), 0);
	MUST(db_commit(bench->other, &err));
}

/*
 * Another process is this program run anew with a role: SQLite's handles must not be
 * carried into a child.
 */
enum { TURNS = 40 };
static const char ROLE_HOLD[] = "hold";
static const char ROLE_COUNT[] = "count";

/* Says one byte when it holds the lock, and keeps it. */
static int hold_lock(Db *db)
{
	Err err;
	if (!db_begin_write(db, &err) || !add_row(db, 7, &err) ||
	    fresh_number(db, COUNT_ROWS) != 1 || write(STDOUT_FILENO, "x", 1) != 1)
		return 1;
	(void)alarm(60); /* should the test itself have ended */
	for (;;)
		(void)pause();
}

static int take_turns(Db *db)
{
	Err err;
	int turns = 0;
	while (turns < TURNS && count_up(db, &err))
		turns++;
	return turns == TURNS ? 0 : 1;
}

static int play_role(const char *role, const char *url)
{
	Db *db = NULL;
	Err err;
	if (!db_open(url, DB_EXISTING, &db, &err))
		return 1;
	int code = strcmp(role, ROLE_HOLD) == 0 ? hold_lock(db) : take_turns(db);
	db_close(db);
	return code;
}

/* `output` gets the end of a pipe to read from. */
static pid_t start_role(const Bench *bench, const char *role, int *output)
{
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	(void)fflush(NULL);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		(void)dup2(ends[1], STDOUT_FILENO);
		(void)close(ends[0]);
		(void)close(ends[1]);
		(void)execl("/proc/self/exe", "test_db_sharing", role, bench->url, (char *)NULL);
		_exit(2);
	}
	(void)close(ends[1]);
	*output = ends[0];
	return child;
}

static void kill_releases_the_lock(void **state)
{
	Bench *bench = *state;
	Err err;
	char name[32];
	char byte = 0;
	int output = -1;
	pid_t child = start_role(bench, ROLE_HOLD, &output);
	assert_int_equal(read(output, &byte, 1), 1);
	db_set_wait(bench->db, SHORT_WAIT_MS);
	MUST_FAIL(db_begin_write(bench->db, &err), ERR_UNAVAILABLE, "busy");
	(void)snprintf(name, sizeof name, "process %ld ", (long)child);
	if (fresh_is_sqlite())
		assert_non_null(strstr(err.text, name));
	assert_int_equal(kill(child, SIGKILL), 0);
	assert_int_equal(waitpid(child, NULL, 0), child);
	(void)close(output);
	db_set_wait(bench->db, 30000);
	MUST(db_begin_write(bench->db, &err));
	assert_int_equal(fresh_number(bench->db, COUNT_ROWS), 0);
	MUST(add_row(bench->db, 8, &err));
	MUST(db_commit(bench->db, &err));
	assert_int_equal(fresh_number(bench->other, COUNT_ROWS), 1);
	MUST(db_check_files(bench->db, &err));
}

static void processes_take_turns(void **state)
{
	Bench *bench = *state;
	enum { PROCESSES = 4 };
	pid_t children[PROCESSES];
	int outputs[PROCESSES];
	for (int i = 0; i < PROCESSES; i++)
		children[i] = start_role(bench, ROLE_COUNT, &outputs[i]);
	for (int i = 0; i < PROCESSES; i++) {
		int status = 0;
		assert_int_equal(waitpid(children[i], &status, 0), children[i]);
		assert_int_equal(status, 0);
		(void)close(outputs[i]);
	}
	assert_int_equal(fresh_number(bench->db, SELECT_TOTAL), PROCESSES * TURNS);
}

static int64_t backend_of(Db *db)
{
	static const char SQL[] = "SELECT pg_backend_pid()";
	return fresh_number(db, SQL);
}

static void terminate_backend(Db *by, int64_t backend)
{
	/* Answers when the other has ended, so that nothing depends on time. */
	static const char SQL[] = "SELECT pg_terminate_backend(CAST($1 AS INTEGER), 10000)";
	DbStmt *stmt = NULL;
	bool row = false;
	Err err;
	MUST(db_prepare(by, SQL, "i", &stmt, &err));
	db_bind_int(stmt, 1, backend);
	MUST(db_query(stmt, &err));
	MUST(db_next(stmt, &row, &err));
	assert_int_equal(db_int(stmt, 0), 1);
	db_reset(stmt);
}

static void a_connection_lost_while_idle_is_made_anew(void **state)
{
	Bench *bench = *state;
	Err err;
	for (int round = 0; round < 2; round++) {
		MUST(db_begin_write(bench->db, &err));
		MUST(add_row(bench->db, round, &err));
		MUST(db_commit(bench->db, &err));
		terminate_backend(bench->other, backend_of(bench->db));
		if (round == 0)
			MUST(db_begin_read(bench->db, &err));
		else
			MUST(db_begin_write(bench->db, &err));
		assert_int_equal(fresh_number(bench->db, COUNT_ROWS), round + 1);
		MUST(db_commit(bench->db, &err));
	}
}

static void a_connection_lost_in_a_transaction_is_told(void **state)
{
	Bench *bench = *state;
	Err err;
	int64_t changed = 0;
	for (int kind = 0; kind < 4; kind++) {
		DbStmt *stmt = NULL;
		MUST(db_begin_write(bench->db, &err));
		MUST(add_row(bench->db, kind, &err));
		terminate_backend(bench->other, backend_of(bench->db));
		bool ok = true;
		if (kind == 0) {
			ok = db_prepare(bench->db, COUNT_ROWS, "", &stmt, &err) &&
			     db_query(stmt, &err);
		} else if (kind == 1) {
			ok = db_prepare(bench->db, UPDATE_TOTAL, "i", &stmt, &err);
			if (ok) {
				db_bind_int(stmt, 1, 1);
				ok = db_run_count(stmt, &changed, &err);
			}
		} else if (kind == 2) {
			for (int64_t id = 100; ok && id < 5000; id++)
				ok = add_row(bench->db, id, &err);
		}
		MUST_FAIL(ok && db_commit(bench->db, &err), ERR_UNAVAILABLE, "try again");
		db_rollback(bench->db);
		MUST(db_begin_write(bench->db, &err));
		assert_int_equal(fresh_number(bench->db, COUNT_ROWS), kind);
		MUST(add_row(bench->db, kind, &err));
		MUST(db_commit(bench->db, &err));
	}
}

static void a_reading_cut_off_does_not_look_complete(void **state)
{
	Bench *bench = *state;
	Err err;
	enum { ROWS = 200000 };
	static const char SQL[] = "SELECT id FROM entry";
	MUST(db_begin_write(bench->db, &err));
	for (int64_t id = 0; id < ROWS; id++)
		MUST(add_row(bench->db, id, &err));
	MUST(db_commit(bench->db, &err));
	for (int kind = 0; kind < 2; kind++) {
		int64_t backend = backend_of(bench->db);
		DbStmt *stmt = NULL;
		DbStmt *second = NULL;
		bool row = true;
		if (kind == 0)
			MUST(db_begin_read(bench->db, &err));
		MUST(db_prepare(bench->db, SQL, "", &stmt, &err));
		MUST(db_prepare(bench->db, SELECT_TOTAL, "", &second, &err));
		MUST(db_query(stmt, &err));
		MUST(db_next(stmt, &row, &err));
		assert_true(row);
		terminate_backend(bench->other, backend);
		assert_false(db_query(second, &err));
		int64_t seen = 1;
		bool ok = true;
		while (ok && row) {
			ok = db_next(stmt, &row, &err);
			seen += ok && row;
		}
		MUST_FAIL(ok, ERR_UNAVAILABLE, "try again");
		assert_true(seen < ROWS);
		db_rollback(bench->db);
	}
	assert_int_equal(fresh_number(bench->db, COUNT_ROWS), ROWS);
}

static void the_server_must_not_weaken_commits(void **state)
{
	Bench *bench = *state;
	static const char SQL[] =
		"SELECT current_setting('synchronous_commit') IN ('on', 'remote_apply')"
		" AND current_setting('TimeZone') = 'UTC'"
		" AND current_setting('client_encoding') = 'UTF8'";
	assert_int_equal(fresh_number(bench->db, SQL), 1);
}

static void addresses_are_checked_and_passwords_not_told(void **state)
{
	static const struct {
		const char *url;
		ErrCode code;
		const char *part;
	} cases[] = {
		{"mysql://u:se1cret2@h/d", ERR_USAGE, "sqlite:FILE or postgres://"},
		{"pacta.db", ERR_USAGE, "sqlite:FILE or postgres://"},
		{"sqlite:", ERR_USAGE, "sqlite:FILE or postgres://"},
		{"", ERR_USAGE, "sqlite:FILE or postgres://"},
		{"postgres://u:se1@cret2@h/d", ERR_USAGE, "encoded"},
		{"postgres://u:se1/cret2@h/d", ERR_USAGE, "encoded"},
		{"postgres://u:se1cret2%zz@h/d", ERR_USAGE, "encoded"},
		{"postgres://u:se1cret2@[::1/d", ERR_USAGE, "encoded"},
		{"postgres://h/d?nonsense=se1cret2", ERR_USAGE, "encoded"},
		{"postgres://u:se1cret2@127.0.0.1:1/d", ERR_UNAVAILABLE, "cannot be reached"},
		{"postgresql://u:se1cret2@%2Fnowhere/d", ERR_UNAVAILABLE, "cannot be reached"},
		{"postgres:///d?host=/nowhere&password=se1cret2", ERR_UNAVAILABLE,
		 "check that the server runs"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Db *db = NULL;
		Err err;
		MUST_FAIL(db_open(cases[i].url, DB_CREATE, &db, &err), cases[i].code,
			  cases[i].part);
		assert_null(strstr(err.text, "se1"));
		assert_null(strstr(err.text, "cret2"));
		assert_null(db);
	}
}

#define CASE(label, function)                            \
	{                                                \
		label, function, set_up, tear_down, NULL \
	}

int main(int argc, char **argv)
{
	enum { POSTGRES_ONLY = 4 };
	const struct CMUnitTest tests[] = {
		{"bad addresses are explained without the password",
		 addresses_are_checked_and_passwords_not_told, NULL, NULL, NULL},
		CASE("a reader sees one state, whatever is written meanwhile",
		     readers_see_one_state),
		CASE("two handles of one process exclude each other",
		     two_handles_exclude_each_other),
		CASE("closing a handle gives up its transaction and lock", a_closed_handle_lets_go),
		CASE("the holder is named, and kill -9 releases its lock", kill_releases_the_lock),
		CASE("four processes that read and write lose no update", processes_take_turns),
		/* There is no connection to lose with SQLite. */
		CASE("a connection lost while idle is made anew",
		     a_connection_lost_while_idle_is_made_anew),
		CASE("a connection lost in a transaction is told, and the next one works",
		     a_connection_lost_in_a_transaction_is_told),
		CASE("a reading that was cut off does not look complete",
		     a_reading_cut_off_does_not_look_complete),
		CASE("commits are durable whatever the server's default",
		     the_server_must_not_weaken_commits),
	};
	size_t count = sizeof tests / sizeof *tests;
	if (argc == 3)
		return play_role(argv[1], argv[2]);
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return _cmocka_run_group_tests("store sharing", tests,
				       fresh_is_sqlite() ? count - POSTGRES_ONLY : count, NULL,
				       fresh_db_end);
}
