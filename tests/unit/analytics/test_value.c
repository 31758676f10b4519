#include "analytics/metric.h"
#include "analytics/value_fixture.h"

#define TERM "2026-01-01 annual_value=365 starts_on=2026-01-01 ends_on=2027-01-01"
#define R1 "recognition id=R1 amount=310 on=2026-02-05 from=2026-01-01 to=2026-02-01\n"
#define TWO_YEARS "recognition id=R2 amount=731 on=2026-01-10 from=2025-07-01 to=2027-07-02\n"
#define BUDGETS                                                            \
	"budget month=2026-01 revenue=310 hours=31 cost=155 rate=1.1\n"    \
	"budget month=2026-02 revenue=280 hours=28.25 cost=140 rate=1.2\n" \
	"budget month=2026-03 hours=31\n"
#define YEAR "2026-01-01..2027-01-01"
#define JANUARY "2026-01-01..2026-02-01"
#define FEBRUARY "2026-02-01..2026-03-01"
#define QUARTER "2026-01-01..2026-04-01"

typedef struct MeasureCase {
	const char *label;
	MeasureOfContract *measure;
	const char *facts;
	const char *days;
	const char *as_of;
	const char *wanted;
} MeasureCase;

static void check_cases(Arena *mem, const MeasureCase *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const MeasureCase *it = &cases[i];
		const ToldBook *told = tell_book(mem, TERM, it->facts);
		check_text(it->label, measure_words(told, it->measure, it->days, it->as_of),
			   it->wanted);
	}
}

static void service_basis_goes_by_days_of_service(void **state)
{
	static const MeasureCase cases[] = {
		{"a month that is recognised in the next one", measure_recognized, R1, JANUARY,
		 "2026-03-31", "310.00"},
		{"as of the day before it nothing is recognised", measure_recognized, R1, JANUARY,
		 "2026-02-04", "0.00"},
		{"nothing is recognised at all: 0, not n/a", measure_recognized, "", JANUARY,
		 "2026-03-31", "0.00"},
		{"a running period goes to the as-of day", measure_recognized, TWO_YEARS, YEAR,
		 "2026-01-20", "20.00"},
		{"a recognition that spans two years: the first", measure_recognized, TWO_YEARS,
		 "2025-01-01..2026-01-01", "2027-12-31", "184.00"},
		{"the year in the middle", measure_recognized, TWO_YEARS, YEAR, "2027-12-31",
		 "365.00"},
		{"and the last", measure_recognized, TWO_YEARS, "2027-01-01..2028-01-01",
		 "2027-12-31", "182.00"},
		{"a reversal takes back from the service of the original", measure_recognized,
		 R1 "recognition id=X amount=-62 on=2026-03-02 reverses=R1",
		 "2026-01-01..2026-01-06", "2026-03-31", "40.00"},
		{"before its own day it takes nothing back", measure_recognized,
		 R1 "recognition id=X amount=-62 on=2026-03-02 reverses=R1",
		 "2026-01-01..2026-01-06", "2026-03-01", "50.00"},
		{"an expected one is never recognised", measure_recognized,
		 "recognition id=E amount=5 from=2026-01-01 to=2026-02-01", JANUARY, "2026-12-31",
		 "0.00"},
		{"a period behind the as-of day has nothing", measure_recognized, R1, JANUARY,
		 "2025-06-30", "0.00"},
		{"one whose amount cannot be had makes it n/a", measure_recognized,
		 R1 "recognition id=P na=no_rate on=2026-02-06 from=2026-01-01 to=2026-02-01",
		 JANUARY, "2026-03-31", "n/a no_rate"},
		{"but not where it is for other days", measure_recognized,
		 R1 "recognition id=P na=no_rate on=2026-02-06 from=2026-02-01 to=2026-03-01",
		 JANUARY, "2026-03-31", "310.00"},
	};
	check_cases(*state, cases, COUNT(cases));
}

