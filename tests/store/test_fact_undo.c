/* Taking imports of facts back. */

#include "fact_files.h"

#include "app/facts.h"
#include "app/waiting.h"

static void an_undone_import_leaves_what_was_before(void **state)
{
	App *app = app_of(state);
	Err err;
	UndoSummary undone;
	add_contract(app, "H-1");
	add_contract(app, "H-2");
	(void)import_times(app, "mine",
			   "a1,H-1,,,,Resource 01,2025-03-03,7200,23:00,,,,one day of it changes\n"
			   "a2,H-1,,,,Resource 01,2025-03-03,2,,,,,moves\n"
			   "a3,,Site,,,Resource 01,2025-03-03,3,,,,,waits\n");
	Str before = entries_text(app);
	ImportSummary second = import_times(
		app, "mine",
		"a1,H-1,,,,Resource 01,2025-03-03,7300,23:00:00,,,,one day of it changes\n"
		"a2,H-2,,,,Resource 01,2025-03-03,2,,,,,moves\n"
		"a3,H-2,,,,Resource 01,2025-03-03,3,,,,,taken\n"
		"a4,H-2,,,,Resource 01,2025-03-03,4,,,,,new\n"
		"a5,,Ship,,,Resource 01,2025-03-03,5,,,,,waits\n");
	expect_counts("second", &second,
		      "read 5: 2 accepted, 2 corrected, 0 unchanged, 1 waiting, 0 deleted");
	expect_waiting(app, "second", "mine unknown_contract project 'Ship' in '': 1 (5); ");
	MUST(imports_undo(app, second.id, (Str){0}, &undone, &err));
	expect_entries(app, "undone", before.ptr);
	expect_waiting(app, "undone", "mine unknown_contract project 'Site' in '': 1 (3); ");
	MUST_FAIL(imports_undo(app, second.id, (Str){0}, &undone, &err), ERR_CONFLICT,
		  "was undone already");
	expect_sound(app, "undone");
	/* The same file may come again. */
	second = import_times(app, "mine",
			      "a2,H-2,,,,Resource 01,2025-03-03,2,,,,,moves\n"
			      "a5,,Ship,,,Resource 01,2025-03-03,5,,,,,waits\n");
	expect_counts("again", &second,
		      "read 2: 0 accepted, 1 corrected, 0 unchanged, 1 waiting, 0 deleted");
	expect_waiting(app, "again",
		       "mine unknown_contract project 'Ship' in '': 1 (5); "
		       "mine unknown_contract project 'Site' in '': 1 (3); ");
}

/* Pseudo-random numbers (xorshift), the same ones for the same seed. */
typedef struct Dice {
	uint64_t state;
} Dice;

static int throw(Dice * dice, int sides)
{
	dice->state ^= dice->state << 13;
	dice->state ^= dice->state >> 7;
	dice->state ^= dice->state << 17;
	return (int)(dice->state % (uint64_t)sides);
}

/* Rows of some of forty ids: of one or several days, of known contracts or of names that wait. */
static Str random_rows(App *app, Dice *dice)
{
	static const char *const WHERE[] = {"H-1,", "H-2,", ",Site", ",Ship"};
	Buf rows = {.mem = app->mem};
	for (int id = 0; id < 40; id++) {
		if (throw(dice, 3) == 0)
			continue;
		buf_add_format(&rows, "id-%02d,%s,,,Resource %02d,2025-03-%02d,%d,", id,
			       WHERE[throw(dice, 8) % 4], throw(dice, 3), 1 + throw(dice, 9),
			       throw(dice, 5) * 20000);
		buf_add(&rows, throw(dice, 2) ? STR("20:00") : STR(""));
		buf_add_format(&rows, ",,,,note %d\n", throw(dice, 2));
	}
	return str_copy(app->mem, buf_str(&rows));
}

static Str waiting_rows(App *app)
{
	QuarantinePart part;
	Err err;
	VEC(Str) rows = {0};
	Buf all = {.mem = app->mem};
	MUST(quarantine_rows(app, &(QuarantineQuery){.limit = 1000}, &part, &err));
	for (size_t i = 0; i < part.list.len; i++)
		*vec_push(app->mem, &rows) = part.list.at[i].raw;
	for (size_t i = 0; i < rows.len; i++) {
		size_t least = i;
		for (size_t j = i + 1; j < rows.len; j++)
			least = str_cmp(rows.at[j], rows.at[least]) < 0 ? j : least;
		Str row = rows.at[least];
		rows.at[least] = rows.at[i];
		buf_add_format(&all, "%.*s\n", STR_ARG(row));
	}
	return buf_str(&all);
}

/* Whatever an import did, its undoing takes back: entries and what waits are as they were. */
static void undoing_takes_back_whatever_an_import_did(void **state)
{
	App *app = app_of(state);
	Err err;
	UndoSummary undone;
	Dice dice = {20261122};
	add_contract(app, "H-1");
	add_contract(app, "H-2");
	for (int round = 0; round < 40; round++) {
		Str before = entries_text(app);
		Str waited = waiting_rows(app);
		Str rows = random_rows(app, &dice);
		Str text = str_format(app->mem, "%s%.*s", TIME_HEADER, STR_ARG(rows));
		ImportSummary summary =
			import_text(app, "times.csv", text.ptr,
				    (ImportRequest){.source = STR("mine"),
						    .complete = throw(&dice, 2) == 0});
		if (throw(&dice, 3) == 0)
			continue; /* this one stays */
		MUST(imports_undo(app, summary.id, (Str){0}, &undone, &err));
		if (!str_eq(entries_text(app), before))
			fail_msg("round %d:\n got  %.*s\n want %.*s", round,
				 STR_ARG(entries_text(app)), STR_ARG(before));
		if (!str_eq(waiting_rows(app), waited))
			fail_msg("round %d: waiting\n got  %.*s\n want %.*s", round,
				 STR_ARG(waiting_rows(app)), STR_ARG(waited));
	}
	expect_sound(app, "after all");
}

