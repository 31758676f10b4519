/* Importing facts: corrections, quarantine, oddities, what a file lacks. */

#include "fact_files.h"

#include "app/check.h"
#include "app/facts.h"
#include "app/waiting.h"

#include <stdio.h>
#include <string.h>

static const char TOGGL[] =
	"User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End "
	"time,Duration,Tags,Amount (USD)\n"
	"Resource 01,r1@example.com,,17671 Software Development Studio I,,Process,Yes,2016-01-18,"
	"22:40:17,2016-01-19,00:00:48,01:20:31,\"General, Preparations\",0.00\n";

static void an_entry_that_crosses_midnight_is_two_days_of_one_entry(void **state)
{
	App *app = app_of(state);
	Err err;
	EntriesPage page;
	EntriesQuery query = {.contract = STR("H-1"),
			      .from = DATE_NONE,
			      .to = DATE_NONE,
			      .moment = MOMENT_NOW,
			      .limit = 10};
	add_contract(app, "H-1");
	ImportSummary summary =
		import_text(app, "toggl.csv", TOGGL,
			    (ImportRequest){.contract = STR("H-1"), .source = STR("toggl")});
	expect_counts("first", &summary,
		      "read 1: 1 accepted, 0 corrected, 0 unchanged, 0 waiting, 0 deleted");
	assert_int_equal(summary.seconds, 4831);
	assert_int_equal(summary.contracts, 1);
	assert_int_equal(summary.fact_warnings[FACT_WARNING_BEFORE], 1);
	assert_int_equal(summary.fact_warnings[FACT_WARNING_NEW_NAME], 1);
	assert_int_equal(summary.days.from.day, day("2016-01-18").day);
	assert_int_equal(summary.days.to.day, day("2016-01-20").day);
	MUST(entries_page(app, &query, &page, &err));
	assert_int_equal(page.len, 2);
	const TimeEntry *first = &page.at[0].entry;
	const TimeEntry *second = &page.at[1].entry;
	assert_int_equal(first->seconds, 4783);
	assert_int_equal(second->seconds, 48);
	assert_int_equal(second->start, 0);
	assert_int_equal(second->part, 1);
	assert_true(str_eq(first->external_id, second->external_id));
	assert_true(str_eq_c(page.at[1].file, "toggl.csv"));
	assert_int_equal(second->line, 2);
	expect_sound(app, "after it");
}

static void the_same_file_again_writes_nothing(void **state)
{
	App *app = app_of(state);
	static const char ROWS[] =
		"a1,H-1,,,Build,Resource 01,2025-03-03,3600,,,,,one\n"
		"a2,,Site,,,Resource 01,2025-03-03,60,,,,,waits\n"
		"a3,H-1,,,,Resource 01,2025-03-03,-1,,,,,bad\n"
		"a4,H-1,,,,Resource 01,2025-03-03,10,,,,,x\n"
		"a4,H-1,,,,Resource 01,2025-03-03,10,,,,,x\n"
		"a4,H-1,,,,Resource 01,2025-03-03,11,,,,,other\n";
	add_contract(app, "H-1");
	ImportSummary summary = import_times(app, "mine", ROWS);
	expect_counts("first", &summary,
		      "read 6: 2 accepted, 0 corrected, 1 unchanged, 3 waiting, 0 deleted");
	assert_int_equal(summary.waiting_seconds, 71);
	assert_int_equal(summary.first_reject_count, 3);
	assert_int_equal(summary.first_rejects[2].line, 7);
	assert_true(str_eq_c(summary.first_rejects[2].reason,
			     "line 5 has the same id with other content; remove one of them"));
	assert_int_equal(import_count(app), 1);
	for (int i = 0; i < 2; i++) {
		summary = import_times(app, "mine", ROWS);
		expect_counts("again", &summary,
			      "read 6: 0 accepted, 0 corrected, 3 unchanged, 3 waiting, 0 deleted");
		assert_int_equal(summary.id, 0);
	}
	assert_int_equal(import_count(app), 1);
	expect_entries(app, "entries",
		       "mine/a1.0 H-1 Build Resource 01 2025-03-03 3600 client one; "
		       "mine/a4.0 H-1 - Resource 01 2025-03-03 10 client x; ");
	expect_sound(app, "after all");
}

