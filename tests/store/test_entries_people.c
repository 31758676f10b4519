/* The sums of time entries by resource: cases that a random life meets too rarely, and how an older store gets them. */

#include "fresh_entries.h"
#include "store/migrations.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const char COUNT[] = "SELECT COUNT(*) FROM entry_sum_resource";

typedef struct Case {
	Db *db;
	Arena mem;
} Case;

static int open_case(void **state)
{
	static Case c;
	c.db = fresh_entries_open();
	arena_init(&c.mem);
	*state = &c;
	return 0;
}

static int close_case(void **state)
{
	Case *c = *state;
	db_close(c->db);
	arena_deinit(&c->mem);
	return 0;
}

/* Of a person a sum may be too large where none of a contract is. */
static void hours_of_a_person_have_64_bits(void **state)
{
	Case *c = *state;
	Err err;
	uint8_t outcomes[2];
	TimeEntry entries[] = {fresh_entry(1, STR("a")), fresh_entry(1, STR("b"))};
	EntryBatch batch = {.entries = entries, .entry_count = 2, .known_at = {10}};
	entries[0].seconds = INT64_MAX;
	entries[1].contract_id = 2;
	MUST(db_begin_write(c->db, &err));
	MUST_FAIL(entries_apply(c->db, &batch, outcomes, NULL, &err), ERR_RANGE,
		  "larger than can be held");
	db_rollback(c->db);
	entries[1].resource_id++;
	fresh_entries_apply(c->db, &batch, outcomes, NULL);
	assert_int_equal(fresh_entries_sound(c->db), 2);
	/* They change places: what is met on the way does not count. */
	entries[0].resource_id++;
	entries[1].resource_id--;
	batch.known_at.us = 20;
	fresh_entries_apply(c->db, &batch, outcomes, NULL);
	assert_int_equal(fresh_entries_sound(c->db), 2);
}

/* Hours of every person in many quarters; then of one in so many, far from each other, in few quarters. */
static void few_of_many_people_change(void **state)
{
	enum { MANY = 900, QUARTERS = 3, STEP = 40 };
	Case *c = *state;
	TimeEntry *entries = ARENA_ARRAY(&c->mem, TimeEntry, (size_t)MANY * QUARTERS);
	uint8_t *outcomes = ARENA_ARRAY(&c->mem, uint8_t, (size_t)MANY * QUARTERS);
	size_t some = 0;
	for (int32_t i = 0; i < MANY * QUARTERS; i++) {
		entries[i] = fresh_entry(1, str_format(&c->mem, "%08d", i));
		entries[i].contract_id = i % 4;
		entries[i].resource_id = 1000 + 7 * (i % MANY);
		entries[i].work_date = (Date){19723 + 91 * (i / MANY)}; /* 2024-01-01 */
	}
	EntryBatch batch = {.entries = entries,
			    .entry_count = (size_t)MANY * QUARTERS,
			    .known_at = {10}};
	fresh_entries_apply(c->db, &batch, outcomes, NULL);
	assert_int_equal(fresh_entries_sound(c->db), MANY * QUARTERS);
	assert_int_equal(fresh_number(c->db, COUNT), MANY * QUARTERS);
	for (int32_t i = 0; i < MANY * QUARTERS; i += STEP) {
		entries[some] = entries[i];
		entries[some].seconds = i / STEP % 3 == 0 ? 0 : 5 + i;
		entries[some++].work_date.day += i / STEP % 2 == 0 ? 0 : 200;
	}
	EntryBatch changes = {.entries = entries, .entry_count = some, .known_at = {20}};
	fresh_entries_apply(c->db, &changes, outcomes, NULL);
	assert_int_equal(fresh_entries_sound(c->db), MANY * QUARTERS);
}

/* What adds up in the whole, but not day by day, is not in order, or stands beside the days of a quarter. */
static void sums_in_a_muddle_are_told(void **state)
{
	static const char *const sums[] = {
		"[[61,5,2,3600],[60,5,1,1800]]",
		"[[60,5,2,1800],[61,5,1,3600]]",
		"[[60,5,1,3600],[61,5,2,1800]]",
		"[[60,5,1,1800],[61,5,1,1800],[61,5,1,1800]]",
		"[[60,5,1,1800],[61,4,2,3600]]",
		"[[60,5,1,1800],[61,5,2,3600],[92,5,1,60]]",
		"[[-1,5,1,60],[60,5,1,1800],[61,5,2,3600]]",
	};
	Case *c = *state;
	Err err;
	uint8_t outcomes[3];
	TimeEntry entries[] = {fresh_entry(1, STR("a")), fresh_entry(1, STR("b")),
			       fresh_entry(1, STR("c"))};
	EntryBatch batch = {.entries = entries, .entry_count = 3, .known_at = {10}};
	entries[1].work_date.day++;
	entries[2].work_date.day++;
	fresh_entries_apply(c->db, &batch, outcomes, NULL);
	assert_int_equal(fresh_entries_sound(c->db), 3);
	for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
		uint64_t count;
		uint64_t faults = 0;
		Str first;
		fresh_script(c->db, str_to_c(&c->mem,
					     str_format(&c->mem,
							"UPDATE entry_sum_resource SET sums = '%s'",
							sums[i])));
		MUST(entries_check(c->db, &c->mem, &count, &faults, &first, &err));
		if (faults != 1)
			fail_msg("%s: %d faults", sums[i], (int)faults);
	}
}