static void an_undone_import_of_facts_leaves_what_was_before(void **state)
{
	App *app = app_of(state);
	Err err;
	UndoSummary undone;
	FactsPage page;
	FactsQuery query = {.kind = FACT_COST, .moment = MOMENT_NOW};
	static const char HEADER[] = "external_id,contract,date,amount,kind\n";
	add_contract(app, "H-1");
	add_contract(app, "H-2");
	Str first =
		str_format(app->mem, "%sc1,H-1,2025-01-05,1,expense\nc2,H-1,2025-01-05,2,expense\n",
			   HEADER);
	Str second = str_format(app->mem,
				"%sc1,H-2,2025-01-05,1,expense\nc3,H-1,2025-01-05,3,expense\n"
				"c4,H-3,2025-01-05,3,expense\n",
				HEADER);
	(void)import_books(app, first.ptr);
	ImportSummary summary =
		import_text(app, "books.csv", second.ptr,
			    (ImportRequest){.source = STR("books"), .complete = true});
	expect_counts("second", &summary,
		      "read 3: 1 accepted, 1 corrected, 0 unchanged, 1 waiting, 1 deleted");
	MUST(imports_undo(app, summary.id, (Str){0}, &undone, &err));
	assert_int_equal(undone.retracted, 2);
	assert_int_equal(undone.restored, 2);
	MUST(facts_page(app, &query, &page, &err));
	assert_int_equal(page.list.len, 2);
	assert_true(str_eq_c(page.contracts[0], "H-1"));
	assert_true(str_eq_c(page.list.at[0].identity, "c1"));
	assert_true(str_eq_c(page.list.at[1].identity, "c2"));
	expect_waiting(app, "undone", "");
	expect_sound(app, "undone");
}

static ImportSummary import_one(App *app, const char *row)
{
	return import_times(app, "mine", str_format(app->mem, "%s\n", row).ptr);
}

static void undo(App *app, const ImportSummary *import)
{
	Err err;
	UndoSummary undone;
	MUST(imports_undo(app, import->id, (Str){0}, &undone, &err));
}

#define ROW(seconds) "a1,H-1,,,,Resource 01,2025-03-03," #seconds ",,,,,"
#define HELD(seconds) "mine/a1.0 H-1 - Resource 01 2025-03-03 " #seconds " client -; "

static void what_an_undone_import_said_does_not_come_back(void **state)
{
	App *app = app_of(state);
	add_contract(app, "H-1");
	ImportSummary first = import_one(app, ROW(1));
	ImportSummary second = import_one(app, ROW(2));
	undo(app, &first);
	expect_entries(app, "the second stands", HELD(2));
	undo(app, &second);
	expect_entries(app, "none stands", "");
	first = import_one(app, ROW(1));
	second = import_one(app, ROW(2));
	ImportSummary third = import_one(app, ROW(3));
	undo(app, &second);
	expect_entries(app, "the third stands", HELD(3));
	undo(app, &third);
	expect_entries(app, "the first stands", HELD(1));
	expect_sound(app, "after all");
}

static void what_is_undone_does_not_wait_again(void **state)
{
	App *app = app_of(state);
	add_contract(app, "H-1");
	ImportSummary first = import_one(app, "a1,,Site,,,Resource 01,2025-03-03,1,,,,,");
	ImportSummary second = import_one(app, "a1,,Ship,,,Resource 01,2025-03-03,2,,,,,");
	ImportSummary third = import_one(app, "a1,,Dock,,,Resource 01,2025-03-03,3,,,,,");
	static const char SITE[] = "mine unknown_contract project 'Site' in '': 1 (1); ";
	static const char DOCK[] = "mine unknown_contract project 'Dock' in '': 1 (3); ";
	undo(app, &second);
	expect_waiting(app, "the newest waits", DOCK);
	undo(app, &third);
	expect_waiting(app, "the one before waits again", SITE);
	second = import_one(app, ROW(2));
	undo(app, &first);
	expect_waiting(app, "it was taken", "");
	undo(app, &second);
	expect_waiting(app, "its import is undone", "");
	expect_entries(app, "nothing is left", "");
	/* One takes it, and the next one changes it. */
	first = import_one(app, "a1,,Site,,,Resource 01,2025-03-03,1,,,,,");
	second = import_one(app, ROW(2));
	third = import_one(app, ROW(3));
	undo(app, &second);
	expect_waiting(app, "another one has taken it, too", "");
	expect_entries(app, "and stands", HELD(3));
	undo(app, &third);
	expect_waiting(app, "nobody has taken it", SITE);
	expect_entries(app, "as at first", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(an_undone_import_leaves_what_was_before),
		STORE_TEST(what_an_undone_import_said_does_not_come_back),
		STORE_TEST(what_is_undone_does_not_wait_again),
		STORE_TEST(an_undone_import_of_facts_leaves_what_was_before),
		STORE_TEST(undoing_takes_back_whatever_an_import_did),
	};
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, fresh_db_end);
}