static void a_changed_row_replaces_and_moves(void **state)
{
	App *app = app_of(state);
	add_contract(app, "H-1");
	add_contract(app, "H-2");
	(void)import_times(app, "mine",
			   "a1,H-1,,,,Resource 01,2025-03-03,3600,22:13:20,,,,crosses\n"
			   "a2,H-1,,,,Resource 01,2025-03-03,60,,,,,stays\n"
			   "a3,H-1,,,,Resource 01,2025-03-03,61,,,,,moves\n");
	ImportSummary summary =
		import_times(app, "mine",
			     "a1,H-1,,,,Resource 01,2025-03-03,3600,23:53:20,,,,crosses\n"
			     "a2,H-1,,,,Resource 01,2025-03-03,60,,,,,stays\n"
			     "a3,H-2,,,,Resource 01,2025-03-03,61,,,,,moves\n");
	expect_counts("changed", &summary,
		      "read 3: 0 accepted, 2 corrected, 1 unchanged, 0 waiting, 0 deleted");
	expect_entries(app, "after it",
		       "mine/a1.0 H-1 - Resource 01 2025-03-03 400@86000 client crosses; "
		       "mine/a2.0 H-1 - Resource 01 2025-03-03 60 client stays; "
		       "mine/a1.1 H-1 - Resource 01 2025-03-04 3200@0 client crosses; "
		       "mine/a3.0 H-2 - Resource 01 2025-03-03 61 client moves; ");
	/* A day that goes is a change, though the day that stays is alike. */
	summary = import_times(app, "mine",
			       "a1,H-1,,,,Resource 01,2025-03-03,400,23:53:20,,,,crosses\n");
	expect_counts("shortened", &summary,
		      "read 1: 0 accepted, 1 corrected, 0 unchanged, 0 waiting, 0 deleted");
	expect_entries(app, "shortened",
		       "mine/a1.0 H-1 - Resource 01 2025-03-03 400@86000 client crosses; "
		       "mine/a2.0 H-1 - Resource 01 2025-03-03 60 client stays; "
		       "mine/a3.0 H-2 - Resource 01 2025-03-03 61 client moves; ");
	expect_sound(app, "after all");
}

static void a_row_that_waited_is_taken_when_it_comes_again(void **state)
{
	App *app = app_of(state);
	add_contract(app, "H-1");
	(void)import_times(app, "mine",
			   "a1,,Site,,,Resource 01,2025-03-03,60,,,,,-\n"
			   "a2,H-1,,,,Resource 01,2025-03-03,-60,,,,,-\n");
	ImportSummary summary = import_times(app, "mine",
					     "a1,H-1,Site,,,Resource 01,2025-03-03,60,,,,,-\n"
					     "a2,,Ship,,,Resource 01,2025-03-03,60,,,,,-\n");
	expect_counts("again", &summary,
		      "read 2: 1 accepted, 0 corrected, 0 unchanged, 1 waiting, 0 deleted");
	expect_waiting(app, "the newest word",
		       "mine unknown_contract project 'Ship' in '': 1 (60); ");
	/* Where the second import goes, what it changed of the first one's rows comes back. */
	UndoSummary undone;
	Err err;
	MUST(imports_undo(app, summary.id, (Str){0}, &undone, &err));
	expect_entries(app, "undone", "");
	expect_waiting(app, "undone",
		       "mine bad_value  '' in '': 1 (0); "
		       "mine unknown_contract project 'Site' in '': 1 (60); ");
}

static void rows_are_retried_and_discarded(void **state)
{
	App *app = app_of(state);
	Err err;
	RetrySummary retried;
	uint64_t discarded;
	QuarantinePart part;
	(void)import_times(app, "mine",
			   "a1,H-1,,,,Resource 01,2025-03-03,60,,,,7.50,-\n"
			   "a2,H-1,,,,Resource 01,2025-03-03,61,,,,7.505,-\n"
			   "a3,H-2,,,,Resource 01,2025-03-03,62,,,,,-\n");
	MUST(waiting_retry(app, &(QuarantineQuery){0}, 0, &retried, &err));
	assert_int_equal(retried.tried, 3);
	assert_int_equal(retried.waiting, 3);
	add_contract(app, "H-1");
	MUST(waiting_retry(app,
			   &(QuarantineQuery){.source = STR("mine"),
					      .subject = STR("contract"),
					      .unknown = STR("H-1")},
			   0, &retried, &err));
	assert_int_equal(retried.tried, 2);
	assert_int_equal(retried.taken, 1);
	expect_waiting(app, "another reason",
		       "mine bad_value  '' in '': 1 (61); "
		       "mine unknown_contract contract 'H-2' in '': 1 (62); ");
	MUST(quarantine_rows(app, &(QuarantineQuery){.limit = 10}, &part, &err));
	assert_int_equal(part.total, 2);
	assert_true(str_eq_c(part.list.at[0].column, "cost"));
	int64_t id = part.list.at[0].id;
	MUST(waiting_discard(app, &(QuarantineQuery){0}, id, &discarded, &err));
	assert_int_equal(discarded, 1);
	MUST_FAIL(waiting_discard(app, &(QuarantineQuery){0}, id, &discarded, &err), ERR_NOT_FOUND,
		  "no longer waits");
	/* What was discarded does not come back with its file. */
	ImportSummary summary =
		import_times(app, "mine", "a2,H-1,,,,Resource 01,2025-03-03,61,,,,7.505,-\n");
	assert_int_equal(summary.id, 0);
	MUST(waiting_discard(app, &(QuarantineQuery){.source = STR("mine")}, 0, &discarded, &err));
	assert_int_equal(discarded, 1);
	expect_waiting(app, "none", "");
}

