#include "analytics/money_fixture.h"

#define MARCH "2026-03-01..2026-04-01"

static void check_march(const char *label, const ToldBook *told, MeasureOfContract *measure,
			const char *wanted)
{
	check_text(label, measure_words(told, measure, MARCH, "2026-04-30"), wanted);
}

static const char HOURS[] =
	"hours on=2026-02-28 h=8 bill=1 cost=1\n"
	"hours on=2026-03-01 h=8 bill=1000 cost=500\n"
	"hours on=2026-03-01 h=8 bill=100 cost=50 as=draft\n"
	"hours on=2026-03-02 h=8 bill=0 cost=250.50 as=unbillable\n"
	"hours on=2026-03-02 h=8 bill=0 cost=0 as=internal\n"
	"hours on=2026-03-31 h=2.5 bill=300 cost=70\n"
	"hours on=2026-04-01 h=2 bill=2 cost=2";

static void approved_hours_count(void **state)
{
	const ToldBook *told = tell_sale(*state, "2026-01-01 annual_value=1", HOURS);
	check_march("billed where they are billable", told, measure_bill_value, "1300.00");
	check_march("they cost in any case", told, measure_cost_of_hours, "820.50");
	check_text("a period that is running goes to the as-of day",
		   measure_words(told, measure_bill_value, MARCH, "2026-03-30"), "1000.00");
	check_text("a period that lies ahead has none",
		   measure_words(told, measure_bill_value, MARCH, "2026-02-28"), "0.00");
}

static void hours_without_a_rate_are_counted(void **state)
{
	static const char FACTS[] =
		"hours on=2026-03-01 h=8 bill=no_rate cost=1 as=draft\n"
		"hours on=2026-03-01 h=0.25 bill=no_billing_rate cost=no_cost_rate as=unbillable\n"
		"hours on=2026-03-02 h=8 bill=no_billing_rate cost=1\n"
		"hours on=2026-03-03 h=8 bill=no_rate cost=1\n"
		"hours on=2026-03-04 h=1234.5 bill=no_billing_rate cost=1 entries=200";
	const ToldBook *told = tell_sale(*state, "2026-01-01 annual_value=1", FACTS);
	check_march("for the reason met first", told, measure_bill_value,
		    "n/a no_billing_rate (1,242.5 h of 201 entries)");
	check_march("a single one", told, measure_cost_of_hours,
		    "n/a no_cost_rate (0.25 h of 1 entry)");
}

static void rows_tell_hours_and_rates(void **state)
{
	static const char FACTS[] =
		"hours on=2026-03-01 h=8 bill=1200 bill_rate=150 cost=400 cost_rate=50\n"
		"hours on=2026-03-02 h=1 bill=90 cost=30 standard=170\n"
		"hours on=2026-03-03 h=9 bill=900 cost=300 standard=1530 entries=3";
	const ToldBook *told = tell_sale(*state, "2026-01-01 annual_value=1", FACTS);
	Period march = days_named(MARCH);
	Tally bill = measure_rows(told, measure_bill_value, march, day("2026-04-30"), NULL);
	check_text("bill value", rows_words(*state, &bill),
		   " | 2026-03-01 | 1200.00 | 8 h × 150.00\n"
		   " | 2026-03-02 | 90.00 | \n"
		   "Hours | 2026-03-03 | 900.00 | 9 h of 3 entries");
	assert_int_equal(bill.rows.at[0].task_id, 7);
	assert_int_equal(bill.rows.at[0].resource_id, 8);
	assert_non_null(bill.rows.at[0].lineage);
	assert_null(bill.rows.at[2].lineage);
	Tally cost = measure_rows(told, measure_cost_of_hours, march, day("2026-04-30"), NULL);
	check_text("cost", rows_words(*state, &cost),
		   " | 2026-03-01 | 400.00 | 8 h × 50.00\n"
		   " | 2026-03-02 | 30.00 | \n"
		   "Hours | 2026-03-03 | 300.00 | 9 h of 3 entries");
	Tally standard = measure_rows(told, measure_standard_value, march, day("2026-04-30"), NULL);
	check_text("standard value", rows_words(*state, &standard),
		   " | 2026-03-01 | 0.00 | 8 h\n"
		   " | 2026-03-02 | 170.00 | 1 h\n"
		   "Hours | 2026-03-03 | 1530.00 | 9 h of 3 entries");
}

