#include "analytics/trade_fixture.h"

#include <string.h>

static const char *const YEAR =
	"2026-01-01 committed_hours=1200 utilization_baseline=90% annual_value=1200000 "
	"ends_on=2027-01-01 pricing=retainer";
static const char *const MARCH = "2026-03-01..2026-04-01";

/* Two contracts of 101.149425 committed hours each, and one without commitment. */
static Trade *two_and_a_half(Arena *mem)
{
	Trade *trade = trade_new(mem);
	(void)trade_add(trade, "C-1", "EUR", YEAR, "hours on=2026-03-02 h=95 bill=1000 cost=400");
	(void)trade_add(trade, "C-2", "EUR", YEAR, "hours on=2026-03-02 h=120 bill=1000 cost=400");
	(void)trade_add(trade, "C-3", "EUR", "2026-01-01 annual_value=100 ends_on=2027-01-01",
			"hours on=2026-03-02 h=50 bill=1000 cost=400");
	return trade;
}

static void totals_divide_sums(void **state)
{
	Arena *mem = *state;
	Trade *trade = two_and_a_half(mem);
	const Book *books = trade->books.at;
	Question question = trade_question(trade, MARCH, "2026-04-30");
	static const struct {
		const char *label;
		const char *metric;
		size_t first, count;
		const char *words;
	} CASES[] = {
		{"one contract: 95 / 101.15", "contract_utilization", 0, 1, "93.9 %"},
		{"two: 215 / 202.30", "contract_utilization", 0, 2, "106.3 %"},
		{"one without commitment is left out of both sides", "contract_utilization", 0, 3,
		 "106.3 % +partial"},
		{"alone it is not available", "contract_utilization", 2, 1, "n/a no_commitment"},
		{"amounts add, so over and under do not cancel out", "unused_hours", 0, 2,
		 "6.15 h"},
		{"the other side of it", "excess_hours", 0, 2, "18.85 h"},
		{"hours count without a commitment", "counting_hours", 0, 3, "265.00 h"},
		{"a date is of one contract", "run_out", 0, 2, "n/a not_additive"},
		{"a date of one", "run_out", 0, 1, "not before the end +unused"},
		{"nothing at all", "counting_hours", 0, 0, "n/a no_facts"},
		{"what only people have", "available_hours", 0, 2, "n/a not_of_scope"},
	};
	for (size_t i = 0; i < COUNT(CASES); i++) {
		Figure figure = trade_figure(trade, &question, CASES[i].metric,
					     books + CASES[i].first, CASES[i].count, "EUR");
		check_text(CASES[i].label, figure_words(mem, &figure), CASES[i].words);
	}
}

static void names_what_it_leaves_out(void **state)
{
	Arena *mem = *state;
	Trade *trade = two_and_a_half(mem);
	Question question = trade_question(trade, MARCH, "2026-04-30");
	Figure figure =
		trade_figure(trade, &question, "contract_utilization", trade->books.at, 3, "EUR");
	assert_int_equal(2, figure.parts);
	assert_int_equal(1, figure.left_out_count);
	check_text("by its key", figure.left_out[0].name, "C-3");
	assert_int_equal(REASON_NO_COMMITMENT, figure.left_out[0].reason);
	assert_true(figure.is_quotient);
	assert_true(figure.numerator == (int128)215 * HOUR_US);
	assert_true(figure.denominator == (int128)2 * 364137931034);
	assert_true(figure.has_target && figure.has_share);
	check_text("the baseline is weighted by committed hours", ratio_text(mem, figure.target, 6),
		   "0.900000");
	check_text("the deviation is value less target", ratio_text(mem, figure.deviation, 4),
		   "0.1628");
	check_text("the share is value over target", ratio_text(mem, figure.share, 4), "1.1809");
	Figure alone = trade_figure(trade, &question, "contract_utilization", trade->books.at + 2,
				    1, "EUR");
	assert_int_equal(0, alone.left_out_count);
	assert_false(alone.has_target);
}