static void a_complete_file_deletes_what_it_lacks(void **state)
{
	App *app = app_of(state);
	Err err;
	ImportSummary summary;
	add_contract(app, "H-1");
	add_contract(app, "H-2");
	(void)import_times(app, "mine",
			   "a0,H-1,,,,Resource 01,2025-03-01,9,,,,,before its days\n"
			   "a1,H-1,,,,Resource 01,2025-03-03,1,,,,,stays\n"
			   "a2,H-1,,,,Resource 01,2025-03-04,2,,,,,goes\n"
			   "a3,H-2,,,,Resource 01,2025-03-04,3,,,,,other contract\n"
			   "a4,H-1,,,,Resource 01,2025-03-02,7200,23:00,,,,begins before\n"
			   "a6,H-1,,,,Resource 01,2025-03-06,6,,,,,begins behind\n");
	(void)import_times(app, "other", "a9,H-1,,,,Resource 01,2025-03-04,3,,,,,other source\n");
	summary = import_text(app, "times.csv",
			      TIME_HEADER
			      "a1,H-1,,,,Resource 01,2025-03-03,1,,,,,stays\n"
			      "a5,,Site,,,Resource 01,2025-03-05,7200,23:00,,,,last\n",
			      (ImportRequest){.source = STR("mine"),
					      .contract = STR("H-1"),
					      .complete = true});
	expect_counts("complete", &summary,
		      "read 2: 1 accepted, 0 corrected, 1 unchanged, 0 waiting, 1 deleted");
	expect_entries(app, "after it",
		       "mine/a0.0 H-1 - Resource 01 2025-03-01 9 client before its days; "
		       "mine/a4.0 H-1 - Resource 01 2025-03-02 3600@82800 client begins before; "
		       "mine/a1.0 H-1 - Resource 01 2025-03-03 1 client stays; "
		       "mine/a4.1 H-1 - Resource 01 2025-03-03 3600@0 client begins before; "
		       "other/a9.0 H-1 - Resource 01 2025-03-04 3 client other source; "
		       "mine/a5.0 H-1 - Resource 01 2025-03-05 3600@82800 client last; "
		       "mine/a5.1 H-1 - Resource 01 2025-03-06 3600@0 client last; "
		       "mine/a6.0 H-1 - Resource 01 2025-03-06 6 client begins behind; "
		       "mine/a3.0 H-2 - Resource 01 2025-03-04 3 client other contract; ");
	UndoSummary undone;
	MUST(imports_undo(app, summary.id, (Str){0}, &undone, &err));
	assert_int_equal(undone.retracted, 1);
	assert_int_equal(undone.restored, 1);
	expect_entries(app, "undone",
		       "mine/a0.0 H-1 - Resource 01 2025-03-01 9 client before its days; "
		       "mine/a4.0 H-1 - Resource 01 2025-03-02 3600@82800 client begins before; "
		       "mine/a1.0 H-1 - Resource 01 2025-03-03 1 client stays; "
		       "mine/a4.1 H-1 - Resource 01 2025-03-03 3600@0 client begins before; "
		       "mine/a2.0 H-1 - Resource 01 2025-03-04 2 client goes; "
		       "other/a9.0 H-1 - Resource 01 2025-03-04 3 client other source; "
		       "mine/a6.0 H-1 - Resource 01 2025-03-06 6 client begins behind; "
		       "mine/a3.0 H-2 - Resource 01 2025-03-04 3 client other contract; ");
	expect_sound(app, "after all");
}

#define RECOGNITION_HEADER \
	"external_id,contract,service_from,service_to,recognized_on,amount,reverses\n"

