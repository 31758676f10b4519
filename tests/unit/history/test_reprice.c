#include "history/reprice.h"

#include "history/history_fixture.h"

enum { ROWS_MAX = 6 };

typedef struct Plan {
	Terms rows[ROWS_MAX];
	size_t len;
	Date before;
} Plan;

static Value number(int64_t value)
{
	return (Value){.set = true, .number = value};
}

/* Annual terms of the simple kind, from `effective` on. */
static Terms annual_terms(int32_t effective, int32_t ends, int64_t annual, int64_t labor)
{
	return (Terms){
		.effective = {effective},
		.starts = DATE_NONE,
		.ends = {ends},
		.annual = number(annual),
		.labor = number(labor),
	};
}

/* What history/earning.h says; false beyond int64. */
static bool earned(Arena *mem, const Plan *plan, Figures *out)
{
	Err err;
	Earning *earning = earning_new(mem, convention_default());
	for (size_t i = 0; i < plan->len; i++)
		earning_add(earning, plan->rows[i]);
	if (plan->before.day < DATE_OPEN.day)
		return earning_part(earning, (Period){DATE_MIN, plan->before}, out, &err);
	TermFigures figures;
	if (!earning_figures(earning, &figures, &err))
		return false;
	*out = figures.total;
	return true;
}

static bool price_one(const RepriceBatch *batch, size_t place, int64_t *revenue, int64_t *profit,
		      Err *err)
{
	return reprice(batch, place, 1, (RepriceFigures){revenue, profit}, err);
}

static void rounds_half_even(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *label;
		int64_t annual;
		int32_t days;
		int64_t labor;
		int64_t revenue;
		int64_t profit;
	} cases[] = {
		{"a whole year is worth its annual value", 1200, 365, 250000, 1200, 900},
		{"half a unit above an even one is rounded down", 5, 365, 500000, 5, 2},
		{"half a unit above an odd one is rounded up", 3, 365, 500000, 3, 2},
		{"half a unit above zero is zero", 1, 365, 500000, 1, 0},
		{"half a unit below zero is zero", -1, 365, 500000, -1, 0},
		{"half a unit below an odd one is rounded down", -3, 365, 500000, -3, -2},
		{"half a unit below an even one is rounded up", -5, 365, 500000, -5, -2},
		{"just above a half of one", 1, 365, 499999, 1, 1},
		{"just below one and a half", 3, 365, 500001, 3, 1},
		{"182 of 365 are less than a half", 1, 182, 0, 0, 0},
		{"183 of 365 are more than a half", 1, 183, 0, 1, 1},
		{"the same below zero", -1, 183, 0, -1, -1},
		{"all goes to labour", 1000, 100, 1000000, 274, 0},
		{"the last sum that 64 bits are sure to hold", 9223372036853, 1, 0, 25269512430,
		 25269512430},
		{"the first that they are not", 9223372036855, 1, 0, 25269512430, 25269512430},
		{"half a unit above an even one, in 128 bits", 10000000000000005, 365, 500000,
		 10000000000000005, 5000000000000002},
		{"half a unit below an odd one, in 128 bits", -10000000000000003, 365, 500000,
		 -10000000000000003, -5000000000000002},
		{"the largest", INT64_MAX, 365, 0, INT64_MAX, INT64_MAX},
		{"the smallest", INT64_MIN, 365, 0, INT64_MIN, INT64_MIN},
		{"no day", 100, 0, 0, 0, 0},
	};
	RepriceBatch batch = {.mem = mem};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Terms terms =
			annual_terms(100, 100 + cases[i].days, cases[i].annual, cases[i].labor);
		assert_true(reprice_add(&batch, &terms, 1, DATE_OPEN));
	}
	assert_int_equal(batch.upto.len, COUNT(cases));
	int64_t revenue[COUNT(cases)];
	int64_t profit[COUNT(cases)];
	Err err = {0};
	if (!reprice(&batch, 0, COUNT(cases), (RepriceFigures){revenue, profit}, &err))
		fail_msg("%s", err.text);
	for (size_t i = 0; i < COUNT(cases); i++) {
		if (revenue[i] != cases[i].revenue || profit[i] != cases[i].profit)
			fail_msg("%s: got %lld and %lld", cases[i].label, (long long)revenue[i],
				 (long long)profit[i]);
	}
}

