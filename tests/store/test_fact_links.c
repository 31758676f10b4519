/* What the names of sources mean: keys, links, declared names, and suggestions. */

#include "fact_files.h"

#include "app/waiting.h"

static LinkResult add_link(App *app, LinkRequest request)
{
	LinkResult result;
	Err err;
	if (request.from.day == 0 && request.to.day == 0) {
		request.from = DATE_NONE;
		request.to = DATE_NONE;
	}
	MUST(links_add(app, &request, &result, &err));
	return result;
}

static void one_link_releases_all_that_waits_for_it(void **state)
{
	App *app = app_of(state);
	add_contract(app, "H-1");
	add_contract(app, "H-2");
	(void)import_times(app, "mine",
			   "a1,,Site,Harbour,,Resource 01,2025-03-03,60,,,,,one\n"
			   "a2,,Site,Quay,,Resource 01,2025-03-03,61,,,,,two\n"
			   "a3,,,Quay,,Resource 01,2025-03-03,62,,,,,three\n"
			   "a4,H-9,,,,Resource 01,2025-03-03,63,,,,,four\n"
			   "a5,,Holiday,,,Resource 01,2025-03-03,64,,,,,five\n"
			   "a6,,,,,Resource 01,2025-03-03,65,,,,,six\n");
	expect_waiting(app, "all",
		       "mine unknown_contract contract '' in '': 1 (65); "
		       "mine unknown_contract contract 'H-9' in '': 1 (63); "
		       "mine unknown_contract project 'Holiday' in '': 1 (64); "
		       "mine unknown_contract client 'Quay' in '': 1 (62); "
		       "mine unknown_contract project 'Site' in 'Harbour': 1 (60); "
		       "mine unknown_contract project 'Site' in 'Quay': 1 (61); ");
	LinkRequest site = {.subject = LINK_PROJECT,
			    .name = STR("Si*"),
			    .within = STR("Harbour"),
			    .target = LINK_TO_CONTRACT,
			    .contract = STR("H-1"),
			    .from = DATE_NONE,
			    .to = DATE_NONE,
			    .dry_run = true};
	LinkResult result = add_link(app, site);
	assert_int_equal(result.released.taken, 1);
	assert_int_equal(result.link.id, 0);
	expect_entries(app, "a dry run", "");
	site.dry_run = false;
	result = add_link(app, site);
	assert_true(result.link.glob);
	assert_int_equal(result.released.tried, 1);
	assert_int_equal(result.released.seconds, 60);
	result = add_link(app, (LinkRequest){.subject = LINK_CLIENT,
					     .name = STR("Quay"),
					     .target = LINK_TO_CONTRACT,
					     .contract = STR("H-2")});
	assert_int_equal(result.released.taken, 2);
	result = add_link(app, (LinkRequest){.subject = LINK_PROJECT,
					     .name = STR("H-9"),
					     .target = LINK_TO_CONTRACT,
					     .contract = STR("H-2")});
	assert_int_equal(result.released.taken, 1);
	result = add_link(app, (LinkRequest){.subject = LINK_PROJECT,
					     .name = STR("Holiday"),
					     .target = LINK_TO_LEAVE});
	assert_int_equal(result.released.taken, 1);
	expect_entries(app, "released",
		       "mine/a5.0 - - Resource 01 2025-03-03 64 leave unbilled five; "
		       "mine/a1.0 H-1 - Resource 01 2025-03-03 60 client one; "
		       "mine/a2.0 H-2 - Resource 01 2025-03-03 61 client two; "
		       "mine/a3.0 H-2 - Resource 01 2025-03-03 62 client three; "
		       "mine/a4.0 H-2 - Resource 01 2025-03-03 63 client four; ");
	expect_waiting(app, "the rest", "mine unknown_contract contract '' in '': 1 (65); ");
	expect_sound(app, "after all");
}

