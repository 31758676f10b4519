#include "history/history_fixture.h"
#include "history/snapshot.h"

#include <inttypes.h>

static void a_row_holds_values_and_figures_up_to_it(void **state)
{
	Arena *mem = *state;
	static const char *const wanted[][3] = {
		{"2009-03-01",
		 "annual_value=100000.00 direct_labor=0.6 starts_on=2009-03-01 ends_on=2011-03-01",
		 "83561.00 33424.00 | 16164.00 6465.00 | 200000.00 80000.00"},
		{"2009-09-01",
		 "annual_value=100000.00 direct_labor=0.7 starts_on=2009-03-01 ends_on=2011-03-01",
		 "83561.00 30109.00 | 16164.00 4849.00 | 200000.00 65041.00"},
		{"2010-01-01",
		 "annual_value=130000.00 direct_labor=0.7 starts_on=2009-03-01 ends_on=2011-03-01",
		 "83561.00 30109.00 | 21013.00 6304.00 | 234849.00 75495.00"},
	};
	Told told = tell(
		mem, "USD",
		"2009-03-01 annual_value=100000 direct_labor=60% starts_on=2009-03-01 ends_on=2011-03-01\n"
		"2009-09-01 direct_labor=70%\n2010-01-01 annual_value=130000");
	Fold fold = told_fold(mem, &told, VIEW_ALL);
	SnapshotList list;
	Err err = {0};
	assert_true(snapshots_of(mem, &fold, convention_epicom2011(told.currency), &list, &err));
	check_size("rows", list.len, 3);
	for (size_t i = 0; i < 3; i++) {
		check_text("day", date_text(mem, list.at[i].effective_on), wanted[i][0]);
		check_text("values", values_words(mem, &told, list.at[i].values), wanted[i][1]);
		check_text("figures", term_words(mem, told.currency, &list.at[i].figures),
			   wanted[i][2]);
	}
}

/* §8 plus labour 65 % from 2009-07-01, known on 2010-03-10, taken back on 2010-04-01. */
static void a_backdated_labour_share_counts_from_when_it_was_known(void **state)
{
	Arena *mem = *state;
	Told told = tell(
		mem, "USD",
		"2009-03-01 annual_value=100000 direct_labor=60% starts_on=2009-03-01 ends_on=2011-03-01\n"
		"2009-09-01 direct_labor=70%\n2010-01-01 annual_value=130000\n"
		"2009-07-01 direct_labor=65% @2010-03-10\nretract 4 @2010-04-01");
	static const char *const cases[][2] = {
		{"2010-03-09", "234849.32 75495.89"},
		{"2010-03-10", "234849.32 74646.58"},
		{"2010-03-31", "234849.32 74646.58"},
		{"2010-04-01", "234849.32 75495.89"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		View view = {DATE_NONE, instant_end_of_date(day(cases[i][0])), INSTANT_MAX};
		Fold fold = told_fold(mem, &told, view);
		SnapshotList list;
		Err err = {0};
		assert_true(snapshots_of(mem, &fold, convention_default(), &list, &err));
		check_text(cases[i][0],
			   figures_words(mem, told.currency, &list.at[list.len - 1].figures.total),
			   cases[i][1]);
	}
}

static void no_rows_make_no_snapshots(void **state)
{
	SnapshotList list = {.len = 7};
	Err err = {0};
	assert_true(snapshots_of(*state, &(Fold){0}, convention_default(), &list, &err));
	check_size("rows", list.len, 0);
}

static void a_sum_beyond_int64_names_its_row(void **state)
{
	Told told = tell(*state, "USD",
			 "2023-01-01 annual_value=1 direct_labor=0 ends_on=2025-01-01\n"
			 "2023-06-01 annual_value=92233720368547758");
	Fold fold = told_fold(*state, &told, VIEW_ALL);
	SnapshotList list = {.len = 7};
	Err err = {0};
	assert_false(snapshots_of(*state, &fold, convention_default(), &list, &err));
	check_err("too much", &err, ERR_RANGE,
		  "from 2023-06-01 on: the sum of the contract's value is too large to be held");
	check_size("untouched", list.len, 7);
}

/* Row k is the last row of the view that ends with its day, on its own; seeds in the message. */
static void row_k_is_the_fold_up_to_it_on_its_own(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 150; seed++) {
		Arena mem;
		arena_init(&mem);
		Random random = {seed};
		StoryKind kind = {.entries = 14, .spreads = seed % 3 != 0};
		Told told = tell(&mem, "USD", random_story(&mem, &random, kind));
		Convention convention =
			seed % 4 == 0 ? convention_epicom2011(told.currency) : convention_default();
		Fold fold = told_fold(&mem, &told, VIEW_ALL);
		SnapshotList whole;
		Err err = {0};
		assert_true(snapshots_of(&mem, &fold, convention, &whole, &err));
		for (size_t row = 0; row < whole.len; row++) {
			View view = {whole.at[row].effective_on, INSTANT_MAX, INSTANT_MAX};
			Fold part = told_fold(&mem, &told, view);
			SnapshotList alone;
			assert_true(snapshots_of(&mem, &part, convention, &alone, &err));
			if (alone.len != row + 1 ||
			    !snapshot_eq(&alone.at[row], &whole.at[row], told.fields.len))
				fail_msg("seed %d, row %zu: %.*s is not %.*s", (int)seed, row,
					 STR_ARG(term_words(&mem, told.currency,
							    &alone.at[row].figures)),
					 STR_ARG(term_words(&mem, told.currency,
							    &whole.at[row].figures)));
		}
		arena_deinit(&mem);
	}
}

