#include "analytics/attribution.h"
#include "analytics/ladder.h"
#include "analytics/trade_fixture.h"

static const char *const TERMS =
	"2026-01-01 committed_hours=1200 annual_value=1200000 ends_on=2027-01-01 direct_labor=50%";

static Str steps_words(Arena *mem, const Attribution *attribution, int digits)
{
	Buf buf = {.mem = mem};
	for (size_t i = 0; i < attribution->step_count; i++) {
		const AttributionStep *step = &attribution->steps[i];
		Ratio effect = step->effect;
		if (attribution->from.metric->unit == METRIC_MONEY)
			assert_true(ratio_divide(effect, ratio_of(100), &effect));
		buf_add_format(&buf, "%s%s %s %.*s", i > 0 ? "\n" : "", step->measure->name,
			       factor_name(step->factor), STR_ARG(ratio_text(mem, effect, digits)));
	}
	return buf_str(&buf);
}

static void check_sum(const char *label, const Attribution *attribution)
{
	Ratio sum = RATIO_ZERO;
	Ratio difference = RATIO_ZERO;
	for (size_t i = 0; i < attribution->step_count; i++) {
		if (!ratio_add(sum, attribution->steps[i].effect, &sum))
			fail_msg("%s: effects too long to add", label);
	}
	assert_true(ratio_subtract(attribution->to.value, attribution->from.value, &difference));
	if (ratio_compare(sum, attribution->difference) != 0 || ratio_compare(sum, difference) != 0)
		fail_msg("%s: effects do not add up", label);
}

static Attribution compare(const Trade *trade, const char *metric, const char *currency_code)
{
	const Book **books = ARENA_ARRAY(trade->mem, const Book *, trade->books.len);
	Question from = trade_question(trade, "2026-01-01..2026-02-01", "2026-03-31");
	Question to = trade_question(trade, "2026-02-01..2026-03-01", "2026-03-31");
	for (size_t i = 0; i < trade->books.len; i++)
		books[i] = &trade->books.at[i];
	return attribute(&from, &to, metric_named(metric), books, books, trade->books.len,
			 currency(currency_code));
}

/* Persons 1 and 2, tasks 1 and (out of scope) 2; hours, bill value. */
typedef struct Shift {
	const char *day;
	int64_t person, task, hours, bill;
} Shift;

static void work_shifts(Trade *trade, Book *book, const Shift *shifts, size_t count)
{
	Work *work = ARENA_ARRAY(trade->mem, Work, count);
	for (size_t i = 0; i < count; i++)
		work[i] = (Work){
			.day = day(shifts[i].day),
			.resource_id = shifts[i].person,
			.task_id = shifts[i].task,
			.time_class = time_class_of(CATEGORY_CLIENT, APPROVAL_APPROVED, true),
			.seconds = shifts[i].hours * 3600,
			.entries = 1,
			.bill = {REASON_NONE, shifts[i].bill * 100},
			.cost = {REASON_NONE, shifts[i].bill * 50},
		};
	book->work = work;
	book->work_count = count;
}

/*
 * January: 10 h at 100 and 10 h at 50, and 200 out of scope. February: 20 h at 110, 10 h at 50, 4 h of somebody new at 80, and 500
 * out of scope.
 */
static const Shift SHIFTS[] = {
	{"2026-01-05", 1, 1, 10, 1000}, {"2026-01-06", 2, 0, 10, 500}, {"2026-01-07", 2, 2, 4, 200},
	{"2026-02-05", 1, 1, 20, 2200}, {"2026-02-06", 2, 1, 10, 500}, {"2026-02-07", 3, 1, 4, 320},
	{"2026-02-08", 1, 2, 5, 500},
};