static void a_reversal_waits_for_its_original(void **state)
{
	App *app = app_of(state);
	add_contract(app, "H-1");
	ImportSummary summary = import_books(app, RECOGNITION_HEADER
					     "r3,H-1,2025-01-01,2025-02-01,2025-02-07,1.00,r2\n"
					     "r2,H-1,2025-01-01,2025-02-01,2025-02-06,-10.00,r1\n"
					     "r1,H-1,2025-01-01,2025-02-01,2025-02-05,10.00,\n"
					     "r5,H-1,2025-01-01,2025-02-01,2025-02-05,-5.00,r4\n"
					     "r7,H-1,2025-01-01,2025-02-01,2025-02-05,-5.00,r6\n"
					     "r6,H-1,2025-01-01,2025-02-01,,7.00,\n");
	expect_counts("first", &summary,
		      "read 6: 4 accepted, 0 corrected, 0 unchanged, 2 waiting, 0 deleted");
	expect_waiting(app, "first", "books refused  '' in '': 2 (0); ");
	summary = import_books(app, RECOGNITION_HEADER
			       "r4,H-1,2025-01-01,2025-02-01,2025-02-05,5.00,\n");
	expect_counts("the original", &summary,
		      "read 1: 1 accepted, 0 corrected, 0 unchanged, 0 waiting, 0 deleted");
	expect_waiting(app, "the original", "books refused  '' in '': 1 (0); ");
	FactsPage page;
	Err err;
	FactsQuery query = {.kind = FACT_RECOGNITION, .moment = MOMENT_NOW};
	MUST(facts_page(app, &query, &page, &err));
	assert_int_equal(page.list.len, 6);
	/* An expected one that is recognised now. */
	(void)import_books(app,
			   RECOGNITION_HEADER "r6,H-1,2025-01-01,2025-02-01,2025-02-09,7.00,\n");
	expect_waiting(app, "recognised", "");
	expect_sound(app, "after all");
}

static void facts_wait_for_contracts_and_are_checked(void **state)
{
	App *app = app_of(state);
	add_contract(app, "H-1");
	(void)import_books(app, "month,closed_on\n2025-01,2025-02-10\n");
	ImportSummary summary = import_books(app,
					     "external_id,contract,date,amount,kind\n"
					     "c1,H-1,2025-01-05,10.00,expense\n"
					     "c2,H-2,2025-01-05,10.00,expense\n"
					     "c3,H-1,2028-01-05,-10.00,expense\n"
					     "c4,H-1,2025-01-05,10.005,expense\n"
					     "c1,H-1,2025-01-05,10.00,expense\n"
					     "c1,H-1,2025-01-05,11.00,expense\n");
	expect_counts("costs", &summary,
		      "read 6: 2 accepted, 0 corrected, 1 unchanged, 3 waiting, 0 deleted");
	expect_waiting(app, "costs",
		       "books bad_value  '' in '': 1 (0); "
		       "books repeated  '' in '': 1 (0); "
		       "books unknown_contract contract 'H-2' in '': 1 (0); ");
	assert_int_equal(summary.fact_warnings[FACT_WARNING_CLOSED], 1);
	assert_int_equal(summary.fact_warnings[FACT_WARNING_FUTURE], 1);
	assert_int_equal(summary.fact_warnings[FACT_WARNING_AFTER], 1);
	assert_int_equal(summary.fact_warnings[FACT_WARNING_NEGATIVE], 1);
	summary = import_books(app,
			       "contract,month,revenue\nH-1,2025-03,100\nH-1,2025-03,100\n"
			       "H-1,2025-03,101\n");
	expect_counts("budgets", &summary,
		      "read 3: 1 accepted, 0 corrected, 1 unchanged, 1 waiting, 0 deleted");
	summary = import_books(app, "contract,month,revenue\nH-1,2025-03,101\n");
	expect_counts("revised", &summary,
		      "read 1: 0 accepted, 1 corrected, 0 unchanged, 0 waiting, 0 deleted");
	summary = import_books(app,
			       "contract,resource,from,to,hours_per_week\n"
			       "H-1,Resource 01,2025-03-08,2025-03-01,8\n");
	expect_counts("turned round", &summary,
		      "read 1: 0 accepted, 0 corrected, 0 unchanged, 1 waiting, 0 deleted");
	expect_sound(app, "after all");
}

