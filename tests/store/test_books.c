/* Books of contracts: whose there are, what a view sees of their terms, and their hours. */

#include "fresh_books.h"

/* "2025-01-01 3600s 2; ": day, hours and how many entries, and the task where the work tells it. */
static void expect_work(const char *label, const Book *book, const char *wanted)
{
	Arena mem;
	arena_init(&mem);
	Buf got = {.mem = &mem};
	for (size_t i = 0; i < book->work_count; i++) {
		const Work *work = &book->work[i];
		const Task *task = book_task(book, work->task_id);
		add_day(&got, work->day);
		buf_add_format(&got, " %llds %lld%s", (long long)work->seconds,
			       (long long)work->entries, work->lineage ? " told" : "");
		if (work->task_id != 0)
			buf_add_format(&got, " %.*s", STR_ARG(task ? task->key : STR("?")));
		buf_add(&got, STR(";"));
	}
	expect_buf(label, &got, wanted);
	arena_deinit(&mem);
}

static void import_hours(App *app)
{
	(void)import_text(app, "times.csv",
			  HOURS_HEADER
			  "a1,H-1,Build,R-1,2024-12-31,100,,,,\n"
			  "a2,H-1,Build,R-1,2025-01-02,3600,,,,\n"
			  "a3,H-1,Test,R-1,2025-01-30,1800,,,,\n"
			  "a4,H-1,Build,R-2,2025-02-14,60,,,,\n"
			  "a5,H-1,Build,R-2,2025-02-15,30,,,,\n"
			  "a6,H-1,,R-2,2025-03-03,7200,,,,\n"
			  "a7,H-1,,R-2,2025-03-03,7200,draft,,,\n"
			  "a8,H-1,Build,R-1,2025-06-30,900,,,,\n"
			  "a9,H-1,Build,R-1,2025-07-01,800,,,,\n"
			  "b1,H-2,Build,R-1,2025-01-02,5,,,,\n",
			  (ImportRequest){.source = STR("times")});
}

static void hours_come_by_month_where_nothing_parts_the_month(void **state)
{
	App *app = app_of(state);
	BooksQuery query = query_of(NEED_HOURS);
	Date cuts[] = {day("2025-01-01"), day("2025-02-15"), day("2025-03-01")};
	add_contract(app, "H-1");
	add_contract(app, "H-2");
	import_hours(app);
	expect_work("whole months, and the one that ends with the as-of day",
		    read_book(app, query, "H-1"),
		    " 2025-01-01 5400s 2; 2025-02-01 90s 2; 2025-03-01 7200s 1; "
		    "2025-03-01 7200s 1; 2025-06-01 900s 1;");
	query.cuts = cuts;
	query.cut_count = sizeof cuts / sizeof *cuts;
	expect_work("a cut parts February", read_book(app, query, "H-1"),
		    " 2025-01-01 5400s 2; 2025-02-14 60s 1; 2025-02-15 30s 1; "
		    "2025-03-01 7200s 1; 2025-03-01 7200s 1; 2025-06-01 900s 1;");
	query.needs |= NEED_PACE;
	expect_work("the 91 days before each cut are told day by day", read_book(app, query, "H-1"),
		    " 2025-01-02 3600s 1; 2025-01-30 1800s 1; 2025-02-14 60s 1; 2025-02-15 30s 1; "
		    "2025-03-01 7200s 1; 2025-03-01 7200s 1; 2025-06-30 900s 1;");
	query.needs = NEED_HOURS | NEED_TASK_HOURS | NEED_TASKS | NEED_HISTORY_OF_HOURS;
	query.moment.as_of = day("2025-02-14");
	expect_work("with tasks, of all days up to an as-of day in the midst of a month",
		    read_book(app, query, "H-1"),
		    " 2024-12-01 100s 1 Build; 2025-01-01 3600s 1 Build; 2025-01-01 1800s 1 Test; "
		    "2025-02-14 60s 1 Build;");
	query.by_day = true;
	expect_work("every day", read_book(app, query, "H-1"),
		    " 2024-12-31 100s 1 Build; 2025-01-02 3600s 1 Build; 2025-01-30 1800s 1 Test; "
		    "2025-02-14 60s 1 Build;");
	query = query_of(NEED_HOURS);
	query.days = (Period){day("2025-02-15"), day("2025-03-04")};
	expect_work("a period with loose ends", read_book(app, query, "H-1"),
		    " 2025-02-15 30s 1; 2025-03-03 7200s 1; 2025-03-03 7200s 1;");
	query.moment.as_of = day("2025-01-31");
	expect_work("as of a day before the period", read_book(app, query, "H-1"), "");
	query.needs = NEED_BUDGETS;
	expect_work("hours that nobody asked for", read_book(app, query, "H-1"), "");
}