static void money_of_hours_goes_by_factors(void **state)
{
	Arena *mem = *state;
	Trade *trade = trade_new(mem);
	Book *book = trade_add(trade, "C-1", "EUR", TERMS, "cost on=2026-02-10 amount=70");
	work_shifts(trade, book, SHIFTS, COUNT(SHIFTS));
	Attribution bill = compare(trade, "bill_value", "EUR");
	/* 34 h at 75 is 2,550; at each one's old rate 2,000 + 500 + 320 is 2,820. */
	check_text("scope, volume, mix, rate", steps_words(mem, &bill, 2),
		   "bill_value scope 300.00\nbill_value volume 1050.00\nbill_value mix 270.00\n"
		   "bill_value rate 200.00");
	check_sum("bill value", &bill);
	check_text("the input before and after stands beside it",
		   ratio_text(mem, bill.steps[1].before, 0), "200000");
	check_text("after", ratio_text(mem, bill.steps[1].after, 0), "305000");
	Attribution cost = compare(trade, "actual_cost", "EUR");
	check_text("actual cost is to date, and has a rest that is not hours",
		   steps_words(mem, &cost, 2),
		   "actual_cost scope 250.00\nactual_cost volume 1275.00\n"
		   "actual_cost mix 135.00\nactual_cost rate 100.00\nactual_cost input 70.00");
	check_sum("actual cost", &cost);
	check_text(
		"the method names the factors", bill.method,
		"One after the other goes from the first period to the second: Bill value. Money "
		"of hours goes by scope, volume, mix, rate. Each effect is what the figure "
		"changes by.");
}

static void from_nothing_all_is_volume(void **state)
{
	Arena *mem = *state;
	Trade *trade = trade_new(mem);
	Book *book = trade_add(trade, "C-1", "EUR", TERMS, "");
	work_shifts(trade, book, SHIFTS + 3, 3);
	Attribution bill = compare(trade, "bill_value", "EUR");
	check_text("there was no rate before", steps_words(mem, &bill, 2),
		   "bill_value volume 3020.00");
	work_shifts(trade, book, SHIFTS, 2);
	bill = compare(trade, "bill_value", "EUR");
	check_text("nor is there one after", steps_words(mem, &bill, 2),
		   "bill_value volume -1500.00");
}

static void ratios_go_input_by_input(void **state)
{
	Arena *mem = *state;
	Trade *trade = trade_new(mem);
	(void)trade_add(trade, "C-1", "EUR", TERMS,
			"hours on=2026-01-05 h=50.5747 bill=0\nhours on=2026-02-05 h=46 bill=0");
	Attribution use = compare(trade, "contract_utilization", "EUR");
	check_text("hours first, as the formula names them", steps_words(mem, &use, 4),
		   "counting_hours input -0.0452\ncommitted_hours input 0.0455");
	check_sum("utilization", &use);
	check_text("the method names no factor that has no step", use.method,
		   "One after the other goes from the first period to the second: Counting hours, "
		   "then Committed hours. Each effect is what the figure changes by.");
}

static void labour_goes_by_revenue_and_share(void **state)
{
	Arena *mem = *state;
	Trade *trade = trade_new(mem);
	(void)trade_add(
		trade, "C-1", "EUR",
		"2026-01-01 annual_value=1 ends_on=2027-01-01 direct_labor=50%\n"
		"2026-02-01 direct_labor=60%",
		"hours on=2026-01-05 h=1 cost=600\nhours on=2026-02-05 h=1 cost=700\n"
		"recognition id=R1 amount=1000 on=2026-02-05 from=2026-01-01 to=2026-02-01\n"
		"recognition id=R2 amount=1500 on=2026-03-05 from=2026-02-01 to=2026-03-01");
	Attribution drift = compare(trade, "labor_share_drift", "EUR");
	/* (600 − 500)/1000 = 0.1; 700: 0.2; 750 of labour: −0.05; 900: −0.2; over 1500: −0.1333 */
	check_text("labour at the old share, then the share", steps_words(mem, &drift, 4),
		   "cost_of_hours rate 0.1000\nlabor_by_terms volume -0.2500\n"
		   "labor_by_terms labor_share -0.1500\nrecognized input 0.0667");
	check_sum("drift", &drift);
	check_text("labour has factors of its own", drift.method,
		   "One after the other goes from the first period to the second: Cost of hours, "
		   "then Labour by terms, then Recognised revenue. Money of hours goes by rate. "
		   "Labour by terms goes by volume, labour share. Each effect is what the figure "
		   "changes by.");
}