static void other_costs_count_by_their_date(void **state)
{
	ToldBook *told = tell_sale(*state, "2026-01-01 annual_value=1",
				   "cost on=2026-02-28 amount=1\ncost on=2026-03-01 amount=200\n"
				   "cost on=2026-03-31 amount=-50\ncost on=2026-04-01 amount=2");
	check_march("a month", told, measure_other_costs, "150.00");
	Cost costs[4];
	memcpy(costs, told->book.costs, sizeof costs);
	costs[1].subcontractor = true;
	told->book.costs = costs;
	Tally tally =
		measure_rows(told, measure_other_costs, days_named(MARCH), day("2026-04-30"), NULL);
	check_text("rows", rows_words(*state, &tally),
		   "Subcontractor | 2026-03-01 | 200.00 | \nExpense | 2026-03-31 | -50.00 | ");
	costs[2].amount = (Priced){REASON_NO_RATE, 0};
	check_march("without an exchange rate", told, measure_other_costs, "n/a no_rate");
}

static void labour_follows_the_share_of_the_service_day(void **state)
{
	static const struct {
		const char *label;
		const char *terms;
		const char *facts;
		const char *wanted;
	} CASES[] = {
		{"one share", "2026-01-01 direct_labor=60%",
		 "recognition id=R1 amount=1000 on=2026-04-02 from=2026-03-01 to=2026-04-01",
		 "600.00"},
		{"a share that changes on 11 March",
		 "2026-01-01 direct_labor=60%\n"
		 "2026-03-11 direct_labor=70%",
		 "recognition id=R1 amount=3100 on=2026-04-02 from=2026-03-01 to=2026-04-01",
		 "2070.00"},
		{"terms that change without it",
		 "2026-01-01 direct_labor=60%\n"
		 "2026-03-11 annual_value=70",
		 "recognition id=R1 amount=3100 on=2026-04-02 from=2026-03-01 to=2026-04-01",
		 "1860.00"},
		{"service that began before",
		 "2026-01-01 direct_labor=60%\n"
		 "2026-03-01 direct_labor=50%",
		 "recognition id=R1 amount=5900 on=2026-04-02 from=2026-02-01 to=2026-04-01",
		 "1550.00"},
		{"service of another month", "2026-01-01 direct_labor=60%",
		 "recognition id=R1 amount=1000 on=2026-03-02 from=2026-02-01 to=2026-03-01",
		 "0.00"},
		{"recognised after the as-of day", "2026-01-01 direct_labor=60%",
		 "recognition id=R1 amount=1000 on=2026-05-01 from=2026-03-01 to=2026-04-01",
		 "0.00"},
		{"a reversal takes its labour back", "2026-01-01 direct_labor=60%",
		 "recognition id=R1 amount=1000 on=2026-04-02 from=2026-03-01 to=2026-04-01\n"
		 "recognition id=R2 amount=-400 on=2026-04-03 reverses=R1",
		 "360.00"},
		{"days before the first share",
		 "2026-01-01 annual_value=1\n"
		 "2026-03-11 direct_labor=70%",
		 "recognition id=R1 amount=3100 on=2026-04-02 from=2026-03-01 to=2026-04-01",
		 "n/a no_direct_labor (from 1 Mar 2026)"},
		{"days after it was cleared",
		 "2026-01-01 direct_labor=70%\n"
		 "2026-03-11 direct_labor=",
		 "recognition id=R1 amount=3100 on=2026-04-02 from=2026-03-01 to=2026-04-01",
		 "n/a no_direct_labor (from 11 Mar 2026)"},
		{"such days outside the period",
		 "2026-01-01 direct_labor=70%\n"
		 "2026-02-01 direct_labor=\n"
		 "2026-03-01 direct_labor=50%",
		 "recognition id=R1 amount=5900 on=2026-04-02 from=2026-02-01 to=2026-04-01",
		 "1550.00"},
		{"before the first terms", "2026-03-02 direct_labor=70%",
		 "recognition id=R1 amount=3100 on=2026-04-02 from=2026-03-01 to=2026-04-01",
		 "n/a no_direct_labor (from 1 Mar 2026)"},
		{"nothing needs no share", "2026-01-01 annual_value=1",
		 "recognition id=R1 amount=0 on=2026-04-02 from=2026-03-01 to=2026-04-01", "0.00"},
		{"nothing is recognised", "2026-01-01 annual_value=1", "", "0.00"},
		{"without an exchange rate", "2026-01-01 direct_labor=70%",
		 "recognition id=R1 na=no_rate on=2026-04-02 from=2026-03-01 to=2026-04-01",
		 "n/a no_rate"},
	};
	for (size_t i = 0; i < COUNT(CASES); i++)
		check_march(CASES[i].label, tell_sale(*state, CASES[i].terms, CASES[i].facts),
			    measure_labor_by_terms, CASES[i].wanted);
}

