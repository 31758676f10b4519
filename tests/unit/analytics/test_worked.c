#include "analytics/hours_fixture.h"
#include "analytics/worked.h"

static const char FACTS[] =
	"task id=1 name=Reporting plan=10\n"
	"task id=2 name=Extras plan=3 scope=no\n"
	"task id=3 name=Calls scope=no\n"
	"work on=2026-02-27 hours=1.5 task=1\n"
	"work on=2026-03-01 hours=8 task=1 of=7\n"
	"work on=2026-03-01 hours=4 task=2 as=unbilled\n"
	"work on=2026-03-02 hours=2 task=2 as=draft\n"
	"work on=2026-03-02 hours=1 task=2 as=unbilled_draft\n"
	"work on=2026-03-02 hours=16 task=3 as=submitted\n"
	"work on=2026-03-03 hours=32 as=internal\n"
	"work on=2026-03-03 hours=64 as=leave\n"
	"work on=2026-03-31 hours=0.25 task=3 entries=2\n"
	"work on=2026-04-01 hours=128 task=9\n";

static void test_hours_of_a_contract(void **state)
{
	static const struct {
		const char *label;
		MeasureOfContract *measure;
		const char *days, *as_of, *wanted;
	} cases[] = {
		{"approved, billable hours for clients count", measure_counting_hours,
		 "2026-03-01..2026-04-01", "2026-12-31", "8.25"},
		{"up to the as-of day", measure_counting_hours, "2026-03-01..2026-04-01",
		 "2026-03-30", "8"},
		{"nothing behind it", measure_counting_hours, "2026-03-01..2026-04-01",
		 "2026-02-28", "0"},
		{"to date: all days before, too", measure_counting_hours_to_date,
		 "2026-03-01..2026-04-01", "2026-12-31", "9.75"},
		{"but none after the period", measure_counting_hours_to_date,
		 "2026-02-01..2026-03-01", "2026-12-31", "1.5"},
		{"approved ones for clients, billable or not", measure_approved_client_hours,
		 "2026-03-01..2026-04-01", "2026-12-31", "12.25"},
		{"drafts for clients", measure_draft_hours, "2026-03-01..2026-04-01", "2026-12-31",
		 "3"},
		{"submitted for clients", measure_submitted_hours, "2026-03-01..2026-04-01",
		 "2026-12-31", "16"},
		{"approved ones on tasks out of scope", measure_out_of_scope_hours,
		 "2026-03-01..2026-04-01", "2026-12-31", "4.25"},
		{"tasks that are not known are in scope", measure_out_of_scope_hours,
		 "2026-04-01..2026-05-01", "2026-12-31", "0"},
		{"over plan, task by task", measure_over_plan_hours, "2026-03-01..2026-04-01",
		 "2026-12-31", "1"},
		{"not yet over plan", measure_over_plan_hours, "2026-02-01..2026-03-01",
		 "2026-12-31", "0"},
	};
	ToldHours *told = tell_hours(*state, "", FACTS);
	for (size_t i = 0; i < COUNT(cases); i++) {
		Question question = hours_question(told, cases[i].days, cases[i].as_of);
		Tally tally = hours_of_book(told, cases[i].measure, &question);
		check_text(cases[i].label, hour_sum(*state, &tally), cases[i].wanted);
	}
}

static void test_a_book_without_hours(void **state)
{
	ToldHours *told = tell_hours(*state, "", "");
	Question question = hours_question(told, "2026-03-01..2026-04-01", "2026-12-31");
	Tally tally = hours_of_book(told, measure_counting_hours, &question);
	check_text("none", hour_sum(*state, &tally), "0");
}

static void test_rows_tell_what_they_are(void **state)
{
	ToldHours *told = tell_hours(*state, "", FACTS);
	Question question = hours_question(told, "2026-03-01..2026-04-01", "2026-12-31");
	Tally tally = hours_of_book(told, measure_counting_hours, &question);
	check_text("a fact tells itself, a sum says of how many entries", hour_rows(*state, &tally),
		   " | 2026-03-01 | 8 | \n2 entries | 2026-03-31 | 0.25 | ");
	assert_non_null(tally.rows.at[0].lineage);
	assert_int_equal(tally.rows.at[0].task_id, 1);
	assert_int_equal(tally.rows.at[0].resource_id, 7);
	assert_false(date_is_set(tally.rows.at[0].days.from));
	assert_null(tally.rows.at[1].lineage);
	tally = hours_of_book(told, measure_over_plan_hours, &question);
	check_text("a task says worked and planned", hour_rows(*state, &tally),
		   "Extras | 2026-03-31 | 1 | 4 h − 3 h planned");
	told = tell_hours(*state, "", "work on=2026-03-02 hours=1 entries=1");
	tally = hours_of_book(told, measure_counting_hours, &question);
	check_text("a sum of one", hour_rows(*state, &tally), "1 entry | 2026-03-02 | 1 | ");
}