static void ledger_basis_goes_by_days_of_recognition(void **state)
{
	static const MeasureCase cases[] = {
		{"the month of service has nothing", measure_recognized_in_ledger, R1, JANUARY,
		 "2026-03-31", "0.00"},
		{"the month of recognition has all", measure_recognized_in_ledger, R1, FEBRUARY,
		 "2026-03-31", "310.00"},
		{"a reversal on its own day", measure_recognized_in_ledger,
		 R1 "recognition id=X amount=-62 on=2026-03-02 reverses=R1",
		 "2026-03-01..2026-04-01", "2026-03-31", "-62.00"},
		{"a reversal before its original stands on its own day",
		 measure_recognized_in_ledger,
		 "recognition id=X amount=-62 on=2026-01-20 reverses=R1\n" R1, JANUARY,
		 "2026-03-31", "-62.00"},
		{"but waits until its original is recognised", measure_recognized_in_ledger,
		 "recognition id=X amount=-62 on=2026-01-20 reverses=R1\n" R1, JANUARY,
		 "2026-02-04", "0.00"},
		{"and forever where that is not seen", measure_recognized_in_ledger,
		 "recognition id=X amount=-62 on=2026-01-20 reverses=R0\n" R1, JANUARY,
		 "2026-03-31", "0.00"},
		{"an expected one has no day", measure_recognized_in_ledger,
		 "recognition id=E amount=5 from=2026-01-01 to=2026-02-01", YEAR, "2026-12-31",
		 "0.00"},
		{"one whose amount cannot be had makes it n/a", measure_recognized_in_ledger,
		 "recognition id=P na=no_rate on=2026-02-06", FEBRUARY, "2026-03-31",
		 "n/a no_rate"},
	};
	check_cases(*state, cases, COUNT(cases));
}

static void budgets_of_months_go_by_days(void **state)
{
	static const MeasureCase cases[] = {
		{"a month's revenue", measure_budget_revenue, BUDGETS, JANUARY, "2026-12-31",
		 "310.00"},
		{"months add up", measure_budget_revenue, BUDGETS, "2026-01-01..2026-03-01",
		 "2026-12-31", "590.00"},
		{"an open month is compared to date", measure_budget_revenue, BUDGETS, FEBRUARY,
		 "2026-02-14", "140.00"},
		{"a period across months has a share of both", measure_budget_revenue, BUDGETS,
		 "2026-01-22..2026-02-08", "2026-12-31", "170.00"},
		{"no month is budgeted", measure_budget_revenue, BUDGETS, "2026-06-01..2026-07-01",
		 "2026-12-31", "n/a no_budget"},
		{"a budget without revenue is none of revenue", measure_budget_revenue, BUDGETS,
		 "2026-03-01..2026-04-01", "2026-12-31", "n/a no_budget"},
		{"nothing is budgeted before the as-of day", measure_budget_revenue, BUDGETS,
		 JANUARY, "2025-12-31", "n/a no_budget"},
		{"a month without a budget is named", measure_budget_revenue, BUDGETS, QUARTER,
		 "2026-12-31", "590.00 (without a revenue budget: 2026-03)"},
		{"a budget of 0 is a budget", measure_budget_revenue,
		 "budget month=2026-01 revenue=0", JANUARY, "2026-12-31", "0.00"},
		{"a negative budget keeps its sign", measure_budget_revenue,
		 "budget month=2026-01 revenue=-31", "2026-01-01..2026-01-11", "2026-12-31",
		 "-10.00"},
		{"one whose amount cannot be had makes it n/a", measure_budget_revenue,
		 "budget month=2026-01 revenue=1 na=no_rate", JANUARY, "2026-12-31", "n/a no_rate"},
		{"costs", measure_budget_cost, BUDGETS, QUARTER, "2026-12-31", "295.00"},
		{"no cost is budgeted", measure_budget_cost, BUDGETS, "2026-03-01..2026-04-01",
		 "2026-12-31", "n/a no_budget"},
		{"no cost is budgeted at all", measure_budget_cost, "", QUARTER, "2026-12-31",
		 "n/a no_budget"},
		{"hours, here in millionths of a cent", measure_budget_hours, BUDGETS,
		 "2026-01-01..2026-01-02", "2026-12-31", "36000000.00"},
		{"hours of three months", measure_budget_hours, BUDGETS, QUARTER, "2026-12-31",
		 "3249000000.00"},
		{"no hours are budgeted", measure_budget_hours, "budget month=2026-01 cost=1",
		 JANUARY, "2026-12-31", "n/a no_budget"},
	};
	check_cases(*state, cases, COUNT(cases));
}

#define FEBRUARY_TOO "recognition id=R3 amount=28 on=2026-03-05 from=2026-02-01 to=2026-03-01\n"
#define MARCH_TOO "recognition id=R4 amount=31 on=2026-03-31 from=2026-03-01 to=2026-04-01\n"