static void exchange_rates_come_last(void **state)
{
	Arena *mem = *state;
	Trade *trade = trade_new(mem);
	(void)trade_add(trade, "C-1", "USD", TERMS,
			"budget month=2026-01 revenue=1000 rate=0.8\n"
			"budget month=2026-02 revenue=2000 rate=0.9");
	Attribution budget = compare(trade, "budget_revenue", "EUR");
	check_text("1,000 more at 0.8, then 2,000 at 0.1 more", steps_words(mem, &budget, 2),
		   "budget_revenue input 800.00\nbudget_revenue fx 200.00");
	check_sum("budget", &budget);
}

static void what_is_new_comes_from_nothing(void **state)
{
	Arena *mem = *state;
	Trade *trade = trade_new(mem);
	(void)trade_add(trade, "C-1", "EUR", TERMS,
			"hours on=2026-01-05 h=90 bill=0\nhours on=2026-02-05 h=80 bill=0");
	(void)trade_add(trade, "C-2", "EUR",
			"2026-02-01 committed_hours=1200 annual_value=1 ends_on=2027-01-01",
			"hours on=2026-02-05 h=40 bill=0");
	Attribution use = compare(trade, "contract_utilization", "EUR");
	assert_int_equal(REASON_NONE, use.na);
	assert_int_equal(1, use.from.parts);
	assert_int_equal(2, use.to.parts);
	check_sum("a contract that begins", &use);
}

static void what_has_no_figure_has_no_difference(void **state)
{
	Arena *mem = *state;
	Trade *trade = trade_new(mem);
	(void)trade_add(trade, "C-1", "EUR", TERMS, "budget month=2026-01 revenue=1000");
	Attribution later = compare(trade, "value_delivered", "EUR");
	assert_int_equal(REASON_NO_BUDGET, later.na);
	assert_int_equal(0, later.step_count);
	(void)trade_add(trade, "C-2", "EUR", TERMS, "");
	trade->books.at++;
	trade->books.len--;
	Attribution before = compare(trade, "value_delivered", "EUR");
	assert_int_equal(REASON_NO_BUDGET, before.na);
}

static void a_value_that_is_missing_in_between_waits(void **state)
{
	Arena *mem = *state;
	Trade *trade = trade_new(mem);
	const char *scope = "deliverable id=D1 due=2026-01-20 budget=";
	(void)trade_add(trade, "C-1", "EUR", TERMS,
			str_to_c(mem, str_format(mem,
						 "%s100\nprogress on=2026-01-10 done=40%%\n"
						 "cost on=2026-01-10 amount=50",
						 scope)));
	(void)trade_add(trade, "C-1", "EUR", TERMS,
			str_to_c(mem, str_format(mem,
						 "%s50\nprogress on=2026-02-10 done=40%%\n"
						 "cost on=2026-02-10 amount=10",
						 scope)));
	const Book *before[] = {&trade->books.at[0]};
	const Book *after[] = {&trade->books.at[1]};
	Question from = trade_question(trade, "2026-01-01..2026-02-01", "2026-03-31");
	Question to = trade_question(trade, "2026-02-01..2026-03-01", "2026-03-31");
	Attribution tcpi =
		attribute(&from, &to, metric_named("tcpi"), before, after, 1, currency("EUR"));
	/* 60/50 becomes 30/40. With the budget at 50 and the cost still at 50 there is nothing to divide by. */
	check_text("all of it stands at the cost", steps_words(mem, &tcpi, 2),
		   "actual_cost input -0.45");
	check_sum("tcpi", &tcpi);
}

static void what_is_too_large_waits_for_the_last_rung(void **state)
{
	Arena *mem = *state;
	size_t count;
	size_t place = 0;
	const int128 huge = (int128)1 << 100;
	assert_true(measure_find(STR("recognized"), &place));
	LadderEnd from = {.value = huge / 3, .native = huge};
	LadderEnd to = {.value = 7, .native = huge * 5};
	Ladder ladder = ladder_make(mem, &measure_list(&count)[place], &from, &to);
	assert_true(ladder.at[FACTORS - 1] == 7);
	LadderEnd nothing = {0};
	LadderEnd some = {.value = 90, .native = 100};
	ladder = ladder_make(mem, &measure_list(&count)[place], &nothing, &some);
	assert_true(ladder.at[0] == 0 && ladder.at[FACTORS - 2] == 90 &&
		    ladder.at[FACTORS - 1] == 90);
	ladder = ladder_make(mem, &measure_list(&count)[place], &nothing, &nothing);
	assert_true(ladder.at[FACTORS - 1] == 0);
}