static void entries_come_with_prices_or_lineage(void **state)
{
	App *app = app_of(state);
	BooksQuery query = query_of(NEED_HOURS | NEED_PRICES | NEED_RESOURCES | NEED_TASKS);
	add_contract(app, "H-1");
	add_contract(app, "H-2");
	import_hours(app);
	(void)import_text(app, "times.csv",
			  HOURS_HEADER
			  "c1,H-1,Build,R-1,2025-01-02,3600,,,80.00,\n"
			  "c2,H-1,Build,R-1,2025-01-02,3600,,,70.00,\n"
			  "c3,H-1,Build,R-1,2025-01-02,3600,,,70.00,SEK\n",
			  (ImportRequest){.source = STR("more")});
	const Book *book = read_book(app, query, "H-1");
	expect_work("what is alike on a day is summed", book,
		    " 2025-01-02 3600s 1 Build; 2025-01-02 7200s 2 Build; "
		    "2025-01-02 3600s 1 Build; 2025-01-30 1800s 1 Test; 2025-02-14 60s 1 Build; "
		    "2025-02-15 30s 1 Build; 2025-03-03 7200s 1; 2025-03-03 7200s 1; "
		    "2025-06-30 900s 1 Build;");
	Buf got = {.mem = app->mem};
	for (size_t i = 0; i < 3; i++)
		add_priced(&got, book->work[i].bill);
	expect_buf("its own amounts, without a rate, in a currency without a rate", &got,
		   " no_billing_rate 15000 no_rate");
	query.lineage = true;
	book = read_book(app, query, "H-1");
	assert_int_equal(book->work_count, 10);
	assert_non_null(book->work[0].lineage);
	assert_int_equal(book->work[0].lineage->line, 3);
	query.needs = NEED_HOURS;
	book = read_book(app, query, "H-1");
	assert_int_equal(book->work_count, 10);
	assert_int_equal(book->work[1].bill.minor, 0);
	query.days = (Period){day("2025-08-01"), day("2025-09-01")};
	expect_work("behind the as-of day", read_book(app, query, "H-1"), "");
}

static void keys_of(const Taken *taken, Buf *out)
{
	for (size_t i = 0; i < taken->len; i++)
		buf_add_format(out, "%.*s ", STR_ARG(taken->at[i]->key));
}