static void snapshots_are_compared(void **state)
{
	Told told =
		tell(*state, "USD",
		     "2024-01-01 annual_value=365 direct_labor=0.5 ends_on=2025-02-01 manager=a\n"
		     "2024-01-02\n2024-01-03 manager=b");
	Fold fold = told_fold(*state, &told, VIEW_ALL);
	SnapshotList list;
	Err err = {0};
	assert_true(snapshots_of(*state, &fold, convention_default(), &list, &err));
	size_t fields = told.fields.len;
	Snapshot one = list.at[0];
	assert_true(snapshot_eq(&one, &list.at[0], fields));
	assert_false(snapshot_eq(&list.at[0], &list.at[1], fields)); /* another day */
	assert_false(snapshot_eq(&list.at[1], &list.at[2], fields)); /* another manager */
	Amount *const parts[] = {
		&one.figures.first_year.revenue, &one.figures.first_year.profit,
		&one.figures.last_year.revenue,  &one.figures.last_year.profit,
		&one.figures.total.revenue,      &one.figures.total.profit,
	};
	for (size_t i = 0; i < COUNT(parts); i++) {
		parts[i]->minor++;
		assert_false(snapshot_eq(&one, &list.at[0], fields));
		parts[i]->minor--;
		parts[i]->na = NA_NO_END;
		assert_false(snapshot_eq(&one, &list.at[0], fields));
		parts[i]->na = NA_NONE;
	}
	one.figures.total.estimate = true;
	assert_false(snapshot_eq(&one, &list.at[0], fields));
}

/* "2024-01-01 10.00 10.00; …" with the end behind, or the reason why there is no table. */
static Str table_words(Arena *mem, const Told *told, const PeriodTable *table)
{
	Buf buf = {.mem = mem};
	if (table->na != NA_NONE)
		return str_format(mem, "n/a %s", na_name(table->na));
	for (size_t i = 0; i < table->len; i++) {
		const PeriodRow *row = &table->at[i];
		buf_add_format(&buf, "%.*s %.*s; ", STR_ARG(date_text(mem, row->period.from)),
			       STR_ARG(figures_words(mem, told->currency, &row->figures)));
		if (i + 1 == table->len)
			buf_add(&buf, date_text(mem, row->period.to));
		else
			assert_int_equal(row->period.to.day, table->at[i + 1].period.from.day);
	}
	return buf_str(&buf);
}

