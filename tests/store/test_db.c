/* Statements and transactions of one connection, alike on both engines. */

#include "part_table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char INSERT_PLACE[] = "INSERT INTO place (part_id, shelf) VALUES ($1, $2)";

static bool add_place(Db *db, int64_t part, const char *shelf, int64_t *changed, Err *err)
{
	DbStmt *stmt = NULL;
	if (!db_prepare(db, INSERT_PLACE, "it", &stmt, err))
		return false;
	db_bind_int(stmt, 1, part);
	if (shelf)
		db_bind_text(stmt, 2, str_from_c(shelf));
	return db_run_count(stmt, changed, err);
}

static void a_queued_failure_is_told_later_and_loses_all(void **state)
{
	Db *db = ((Bench *)*state)->db;
	Err err;
	for (int kind = 0; kind < 3; kind++) {
		int64_t changed = 0;
		DbStmt *count = prepared(db, COUNT_PARTS, "");
		MUST(db_begin_write(db, &err));
		MUST(add_part(db, 1, STR("first"), &err));
		bool ok = add_part(db, 1, STR("same key"), &err) &&
			  add_part(db, 2, STR("second"), &err);
		DbStmt *stmt = NULL;
		if (ok && kind == 0)
			ok = db_prepare(db, INSERT_PLACE, "it", &stmt, &err) &&
			     db_run_count(stmt, &changed, &err);
		else if (ok && kind == 1)
			ok = db_query(count, &err);
		MUST_FAIL(ok && db_commit(db, &err), ERR_CONFLICT,
			  kind == 2 ? "part" : "constraint");
		db_rollback(db);
		assert_int_equal(fresh_number(db, COUNT_PARTS), 0);
	} /* What was first prepared behind the failure works now. */
	int64_t changed = 0;
	MUST(db_begin_write(db, &err));
	MUST(add_part(db, 1, STR("one"), &err));
	MUST(add_place(db, 1, "A", &changed, &err));
	MUST(db_commit(db, &err));
}

static bool add_bad_check(Db *db, Err *err)
{
	int64_t changed = 0;
	return add_part(db, -666, STR("x"), err) && add_place(db, 1, NULL, &changed, err);
}

static bool add_bad_unique(Db *db, Err *err)
{
	int64_t changed = 0;
	return add_place(db, 1, "A", &changed, err) && add_place(db, 1, "A", &changed, err);
}

static bool add_bad_reference(Db *db, Err *err)
{
	int64_t changed = 0;
	return add_place(db, 404, NULL, &changed, err);
}

static bool add_bad_null(Db *db, Err *err)
{
	int64_t changed = 0;
	DbStmt *stmt = NULL;
	return db_prepare(db, INSERT_PLACE, "it", &stmt, err) && db_run_count(stmt, &changed, err);
}

static void constraints_are_named(void **state)
{
	Db *db = ((Bench *)*state)->db;
	Err err;
	int64_t changed = 0;
	const struct {
		bool (*add)(Db *db, Err *err);
		const char *name;
	} cases[] = {
		{add_bad_check, "part_id_small"},
		{add_bad_unique, "shelf"},
		{add_bad_reference, "place"},
		{add_bad_null, "part_id"},
	};
	MUST(db_begin_write(db, &err));
	MUST(add_part(db, 1, STR("one"), &err));
	MUST(db_commit(db, &err));
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		MUST(db_begin_write(db, &err));
		MUST_FAIL(cases[i].add(db, &err), ERR_CONFLICT, cases[i].name);
		MUST_FAIL(add_place(db, 1, "fine", &changed, &err), ERR_CONFLICT, cases[i].name);
		MUST_FAIL(db_commit(db, &err), ERR_CONFLICT, cases[i].name);
		assert_int_equal(fresh_number(db, "SELECT COUNT(*) FROM place"), 0);
	}
	MUST(db_begin_write(db, &err));
	MUST(add_place(db, 1, "fine", &changed, &err));
	assert_int_equal(changed, 1);
	MUST(db_commit(db, &err));
}

static void changed_rows_are_counted(void **state)
{
	Db *db = ((Bench *)*state)->db;
	Err err;
	int64_t changed = -1;
	static const char UPSERT[] =
		"INSERT INTO part (id, name) SELECT $1, $2 WHERE true ON CONFLICT (id) DO NOTHING";
	static const char DELETE[] = "DELETE FROM part WHERE id < $1";
	MUST(db_begin_write(db, &err));
	for (int64_t id = 0; id < 10; id++)
		MUST(add_part(db, id, STR("x"), &err));
	DbStmt *upsert = prepared(db, UPSERT, "it");
	db_bind_int(upsert, 1, 5);
	MUST(db_run_count(upsert, &changed, &err));
	assert_int_equal(changed, 0);
	db_bind_int(upsert, 1, 50);
	MUST(db_run_count(upsert, &changed, &err));
	assert_int_equal(changed, 1);
	DbStmt *stmt = prepared(db, DELETE, "i");
	db_bind_int(stmt, 1, 7);
	MUST(db_run_count(stmt, &changed, &err));
	assert_int_equal(changed, 7);
	MUST(db_commit(db, &err));
	assert_int_equal(fresh_number(db, COUNT_PARTS), 4);
}

