/*
 * An acknowledged write survives power loss: crashes at hundreds of places of the same work, on
 * a disk that keeps only what was synced and random pieces of the rest (unsynced_vfs.h).
 * The same work with a weaker setting must lose something, or this test could not fail.
 */

#include "store/db_driver.h"
#include "unsynced_vfs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { TRANSACTIONS = 40, ROWS = 3, CRASHES = 400, CHECKPOINT_PAGES = 12 };

static const char VFS[] = "unsynced";

static const char INSERT_ROW[] =
	"INSERT INTO batch_row (batch, number, filler) VALUES ($1, $2, $3)";
static const char UPDATE_LAST[] = "UPDATE last_batch SET batch = $1";
static const char SELECT_LAST[] =
	"SELECT (SELECT batch FROM last_batch), COUNT(*), COALESCE(MAX(batch), 0)"
	" FROM batch_row";

typedef struct Bench {
	Unsynced *power;
	char folder[64];
	char path[96];
} Bench;

static int set_up(void **state)
{
	Bench *bench = calloc(1, sizeof *bench);
	const char *temp = getenv("TMPDIR");
	(void)snprintf(bench->folder, sizeof bench->folder, "%s", "/tmp/pacta-power-XXXXXX");
	if (temp && strlen(temp) + sizeof "/pacta-power-XXXXXX" <= sizeof bench->folder)
		(void)snprintf(bench->folder, sizeof bench->folder, "%.40s/pacta-power-XXXXXX",
			       temp);
	if (!mkdtemp(bench->folder))
		return -1;
	(void)snprintf(bench->path, sizeof bench->path, "%s/a.db", bench->folder);
	bench->power = unsynced_open(VFS);
	*state = bench;
	return 0;
}

static void remove_files(const Bench *bench)
{
	static const char *const endings[] = {"", "-wal", "-shm", "-journal", "-lock"};
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		char path[128];
		(void)snprintf(path, sizeof path, "%s%s", bench->path, endings[i]);
		(void)unlink(path);
	}
}

static int tear_down(void **state)
{
	Bench *bench = *state;
	unsynced_close(bench->power);
	remove_files(bench);
	(void)rmdir(bench->folder);
	free(bench);
	return 0;
}

static bool make_tables(Db *db, Err *err)
{
	return db_begin_write(db, err) &&
	       db_run_script(
		       db,
		       STR("CREATE TABLE last_batch (batch INTEGER NOT NULL);"
			   "CREATE TABLE batch_row (batch INTEGER, number INTEGER, filler TEXT,"
			   " PRIMARY KEY (batch, number));"
			   "INSERT INTO last_batch VALUES (0)"),
		       err) &&
	       db_commit(db, err);
}

static bool write_batch(Db *db, int64_t batch, uint64_t *random, Err *err)
{
	static char filler[3000];
	DbStmt *insert = NULL;
	DbStmt *update = NULL;
	memset(filler, 'f', sizeof filler);
	if (!db_begin_write(db, err) || !db_prepare(db, UPDATE_LAST, "i", &update, err))
		return false;
	db_bind_int(update, 1, batch);
	if (!db_run(update, err))
		return false;
	for (int64_t number = 0; number < ROWS; number++) {
		if (!db_prepare(db, INSERT_ROW, "iit", &insert, err))
			return false;
		db_bind_int(insert, 1, batch);
		db_bind_int(insert, 2, number);
		db_bind_text(insert, 3, (Str){filler, unsynced_random(random) % sizeof filler});
		if (!db_run(insert, err))
			return false;
	}
	return db_commit(db, err);
}

/* Works until the power goes. Returns the last acknowledged batch, -1: not even the tables were. */
static int64_t work(const Bench *bench, const char *synchronous, uint64_t seed)
{
	uint64_t random = seed;
	SqliteOptions options = {VFS, synchronous, CHECKPOINT_PAGES};
	Db *writer = NULL;
	Db *reader = NULL;
	Err err;
	int64_t done = -1;
	if (sqlite_open_with(bench->path, DB_CREATE, options, &writer, &err) &&
	    make_tables(writer, &err))
		done = 0;
	/* A reader keeps the log from starting anew, now and then. */
	bool has_reader = seed % 2 == 0 && done == 0 &&
			  sqlite_open_with(bench->path, DB_EXISTING, options, &reader, &err);
	while (done >= 0 && done < TRANSACTIONS && write_batch(writer, done + 1, &random, &err)) {
		done++;
		if (has_reader && done % 7 == 2)
			has_reader = db_begin_read(reader, &err);
		else if (has_reader && done % 7 == 5)
			db_rollback(reader);
	}
	db_close(reader);
	db_close(writer);
	return done;
}