static void the_commonest_reason_stands_for_all(void **state)
{
	Arena *mem = *state;
	Trade *trade = trade_new(mem);
	(void)trade_add(trade, "C-1", "EUR", "", "");
	(void)trade_add(trade, "C-2", "EUR", "2026-01-01 annual_value=1", "");
	(void)trade_add(trade, "C-3", "EUR", "2026-01-01 annual_value=1", "");
	Question question = trade_question(trade, MARCH, "2026-04-30");
	Figure figure =
		trade_figure(trade, &question, "contract_utilization", trade->books.at, 3, "EUR");
	check_text("two of three commit nothing", figure_words(mem, &figure), "n/a no_commitment");
	figure = trade_figure(trade, &question, "contract_utilization", trade->books.at, 2, "EUR");
	check_text("of equal counts the first", figure_words(mem, &figure), "n/a no_terms");
	assert_int_equal(2, figure.left_out_count);
}

/* What was spent without revenue stays in the margin of all, so that it agrees with the profit. */
static void denominators_are_judged_in_sum(void **state)
{
	Arena *mem = *state;
	Trade *trade = trade_new(mem);
	(void)trade_add(
		trade, "C-1", "EUR", YEAR,
		"recognition id=R1 amount=1000 on=2026-03-31 from=2026-03-01 to=2026-04-01\n"
		"cost on=2026-03-05 amount=600\nbudget month=2026-03 revenue=-50");
	(void)trade_add(trade, "C-2", "EUR", YEAR,
			"cost on=2026-03-05 amount=150\nbudget month=2026-03 revenue=1250");
	(void)trade_add(
		trade, "C-3", "EUR", YEAR,
		"recognition id=R1 amount=-500 on=2026-03-31 from=2026-03-01 to=2026-04-01");
	(void)trade_add(trade, "C-4", "EUR", YEAR, "");
	Question question = trade_question(trade, MARCH, "2026-04-30");
	static const struct {
		const char *label;
		const char *metric;
		size_t first, count;
		const char *words;
	} CASES[] = {
		{"one with revenue", "delivery_margin", 0, 1, "40.0 %"},
		{"one without: not alone", "delivery_margin", 1, 1, "n/a no_recognition"},
		{"but with the other", "delivery_margin", 0, 2, "25.0 %"},
		{"so margin times revenue is the profit", "delivery_profit", 0, 2, "250.00"},
		{"less than none: not alone", "delivery_margin", 2, 1, "n/a negative_recognized"},
		{"but in sum", "delivery_margin", 0, 3, "−50.0 %"},
		{"two without", "delivery_margin", 2, 2, "n/a negative_recognized"},
		{"nothing but nothing", "delivery_margin", 3, 1, "n/a no_recognition"},
		{"a budget below zero: not alone", "value_delivered", 0, 1, "n/a negative_budget"},
		{"but in sum; what has no budget is left out", "value_delivered", 0, 4,
		 "83.3 % +partial"},
	};
	for (size_t i = 0; i < COUNT(CASES); i++) {
		Figure figure =
			trade_figure(trade, &question, CASES[i].metric,
				     trade->books.at + CASES[i].first, CASES[i].count, "EUR");
		check_text(CASES[i].label, figure_words(mem, &figure), CASES[i].words);
	}
}

