/* Sources, resources, tasks and links; rows in quarantine: once each, grouped, taken, discarded. */

#include "fresh_facts.h"

#include "store/dimension.h"
#include "store/link.h"
#include "store/quarantine.h"

#include <stdio.h>
#include <string.h>

static void begin(Stage *stage)
{
	Err err;
	MUST(db_begin_write(stage->db, &err));
}

static void commit(Stage *stage)
{
	Err err;
	MUST(db_commit(stage->db, &err));
}

static void names_are_made_once(void **state)
{
	Stage *stage = *state;
	Arena *mem = &stage->mem;
	FactSources sources;
	Resources resources;
	Tasks tasks;
	Err err;
	begin(stage);
	MUST(fact_source_insert(stage->db, &(FactSource){2, STR("toggl")}, &err));
	MUST(fact_source_insert(stage->db, &(FactSource){1, STR("Zeit")}, &err));
	MUST(task_insert(stage->db, &(TaskName){5, HARBOUR, STR("b"), false}, &err));
	MUST(task_insert(stage->db, &(TaskName){6, HARBOUR, STR("Ä"), true}, &err));
	MUST(task_insert(stage->db, &(TaskName){7, QUAY, STR("b"), false}, &err));
	MUST(task_declare(stage->db, QUAY, 7, &err));
	MUST(resource_declare(stage->db, SECOND, &err));
	commit(stage);

	MUST(fact_sources_list(stage->db, mem, &sources, &err));
	assert_int_equal(sources.len, 2);
	EXPECT(sources.at[0].name, "Zeit"); /* by bytes, on either engine */
	assert_int_equal(sources.at[1].id, 2);
	MUST(resources_list(stage->db, mem, &resources, &err));
	assert_int_equal(resources.len, 2);
	EXPECT(resources.at[1].key, "Resource 02");
	assert_int_equal(resources.at[1].id, SECOND);
	assert_true(resources.at[1].declared);
	MUST(tasks_list(stage->db, mem, 0, &tasks, &err));
	assert_int_equal(tasks.len, 3);
	MUST(tasks_list(stage->db, mem, HARBOUR, &tasks, &err));
	assert_int_equal(tasks.len, 2);
	EXPECT(tasks.at[0].key, "b");
	assert_false(tasks.at[0].declared);
	assert_true(tasks.at[1].declared);
	MUST(tasks_list(stage->db, mem, QUAY, &tasks, &err));
	assert_int_equal(tasks.at[0].id, 7);
	assert_int_equal(tasks.at[0].contract_id, QUAY);
	assert_true(tasks.at[0].declared);

	begin(stage);
	/* Told here, or at last. */
	bool told = !task_insert(stage->db, &(TaskName){8, QUAY, STR("b"), false}, &err);
	assert_true(!told || err.code == ERR_CONFLICT);
	MUST_FAIL(db_commit(stage->db, &err), ERR_CONFLICT, "task");
}

static void expect_link(const Link *got, const Link *wanted)
{
	assert_int_equal(got->id, wanted->id);
	assert_true(str_eq(got->source, wanted->source));
	assert_int_equal(got->subject, wanted->subject);
	assert_int_equal(got->glob, wanted->glob);
	assert_true(str_eq(got->name, wanted->name));
	assert_true(str_eq(got->within, wanted->within));
	assert_int_equal(got->days.from.day, wanted->days.from.day);
	assert_int_equal(got->days.to.day, wanted->days.to.day);
	assert_int_equal(got->target, wanted->target);
	assert_int_equal(got->contract_id, wanted->contract_id);
	assert_int_equal(got->task_id, wanted->task_id);
	assert_int_equal(got->resource_id, wanted->resource_id);
	assert_int_equal(got->created_at.us, wanted->created_at.us);
	assert_true(str_eq(got->created_by, wanted->created_by));
	assert_int_equal(got->removed, wanted->removed);
	assert_int_equal(got->removed_at.us, wanted->removed_at.us);
	assert_true(str_eq(got->removed_by, wanted->removed_by));
}