static void months_without_a_budget_are_left_out(void **state)
{
	static const MeasureCase cases[] = {
		{"all are budgeted", measure_recognized_of_budgeted_months, R1 FEBRUARY_TOO BUDGETS,
		 "2026-01-01..2026-03-01", "2026-12-31", "338.00"},
		{"March has no revenue budget: it is left out and named",
		 measure_recognized_of_budgeted_months, R1 FEBRUARY_TOO MARCH_TOO BUDGETS, QUARTER,
		 "2026-12-31", "338.00 (without a revenue budget: 2026-03)"},
		{"what spans months counts for its days in budgeted ones",
		 measure_recognized_of_budgeted_months, TWO_YEARS BUDGETS, YEAR, "2026-12-31",
		 "59.00 (without a revenue budget: 2026-03, 2026-04, 2026-05 and 7 more months)"},
		{"one more is told as one", measure_recognized_of_budgeted_months, BUDGETS,
		 "2026-01-01..2026-07-01", "2026-12-31",
		 "0.00 (without a revenue budget: 2026-03, 2026-04, 2026-05 and 1 more month)"},
		{"months outside the term are not missed", measure_recognized_of_budgeted_months,
		 R1 "budget month=2026-01 revenue=1", "2025-10-01..2026-02-01", "2026-12-31",
		 "310.00"},
		{"unless something is recognised for them", measure_recognized_of_budgeted_months,
		 "recognition id=R1 amount=62 on=2026-02-05 from=2025-12-01 to=2026-02-01\n"
		 "budget month=2026-01 revenue=1",
		 "2025-10-01..2026-02-01", "2026-12-31",
		 "31.00 (without a revenue budget: 2025-12)"},
		{"as of a day on which that was not recognised they are not",
		 measure_recognized_of_budgeted_months,
		 "recognition id=R1 amount=62 on=2026-02-05 from=2025-12-01 to=2026-02-01\n"
		 "budget month=2026-01 revenue=1",
		 "2025-10-01..2026-02-01", "2026-02-04", "0.00"},
		{"nor is what is expected only", measure_recognized_of_budgeted_months,
		 "recognition id=R1 amount=62 on=2026-02-05 from=2025-11-01 to=2025-12-01\n"
		 "recognition id=E amount=62 from=2025-12-01 to=2026-01-01\n"
		 "budget month=2026-01 revenue=1",
		 "2025-10-01..2026-02-01", "2026-12-31",
		 "0.00 (without a revenue budget: 2025-11)"},
		{"between what is of interest nothing is missed",
		 measure_recognized_of_budgeted_months,
		 "recognition id=R1 amount=30 on=2026-02-05 from=2025-09-01 to=2025-10-01\n"
		 "budget month=2026-01 revenue=1",
		 "2025-09-01..2026-02-01", "2026-02-28",
		 "0.00 (without a revenue budget: 2025-09)"},
		{"without any budget it is n/a", measure_recognized_of_budgeted_months, R1, QUARTER,
		 "2026-12-31", "n/a no_budget"},
		{"one whose amount cannot be had makes it n/a",
		 measure_recognized_of_budgeted_months,
		 "recognition id=P na=no_rate on=2026-02-06 from=2026-01-01 to=2026-02-01\n" BUDGETS,
		 JANUARY, "2026-03-31", "n/a no_rate"},
		{"in the ledger the month of recognition decides",
		 measure_recognized_in_ledger_of_budgeted_months, R1 FEBRUARY_TOO MARCH_TOO BUDGETS,
		 QUARTER, "2026-12-31", "310.00 (without a revenue budget: 2026-03)"},
		{"a month without any budget neither",
		 measure_recognized_in_ledger_of_budgeted_months,
		 "recognition id=R5 amount=7 on=2026-04-01\n" BUDGETS, "2026-02-01..2026-05-01",
		 "2026-12-31", "0.00 (without a revenue budget: 2026-03, 2026-04)"},
		{"what the ledger has after the term, in a month without a budget, is named",
		 measure_recognized_in_ledger_of_budgeted_months,
		 "recognition id=R9 amount=31 on=2027-01-05 from=2026-12-01 to=2027-01-01\n"
		 "recognition id=E amount=31 from=2027-02-01 to=2027-03-01\n"
		 "budget month=2026-12 revenue=31",
		 "2026-12-01..2027-04-01", "2027-12-31",
		 "0.00 (without a revenue budget: 2027-01)"},
		{"by days of service it is not left out", measure_recognized_of_budgeted_months,
		 "recognition id=R9 amount=31 on=2027-01-05 from=2026-12-01 to=2027-01-01\n"
		 "budget month=2026-12 revenue=31",
		 "2026-12-01..2027-04-01", "2027-12-31", "31.00"},
		{"the ledger without any budget is n/a",
		 measure_recognized_in_ledger_of_budgeted_months, R1, QUARTER, "2026-12-31",
		 "n/a no_budget"},
	};
	check_cases(*state, cases, COUNT(cases));
}

