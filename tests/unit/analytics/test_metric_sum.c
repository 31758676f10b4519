#include "analytics/trade_fixture.h"

/* A metric with the values of its measures put in by hand: what no book of ordinary size makes. */
typedef struct Hand {
	Arena *mem;
	const MetricPlan *plan;
	PlannedMetric planned;
	SlotValue *values;
} Hand;

static Hand hand_of(Arena *mem, const char *metric)
{
	size_t place = metric_named(metric);
	const MetricPlan *plan = metric_plan(mem, &place, 1);
	return (Hand){mem, plan, plan->metrics[0], ARENA_ARRAY(mem, SlotValue, plan->slot_count)};
}

static SlotValue *value_of(Hand *hand, const char *measure)
{
	for (size_t i = 0; i < hand->plan->slot_count; i++) {
		if (strcmp(hand->plan->slots[i].measure->name, measure) == 0)
			return &hand->values[i];
	}
	fail_msg("no measure %s", measure);
	return NULL;
}

static Part part_of(const Hand *hand)
{
	Part part;
	part_make(&hand->planned, hand->values, &part);
	return part;
}

static const int128 MOST = (int128)(~(uint128)0 >> 1);

static void a_guard_that_cannot_be_asked_gives_its_reason(void **state)
{
	Hand cpi = hand_of(*state, "cpi");
	value_of(&cpi, "earned_value")->sum = 5;
	value_of(&cpi, "actual_cost")->sum = 7;
	*value_of(&cpi, "budget_at_completion") =
		(SlotValue){.na = REASON_NO_RATE, .na_detail = STR("3 budgets")};
	Part part = part_of(&cpi);
	assert_int_equal(REASON_NO_RATE, part.na);
	check_text("with its detail", part.detail, "3 budgets");
}

static void what_is_too_large_is_out_of_range(void **state)
{
	Arena *mem = *state;
	Hand amount = hand_of(mem, "recognized");
	value_of(&amount, "recognized")->sum = (int128)INT64_MAX + 1;
	assert_int_equal(REASON_OUT_OF_RANGE, part_of(&amount).na);
	Hand variance = hand_of(mem, "cost_variance");
	value_of(&variance, "earned_value")->sum = MOST;
	value_of(&variance, "actual_cost")->sum = -MOST;
	assert_int_equal(REASON_OUT_OF_RANGE, part_of(&variance).na);
	Hand guard = hand_of(mem, "tcpi");
	value_of(&guard, "budget_at_completion")->sum = MOST;
	value_of(&guard, "earned_value")->sum = -MOST;
	assert_int_equal(REASON_OUT_OF_RANGE, part_of(&guard).na);
	guard.planned.guard_count = 0;
	assert_int_equal(REASON_OUT_OF_RANGE, part_of(&guard).na);
}

static Figure figure_of(Hand *hand, const Part *part, size_t times)
{
	MetricSum sum = {0};
	Figure figure;
	for (size_t i = 0; i < times; i++)
		metric_sum_add(hand->mem, &sum, &hand->planned, part, STR("C"));
	metric_sum_figure(&sum, &hand->planned, times, hand->mem, &figure);
	return figure;
}

static void zero_below_the_line_is_no_figure(void **state)
{
	Arena *mem = *state;
	Hand use = hand_of(mem, "contract_utilization");
	assert_int_equal(REASON_NO_COMMITMENT, part_of(&use).na);
	const Part nothing = {.numerator = {1, 1}, .denominator = {0, 1}};
	assert_int_equal(REASON_NO_COMMITMENT, figure_of(&use, &nothing, 2).na);
	MetricGuard marks = {.formula = "committed_hours",
			     .when = WHEN_ZERO,
			     .of_sum = true,
			     .flag = FIGURE_PARTIAL};
	use.planned.guards[1] = use.planned.guards[0];
	use.planned.guards[1].guard = &marks;
	use.planned.guard_count = 2;
	assert_int_equal(REASON_NO_COMMITMENT, figure_of(&use, &nothing, 2).na);
	use.planned.guard_count = 0;
	assert_int_equal(REASON_OUT_OF_RANGE, figure_of(&use, &nothing, 1).na);
	Hand estimate = hand_of(mem, "eac_by_cpi");
	value_of(&estimate, "budget_at_completion")->sum = 5;
	value_of(&estimate, "actual_cost")->sum = 5;
	estimate.planned.guard_count--; /* without the guard of progress */
	assert_int_equal(REASON_NO_COST, part_of(&estimate).na);
	Hand complete = hand_of(mem, "percent_complete");
	assert_int_equal(REASON_NO_BUDGET, zero_reason(&complete.planned));
	Hand lags = hand_of(mem, "median_lag");
	Part none = part_of(&lags);
	assert_int_equal(REASON_NOTHING_DUE, figure_of(&lags, &none, 1).na);
}