static void links_are_kept_and_removed(void **state)
{
	Stage *stage = *state;
	Links links;
	Link link;
	bool found;
	Err err;
	Link wanted[] = {
		{.id = 3,
		 .source = STR("toggl"),
		 .subject = LINK_PROJECT,
		 .name = STR("Häfen 漢"),
		 .within = STR("Client"),
		 .days = {{20454}, {20819}},
		 .target = LINK_TO_CONTRACT,
		 .contract_id = HARBOUR,
		 .created_at = {5},
		 .created_by = STR("test")},
		{.id = 4,
		 .subject = LINK_TASK,
		 .glob = true,
		 .name = STR("QA*"),
		 .days = {DATE_NONE, DATE_NONE},
		 .target = LINK_TO_TASK,
		 .contract_id = QUAY,
		 .task_id = 7,
		 .created_at = {6},
		 .created_by = STR("test")},
		{.id = 5,
		 .subject = LINK_PERSON,
		 .name = STR("r2"),
		 .days = {{20454}, DATE_NONE},
		 .target = LINK_TO_RESOURCE,
		 .resource_id = SECOND,
		 .created_at = {7},
		 .created_by = STR("test")},
		{.id = 6,
		 .subject = LINK_CLIENT,
		 .name = STR("Holidays"),
		 .days = {DATE_NONE, {20819}},
		 .target = LINK_TO_LEAVE,
		 .created_at = {8},
		 .created_by = STR("test")},
		{.id = 7,
		 .subject = LINK_PROJECT,
		 .name = STR("Office"),
		 .days = {DATE_NONE, DATE_NONE},
		 .target = LINK_TO_INTERNAL,
		 .created_at = {9},
		 .created_by = STR("test")},
	};
	begin(stage);
	for (size_t i = 0; i < 5; i++)
		MUST(link_insert(stage->db, &wanted[i], &err));
	MUST(link_remove(stage->db, 4, (Instant){10}, STR("other"), &err));
	commit(stage);
	wanted[1].removed = true;
	wanted[1].removed_at.us = 10;
	wanted[1].removed_by = STR("other");

	MUST(links_list(stage->db, &stage->mem, true, &links, &err));
	assert_int_equal(links.len, 5);
	for (size_t i = 0; i < 5; i++)
		expect_link(&links.at[i], &wanted[i]);
	MUST(links_list(stage->db, &stage->mem, false, &links, &err));
	assert_int_equal(links.len, 4);
	assert_int_equal(links.at[1].id, 5);
	MUST(link_find(stage->db, &stage->mem, 4, &link, &found, &err));
	assert_true(found);
	expect_link(&link, &wanted[1]);
	MUST(link_find(stage->db, &stage->mem, 44, &link, &found, &err));
	assert_false(found);
	fresh_script(stage->db, "UPDATE link SET target = 'moon' WHERE id = 3");
	MUST_FAIL(link_find(stage->db, &stage->mem, 3, &link, &found, &err), ERR_CORRUPT,
		  "a link names 'moon'");
	MUST_FAIL(links_list(stage->db, &stage->mem, false, &links, &err), ERR_CORRUPT, "'moon'");
	assert_string_equal(link_subject_name(LINK_PERSON), "person");
	assert_string_equal(link_target_name(LINK_TO_INTERNAL), "internal");
}

/* A time entry of an unknown project. */
static QuarantineRow waiting(int64_t id, const char *key, const char *raw, const char *project)
{
	return (QuarantineRow){
		.id = id,
		.import_id = 1,
		.source = STR("toggl"),
		.file = STR("a.csv"),
		.line = id + 1,
		.reason = STR("no link"),
		.row_key = str_from_c(key),
		.raw = str_from_c(raw),
		.raw_sha256 = str_from_c(raw), /* any text that tells bytes apart */
		.fact = STR("time_entry"),
		.code = STR(QUARANTINE_UNKNOWN_CONTRACT),
		.subject = STR("project"),
		.unknown = str_from_c(project),
		.within = STR("Client"),
		.seconds = 1800,
		.record = STR("{}"),
	};
}

