/* Time entries in the store: many at once, what SQL shows of them, what an import did, and damage. */

#include "entry_model.h"
#include "fresh_entries.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

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

static TimeEntry *numbered(Arena *mem, size_t from, size_t count, size_t step)
{
	TimeEntry *entries = ARENA_ARRAY(mem, TimeEntry, count);
	for (size_t i = 0; i < count; i++) {
		size_t number = from + i * step;
		entries[i] = fresh_entry(1, str_format(mem, "%08zu", number));
		entries[i].contract_id = (int64_t)(number % 4);
		entries[i].work_date.day += (int32_t)(number % 300);
	}
	return entries;
}

static void expect_outcomes(const uint8_t *outcomes, size_t count, FactOutcome wanted)
{
	for (size_t i = 0; i < count; i++) {
		if (outcomes[i] != wanted)
			fail_msg("entry %zu: outcome %d, wanted %d", i, outcomes[i], wanted);
	}
}

static int64_t rows_of(Db *db, const char *table)
{
	static const char *const queries[] = {
		"SELECT COUNT(*) FROM entry_tile",      "SELECT COUNT(*) FROM entry_key",
		"SELECT COUNT(*) FROM entry_sum_month", "SELECT COUNT(*) FROM entry_sum_week",
		"SELECT COUNT(*) FROM entry_past",      "SELECT COUNT(*) FROM entry_sum_resource",
	};
	for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
		if (str_ends(str_from_c(queries[i]), str_from_c(table)))
			return fresh_number(db, queries[i]);
	}
	fail_msg("no table %s", table);
	return 0;
}

/* So many that runs of keys are written while they are made, then ids between them, then none. */
static void many_come_and_go(void **state)
{
	enum { MANY = 20000, STEP = 3, OTHERS = 5000 };
	Case *c = *state;
	TimeEntry *many = numbered(&c->mem, 0, MANY, STEP);
	TimeEntry *others = numbered(&c->mem, 1, OTHERS, 11);
	uint8_t *outcomes = ARENA_ARRAY(&c->mem, uint8_t, MANY);
	EntryBatch batch = {.entries = many, .entry_count = MANY, .known_at = {10}};
	fresh_entries_apply(c->db, &batch, outcomes, NULL);
	expect_outcomes(outcomes, MANY, FACT_ADDED);
	assert_int_equal(fresh_entries_sound(c->db), MANY);
	assert_true(rows_of(c->db, "entry_key") > 50);
	batch.known_at.us = 20;
	fresh_entries_apply(c->db, &batch, outcomes, NULL);
	expect_outcomes(outcomes, MANY, FACT_UNCHANGED);

	EntryBatch more = {.entries = others, .entry_count = OTHERS, .known_at = {30}};
	fresh_entries_apply(c->db, &more, outcomes, NULL);
	uint64_t there = MANY;
	for (size_t i = 0; i < OTHERS; i++) {
		bool known = (1 + i * 11) % STEP == 0 && (1 + i * 11) / STEP < MANY;
		assert_int_equal(outcomes[i], known ? FACT_UNCHANGED : FACT_ADDED);
		there += !known;
	}
	assert_int_equal(fresh_entries_sound(c->db), there);

	EntryId *gone = ARENA_ARRAY(&c->mem, EntryId, MANY + OTHERS);
	size_t gone_count = 0;
	for (size_t i = 0; i < MANY; i++)
		gone[gone_count++] = (EntryId){1, many[i].external_id};
	for (size_t i = 0; i < OTHERS; i++) {
		if (outcomes[i] == FACT_ADDED)
			gone[gone_count++] = (EntryId){1, others[i].external_id};
	}
	uint8_t *deleted = ARENA_ARRAY(&c->mem, uint8_t, gone_count);
	EntryBatch end = {.deletions = gone, .deletion_count = gone_count, .known_at = {30}};
	fresh_entries_apply(c->db, &end, NULL, deleted);
	expect_outcomes(deleted, gone_count, FACT_DELETED);
	assert_int_equal(fresh_entries_sound(c->db), 0);
	assert_int_equal(rows_of(c->db, "entry_key"), 0);
	assert_int_equal(rows_of(c->db, "entry_sum_month"), 0);
	assert_int_equal(rows_of(c->db, "entry_sum_week"), 0);
	assert_int_equal(rows_of(c->db, "entry_sum_resource"), 0);
	/* Those of the instant 30 were never to be seen. */
	assert_int_equal(rows_of(c->db, "entry_past"), MANY);
}

