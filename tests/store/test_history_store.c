/* Contracts, revisions and snapshots as the store keeps them, on either engine. */

#include "fresh_db.h"

#include "app/accounts.h"
#include "app/check.h"
#include "app/contracts.h"
#include "app/fields.h"
#include "app/histories.h"
#include "store/custom_field.h"
#include "store/recording_clock.h"
#include "store/revision.h"
#include "store/snapshot.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const Instant NOW = {INT64_C(1795312528130571)};

typedef struct Store {
	Arena mem;
	App app;
} Store;

static int open_store(void **state)
{
	static Store store;
	Err err;
	char url[FRESH_URL_SIZE];
	fresh_db(url);
	arena_init(&store.mem);
	MUST(app_open(&store.app, &store.mem, url, DB_CREATE, NOW, STR("tester"), &err));
	*state = &store;
	return 0;
}

static int close_store(void **state)
{
	Store *store = *state;
	app_close(&store->app);
	arena_deinit(&store->mem);
	return 0;
}

static Date day(const char *text)
{
	Date date;
	Err err;
	MUST(date_parse(str_from_c(text), &date, &err));
	return date;
}

static void add_contract(App *app, const char *key)
{
	Err err;
	Account account;
	AccountList accounts;
	Effect effect;
	MUST(accounts_list(app, &accounts, &err));
	if (accounts.len == 0)
		MUST(accounts_add(app, STR("Harbour"), (Str){0}, &account, &err));
	const FieldText terms[] = {
		{STR("starts_on"), CHANGE_SET, STR("2024-01-01")},
		{STR("ends_on"), CHANGE_SET, STR("2027-01-01")},
		{STR("annual_value"), CHANGE_SET, STR("100000")},
		{STR("direct_labor"), CHANGE_SET, STR("60%")},
	};
	NewContract contract = {str_from_c(key), STR("Harbour"), (Str){0}, STR("USD"),
				CONTRACT_CUSTOMER};
	Circumstances about = {.effective_on = DATE_NONE, .signed_on = DATE_NONE};
	MUST(contracts_add(app, &contract, terms, 4, &about, &effect, &err));
}

static bool amend(App *app, const char *key, const char *on, FieldText change, Err *err)
{
	Effect effect;
	Circumstances about = {.effective_on = day(on),
			       .signed_on = DATE_NONE,
			       .reason = STR("test")};
	return contracts_amend(app, str_from_c(key), &change, 1, &about, false, &effect, err);
}

static bool retract(App *app, const char *key, int32_t number, Err *err)
{
	Effect effect;
	Circumstances about = {.effective_on = DATE_NONE,
			       .signed_on = DATE_NONE,
			       .reason = STR("test")};
	return contracts_retract(app, str_from_c(key), number, &about, false, &effect, err);
}

static void expect_sound(App *app, const char *label)
{
	CheckReport report;
	Err err;
	MUST(check_run(app, NULL, &report, &err));
	if (report.finding_count > 0)
		fail_msg("%s: %.*s", label, STR_ARG(report.findings[0].what));
}

