#include "analytics/completeness.h"

#include "analytics/hours_fixture.h"

static void test_hours_of_a_contract(void **state)
{
	ToldHours *told = tell_hours(*state, "",
				     "work on=2026-02-28 hours=64 as=draft\n"
				     "work on=2026-03-02 hours=1 as=draft\n"
				     "work on=2026-03-03 hours=2 as=unbilled_draft entries=3\n"
				     "work on=2026-03-04 hours=4 as=submitted entries=2\n"
				     "work on=2026-03-04 hours=8\n"
				     "work on=2026-03-05 hours=16 as=internal_draft\n"
				     "work on=2026-03-20 hours=32 as=submitted\n");
	Question question = hours_question(told, "2026-03-01..2026-04-01", "2026-03-19");
	Completeness sum = {.waiting_rows = 5};
	completeness_add_book(&sum, &question, &told->book);
	check_size("draft entries", (uint64_t)sum.draft_entries, 4);
	check_size("draft hours", (uint64_t)sum.draft_seconds, 3 * 3600);
	check_size("submitted entries", (uint64_t)sum.submitted_entries, 2);
	check_size("submitted hours", (uint64_t)sum.submitted_seconds, 4 * 3600);
	completeness_add_book(&sum, &question, &told->book);
	check_size("it adds", (uint64_t)sum.draft_entries, 8);
	check_size("what waits is left alone", (uint64_t)sum.waiting_rows, 5);
}

/* Where a book tells which classes its work has, it is looked through only if some are not approved. */
static void test_classes_that_a_book_tells(void **state)
{
	static const struct {
		const char *label, *facts;
		uint64_t entries;
	} cases[] = {
		{"all approved",
		 "work on=2026-03-02 hours=1\nwork on=2026-03-03 hours=1 as=leave\n", 0},
		{"a draft among others",
		 "work on=2026-03-02 hours=1\nwork on=2026-03-03 hours=2 as=draft\n", 1},
		{"submitted alone", "work on=2026-03-02 hours=4 as=submitted\n", 1},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		ToldHours *told = tell_hours(*state, "", cases[i].facts);
		Question question = hours_question(told, "2026-03-01..2026-04-01", "2026-03-19");
		Completeness sum = {0};
		for (size_t j = 0; j < told->book.work_count; j++)
			told->book.time_classes |= UINT32_C(1) << told->book.work[j].time_class;
		completeness_add_book(&sum, &question, &told->book);
		check_size(cases[i].label, (uint64_t)(sum.draft_entries + sum.submitted_entries),
			   cases[i].entries);
		assert_true(sum.running);
	}
}

static void test_running_and_open(void **state)
{
	static const struct {
		const char *label, *as_of;
		bool running, open;
	} cases[] = {
		{"within the month", "2026-03-30", true, true},
		{"on its last day", "2026-03-31", false, true},
		{"before the days of the policy are over", "2026-04-09", false, true},
		{"then", "2026-04-10", false, false},
	};
	ToldHours *told = tell_hours(*state, "", "person id=1");
	for (size_t i = 0; i < COUNT(cases); i++) {
		Question question = hours_question(told, "2026-03-01..2026-04-01", cases[i].as_of);
		Completeness book = {0};
		Completeness person = {0};
		completeness_add_book(&book, &question, &told->book);
		completeness_add_resource(&person, &question, &told->firm.resources[0]);
		if (book.running != cases[i].running || book.open != cases[i].open ||
		    person.running != cases[i].running || person.open != cases[i].open)
			fail_msg("%s: running %d, open %d", cases[i].label, book.running,
				 book.open);
	}
}

static void test_timesheets(void **state)
{
	static const char week[] = "person id=1 from=2026-01-01 week=8,8,8,8,8 calendar=uk\n";
	static const struct {
		const char *label, *facts, *as_of;
		uint64_t expected, in;
	} cases[] = {
		/* The 1st of March 2026 is a Sunday: six weeks touch the month. */
		{"weeks with days on which they are available", "", "2026-12-31", 5, 0},
		{"those that ended by the as-of day", "", "2026-03-22", 3, 0},
		{"not the one that ends tomorrow", "", "2026-03-21", 2, 0},
		{"a week that ends after the period, once it is over", "", "2026-04-05", 5, 0},
		{"not before", "", "2026-04-04", 4, 0},
		{"with any hours it is in",
		 "day of=1 on=2026-03-03 hours=1 as=internal_draft\nday of=1 on=2026-03-04 hours=1",
		 "2026-12-31", 5, 1},
		{"an entry of no hours is none", "day of=1 on=2026-03-03 hours=0", "2026-12-31", 5,
		 0},
		{"so it is with hours on days of the week outside the period",
		 "day of=1 on=2026-04-01 hours=5", "2026-12-31", 5, 1},
		{"not with hours of another week", "day of=1 on=2026-04-06 hours=5", "2026-12-31",
		 5, 0},
		{"a week of leave needs none",
		 "day of=1 on=2026-03-02 hours=8 as=leave\nday of=1 on=2026-03-03 hours=8 as=leave\n"
		 "day of=1 on=2026-03-04 hours=8 as=leave\nday of=1 on=2026-03-05 hours=8 as=leave\n"
		 "day of=1 on=2026-03-06 hours=8 as=leave\n",
		 "2026-12-31", 4, 0},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		ToldHours *told = tell_hours(*state, "",
					     str_to_c(*state, str_format(*state, "%s%s", week,
									 cases[i].facts)));
		Question question = hours_question(told, "2026-03-01..2026-04-01", cases[i].as_of);
		Completeness sum = {0};
		completeness_add_resource(&sum, &question, &told->firm.resources[0]);
		check_size(cases[i].label, (uint64_t)sum.timesheets_expected, cases[i].expected);
		check_size(cases[i].label, (uint64_t)sum.timesheets_in, cases[i].in);
	}
	ToldHours *told = tell_hours(*state, "", "person id=1\nday of=1 on=2026-03-03 hours=1");
	Question question = hours_question(told, "2026-03-01..2026-04-01", "2026-12-31");
	Completeness sum = {0};
	completeness_add_resource(&sum, &question, &told->firm.resources[0]);
	check_size("nobody expects one of a person that is not declared",
		   (uint64_t)sum.timesheets_expected, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(test_hours_of_a_contract),
		ARENA_TEST(test_classes_that_a_book_tells),
		ARENA_TEST(test_running_and_open),
		ARENA_TEST(test_timesheets),
	};
	return RUN_TESTS(tests);
}