static void test_many_tasks(void **state)
{
	Buf facts = {.mem = *state};
	for (int i = 1; i <= 150; i++)
		buf_add_format(&facts, "task id=%d name=T plan=1\n", i);
	for (int i = 1; i <= 150; i++)
		buf_add_format(&facts, "work on=2026-03-02 hours=%d task=%d\n", i % 2 == 0 ? 3 : 1,
			       i);
	ToldHours *told = tell_hours(*state, "", str_to_c(*state, buf_str(&facts)));
	Question question = hours_question(told, "2026-03-01..2026-04-01", "2026-12-31");
	Tally tally = hours_of_book(told, measure_over_plan_hours, &question);
	check_text("75 of them are 2 h over", hour_sum(*state, &tally), "150");
	check_size("a row each", tally.rows.len, 75);
}

static void test_more_than_can_be_held(void **state)
{
	ToldHours *told =
		tell_hours(*state, "",
			   "task id=1 name=Big plan=1\nwork on=2026-03-02 hours=1 task=1\n"
			   "work on=2026-03-02 hours=1 task=1\n"
			   "person id=1 from=2026-01-01 week=8\n"
			   "day of=1 on=2026-03-02 hours=1\n");
	Question question = hours_question(told, "2026-03-01..2026-04-01", "2026-12-31");
	Work work[] = {told->book.work[0], told->book.work[1]};
	Resource person = told->firm.resources[0];
	ResourceDay big = person.days[0];
	work[0].seconds = work[1].seconds = big.seconds = INT64_MAX;
	told->book.work = work;
	person.days = &big;
	told->firm.resources = &person;
	MeasureOfContract *measures[] = {measure_counting_hours, measure_over_plan_hours};
	for (size_t i = 0; i < COUNT(measures); i++) {
		Tally tally = hours_of_book(told, measures[i], &question);
		check_text("n/a", hour_sum(*state, &tally), "n/a out_of_range");
	}
	Tally tally = hours_of_person(told, 1, measure_counting_hours_of_resource, &question);
	check_text("of a person", hour_sum(*state, &tally), "n/a out_of_range");
}

static void test_hours_of_a_person(void **state)
{
	static const char facts[] =
		"person id=1\n"
		"day of=1 on=2026-02-27 hours=100\n"
		"day of=1 on=2026-03-02 hours=1\n"
		"day of=1 on=2026-03-02 hours=2 as=draft\n"
		"day of=1 on=2026-03-02 hours=4 as=submitted\n"
		"day of=1 on=2026-03-03 hours=8 as=internal\n"
		"day of=1 on=2026-03-03 hours=16 as=internal_draft\n"
		"day of=1 on=2026-03-04 hours=32 as=leave\n"
		"day of=1 on=2026-03-05 hours=64 as=leave_draft\n"
		"day of=1 on=2026-03-06 hours=128 as=unbilled\n"
		"day of=1 on=2026-04-01 hours=100\n"
		"person id=2\n";
	static const struct {
		const char *label;
		MeasureOfResource *measure;
		int64_t id;
		const char *wanted;
	} cases[] = {
		{"billable hours", measure_counting_hours_of_resource, 1, "1"},
		{"drafts", measure_draft_hours_of_resource, 1, "2"},
		{"submitted", measure_submitted_hours_of_resource, 1, "4"},
		{"internal work", measure_internal_hours, 1, "8"},
		{"leave", measure_leave_hours, 1, "32"},
		{"one who did nothing", measure_leave_hours, 2, "0"},
	};
	ToldHours *told = tell_hours(*state, "", facts);
	Question question = hours_question(told, "2026-03-01..2026-04-01", "2026-12-31");
	for (size_t i = 0; i < COUNT(cases); i++) {
		Tally tally = hours_of_person(told, cases[i].id, cases[i].measure, &question);
		check_text(cases[i].label, hour_sum(*state, &tally), cases[i].wanted);
	}
	Tally tally = hours_of_person(told, 1, measure_leave_hours, &question);
	check_text("a row", hour_rows(*state, &tally), "1 entry | 2026-03-04 | 32 | ");
	assert_int_equal(tally.rows.at[0].resource_id, 1);
}