static void labour_from_nothing_is_volume(void **state)
{
	Arena *mem = *state;
	Trade *trade = trade_new(mem);
	(void)trade_add(
		trade, "C-1", "EUR", TERMS,
		"recognition id=R0 amount=1 on=2026-02-05 from=2026-01-01 to=2026-02-01\n"
		"recognition id=R2 amount=1500 on=2026-03-05 from=2026-02-01 to=2026-03-01");
	(void)trade_add(trade, "C-2", "EUR", TERMS,
			"recognition id=R2 amount=500 on=2026-03-05 from=2026-02-01 to=2026-03-01");
	Attribution drift = compare(trade, "labor_share_drift", "EUR");
	check_sum("one of the contracts begins", &drift);
}

/* Whatever the contracts and the metric, effects add up to the difference, exactly. */
static void effects_always_add_up(void **state)
{
	Arena *mem = *state;
	Random random = {20260228};
	size_t count = metric_count();
	size_t told = 0;
	for (int round = 0; round < 40; round++) {
		Trade *trade = trade_new(mem);
		int64_t books = random_in(&random, 1, 3);
		for (int64_t i = 0; i < books; i++)
			(void)trade_add_random(trade, &random, "C", i == 2 ? "USD" : "EUR");
		for (size_t i = 0; i < count; i++) {
			Attribution attribution = compare(trade, metric_at(i)->name, "EUR");
			if (attribution.na != REASON_NONE)
				continue;
			told++;
			check_sum(metric_at(i)->name, &attribution);
		}
	}
	assert_true(told > 1000);
}

static void people_are_compared_too(void **state)
{
	Arena *mem = *state;
	Trade *trade = trade_new(mem);
	const ResourceDay days[] = {
		{.day = day("2026-01-05"),
		 .time_class = time_class_of(CATEGORY_CLIENT, APPROVAL_APPROVED, true),
		 .seconds = 88 * 3600},
		{.day = day("2026-02-05"),
		 .time_class = time_class_of(CATEGORY_CLIENT, APPROVAL_APPROVED, true),
		 .seconds = 80 * 3600},
	};
	Resource person = trade->firm.resources[0];
	person.days = days;
	person.day_count = 2;
	const Resource *people[] = {&person};
	Question from = trade_question(trade, "2026-01-01..2026-02-01", "2026-03-31");
	Question to = trade_question(trade, "2026-02-01..2026-03-01", "2026-03-31");
	Attribution use = attribute_resources(&from, &to, metric_named("resource_utilization"),
					      people, people, 1);
	check_text("88 of 176 h, then 80 of 160", steps_words(mem, &use, 4),
		   "counting_hours input -0.0455\navailable_hours input 0.0455");
	check_sum("person", &use);
	Attribution none =
		attribute_resources(&from, &to, metric_named("recognized"), people, people, 1);
	assert_int_equal(REASON_NOT_OF_SCOPE, none.na);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(money_of_hours_goes_by_factors),
		ARENA_TEST(from_nothing_all_is_volume),
		ARENA_TEST(ratios_go_input_by_input),
		ARENA_TEST(labour_goes_by_revenue_and_share),
		ARENA_TEST(exchange_rates_come_last),
		ARENA_TEST(what_is_new_comes_from_nothing),
		ARENA_TEST(what_has_no_figure_has_no_difference),
		ARENA_TEST(a_value_that_is_missing_in_between_waits),
		ARENA_TEST(what_is_too_large_waits_for_the_last_rung),
		ARENA_TEST(labour_from_nothing_is_volume),
		ARENA_TEST(effects_always_add_up),
		ARENA_TEST(people_are_compared_too),
	};
	return RUN_TESTS(tests);
}