static void put(Stage *stage, QuarantineRow row)
{
	Err err;
	begin(stage);
	MUST(quarantine_put(stage->db, &row, &err));
	commit(stage);
}

static QuarantineList rows_of_query(Stage *stage, QuarantineQuery query)
{
	QuarantineList list;
	size_t count;
	Err err;
	if (query.limit == 0)
		query.limit = 100;
	MUST(quarantine_list(stage->db, &stage->mem, &query, &list, &err));
	MUST(quarantine_count(stage->db, &query, INT64_MAX, &count, &err));
	if (query.after == 0 && query.limit == 100)
		assert_int_equal(count, list.len);
	return list;
}

static QuarantineRow row_of(Stage *stage, int64_t id)
{
	QuarantineRow row;
	bool found;
	Err err;
	MUST(quarantine_find(stage->db, &stage->mem, id, &row, &found, &err));
	assert_true(found);
	return row;
}

static void a_row_waits_once(void **state)
{
	Stage *stage = *state;
	put(stage, waiting(1, "e1", "raw 1", "Pier"));
	put(stage, waiting(2, "e2", "raw 2", "Pier"));
	QuarantineRow again = waiting(3, "e1", "raw 1", "Pier");
	again.import_id = 2;
	again.code = STR(QUARANTINE_UNKNOWN_TASK);
	again.subject = STR("task");
	again.unknown = STR("QA");
	again.within = STR("H/ä-1");
	again.reason = STR("no such task");
	again.column = STR("task");
	again.contract_id = HARBOUR;
	again.seconds = 60;
	again.record = STR("{\"task\":\"QA\"}");
	put(stage, again);
	QuarantineList list = rows_of_query(stage, (QuarantineQuery){0});
	assert_int_equal(list.len, 2);
	QuarantineRow *row = &list.at[0];
	assert_int_equal(row->id, 1); /* the same bytes: the row that waited, with the new reason */
	assert_int_equal(row->import_id, 1);
	assert_true(row->waits);
	EXPECT(row->code, QUARANTINE_UNKNOWN_TASK);
	EXPECT(row->subject, "task");
	EXPECT(row->unknown, "QA");
	EXPECT(row->within, "H/ä-1");
	EXPECT(row->reason, "no such task");
	EXPECT(row->column, "task");
	EXPECT(row->record, "{\"task\":\"QA\"}");
	EXPECT(row->fact, "time_entry");
	assert_int_equal(row->contract_id, HARBOUR);
	assert_int_equal(row->seconds, 60);
	EXPECT(list.at[1].unknown, "Pier");
	EXPECT(list.at[1].within, "Client");
	assert_int_equal(list.at[1].seconds, 1800);

	/* Another kind of fact, and another source, are told apart; rows without key always wait. */
	QuarantineRow other = waiting(4, "e1", "raw 1", "Pier");
	other.fact = STR("cost");
	put(stage, other);
	other = waiting(5, "e1", "raw 1", "Pier");
	other.source = STR("jira");
	put(stage, other);
	put(stage, waiting(6, "", "raw 1", "Pier"));
	put(stage, waiting(7, "", "raw 1", "Pier"));
	assert_int_equal(rows_of_query(stage, (QuarantineQuery){0}).len, 6);
}