static void a_history_is_read_as_it_was_written(void **state)
{
	App *app = &((Store *)*state)->app;
	Err err;
	Fields fields;
	Contract contract;
	bool found;
	StoredHistory history;
	Field note = {.name = STR("note"), .type = FIELD_TEXT};
	MUST(fields_declare(app, &note, &err));
	add_contract(app, "A/ä|1");
	MUST(amend(app, "A/ä|1", "2025-01-01",
		   (FieldText){STR("note"), CHANGE_SET, STR("„x“\n'\"")}, &err));
	MUST(amend(app, "A/ä|1", "2025-02-01", (FieldText){STR("ends_on"), CHANGE_SET, STR("")},
		   &err));
	MUST(amend(app, "A/ä|1", "2025-03-01",
		   (FieldText){STR("day_count"), CHANGE_SET, STR("30E/360")}, &err));
	MUST(retract(app, "A/ä|1", 3, &err));

	MUST(db_begin_read(app->db, &err));
	MUST(custom_field_load(app->db, app->mem, &fields, &err));
	MUST(contract_find(app->db, app->mem, STR("A/ä|1"), &contract, &found, &err));
	assert_true(found);
	MUST(revision_load(app->db, app->mem, &fields, contract.id, &history, &err));
	db_rollback(app->db);
	assert_int_equal(history.count, 5);
	assert_int_equal(contract.entries, 5);
	assert_int_equal(history.entries[0].change_count, 4);
	assert_true(str_eq(history.entries[1].changes[0].value.text, STR("„x“\n'\"")));
	assert_false(history.entries[2].changes[0].value.set);
	assert_int_equal(history.entries[3].changes[0].value.number, THIRTYE_360);
	assert_int_equal(history.entries[4].kind, ENTRY_RETRACTION);
	assert_int_equal(history.entries[4].target, 3);
	for (size_t i = 1; i < history.count; i++)
		assert_true(history.entries[i].recorded_at.us >
			    history.entries[i - 1].recorded_at.us);
	expect_sound(app, "after it was written");
}

static void expect_field(const Field *got, const Field *wanted)
{
	assert_int_equal(got->id, wanted->id);
	assert_true(str_eq(got->name, wanted->name));
	assert_int_equal(got->type, wanted->type);
	assert_int_equal(got->whole, wanted->whole);
	assert_true(str_eq(got->unit, wanted->unit));
	assert_int_equal(got->choice_count, wanted->choice_count);
	for (size_t i = 0; i < wanted->choice_count; i++)
		assert_true(str_eq(got->choices[i], wanted->choices[i]));
	assert_true(str_eq(got->help, wanted->help));
}

static void a_custom_field_is_read_as_it_was_declared(void **state)
{
	App *app = &((Store *)*state)->app;
	Err err;
	Fields fields;
	const Str one[] = {STR("only")};
	const Str three[] = {STR("rot"), STR("grün; hell"), STR("'blue'")};
	const Field declared[] = {
		{.id = 501, .name = STR("fee"), .type = FIELD_MONEY, .unit = STR("per site")},
		{.id = 502, .name = STR("weight"), .type = FIELD_NUMBER, .help = STR("„in“ kg")},
		{.id = 503,
		 .name = STR("seats"),
		 .type = FIELD_NUMBER,
		 .whole = true,
		 .unit = STR("seats"),
		 .help = STR("paid for")},
		{.id = 504, .name = STR("rebate"), .type = FIELD_SHARE},
		{.id = 505, .name = STR("review_on"), .type = FIELD_DATE},
		{.id = 506, .name = STR("note"), .type = FIELD_TEXT},
		{.id = 507,
		 .name = STR("form"),
		 .type = FIELD_CHOICE,
		 .choices = one,
		 .choice_count = 1},
		{.id = INT64_MAX,
		 .name = STR("colour"),
		 .type = FIELD_CHOICE,
		 .choices = three,
		 .choice_count = 3,
		 .help = STR("of the folder")},
	};
	enum { DECLARED = sizeof declared / sizeof *declared };
	MUST(db_begin_write(app->db, &err));
	for (size_t i = 0; i < DECLARED; i++)
		MUST(custom_field_insert(app->db, &declared[i], NOW, STR("tester"), &err));
	MUST(db_commit(app->db, &err));
	MUST(custom_field_load(app->db, app->mem, &fields, &err));
	assert_int_equal(fields.len, BUILTIN_FIELDS + DECLARED);
	for (size_t i = 0; i < DECLARED; i++)
		expect_field(&fields.at[BUILTIN_FIELDS + i], &declared[i]);
}

