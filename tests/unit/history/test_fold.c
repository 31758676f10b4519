#include "history/history_fixture.h"

/* "2024-01-01 manager=a; 2024-02-01 …" */
static Str fold_words(Arena *mem, const Told *told, const Fold *fold)
{
	Buf buf = {.mem = mem};
	for (size_t i = 0; i < fold->len; i++) {
		buf_add_format(&buf, "%s%.*s %.*s", i > 0 ? "; " : "",
			       STR_ARG(date_text(mem, fold->rows[i].effective_on)),
			       STR_ARG(values_words(mem, told, fold->rows[i].values)));
		if (fold->rows[i].added_to_unset)
			buf_add(&buf, STR(" !"));
	}
	return buf_str(&buf);
}

static void entries_fold_into_a_row_a_day(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *label;
		const char *story;
		const char *wanted;
	} cases[] = {
		{"nothing is nothing", "", ""},
		{"values hold until they are changed",
		 "2024-01-01 annual_value=5 manager=a\n2024-02-01 manager=b",
		 "2024-01-01 annual_value=5.00 manager=a; 2024-02-01 annual_value=5.00 manager=b"},
		{"entries of one day make one row",
		 "2024-01-01 manager=a #2\n2024-01-01 manager=b annual_value=1 #1",
		 "2024-01-01 annual_value=1.00 manager=a"},
		{"a backdated set holds until the next set and later adds still apply",
		 "2024-01-01 total_value=100\n2024-03-01 total_value+=10\n2024-05-01 total_value=7\n"
		 "2024-02-01 total_value=50 @2024-06-01",
		 "2024-01-01 total_value=100.00; 2024-02-01 total_value=50.00; 2024-03-01 total_value=60.00; "
		 "2024-05-01 total_value=7.00"},
		{"an add to an unset value starts from 0 and says so",
		 "2024-01-01 total_value+=5\n2024-02-01 total_value+=5",
		 "2024-01-01 total_value=5.00 !; 2024-02-01 total_value=10.00"},
		{"a clear unsets",
		 "2024-01-01 annual_value=5 manager=a\n2024-02-01 annual_value= manager=\n"
		 "2024-03-01 annual_value+=2",
		 "2024-01-01 annual_value=5.00 manager=a; 2024-02-01 ; 2024-03-01 annual_value=2.00 !"},
		{"shares and numbers add",
		 "2024-01-01 direct_labor=0.6 committed_hours=10\n"
		 "2024-02-01 direct_labor+=-0.1 committed_hours+=2.5",
		 "2024-01-01 direct_labor=0.6 committed_hours=10; 2024-02-01 direct_labor=0.5 committed_hours=12.5"},
		{"an empty revision makes a row", "2024-01-01 manager=a\n2024-02-01",
		 "2024-01-01 manager=a; 2024-02-01 manager=a"},
		{"a sum may come back from below zero",
		 "2024-01-01 direct_labor=0.1\n2024-02-01 direct_labor+=-0.3\n"
		 "2024-03-01 direct_labor+=0.3",
		 "2024-01-01 direct_labor=0.1; 2024-02-01 direct_labor=-0.2; 2024-03-01 direct_labor=0.1"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Told told = tell(mem, "USD", cases[i].story);
		Fold fold = told_fold(mem, &told, VIEW_ALL);
		check_text(cases[i].label, fold_words(mem, &told, &fold), cases[i].wanted);
	}
}

static void a_row_counts_its_entries(void **state)
{
	Told told = tell(*state, "USD", "2024-01-01\n2024-01-01 manager=a\n2024-01-02 manager=b\n");
	Fold fold = told_fold(*state, &told, VIEW_ALL);
	check_size("rows", fold.len, 2);
	check_size("entries of the first day", fold.rows[0].entries, 2);
	check_size("entries of the second day", fold.rows[1].entries, 1);
}

