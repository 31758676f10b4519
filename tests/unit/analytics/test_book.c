#include "analytics/book.h"
#include "history/history_fixture.h"

static void finds_by_id_name_and_day(void **state)
{
	(void)state;
	const ResourceTerms terms[] = {{.effective_on = day("2026-01-01")},
				       {.effective_on = day("2026-02-01")}};
	const Resource resources[] = {{.id = 3, .terms = terms, .term_count = 2},
				      {.id = 7},
				      {.id = 9}};
	const WorkCalendar weekdays = {0};
	const WorkCalendar calendars[] = {{.name = STR("de")},
					  {.name = STR("fr")},
					  {.name = STR("uk")}};
	Firm firm = {.resources = resources,
		     .resource_count = 3,
		     .calendars = calendars,
		     .calendar_count = 3,
		     .weekdays = &weekdays};
	assert_ptr_equal(&resources[0], firm_resource(&firm, 3));
	assert_ptr_equal(&resources[2], firm_resource(&firm, 9));
	assert_null(firm_resource(&firm, 1));
	assert_null(firm_resource(&firm, 8));
	assert_null(firm_resource(&firm, 10));
	assert_ptr_equal(&calendars[0], firm_calendar(&firm, STR("de")));
	assert_ptr_equal(&calendars[2], firm_calendar(&firm, STR("uk")));
	assert_ptr_equal(&weekdays, firm_calendar(&firm, STR("es")));
	assert_ptr_equal(&weekdays, firm_calendar(&firm, (Str){0}));
	assert_null(resource_terms_on(&resources[0], day("2025-12-31")));
	assert_ptr_equal(&terms[0], resource_terms_on(&resources[0], day("2026-01-31")));
	assert_ptr_equal(&terms[1], resource_terms_on(&resources[0], day("2026-02-01")));
	assert_null(resource_terms_on(&resources[1], day("2026-02-01")));
}

static void finds_tasks(void **state)
{
	(void)state;
	const Task tasks[] = {{.id = 2}, {.id = 4}, {.id = 6}};
	Book book = {.tasks = tasks, .task_count = 3};
	assert_ptr_equal(&tasks[1], book_task(&book, 4));
	assert_null(book_task(&book, 1));
	assert_null(book_task(&book, 5));
	assert_null(book_task(&book, 7));
}

static void terms_hold_from_their_day(void **state)
{
	Arena *mem = *state;
	Told told =
		tell(mem, "USD",
		     "2026-01-01 annual_value=100 ends_on=2027-01-01\n2026-03-01 annual_value=200");
	Fold fold = told_fold(mem, &told, VIEW_ALL);
	Book book = {.fold = &fold};
	assert_false(book_value_on(&book, ANNUAL_VALUE, day("2025-12-31")).set);
	assert_int_equal(10000, book_value_on(&book, ANNUAL_VALUE, day("2026-02-28")).number);
	assert_int_equal(20000, book_value_on(&book, ANNUAL_VALUE, day("2026-03-01")).number);
	assert_false(book_value_on(&book, TOTAL_VALUE, day("2026-03-01")).set);
	check_text("the term begins", date_text(mem, book_term(&book).from), "2026-01-01");
	check_text("and ends", date_text(mem, book_term(&book).to), "2027-01-01");
	Fold nothing = {0};
	Book empty = {.fold = &nothing};
	assert_false(book_value_on(&empty, ANNUAL_VALUE, day("2026-03-01")).set);
	assert_false(date_is_set(book_term(&empty).from));
}

/* The term is that of the earning, which books need not have. */
static void the_term_is_that_of_the_earning(void **state)
{
	static const char *const CASES[] = {
		"2026-01-01 annual_value=100",
		"2026-01-01 starts_on=2025-06-01 ends_on=2027-01-01",
		"2026-01-01 ends_on=2027-01-01\n2026-05-01 ends_on=",
		"2026-01-01 ends_on=2027-01-01\n2026-05-01 starts_on=2026-04-01",
		("2026-01-01 starts_on=2026-02-01 total_value=10 value_basis=total\n"
		 "2026-05-01 starts_on= ends_on=2026-08-01"),
		"2026-05-01 ends_on=2026-04-01",
	};
	Arena *mem = *state;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		Told told = tell(mem, "USD", CASES[i]);
		Fold fold = told_fold(mem, &told, VIEW_ALL);
		Period wanted = earning_term(earning_of(mem, &fold, convention_default()));
		Period term = book_term(&(Book){.fold = &fold});
		assert_int_equal(wanted.from.day, term.from.day);
		assert_int_equal(wanted.to.day, term.to.day);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_by_id_name_and_day),
		cmocka_unit_test(finds_tasks),
		ARENA_TEST(terms_hold_from_their_day),
		ARENA_TEST(the_term_is_that_of_the_earning),
	};
	return RUN_TESTS(tests);
}