static void money_converts(void **state)
{
	Arena *mem = *state;
	Trade *trade = trade_new(mem);
	const char *facts =
		"budget month=2026-02 revenue=1000 rate=0.8\n"
		"recognition id=R1 amount=900 on=2026-02-03 from=2026-02-03 to=2026-02-04";
	(void)trade_add(trade, "C-1", "EUR", YEAR, facts);
	(void)trade_add(trade, "C-2", "USD", YEAR, facts);
	(void)trade_add(trade, "C-3", "JPY", YEAR,
			"recognition id=R1 amount=9 on=2026-02-03 from=2026-02-03 to=2026-02-04");
	(void)trade_add(trade, "C-4", "JPY", YEAR, "");
	(void)trade_add(trade, "C-5", "USD", YEAR,
			"budget month=2026-02 revenue=1000\n"
			"recognition id=R1 amount=900 on=2026-02-03 from=2026-02-03 to=2026-02-04");
	Question question = trade_question(trade, "2026-02-01..2026-03-01", "2026-04-30");
	static const struct {
		const char *label;
		const char *metric;
		size_t first, count;
		const char *currency;
		const char *words;
	} CASES[] = {
		{"its own currency stays", "recognized", 1, 1, "USD", "900.00"},
		{"a flow at the rate of its day", "recognized", 1, 1, "EUR", "813.33 +converted"},
		{"flows of both", "recognized", 0, 2, "EUR", "1,713.33 +converted"},
		{"a budget at its own rate", "budget_revenue", 0, 2, "EUR", "1,800.00 +converted"},
		{"both sides of a ratio at the budget rate", "value_delivered", 1, 1, "EUR",
		 "90.0 % +converted"},
		{"so that the ratio of both is weighted by it", "value_delivered", 0, 2, "EUR",
		 "90.0 % +converted"},
		{"the effect of the rates stands apart", "fx_effect", 0, 2, "EUR",
		 "93.33 +converted"},
		{"without a rate the contract is left out", "recognized", 0, 3, "EUR",
		 "1,713.33 +converted +partial"},
		{"alone it is not available", "recognized", 2, 1, "EUR", "n/a no_rate"},
		{"nothing needs no rate", "recognized", 3, 1, "EUR", "0.00 +converted"},
		{"without a reporting currency money is not available", "recognized", 0, 2, "",
		 "n/a no_reporting_currency"},
		{"hours need no currency", "counting_hours", 0, 2, "", "0.00 h"},
		{"totals are in the reporting currency or their own", "recognized", 0, 1, "USD",
		 "n/a no_rate"},
		{"a ratio without any budget rate", "value_delivered", 4, 1, "EUR",
		 "n/a no_budget_rate"},
		{"the effect of rates without any budget rate", "fx_effect", 4, 1, "EUR",
		 "n/a no_budget_rate"},
	};
	for (size_t i = 0; i < COUNT(CASES); i++) {
		Figure figure = trade_figure(trade, &question, CASES[i].metric,
					     trade->books.at + CASES[i].first, CASES[i].count,
					     CASES[i].currency);
		check_text(CASES[i].label, figure_words(mem, &figure), CASES[i].words);
	}
}

/* On 3 February a dollar is 0.903703701, on 10 March 0.946913546. */
static void the_effect_of_rates_is_told_of_every_flow(void **state)
{
	Arena *mem = *state;
	Trade *trade = trade_new(mem);
	(void)trade_add(trade, "C-1", "USD", YEAR,
			"budget month=2026-02 revenue=1 rate=0.8\n"
			"budget month=2026-03 revenue=1 rate=0.85\n"
			"hours on=2026-02-03 h=4 bill=500 cost=200\n"
			"hours on=2026-02-03 h=4 bill=400 cost=300\n"
			"invoice id=I1 on=2026-03-10 amount=1090 from=2026-02-01 to=2026-05-01\n"
			"invoice id=I2 on=2026-03-10 amount=-200 from=2026-02-01 to=2026-05-01");
	(void)trade_add(trade, "C-2", "USD", YEAR,
			"budget month=2026-02 revenue=1 rate=0.8\n"
			"hours on=2026-04-03 h=4 bill=500 cost=200\n"
			"invoice id=I1 on=2026-02-10 amount=100");
	static const struct {
		const char *label;
		const char *metric;
		size_t book;
		const char *days;
		const char *words;
	} CASES[] = {
		{"work at the rate of its day: 813.33 − 720", "fx_effect_worked", 0,
		 "2026-02-01..2026-03-01", "93.33 +converted"},
		{"what it costs: 451.85 − 400", "fx_effect_cost", 0, "2026-02-01..2026-03-01",
		 "51.85 +converted"},
		{"280 of an invoice of another month: 265.14 − 224", "fx_effect_invoiced", 0,
		 "2026-02-01..2026-03-01", "41.14 +converted"},
		{"budget rates are those of the months of service: 558.68 − 224 − 263.50",
		 "fx_effect_invoiced", 0, "2026-02-01..2026-04-01", "71.18 +converted"},
		{"a month without one is left out of both sides", "fx_effect_invoiced", 0,
		 "2026-02-01..2026-05-01", "71.18 +converted +partial"},
		{"work of months without any", "fx_effect_worked", 1, "2026-02-01..2026-05-01",
		 "n/a no_budget_rate"},
		{"and its cost", "fx_effect_cost", 1, "2026-02-01..2026-05-01",
		 "n/a no_budget_rate"},
		{"an invoice that tells no days of service", "fx_effect_invoiced", 1,
		 "2026-02-01..2026-03-01", "n/a no_service_period"},
		{"nothing needs no rate", "fx_effect_worked", 1, "2026-02-01..2026-03-01",
		 "0.00 +converted"},
	};
	for (size_t i = 0; i < COUNT(CASES); i++) {
		Question question = trade_question(trade, CASES[i].days, "2026-05-31");
		Figure figure = trade_figure(trade, &question, CASES[i].metric,
					     trade->books.at + CASES[i].book, 1, "EUR");
		check_text(CASES[i].label, figure_words(mem, &figure), CASES[i].words);
	}
}