static void oddities_of_entries_are_counted(void **state)
{
	App *app = app_of(state);
	add_contract(app, "H-1");
	(void)import_books(app, "month,closed_on\n2025-01,2025-02-10\n");
	static const char ROWS[] =
		"a1,H-1,,,,Resource 01,2025-01-03,90000,,,,,25 hours\n"
		"a2,H-1,,,,Resource 01,2023-12-31,60,,,,,before\n"
		"a3,H-1,,,,Resource 01,2027-01-01,60,,,,,after and in the future\n"
		"a4,,,,,Resource 01,2025-02-03,60,,,internal,,no contract\n"
		"a5,,Nowhere,,,Resource 01,2025-02-03,60,,,leave,,no contract\n"
		"a6,H-1,,,,Resource 01,2025-02-03,60,,no,,-1.50,negative\n";
	ImportSummary summary = import_times(app, "mine", ROWS);
	static const uint64_t WANTED[FACT_WARNINGS] = {
		[FACT_WARNING_FUTURE] = 1,   [FACT_WARNING_BEFORE] = 1,   [FACT_WARNING_AFTER] = 1,
		[FACT_WARNING_LONG_DAY] = 1, [FACT_WARNING_NEGATIVE] = 1, [FACT_WARNING_CLOSED] = 1,
		[FACT_WARNING_NEW_NAME] = 1,
	};
	expect_counts("odd", &summary,
		      "read 6: 6 accepted, 0 corrected, 0 unchanged, 0 waiting, 0 deleted");
	for (int i = 0; i < FACT_WARNINGS; i++) {
		if (summary.fact_warnings[i] != WANTED[i])
			fail_msg("%s: %llu", fact_warning_name((FactWarning)i),
				 (unsigned long long)summary.fact_warnings[i]);
	}
	/* Nothing of a closed month changes by a replay. */
	summary = import_times(app, "mine", ROWS);
	assert_int_equal(summary.fact_warnings[FACT_WARNING_CLOSED], 0);
	expect_entries(
		app, "kept",
		"mine/a4.0 - - Resource 01 2025-02-03 60 internal unbilled no contract; "
		"mine/a5.0 - - Resource 01 2025-02-03 60 leave unbilled no contract; "
		"mine/a2.0 H-1 - Resource 01 2023-12-31 60 client before; "
		"mine/a1.0 H-1 - Resource 01 2025-01-03 90000 client 25 hours; "
		"mine/a6.0 H-1 - Resource 01 2025-02-03 60 client unbilled negative; "
		"mine/a3.0 H-1 - Resource 01 2027-01-01 60 client after and in the future; ");
}

static void names_that_no_index_holds_wait(void **state)
{
	App *app = app_of(state);
	char id[5001], name[602];
	memset(id, 'i', 5000);
	memset(name, 'n', 601);
	id[5000] = '\0';
	name[601] = '\0';
	/* No two letters in a row are alike to a compressing index. */
	for (size_t i = 0; i < 5000; i++)
		id[i] = (char)('a' + (i * i * 7 + i / 26) % 26);
	add_contract(app, "H-1");
	Str rows = str_format(app->mem,
			      "%s,H-1,,,,Resource 01,2025-03-03,60,,,,,-\n"
			      "%s,H-1,,,,Resource 01,2025-03-03,-60,,,,,-\n"
			      "a1,,%s,,,Resource 01,2025-03-03,60,,,,,-\n"
			      "a2,H-1,,,%s,Resource 01,2025-03-03,60,,,,,-\n"
			      "%.500s,H-1,,,,Resource 01,2025-03-03,60,,,,,long enough\n",
			      id, id, name, name, id);
	for (int i = 0; i < 2; i++) {
		ImportSummary summary = import_times(app, "mine", rows.ptr);
		expect_counts("long", &summary,
			      i == 0 ? "read 5: 1 accepted, 0 corrected, 0 unchanged, 4 waiting, "
				       "0 deleted"
				     : "read 5: 0 accepted, 0 corrected, 1 unchanged, 4 waiting, "
				       "0 deleted");
	}
	assert_int_equal(import_count(app), 1);
	expect_waiting(app, "long", "mine bad_value  '' in '': 4 (0); ");
}