static void the_row_in_force_is_found(void **state)
{
	Told told = tell(*state, "USD",
			 "2024-01-01 manager=a\n2024-02-01 manager=b\n2024-03-01 manager=c\n");
	Fold fold = told_fold(*state, &told, VIEW_ALL);
	static const struct {
		const char *day;
		int row;
	} cases[] = {
		{"2023-12-31", -1}, {"2024-01-01", 0}, {"2024-01-31", 0}, {"2024-02-01", 1},
		{"2024-02-29", 1},  {"2024-03-01", 2}, {"2199-12-31", 2},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		const FoldRow *row = fold_row_on(&fold, day(cases[i].day));
		if (row != (cases[i].row < 0 ? NULL : &fold.rows[cases[i].row]))
			fail_msg("another row is in force on %s", cases[i].day);
	}
	assert_null(fold_row_on(&(Fold){0}, day("2024-01-01")));
}

static void rows_that_folds_have_in_common_are_counted(void **state)
{
	static const char base[] =
		"2024-01-01 manager=a\n2024-02-01 manager=b\n2024-03-01 manager=c\n";
	static const struct {
		const char *label;
		const char *story;
		size_t common;
	} cases[] = {
		{"the same story", base, 3},
		{"one that goes on",
		 "2024-01-01 manager=a\n2024-02-01 manager=b\n2024-03-01 manager=c\n2024-04-01 manager=d\n",
		 3},
		{"one that ends earlier", "2024-01-01 manager=a\n", 1},
		{"another value in the middle",
		 "2024-01-01 manager=a\n2024-02-01 manager=x\n2024-03-01 manager=c\n", 1},
		{"another day at the end",
		 "2024-01-01 manager=a\n2024-02-01 manager=b\n2024-03-02 manager=c\n", 2},
		{"a row before all",
		 "2023-01-01 manager=z\n2024-01-01 manager=a\n2024-02-01 manager=b\n", 0},
	};
	Told told = tell(*state, "USD", base);
	Fold fold = told_fold(*state, &told, VIEW_ALL);
	for (size_t i = 0; i < COUNT(cases); i++) {
		Told other = tell(*state, "USD", cases[i].story);
		Fold with = told_fold(*state, &other, VIEW_ALL);
		check_size(cases[i].label, fold_common_rows(&told.fields, &fold, &with),
			   cases[i].common);
		check_size(cases[i].label, fold_common_rows(&told.fields, &with, &fold),
			   cases[i].common);
	}
	check_size("nothing", fold_common_rows(&told.fields, &fold, &(Fold){0}), 0);
}

static void a_sum_beyond_int64_is_refused(void **state)
{
	static const char *const stories[][2] = {
		{"2024-01-01 total_value=92233720368547758.07\n2024-02-01 manager=a\n2024-03-01 total_value+=0.01",
		 "total_value: the sum with revision 3 on 2024-03-01 is too large to be held"},
		{"2024-01-01 billing_rate=-92233720368547758.08\n2024-02-01 billing_rate+=-0.01",
		 "billing_rate: the sum with revision 2 on 2024-02-01 is too large to be held"},
	};
	for (size_t i = 0; i < COUNT(stories); i++) {
		Told told = tell(*state, "USD", stories[i][0]);
		Fold fold = {.len = 7};
		Err err = {0};
		EntryList seen = view_select(*state, told.entries, told.count, VIEW_ALL);
		assert_false(fold_entries(*state, &told.fields, seen, &fold, &err));
		check_err("a sum", &err, ERR_RANGE, stories[i][1]);
		check_size("untouched", fold.len, 7);
	}
}

