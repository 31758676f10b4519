/* The store's version and what changed with it; hooks around the transactions of use cases. */

#include "fresh_app.h"

#include "app/accounts.h"
#include "app/documents.h"
#include "app/fields.h"
#include "app/imports.h"
#include "app/settings.h"
#include "store/migrate.h"
#include "store/migrations.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int64_t version_of(App *app)
{
	Err err;
	int64_t version;
	MUST(db_begin_read(app->db, &err));
	MUST(store_version_read(app->db, &version, &err));
	db_rollback(app->db);
	return version;
}

static int64_t state_of_store(App *app)
{
	Err err;
	int64_t state;
	MUST(db_begin_read(app->db, &err));
	MUST(store_state_read(app->db, &state, &err));
	db_rollback(app->db);
	return state;
}

static ChangeList changes_since(App *app, int64_t version, bool *complete)
{
	Err err;
	ChangeList list;
	MUST(db_begin_read(app->db, &err));
	MUST(store_changes_since(app->db, app->mem, version, &list, complete, &err));
	db_rollback(app->db);
	return list;
}

/* One step since `version`, which told exactly this. */
static void expect_step(App *app, int64_t version, const char *label, const char *topic,
			const char *subject)
{
	bool complete;
	ChangeList list = changes_since(app, version, &complete);
	if (version_of(app) != version + 1 || !complete || list.len != 1)
		fail_msg("%s: version %lld, %zu changes", label, (long long)version_of(app),
			 list.len);
	assert_int_equal(list.at[0].version, version + 1);
	assert_string_equal(topic_name(list.at[0].topic), topic);
	if (subject && !str_eq_c(list.at[0].subject, subject))
		fail_msg("%s: told '%.*s'", label, STR_ARG(list.at[0].subject));
}

static void expect_no_step(App *app, int64_t version, const char *label)
{
	if (version_of(app) != version)
		fail_msg("%s: version %lld", label, (long long)version_of(app));
}

static const Circumstances ABOUT = {.effective_on = {20089},
				    .signed_on = {INT32_MIN},
				    .reason = {"test", 4}};

static const FieldText MORE = {{"annual_value", 12}, CHANGE_ADD, {"5", 1}};

static const char CSV[] =
	"contract,account,currency,effective_on,starts_on,annual_value\n"
	"I-1,Imported,EUR,2024-01-01,2024-01-01,1000\n";

