/* Values on their way in and out, alike on both engines. */

#include "part_table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void values_come_back_as_they_were(void **state)
{
	Bench *bench = *state;
	Db *db = bench->db;
	Err err;
	char all[256];
	for (int i = 0; i < 256; i++)
		all[i] = (char)(unsigned char)i;
	const struct {
		int64_t id;
		Str name;
		Str data;
	} rows[] = {
		{INT64_MIN, STR(""), {NULL, 0}},
		{-1, STR("Zoë — 東京 🏗 'quoted' \"$1\" \\x41 %s"), STR("\0\0")},
		{0, {NULL, 0}, {all, sizeof all}},
		{INT64_MAX, STR("line\nline\ttab\r"), STR("\\x00")},
	};
	const size_t count = sizeof rows / sizeof *rows;
	MUST(db_begin_write(db, &err));
	for (size_t i = 0; i < count; i++) {
		DbStmt *stmt = prepared(db, INSERT_PART, "itb");
		db_bind_int(stmt, 1, rows[i].id);
		db_bind_text(stmt, 2, rows[i].name);
		db_bind_blob(stmt, 3, rows[i].data);
		MUST(db_run(stmt, &err));
	}
	MUST(db_commit(db, &err));

	MUST(db_begin_read(db, &err));
	DbStmt *stmt = prepared(db, SELECT_PARTS, "");
	MUST(db_query(stmt, &err));
	for (size_t i = 0; i < count; i++) {
		assert_true(has_row(stmt));
		assert_false(db_is_null(stmt, 1));
		assert_false(db_is_null(stmt, 2));
		assert_int_equal(db_int(stmt, 0), rows[i].id);
		assert_true(str_eq(db_text(stmt, 1, &bench->mem), rows[i].name));
		assert_true(str_eq(db_blob(stmt, 2, &bench->mem), rows[i].data));
	}
	assert_false(has_row(stmt));
	assert_false(has_row(stmt));
	assert_false(db_type_failed(stmt));
	MUST(db_commit(db, &err));
}

static void what_is_not_bound_is_null(void **state)
{
	Db *db = ((Bench *)*state)->db;
	Err err;
	MUST(db_begin_write(db, &err));
	DbStmt *first = prepared(db, INSERT_PART, "itb");
	db_bind_int(first, 1, 1);
	db_bind_text(first, 2, STR("one"));
	MUST(db_run(first, &err));
	DbStmt *again = prepared(db, INSERT_PART, "itb");
	assert_ptr_equal(again, first);
	db_bind_int(again, 1, 2);
	MUST(db_run(again, &err));
	MUST(db_commit(db, &err));
	assert_int_equal(fresh_number(db,
				      "SELECT id FROM part WHERE name IS NULL AND data IS NULL"),
			 2);
}

static void parameters_keep_their_numbers(void **state)
{
	Bench *bench = *state;
	Db *db = bench->db;
	Err err;
	static const char SQL[] = "SELECT $3, $1, $2, $1";
	MUST(db_begin_read(db, &err));
	DbStmt *stmt = prepared(db, SQL, "iti");
	db_bind_int(stmt, 1, 11);
	db_bind_text(stmt, 2, STR("two"));
	db_bind_int(stmt, 3, 33);
	MUST(db_query(stmt, &err));
	assert_true(has_row(stmt));
	assert_int_equal(db_int(stmt, 0), 33);
	assert_int_equal(db_int(stmt, 1), 11);
	assert_true(str_eq(db_text(stmt, 2, &bench->mem), STR("two")));
	assert_int_equal(db_int(stmt, 3), 11);
	MUST(db_commit(db, &err));
}

static void many_statements_are_kept(void **state)
{
	Bench *bench = *state;
	Err err;
	enum { COUNT = 300 };
	const char *sql[COUNT];
	DbStmt *stmts[COUNT];
	MUST(db_begin_read(bench->db, &err));
	for (int i = 0; i < COUNT; i++) {
		sql[i] = str_format(&bench->mem, "SELECT %d + $1", i).ptr;
		stmts[i] = prepared(bench->db, sql[i], "i");
	}
	for (int i = 0; i < COUNT; i++) {
		assert_ptr_equal(prepared(bench->db, sql[i], "i"), stmts[i]);
		db_bind_int(stmts[i], 1, 1000);
		MUST(db_query(stmts[i], &err));
		assert_true(has_row(stmts[i]));
		assert_int_equal(db_int(stmts[i], 0), 1000 + i);
	}
	MUST(db_commit(bench->db, &err));
}