static void the_newest_row_of_a_key_waits(void **state)
{
	Stage *stage = *state;
	Err err;
	put(stage, waiting(1, "e1", "raw 1", "Pier"));
	QuarantineRow newer = waiting(2, "e1", "raw 2", "Pier");
	newer.import_id = 2;
	put(stage, newer);
	QuarantineList list = rows_of_query(stage, (QuarantineQuery){0});
	assert_int_equal(list.len, 1);
	assert_int_equal(list.at[0].id, 2);
	QuarantineRow old = row_of(stage, 1);
	assert_false(old.waits);
	assert_int_equal(old.resolved_by_import, 2);

	/* What the same import said before is gone for good … */
	newer = waiting(3, "e1", "raw 3", "Pier");
	newer.import_id = 2;
	put(stage, newer);
	assert_int_equal(rows_of_query(stage, (QuarantineQuery){0}).at[0].id, 3);
	begin(stage);
	MUST(quarantine_reopen(stage->db, 2, &err));
	commit(stage);
	/* … while the row of another one waits again. */
	list = rows_of_query(stage, (QuarantineQuery){0});
	assert_int_equal(list.len, 2);
	assert_int_equal(list.at[0].id, 1);
	assert_int_equal(list.at[1].id, 3);
}

static void rows_are_taken_and_discarded(void **state)
{
	Stage *stage = *state;
	bool holds;
	Err err;
	Map keys;
	int64_t one;
	put(stage, waiting(1, "e1", "raw 1", "Pier"));
	put(stage, waiting(2, "e2", "raw 2", "Pier"));
	put(stage, waiting(3, "e3", "raw 3", "Pier"));
	begin(stage);
	MUST(quarantine_take(stage->db, 1, 0, &err));
	MUST(quarantine_discard(stage->db, 2, (Instant){77}, STR("test"), &err));
	MUST(quarantine_take(stage->db, 3, 2, &err));
	MUST(quarantine_discard(stage->db, 3, (Instant){78}, STR("late"), &err));
	commit(stage);
	assert_int_equal(rows_of_query(stage, (QuarantineQuery){0}).len, 0);
	QuarantineRow row = row_of(stage, 1);
	assert_false(row.waits);
	assert_int_equal(row.resolved_by_import, 0);
	assert_int_equal(row.discarded_by.len, 0);
	row = row_of(stage, 2);
	assert_false(row.waits);
	assert_int_equal(row.discarded_at.us, 77);
	EXPECT(row.discarded_by, "test");
	row = row_of(stage, 3);
	assert_int_equal(row.resolved_by_import, 2);
	assert_int_equal(row.discarded_by.len, 0);

	/* The same bytes stay discarded; others with that key wait. */
	put(stage, waiting(4, "e2", "raw 2", "Pier"));
	assert_int_equal(rows_of_query(stage, (QuarantineQuery){0}).len, 0);
	MUST(quarantine_holds(stage->db, STR("toggl"), STR("raw 2"), &holds, &err));
	assert_true(holds);
	MUST(quarantine_holds(stage->db, STR("toggl"), STR("raw 1"), &holds, &err));
	assert_false(holds);
	QuarantineRow other = waiting(5, "e2", "raw 2b", "Pier");
	other.import_id = 2;
	put(stage, other);
	assert_int_equal(rows_of_query(stage, (QuarantineQuery){0}).at[0].id, 5);
	assert_int_equal(row_of(stage, 2).resolved_by_import, 0); /* it never waits again */
	MUST(quarantine_waiting_keys(stage->db, &stage->mem, STR("toggl"), &keys, &err));
	assert_true(map_get(&keys, STR("e2"), &one));
	assert_int_equal(keys.len, 1);
	begin(stage);
	MUST(quarantine_resolve(stage->db, STR("toggl"), STR("e2"), 3, &err));
	commit(stage);
	assert_int_equal(rows_of_query(stage, (QuarantineQuery){0}).len, 0);
	row = row_of(stage, 5);
	assert_int_equal(row.resolved_by_import, 3);
	begin(stage);
	MUST(quarantine_reopen(stage->db, 3, &err));
	commit(stage);
	assert_int_equal(rows_of_query(stage, (QuarantineQuery){0}).len, 1);
}