static bool ignore_snapshots(void *context, Arena *mem, int64_t contract_id,
			     const SnapshotList *list, Err *err)
{
	(void)mem;
	(void)contract_id;
	(void)err;
	*(size_t *)context += list->len;
	return true;
}

static bool ignore_history(void *context, Arena *mem, const StoredHistory *history, Err *err)
{
	(void)mem;
	(void)err;
	*(size_t *)context += history->count;
	return true;
}

/* Each is changed behind pacta's back, read, and put right again. */
static void a_value_that_its_field_cannot_hold_is_refused(void **state)
{
	App *app = &((Store *)*state)->app;
	Err err;
	Fields fields;
	Field review = {.name = STR("review_on"), .type = FIELD_DATE};
	MUST(fields_declare(app, &review, &err));
	add_contract(app, "A");
	MUST(amend(app, "A", "2025-01-01", (FieldText){STR("day_count"), CHANGE_SET, STR("ACT/CY")},
		   &err));
	MUST(amend(app, "A", "2025-01-01",
		   (FieldText){STR("review_on"), CHANGE_SET, STR("2025-05-01")}, &err));
	MUST(custom_field_load(app->db, app->mem, &fields, &err));
	const struct {
		const char *harm;
		const char *repair;
		bool snapshot;
	} cases[] = {
		{"UPDATE snapshot SET ends_on = 5000000000", "UPDATE snapshot SET ends_on = 20819",
		 true},
		{"UPDATE snapshot SET ends_on = 84006", "UPDATE snapshot SET ends_on = 20819",
		 true},
		{"UPDATE snapshot SET starts_on = -25568", "UPDATE snapshot SET starts_on = 19723",
		 true},
		{"UPDATE snapshot SET day_count = 'ACT/364'",
		 "UPDATE snapshot SET day_count = 'ACT/CY'", true},
		{"UPDATE snapshot_custom SET number_value = 4294967296",
		 "UPDATE snapshot_custom SET number_value = 20209", true},
		{"UPDATE snapshot_custom SET text_value = '2025-05-01'",
		 "UPDATE snapshot_custom SET text_value = NULL", true},
		{"UPDATE revision_change SET number_value = 4294967296 WHERE field_id = 6",
		 "UPDATE revision_change SET number_value = 20819 WHERE field_id = 6", false},
		{"UPDATE revision_change SET text_value = '1' WHERE field_id = 1",
		 "UPDATE revision_change SET text_value = NULL WHERE field_id = 1", false},
		{"UPDATE revision_change SET number_value = 1 WHERE field_id = 12",
		 "UPDATE revision_change SET number_value = NULL WHERE field_id = 12", false},
		{"UPDATE revision_change SET text_value = 'act/cy' WHERE field_id = 12",
		 "UPDATE revision_change SET text_value = 'ACT/CY' WHERE field_id = 12", false},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t seen = 0;
		fresh_script(app->db, cases[i].harm);
		if (cases[i].snapshot)
			MUST_FAIL(snapshot_visit(app->db, &fields, SNAPSHOTS_ALL, DATE_NONE,
						 ignore_snapshots, &seen, &err),
				  ERR_CORRUPT, "a column does not hold what was written");
		else
			MUST_FAIL(revision_visit(app->db, &fields, HISTORY_OF_ALL, 0,
						 ignore_history, &seen, &err),
				  ERR_CORRUPT, "a value that its field cannot hold");
		fresh_script(app->db, cases[i].repair);
		MUST(snapshot_visit(app->db, &fields, SNAPSHOTS_ALL, DATE_NONE, ignore_snapshots,
				    &seen, &err));
		MUST(revision_visit(app->db, &fields, HISTORY_OF_ALL, 0, ignore_history, &seen,
				    &err));
		assert_int_equal(seen, 2 + 3);
	}
}

