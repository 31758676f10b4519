/* Contracts, revisions and snapshots as the store keeps them, on either engine. */

#include "fresh_app.h"

#include "app/contract_query.h"
#include "app/fields.h"
#include "app/histories.h"
#include "store/custom_field.h"
#include "store/recording_clock.h"
#include "store/revision.h"
#include "store/snapshot.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void a_history_is_read_as_it_was_written(void **state)
{
	App *app = app_of(state);
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
	App *app = app_of(state);
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
		MUST(custom_field_insert(app->db, &declared[i], FRESH_NOW, STR("tester"), &err));
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
	App *app = app_of(state);
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
	App *app = app_of(state);
	Err err;
	add_contract(app, "A");
	const struct {
		const char *label;
		FieldText change;
		ErrCode code;
		const char *part;
		const char *member;
	} cases[] = {
		{"labour beyond the whole",
		 {STR("direct_labor"), CHANGE_SET, STR("170%")},
		 ERR_RANGE,
		 "170%",
		 "direct_labor"},
		{"an addition that makes labour too large",
		 {STR("direct_labor"), CHANGE_ADD, STR("50%")},
		 ERR_RANGE,
		 "110.0000 %",
		 "direct_labor"},
		{"no such field",
		 {STR("anual_value"), CHANGE_SET, STR("1")},
		 ERR_NOT_FOUND,
		 "anual_value",
		 "anual_value"},
		{"more than fits",
		 {STR("annual_value"), CHANGE_SET, STR("99999999999999999999")},
		 ERR_RANGE,
		 "too large",
		 "annual_value"},
		{"a sum that does not fit",
		 {STR("annual_value"), CHANGE_ADD, STR("92233720368547758.07")},
		 ERR_RANGE,
		 "too large",
		 "annual_value"},
		{"an addition to a date",
		 {STR("ends_on"), CHANGE_ADD, STR("2025-01-01")},
		 ERR_INPUT,
		 "set it",
		 "ends_on"},
		{"a contract that renews itself",
		 {STR("renews"), CHANGE_SET, STR("A")},
		 ERR_INPUT,
		 "itself",
		 "renews"},
		{"a contract that there is not",
		 {STR("renews"), CHANGE_SET, STR("B")},
		 ERR_NOT_FOUND,
		 "'B'",
		 "renews"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		MUST_FAIL(amend(app, "A", "2025-01-01", cases[i].change, &err), cases[i].code,
			  cases[i].part);
		assert_string_equal(err.field, cases[i].member);
	}
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

static size_t count_of(App *app, const ContractStates *states, ContractQuery query)
{
	query.limit = 10;
	ContractPage page = contract_query(app->mem, states, &query);
	for (size_t i = 0; i < page.len; i++)
		assert_true(str_eq(page.at[i]->contract.key, STR("A")));
	return page.total;
}

static void a_list_is_asked_for_what_was_recorded(void **state)
{
	App *app = app_of(state);
	Err err;
	ContractStates states;
	add_contract(app, "A");
	add_contract(app, "B");
	MUST(amend(app, "A", "2025-01-01", (FieldText){STR("status"), CHANGE_SET, STR("active")},
		   &err));
	MUST(amend(app, "A", "2025-01-01", (FieldText){STR("manager"), CHANGE_SET, STR("Änne")},
		   &err));
	MUST(amend(app, "B", "2025-01-01", (FieldText){STR("status"), CHANGE_SET, STR("paused")},
		   &err));
	MUST(contracts_list(app, (Str){0}, MOMENT_NOW, &states, &err));
	assert_int_equal(count_of(app, &states, (ContractQuery){.status = STR("active")}), 1);
	assert_int_equal(count_of(app, &states, (ContractQuery){.status = STR("none")}), 0);
	assert_int_equal(count_of(app, &states, (ContractQuery){.words = STR("harbour äNNE")}), 1);
	assert_int_equal(count_of(app, &states, (ContractQuery){.account = STR("Other")}), 0);
}

static void a_head_that_moved_is_not_overwritten(void **state)
{
	App *app = app_of(state);
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
	App *app = app_of(state);
	Err err;
	Instant first;
	Instant second;
	MUST(db_begin_write(app->db, &err));
	MUST(recording_clock_tick(app->db, FRESH_NOW, &first, &err));
	MUST(recording_clock_tick(app->db, (Instant){FRESH_NOW.us - US_PER_DAY}, &second, &err));
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

/* The list reads what is stored, the contract alone is folded anew. */
static void expect_list_of_day(App *app, Date as_of)
{
	Err err;
	ContractStates states;
	const Fields *fields;
	Moment moment = MOMENT_NOW;
	moment.as_of = as_of;
	MUST(contracts_list(app, (Str){0}, moment, &states, &err));
	assert_int_equal(states.len, 2);
	for (size_t i = 0; i < states.len; i++) {
		const ContractState *listed = &states.at[i];
		ContractState shown;
		MUST(contracts_show(app, listed->contract.key, moment, &fields, &shown, &err));
		assert_int_equal(listed->effective_on.day, shown.effective_on.day);
		assert_int_equal(listed->total.revenue.na, shown.total.revenue.na);
		assert_int_equal(listed->total.revenue.minor, shown.total.revenue.minor);
		for (size_t f = 0; f < fields->len; f++)
			assert_true(value_eq(listed->values[f], shown.values[f]));
	}
}

/* Backdated and retracted at random: what is stored always equals a rebuild. */
static void stored_snapshots_stay_equal_to_a_rebuild(void **state)
{
	App *app = app_of(state);
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
		if (step % 25 != 0)
			continue;
		expect_sound(app, "in the middle");
		expect_list_of_day(app, DATE_NONE);
		expect_list_of_day(app, (Date){19000 + (int32_t)draw(&stream, 3000)});
	}
	assert_true(refused < 100);
	expect_sound(app, "at the end");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(a_history_is_read_as_it_was_written),
		STORE_TEST(a_custom_field_is_read_as_it_was_declared),
		STORE_TEST(a_value_that_its_field_cannot_hold_is_refused),
		STORE_TEST(what_is_refused_leaves_nothing_behind),
		STORE_TEST(a_list_is_asked_for_what_was_recorded),
		STORE_TEST(a_head_that_moved_is_not_overwritten),
		STORE_TEST(the_recording_clock_never_goes_back),
		STORE_TEST(stored_snapshots_stay_equal_to_a_rebuild),
	};
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, fresh_db_end);
}