static void targets_count_where_they_are_set(void **state)
{
	static const char MONTH[] =
		"recognition id=R1 amount=3100 on=2026-04-02 from=2026-03-01 to=2026-04-01";
	static const struct {
		const char *label;
		const char *terms;
		const char *facts;
		const char *profit;
		const char *value;
	} CASES[] = {
		{"all month", "2026-01-01 margin_target=30%", MONTH, "930.00", "3100.00"},
		{"from 11 March", "2026-01-01 annual_value=1\n2026-03-11 margin_target=30%", MONTH,
		 "630.00", "2100.00"},
		{"until then", "2026-01-01 margin_target=30%\n2026-03-11 margin_target=", MONTH,
		 "300.00", "1000.00"},
		{"never", "2026-01-01 annual_value=1", MONTH, "n/a no_target", "n/a no_target"},
		{"nothing is recognised", "2026-01-01 margin_target=30%", "", "n/a no_target",
		 "n/a no_target"},
	};
	for (size_t i = 0; i < COUNT(CASES); i++) {
		const ToldBook *told = tell_sale(*state, CASES[i].terms, CASES[i].facts);
		check_march(CASES[i].label, told, measure_target_profit, CASES[i].profit);
		check_march(CASES[i].label, told, measure_recognized_with_target, CASES[i].value);
	}
}

static void rows_tell_the_shares(void **state)
{
	const ToldBook *told = tell_sale(
		*state,
		"2026-01-01 direct_labor=60% margin_target=25%\n2026-03-11 direct_labor=70%",
		"recognition id=R1 amount=3100 on=2026-04-02 from=2026-03-01 to=2026-04-01");
	Tally tally = measure_rows(told, measure_labor_by_terms, days_named(MARCH),
				   day("2026-04-30"), NULL);
	check_text("labour", rows_words(*state, &tally),
		   " | 2026-04-02 2026-03-01..2026-03-11 | 600.00 | 1,000.00 × 60 %\n"
		   " | 2026-04-02 2026-03-11..2026-04-01 | 1470.00 | 2,100.00 × 70 %");
	tally = measure_rows(told, measure_recognized_with_target, days_named(MARCH),
			     day("2026-04-30"), NULL);
	check_text("recognised", rows_words(*state, &tally),
		   " | 2026-04-02 2026-03-01..2026-04-01 | 3100.00 | ");
}

/* Budget rates are those of the months of service: half of it converts at 0.5, half at 0.9. */
static void budget_rates_are_those_of_the_service(void **state)
{
	ToldBook *told = tell_sale(
		*state, "2026-01-01 direct_labor=50%",
		"recognition id=R1 amount=6200 on=2026-04-02 from=2026-01-01 to=2026-03-04\n"
		"budget month=2026-01 rate=0.5\nbudget month=2026-02 rate=0.9\n"
		"budget month=2026-03 rate=0.9\nrate on=2026-04-02 rate=2");
	Period quarter = days_named("2026-01-01..2026-04-01");
	Converter convert = {.firm = &told->firm, .book = &told->book, .kind = RATE_OF_BUDGET};
	Tally budget =
		measure_rows(told, measure_labor_by_terms, quarter, day("2026-04-30"), &convert);
	check_text("at budget rates", rows_words(*state, &budget),
		   " | 2026-01-01 2026-01-01..2026-02-01 | 775.00 | 3,100.00 × 50 %\n"
		   " | 2026-02-01 2026-02-01..2026-03-01 | 1260.00 | 2,800.00 × 50 %\n"
		   " | 2026-03-01 2026-03-01..2026-03-04 | 135.00 | 300.00 × 50 %");
	convert.kind = RATE_OF_DAY;
	Tally flow =
		measure_rows(told, measure_labor_by_terms, quarter, day("2026-04-30"), &convert);
	check_text("at the rate of the day of recognition", rows_words(*state, &flow),
		   " | 2026-04-02 2026-01-01..2026-03-04 | 6200.00 | 6,200.00 × 50 %");
}

static void vendors_cost_but_earn_nothing(void **state)
{
	ToldBook *told = tell_sale(*state, "2026-01-01 direct_labor=50% margin_target=10%",
				   "hours on=2026-03-01 h=8 bill=1000 cost=500\n"
				   "cost on=2026-03-01 amount=200");
	told->book.kind = CONTRACT_VENDOR;
	check_march("bill value", told, measure_bill_value, "n/a vendor");
	check_march("cost of hours", told, measure_cost_of_hours, "500.00");
	check_march("other costs", told, measure_other_costs, "200.00");
	check_march("labour", told, measure_labor_by_terms, "n/a vendor");
	check_march("target", told, measure_target_profit, "n/a vendor");
	check_march("recognised", told, measure_recognized_with_target, "n/a vendor");
}

