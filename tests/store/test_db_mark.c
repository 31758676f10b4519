/*
 * The mark of a store: the same while nothing is committed, another after each commit of whoever.
 */

#include "fresh_db.h"
#include "store/db.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const char COUNT_ROWS[] = "SELECT COUNT(*) FROM entry";

typedef struct Two {
	char url[FRESH_URL_SIZE];
	Db *reader;
	Db *writer;
} Two;

static int set_up(void **state)
{
	Two *two = calloc(1, sizeof *two);
	Err err;
	fresh_db(two->url);
	MUST(db_open(two->url, DB_CREATE, &two->writer, &err));
	fresh_script(two->writer, "CREATE TABLE entry (id BIGINT NOT NULL PRIMARY KEY)");
	MUST(db_open(two->url, DB_EXISTING, &two->reader, &err));
	assert_int_equal(fresh_number(two->reader, COUNT_ROWS), 0);
	*state = two;
	return 0;
}

static int tear_down(void **state)
{
	Two *two = *state;
	db_close(two->reader);
	db_close(two->writer);
	free(two);
	return 0;
}

static bool same(const DbMark *a, const DbMark *b)
{
	return memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

/* The mark that a connection sees now; it must have one. */
static DbMark mark_of(Db *db)
{
	DbMark mark;
	assert_true(db_mark_read(db, &mark));
	return mark;
}

static void insert(Db *db, int number)
{
	char sql[64];
	(void)snprintf(sql, sizeof sql, "INSERT INTO entry (id) VALUES (%d)", number);
	fresh_script(db, sql);
}

static void each_commit_of_others_changes_it(void **state)
{
	const Two *two = *state;
	if (!fresh_is_sqlite())
		skip();
	DbMark before = mark_of(two->reader);
	for (int i = 1; i <= 1200; i++) { /* far enough for the log to be copied and begun anew */
		insert(two->writer, i);
		DbMark after = mark_of(two->reader);
		assert_false(same(&before, &after));
		assert_int_equal(fresh_number(two->reader, COUNT_ROWS), i);
		before = mark_of(two->reader);
		assert_true(same(&before, &after));
	}
}

static void reading_and_rolling_back_do_not(void **state)
{
	const Two *two = *state;
	Err err;
	if (!fresh_is_sqlite())
		skip();
	DbMark before = mark_of(two->reader);
	MUST(db_begin_write(two->writer, &err));
	MUST(db_run_script(two->writer, STR("INSERT INTO entry (id) VALUES (1)"), &err));
	db_rollback(two->writer);
	MUST(db_begin_read(two->writer, &err));
	MUST(db_commit(two->writer, &err));
	DbMark after = mark_of(two->reader);
	assert_true(same(&before, &after));
	assert_int_equal(fresh_number(two->reader, COUNT_ROWS), 0);
}

static void a_file_that_is_not_there_has_none(void **state)
{
	const Two *two = *state;
	const char *path = two->url + strlen("sqlite:");
	char away[FRESH_URL_SIZE + 8];
	DbMark mark;
	if (!fresh_is_sqlite())
		skip();
	(void)snprintf(away, sizeof away, "%s.away", path);
	assert_int_equal(rename(path, away), 0);
	assert_false(db_mark_read(two->reader, &mark));
	assert_int_equal(rename(away, path), 0);
	assert_true(db_mark_read(two->reader, &mark));
}

static void a_server_has_none(void **state)
{
	const Two *two = *state;
	DbMark mark;
	if (fresh_is_sqlite())
		skip();
	assert_false(db_mark_read(two->reader, &mark));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(each_commit_of_others_changes_it, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(reading_and_rolling_back_do_not, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_file_that_is_not_there_has_none, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(a_server_has_none, set_up, tear_down),
	};
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, fresh_db_end);
}