static void sides_that_cannot_be_whole_are_left_out(void **state)
{
	Arena *mem = *state;
	Hand hand = hand_of(mem, "cpi");
	const Ratio too_long = {MOST, 2};
	const Part cases[] = {
		{.numerator = too_long, .denominator = {1, 1}},
		{.numerator = {1, 1}, .denominator = too_long},
		{.numerator = {MOST, 1}, .denominator = {1, 1}},
		{.numerator = {1, 1}, .denominator = {-MOST, 1}},
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(REASON_OUT_OF_RANGE, figure_of(&hand, &cases[i], 2).na);
	Part broken = {.numerator = {1, 2}, .denominator = {3, 2}};
	Figure one = figure_of(&hand, &broken, 1);
	check_text("alone sides stay exact", ratio_text(mem, one.value, 6), "0.333333");
	Figure two = figure_of(&hand, &broken, 2);
	assert_int_equal(REASON_NONE, two.na);
	check_text("in totals each is rounded as a figure would be", ratio_text(mem, two.value, 6),
		   "0.000000");
	Part wide = {.numerator = {5, 3}, .denominator = {1, MOST}};
	assert_int_equal(REASON_OUT_OF_RANGE, figure_of(&hand, &wide, 1).na);
}

static void targets_that_cannot_be_told_are_none(void **state)
{
	Arena *mem = *state;
	Hand hand = hand_of(mem, "contract_utilization");
	const Ratio one = {1, 1};
	const Ratio too_long = {MOST, 2};
	const Part cases[] = {
		{.numerator = one,
		 .denominator = one,
		 .has_target = true,
		 .target_numerator = too_long,
		 .target_denominator = one},
		{.numerator = one,
		 .denominator = one,
		 .has_target = true,
		 .target_numerator = one,
		 .target_denominator = too_long},
		{.numerator = one,
		 .denominator = one,
		 .has_target = true,
		 .target_numerator = {5, 3},
		 .target_denominator = {1, MOST}},
		{.numerator = {1, MOST},
		 .denominator = one,
		 .has_target = true,
		 .target_numerator = {(int128)1 << 100, 1},
		 .target_denominator = one},
		{.numerator = one,
		 .denominator = one,
		 .has_target = true,
		 .target_numerator = {MOST, 1},
		 .target_denominator = one},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Figure figure = figure_of(&hand, &cases[i], 1);
		assert_int_equal(REASON_NONE, figure.na);
		assert_false(figure.has_target);
		assert_true(ratio_sign(figure.target) == 0);
	}
	Part opposite = {.numerator = one,
			 .denominator = one,
			 .has_target = true,
			 .target_numerator = one,
			 .target_denominator = one};
	MetricSum sum = {0};
	Figure figure;
	metric_sum_add(mem, &sum, &hand.planned, &opposite, STR("C"));
	opposite.target_denominator = (Ratio){-1, 1};
	metric_sum_add(mem, &sum, &hand.planned, &opposite, STR("C"));
	metric_sum_figure(&sum, &hand.planned, 2, mem, &figure);
	assert_false(figure.has_target);
	Part share = {.numerator = {1, 3},
		      .denominator = one,
		      .has_target = true,
		      .target_numerator = {1, 3},
		      .target_denominator = {(int128)1 << 100, 1}};
	Figure far = figure_of(&hand, &share, 1);
	assert_true(far.has_target && far.has_share);
	Hand margin = hand_of(mem, "delivery_margin");
	value_of(&margin, "recognized")->sum = 10;
	Part none = part_of(&margin);
	assert_int_equal(REASON_NONE, none.na);
	assert_false(none.has_target); /* of nothing */
	value_of(&margin, "target_profit")->sum = 4;
	value_of(&margin, "recognized_with_target")->sum = 10;
	assert_true(part_of(&margin).has_target);
	value_of(&margin, "target_profit")->na = REASON_NO_RATE;
	assert_false(part_of(&margin).has_target);
}

static void lags_are_kept_once_and_in_order(void **state)
{
	Arena *mem = *state;
	Random random = {99};
	Lags lags = {0};
	int64_t weights[10] = {0};
	for (int i = 0; i < 300; i++) {
		TallyRow row = {.lag = random_in(&random, 0, 9),
				.amount = random_in(&random, 1, 5)};
		weights[row.lag] += row.amount;
		lags_add(mem, &lags, &row);
	}
	assert_int_equal(10, lags.rows.len);
	for (size_t i = 0; i < 10; i++) {
		assert_int_equal(i, lags.rows.at[i].lag);
		assert_int_equal(weights[i], lags.rows.at[i].amount);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(a_guard_that_cannot_be_asked_gives_its_reason),
		ARENA_TEST(what_is_too_large_is_out_of_range),
		ARENA_TEST(zero_below_the_line_is_no_figure),
		ARENA_TEST(sides_that_cannot_be_whole_are_left_out),
		ARENA_TEST(targets_that_cannot_be_told_are_none),
		ARENA_TEST(lags_are_kept_once_and_in_order),
	};
	return RUN_TESTS(tests);
}