/* A story of shares that change on random days of half a year, and recognitions over it. */
static ToldBook *random_book(Arena *mem, Random *random)
{
	Buf terms = {.mem = mem};
	Buf facts = {.mem = mem};
	for (int i = 0; i < 6; i++) {
		Date on = date_add(day("2026-01-01"),
				   (int32_t)(i == 0 ? 0 : random_in(random, 1, 180)));
		buf_add_format(&terms, "%.*s direct_labor=%d%% margin_target=0.%06d\n",
			       STR_ARG(date_text(mem, on)), (int)random_in(random, 0, 100),
			       (int)random_in(random, 0, 999999));
	}
	for (int i = 0; i < 8; i++) {
		Date from = date_add(day("2026-01-01"), (int32_t)random_in(random, 0, 120));
		Date to = date_add(from, (int32_t)random_in(random, 1, 100));
		buf_add_format(&facts,
			       "recognition id=R%d amount=%d.%02d on=%.*s from=%.*s to=%.*s\n", i,
			       (int)random_in(random, -200, 900), (int)random_in(random, 0, 99),
			       STR_ARG(date_text(mem, from)), STR_ARG(date_text(mem, from)),
			       STR_ARG(date_text(mem, to)));
	}
	return tell_sale(mem, str_to_c(mem, buf_str(&terms)), str_to_c(mem, buf_str(&facts)));
}

/* Each recognition's labour, day by day, is within half a cent of what is shown. */
static double labour_by_days(const ToldBook *told, BuiltinField field)
{
	double sum = 0;
	for (size_t i = 0; i < told->book.recognition_count; i++) {
		const Recognition *it = &told->book.recognitions[i];
		double daily = (double)it->amount.minor / period_days(it->service);
		for (Date at = it->service.from; at.day < it->service.to.day; at = date_add(at, 1))
			sum += daily * (double)book_value_on(&told->book, field, at).number / 1e6;
	}
	return sum;
}

static void periods_that_tile_add_up(void **state)
{
	static MeasureOfContract *const MEASURES[] = {measure_labor_by_terms, measure_target_profit,
						      measure_recognized_with_target};
	Random random = {0x7E11};
	print_message("# seed %llx\n", (unsigned long long)random.state);
	Date as_of = day("2027-01-01");
	for (int round = 0; round < 100; round++) {
		const ToldBook *told = random_book(*state, &random);
		for (size_t m = 0; m < COUNT(MEASURES); m++) {
			Period part = {day("2026-01-01"), day("2026-01-01")};
			Period whole = {part.from, day("2026-09-01")};
			int64_t sum = 0;
			while (part.from.day < whole.to.day) {
				part.to =
					date_earlier(whole.to,
						     date_add(part.from,
							      (int32_t)random_in(&random, 1, 50)));
				Question question = question_of(*state, &told->firm, part, as_of);
				Tally tally = {.mem = *state, .currency = told->book.currency};
				MEASURES[m](&question, &told->book, &tally);
				assert_true(tally.na == REASON_NONE ||
					    tally.na == REASON_NO_TARGET);
				sum += (int64_t)tally.sum;
				part.from = part.to;
			}
			assert_int_equal(sum, measure_sum(told, MEASURES[m], whole, as_of));
		}
		Period all = {day("2026-01-01"), day("2026-09-01")};
		double labour = (double)measure_sum(told, measure_labor_by_terms, all, as_of) -
				labour_by_days(told, DIRECT_LABOR);
		double profit = (double)measure_sum(told, measure_target_profit, all, as_of) -
				labour_by_days(told, MARGIN_TARGET);
		assert_true(labour < 4.001 && labour > -4.001);
		assert_true(profit < 4.001 && profit > -4.001);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(approved_hours_count),
		ARENA_TEST(hours_without_a_rate_are_counted),
		ARENA_TEST(rows_tell_hours_and_rates),
		ARENA_TEST(other_costs_count_by_their_date),
		ARENA_TEST(labour_follows_the_share_of_the_service_day),
		ARENA_TEST(targets_count_where_they_are_set),
		ARENA_TEST(rows_tell_the_shares),
		ARENA_TEST(budget_rates_are_those_of_the_service),
		ARENA_TEST(vendors_cost_but_earn_nothing),
		ARENA_TEST(periods_that_tile_add_up),
	};
	return RUN_TESTS(tests);
}
