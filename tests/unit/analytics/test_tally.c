#include "analytics/metric.h"
#include "history/history_fixture.h"

#define NO_DAYS                      \
	{                            \
		DATE_NONE, DATE_NONE \
	}

static void adds_rows(void **state)
{
	Arena *mem = *state;
	Tally sum = {.mem = mem};
	Tally rows = {.mem = mem, .keeps_rows = true};
	for (int64_t i = 1; i <= 3; i++) {
		TallyRow row = {.amount = INT64_MAX / 2};
		tally_add(&sum, &row);
		tally_add(&rows, &row);
	}
	tally_finish(&sum);
	assert_int_equal(0, sum.rows.len);
	assert_int_equal(3, rows.rows.len);
	assert_true(sum.sum == rows.sum && sum.sum > INT64_MAX);
	assert_int_equal(REASON_NONE, sum.na);
}

static void the_first_reason_stays(void **state)
{
	Arena *mem = *state;
	Tally tally = {.mem = mem, .keeps_rows = true};
	tally_add(&tally, &(TallyRow){.amount = 5});
	tally_add(&tally, &(TallyRow){.amount = 7, .na = REASON_NO_COST_RATE});
	tally_add(&tally, &(TallyRow){.amount = 9, .na = REASON_NO_RATE});
	assert_true(tally.sum == 5);
	assert_int_equal(REASON_NO_COST_RATE, tally.na);
	assert_int_equal(3, tally.rows.len);
	assert_int_equal(0, tally.rows.at[1].amount);
	tally_fail(&tally, REASON_NO_RATE, STR("other"));
	assert_int_equal(0, tally.na_detail.len);
	tally_fail(&tally, REASON_NO_COST_RATE, STR("2 h of 1 entry"));
	check_text("how much there is of it may come later", tally.na_detail, "2 h of 1 entry");
	tally_fail(&tally, REASON_NO_COST_RATE, STR("more"));
	check_text("but once", tally.na_detail, "2 h of 1 entry");
	Tally whole = {.mem = mem};
	tally_fail(&whole, REASON_NO_END, STR("it"));
	assert_int_equal(REASON_NO_END, whole.na);
	check_text("as a whole", whole.na_detail, "it");
}

static void leaves_months_without_a_budget_rate_out(void **state)
{
	Arena *mem = *state;
	const Budget budgets[] = {{.month = 674, .exchange_rate = 500000000}}; /* 2026-03 */
	const ExchangeRate rates[] = {
		{.currency = currency("USD"), .day = day("2026-03-02"), .rate = 900000000}};
	Firm firm = {.reporting = currency("EUR"), .rates = rates, .rate_count = 1};
	Book book = {.currency = currency("USD"), .budgets = budgets, .budget_count = 1};
	Converter converter = {.firm = &firm, .book = &book, .kind = RATE_OF_BUDGET};
	static const struct {
		const char *label;
		const char *days[6];
		Reason na;
		unsigned flags;
		int64_t sum;
		const char *detail;
	} CASES[] = {
		{"all with a rate", {"2026-03-01", "2026-03-31"}, REASON_NONE, 0, 100, ""},
		{"one without",
		 {"2026-03-01", "2026-04-01"},
		 REASON_NONE,
		 FIGURE_PARTIAL,
		 50,
		 "no budget rate in 2026-04"},
		{"a month is named once",
		 {"2026-03-01", "2026-04-01", "2026-04-09"},
		 REASON_NONE,
		 FIGURE_PARTIAL,
		 50,
		 "no budget rate in 2026-04"},
		{"none with one",
		 {"2026-04-01", "2026-05-01"},
		 REASON_NO_BUDGET_RATE,
		 0,
		 0,
		 "no budget rate in 2026-04, 2026-05"},
		{"many months",
		 {"2026-04-01", "2026-05-01", "2026-06-01", "2026-07-01", "2026-03-01"},
		 REASON_NONE,
		 FIGURE_PARTIAL,
		 50,
		 "no budget rate in 2026-04, 2026-05, 2026-06 and others"},
	};
	for (size_t i = 0; i < COUNT(CASES); i++) {
		Tally tally = {.mem = mem, .convert = &converter, .keeps_rows = true};
		for (size_t k = 0; CASES[i].days[k]; k++)
			tally_add(&tally, &(TallyRow){.days = NO_DAYS,
						      .on = day(CASES[i].days[k]),
						      .amount = 100});
		tally_finish(&tally);
		check_text(CASES[i].label, tally.na_detail, CASES[i].detail);
		if (tally.na != CASES[i].na || tally.flags != CASES[i].flags ||
		    tally.sum != CASES[i].sum)
			fail_msg("%s", CASES[i].label);
		for (size_t k = 0; k < tally.rows.len; k++) {
			assert_int_equal(100, tally.rows.at[k].native);
			assert_int_equal(500000000, tally.rows.at[k].rate);
		}
	}
	Tally told = {.mem = mem, .convert = &converter, .na_detail = STR("said before")};
	tally_add(&told, &(TallyRow){.days = NO_DAYS, .on = day("2026-03-01"), .amount = 100});
	tally_add(&told, &(TallyRow){.days = NO_DAYS, .on = day("2026-04-01"), .amount = 100});
	tally_finish(&told);
	check_text("what the measure says stays", told.na_detail,
		   "said before; no budget rate in 2026-04");
}