static void scopes_choose_contracts(void **state)
{
	static const struct {
		const char *label;
		Scope scope;
		const char *as_of;
		const char *keys;
		const char *refused;
	} CASES[] = {
		{"all, by key naturally",
		 {SCOPE_PORTFOLIO, {0}},
		 "2025-06-30",
		 "H-2 H-10 H-11 ",
		 NULL},
		{"one", {SCOPE_CONTRACT, {"H-10", 4}}, "2025-06-30", "H-10 ", NULL},
		{"one that is not there",
		 {SCOPE_CONTRACT, {"X", 1}},
		 "2025-06-30",
		 NULL,
		 "no contract 'X'"},
		{"an account",
		 {SCOPE_ACCOUNT, {"Harbour", 7}},
		 "2025-06-30",
		 "H-2 H-10 H-11 ",
		 NULL},
		{"another account",
		 {SCOPE_ACCOUNT, {"Quay", 4}},
		 "2025-06-30",
		 NULL,
		 "no account 'Quay'"},
		{"a manager", {SCOPE_MANAGER, {"Resource 01", 11}}, "2025-06-30", "H-10 ", NULL},
		{"the one who took over",
		 {SCOPE_MANAGER, {"Resource 02", 11}},
		 "2025-07-01",
		 "H-2 H-10 ",
		 NULL},
		{"before anybody managed",
		 {SCOPE_MANAGER, {"Resource 02", 11}},
		 "2023-01-01",
		 NULL,
		 "nobody called"},
		{"people: all contracts",
		 {SCOPE_TEAM, {"T", 1}},
		 "2025-06-30",
		 "H-2 H-10 H-11 ",
		 NULL},
	};
	App *app = app_of(state);
	Err err;
	add_contract(app, "H-10");
	add_contract(app, "H-2");
	add_contract(app, "H-11");
	assert_true(amend(app, "H-10", "2025-01-01",
			  (FieldText){STR("manager"), CHANGE_SET, STR("Resource 01")}, &err));
	assert_true(amend(app, "H-10", "2025-07-01",
			  (FieldText){STR("manager"), CHANGE_SET, STR("Resource 02")}, &err));
	assert_true(amend(app, "H-2", "2025-01-01",
			  (FieldText){STR("manager"), CHANGE_SET, STR("Resource 02")}, &err));
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		BooksQuery query = query_of(0);
		Taken taken;
		Buf got = {.mem = app->mem};
		query.scope = CASES[i].scope;
		query.moment.as_of = day(CASES[i].as_of);
		if (CASES[i].refused) {
			MUST_FAIL(read_books(app, query, &taken, &err), ERR_NOT_FOUND,
				  CASES[i].refused);
			assert_string_equal(err.field, "scope");
			continue;
		}
		MUST(read_books(app, query, &taken, &err));
		keys_of(&taken, &got);
		expect_buf(CASES[i].label, &got, CASES[i].keys);
	}
}

static void views_see_what_was_known(void **state)
{
	App *app = app_of(state);
	Err err;
	BooksQuery query = query_of(0);
	add_contract(app, "H-1");
	app->now.us += US_PER_DAY;
	for (int i = 0; i < 2; i++)
		assert_true(amend(app, "H-1", i == 0 ? "2025-01-01" : "2025-02-01",
				  (FieldText){STR("annual_value"), CHANGE_ADD, STR("1000")}, &err));
	query.moment.known = instant_end_of_date(instant_date(FRESH_NOW));
	assert_int_equal(read_book(app, query, "H-1")->fold->len, 1);
	query.moment.known = INSTANT_MAX;
	assert_int_equal(read_book(app, query, "H-1")->fold->len, 3);
	query.moment.known = (Instant){0};
	const Book *book = read_book(app, query, "H-1");
	assert_int_equal(book->fold->len, 0);
	assert_int_equal(book->manager.len, 0);
}

/* Entries that became known together are seen one by one. */
static void entries_of_one_instant_are_told_apart_by_number(void **state)
{
	App *app = app_of(state);
	Err err;
	Effect effect;
	BooksQuery query = query_of(0);
	Circumstances about = {.effective_on = day("2025-03-01"),
			       .signed_on = DATE_NONE,
			       .reason = STR("test"),
			       .known_at = instant_of_date(day("2026-01-05")),
			       .has_known_at = true};
	FieldText change = {STR("annual_value"), CHANGE_ADD, STR("1000")};
	add_contract(app, "H-1");
	/* The contract itself is known later than its changes, so that these stand alone. */
	for (int i = 0; i < 3; i++) {
		about.effective_on = date_add(about.effective_on, 1);
		MUST(contracts_amend(app, STR("H-1"), &change, 1, &about, false, &effect, &err));
	}
	query.moment.known = about.known_at;
	assert_int_equal(read_book(app, query, "H-1")->fold->len, 3);
	for (int32_t last = 2; last <= 4; last++) {
		query.last_number = last;
		assert_int_equal(read_book(app, query, "H-1")->fold->len, last - 1);
	}
	query.moment.known.us++;
	query.last_number = 2;
	assert_int_equal(read_book(app, query, "H-1")->fold->len, 3);
}