static void write_csv(char path[FRESH_URL_SIZE])
{
	fresh_path(path, "rows.csv");
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_true(fputs(CSV, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static void changes_of_contracts_tell_the_key(void **state)
{
	App *app = app_of(state);
	Err err;
	Effect effect;
	add_contract(app, "A/ä");
	int64_t version = version_of(app);
	MUST(contracts_amend(app, STR("A/ä"), &MORE, 1, &ABOUT, true, &effect, &err));
	expect_no_step(app, version, "an amendment tried out");
	MUST(contracts_amend(app, STR("A/ä"), &MORE, 1, &ABOUT, false, &effect, &err));
	assert_int_equal(effect.number, 2);
	assert_int_equal(effect.contract.entries, 2);
	expect_step(app, version++, "an amendment", "contract", "A/ä");
	MUST(contracts_retract(app, STR("A/ä"), 2, &ABOUT, true, &effect, &err));
	expect_no_step(app, version, "a retraction tried out");
	MUST(contracts_retract(app, STR("A/ä"), 2, &ABOUT, false, &effect, &err));
	expect_step(app, version++, "a retraction", "contract", "A/ä");
	MUST_FAIL(contracts_retract(app, STR("A/ä"), 2, &ABOUT, false, &effect, &err), ERR_CONFLICT,
		  "retracted already");
	expect_no_step(app, version, "what was refused");
	add_contract(app, "B");
	expect_step(app, version, "a new contract", "contract", "B");
}

static void changes_of_other_things_tell_their_names(void **state)
{
	App *app = app_of(state);
	Err err;
	Account account;
	Setting setting;
	Field field = {.name = STR("note"), .type = FIELD_TEXT};
	int64_t version = version_of(app);
	assert_int_equal(version, 0);
	MUST(accounts_add(app, STR("Harbour"), (Str){0}, &account, &err));
	expect_step(app, version++, "a new account", "account", "Harbour");
	MUST(accounts_edit(app, STR("Harbour"), NULL, &STR("x"), &account, &err));
	expect_step(app, version++, "a note", "account", "Harbour");
	MUST(fields_declare(app, &field, &err));
	expect_step(app, version++, "a field", "field", "note");
	MUST(settings_set(app, STR("fiscal_month"), STR("7"), &setting, &err));
	assert_true(str_eq(setting.value, STR("7")));
	expect_step(app, version++, "a setting", "setting", "fiscal_month");
	MUST_FAIL(settings_set(app, STR("fiscal_month"), STR("13"), &setting, &err), ERR_INPUT,
		  "1 to 12");
	assert_string_equal(err.field, "value");
	expect_no_step(app, version, "a setting that was refused");

	bool complete;
	MUST(accounts_edit(app, STR("Harbour"), &STR("Port"), NULL, &account, &err));
	ChangeList list = changes_since(app, version, &complete);
	assert_int_equal(list.len, 2); /* a renamed account is told by both names */
	assert_true(str_eq(list.at[0].subject, STR("Harbour")));
	assert_true(str_eq(list.at[1].subject, STR("Port")));
	assert_int_equal(list.at[1].version, version + 1);
}

/* Versions repeat in a store that was restored; states do not. */
static void a_state_comes_once_also_where_versions_repeat(void **state)
{
	App *app = app_of(state);
	Err err;
	Account account;
	int64_t first = state_of_store(app);
	assert_true(first > 0); /* of the step that made the table */
	app->now.us = first + 5000000;
	MUST(accounts_add(app, STR("A"), (Str){0}, &account, &err));
	first = state_of_store(app);
	assert_int_equal(first, app->now.us);
	MUST(accounts_add(app, STR("B"), (Str){0}, &account, &err));
	assert_int_equal(state_of_store(app), first + 1); /* the clock stood still */
	fresh_script(app->db, "DELETE FROM change_log WHERE version > 1");
	fresh_script(app->db, "UPDATE store_version SET version = 1, state = 1000");
	app->now.us += 5000000;
	MUST(accounts_add(app, STR("C"), (Str){0}, &account, &err));
	assert_int_equal(version_of(app), 2);
	assert_int_equal(state_of_store(app), app->now.us);
}

static void imports_tell_their_id(void **state)
{
	App *app = app_of(state);
	Err err;
	char path[FRESH_URL_SIZE];
	char id[32];
	ImportSummary summary;
	UndoSummary undone;
	write_csv(path);
	ImportRequest request = {.path = path, .mapping = STR("pacta-contracts"), .dry_run = true};
	MUST(imports_run(app, &request, &summary, &err));
	expect_no_step(app, 0, "an import tried out");
	request.dry_run = false;
	MUST(imports_run(app, &request, &summary, &err));
	(void)snprintf(id, sizeof id, "%lld", (long long)summary.id);
	expect_step(app, 0, "an import", "import", id);
	ImportSummary again;
	MUST(imports_run(app, &request, &again, &err));
	assert_int_equal(again.id, 0);
	expect_no_step(app, 1, "an import of what is there");
	MUST(imports_undo(app, summary.id, (Str){0}, &undone, &err));
	expect_step(app, 1, "an undo", "import", id);
}

static void the_oldest_changes_are_forgotten(void **state)
{
	App *app = app_of(state);
	Err err;
	bool complete;
	StoreChange change = {.topic = TOPIC_FIELD, .subject = STR("f")};
	ChangeList one = {&change, 1, 1};
	int64_t version = 0;
	fresh_script(app->db, "UPDATE store_version SET version = 9998");
	for (int i = 0; i < 4; i++) {
		MUST(db_begin_write(app->db, &err));
		MUST(store_version_advance(app->db, &one, FRESH_NOW, &version, &err));
		MUST(db_commit(app->db, &err));
	}
	assert_int_equal(version, 10002);
	assert_int_equal(fresh_number(app->db, "SELECT COUNT(*) FROM change_log"), 4);
	fresh_script(app->db, "UPDATE store_version SET version = 19999");
	MUST(db_begin_write(app->db, &err));
	MUST(store_version_advance(app->db, &one, FRESH_NOW, &version, &err));
	MUST(db_commit(app->db, &err));
	assert_int_equal(version, 20000);
	assert_int_equal(fresh_number(app->db, "SELECT COUNT(*) FROM change_log"), 3);

	assert_int_equal(changes_since(app, 10000, &complete).len, 3);
	assert_true(complete);
	(void)changes_since(app, 9999, &complete);
	assert_false(complete);
	assert_int_equal(changes_since(app, 20000, &complete).len, 0);
	assert_true(complete);
	(void)changes_since(app, 20001, &complete); /* of a store that is not this one any more */
	assert_false(complete);
}

/* What a face adds, and what it saw. */
typedef struct Face {
	int begun;
	int committing;
	const Account *account; /* that the use case gives */
	Str seen;               /* its name, when the hook was called */
	bool refuse_begun;
	bool refuse_commit;
} Face;

static bool face_begun(void *context, App *app, Err *err)
{
	Face *face = context;
	int64_t version;
	face->begun++;
	return store_version_read(app->db, &version, err) &&
	       (!face->refuse_begun || (fail)(err, ERR_CHANGED, "not so"));
}

static bool face_committing(void *context, App *app, Err *err)
{
	Face *face = context;
	(void)app;
	face->committing++;
	if (face->account)
		face->seen = face->account->name;
	return !face->refuse_commit || (fail)(err, ERR_IO, "no room");
}

static void hooks_stand_around_every_transaction(void **state)
{
	App *app = app_of(state);
	Err err;
	Account account = {0};
	AccountList list;
	Effect effect;
	Face face = {.account = &account};
	app->hooks = (AppHooks){&face, face_begun, face_committing};
	MUST(accounts_add(app, STR("Harbour"), (Str){0}, &account, &err));
	assert_int_equal(face.begun, 1);
	assert_int_equal(face.committing, 1);
	assert_true(str_eq(face.seen, STR("Harbour")));
	MUST(accounts_list(app, &list, &err));
	assert_int_equal(face.begun, 2);
	assert_int_equal(face.committing, 1);

	face.refuse_commit = true;
	MUST_FAIL(accounts_add(app, STR("Port"), (Str){0}, &account, &err), ERR_IO, "no room");
	face.refuse_commit = false;
	face.refuse_begun = true;
	MUST_FAIL(accounts_add(app, STR("Port"), (Str){0}, &account, &err), ERR_CHANGED, "not so");
	MUST_FAIL(accounts_list(app, &list, &err), ERR_CHANGED, "not so");
	face.refuse_begun = false;
	MUST(accounts_list(app, &list, &err));
	assert_int_equal(list.len, 1);
	expect_no_step(app, 1, "what a hook refused");

	face.account = NULL;
	add_contract(app, "A");
	face.committing = 0;
	MUST(contracts_amend(app, STR("A"), &MORE, 1, &ABOUT, true, &effect, &err));
	assert_int_equal(face.committing, 0);
}

/* A face keeps its answer also where a file brings nothing new. */
static void an_import_of_what_is_there_is_committed_without_a_step(void **state)
{
	App *app = app_of(state);
	Err err;
	char path[FRESH_URL_SIZE];
	ImportSummary summary;
	Face face = {0};
	write_csv(path);
	ImportRequest request = {.path = path, .mapping = STR("pacta-contracts")};
	MUST(imports_run(app, &request, &summary, &err));
	app->hooks = (AppHooks){&face, face_begun, face_committing};
	MUST(imports_run(app, &request, &summary, &err));
	assert_int_equal(face.committing, 1);
	assert_int_equal(summary.unchanged, 1);
	assert_int_equal(summary.id, 0);
	expect_no_step(app, 1, "an import of what is there");
	assert_int_equal(fresh_number(app->db, "SELECT COUNT(*) FROM import"), 1);
}

static void whoever_was_faster_is_named(void **state)
{
	App *app = app_of(state);
	Err err;
	int32_t newest = 0;
	add_contract(app, "A");
	MUST(db_begin_read(app->db, &err));
	MUST(contracts_expect(app, STR("A"), 1, &newest, &err));
	assert_int_equal(newest, 1);
	MUST_FAIL(contracts_expect(app, STR("B"), 1, &newest, &err), ERR_NOT_FOUND, "'B'");
	db_rollback(app->db);
	app->user = STR("anna");
	MUST(amend(app, "A", "2025-01-01", MORE, &err));
	MUST(db_begin_read(app->db, &err));
	MUST_FAIL(contracts_expect(app, STR("A"), 1, &newest, &err), ERR_CHANGED,
		  "entry 2 of contract 'A' was recorded by anna on 2026-11-22 at 01:55 UTC");
	assert_int_equal(newest, 2);
	MUST_FAIL(contracts_expect(app, STR("A"), 3, &newest, &err), ERR_CHANGED,
		  "has 2 entries, not 3");
	assert_int_equal(newest, 2);
	db_rollback(app->db);
}

/* The store is replaced by one of an older version while it is open. */
static void a_store_in_its_place_is_brought_up_to_date(void **state)
{
	Store *store = *state;
	App *app = &store->app;
	Err err;
	AccountList list;
	Db *db = NULL;
	EmbeddedFile first[2];
	EmbeddedFiles files = {first, 0};
	if (!fresh_is_sqlite())
		skip();
	for (size_t i = 0; i < embedded_migrations.len; i++) {
		if (strncmp(embedded_migrations.at[i].name, "001", 3) == 0)
			first[files.len++] = embedded_migrations.at[i];
	}
	for (const char *const *end = (const char *const[]){"", "-wal", "-shm", NULL}; *end; end++)
		(void)unlink(
			str_format(app->mem, "%s%s", store->url + strlen("sqlite:"), *end).ptr);
	MUST_FAIL(accounts_list(app, &list, &err), ERR_UNAVAILABLE, "put it back");
	MUST(db_open(store->url, DB_CREATE, &db, &err));
	MUST(migrate_with(db, &files, FRESH_NOW.us, &err));
	fresh_script(db,
		     "INSERT INTO account (id, name, note, created_at, created_by)"
		     " VALUES (7, 'Harbour', '', 1, 'x')");
	db_close(db);
	MUST(accounts_list(app, &list, &err));
	assert_int_equal(list.len, 1);
	add_contract(app, "A");
	expect_step(app, 0, "in the new store", "contract", "A");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(changes_of_contracts_tell_the_key),
		STORE_TEST(changes_of_other_things_tell_their_names),
		STORE_TEST(a_state_comes_once_also_where_versions_repeat),
		STORE_TEST(imports_tell_their_id),
		STORE_TEST(the_oldest_changes_are_forgotten),
		STORE_TEST(hooks_stand_around_every_transaction),
		STORE_TEST(an_import_of_what_is_there_is_committed_without_a_step),
		STORE_TEST(whoever_was_faster_is_named),
		STORE_TEST(a_store_in_its_place_is_brought_up_to_date),
	};
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, fresh_db_end);
}