static void what_is_refused_leaves_nothing_behind(void **state)
{
	App *app = &((Store *)*state)->app;
	Err err;
	add_contract(app, "A");
	const struct {
		const char *label;
		FieldText change;
		ErrCode code;
		const char *part;
	} cases[] = {
		{"labour beyond the whole",
		 {STR("direct_labor"), CHANGE_SET, STR("170%")},
		 ERR_RANGE,
		 "170%"},
		{"an addition that makes labour too large",
		 {STR("direct_labor"), CHANGE_ADD, STR("50%")},
		 ERR_RANGE,
		 "110.0000 %"},
		{"no such field",
		 {STR("anual_value"), CHANGE_SET, STR("1")},
		 ERR_NOT_FOUND,
		 "anual_value"},
		{"more than fits",
		 {STR("annual_value"), CHANGE_SET, STR("99999999999999999999")},
		 ERR_RANGE,
		 "too large"},
		{"a sum that does not fit",
		 {STR("annual_value"), CHANGE_ADD, STR("92233720368547758.07")},
		 ERR_RANGE,
		 "too large"},
		{"an addition to a date",
		 {STR("ends_on"), CHANGE_ADD, STR("2025-01-01")},
		 ERR_INPUT,
		 "set it"},
		{"a contract that renews itself",
		 {STR("renews"), CHANGE_SET, STR("A")},
		 ERR_INPUT,
		 "itself"},
		{"a contract that there is not",
		 {STR("renews"), CHANGE_SET, STR("B")},
		 ERR_NOT_FOUND,
		 "'B'"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		MUST_FAIL(amend(app, "A", "2025-01-01", cases[i].change, &err), cases[i].code,
			  cases[i].part);
	MUST_FAIL(retract(app, "A", 2, &err), ERR_NOT_FOUND, "there is no revision 2");
	MUST(amend(app, "A", "2025-01-01", (FieldText){STR("annual_value"), CHANGE_ADD, STR("1")},
		   &err));
	MUST(retract(app, "A", 2, &err));
	MUST_FAIL(retract(app, "A", 2, &err), ERR_CONFLICT, "retracted already, by 3");
	MUST_FAIL(retract(app, "A", 3, &err), ERR_CONFLICT, "cannot be retracted");
	MUST(amend(app, "A", "2025-01-01", (FieldText){STR("annual_value"), CHANGE_ADD, STR("1")},
		   &err));
	ContractStates states;
	MUST(contracts_list(app, (Str){0}, MOMENT_NOW, &states, &err));
	assert_int_equal(states.at[0].contract.entries, 4);
	expect_sound(app, "after refusals");
}

static void a_head_that_moved_is_not_overwritten(void **state)
{
	App *app = &((Store *)*state)->app;
	Err err;
	Contract contract;
	bool found;
	add_contract(app, "A");
	MUST(db_begin_write(app->db, &err));
	MUST(contract_find(app->db, app->mem, STR("A"), &contract, &found, &err));
	ChainEnd from = {contract.id, contract.entries - 1, contract.head};
	ChainEnd to = {contract.id, contract.entries, contract.head};
	MUST_FAIL(revision_advance_head(app->db, &from, &to, &err), ERR_CONFLICT, "somebody else");
	from.number = contract.entries;
	from.hash.bytes[0] ^= 1;
	MUST_FAIL(revision_advance_head(app->db, &from, &to, &err), ERR_CONFLICT, "somebody else");
	db_rollback(app->db);
}

static void the_recording_clock_never_goes_back(void **state)
{
	App *app = &((Store *)*state)->app;
	Err err;
	Instant first;
	Instant second;
	MUST(db_begin_write(app->db, &err));
	MUST(recording_clock_tick(app->db, NOW, &first, &err));
	MUST(recording_clock_tick(app->db, (Instant){NOW.us - US_PER_DAY}, &second, &err));
	MUST(db_commit(app->db, &err));
	assert_true(second.us == first.us + 1);
}

typedef struct Stream {
	uint64_t state;
} Stream;

static uint64_t draw(Stream *stream, uint64_t below)
{
	stream->state = stream->state * 6364136223846793005u + 1442695040888963407u;
	return (stream->state >> 33) % below;
}

static FieldText random_change(Arena *mem, Stream *stream)
{
	switch (draw(stream, 7)) {
	case 0:
		return (FieldText){STR("annual_value"), CHANGE_ADD,
				   str_format(mem, "%d", (int)draw(stream, 90000) - 20000)};
	case 1:
		return (FieldText){STR("direct_labor"), CHANGE_SET,
				   str_format(mem, "%d%%", (int)draw(stream, 101))};
	case 2:
		return (FieldText){STR("ends_on"), CHANGE_SET,
				   str_format(mem, "20%02d-%02d-01", 24 + (int)draw(stream, 5),
					      1 + (int)draw(stream, 12))};
	case 3:
		return (FieldText){STR("value_basis"), CHANGE_SET,
				   draw(stream, 2) ? STR("total") : STR("annual")};
	case 4:
		return (FieldText){STR("total_value"), CHANGE_SET,
				   str_format(mem, "%d.%02d", (int)draw(stream, 900000),
					      (int)draw(stream, 100))};
	case 5:
		return (FieldText){STR("note"), CHANGE_SET,
				   str_format(mem, "note %d", (int)draw(stream, 100))};
	default:
		return (FieldText){STR("day_count"), CHANGE_SET,
				   draw(stream, 2) ? STR("ACT/ACT") : STR("ACT/CY")};
	}
}

/* Backdated and retracted at random: what is stored always equals a rebuild. */
static void stored_snapshots_stay_equal_to_a_rebuild(void **state)
{
	App *app = &((Store *)*state)->app;
	Err err;
	const char *seed = getenv("PACTA_SEED");
	Stream stream = {seed ? strtoull(seed, NULL, 10) : 20261122};
	Field note = {.name = STR("note"), .type = FIELD_TEXT};
	MUST(fields_declare(app, &note, &err));
	add_contract(app, "A");
	add_contract(app, "B");
	print_message("# seed %llu\n", (unsigned long long)stream.state);
	size_t refused = 0;
	for (int step = 0; step < 300; step++) {
		const char *key = draw(&stream, 2) ? "A" : "B";
		bool ok;
		if (draw(&stream, 5) == 0) {
			ok = retract(app, key, 2 + (int32_t)draw(&stream, 60), &err);
		} else {
			Str on =
				str_format(app->mem, "20%02d-%02d-%02d", 23 + (int)draw(&stream, 6),
					   1 + (int)draw(&stream, 12), 1 + (int)draw(&stream, 28));
			ok = amend(app, key, on.ptr, random_change(app->mem, &stream), &err);
		}
		refused += !ok;
		assert_true(ok || err.code == ERR_NOT_FOUND || err.code == ERR_CONFLICT ||
			    err.code == ERR_RANGE);
		if (step % 25 == 0)
			expect_sound(app, "in the middle");
	}
	assert_true(refused < 100);
	expect_sound(app, "at the end");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_history_is_read_as_it_was_written, open_store,
						close_store),
		cmocka_unit_test_setup_teardown(a_custom_field_is_read_as_it_was_declared,
						open_store, close_store),
		cmocka_unit_test_setup_teardown(a_value_that_its_field_cannot_hold_is_refused,
						open_store, close_store),
		cmocka_unit_test_setup_teardown(what_is_refused_leaves_nothing_behind, open_store,
						close_store),
		cmocka_unit_test_setup_teardown(a_head_that_moved_is_not_overwritten, open_store,
						close_store),
		cmocka_unit_test_setup_teardown(the_recording_clock_never_goes_back, open_store,
						close_store),
		cmocka_unit_test_setup_teardown(stored_snapshots_stay_equal_to_a_rebuild,
						open_store, close_store),
	};
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, fresh_db_end);
}