/* The segments of the contract at `place`, as "from–to annual labour; …". */
static Str segments_words(Arena *mem, const RepriceBatch *batch, size_t place)
{
	Buf buf = {.mem = mem};
	for (size_t i = place > 0 ? batch->upto.at[place - 1] : 0; i < batch->upto.at[place]; i++)
		buf_add_format(&buf, "%s%d-%d %lld %d", buf.len > 0 ? "; " : "",
			       (int)batch->from.at[i], (int)batch->to.at[i],
			       (long long)batch->annual.at[i], (int)batch->labor.at[i]);
	return buf_str(&buf);
}

static Terms starting(Terms terms, int32_t starts)
{
	terms.starts = (Date){starts};
	return terms;
}

static void cuts_segments(void **state)
{
	Arena *mem = *state;
	Terms blank = annual_terms(20, 60, 0, 0);
	blank.annual.set = false;
	blank.labor.set = false;
	Terms endless = annual_terms(10, 0, 9, 0);
	endless.ends = DATE_NONE;
	const struct {
		const char *label;
		Plan plan;
		const char *wanted;
	} cases[] = {
		{"terms hold until the next",
		 {{annual_terms(10, 60, 7, 1), annual_terms(20, 60, 8, 2)}, 2, DATE_OPEN},
		 "10-20 7 1; 20-60 8 2"},
		{"a late extension leaves a gap",
		 {{annual_terms(10, 20, 7, 1), annual_terms(30, 60, 8, 2)}, 2, DATE_OPEN},
		 "10-20 7 1; 30-60 8 2"},
		{"a shortening takes days back",
		 {{annual_terms(10, 60, 7, 1), annual_terms(30, 25, 8, 2)}, 2, DATE_OPEN},
		 "10-25 7 1"},
		{"a later start takes days back",
		 {{annual_terms(10, 60, 7, 1), starting(annual_terms(30, 60, 8, 2), 15)},
		  2,
		  DATE_OPEN},
		 "15-30 7 1; 30-60 8 2"},
		{"nothing is earned before the start of its own terms",
		 {{starting(annual_terms(10, 60, 7, 1), 12),
		   starting(annual_terms(20, 60, 8, 2), 5)},
		  2,
		  DATE_OPEN},
		 "12-20 7 1; 20-60 8 2"},
		{"a term turned round",
		 {{starting(annual_terms(10, 20, 7, 1), 40)}, 1, DATE_OPEN},
		 ""},
		{"days before a day",
		 {{annual_terms(10, 60, 7, 1), annual_terms(20, 60, 8, 2)}, 2, {25}},
		 "10-20 7 1; 20-25 8 2"},
		{"days before the first", {{annual_terms(10, 60, 7, 1)}, 1, {10}}, ""},
		{"days before a day, without an end", {{endless}, 1, {25}}, "10-25 9 0"},
		{"no value earns nothing",
		 {{annual_terms(10, 60, 7, 1), blank}, 2, DATE_OPEN},
		 "10-20 7 1"},
		{"a value of 0 needs no labour share",
		 {{annual_terms(10, 60, 0, 1)}, 1, DATE_OPEN},
		 ""},
		{"no terms at all", {.len = 0, .before = DATE_OPEN}, ""},
	};
	RepriceBatch batch = {.mem = mem};
	for (size_t i = 0; i < COUNT(cases); i++) {
		const Plan *plan = &cases[i].plan;
		if (!reprice_add(&batch, plan->rows, plan->len, plan->before))
			fail_msg("%s: refused", cases[i].label);
		check_text(cases[i].label, segments_words(mem, &batch, batch.upto.len - 1),
			   cases[i].wanted);
	}
}

static void refuses_other_kinds(void **state)
{
	Arena *mem = *state;
	Terms plain = annual_terms(10, 60, 7, 1);
	Terms spread = annual_terms(20, 60, 7, 1);
	spread.total_basis = true;
	Terms usage = annual_terms(20, 60, 7, 1);
	usage.by_usage = true;
	Terms other_count = annual_terms(20, 60, 7, 1);
	other_count.day_count = ACT_ACT;
	Terms endless = annual_terms(20, 60, 7, 1);
	endless.ends = DATE_NONE;
	Terms unlabored = annual_terms(20, 60, 7, 1);
	unlabored.labor.set = false;
	const struct {
		const char *label;
		Terms second;
	} cases[] = {
		{"a value on basis total", spread},
		{"pricing by usage", usage},
		{"another day count", other_count},
		{"no end", endless},
		{"no labour share", unlabored},
		{"a labour share above 1", annual_terms(20, 60, 7, SHARE_ONE + 1)},
		{"a labour share below 0", annual_terms(20, 60, 7, -1)},
	};
	RepriceBatch batch = {.mem = mem};
	assert_true(reprice_add(&batch, &plain, 1, DATE_OPEN));
	for (size_t i = 0; i < COUNT(cases); i++) {
		Terms rows[] = {plain, cases[i].second};
		if (reprice_add(&batch, rows, 2, DATE_OPEN))
			fail_msg("%s: taken for simple", cases[i].label);
		check_size(cases[i].label, batch.upto.len, 1);
		check_size(cases[i].label, batch.from.len, 1);
	}
	Terms late[] = {plain, unlabored};
	assert_true(reprice_add(&batch, late, 2, (Date){20}));
	check_text("no labour share on days not asked for", segments_words(mem, &batch, 1),
		   "10-20 7 1");
}