/* Many contracts are read at once, few one by one: both give the same. */
static void many_contracts_are_read_like_few(void **state)
{
	enum { MANY = 40 };
	App *app = app_of(state);
	BooksQuery query = query_of(NEED_HOURS | NEED_TASK_HOURS | NEED_TASKS | NEED_COSTS);
	Buf hours = {.mem = app->mem};
	Buf costs = {.mem = app->mem};
	buf_add(&hours, STR(HOURS_HEADER));
	buf_add(&costs, STR("external_id,contract,date,amount,kind\n"));
	/* Not in the order of their keys. */
	for (int i = 0; i < MANY; i++)
		add_contract(app, str_format(app->mem, "H-%d", i * 7 % MANY).ptr);
	for (int i = 0; i < MANY; i++) {
		for (int j = 0; j < 3; j++)
			buf_add_format(&hours, "e%d-%d,H-%d,T%d,R-1,2025-0%d-05,%d,,,,\n", i, j, i,
				       j % 2, 3 - j, 100 * i + j + 1);
		buf_add_format(&costs, "c%d,H-%d,2025-01-05,%d,expense\n", i, i, i + 1);
	}
	buf_add_byte(&hours, '\0');
	buf_add_byte(&costs, '\0');
	(void)import_text(app, "times.csv", hours.ptr, (ImportRequest){.source = STR("times")});
	(void)import_books(app, costs.ptr);
	Taken taken;
	Taken months;  /* whole months of no certain task, as they are known now… */
	Taken earlier; /* …and in a view that is not of now */
	BooksQuery plain = query_of(NEED_HOURS);
	Err err;
	MUST(read_books(app, query, &taken, &err));
	MUST(read_books(app, plain, &months, &err));
	plain.moment.known.us = INSTANT_MAX.us - 1;
	MUST(read_books(app, plain, &earlier, &err));
	assert_int_equal(taken.len, MANY);
	for (int i = 0; i < MANY; i++) {
		Str key = str_format(app->mem, "H-%d", i);
		Str wanted = str_format(
			app->mem, " 2025-01-01 %ds 1 T0; 2025-02-01 %ds 1 T1; 2025-03-01 %ds 1 T0;",
			100 * i + 3, 100 * i + 2, 100 * i + 1);
		const Book *few = read_book(app, query, key.ptr);
		expect_work(key.ptr, few, wanted.ptr);
		expect_work(key.ptr, taken.at[i], wanted.ptr);
		wanted = str_format(app->mem,
				    " 2025-01-01 %ds 1; 2025-02-01 %ds 1; 2025-03-01 %ds 1;",
				    100 * i + 3, 100 * i + 2, 100 * i + 1);
		expect_work(key.ptr, months.at[i], wanted.ptr);
		expect_work(key.ptr, earlier.at[i], wanted.ptr);
		assert_true(str_eq(taken.at[i]->key, key));
		assert_int_equal(few->costs[0].amount.minor, 100 * (i + 1));
		assert_int_equal(taken.at[i]->costs[0].amount.minor, 100 * (i + 1));
		assert_int_equal(taken.at[i]->fold->len, 1);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(hours_come_by_month_where_nothing_parts_the_month),
		STORE_TEST(entries_come_with_prices_or_lineage),
		STORE_TEST(scopes_choose_contracts),
		STORE_TEST(views_see_what_was_known),
		STORE_TEST(entries_of_one_instant_are_told_apart_by_number),
		STORE_TEST(many_contracts_are_read_like_few),
	};
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, fresh_db_end);
}