static void rows_are_grouped_by_what_they_wait_for(void **state)
{
	Stage *stage = *state;
	QuarantineGroups groups;
	Err err;
	for (int64_t i = 1; i <= 3; i++) {
		char key[8];
		(void)snprintf(key, sizeof key, "e%d", (int)i);
		put(stage, waiting(i, key, key, "Pier"));
	}
	put(stage, waiting(4, "e4", "e4", "Mole"));
	put(stage, waiting(5, "e5", "e5", "Kai"));
	QuarantineRow row = waiting(6, "e6", "e6", "Pier");
	row.within = STR("Other client");
	row.seconds = 5;
	put(stage, row);
	put(stage, waiting(7, "e7", "e7", "Pier"));
	begin(stage);
	MUST(quarantine_discard(stage->db, 7, (Instant){1}, STR("test"), &err));
	commit(stage);
	MUST(quarantine_groups(stage->db, &stage->mem, &groups, &err));
	assert_int_equal(groups.len, 4);
	QuarantineGroup *first = &groups.at[0];
	EXPECT(first->source, "toggl");
	EXPECT(first->fact, "time_entry");
	EXPECT(first->code, QUARANTINE_UNKNOWN_CONTRACT);
	EXPECT(first->subject, "project");
	EXPECT(first->unknown, "Pier");
	EXPECT(first->within, "Client");
	EXPECT(first->reason, "no link");
	assert_int_equal(first->rows, 3);
	assert_int_equal(first->seconds, 5400);
	assert_int_equal(first->first_id, 1);
	EXPECT(groups.at[1].unknown, "Kai");
	EXPECT(groups.at[2].unknown, "Mole");
	EXPECT(groups.at[3].within, "Other client");
	assert_int_equal(groups.at[3].seconds, 5);

	QuarantineQuery query = {.source = STR("toggl"),
				 .code = STR(QUARANTINE_UNKNOWN_CONTRACT),
				 .subject = STR("project"),
				 .unknown = STR("Pier"),
				 .within = STR("Client")};
	assert_int_equal(rows_of_query(stage, query).len, 3);
	query.after = 1;
	query.limit = 1;
	QuarantineList list = rows_of_query(stage, query);
	assert_int_equal(list.len, 1);
	assert_int_equal(list.at[0].id, 2);
	query = (QuarantineQuery){.code = STR("bad_value")};
	assert_int_equal(rows_of_query(stage, query).len, 0);
	query = (QuarantineQuery){.source = STR("jira")};
	assert_int_equal(rows_of_query(stage, query).len, 0);
	query = (QuarantineQuery){.import_id = 2};
	assert_int_equal(rows_of_query(stage, query).len, 0);
	query = (QuarantineQuery){.import_id = 1, .unknown = STR("Pier")};
	assert_int_equal(rows_of_query(stage, query).len, 4); /* of both clients */
	size_t count;
	MUST(quarantine_count(stage->db, &query, 4, &count, &err));
	assert_int_equal(count, 3);
}