static void months_without_a_budget_rate_are_left_out_by_name(void **state)
{
	Arena *mem = *state;
	Trade *trade = trade_new(mem);
	const char *facts =
		"budget month=2026-01 revenue=1000\n"
		"budget month=2026-02 revenue=1000 rate=0.8\n"
		"recognition id=R1 amount=500 on=2026-01-31 from=2026-01-01 to=2026-02-01\n"
		"recognition id=R2 amount=900 on=2026-02-28 from=2026-02-01 to=2026-03-01";
	(void)trade_add(trade, "C-1", "EUR", YEAR, facts);
	(void)trade_add(trade, "C-2", "USD", YEAR, facts);
	Question question = trade_question(trade, "2026-01-01..2026-03-01", "2026-04-30");
	Figure one =
		trade_figure(trade, &question, "value_delivered", trade->books.at + 1, 1, "EUR");
	check_text("February alone", figure_words(mem, &one), "90.0 % +converted +partial");
	check_text("and it says so", one.na_detail, "no budget rate in 2026-01");
	Figure both = trade_figure(trade, &question, "value_delivered", trade->books.at, 2, "EUR");
	check_text("1,400 + 720 of 2,000 + 800", figure_words(mem, &both),
		   "75.7 % +converted +partial");
	assert_int_equal(1, both.left_out_count);
	check_text("the total names contract and month", both.left_out[0].name,
		   "C-2: no budget rate in 2026-01");
	assert_int_equal(REASON_NO_BUDGET_RATE, both.left_out[0].reason);
	Figure effect = trade_figure(trade, &question, "fx_effect", trade->books.at + 1, 1, "EUR");
	check_text("the effect compares the same months", figure_words(mem, &effect),
		   "121.11 +converted +partial");
}

static void months_without_either_are_both_named(void **state)
{
	Arena *mem = *state;
	Trade *trade = trade_new(mem);
	const char *facts =
		"budget month=2026-01 revenue=1000\n"
		"budget month=2026-02 revenue=1000 rate=0.8\n"
		"recognition id=R2 amount=900 on=2026-02-28 from=2026-02-01 to=2026-04-01";
	(void)trade_add(trade, "C-1", "EUR", YEAR, facts);
	(void)trade_add(trade, "C-2", "USD", YEAR, facts);
	Question question = trade_question(trade, "2026-01-01..2026-04-01", "2026-04-30");
	Figure both = trade_figure(trade, &question, "value_delivered", trade->books.at, 2, "EUR");
	assert_int_equal(2, both.left_out_count);
	check_text("one has a rate for all it has", both.left_out[0].name,
		   "C-1: without a revenue budget: 2026-03");
	check_text("the budget may lack a rate that nothing recognised needs",
		   both.left_out[1].name,
		   "C-2: without a revenue budget: 2026-03; no budget rate in 2026-01");
	(void)trade_add(trade, "C-3", "USD", YEAR,
			"budget month=2026-01 revenue=1000\n"
			"budget month=2026-02 revenue=1000 rate=0.8\n"
			"recognition id=R2 amount=900 on=2026-03-15 from=2026-02-01 to=2026-03-01");
	Figure ledger = trade_figure(trade, &question, "value_delivered_in_ledger",
				     trade->books.at + 2, 1, "EUR");
	check_text("also where the two sides lack different months", ledger.na_detail,
		   "without a revenue budget: 2026-03; no budget rate in 2026-01");
}