static void links_are_looked_at_in_their_order(void **state)
{
	App *app = app_of(state);
	static const struct {
		const char *source, *name, *within, *contract;
		bool exact;
	} LINKS[] = {
		{"", "S*", "", "C-1", false},       {"", "S*", "Quay", "C-2", false},
		{"mine", "S*", "", "C-3", false},   {"", "Site", "", "C-4", false},
		{"mine", "Site", "", "C-5", false}, {"", "Site", "Quay", "C-6", false},
		{"", "S*", "", "C-7", true},
	};
	static const struct {
		const char *label, *source, *project, *client, *contract;
	} CASES[] = {
		{"exact, within, though of all sources", "mine", "Site", "Quay", "C-6"},
		{"exact of the source", "mine", "Site", "Harbour", "C-5"},
		{"exact of all", "other", "Site", "Harbour", "C-4"},
		{"pattern within", "mine", "Ship", "Quay", "C-2"},
		{"pattern of the source", "mine", "Ship", "", "C-3"},
		{"pattern of all", "other", "Ship", "", "C-1"},
		{"a star that is meant", "mine", "S*", "Quay", "C-7"},
		{"a key of ours before all links", "mine", "C-1", "Quay", "C-1"},
	};
	for (int i = 1; i <= 7; i++)
		add_contract(app, str_format(app->mem, "C-%d", i).ptr);
	for (size_t i = 0; i < sizeof LINKS / sizeof *LINKS; i++)
		(void)add_link(app, (LinkRequest){.source = str_from_c(LINKS[i].source),
						  .subject = LINK_PROJECT,
						  .name = str_from_c(LINKS[i].name),
						  .exact = LINKS[i].exact,
						  .within = str_from_c(LINKS[i].within),
						  .target = LINK_TO_CONTRACT,
						  .contract = str_from_c(LINKS[i].contract)});
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		Str rows = str_format(app->mem, "k,,%s,%s,,Resource 01,2025-03-03,60,,,,,-\n",
				      CASES[i].project, CASES[i].client);
		(void)import_times(app, CASES[i].source, rows.ptr);
		Str got = entries_text(app);
		Str wanted =
			str_format(app->mem, "%s/k.0 %s - ", CASES[i].source, CASES[i].contract);
		size_t at;
		if (!str_find(got, wanted, &at))
			fail_msg("%s: %.*s", CASES[i].label, STR_ARG(got));
	}
}

static void links_hold_for_their_days_and_are_removed(void **state)
{
	App *app = app_of(state);
	Err err;
	LinkResult result;
	ShownLink removed;
	add_contract(app, "H-1");
	add_contract(app, "H-2");
	LinkRequest first = {.subject = LINK_PROJECT,
			     .name = STR("Site"),
			     .target = LINK_TO_CONTRACT,
			     .contract = STR("H-1"),
			     .from = DATE_NONE,
			     .to = day("2025-03-04")};
	LinkRequest second = first;
	second.contract = STR("H-2");
	MUST(links_add(app, &first, &result, &err));
	int64_t id = result.link.id;
	MUST_FAIL(links_add(app, &second, &result, &err), ERR_CONFLICT,
		  ", until 2025-03-04; remove it first");
	second.from = day("2025-03-04");
	second.to = day("2025-03-05");
	MUST(links_add(app, &second, &result, &err));
	MUST(links_add(app, &first, &result, &err)); /* the very same link is there */
	assert_int_equal(result.link.id, id);
	(void)import_times(app, "mine",
			   "a1,,Site,,,Resource 01,2025-03-03,60,,,,,-\n"
			   "a2,,Site,,,Resource 01,2025-03-04,61,,,,,-\n"
			   "a3,,Site,,,Resource 01,2025-03-05,62,,,,,-\n");
	expect_entries(app, "by their days",
		       "mine/a1.0 H-1 - Resource 01 2025-03-03 60 client -; "
		       "mine/a2.0 H-2 - Resource 01 2025-03-04 61 client -; ");
	expect_waiting(app, "beyond them", "mine unknown_contract project 'Site' in '': 1 (62); ");
	MUST(links_remove(app, id, &removed, &err));
	assert_true(removed.link.removed);
	assert_true(str_eq_c(removed.contract, "H-1"));
	MUST_FAIL(links_remove(app, id, &removed, &err), ERR_CONFLICT, "was removed already");
	MUST_FAIL(links_remove(app, 5, &removed, &err), ERR_NOT_FOUND, "there is no link 5");
	second.from = DATE_NONE;
	second.to = day("2025-03-04");
	MUST(links_add(app, &second, &result, &err));
}

static void links_that_make_no_sense_are_refused(void **state)
{
	App *app = app_of(state);
	Err err;
	LinkResult result;
	LinkRequest bad = {.subject = LINK_PERSON,
			   .name = STR("x"),
			   .target = LINK_TO_CONTRACT,
			   .contract = STR("H-1"),
			   .from = DATE_NONE,
			   .to = DATE_NONE};
	MUST_FAIL(links_add(app, &bad, &result, &err), ERR_INPUT, "a person is not linked to");
	bad.subject = LINK_PROJECT;
	MUST_FAIL(links_add(app, &bad, &result, &err), ERR_NOT_FOUND, "there is no contract 'H-1'");
	bad.name = (Str){0};
	MUST_FAIL(links_add(app, &bad, &result, &err), ERR_INPUT, "name is missing");
	bad.name = STR("x");
	bad.from = day("2025-01-02");
	bad.to = day("2025-01-02");
	MUST_FAIL(links_add(app, &bad, &result, &err), ERR_INPUT, "must lie behind from");
	bad.from = DATE_NONE;
	bad.subject = LINK_CLIENT;
	bad.within = STR("y");
	MUST_FAIL(links_add(app, &bad, &result, &err), ERR_INPUT, "only projects lie within");
}