static void returning_works_without_reading_on(void **state)
{
	Db *db = ((Bench *)*state)->db;
	Err err;
	static const char SQL[] = "INSERT INTO part (id) VALUES ($1) RETURNING id + 1";
	MUST(db_begin_write(db, &err));
	DbStmt *stmt = prepared(db, SQL, "i");
	db_bind_int(stmt, 1, 41);
	MUST(db_query(stmt, &err));
	assert_true(has_row(stmt));
	assert_int_equal(db_int(stmt, 0), 42);
	db_bind_int(stmt, 1, 51);
	MUST(db_query(stmt, &err));
	MUST(db_commit(db, &err));
	assert_int_equal(fresh_number(db, COUNT_PARTS), 2);
}

static void rollback_takes_everything_back(void **state)
{
	Db *db = ((Bench *)*state)->db;
	Err err;
	MUST(db_begin_write(db, &err));
	MUST(add_part(db, 1, STR("kept"), &err));
	MUST(db_commit(db, &err));
	MUST(db_begin_write(db, &err));
	MUST(add_part(db, 2, STR("gone"), &err));
	assert_int_equal(fresh_number(db, COUNT_PARTS), 2);
	db_rollback(db);
	db_rollback(db);
	assert_int_equal(fresh_number(db, COUNT_PARTS), 1);
	MUST(db_begin_write(db, &err));
	MUST(add_part(db, 2, STR("kept"), &err));
	MUST(db_commit(db, &err));
	assert_int_equal(fresh_number(db, COUNT_PARTS), 2);
}

static void a_failed_script_changes_nothing(void **state)
{
	Db *db = ((Bench *)*state)->db;
	Err err;
	MUST(db_begin_write(db, &err));
	MUST(add_part(db, 1, STR("queued before"), &err));
	MUST_FAIL(db_run_script(
			  db, STR("CREATE TABLE extra (x BIGINT); INSERT INTO nowhere VALUES (1)"),
			  &err),
		  ERR_CORRUPT, "nowhere");
	MUST_FAIL(db_commit(db, &err), ERR_CORRUPT, "nowhere");
	assert_int_equal(fresh_number(db, COUNT_PARTS), 0);
	fresh_script(db, "CREATE TABLE extra (x BIGINT); INSERT INTO extra VALUES (1)");
	assert_int_equal(fresh_number(db, "SELECT COUNT(*) FROM extra"), 1);
	MUST(db_begin_write(db, &err));
	MUST_FAIL(db_run_script(db, STR("COMMIT"), &err), ERR_CORRUPT, "ends the transaction");
	db_rollback(db);
}

static void missing_tables_are_explained(void **state)
{
	Db *db = ((Bench *)*state)->db;
	Err err;
	static const char SQL[] = "SELECT 1 FROM missing_table";
	DbStmt *stmt = NULL;
	for (int round = 0; round < 2; round++) {
		MUST(db_begin_read(db, &err));
		MUST_FAIL(db_prepare(db, SQL, "", &stmt, &err) && db_query(stmt, &err), ERR_CORRUPT,
			  "missing_table");
		assert_non_null(strstr(err.text, "use the version that wrote them"));
		db_rollback(db);
	}
	fresh_script(db,
		     "CREATE TABLE missing_table (x BIGINT); INSERT INTO missing_table VALUES (1)");
	assert_int_equal(fresh_number(db, SQL), 1);
}

static void a_sum_beyond_int64_is_an_error(void **state)
{
	Db *db = ((Bench *)*state)->db;
	Err err;
	static const char SQL[] = "SELECT CAST(SUM(id) AS BIGINT) FROM part";
	MUST(db_begin_write(db, &err));
	MUST(add_part(db, INT64_MAX, STR(""), &err));
	MUST(add_part(db, INT64_MAX - 1, STR(""), &err));
	DbStmt *stmt = prepared(db, SQL, "");
	MUST_FAIL(db_query(stmt, &err), ERR_RANGE, "");
}

static void many_rows_in_one_transaction(void **state)
{
	Db *db = ((Bench *)*state)->db;
	Err err;
	enum { ROWS = 100000 };
	MUST(db_begin_write(db, &err));
	for (int64_t id = 1; id <= ROWS; id++)
		MUST(add_part(db, id, STR("a name of some length"), &err));
	MUST(db_commit(db, &err));
	assert_int_equal(fresh_number(db, COUNT_PARTS), ROWS);
	assert_int_equal(fresh_number(db, "SELECT CAST(SUM(id) AS BIGINT) FROM part"),
			 (int64_t)ROWS * (ROWS + 1) / 2);
}

static void a_failure_deep_in_a_queue_is_found(void **state)
{
	Db *db = ((Bench *)*state)->db;
	Err err;
	static const int bad[] = {0, 255, 256, 257, 511, 512, 900};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		bool ok = true;
		MUST(db_begin_write(db, &err));
		for (int id = 0; ok && id < 1000; id++)
			ok = add_part(db, id == bad[i] ? -666 : 1000 + id, STR("x"), &err);
		MUST_FAIL(ok && db_commit(db, &err), ERR_CONFLICT, "part_id_small");
		db_rollback(db);
		assert_int_equal(fresh_number(db, COUNT_PARTS), 0);
	}
}