/* Rows of one source that differ in one thing each, also in what they have none of. */
static void a_group_is_named_exactly(void **state)
{
	Stage *stage = *state;
	QuarantineGroups groups;
	Err err;
	QuarantineRow rows[8];
	for (int64_t i = 0; i < 8; i++) {
		static const char *const keys[] = {"k0", "k1", "k2", "k3", "k4", "k5", "k6", "k7"};
		rows[i] = waiting(i + 1, keys[i], keys[i], "Pier");
	}
	rows[1].within = (Str){0};
	rows[2].unknown = (Str){0}; /* a project without a name */
	rows[2].within = (Str){0};
	rows[3].fact = STR("cost");
	rows[4].source = STR("jira");
	for (int i = 5; i < 8; i++) {
		rows[i].subject = (Str){0};
		rows[i].unknown = (Str){0};
		rows[i].within = (Str){0};
		rows[i].code = STR(QUARANTINE_BAD_VALUE);
	}
	rows[6].fact = STR("cost");
	rows[7].fact = (Str){0}; /* of contracts */
	rows[7].code = (Str){0};
	for (int i = 0; i < 8; i++)
		put(stage, rows[i]);
	MUST(quarantine_groups(stage->db, &stage->mem, &groups, &err));
	assert_int_equal(groups.len, 8);
	for (size_t i = 0; i < groups.len; i++) {
		QuarantineList list = rows_of_query(stage, quarantine_query_of(&groups.at[i]));
		assert_int_equal(list.len, 1);
		assert_int_equal(list.at[0].id, groups.at[i].first_id);
		QuarantineGroup group = quarantine_group_of(&list.at[0]);
		assert_true(str_eq(group.fact, groups.at[i].fact));
		assert_int_equal(rows_of_query(stage, quarantine_query_of(&group)).len, 1);
	}
	QuarantineQuery query = {.source = STR("toggl"), .none = QUARANTINE_NO_FACT};
	QuarantineList list = rows_of_query(stage, query);
	assert_int_equal(list.len, 1);
	assert_int_equal(list.at[0].id, 8);
	query = (QuarantineQuery){.source = STR("toggl"), .fact = STR("cost")};
	assert_int_equal(rows_of_query(stage, query).len, 2);
}

static bool note_row(void *context, const QuarantineRow *row, Err *err)
{
	Buf *text = context;
	if (str_eq(row->row_key, STR("stop")))
		return (fail)(err, ERR_CONFLICT, "stopped"); /* not the macro of cmocka */
	buf_add_format(text, "%.*s %.*s %.*s %.*s %.*s %.*s %s|", STR_ARG(row->row_key),
		       STR_ARG(row->raw_sha256), STR_ARG(row->code), STR_ARG(row->subject),
		       STR_ARG(row->unknown), STR_ARG(row->within),
		       row->waits ? "waits" : "discarded");
	return true;
}

static void rows_of_a_source_are_visited(void **state)
{
	Stage *stage = *state;
	Buf text = {.mem = &stage->mem};
	Err err;
	put(stage, waiting(1, "e1", "raw 1", "Pier"));
	put(stage, waiting(2, "e2", "raw 2", "Mole"));
	put(stage, waiting(3, "e3", "raw 3", "Pier"));
	QuarantineRow other = waiting(4, "e4", "raw 4", "Pier");
	other.source = STR("jira");
	put(stage, other);
	begin(stage);
	MUST(quarantine_discard(stage->db, 2, (Instant){1}, STR("test"), &err));
	MUST(quarantine_take(stage->db, 3, 0, &err));
	commit(stage);
	MUST(quarantine_each(stage->db, STR("toggl"), note_row, &text, &err));
	EXPECT(buf_str(&text),
	       "e1 raw 1 unknown_contract project Pier Client waits|"
	       "e2 raw 2 unknown_contract project Mole Client discarded|");
	put(stage, waiting(5, "stop", "raw 5", "Pier"));
	MUST_FAIL(quarantine_each(stage->db, STR("toggl"), note_row, &text, &err), ERR_CONFLICT,
		  "stopped");
	assert_int_equal(rows_of_query(stage, (QuarantineQuery){0}).len, 3); /* it can go on */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STAGE_TEST(names_are_made_once),
		STAGE_TEST(links_are_kept_and_removed),
		STAGE_TEST(a_row_waits_once),
		STAGE_TEST(the_newest_row_of_a_key_waits),
		STAGE_TEST(rows_are_taken_and_discarded),
		STAGE_TEST(rows_are_grouped_by_what_they_wait_for),
		STAGE_TEST(a_group_is_named_exactly),
		STAGE_TEST(rows_of_a_source_are_visited),
	};
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, fresh_db_end);
}