static void names_are_taken_as_new_until_some_are_declared(void **state)
{
	App *app = app_of(state);
	add_contract(app, "H-1");
	ImportSummary summary = import_times(app, "mine",
					     "a1,H-1,,,Build,Resource 01,2025-03-03,60,,,,,-\n"
					     "a2,H-1,,,Build,Resource 02,2025-03-03,60,,,,,-\n");
	assert_int_equal(summary.fact_warnings[FACT_WARNING_NEW_NAME], 3);
	(void)import_books(app, "contract,key,name,planned_hours\nH-1,Design,Drawings,10\n");
	(void)import_books(app, "key,effective_on,name\nResource 03,2024-01-01,Third\n");
	summary = import_times(app, "mine",
			       "b1,H-1,,,Build,Resource 01,2025-03-03,1,,,,,known by use\n"
			       "b2,H-1,,,Design,Resource 03,2025-03-03,2,,,,,declared\n"
			       "b3,H-1,,,Desing,Resource 03,2025-03-03,3,,,,,task\n"
			       "b4,H-1,,,Design,Resource 04,2025-03-03,4,,,,,person\n");
	expect_counts("declared", &summary,
		      "read 4: 2 accepted, 0 corrected, 0 unchanged, 2 waiting, 0 deleted");
	expect_waiting(app, "declared",
		       "mine unknown_task task 'Desing' in 'H-1': 1 (3); "
		       "mine unknown_resource person 'Resource 04' in '': 1 (4); ");
	LinkResult result = add_link(app, (LinkRequest){.subject = LINK_TASK,
							.name = STR("Desing"),
							.target = LINK_TO_TASK,
							.contract = STR("H-1"),
							.task = STR("Design")});
	assert_int_equal(result.released.taken, 1);
	result = add_link(app, (LinkRequest){.subject = LINK_PERSON,
					     .name = STR("Resource 04"),
					     .target = LINK_TO_RESOURCE,
					     .resource = STR("Resource 03")});
	assert_int_equal(result.released.taken, 1);
	expect_waiting(app, "linked", "");
	/* Declaring is as good as linking, once the row is tried again. */
	(void)import_times(app, "mine", "b5,H-1,,,,Resource 05,2025-03-03,5,,,,,later\n");
	(void)import_books(app, "key,effective_on,name\nResource 05,2024-01-01,Fifth\n");
	RetrySummary retried;
	Err err;
	MUST(waiting_retry(app, &(QuarantineQuery){0}, 0, &retried, &err));
	assert_int_equal(retried.tried, 1);
	assert_int_equal(retried.taken, 1);
	assert_int_equal(retried.seconds, 5);
	expect_sound(app, "after all");
}

static void unknown_names_are_likened_to_known_ones(void **state)
{
	static const char *const WANTED[] = {
		"project Harbour Site -> contract HARBOUR-1 (Harbour)",
		"person Resource 3 -> resource Resource 03 (Third)",
		"task Drawing -> task D-1 (Drawings)",
	};
	App *app = app_of(state);
	Err err;
	Suggestions list;
	add_contract(app, "HARBOUR-1");
	(void)import_books(app, "contract,key,name\nHARBOUR-1,D-1,Drawings\n");
	(void)import_books(app, "key,effective_on,name\nResource 03,2024-01-01,Third\n");
	(void)import_times(app, "mine",
			   "b1,,Harbour Site,Harbour,,Resource 03,2025-03-03,1,,,,,-\n"
			   "b2,HARBOUR-1,,,Drawing,Resource 03,2025-03-03,1,,,,,-\n"
			   "b3,HARBOUR-1,,,,Resource 3,2025-03-03,1,,,,,-\n"
			   "b4,,Xyzzy,,,Resource 03,2025-03-03,1,,,,,nothing is like it\n");
	MUST(links_suggest(app, &list, &err));
	assert_int_equal(list.len, sizeof WANTED / sizeof *WANTED);
	for (size_t i = 0; i < list.len; i++) {
		const Suggestion *one = &list.at[i];
		Str got = str_format(app->mem, "%.*s %.*s -> %s %.*s (%.*s)",
				     STR_ARG(one->group.subject), STR_ARG(one->group.unknown),
				     link_target_name(one->target), STR_ARG(one->key),
				     STR_ARG(one->name));
		bool found = false;
		for (size_t j = 0; j < list.len; j++)
			found = found || str_eq_c(got, WANTED[j]);
		if (!found)
			fail_msg("%.*s", STR_ARG(got));
		assert_true(one->likeness >= 650000);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(one_link_releases_all_that_waits_for_it),
		STORE_TEST(links_are_looked_at_in_their_order),
		STORE_TEST(links_hold_for_their_days_and_are_removed),
		STORE_TEST(links_that_make_no_sense_are_refused),
		STORE_TEST(names_are_taken_as_new_until_some_are_declared),
		STORE_TEST(unknown_names_are_likened_to_known_ones),
	};
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, fresh_db_end);
}