/* Revenue lacks a rate in January, hours in February, other costs in March; costs have a budget in February only. */
static void months_that_any_input_lacks_are_named_once(void **state)
{
	Arena *mem = *state;
	Trade *trade = trade_new(mem);
	(void)trade_add(trade, "C-1", "USD", YEAR,
			"budget month=2026-04 revenue=1000 cost=100 rate=0.8\n"
			"recognition id=R1 amount=500 on=2026-01-31 from=2026-01-01 to=2026-02-01\n"
			"recognition id=R2 amount=500 on=2026-04-30 from=2026-04-01 to=2026-05-01\n"
			"hours on=2026-02-03 h=4 bill=500 cost=10\n"
			"hours on=2026-04-03 h=4 bill=500 cost=10\n"
			"cost on=2026-03-05 amount=20\n"
			"cost on=2026-04-05 amount=20");
	(void)trade_add(trade, "C-2", "USD", YEAR,
			"budget month=2026-01 cost=100\n"
			"budget month=2026-02 cost=100 rate=0.8\n"
			"cost on=2026-01-05 amount=20\n"
			"cost on=2026-02-05 amount=20");
	static const struct {
		const char *label;
		const char *metric;
		size_t book;
		const char *days;
		Reason reason;
		const char *detail;
	} CASES[] = {
		{"the months of three inputs", "delivery_margin", 0, "2026-01-01..2026-05-01",
		 REASON_NO_BUDGET_RATE, "no budget rate in 2026-01, 2026-02, 2026-03"},
		{"both kinds of months, each kind once", "cost_to_budget", 1,
		 "2026-01-01..2026-04-01", REASON_NO_BUDGET,
		 "without a cost budget: 2026-03; no budget rate in 2026-01"},
		{"months without a budget alone", "cost_to_budget", 1, "2026-02-01..2026-04-01",
		 REASON_NO_BUDGET, "without a cost budget: 2026-03"},
		{"the same month of both sides", "cost_to_budget", 1, "2026-01-01..2026-03-01",
		 REASON_NO_BUDGET_RATE, "no budget rate in 2026-01"},
	};
	for (size_t i = 0; i < COUNT(CASES); i++) {
		const Book *book = trade->books.at + CASES[i].book;
		Question question = trade_question(trade, CASES[i].days, "2026-05-31");
		Figure one = trade_figure(trade, &question, CASES[i].metric, book, 1, "EUR");
		check_text(CASES[i].label, one.na_detail, CASES[i].detail);
		Book twice[] = {*book, *book};
		Figure both = trade_figure(trade, &question, CASES[i].metric, twice, 2, "EUR");
		assert_int_equal(2, both.left_out_count);
		check_text(CASES[i].label, both.left_out[1].name,
			   str_to_c(mem, str_format(mem, "%.*s: %s", STR_ARG(book->key),
						    CASES[i].detail)));
		assert_int_equal(CASES[i].reason, both.left_out[1].reason);
	}
}

static void months_without_a_budget_are_left_out_by_name(void **state)
{
	Arena *mem = *state;
	Trade *trade = trade_new(mem);
	(void)trade_add(trade, "C-1", "EUR", YEAR,
			"budget month=2026-02 revenue=1000\n"
			"recognition id=R1 amount=500 on=2026-01-31 from=2026-01-01 to=2026-02-01\n"
			"recognition id=R2 amount=900 on=2026-02-28 from=2026-02-01 to=2026-03-01");
	(void)trade_add(trade, "C-2", "EUR", YEAR,
			"budget month=2026-01 revenue=10\nbudget month=2026-02 revenue=10");
	Question question = trade_question(trade, "2026-01-01..2026-03-01", "2026-04-30");
	Figure both = trade_figure(trade, &question, "value_delivered", trade->books.at, 2, "EUR");
	check_text("900 of 1,020", figure_words(mem, &both), "88.2 % +partial");
	assert_int_equal(1, both.left_out_count);
	assert_true(str_starts(both.left_out[0].name, STR("C-1: ")));
	assert_int_equal(REASON_NO_BUDGET, both.left_out[0].reason);
}