static void text_that_an_engine_cannot_hold_is_refused(void **state)
{
	Db *db = ((Bench *)*state)->db;
	Err err;
	const struct {
		Str text;
		const char *why;
	} cases[] = {
		{STR("a\0b"), "NUL"},
		{STR("Z\xFCrich"), "not valid UTF-8"},
		{STR("\xED\xA0\x80"), "not valid UTF-8"},
		{STR("\xC0\x80"), "not valid UTF-8"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		MUST(db_begin_write(db, &err));
		MUST_FAIL(add_part(db, 1, cases[i].text, &err), ERR_INPUT, cases[i].why);
		MUST_FAIL(add_part(db, 2, STR("good"), &err), ERR_INPUT, cases[i].why);
		MUST_FAIL(db_commit(db, &err), ERR_INPUT, "value 2 of “INSERT INTO part");
		assert_int_equal(fresh_number(db, COUNT_PARTS), 0);
	}
}

static void another_type_is_reported_and_not_committed(void **state)
{
	Bench *bench = *state;
	Db *db = bench->db;
	Err err;
	bool row = false;
	MUST(db_begin_write(db, &err));
	MUST(add_part(db, 1, STR("12"), &err));
	DbStmt *stmt = prepared(db, SELECT_PARTS, "");
	MUST(db_query(stmt, &err));
	assert_true(has_row(stmt));
	assert_int_equal(db_int(stmt, 0), 1);
	assert_false(db_type_failed(stmt));
	assert_int_equal(db_int(stmt, 1), 0);
	assert_true(db_type_failed(stmt));
	MUST_FAIL(db_next(stmt, &row, &err), ERR_CORRUPT, "another type");
	MUST_FAIL(db_commit(db, &err), ERR_CORRUPT, "SELECT id, name, data");
	assert_int_equal(fresh_number(db, COUNT_PARTS), 0);
}

static void null_and_fractions_are_other_types(void **state)
{
	Bench *bench = *state;
	Err err;
	bool row = false;
	static const char *const selects[] = {
		"SELECT CAST(NULL AS BIGINT)",
		"SELECT 1.5",
		"SELECT 'text'",
	};
	for (size_t i = 0; i < sizeof selects / sizeof *selects; i++) {
		DbStmt *stmt = prepared(bench->db, selects[i], "");
		MUST(db_query(stmt, &err));
		assert_true(has_row(stmt));
		assert_int_equal(db_is_null(stmt, 0), i == 0);
		assert_int_equal(db_int(stmt, 0), 0);
		assert_int_equal(db_blob(stmt, 0, &bench->mem).len, 0);
		MUST_FAIL(db_next(stmt, &row, &err), ERR_CORRUPT, "another type");
		MUST(db_query(stmt, &err));
		assert_false(db_type_failed(stmt));
		db_reset(stmt);
	}
}

static void set_values_are_told_from_null(void **state)
{
	static const char SQL[] =
		"SELECT id, name\n"
		"FROM part\n"
		"ORDER BY id";
	Bench *bench = *state;
	Db *db = bench->db;
	Err err;
	bool row;
	int64_t number = 7;
	Str text = {0};
	fresh_script(
		db,
		"INSERT INTO part (id, name) VALUES (1, NULL), (2, 'two'), (3, 'two'), (4, '')");
	MUST(db_begin_read(db, &err));
	DbStmt *stmt = prepared(db, SQL, "");
	MUST(db_query(stmt, &err));
	assert_true(has_row(stmt));
	assert_true(db_int_if_set(stmt, 0, &number));
	assert_int_equal(number, 1);
	assert_false(db_text_if_set(stmt, 1, &bench->mem, &text));
	assert_false(db_int_if_set(stmt, 1, &number));
	assert_int_equal(number, 1);
	assert_true(has_row(stmt));
	assert_true(db_text_if_set(stmt, 1, &bench->mem, &text));
	assert_true(str_eq(text, STR("two")));
	const char *kept = text.ptr;
	assert_true(has_row(stmt));
	assert_true(db_text_if_set(stmt, 1, &bench->mem, &text));
	assert_ptr_equal(text.ptr, kept);
	assert_ptr_equal(db_text_again(stmt, 1, text, &bench->mem).ptr, kept);
	assert_true(str_eq(db_text_again(stmt, 1, STR("tw"), &bench->mem), STR("two")));
	assert_true(has_row(stmt));
	assert_true(db_text_if_set(stmt, 1, &bench->mem, &text));
	assert_int_equal(text.len, 0);
	assert_false(db_type_failed(stmt));
	assert_true(db_int_if_set(stmt, 1, &number));
	assert_true(db_type_failed(stmt));
	MUST_FAIL(db_next(stmt, &row, &err), ERR_CORRUPT, "another type");
	db_rollback(db);
}

static void comparisons_and_small_integers_read_as_integers(void **state)
{
	Bench *bench = *state;
	Err err;
	static const char SQL[] =
		"SELECT CAST(-2 AS SMALLINT), CAST(-70000 AS INTEGER), 1 < 2, 2 < 1";
	DbStmt *stmt = prepared(bench->db, SQL, "");
	MUST(db_query(stmt, &err));
	assert_true(has_row(stmt));
	assert_int_equal(db_int(stmt, 0), -2);
	assert_int_equal(db_int(stmt, 1), -70000);
	assert_int_equal(db_int(stmt, 2), 1);
	assert_int_equal(db_int(stmt, 3), 0);
	assert_false(db_type_failed(stmt));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE("integers, text and bytes come back as they were",
		     values_come_back_as_they_were),
		CASE("what is not bound is null, also when it was bound before",
		     what_is_not_bound_is_null),
		CASE("parameters keep their numbers in any order", parameters_keep_their_numbers),
		CASE("statements are kept by their address", many_statements_are_kept),
		CASE("a NUL and invalid UTF-8 are refused alike",
		     text_that_an_engine_cannot_hold_is_refused),
		CASE("a column of another type is reported and loses the transaction",
		     another_type_is_reported_and_not_committed),
		CASE("null, fractions and text are not integers",
		     null_and_fractions_are_other_types),
		CASE("where null is legal, values and repeated texts are told from it",
		     set_values_are_told_from_null),
		CASE("comparisons and small integers are integers",
		     comparisons_and_small_integers_read_as_integers),
	};
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, fresh_db_end);
}