/* All rows, as they are stored. */
static Str rows_text(Case *c)
{
	static const char SQL[] =
		"SELECT resource_id, from_day, weeks, leave, sums FROM entry_sum_resource "
		"ORDER BY resource_id, from_day";
	Buf text = {.mem = &c->mem};
	DbStmt *stmt;
	bool row = true;
	Err err;
	MUST(db_prepare(c->db, SQL, "", &stmt, &err));
	MUST(db_query(stmt, &err));
	while (row) {
		MUST(db_next(stmt, &row, &err));
		if (!row)
			break;
		for (int column = 0; column < 3; column++)
			buf_add_format(&text, "%lld ", (long long)db_int(stmt, column));
		for (int column = 3; column < 5; column++)
			buf_add_format(&text, "%.*s ", STR_ARG(db_text(stmt, column, &c->mem)));
		buf_add(&text, STR("\n"));
	}
	return buf_str(&text);
}

static Str migration_sql(Case *c)
{
	Str name = str_format(&c->mem, "006_people.%s.sql", db_engine(c->db));
	for (size_t i = 0; i < embedded_migrations.len; i++) {
		const EmbeddedFile *file = &embedded_migrations.at[i];
		if (str_eq_c(name, file->name))
			return (Str){file->bytes, file->len};
	}
	fail_msg("there is no such migration");
	return (Str){0};
}

/* Of all classes, on days at the edges of weeks, quarters and the calendar. */
static TimeEntry *odd_entries(Arena *mem, size_t count)
{
	static const int32_t days[] = {DAY_MIN, DAY_MAX, -1,    0,     88,    89,    90,
				       19722,   19723,   19724, 19813, 19814, 20088, 20089};
	TimeEntry *entries = ARENA_ARRAY(mem, TimeEntry, count);
	for (size_t i = 0; i < count; i++) {
		entries[i] = fresh_entry(1, str_format(mem, "%zu", i));
		entries[i].contract_id = (int64_t)(i % 4);
		entries[i].resource_id = (int64_t)(i % 5) * INT64_C(1234567890123456789);
		entries[i].work_date.day = days[i % (sizeof days / sizeof *days)];
		entries[i].seconds = i % 3 == 0 ? 0 : (int64_t)i;
		time_class_set(&entries[i], (int32_t)(i * 7 / 5 % TIME_CLASSES));
	}
	return entries;
}

/* The migration makes of what there is what batches would have made. */
static void an_older_store_gets_them(void **state)
{
	enum { ENTRIES = 1500 };
	Case *c = *state;
	Err err;
	uint8_t *outcomes = ARENA_ARRAY(&c->mem, uint8_t, ENTRIES);
	EntryBatch batch = {.entries = odd_entries(&c->mem, ENTRIES),
			    .entry_count = ENTRIES,
			    .known_at = {10}};
	EntryId gone[] = {{1, STR("7")}, {1, STR("8")}};
	EntryBatch goes = {.deletions = gone, .deletion_count = 2, .known_at = {20}};
	fresh_entries_apply(c->db, &batch, outcomes, NULL);
	fresh_entries_apply(c->db, &goes, NULL, outcomes);
	Str wanted = rows_text(c);
	assert_true(fresh_number(c->db, COUNT) > 30);
	fresh_script(c->db, "DROP TABLE entry_sum_resource");
	MUST(db_begin_write(c->db, &err));
	MUST(db_run_script(c->db, migration_sql(c), &err));
	MUST(db_commit(c->db, &err));
	assert_string_equal(str_to_c(&c->mem, rows_text(c)), str_to_c(&c->mem, wanted));
	assert_int_equal(fresh_entries_sound(c->db), ENTRIES - 2);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_case, close_case)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(hours_of_a_person_have_64_bits),
		CASE(few_of_many_people_change),
		CASE(sums_in_a_muddle_are_told),
		CASE(an_older_store_gets_them),
	};
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, fresh_db_end);
}