static void months_are_named_once_and_up_to_three(void **state)
{
	Arena *mem = *state;
	NamedMonths months = {0};
	named_months_add(&months, 674);
	named_months_add(&months, 674);
	check_text("once", no_budget_rate_words(mem, &months), "no budget rate in 2026-03");
	NamedMonths others = {.at = {675, 674}, .len = 2};
	named_months_add_all(&months, &others);
	check_text("those of both", no_budget_rate_words(mem, &months),
		   "no budget rate in 2026-03, 2026-04");
	others.more = true;
	named_months_add_all(&months, &others);
	check_text("others of either", no_budget_rate_words(mem, &months),
		   "no budget rate in 2026-03, 2026-04 and others");
	NamedMonths full = {.at = {674, 675, 676}, .len = 3};
	named_months_add(&full, 676);
	assert_false(full.more);
	named_months_add(&full, 677);
	check_text("the fourth is another", no_budget_rate_words(mem, &full),
		   "no budget rate in 2026-03, 2026-04, 2026-05 and others");
}

/* At 0.9: 0.55 is 0.495, 1.10 is 0.99, 1.65 is 1.485. */
static void what_has_one_rate_is_rounded_as_a_sum(void **state)
{
	Arena *mem = *state;
	const ExchangeRate rates[] = {
		{.currency = currency("USD"), .day = day("2026-03-02"), .rate = 900000000}};
	const Budget budgets[] = {{.month = 674, .exchange_rate = 900000000}}; /* 2026-03 */
	Firm firm = {.reporting = currency("EUR"), .rates = rates, .rate_count = 1};
	Book book = {.currency = currency("USD"), .budgets = budgets, .budget_count = 1};
	static const struct {
		const char *label;
		RateKind kind;
		struct {
			const char *on;
			int64_t amount, converted;
		} rows[4];
	} CASES[] = {
		{"of a day, in whatever order days come",
		 RATE_OF_DAY,
		 {{"2026-03-04", 55, 50},
		  {"2026-03-03", 55, 50},
		  {"2026-03-04", 55, 49},
		  {"2026-03-04", 55, 49}}},
		{"of a month at its budget's rate",
		 RATE_OF_BUDGET,
		 {{"2026-03-04", 55, 50},
		  {"2026-03-30", 55, 49},
		  {"2026-03-04", 55, 49},
		  {"2026-03-05", 0, 0}}},
		{"all at the rate of the as-of day",
		 RATE_AS_OF,
		 {{"2026-03-04", 55, 50},
		  {"2026-04-30", 55, 49},
		  {"2026-03-04", -110, -99},
		  {"2026-03-05", 55, 50}}},
		{"what cannot be summed stands alone",
		 RATE_OF_DAY,
		 {{"2026-03-04", INT64_MAX, 8301034833169298226},
		  {"2026-03-04", 55, 50},
		  {"2026-03-04", 55, 50},
		  {"2026-03-04", -55, -49}}},
	};
	for (size_t i = 0; i < COUNT(CASES); i++) {
		Converter converter = {.firm = &firm,
				       .book = &book,
				       .kind = CASES[i].kind,
				       .as_of = day("2026-03-05")};
		Tally tally = {.mem = mem, .convert = &converter, .keeps_rows = true};
		int128 sum = 0;
		for (size_t j = 0; j < 4; j++) {
			TallyRow row = {.on = day(CASES[i].rows[j].on),
					.days = NO_DAYS,
					.amount = CASES[i].rows[j].amount};
			tally_add(&tally, &row);
			if (tally.rows.at[j].amount != CASES[i].rows[j].converted)
				fail_msg("%s, row %zu: %lld", CASES[i].label, j,
					 (long long)tally.rows.at[j].amount);
			sum += CASES[i].rows[j].converted;
		}
		assert_int_equal(REASON_NONE, tally.na);
		assert_true(tally.sum == sum);
	}
}

static void converts_rows(void **state)
{
	Arena *mem = *state;
	const ExchangeRate rates[] = {
		{.currency = currency("USD"), .day = day("2026-03-02"), .rate = 900000000}};
	Firm firm = {.reporting = currency("EUR"), .rates = rates, .rate_count = 1};
	Book book = {.currency = currency("USD")};
	Converter converter = {.firm = &firm, .book = &book, .kind = RATE_OF_DAY};
	Tally tally = {.mem = mem, .convert = &converter};
	tally_add(&tally, &(TallyRow){.days = NO_DAYS, .on = day("2026-03-02"), .amount = 100});
	tally_add(&tally, &(TallyRow){.days = NO_DAYS, .on = day("2026-01-02"), .amount = 0});
	tally_finish(&tally);
	assert_true(tally.sum == 90 && tally.na == REASON_NONE && tally.unrated.len == 0);
	tally_add(&tally, &(TallyRow){.days = NO_DAYS, .on = day("2026-01-02"), .amount = 1});
	assert_int_equal(REASON_NO_RATE, tally.na);
	tally_add(&tally, &(TallyRow){.days = NO_DAYS,
				      .on = day("2026-03-02"),
				      .amount = 1,
				      .na = REASON_NO_COST_RATE});
	assert_true(tally.sum == 90 && tally.na == REASON_NO_RATE);
	Tally lags = {.mem = mem, .keeps_lags = true};
	tally_add(&lags, &(TallyRow){.lag = 5, .amount = 1});
	assert_int_equal(1, lags.rows.len);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(adds_rows),
		ARENA_TEST(the_first_reason_stays),
		ARENA_TEST(leaves_months_without_a_budget_rate_out),
		ARENA_TEST(months_are_named_once_and_up_to_three),
		ARENA_TEST(what_has_one_rate_is_rounded_as_a_sum),
		ARENA_TEST(converts_rows),
	};
	return RUN_TESTS(tests);
}