static void a_dry_run_writes_nothing(void **state)
{
	App *app = app_of(state);
	add_contract(app, "H-1");
	ImportSummary summary =
		import_text(app, "times.csv",
			    TIME_HEADER
			    "a1,H-1,,,Build,Resource 01,2025-03-03,60,,,,,-\n"
			    "a2,,Site,,,Resource 01,2025-03-03,60,,,,,-\n",
			    (ImportRequest){.source = STR("mine"), .dry_run = true});
	expect_counts("dry", &summary,
		      "read 2: 1 accepted, 0 corrected, 0 unchanged, 1 waiting, 0 deleted");
	assert_int_equal(summary.id, 0);
	assert_int_equal(import_count(app), 0);
	expect_entries(app, "dry", "");
	expect_waiting(app, "dry", "");
	ResourceRows resources;
	Err err;
	MUST(resources_rows(app, &resources, &err));
	assert_int_equal(resources.len, 0);
}

static void requests_that_make_no_sense_are_refused(void **state)
{
	App *app = app_of(state);
	char path[FRESH_URL_SIZE];
	Err err;
	ImportSummary summary;
	fresh_path(path, "t.csv");
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(TIME_HEADER "a1,H-1,,,,R,2025-03-03,60,,,,,-\n", file) >= 0);
	assert_int_equal(fclose(file), 0);
	ImportRequest request = {.path = path, .contract = STR("H-9")};
	MUST_FAIL(imports_run(app, &request, &summary, &err), ERR_NOT_FOUND,
		  "there is no contract 'H-9'");
	assert_string_equal(err.field, "contract");
	request = (ImportRequest){.path = path, .time_zone = STR("Nowhere/At_all")};
	MUST_FAIL(imports_run(app, &request, &summary, &err), ERR_INPUT, "Nowhere/At_all");
	assert_string_equal(err.field, "time_zone");
	request = (ImportRequest){.path = path, .source = STR("a\nb")};
	MUST_FAIL(imports_run(app, &request, &summary, &err), ERR_INPUT, "plain text");
	file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs("contract,month,revenue\nH-1,2025-03,100\n", file) >= 0);
	assert_int_equal(fclose(file), 0);
	request = (ImportRequest){.path = path, .complete = true};
	MUST_FAIL(imports_run(app, &request, &summary, &err), ERR_INPUT, "cannot be complete");
	file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(TIME_HEADER ",,,,\"\n", file) >= 0);
	assert_int_equal(fclose(file), 0);
	MUST_FAIL(imports_run(app, &request, &summary, &err), ERR_INPUT,
		  "cannot be taken as complete");
}

static void expect_finding(App *app, const char *damage, const char *part)
{
	CheckReport report;
	Err err;
	size_t at;
	fresh_script(app->db, damage);
	MUST(check_run(app, NULL, &report, &err));
	if (report.finding_count == 0 || !str_find(report.findings[0].what, str_from_c(part), &at))
		fail_msg("%s: %zu findings", damage, report.finding_count);
}

static void a_check_finds_what_was_changed_below_it(void **state)
{
	App *app = app_of(state);
	Err err;
	CheckReport report;
	add_contract(app, "H-1");
	(void)import_times(app, "mine", "a1,H-1,,,,Resource 01,2025-03-03,7200,23:30,,,,-\n");
	(void)import_books(app,
			   "external_id,contract,date,amount,kind\n"
			   "c1,H-1,2025-01-05,10.00,expense\n");
	MUST(check_run(app, NULL, &report, &err));
	assert_int_equal(report.finding_count, 0);
	assert_int_equal(report.time_entries, 2);
	assert_int_equal(report.facts, 1);
	expect_finding(app, "UPDATE fact_cost SET amount = amount + 1",
		       "cost 'c1' of source 'books' is not what was written");
	fresh_script(app->db, "UPDATE fact_cost SET amount = amount - 1");
	expect_finding(app, "UPDATE entry_sum_month SET sums = REPLACE(sums, '7200', '7201')",
		       "time entries: ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(an_entry_that_crosses_midnight_is_two_days_of_one_entry),
		STORE_TEST(the_same_file_again_writes_nothing),
		STORE_TEST(a_changed_row_replaces_and_moves),
		STORE_TEST(a_row_that_waited_is_taken_when_it_comes_again),
		STORE_TEST(rows_are_retried_and_discarded),
		STORE_TEST(a_complete_file_deletes_what_it_lacks),
		STORE_TEST(a_reversal_waits_for_its_original),
		STORE_TEST(facts_wait_for_contracts_and_are_checked),
		STORE_TEST(oddities_of_entries_are_counted),
		STORE_TEST(names_that_no_index_holds_wait),
		STORE_TEST(a_dry_run_writes_nothing),
		STORE_TEST(requests_that_make_no_sense_are_refused),
		STORE_TEST(a_check_finds_what_was_changed_below_it),
	};
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, fresh_db_end);
}