static void lags_of_all_contracts_make_one_distribution(void **state)
{
	Arena *mem = *state;
	Trade *trade = trade_new(mem);
	(void)trade_add(
		trade, "C-1", "EUR", YEAR,
		"recognition id=R1 amount=200000 on=2026-02-05 from=2026-01-01 to=2026-02-01");
	(void)trade_add(
		trade, "C-2", "EUR", YEAR,
		"recognition id=R1 amount=30000 on=2026-02-05 from=2026-01-01 to=2026-02-01\n"
		"recognition id=R2 amount=80000 on=2026-03-02 from=2026-01-01 to=2026-02-01");
	(void)trade_add(trade, "C-3", "EUR", "2027-01-01 annual_value=1 pricing=retainer", "");
	Question question = trade_question(trade, "2026-01-01..2026-02-01", "2026-03-31");
	static const struct {
		const char *label;
		const char *metric;
		size_t first, count;
		const char *words;
	} CASES[] = {
		{"all in five days", "median_lag", 0, 1, "5 days"},
		{"mostly in thirty", "median_lag", 1, 1, "30 days"},
		{"more than half of both in five", "median_lag", 0, 2, "5 days"},
		{"nine tenths of both in thirty", "p90_lag", 0, 2, "30 days"},
		{"with nothing due there is no lag", "p90_lag", 2, 1, "n/a nothing_due"},
		{"nor is anything left out for it", "p90_lag", 1, 2, "30 days"},
	};
	for (size_t i = 0; i < COUNT(CASES); i++) {
		Figure figure =
			trade_figure(trade, &question, CASES[i].metric,
				     trade->books.at + CASES[i].first, CASES[i].count, "EUR");
		check_text(CASES[i].label, figure_words(mem, &figure), CASES[i].words);
	}
}

/* Totals of totals are those of all: whatever contracts, currencies, metrics. */
static void totals_add(void **state)
{
	Arena *mem = *state;
	Random random = {20260331};
	size_t count = metric_count();
	size_t *places = ARENA_ARRAY(mem, size_t, count);
	for (size_t i = 0; i < count; i++)
		places[i] = i;
	const MetricPlan *plan = metric_plan(mem, places, count);
	assert_int_equal(count, metric_plan_len(plan));
	for (int round = 0; round < 20; round++) {
		Trade *trade = trade_new(mem);
		Total *all = total_new(mem, plan, currency("EUR"));
		Total *sum = total_new(mem, plan, currency("EUR"));
		Total *half = total_new(mem, plan, currency("EUR"));
		Question question = trade_question(trade, "2026-01-01..2026-03-01", "2026-03-20");
		for (int i = 0; i < 4; i++)
			(void)trade_add_random(trade, &random, i % 2 == 0 ? "C-1" : "C-2",
					       i == 3 ? "USD" : "EUR");
		for (size_t i = 0; i < 4; i++) {
			total_add_contract(all, &question, &trade->books.at[i]);
			total_add_contract(half, &question, &trade->books.at[i]);
			if (i % 2 == 0)
				continue;
			total_add_total(sum, half);
			total_clear(half);
		}
		const Figure *wanted = total_figures(all, mem, &question);
		const Figure *got = total_figures(sum, mem, &question);
		for (size_t i = 0; i < count; i++) {
			assert_ptr_equal(metric_at(i), metric_plan_at(plan, i));
			if (got[i].na != wanted[i].na || got[i].flags != wanted[i].flags ||
			    got[i].parts != wanted[i].parts ||
			    got[i].left_out_count != wanted[i].left_out_count ||
			    ratio_compare(got[i].value, wanted[i].value) != 0 ||
			    ratio_compare(got[i].target, wanted[i].target) != 0)
				fail_msg("%s, round %d of seed 20260331", metric_at(i)->name,
					 round);
		}
	}
}