/* Hours and costs of January to April; a budget of hours and cost for January, of hours for February. */
#define PLAN "budget month=2026-01 hours=20 cost=100\nbudget month=2026-02 hours=10 revenue=5\n"
#define WORK                                                                       \
	"work on=2026-01-05 hours=8 cost=40\nwork on=2026-02-10 hours=4 cost=20\n" \
	"work on=2026-03-02 hours=100 cost=500\ncost on=2026-01-31 amount=7\n"     \
	"cost on=2026-03-31 amount=900\n"

static void hours_and_costs_are_held_against_their_own_budgets(void **state)
{
	static const MeasureCase cases[] = {
		{"March has no budget of hours: it is left out and named",
		 measure_client_hours_of_budgeted_months, PLAN WORK, QUARTER, "2026-12-31",
		 "432000000.00 (without a budget of hours: 2026-03)"},
		{"all months are budgeted", measure_client_hours_of_budgeted_months, PLAN WORK,
		 "2026-01-01..2026-03-01", "2026-12-31", "432000000.00"},
		{"a running month goes to the as-of day", measure_client_hours_of_budgeted_months,
		 PLAN WORK, QUARTER, "2026-02-09", "288000000.00"},
		{"no hours are budgeted", measure_client_hours_of_budgeted_months,
		 "budget month=2026-01 revenue=1 cost=1\n" WORK, QUARTER, "2026-12-31",
		 "n/a no_budget"},
		{"outside the term months without hours are not missed",
		 measure_client_hours_of_budgeted_months, PLAN WORK, "2025-11-01..2026-03-01",
		 "2026-12-31", "432000000.00"},
		{"with hours they are", measure_client_hours_of_budgeted_months,
		 "work on=2025-11-28 hours=8\n" PLAN WORK, "2025-11-01..2026-03-01", "2026-12-31",
		 "432000000.00 (without a budget of hours: 2025-11)"},
		{"an entry of no hours is none", measure_client_hours_of_budgeted_months,
		 "work on=2025-11-28 hours=0\n" PLAN WORK, "2025-11-01..2026-03-01", "2026-12-31",
		 "432000000.00"},
		{"costs of hours and others of January alone", measure_costs_of_budgeted_months,
		 PLAN WORK, QUARTER, "2026-12-31",
		 "47.00 (without a cost budget: 2026-02, 2026-03)"},
		{"other costs outside the term are missed too", measure_costs_of_budgeted_months,
		 PLAN WORK "cost on=2027-01-05 amount=1", "2026-12-01..2027-02-01", "2027-12-31",
		 "n/a no_budget"},
		{"a cost after the term, in a month without a budget, is named",
		 measure_costs_of_budgeted_months,
		 "budget month=2026-12 cost=1\ncost on=2027-01-05 amount=1",
		 "2026-12-01..2027-02-01", "2027-12-31", "0.00 (without a cost budget: 2027-01)"},
		{"an hour whose cost is unknown makes it n/a", measure_costs_of_budgeted_months,
		 PLAN "work on=2026-01-05 hours=8 cost=0 na=no_cost_rate", JANUARY, "2026-12-31",
		 "n/a no_cost_rate (8 h of 1 entry)"},
		{"in a month without a budget it does not matter", measure_costs_of_budgeted_months,
		 PLAN "work on=2026-02-05 hours=8 cost=0 na=no_cost_rate", QUARTER, "2026-12-31",
		 "0.00 (without a cost budget: 2026-02, 2026-03)"},
		{"no cost is budgeted", measure_costs_of_budgeted_months, WORK, QUARTER,
		 "2026-12-31", "n/a no_budget"},
	};
	check_cases(*state, cases, COUNT(cases));
}

static void a_month_left_out_marks_the_figure(void **state)
{
	const ToldBook *told = tell_book(*state, TERM, R1 BUDGETS);
	Tally whole = measure_rows(told, measure_recognized_of_budgeted_months, days_named(JANUARY),
				   DATE_MAX, NULL);
	Tally part = measure_rows(told, measure_recognized_of_budgeted_months, days_named(QUARTER),
				  DATE_MAX, NULL);
	assert_int_equal(whole.flags, 0);
	assert_int_equal(part.flags, FIGURE_PARTIAL);
}