#define A_DOLLAR_A_DAY "annual_value=365 direct_labor=0"

static void a_table_tiles_its_range(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *label;
		const char *story;
		Granularity by;
		const char *from;
		const char *to;
		const char *wanted;
	} cases[] = {
		{"calendar years of the published contract",
		 "2009-03-01 annual_value=100000 direct_labor=60% starts_on=2009-03-01 ends_on=2011-03-01\n"
		 "2009-09-01 direct_labor=70%\n2010-01-01 annual_value=130000",
		 GRANULARITY_YEAR, NULL, NULL,
		 "2009-03-01 83835.62 30191.78; 2010-01-01 130000.00 39000.00; 2011-01-01 21013.70 6304.11; "
		 "2011-03-01"},
		{"contract years from 29 February are worth the annual value each",
		 "2024-02-29 annual_value=100 direct_labor=0 day_count=ACT/CY starts_on=2024-02-29 ends_on=2027-02-28",
		 GRANULARITY_CONTRACT_YEAR, NULL, NULL,
		 "2024-02-29 100.00 100.00; 2025-02-28 100.00 100.00; 2026-02-28 100.00 100.00; 2027-02-28"},
		{"months of 30/360 from the 31st",
		 "2024-01-31 annual_value=36000 direct_labor=0 day_count=30/360 starts_on=2024-01-31 ends_on=2024-04-01",
		 GRANULARITY_MONTH, NULL, NULL,
		 "2024-01-31 100.00 100.00; 2024-02-01 3000.00 3000.00; 2024-03-01 3000.00 3000.00; 2024-04-01"},
		{"tiles are clipped at both ends",
		 "2024-01-01 " A_DOLLAR_A_DAY " ends_on=2025-01-01", GRANULARITY_QUARTER,
		 "2024-03-31", "2024-07-02",
		 "2024-03-31 1.00 1.00; 2024-04-01 91.00 91.00; 2024-07-01 1.00 1.00; 2024-07-02"},
		{"fiscal years begin in their month",
		 "2024-02-10 " A_DOLLAR_A_DAY " ends_on=2025-05-01", GRANULARITY_FISCAL_YEAR, NULL,
		 NULL,
		 "2024-02-10 51.00 51.00; 2024-04-01 365.00 365.00; 2025-04-01 30.00 30.00; 2025-05-01"},
		{"a start before the first effective day is in the table",
		 "2024-02-01 " A_DOLLAR_A_DAY " starts_on=2024-01-01 ends_on=2024-03-01",
		 GRANULARITY_MONTH, NULL, NULL,
		 "2024-01-01 0.00 0.00; 2024-02-01 29.00 29.00; 2024-03-01"},
		{"a day on which a rest was earned before the start is, too",
		 "2023-12-30 value_basis=total total_value=5 direct_labor=0 starts_on=2024-01-02 ends_on=2023-01-01\n"
		 "2023-12-31 ends_on=2024-01-03",
		 GRANULARITY_YEAR, NULL, NULL,
		 "2023-12-30 5.00 5.00; 2024-01-01 0.00 0.00; 2024-01-03"},
		{"and one after the end",
		 "2024-01-01 value_basis=total total_value=5 direct_labor=0 ends_on=2024-02-01\n2025-01-01 total_value+=1",
		 GRANULARITY_YEAR, NULL, NULL,
		 "2024-01-01 5.00 5.00; 2025-01-01 1.00 1.00; 2025-01-02"},
		{"without an end there is no table", "2024-01-01 " A_DOLLAR_A_DAY, GRANULARITY_YEAR,
		 NULL, NULL, "n/a no_end"},
		{"unless one is given", "2024-12-31 " A_DOLLAR_A_DAY, GRANULARITY_YEAR, NULL,
		 "2025-01-03", "2024-12-31 1.00 1.00; 2025-01-01 2.00 2.00; 2025-01-03"},
		{"where nothing is left to place it ends with the last earning day",
		 "2024-01-01 " A_DOLLAR_A_DAY
		 " ends_on=2024-03-01\n2024-02-01 value_basis=total ends_on=",
		 GRANULARITY_MONTH, NULL, NULL, "2024-01-01 31.00 31.00; 2024-02-01"},
		{"or is empty", "2024-01-01 value_basis=total", GRANULARITY_MONTH, NULL, NULL, ""},
		{"a term that ends before it starts has no tiles",
		 "2024-01-01 " A_DOLLAR_A_DAY " starts_on=2024-02-01 ends_on=2024-01-01",
		 GRANULARITY_MONTH, NULL, NULL, ""},
		{"a rest earned in between has its own",
		 "2024-01-01 value_basis=total total_value=5 direct_labor=0 starts_on=2024-02-01 ends_on=2023-01-01",
		 GRANULARITY_MONTH, NULL, NULL, "2024-01-01 5.00 5.00; 2024-01-02"},
		{"a range turned round is empty",
		 "2024-01-01 " A_DOLLAR_A_DAY " ends_on=2025-01-01", GRANULARITY_MONTH,
		 "2024-03-01", "2024-02-01", ""},
		{"figures that are n/a stand in their tile",
		 "2024-01-01 annual_value=365 ends_on=2024-03-01\n2024-02-01 direct_labor=0.5",
		 GRANULARITY_MONTH, NULL, NULL,
		 "2024-01-01 31.00 n/a no_direct_labor; 2024-02-01 29.00 14.50; 2024-03-01"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Told told = tell(mem, "USD", cases[i].story);
		Calendar calendar = {.granularity = cases[i].by, .fiscal_month = 4};
		Period range = {cases[i].from ? day(cases[i].from) : DATE_NONE,
				cases[i].to ? day(cases[i].to) : DATE_NONE};
		PeriodTable table;
		Err err = {0};
		if (!period_table(mem, told_earning(mem, &told, convention_default()), calendar,
				  range, &table, &err))
			fail_msg("%s: %s", cases[i].label, err.text);
		check_text(cases[i].label, table_words(mem, &told, &table), cases[i].wanted);
	}
}