static void nothing_is_left_of_what_nobody_saw(void **state)
{
	Case *c = *state;
	Err err;
	uint8_t outcome;
	TimeEntry entry = fresh_entry(1, STR("a"));
	EntryId gone = {1, STR("a")};
	EntryBatch comes = {.entries = &entry, .entry_count = 1, .known_at = {10}};
	EntryBatch goes = {.deletions = &gone, .deletion_count = 1, .known_at = {10}};
	MUST(db_begin_write(c->db, &err));
	MUST(entries_apply(c->db, &comes, &outcome, NULL, &err));
	MUST(entries_apply(c->db, &goes, NULL, &outcome, &err));
	MUST(db_commit(c->db, &err));
	assert_int_equal(rows_of(c->db, "entry_tile"), 0);
	assert_int_equal(rows_of(c->db, "entry_sum_resource"), 0);
	assert_int_equal(rows_of(c->db, "entry_past"), 0);
	assert_int_equal(rows_of(c->db, "entry_key"), 0);
}

static void bad_batches_are_refused(void **state)
{
	Case *c = *state;
	Err err;
	uint8_t outcomes[2];
	char long_id[ENTRY_EXTERNAL_ID_MAX + 1];
	memset(long_id, 'x', sizeof long_id);
	TimeEntry twice[] = {fresh_entry(1, STR("a")), fresh_entry(1, STR("a"))};
	TimeEntry endless = fresh_entry(1, (Str){long_id, sizeof long_id});
	EntryId gone = {1, STR("a")};
	TimeEntry huge[] = {fresh_entry(1, STR("a")), fresh_entry(1, STR("b"))};
	huge[0].seconds = INT64_MAX;
	const struct {
		const char *label;
		EntryBatch batch;
		ErrCode code;
		const char *text;
	} cases[] = {
		{"a part twice",
		 {.entries = twice, .entry_count = 2},
		 ERR_INPUT,
		 "the entry 'a' is there twice"},
		{"an entry that also goes",
		 {.entries = twice, .entry_count = 1, .deletions = &gone, .deletion_count = 1},
		 ERR_INPUT,
		 "the entry 'a' is there twice"},
		{"an endless id",
		 {.entries = &endless, .entry_count = 1},
		 ERR_INPUT,
		 "is longer than 1000 bytes"},
		{"a sum that is too large",
		 {.entries = huge, .entry_count = 2},
		 ERR_RANGE,
		 "larger than can be held"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		print_message("# %s\n", cases[i].label);
		MUST(db_begin_write(c->db, &err));
		MUST_FAIL(entries_apply(c->db, &cases[i].batch, outcomes, outcomes, &err),
			  cases[i].code, cases[i].text);
		db_rollback(c->db);
	}
	assert_int_equal(fresh_entries_sound(c->db), 0);
}

/* More than is read at once, and a row that alone is. */
static void months_of_long_notes_are_read_a_few_at_a_time(void **state)
{
	enum { LONG = 1 << 20, COUNT = 12 };
	Case *c = *state;
	Err err;
	uint8_t outcomes[COUNT];
	TimeEntry entries[COUNT];
	char *note = ARENA_ARRAY(&c->mem, char, 6 * LONG);
	memset(note, 'n', 6 * LONG);
	for (size_t i = 0; i < COUNT; i++) {
		entries[i] = fresh_entry(1, str_format(&c->mem, "%02zu", i));
		entries[i].work_date.day += 31 * (int32_t)i;
		entries[i].note = (Str){note, i == 7 ? 6 * LONG : LONG};
	}
	EntryBatch batch = {.entries = entries, .entry_count = COUNT, .known_at = {10}};
	fresh_entries_apply(c->db, &batch, outcomes, NULL);
	assert_int_equal(fresh_entries_sound(c->db), COUNT);
	EntryFilter all = entry_filter_all();
	EntryPlace after = {.set = false};
	TimeEntryList list;
	MUST(entries_list(c->db, &c->mem, &all, &after, COUNT + 1, &list, &err));
	assert_int_equal(list.len, COUNT);
	for (size_t i = 0; i < COUNT; i++)
		assert_true(str_eq(list.at[i].external_id, entries[i].external_id) &&
			    list.at[i].note.len == entries[i].note.len);
	for (size_t i = 0; i < COUNT; i++)
		entries[i].seconds++;
	batch.known_at.us = 20;
	fresh_entries_apply(c->db, &batch, outcomes, NULL);
	expect_outcomes(outcomes, COUNT, FACT_REPLACED);
	assert_int_equal(fresh_entries_sound(c->db), COUNT);
}

static TimeEntry costed(const char *id, int64_t cost)
{
	TimeEntry entry = fresh_entry(1, str_from_c(id));
	entry.has_cost = true;
	entry.cost = cost;
	return entry;
}

static int64_t cost_of_all(Case *c)
{
	Err err;
	EntryGroups groups;
	EntryFilter all = entry_filter_all();
	MUST(entries_sum(c->db, &c->mem, &all, 0, &groups, &err));
	return groups.len > 0 ? groups.at[0].sums.cost : 0;
}

/* Only what is stored in the end must have 64 bits, not what is met on the way. */
static void the_largest_amounts_come_and_go(void **state)
{
	Case *c = *state;
	uint8_t outcomes[3];
	TimeEntry entries[] = {costed("a", INT64_MAX), costed("b", INT64_MAX),
			       costed("c", -INT64_MAX)};
	EntryBatch batch = {.entries = entries, .entry_count = 3, .known_at = {10}};
	fresh_entries_apply(c->db, &batch, outcomes, NULL);
	assert_int_equal(cost_of_all(c), INT64_MAX);
	entries[0].cost = INT64_MIN;
	entries[1].cost = 7;
	entries[2].cost = INT64_MAX;
	batch.known_at.us = 20;
	fresh_entries_apply(c->db, &batch, outcomes, NULL);
	expect_outcomes(outcomes, 3, FACT_REPLACED);
	assert_int_equal(cost_of_all(c), 6);
	assert_int_equal(fresh_entries_sound(c->db), 3);
	EntryId gone[] = {{1, STR("a")}, {1, STR("b")}, {1, STR("c")}};
	EntryBatch end = {.deletions = gone, .deletion_count = 3, .known_at = {30}};
	fresh_entries_apply(c->db, &end, NULL, outcomes);
	assert_int_equal(fresh_entries_sound(c->db), 0);
	assert_int_equal(rows_of(c->db, "entry_sum_week"), 0);
}

static void an_entry_that_is_there_twice_does_not_go(void **state)
{
	Case *c = *state;
	Err err;
	uint8_t outcome;
	TimeEntry entry = fresh_entry(1, STR("a"));
	EntryId gone = {1, STR("a")};
	EntryBatch comes = {.entries = &entry, .entry_count = 1, .known_at = {10}};
	EntryBatch goes = {.deletions = &gone, .deletion_count = 1, .known_at = {20}};
	fresh_entries_apply(c->db, &comes, &outcome, NULL);
	fresh_script(
		c->db,
		"UPDATE entry_tile SET rows = '{\"sources\":[1],\"tasks\":[0],\"resources\":[100],\"writings\":[[0,10]],"
		"\"rows\":[[19783,0,\"a\",0,0,0,1800,5,0,0],[19784,0,\"a\",0,0,0,1800,5,0,0]]}'");
	MUST(db_begin_write(c->db, &err));
	MUST_FAIL(entries_apply(c->db, &goes, NULL, &outcome, &err), ERR_CORRUPT,
		  "the time entry 'a' is there twice");
	db_rollback(c->db);
}

/* An entry that lost its key is not written beside itself: the month could not be read any more. */
static void an_entry_without_its_key_is_told(void **state)
{
	Case *c = *state;
	Err err;
	uint8_t outcome;
	TimeEntry entry = fresh_entry(1, STR("a"));
	EntryBatch batch = {.entries = &entry, .entry_count = 1, .known_at = {10}};
	fresh_entries_apply(c->db, &batch, &outcome, NULL);
	fresh_script(c->db, "DELETE FROM entry_key");
	batch.known_at.us = 20;
	MUST(db_begin_write(c->db, &err));
	MUST_FAIL(entries_apply(c->db, &batch, &outcome, NULL, &err), ERR_CORRUPT,
		  "the time entry 'a' is there, but no key tells of it");
	db_rollback(c->db);
	assert_int_equal(rows_of(c->db, "entry_tile"), 1);
}

static void fill_all_fields(TimeEntry *entry)
{
	Err err;
	entry->contract_id = LAST_CONTRACT;
	entry->task_id = INT64_MAX;
	entry->resource_id = INT64_MAX - 5;
	entry->part = 3;
	entry->start = 86399;
	entry->span = 90000;
	entry->billable = false;
	entry->approval = APPROVAL_SUBMITTED;
	entry->category = CATEGORY_LEAVE;
	entry->role = STR("ro\"le");
	entry->has_cost = true;
	entry->cost = INT64_MIN;
	entry->has_bill = true;
	entry->bill = -7;
	MUST(currency_find(STR("JPY"), &entry->currency, &err));
	entry->note = STR("no\\te \x01 日");
	entry->import_id = INT64_MAX - 9;
	entry->line = 77;
}

static int64_t number_or(DbStmt *stmt, int column, int64_t otherwise)
{
	return db_is_null(stmt, column) ? otherwise : db_int(stmt, column);
}

/* The view is for SQL that knows nothing of this program. */
static void sql_reads_every_field(void **state)
{
	static const char ROWS[] =
		"SELECT contract_id, work_date, source_id, external_id, part, task_id, resource_id,\n"
		"	seconds, time_class, import_id, known_at, line, note, start_second, role, cost,\n"
		"	bill, currency, span\n"
		"FROM entry_row\n"
		"ORDER BY contract_id, external_id";
	Case *c = *state;
	Err err;
	uint8_t outcomes[3];
	DbStmt *stmt;
	bool row;
	TimeEntry entries[] = {fresh_entry(1, STR("plain")), fresh_entry(2, STR("a\"b\\c\n")),
			       fresh_entry(3, STR("full"))};
	fill_all_fields(&entries[2]);
	entries[1].contract_id = 0;
	EntryBatch batch = {.entries = entries, .entry_count = 3, .known_at = {99}};
	fresh_entries_apply(c->db, &batch, outcomes, NULL);
	MUST(db_prepare(c->db, ROWS, "", &stmt, &err));
	MUST(db_query(stmt, &err));
	const size_t order[] = {1, 0, 2};
	for (size_t i = 0; i < 3; i++) {
		const TimeEntry *wanted = &entries[order[i]];
		MUST(db_next(stmt, &row, &err));
		assert_true(row);
		TimeEntry got = {
			.contract_id = db_int(stmt, 0),
			.work_date = {(int32_t)db_int(stmt, 1)},
			.source_id = db_int(stmt, 2),
			.external_id = db_text(stmt, 3, &c->mem),
			.part = (int32_t)db_int(stmt, 4),
			.task_id = db_int(stmt, 5),
			.resource_id = db_int(stmt, 6),
			.seconds = db_int(stmt, 7),
			.import_id = db_int(stmt, 9),
			.known_at = {db_int(stmt, 10)},
			.line = db_int(stmt, 11),
			.note = db_text(stmt, 12, &c->mem),
			.start = (int32_t)number_or(stmt, 13, TIME_NO_START),
			.role = db_text(stmt, 14, &c->mem),
			.has_cost = !db_is_null(stmt, 15),
			.cost = number_or(stmt, 15, 0),
			.has_bill = !db_is_null(stmt, 16),
			.bill = number_or(stmt, 16, 0),
			.span = number_or(stmt, 18, TIME_NO_SPAN),
		};
		time_class_set(&got, (int32_t)db_int(stmt, 8));
		assert_true(str_eq(db_text(stmt, 17, &c->mem), str_from_c(wanted->currency.code)));
		got.currency = wanted->currency;
		assert_int_equal(got.known_at.us, 99);
		got.known_at = wanted->known_at;
		assert_true(model_same_entry(&got, wanted));
	}
	MUST(db_next(stmt, &row, &err));
	assert_false(row);
}

typedef struct Parts {
	Db *db;
	Instant known_at;
} Parts;

/* One entry with the given seconds of its parts. */
static void write_parts(Parts *parts, const char *id, int64_t import_id, const int64_t *seconds,
			size_t count)
{
	TimeEntry entries[4];
	uint8_t outcomes[4];
	for (size_t i = 0; i < count; i++) {
		entries[i] = fresh_entry(1, str_from_c(id));
		entries[i].part = (int32_t)i;
		entries[i].seconds = seconds[i];
		entries[i].import_id = import_id;
	}
	parts->known_at.us += 10;
	EntryBatch batch = {.entries = entries,
			    .entry_count = count,
			    .known_at = parts->known_at,
			    .import_id = import_id,
			    .replaces_own = true};
	fresh_entries_apply(parts->db, &batch, outcomes, NULL);
}

static void delete_entry(Parts *parts, const char *id, int64_t import_id)
{
	EntryId gone = {1, str_from_c(id)};
	uint8_t outcome;
	parts->known_at.us += 10;
	EntryBatch batch = {.deletions = &gone,
			    .deletion_count = 1,
			    .known_at = parts->known_at,
			    .import_id = import_id};
	fresh_entries_apply(parts->db, &batch, NULL, &outcome);
}

/* What import 7, and another one (0: none), leave when they are undone. */
static Str without_text(Case *c, int64_t also)
{
	Err err;
	EntryIds ids;
	EntriesWithout without;
	const int64_t undone[] = {also < 7 ? also : 7, also < 7 ? 7 : also};
	UndoneImports imports = also == 0 ? (UndoneImports){.ids = undone + 1, .len = 1}
					  : (UndoneImports){.ids = undone, .len = 2};
	Buf text = {.mem = &c->mem};
	MUST(entries_of_import(c->db, &c->mem, 7, &ids, &err));
	MUST(entries_without(c->db, &c->mem, ids, imports, &without, &err));
	for (size_t i = 0; i < without.gone.len; i++)
		buf_add_format(&text, "%s%.*s", i > 0 ? " " : "",
			       STR_ARG(without.gone.at[i].external_id));
	buf_add(&text, STR(" |"));
	for (size_t i = 0; i < without.restored_count; i++) {
		const TimeEntry *entry = &without.restored[i];
		buf_add_format(&text, " %.*s.%d=%" PRId64, STR_ARG(entry->external_id), entry->part,
			       entry->seconds);
	}
	return buf_str(&text);
}

#define WRITE(id, import_id, ...)                                          \
	write_parts(&parts, id, import_id, (const int64_t[]){__VA_ARGS__}, \
		    sizeof((const int64_t[]){__VA_ARGS__}) / sizeof(int64_t))

static void entries_are_told_as_without_an_import(void **state)
{
	Case *c = *state;
	Parts parts = {.db = c->db};
	WRITE("added", 7, 1);
	WRITE("added in two parts", 7, 1, 2);
	WRITE("alike", 1, 5);
	WRITE("alike", 7, 5);
	WRITE("deleted", 1, 5, 6);
	delete_entry(&parts, "deleted", 7);
	WRITE("deleted, then back", 1, 5);
	delete_entry(&parts, "deleted, then back", 7);
	WRITE("deleted, then back", 0, 9);
	WRITE("lost a part", 1, 5, 6);
	WRITE("lost a part", 7, 5);
	WRITE("new part", 1, 5);
	WRITE("new part", 7, 5, 6);
	WRITE("replaced", 1, 5);
	WRITE("replaced", 7, 6);
	WRITE("replaced in part", 1, 5, 6);
	WRITE("replaced in part", 7, 5, 8);
	WRITE("replaced twice", 1, 5);
	WRITE("replaced twice", 7, 6);
	WRITE("replaced twice", 7, 7);
	WRITE("replaced, changed", 1, 5);
	WRITE("replaced, changed", 7, 6);
	WRITE("replaced, changed", 2, 7);
	WRITE("replaced, deleted", 1, 5);
	WRITE("replaced, deleted", 7, 6);
	delete_entry(&parts, "replaced, deleted", 2);
	const char *wanted =
		"added added in two parts lost a part new part replaced replaced in part replaced twice"
		" | deleted.0=5 deleted.1=6 lost a part.0=5 lost a part.1=6 new part.0=5"
		" replaced.0=5 replaced in part.0=5 replaced in part.1=6 replaced twice.0=5";
	assert_string_equal(str_to_c(&c->mem, without_text(c, 0)), wanted);
	assert_string_equal(str_to_c(&c->mem, without_text(c, 8)), wanted);
	assert_string_equal(
		str_to_c(&c->mem, without_text(c, 2)),
		"added added in two parts lost a part new part replaced replaced in part"
		" replaced twice replaced, changed"
		" | deleted.0=5 deleted.1=6 lost a part.0=5 lost a part.1=6 new part.0=5"
		" replaced.0=5 replaced in part.0=5 replaced in part.1=6 replaced twice.0=5"
		" replaced, changed.0=5 replaced, deleted.0=5");
	/* What only import 1 had said does not come back. */
	assert_string_equal(
		str_to_c(&c->mem, without_text(c, 1)),
		"added added in two parts lost a part new part replaced replaced in part replaced twice |");
}

static void expect_fault(Case *c, const char *text)
{
	Err err;
	uint64_t entries;
	uint64_t faults = 0;
	Str first = {0};
	MUST(entries_check(c->db, &c->mem, &entries, &faults, &first, &err));
	const char *got = str_to_c(&c->mem, first);
	if (faults == 0 || !strstr(got, text))
		fail_msg("%" PRIu64 " faults, first “%s”, wanted “%s”", faults, got, text);
}

static void damage_is_named(void **state)
{
	const struct {
		const char *damage;
		const char *repair;
		const char *text;
	} cases[] = {
		{"UPDATE entry_sum_month SET sums = replace(sums, '3600', '3601') WHERE contract_id = 1",
		 "UPDATE entry_sum_month SET sums = replace(sums, '3601', '3600') WHERE contract_id = 1",
		 "contract 'C-1' from 2024-03-01: the sums by month differ"},
		{"UPDATE entry_sum_month SET contract_id = 5 WHERE contract_id = 1",
		 "UPDATE entry_sum_month SET contract_id = 1 WHERE contract_id = 5",
		 "contract 'C-1' from 2024-03-01: the sums by month differ"},
		{"INSERT INTO entry_sum_month (contract_id, sums) VALUES (5, '[[0,1,1]]')",
		 "DELETE FROM entry_sum_month WHERE contract_id = 5",
		 "contract 'C-5' from 1970-01-01: there are sums by month, but no entries"},
		{"UPDATE entry_sum_week SET sums = replace(sums, '3600', '3601') WHERE contract_id = 1",
		 "UPDATE entry_sum_week SET sums = replace(sums, '3601', '3600') WHERE contract_id = 1",
		 "contract 'C-1' from 2024-02-26: the sums by week differ"},
		{"UPDATE entry_sum_week SET from_week = from_week + 13 WHERE contract_id = 1",
		 "UPDATE entry_sum_week SET from_week = from_week - 13 WHERE contract_id = 1",
		 "contract 'C-1' from 2024-02-26: the sums by week differ"},
		{"INSERT INTO entry_sum_week (from_week, contract_id, sums) VALUES (13, 5, '[[1,[13,1,1]]]')",
		 "DELETE FROM entry_sum_week WHERE contract_id = 5",
		 "contract 'C-5' from 1970-03-30: there are sums by week, but no entries"},
		{"UPDATE entry_sum_resource SET sums = replace(sums, '5400', '5401')",
		 "UPDATE entry_sum_resource SET sums = replace(sums, '5401', '5400')",
		 "time entries of R-1 from 2024-01-01: the sums by person differ"},
		{"UPDATE entry_sum_resource SET sums = replace(sums, '5,3,', '5,2,')",
		 "UPDATE entry_sum_resource SET sums = replace(sums, '5,2,', '5,3,')",
		 "time entries of R-1 from 2024-01-01: the sums by person differ"},
		{"UPDATE entry_sum_resource SET leave = sums, sums = '[]'",
		 "UPDATE entry_sum_resource SET sums = leave, leave = '[]'",
		 "time entries of R-1 from 2024-01-01: the sums by person differ"},
		{"UPDATE entry_sum_resource SET weeks = weeks + 1",
		 "UPDATE entry_sum_resource SET weeks = weeks - 1",
		 "time entries of R-1 from 2024-01-01: the sums by person differ"},
		{"DELETE FROM entry_sum_resource",
		 "INSERT INTO entry_sum_resource (resource_id, from_day, weeks, leave, sums) VALUES (100, 19723, 256, '[]', '[[60,5,3,5400]]')",
		 "time entries of R-1 from 2024-01-01: there are entries, but no sums by person"},
		{"UPDATE entry_sum_resource SET from_day = from_day + 91",
		 "UPDATE entry_sum_resource SET from_day = from_day - 91",
		 "time entries of R-1 from 2024-04-01: there are sums by person, but no entries"},
		{"INSERT INTO entry_sum_resource (resource_id, from_day, weeks, leave, sums) VALUES (7, 0, 0, '[]', '[]')",
		 "DELETE FROM entry_sum_resource WHERE resource_id = 7",
		 "time entries of a person who is not there from 1970-01-01: there are sums by person, but"},
		{"UPDATE entry_tile SET entries = entries + 1 WHERE contract_id = 1",
		 "UPDATE entry_tile SET entries = entries - 1 WHERE contract_id = 1",
		 "contract 'C-1' from 2024-03-01: there are others in number than is told"},
		{"UPDATE entry_tile SET past = past + 1 WHERE contract_id = 1",
		 "UPDATE entry_tile SET past = past - 1 WHERE contract_id = 1",
		 "contract 'C-1' from 2024-03-01: there are other older versions in number"},
		{"UPDATE entry_tile SET rows = replace(rows, '\"b\"', '\"bb\"') WHERE contract_id = 1",
		 "UPDATE entry_tile SET rows = replace(rows, '\"bb\"', '\"b\"') WHERE contract_id = 1",
		 "the time entry 'b' has a key, but is not there"},
		{"UPDATE entry_tile SET rows = replace(rows, '1800', '1801') WHERE contract_id = 2",
		 "UPDATE entry_tile SET rows = replace(rows, '1801', '1800') WHERE contract_id = 2",
		 "contract 'C-2' from 2024-03-01: the sums by month differ"},
		{"UPDATE entry_tile SET rows = replace(rows, '\"note\"', '\"other\"') WHERE contract_id = 2",
		 "UPDATE entry_tile SET rows = replace(rows, '\"other\"', '\"note\"') WHERE contract_id = 2",
		 "the time entry 'c' is not what its key tells"},
		{"UPDATE entry_tile SET from_day = from_day + 31 WHERE contract_id = 2",
		 "UPDATE entry_tile SET from_day = from_day - 31 WHERE contract_id = 2",
		 "contract 'C-2' from 2024-04-01: some are of other days"},
		{"UPDATE entry_key SET first_key = 'b' WHERE source_id = 1",
		 "UPDATE entry_key SET first_key = '' WHERE source_id = 1",
		 "keys of time entries from 'b' on are not in order"},
		{"UPDATE entry_key SET source_id = 3 WHERE source_id = 2",
		 "UPDATE entry_key SET source_id = 2 WHERE source_id = 3",
		 "the time entry 'c' has no key"},
		{"UPDATE entry_past SET known_from = known_until",
		 "UPDATE entry_past SET known_from = 10",
		 "contract 'C-1' from 2024-03-01: an older version ends before it begins"},
		{"UPDATE entry_past SET contract_id = 4", "UPDATE entry_past SET contract_id = 1",
		 "contract 'C-1' from 2024-03-01: there are other older versions in number"},
		{"DELETE FROM entry_past", NULL,
		 "contract 'C-1' from 2024-03-01: there are other older versions in number"},
	};
	Case *c = *state;
	Err err;
	uint8_t outcomes[3];
	uint64_t entries;
	uint64_t faults;
	Str first;
	TimeEntry three[] = {fresh_entry(1, STR("a")), fresh_entry(1, STR("b")),
			     fresh_entry(2, STR("c"))};
	three[2].contract_id = 2;
	three[2].note = STR("note");
	EntryBatch batch = {.entries = three, .entry_count = 3, .known_at = {10}};
	fresh_script(c->db, "INSERT INTO resource (id, key, declared) VALUES (100, 'R-1', 1)");
	fresh_entries_apply(c->db, &batch, outcomes, NULL);
	three[0].note = STR("changed");
	batch.known_at.us = 20;
	fresh_entries_apply(c->db, &batch, outcomes, NULL);
	assert_int_equal(fresh_entries_sound(c->db), 3);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		print_message("# %s\n", cases[i].damage);
		fresh_script(c->db, cases[i].damage);
		expect_fault(c, cases[i].text);
		if (cases[i].repair) {
			fresh_script(c->db, cases[i].repair);
			(void)fresh_entries_sound(c->db);
		}
	}
	static const char *const unreadable_sums[] = {"[",         "[[1,5,1]", "[[1,18,1]]",
						      "[[1,5,-]]", "[[1]]",    "[[1,5,1]],",
						      "[[1,5,x]]", "{}"};
	for (size_t i = 0; i < sizeof unreadable_sums / sizeof *unreadable_sums; i++) {
		fresh_script(c->db, str_to_c(&c->mem,
					     str_format(&c->mem,
							"UPDATE entry_sum_resource SET sums = '%s'",
							unreadable_sums[i])));
		MUST_FAIL(entries_check(c->db, &c->mem, &entries, &faults, &first, &err),
			  ERR_CORRUPT, "packed sums of time entries cannot be read");
		MUST(db_begin_write(c->db, &err));
		three[0].seconds++;
		batch.known_at.us++;
		MUST_FAIL(entries_apply(c->db, &batch, outcomes, NULL, &err), ERR_CORRUPT,
			  "packed sums of time entries cannot be read");
		db_rollback(c->db);
	}
	static const char *const unreadable[] = {
		"UPDATE entry_tile SET rows = '{}'",
		"UPDATE entry_tile SET rows = '{\"sources\":[1],\"tasks\":[0],\"resources\":[1],\"writings\":[[0,1]],\"rows\":[[19783,1,\"a\",0,0,0,1,1,0,0]]}'",
		"UPDATE entry_tile SET rows = '{\"sources\":[1],\"tasks\":[0],\"resources\":[1],\"writings\":[[0,1]],\"rows\":[[19783,0,\"a\",0,0,0,1,18,0,0]]}'",
		"UPDATE entry_tile SET rows = '{\"sources\":[1],\"tasks\":[0],\"resources\":[1],\"writings\":[[0,1]],\"rows\":[[19783,0,\"a\",0,0,0,1,1,0,0],[19783,0,\"a\",0,0,0,1,1,0,0]]}'",
	};
	for (size_t i = 0; i < sizeof unreadable / sizeof *unreadable; i++) {
		fresh_script(c->db, unreadable[i]);
		MUST_FAIL(entries_check(c->db, &c->mem, &entries, &faults, &first, &err),
			  ERR_CORRUPT, "packed time entries cannot be read");
	}
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_case, close_case)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(many_come_and_go),
		CASE(nothing_is_left_of_what_nobody_saw),
		CASE(bad_batches_are_refused),
		CASE(months_of_long_notes_are_read_a_few_at_a_time),
		CASE(the_largest_amounts_come_and_go),
		CASE(an_entry_that_is_there_twice_does_not_go),
		CASE(an_entry_without_its_key_is_told),
		CASE(sql_reads_every_field),
		CASE(entries_are_told_as_without_an_import),
		CASE(damage_is_named),
	};
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, fresh_db_end);
}