static void shares_must_lie_in_0_to_1_on_every_day(void **state)
{
	static const struct {
		const char *story;
		const char *says; /* NULL: fine */
	} cases[] = {
		{"", NULL},
		{"2024-01-01 direct_labor=0 margin_target=1\n2024-02-01 direct_labor+=1", NULL},
		{"2024-01-01 direct_labor=1 annual_value=-5\n2024-02-01 direct_labor=", NULL},
		{"2024-01-01 direct_labor=0.6\n2024-02-01 direct_labor+=0.400001",
		 "direct_labor would be 100.0001 % from 2024-02-01 on; it must lie in 0 to 100 %"},
		{"2024-01-01 direct_labor=0.1\n2024-02-01 direct_labor+=-0.35\n2024-03-01 direct_labor=0.5",
		 "direct_labor would be -25.0000 % from 2024-02-01 on; it must lie in 0 to 100 %"},
		{"2024-01-01 direct_labor=0.1\n2024-02-01 direct_labor+=-0.105",
		 "direct_labor would be -0.5000 % from 2024-02-01 on; it must lie in 0 to 100 %"},
		{"2024-01-01 utilization_baseline=1\n2024-01-01 utilization_baseline+=1",
		 "utilization_baseline would be 200.0000 % from 2024-01-01 on; it must lie in 0 to 100 %"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Told told = tell(*state, "USD", cases[i].story);
		Fold fold = told_fold(*state, &told, VIEW_ALL);
		Err err = {0};
		bool ok = fold_check_shares(&told.fields, &fold, &err);
		assert_int_equal(ok, !cases[i].says);
		if (cases[i].says)
			check_err(cases[i].story, &err, ERR_RANGE, cases[i].says);
	}
}

/* Whichever order entries were recorded in, the fold of those up to a day is the start of the whole fold. */
static void an_as_of_view_is_the_start_of_the_fold(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 60; seed++) {
		Arena mem;
		arena_init(&mem);
		Random random = {seed};
		Told told = tell(&mem, "USD",
				 random_story(&mem, &random,
					      (StoryKind){.entries = 20, .spreads = true}));
		Fold whole = told_fold(&mem, &told, VIEW_ALL);
		for (size_t row = 0; row < whole.len; row++) {
			View view = {whole.rows[row].effective_on, INSTANT_MAX, INSTANT_MAX};
			Fold part = told_fold(&mem, &told, view);
			if (part.len != row + 1)
				fail_msg("seed %d: %zu rows up to row %zu", (int)seed, part.len,
					 row);
			for (size_t i = 0; i < part.len; i++) {
				Str got = values_words(&mem, &told, part.rows[i].values);
				check_text("a row", got,
					   str_to_c(&mem, values_words(&mem, &told,
								       whole.rows[i].values)));
			}
		}
		arena_deinit(&mem);
	}
}

static void ten_thousand_adds_fold_in_little_memory(void **state)
{
	Arena *mem = *state;
	enum { ADDS = 10000 };
	Buf story = {.mem = mem};
	for (int i = 0; i < ADDS; i++)
		buf_add_format(&story, "%.*s total_value+=0.01\n",
			       STR_ARG(date_text(mem, (Date){10000 + i % 5000})));
	Told told = tell(mem, "USD", str_to_c(mem, buf_str(&story)));
	Arena own;
	arena_init(&own);
	EntryList seen = view_select(&own, told.entries, told.count, VIEW_ALL);
	Fold fold;
	Err err = {0};
	assert_true(fold_entries(&own, &told.fields, seen, &fold, &err));
	check_size("rows", fold.len, 5000);
	check_text("the last row", values_words(mem, &told, fold.rows[4999].values),
		   "total_value=100.00");
	size_t row_size = sizeof(FoldRow) + BUILTIN_FIELDS * sizeof(Value);
	assert_true(own.total < 2 * 5000 * row_size + 4 * ADDS * sizeof(Entry *));
	arena_deinit(&own);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(entries_fold_into_a_row_a_day),
		ARENA_TEST(a_row_counts_its_entries),
		ARENA_TEST(the_row_in_force_is_found),
		ARENA_TEST(rows_that_folds_have_in_common_are_counted),
		ARENA_TEST(a_sum_beyond_int64_is_refused),
		ARENA_TEST(shares_must_lie_in_0_to_1_on_every_day),
		cmocka_unit_test(an_as_of_view_is_the_start_of_the_fold),
		ARENA_TEST(ten_thousand_adds_fold_in_little_memory),
	};
	return RUN_TESTS(tests);
}