static void names_what_is_too_large(void **state)
{
	Arena *mem = *state;
	const struct {
		const char *label;
		Terms rows[2];
		const char *wanted;
	} cases[] = {
		{"revenue above int64",
		 {annual_terms(0, 366, INT64_MAX, 0), annual_terms(9, 366, INT64_MAX, 0)},
		 "contract 1 of the batch: its value is too large to be held"},
		{"revenue below int64",
		 {annual_terms(0, 366, INT64_MIN, 0), annual_terms(9, 366, INT64_MIN, 0)},
		 "contract 1 of the batch: its value is too large to be held"},
		{"profit above int64, where the revenue cancels out",
		 {annual_terms(0, 800, INT64_MAX, 0),
		  annual_terms(400, 800, -INT64_MAX, SHARE_ONE)},
		 "contract 1 of the batch: its value is too large to be held"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		RepriceBatch batch = {.mem = mem};
		Terms small = annual_terms(0, 365, 42, 0);
		int64_t revenue[2] = {0};
		int64_t profit[2] = {0};
		Err err = {0};
		assert_true(reprice_add(&batch, &small, 1, DATE_OPEN));
		assert_true(reprice_add(&batch, cases[i].rows, 2, DATE_OPEN));
		if (reprice(&batch, 0, 2, (RepriceFigures){revenue, profit}, &err))
			fail_msg("%s: priced", cases[i].label);
		check_err(cases[i].label, &err, ERR_RANGE, cases[i].wanted);
		assert_int_equal(revenue[0], 42);
		assert_false(price_one(&batch, 1, revenue, profit, &err));
		check_err(cases[i].label, &err, ERR_RANGE, cases[i].wanted);
	}
}

/* Small, great, as large as can be, and such that a half is common. */
static int64_t random_annual(Random *random)
{
	switch (random_in(random, 0, 5)) {
	case 0:
		return random_in(random, -4, 4);
	case 1:
		return random_in(random, -1000, 1000) * 365;
	case 2:
		return (int64_t)random_bits(random);
	case 3:
		return random_in(random, -9, 9) * INT64_C(1000000000000);
	default:
		return random_in(random, -5000000, 5000000000);
	}
}

static int64_t random_labor(Random *random)
{
	static const int64_t common[] = {0, 500000, 600000, 250000, SHARE_ONE};
	int64_t n = random_in(random, 0, 9);
	return n < 5 ? common[n] : random_in(random, 0, SHARE_ONE);
}

static Plan random_plan(Random *random)
{
	Plan plan = {.len = (size_t)random_in(random, 1, ROWS_MAX), .before = DATE_OPEN};
	int32_t effective = (int32_t)random_in(random, -400, 400);
	int32_t ends = effective + (int32_t)random_in(random, 0, 2) * 365;
	if (random_in(random, 0, 3) == 0)
		plan.before = (Date){(int32_t)random_in(random, -400, 1500)};
	for (size_t i = 0; i < plan.len; i++) {
		if (random_in(random, 0, 2) == 0)
			ends = effective + (int32_t)random_in(random, -50, 1200);
		int64_t annual = random_annual(random);
		plan.rows[i] = annual_terms(effective, ends, annual, random_labor(random));
		if (random_in(random, 0, 3) == 0)
			plan.rows[i].starts =
				(Date){effective + (int32_t)random_in(random, -300, 300)};
		plan.rows[i].annual.set = random_in(random, 0, 15) > 0;
		effective += (int32_t)random_in(random, 1, 600);
	}
	return plan;
}

enum { SEED = 20090301, PLANS = 200000 };

/* Every figure is that of history/earning.h, and what is too large there is so here. */
static void equals_earning(void **state)
{
	(void)state;
	Random random = {SEED};
	size_t priced = 0;
	size_t wide = 0;
	size_t refused = 0;
	for (int i = 0; i < PLANS; i++) {
		Arena mem;
		arena_init(&mem);
		Plan plan = random_plan(&random);
		RepriceBatch batch = {.mem = &mem};
		Figures wanted = {0};
		int64_t revenue = 0;
		int64_t profit = 0;
		Err err = {0};
		assert_true(reprice_add(&batch, plan.rows, plan.len, plan.before));
		bool held = earned(&mem, &plan, &wanted);
		if (price_one(&batch, 0, &revenue, &profit, &err) != held)
			fail_msg("seed %d, plan %d: only one of both is too large", SEED, i);
		assert_true(wanted.revenue.na == NA_NONE && wanted.profit.na == NA_NONE);
		if (held && (revenue != wanted.revenue.minor || profit != wanted.profit.minor))
			fail_msg("seed %d, plan %d: got %lld and %lld, wanted %lld and %lld", SEED,
				 i, (long long)revenue, (long long)profit,
				 (long long)wanted.revenue.minor, (long long)wanted.profit.minor);
		priced += held && revenue != 0;
		wide += held &&
			(revenue > INT64_MAX / SHARE_ONE || revenue < INT64_MIN / SHARE_ONE);
		refused += !held;
		arena_deinit(&mem);
	}
	assert_true(priced > PLANS / 2 && wide > PLANS / 20 && refused > PLANS / 100);
}

/* A batch priced in ranges of any length, as threads do. */
static void ranges_make_up_the_batch(void **state)
{
	Arena *mem = *state;
	enum { CONTRACTS = 97 };
	Random random = {SEED};
	RepriceBatch batch = {.mem = mem};
	int64_t revenue[CONTRACTS];
	int64_t profit[CONTRACTS];
	Err err = {0};
	while (batch.upto.len < CONTRACTS) {
		Plan plan = random_plan(&random);
		Figures figures;
		if (earned(mem, &plan, &figures))
			assert_true(reprice_add(&batch, plan.rows, plan.len, plan.before));
	}
	assert_true(reprice(&batch, 0, CONTRACTS, (RepriceFigures){revenue, profit}, &err));
	for (size_t length = 1; length <= CONTRACTS; length++) {
		for (size_t first = 0; first < CONTRACTS; first += length) {
			size_t count = first + length <= CONTRACTS ? length : CONTRACTS - first;
			int64_t part_revenue[CONTRACTS];
			int64_t part_profit[CONTRACTS];
			assert_true(reprice(&batch, first, count,
					    (RepriceFigures){part_revenue, part_profit}, &err));
			assert_memory_equal(part_revenue, &revenue[first], count * sizeof *revenue);
			assert_memory_equal(part_profit, &profit[first], count * sizeof *profit);
		}
	}
	assert_true(reprice(&batch, CONTRACTS, 0, (RepriceFigures){revenue, profit}, &err));
}

/* domain.md §8, third row, in the default convention. */
static void prices_the_published_contract(void **state)
{
	Arena *mem = *state;
	int32_t ends = day("2011-03-01").day;
	Terms rows[] = {
		annual_terms(day("2009-03-01").day, ends, 10000000, 600000),
		annual_terms(day("2009-09-01").day, ends, 10000000, 700000),
		annual_terms(day("2010-01-01").day, ends, 13000000, 700000),
	};
	RepriceBatch batch = {.mem = mem};
	int64_t revenue[3];
	int64_t profit[3];
	Err err = {0};
	assert_true(reprice_add(&batch, rows, 3, DATE_OPEN));
	assert_true(reprice_add(&batch, rows, 3, day("2010-01-01")));
	assert_true(reprice_add(&batch, rows, 3, day("2011-01-01")));
	assert_true(reprice(&batch, 0, 3, (RepriceFigures){revenue, profit}, &err));
	assert_int_equal(revenue[0], 23484932);
	assert_int_equal(profit[0], 7549589);
	assert_int_equal(revenue[1], 8383562);
	assert_int_equal(profit[1], 3019178);
	assert_int_equal(revenue[0] - revenue[2], 2101370);
	assert_int_equal(profit[0] - profit[2], 630411);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(prices_the_published_contract),
		ARENA_TEST(rounds_half_even),
		ARENA_TEST(cuts_segments),
		ARENA_TEST(refuses_other_kinds),
		ARENA_TEST(names_what_is_too_large),
		ARENA_TEST(equals_earning),
		ARENA_TEST(ranges_make_up_the_batch),
	};
	return RUN_TESTS(tests);
}