static void people_have_figures_of_their_own(void **state)
{
	Arena *mem = *state;
	Trade *trade = trade_new(mem);
	const ResourceDay days[] = {
		{.day = day("2026-03-02"),
		 .time_class = time_class_of(CATEGORY_CLIENT, APPROVAL_APPROVED, true),
		 .seconds = 88 * 3600},
	};
	Resource person = trade->firm.resources[0];
	person.days = days;
	person.day_count = 1;
	const size_t places[] = {metric_named("resource_utilization"),
				 metric_named("contract_utilization")};
	const MetricPlan *plan = metric_plan(mem, places, 2);
	Total *total = total_new(mem, plan, (Currency){0});
	Question question = trade_question(trade, MARCH, "2026-03-31");
	total_add_resource(total, &question, &person);
	total_add_resource(total, &question, &trade->firm.resources[2]);
	const Figure *figures = total_figures(total, mem, &question);
	check_text("88 of 176 hours; who is not declared has no capacity",
		   figure_words(mem, &figures[0]), "50.0 % +partial");
	check_text("it is named by key", figures[0].left_out[0].name, "R-3");
	check_text("contracts' metrics are not people's", figure_words(mem, &figures[1]),
		   "n/a not_of_scope");
}

static void says_when_it_is_early(void **state)
{
	Arena *mem = *state;
	Trade *trade = two_and_a_half(mem);
	static const struct {
		const char *label;
		const char *metric;
		const char *as_of;
		const char *words;
	} CASES[] = {
		{"a period that is not over", "counting_hours", "2026-03-30", "95.00 h +running"},
		{"a period that ended today", "counting_hours", "2026-03-31", "95.00 h"},
		{"one that begins tomorrow", "counting_hours", "2026-02-28",
		 "n/a not_begun +running"},
		{"what is to date tells of all days before", "remaining_hours", "2026-02-28",
		 "1,200.00 h +running"},
		{"judged by closed periods only", "value_gap", "2026-03-31", "n/a no_budget +open"},
		{"which it is after the policy's days", "value_gap", "2026-04-10", "n/a no_budget"},
	};
	for (size_t i = 0; i < COUNT(CASES); i++) {
		Question question = trade_question(trade, MARCH, CASES[i].as_of);
		Figure figure =
			trade_figure(trade, &question, CASES[i].metric, trade->books.at, 1, "EUR");
		check_text(CASES[i].label, figure_words(mem, &figure), CASES[i].words);
	}
}

static void what_no_day_will_change_is_said_before_the_period_begins(void **state)
{
	Arena *mem = *state;
	Trade *trade = trade_new(mem);
	trade_add(trade, "C-1", "EUR", YEAR, "")->kind = CONTRACT_VENDOR;
	Question question = trade_question(trade, MARCH, "2026-02-28");
	static const struct {
		const char *label;
		const char *metric;
		size_t count;
		const char *words;
	} CASES[] = {
		{"a vendor never has recognised revenue", "recognized", 1, "n/a vendor +running"},
		{"but may have hours", "counting_hours", 1, "n/a not_begun +running"},
		{"contracts are never available", "available_hours", 1,
		 "n/a not_of_scope +running"},
		{"nothing is in the scope", "counting_hours", 0, "n/a no_facts +running"},
	};
	for (size_t i = 0; i < COUNT(CASES); i++) {
		Figure figure = trade_figure(trade, &question, CASES[i].metric, trade->books.at,
					     CASES[i].count, "EUR");
		check_text(CASES[i].label, figure_words(mem, &figure), CASES[i].words);
	}
}