static void a_view_without_terms_misses_what_is_recognised_only(void **state)
{
	const ToldBook *told =
		tell_book(*state, "", "budget month=2026-02 revenue=28\n" R1 FEBRUARY_TOO);
	check_text("", measure_words(told, measure_budget_revenue, QUARTER, "2026-12-31"),
		   "28.00 (without a revenue budget: 2026-01)");
}

static void vendors_deliver_no_value(void **state)
{
	static MeasureOfContract *const measures[] = {
		measure_recognized,
		measure_recognized_in_ledger,
		measure_recognized_of_budgeted_months,
		measure_recognized_in_ledger_of_budgeted_months,
		measure_budget_revenue,
	};
	ToldBook *told = tell_book(*state, TERM, R1 BUDGETS);
	told->book.kind = CONTRACT_VENDOR;
	for (size_t i = 0; i < COUNT(measures); i++)
		check_text("of a vendor", measure_words(told, measures[i], QUARTER, "2026-12-31"),
			   "n/a vendor");
	check_text("budgets of hours and cost exist",
		   measure_words(told, measure_budget_cost, QUARTER, "2026-12-31"), "295.00");
}

static void more_hours_than_can_be_held_are_out_of_range(void **state)
{
	ToldBook *told = tell_book(*state, TERM, "budget month=2026-01 hours=900000000000");
	Budget budget = told->book.budgets[0];
	budget.seconds *= 36;
	told->book.budgets = &budget;
	check_text("", measure_words(told, measure_budget_hours, YEAR, "2026-12-31"),
		   "n/a out_of_range");
}

static void rows_tell_how_they_were_made(void **state)
{
	static const struct {
		const char *label;
		MeasureOfContract *measure;
		const char *days;
		const char *wanted;
	} cases[] = {
		{"all of a recognition needs no words", measure_recognized, JANUARY,
		 " | 2026-02-05 2026-01-01..2026-02-01 | 310.00 | "},
		{"a part tells of what", measure_recognized, "2026-01-05..2026-01-15",
		 " | 2026-02-05 2026-01-05..2026-01-15 | 100.00 | 310.00 × 10 of 31 days"},
		{"in the ledger it stands on its day", measure_recognized_in_ledger, FEBRUARY,
		 " | 2026-02-05 | 310.00 | "},
		{"a month's budget", measure_budget_revenue, JANUARY,
		 "January 2026 | 2026-01-01 2026-01-01..2026-02-01 | 310.00 | "},
		{"a part of a month's budget", measure_budget_cost, "2026-02-01..2026-02-08",
		 "February 2026 | 2026-02-01 2026-02-01..2026-02-08 | 35.00 | 140.00 × 7 of 28 "
		 "days"},
		{"a part of a month's hours", measure_budget_hours, "2026-02-01..2026-02-08",
		 "February 2026 | 2026-02-01 2026-02-01..2026-02-08 | 254250000.00 | 28.25 h × 7 "
		 "of 28 days"},
	};
	const ToldBook *told = tell_book(*state, TERM, R1 BUDGETS);
	for (size_t i = 0; i < COUNT(cases); i++) {
		Tally tally = measure_rows(told, cases[i].measure, days_named(cases[i].days),
					   DATE_MAX, NULL);
		check_text(cases[i].label, rows_words(*state, &tally), cases[i].wanted);
	}
}

#define SPANS "recognition id=R1 amount=100 on=2026-03-03 from=2026-01-01 to=2026-04-11\n"
#define MARCH_RATE "rate on=2026-03-02 rate=2\n"