static bool read_last(Db *db, int64_t *last, int64_t *rows, int64_t *highest, Err *err)
{
	DbStmt *stmt = NULL;
	bool row = false;
	if (!db_prepare(db, SELECT_LAST, "", &stmt, err) || !db_query(stmt, err) ||
	    !db_next(stmt, &row, err) || !row)
		return false;
	*last = db_int(stmt, 0);
	*rows = db_int(stmt, 1);
	*highest = db_int(stmt, 2);
	return db_next(stmt, &row, err);
}

/* Whether all that was acknowledged is there, whole, and the database takes more. */
static bool survived(const Bench *bench, int64_t acknowledged)
{
	Db *db = NULL;
	Err err;
	char url[128];
	int64_t last = 0;
	int64_t rows = 0;
	int64_t highest = 0;
	uint64_t random = 1;
	(void)snprintf(url, sizeof url, "sqlite:%s", bench->path);
	bool ok = db_open(url, DB_EXISTING, &db, &err) && db_check_files(db, &err);
	bool has_tables = ok && read_last(db, &last, &rows, &highest, &err);
	if (acknowledged < 0)
		ok = ok || err.code == ERR_NOT_FOUND;
	else
		ok = has_tables && last >= acknowledged && last <= acknowledged + 1;
	if (ok && has_tables)
		ok = highest == last && rows == last * ROWS &&
		     write_batch(db, last + 1, &random, &err) && db_check_files(db, &err);
	db_close(db);
	return ok;
}

/* How many of many crashes lose something that was acknowledged, or more. */
static int count_losses(const Bench *bench, const char *synchronous)
{
	int losses = 0;
	uint64_t random = 2009;
	assert_int_equal(work(bench, synchronous, 0), TRANSACTIONS);
	int64_t operations = unsynced_operations(bench->power);
	unsynced_lose_power(bench->power, 0);
	for (int i = 0; i < CRASHES; i++) {
		uint64_t seed = unsynced_random(&random);
		int64_t crash_at = 1 + (int64_t)(unsynced_random(&random) % (uint64_t)operations);
		remove_files(bench);
		unsynced_crash_at(bench->power, crash_at);
		int64_t acknowledged = work(bench, synchronous, seed);
		unsynced_lose_power(bench->power, seed);
		if (survived(bench, acknowledged))
			continue;
		losses++;
		if (strcmp(synchronous, "FULL") == 0)
			print_message(
				"# lost: seed %llu, crash at operation %lld, acknowledged %lld\n",
				(unsigned long long)seed, (long long)crash_at,
				(long long)acknowledged);
	}
	remove_files(bench);
	return losses;
}

static bool skipped(void)
{
	const char *url = getenv("PACTA_TEST_DB");
	return url && strncmp(url, "sqlite:", 7) != 0;
}

static void full_loses_nothing(void **state)
{
	if (skipped())
		skip();
	assert_int_equal(count_losses(*state, "FULL"), 0);
}

static void off_loses_acknowledged_writes(void **state)
{
	if (skipped())
		skip();
	assert_true(count_losses(*state, "OFF") > CRASHES / 2);
}

static void normal_loses_acknowledged_writes(void **state)
{
	if (skipped())
		skip();
	assert_true(count_losses(*state, "NORMAL") > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		{"no acknowledged write is lost, wherever the power goes (synchronous FULL)",
		 full_loses_nothing, set_up, tear_down, NULL},
		{"the same test loses writes with synchronous OFF", off_loses_acknowledged_writes,
		 set_up, tear_down, NULL},
		{"the same test loses writes with synchronous NORMAL",
		 normal_loses_acknowledged_writes, set_up, tear_down, NULL},
	};
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