/* A reading goes on while other statements run, also such that change what was read. */
static void readings_may_be_nested(void **state)
{
	Bench *bench = *state;
	Db *db = bench->db;
	Err err;
	enum { ROWS = 3000 };
	static const char OUTER[] = "SELECT id, name FROM part WHERE id <= 3000 ORDER BY id";
	static const char INNER[] =
		"SELECT name FROM part WHERE id = $1 OR id = $1 + 3000 ORDER BY id";
	MUST(db_begin_write(db, &err));
	for (int64_t id = 1; id <= ROWS; id++)
		MUST(add_part(db, id, str_format(&bench->mem, "part %d", (int)id), &err));
	DbStmt *outer = prepared(db, OUTER, "");
	MUST(db_query(outer, &err));
	int64_t seen = 0;
	while (has_row(outer)) {
		int64_t id = db_int(outer, 0);
		assert_int_equal(id, ++seen);
		if (id % 10 != 0)
			continue;
		MUST(add_part(db, id + ROWS, STR("copy"), &err));
		DbStmt *inner = prepared(db, INNER, "i");
		db_bind_int(inner, 1, id);
		MUST(db_query(inner, &err));
		assert_true(has_row(inner));
		assert_true(str_eq(db_text(inner, 0, &bench->mem), db_text(outer, 1, &bench->mem)));
		if (id % 20 == 0) {
			assert_true(has_row(inner));
			assert_true(str_eq(db_text(inner, 0, &bench->mem), STR("copy")));
			assert_false(has_row(inner));
		}
	}
	assert_int_equal(seen, ROWS);
	MUST(db_commit(db, &err));
	assert_int_equal(fresh_number(db, COUNT_PARTS), ROWS + ROWS / 10);
}

static void a_reading_may_be_left(void **state)
{
	Bench *bench = *state;
	Db *db = bench->db;
	Err err;
	MUST(db_begin_write(db, &err));
	for (int64_t id = 1; id <= 1000; id++)
		MUST(add_part(db, id, STR("x"), &err));
	MUST(db_commit(db, &err));
	DbStmt *stmt = prepared(db, SELECT_PARTS, "");
	for (int round = 0; round < 4; round++) {
		MUST(db_begin_read(db, &err));
		MUST(db_query(stmt, &err));
		assert_true(has_row(stmt));
		if (round == 1)
			db_reset(stmt);
		else if (round == 2)
			MUST(db_query(stmt, &err));
		if (round == 3)
			db_rollback(db);
		else
			MUST(db_commit(db, &err));
		assert_false(has_row(stmt));
	}
}

static void a_read_transaction_refuses_to_write(void **state)
{
	Db *db = ((Bench *)*state)->db;
	Err err;
	static const char SQL[] = "INSERT INTO part (id) VALUES (1) RETURNING id";
	MUST(db_begin_read(db, &err));
	MUST_FAIL(db_query(prepared(db, SQL, ""), &err), ERR_UNAVAILABLE, "read-only");
	db_rollback(db);
	assert_int_equal(fresh_number(db, COUNT_PARTS), 0);
}

static void the_engine_is_named_and_checks_itself(void **state)
{
	Db *db = ((Bench *)*state)->db;
	Err err;
	assert_string_equal(db_engine(db), fresh_is_sqlite() ? "sqlite" : "postgres");
	MUST(db_check_files(db, &err));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE("a queued failure is told by count, query or commit",
		     a_queued_failure_is_told_later_and_loses_all),
		CASE("violated constraints are named and lose the transaction",
		     constraints_are_named),
		CASE("changed rows are counted", changed_rows_are_counted),
		CASE("INSERT … RETURNING writes even if no row is read",
		     returning_works_without_reading_on),
		CASE("a rollback takes everything back", rollback_takes_everything_back),
		CASE("a failed script changes nothing", a_failed_script_changes_nothing),
		CASE("a missing table is explained, and found once it is there",
		     missing_tables_are_explained),
		CASE("a sum beyond 64 bits is an error", a_sum_beyond_int64_is_an_error),
		CASE("100,000 rows in one transaction", many_rows_in_one_transaction),
		CASE("a failure deep in a queue is found", a_failure_deep_in_a_queue_is_found),
		CASE("readings may be nested among themselves and with writes",
		     readings_may_be_nested),
		CASE("a reading may be left before its end", a_reading_may_be_left),
		CASE("the engine is named and checks its files",
		     the_engine_is_named_and_checks_itself),
		/* With SQLite it is an assertion. */
		CASE("a read transaction refuses to write", a_read_transaction_refuses_to_write),
	};
	size_t count = sizeof tests / sizeof *tests;
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return _cmocka_run_group_tests("store", tests, fresh_is_sqlite() ? count - 1 : count, NULL,
				       fresh_db_end);
}