static void a_table_beyond_int64_is_refused(void **state)
{
	Told told =
		tell(*state, "USD",
		     "2024-01-01 annual_value=92233720368547758 direct_labor=0 ends_on=2025-01-01");
	PeriodTable table = {.len = 7};
	Err err = {0};
	assert_false(period_table(*state, told_earning(*state, &told, convention_default()),
				  (Calendar){.granularity = GRANULARITY_YEAR},
				  (Period){DATE_NONE, DATE_NONE}, &table, &err));
	check_err("too much", &err, ERR_RANGE,
		  "the sum of the contract's value is too large to be held");
	check_size("untouched", table.len, 7);
}

/* Every granularity gives a table whose rows add up to the total. */
static void tables_add_up_to_the_total(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 100; seed++) {
		Arena mem;
		arena_init(&mem);
		Random random = {seed};
		StoryKind kind = {.entries = 7, .spreads = seed % 2 == 0, .complete = true};
		Told told = tell(&mem, "USD", random_story(&mem, &random, kind));
		Earning *earning = told_earning(&mem, &told, convention_default());
		TermFigures figures;
		Date first;
		Date last;
		Err err = {0};
		assert_true(earning_figures(earning, &figures, &err));
		if (!earning_days(earning, &first, &last))
			first = last = DATE_MIN;
		for (int by = GRANULARITY_DAY; by <= GRANULARITY_CONTRACT_YEAR; by++) {
			Calendar calendar = {.granularity = (Granularity)by, .fiscal_month = 7};
			Period range = {first, date_add(last, 1)};
			PeriodTable table;
			int64_t revenue = 0;
			int64_t profit = 0;
			assert_true(period_table(&mem, earning, calendar, range, &table, &err));
			for (size_t i = 0; i < table.len; i++) {
				revenue += table.at[i].figures.revenue.minor;
				profit += table.at[i].figures.profit.minor;
			}
			if (revenue != figures.total.revenue.minor ||
			    profit != figures.total.profit.minor)
				fail_msg("seed %d, by %s: %" PRId64 " and %" PRId64, (int)seed,
					 granularity_name((Granularity)by), revenue, profit);
		}
		arena_deinit(&mem);
	}
}