static void sums_that_cancel_out_give_no_ratio(void **state)
{
	Arena *mem = *state;
	Trade *trade = trade_new(mem);
	const char *scope =
		"deliverable id=D1 budget=100 due=2026-03-31\n"
		"progress on=2026-03-01 done=50%\n";
	(void)trade_add(trade, "C-1", "EUR", YEAR,
			str_to_c(mem, str_format(mem, "%scost on=2026-03-01 amount=70", scope)));
	(void)trade_add(trade, "C-2", "EUR", YEAR,
			str_to_c(mem, str_format(mem, "%scost on=2026-03-01 amount=-70", scope)));
	(void)trade_add(trade, "C-3", "EUR", YEAR,
			str_to_c(mem, str_format(mem, "%scost on=2026-03-01 amount=150", scope)));
	(void)trade_add(trade, "C-4", "EUR", YEAR,
			str_to_c(mem, str_format(mem, "%scost on=2026-03-01 amount=50", scope)));
	Question question = trade_question(trade, MARCH, "2026-03-31");
	Figure cpi = trade_figure(trade, &question, "cpi", trade->books.at, 2, "EUR");
	check_text("nothing was spent in sum", figure_words(mem, &cpi), "n/a no_cost");
	Figure over = trade_figure(trade, &question, "tcpi", trade->books.at + 2, 1, "EUR");
	check_text("more was spent than budgeted", figure_words(mem, &over),
		   "−1.000 +unattainable");
	Figure none = trade_figure(trade, &question, "tcpi", trade->books.at + 2, 2, "EUR");
	check_text("what one has left the other has overspent", figure_words(mem, &none),
		   "n/a unattainable");
	Figure some = trade_figure(trade, &question, "tcpi", trade->books.at + 1, 2, "EUR");
	check_text("in sum there is enough", figure_words(mem, &some), "0.833");
	Figure all = trade_figure(trade, &question, "cpi", trade->books.at, 4, "EUR");
	check_text("200 done for 200", figure_words(mem, &all), "1.000");
}

/* A total outlives what its questions worked out; here that is written over before the figures are made. */
static void what_is_said_outlives_the_question(void **state)
{
	Arena *mem = *state;
	Trade *trade = trade_new(mem);
	size_t metric = metric_named("unrecognized_delivery");
	Arena own;
	(void)trade_add(trade, "C-1", "EUR",
			"2026-01-01 pricing=time_and_materials ends_on=2027-01-01",
			"hours on=2026-03-02 h=5 bill=no_billing_rate");
	Question question = trade_question(trade, MARCH, "2026-04-30");
	Total *total = total_new(mem, metric_plan(mem, &metric, 1), currency("EUR"));
	arena_init(&own);
	question.mem = &own;
	char *first = arena_alloc(&own, 1);
	total_add_contract(total, &question, trade->books.at);
	char *last = arena_alloc(&own, 1);
	assert_true(last > first && last - first < 4096);
	memset(first, '?', (size_t)(last - first));
	arena_deinit(&own);
	Figure figure = *total_figures(total, mem, &question);
	check_text("hours without a rate", figure_words(mem, &figure), "n/a no_billing_rate");
	check_text("how many", figure.na_detail, "5 h of 1 entry");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(totals_divide_sums),
		ARENA_TEST(names_what_it_leaves_out),
		ARENA_TEST(the_commonest_reason_stands_for_all),
		ARENA_TEST(denominators_are_judged_in_sum),
		ARENA_TEST(money_converts),
		ARENA_TEST(the_effect_of_rates_is_told_of_every_flow),
		ARENA_TEST(months_without_a_budget_rate_are_left_out_by_name),
		ARENA_TEST(months_without_either_are_both_named),
		ARENA_TEST(months_that_any_input_lacks_are_named_once),
		ARENA_TEST(months_without_a_budget_are_left_out_by_name),
		ARENA_TEST(lags_of_all_contracts_make_one_distribution),
		ARENA_TEST(totals_add),
		ARENA_TEST(people_have_figures_of_their_own),
		ARENA_TEST(says_when_it_is_early),
		ARENA_TEST(what_no_day_will_change_is_said_before_the_period_begins),
		ARENA_TEST(sums_that_cancel_out_give_no_ratio),
		ARENA_TEST(what_is_said_outlives_the_question),
	};
	return RUN_TESTS(tests);
}