static const TallyRow *row_on(const Tally *tally, const char *label, Date day)
{
	for (size_t i = 0; i < tally->rows.len; i++) {
		const TallyRow *row = &tally->rows.at[i];
		if (row->on.day == day.day && str_eq_c(row->label, label))
			return row;
	}
	fail_msg("no row '%s'", label);
	return NULL;
}

static void test_entries_of_a_person_tell_where_they_come_from(void **state)
{
	enum { DAYS = 4 };
	ToldHours *told = tell_hours(*state, "",
				     "person id=1 from=2026-01-01 week=8,8,8,8,8\n"
				     "day of=1 on=2026-03-02 hours=1\n"
				     "day of=1 on=2026-03-03 hours=2 as=leave\n"
				     "day of=1 on=2026-03-04 hours=3 as=leave\n"
				     "day of=1 on=2026-03-04 hours=4 as=leave\n");
	Question question = hours_question(told, "2026-03-01..2026-04-01", "2026-12-31");
	Resource person = told->firm.resources[0];
	assert_int_equal(person.day_count, DAYS);
	ResourceDay days[DAYS];
	DayOrigin origins[DAYS] = {{.task_id = 70}, {.task_id = 71}, {0}, {0}};
	for (size_t i = 0; i < DAYS; i++) {
		days[i] = person.days[i];
		days[i].contract_id = i == 0 ? 5 : i == 1 ? 6 : 0;
	}
	person.days = days;
	person.origins = origins;
	told->firm.resources = &person;
	Tally worked = hours_of_person(told, 1, measure_counting_hours_of_resource, &question);
	const TallyRow *row = row_on(&worked, "", day("2026-03-02"));
	assert_ptr_equal(row->lineage, &origins[0].lineage);
	assert_int_equal(row->contract_id, 5);
	assert_int_equal(row->task_id, 70);
	Tally available = hours_of_person(told, 1, measure_available_hours, &question);
	check_text("all leave counts", hour_sum(*state, &available), "167");
	row = row_on(&available, "leave", day("2026-03-03"));
	assert_ptr_equal(row->lineage, &origins[1].lineage);
	assert_int_equal(row->contract_id, 6);
	row = row_on(&available, "leave", day("2026-03-04"));
	assert_null(row->lineage); /* of two entries together */
}

static void test_kinds_of_each_class(void **state)
{
	(void)state;
	for (int32_t time_class = 0; time_class < TIME_CLASSES; time_class++) {
		TimeEntry entry;
		time_class_set(&entry, time_class);
		bool approved = entry.approval == APPROVAL_APPROVED;
		bool client = entry.category == CATEGORY_CLIENT;
		const bool wanted[] = {
			[HOURS_COUNTING] = approved && client && entry.billable,
			[HOURS_APPROVED_CLIENT] = approved && client,
			[HOURS_DRAFT] = client && entry.approval == APPROVAL_DRAFT,
			[HOURS_SUBMITTED] = client && entry.approval == APPROVAL_SUBMITTED,
			[HOURS_INTERNAL] = approved && entry.category == CATEGORY_INTERNAL,
			[HOURS_LEAVE] = approved && entry.category == CATEGORY_LEAVE,
		};
		for (size_t kind = 0; kind < COUNT(wanted); kind++) {
			if (hours_are((HourKind)kind, time_class) != wanted[kind])
				fail_msg("class %d, kind %zu", time_class, kind);
		}
		assert_true(hours_are(HOURS_COUNTING, time_class) == time_class_counts(time_class));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(test_kinds_of_each_class),
		ARENA_TEST(test_hours_of_a_contract),
		ARENA_TEST(test_a_book_without_hours),
		ARENA_TEST(test_rows_tell_what_they_are),
		ARENA_TEST(test_many_tasks),
		ARENA_TEST(test_more_than_can_be_held),
		ARENA_TEST(test_hours_of_a_person),
		ARENA_TEST(test_entries_of_a_person_tell_where_they_come_from),
	};
	return RUN_TESTS(tests);
}