/* Memory grows with the rows, also where the window cuts and where labour shares leave fractions behind. */
static void ten_thousand_revisions_take_little_memory(void **state)
{
	(void)state;
	enum { REVISIONS = 10000, BYTES_EACH = 4096 };
#define CUT                                                                                  \
	"2000-01-01 value_basis=total total_value=100 direct_labor=0.5 ends_on=2005-01-01\n" \
	"2000-06-01 starts_on=2000-03-01 ends_on=2150-01-01\n"
	static const char *const firsts[] = {
		"2000-01-01 annual_value=100 direct_labor=0.5 ends_on=2150-01-01\n2000-06-01 ends_on=2190-01-01\n",
		"2000-01-01 value_basis=total total_value=100 direct_labor=0.5 ends_on=2150-01-01\n2000-06-01\n",
		CUT,
	};
	for (size_t f = 0; f < COUNT(firsts); f++) {
		Arena mem;
		Arena own;
		arena_init(&mem);
		arena_init(&own);
		Buf story = {.mem = &mem};
		buf_add(&story, str_from_c(firsts[f]));
		for (int i = 0; i < REVISIONS; i++)
			buf_add_format(&story, "%.*s annual_value+=1 total_value+=1%s\n",
				       STR_ARG(date_text(&mem, (Date){12000 + i})),
				       i % 3 == 0   ? " direct_labor=0.333333"
				       : i % 3 == 1 ? ""
						    : " direct_labor=0.7");
		Told told = tell(&mem, "USD", str_to_c(&mem, buf_str(&story)));
		Fold fold = told_fold(&own, &told, VIEW_ALL);
		Earning *earning = earning_of(&own, &fold, convention_default());
		SnapshotList list;
		TermFigures figures;
		Err err = {0};
		assert_true(earning_figures(earning, &figures, &err));
		assert_true(snapshots_of(&own, &fold, convention_default(), &list, &err));
		check_size("rows", list.len, REVISIONS + 2);
		if (f > 0)
			check_text("total",
				   amount_words(&mem, told.currency, figures.total.revenue),
				   "10100.00");
		assert_true(figures.total.profit.minor ==
			    list.at[list.len - 1].figures.total.profit.minor);
		if (own.total > (size_t)REVISIONS * BYTES_EACH)
			fail_msg("history %zu takes %zu bytes", f, own.total);
		arena_deinit(&own);
		arena_deinit(&mem);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(a_row_holds_values_and_figures_up_to_it),
		ARENA_TEST(a_backdated_labour_share_counts_from_when_it_was_known),
		ARENA_TEST(no_rows_make_no_snapshots),
		ARENA_TEST(a_sum_beyond_int64_names_its_row),
		cmocka_unit_test(row_k_is_the_fold_up_to_it_on_its_own),
		ARENA_TEST(snapshots_are_compared),
		ARENA_TEST(a_table_tiles_its_range),
		ARENA_TEST(a_table_beyond_int64_is_refused),
		cmocka_unit_test(tables_add_up_to_the_total),
		cmocka_unit_test(ten_thousand_revisions_take_little_memory),
	};
	return RUN_TESTS(tests);
}