/* 100.00 for 100 days: 31 of January, 28 of February, 31 of March, 10 of April. */
static void totals_convert_at_the_rates_that_fit(void **state)
{
	static const struct {
		const char *label;
		const char *facts;
		MeasureOfContract *measure;
		RateKind kind;
		bool only_budgeted;
		const char *wanted;
	} cases[] = {
		{"a flow at the rate of its day", SPANS MARCH_RATE, measure_recognized, RATE_OF_DAY,
		 false, "200.00"},
		{"a ledger amount too", SPANS MARCH_RATE, measure_recognized_in_ledger, RATE_OF_DAY,
		 false, "200.00"},
		{"without a rate it is n/a", SPANS, measure_recognized, RATE_OF_DAY, false,
		 "n/a no_rate"},
		{"at budget rates each month of service has its own; months without are left out",
		 SPANS BUDGETS MARCH_RATE, measure_recognized, RATE_OF_BUDGET, false,
		 "67.70 (no budget rate in 2026-03, 2026-04)"},
		{"at the rates of the days the same months are left out", SPANS BUDGETS MARCH_RATE,
		 measure_recognized, RATE_OF_DAY, true,
		 "118.00 (no budget rate in 2026-03, 2026-04)"},
		{"budgets at their own rate", BUDGETS, measure_budget_revenue, RATE_OF_BUDGET,
		 false,
		 "677.00 (without a revenue budget: 2026-03, 2026-04, 2026-05 and 7 more months)"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		const ToldBook *told = tell_book(*state, TERM, cases[i].facts);
		Converter convert = {.firm = &told->firm,
				     .book = &told->book,
				     .kind = cases[i].kind,
				     .only_budgeted = cases[i].only_budgeted,
				     .as_of = day("2026-12-31")};
		Tally tally = measure_rows(told, cases[i].measure, days_named(YEAR),
					   day("2026-12-31"), &convert);
		Str words = tally.na == REASON_NONE
				    ? decimal_text(*state, (int64_t)tally.sum, 2)
				    : str_format(*state, "n/a %s", reason_name(tally.na));
		if (tally.na_detail.len > 0)
			words = str_format(*state, "%.*s (%.*s)", STR_ARG(words),
					   STR_ARG(tally.na_detail));
		check_text(cases[i].label, words, cases[i].wanted);
	}
}

/* Days that tile a year, whatever the lengths: everything adds up to the whole. */
static void random_tiles_add_up(void **state)
{
	Arena *mem = *state;
	static MeasureOfContract *const measures[] = {
		measure_recognized,
		measure_recognized_in_ledger,
		measure_recognized_of_budgeted_months,
		measure_recognized_in_ledger_of_budgeted_months,
		measure_budget_revenue,
		measure_budget_hours,
		measure_budget_cost,
	};
	static const char facts[] =
		"recognition id=A amount=100.01 on=2026-03-03 from=2025-01-01 to=2027-04-11\n"
		"recognition id=B amount=-33.33 on=2026-02-01 reverses=A\n"
		"recognition id=C amount=7.77 on=2026-05-05\n"
		"budget month=2026-01 revenue=10.01 hours=1.01 cost=-7.77\n"
		"budget month=2026-02 revenue=20.02 hours=2.02 cost=7.07\n"
		"budget month=2026-03 revenue=0 hours=3 cost=0\n"
		"budget month=2026-05 revenue=-0.05 hours=0 cost=1\n";
	const ToldBook *told = tell_book(mem, TERM, facts);
	for (size_t i = 0; i < COUNT(measures); i++) {
		int64_t whole = measure_sum(told, measures[i], days_named(YEAR), DATE_MAX);
		for (uint64_t seed = 1; seed <= 50; seed++) {
			Random random = {seed};
			int128 sum = 0;
			for (Date at = day("2026-01-01"); at.day < day("2027-01-01").day;) {
				Date to = date_add(at, (int32_t)random_in(&random, 1, 40));
				to = date_earlier(to, day("2027-01-01"));
				sum += measure_rows(told, measures[i], (Period){at, to}, DATE_MAX,
						    NULL)
					       .sum;
				at = to;
			}
			if (sum != whole)
				fail_msg("measure %zu, seed %llu: tiles do not add up", i,
					 (unsigned long long)seed);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(service_basis_goes_by_days_of_service),
		ARENA_TEST(ledger_basis_goes_by_days_of_recognition),
		ARENA_TEST(budgets_of_months_go_by_days),
		ARENA_TEST(months_without_a_budget_are_left_out),
		ARENA_TEST(hours_and_costs_are_held_against_their_own_budgets),
		ARENA_TEST(a_month_left_out_marks_the_figure),
		ARENA_TEST(a_view_without_terms_misses_what_is_recognised_only),
		ARENA_TEST(vendors_deliver_no_value),
		ARENA_TEST(more_hours_than_can_be_held_are_out_of_range),
		ARENA_TEST(rows_tell_how_they_were_made),
		ARENA_TEST(totals_convert_at_the_rates_that_fit),
		ARENA_TEST(random_tiles_add_up),
	};
	return RUN_TESTS(tests);
}
