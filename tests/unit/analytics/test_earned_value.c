#include "analytics/earned_value.h"

#include "analytics/value_fixture.h"
#include "base/ratio.h"

#define TERM "2026-01-01 annual_value=365 starts_on=2026-01-01 ends_on=2027-01-01"

/* The deliverable-driven contract of the issue. */
#define PINNED                                            \
	"deliverable id=D1 budget=40000 due=2026-01-31\n" \
	"progress on=2026-01-20 done=60%\n"               \
	"progress on=2026-01-31 done=100%\n"              \
	"deliverable id=D2 budget=30000 due=2026-03-31\n" \
	"progress on=2026-03-15 done=50%\n"               \
	"deliverable id=D3 budget=30000 due=2026-06-30\n" \
	"work on=2026-01-15 hours=400 cost=40000\n"       \
	"work on=2026-03-31 hours=100 cost=12000\n"       \
	"work on=2026-04-01 hours=100 cost=99999\n"       \
	"cost on=2026-02-10 amount=8000\n"                \
	"cost on=2026-04-02 amount=5\n"
#define MARCH "2026-03-01..2026-04-01"

static Ratio of(int64_t num, int64_t den)
{
	Ratio ratio;
	assert_true(ratio_make(num, den, &ratio));
	return ratio;
}

static Ratio plus(Ratio a, Ratio b)
{
	Ratio ratio;
	assert_true(ratio_add(a, b, &ratio));
	return ratio;
}

static Ratio times(Ratio a, Ratio b)
{
	Ratio ratio;
	assert_true(ratio_multiply(a, b, &ratio));
	return ratio;
}

static Ratio by(Ratio a, Ratio b)
{
	Ratio ratio;
	assert_true(ratio_divide(a, b, &ratio));
	return ratio;
}

static void the_pinned_contract_comes_out(void **state)
{
	Arena *mem = *state;
	const ToldBook *told = tell_book(mem, TERM, PINNED);
	Period march = days_named(MARCH);
	Date cut = day("2026-03-31");
	int64_t bac = measure_sum(told, measure_budget_at_completion, march, cut);
	int64_t pv = measure_sum(told, measure_planned_value, march, cut);
	int64_t ev = measure_sum(told, measure_earned_value, march, cut);
	int64_t ac = measure_sum(told, measure_actual_cost, march, cut);
	assert_int_equal(bac, 10000000);
	assert_int_equal(pv, 7000000);
	assert_int_equal(ev, 5500000);
	assert_int_equal(ac, 6000000);
	Ratio cpi = of(ev, ac);
	Ratio spi = of(ev, pv);
	Ratio rest = plus(of(bac, 100), of(-ev, 100));
	check_text("CPI", ratio_text(mem, cpi, 3), "0.917");
	check_text("SPI", ratio_text(mem, spi, 3), "0.786");
	check_text("EAC by CPI", ratio_text(mem, by(of(bac, 100), cpi), 2), "109090.91");
	check_text("EAC at the budget rate", ratio_text(mem, plus(of(ac, 100), rest), 2),
		   "105000.00");
	check_text("EAC by CPI and SPI",
		   ratio_text(mem, plus(of(ac, 100), by(rest, times(cpi, spi))), 2), "122479.34");
}

static void what_is_seen_is_cut(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *label;
		MeasureOfContract *measure;
		const char *days;
		const char *as_of;
		const char *wanted;
	} cases[] = {
		{"costs of days after the as-of day", measure_actual_cost, MARCH, "2026-03-30",
		 "48000.00"},
		{"costs of days after the period", measure_actual_cost, MARCH, "2026-12-31",
		 "60000.00"},
		{"costs of days before the period count", measure_actual_cost,
		 "2026-04-01..2026-05-01", "2026-12-31", "160004.00"},
		{"nothing was spent by then", measure_actual_cost, MARCH, "2026-01-01", "0.00"},
		{"progress told later is not seen", measure_earned_value, MARCH, "2026-01-30",
		 "24000.00"},
		{"before any progress is told nothing is earned", measure_earned_value, MARCH,
		 "2026-01-19", "0.00"},
		{"nothing is due yet", measure_planned_value, MARCH, "2026-01-30", "0.00"},
		{"it is due on the day", measure_planned_value, MARCH, "2026-01-31", "40000.00"},
		{"all is due", measure_planned_value, "2026-06-01..2026-07-01", "2026-12-31",
		 "100000.00"},
		{"the budget is the same on any day", measure_budget_at_completion, MARCH,
		 "2020-01-01", "100000.00"},
	};
	const ToldBook *told = tell_book(mem, TERM, PINNED);
	for (size_t i = 0; i < COUNT(cases); i++)
		check_text(cases[i].label,
			   measure_words(told, cases[i].measure, cases[i].days, cases[i].as_of),
			   cases[i].wanted);
}

static void a_deliverable_is_planned_and_earned(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *label;
		const char *facts;
		const char *wanted; /* BAC, PV, EV as of 31 March */
	} cases[] = {
		{"calendar days from start to due, both counted",
		 "deliverable id=D budget=100 starts=2026-03-27 due=2026-04-05",
		 "100.00 50.00 0.00"},
		{"on the day of its start a day is planned",
		 "deliverable id=D budget=100 starts=2026-03-31 due=2026-04-09",
		 "100.00 10.00 0.00"},
		{"before its start nothing is",
		 "deliverable id=D budget=100 starts=2026-04-01 due=2026-04-09",
		 "100.00 0.00 0.00"},
		{"on the day that it is due all is",
		 "deliverable id=D budget=100 starts=2026-03-01 due=2026-03-31",
		 "100.00 100.00 0.00"},
		{"a start after its due day plans all from due on",
		 "deliverable id=D budget=100 starts=2026-05-01 due=2026-03-01",
		 "100.00 100.00 0.00"},
		{"a start on its due day, before it",
		 "deliverable id=D budget=100 starts=2026-05-01 due=2026-05-01",
		 "100.00 0.00 0.00"},
		{"without a due day nothing is planned",
		 "deliverable id=D budget=100 starts=2026-03-01", "100.00 0.00 0.00"},
		{"a third of it is rounded half-even",
		 "deliverable id=D budget=0.05 starts=2026-03-31 due=2026-04-01\n"
		 "progress on=2026-03-31 done=50%",
		 "0.05 0.02 0.02"},
		{"accepted is all done, whatever the progress",
		 "deliverable id=D budget=100 due=2026-06-30 accepted=2026-03-31\n"
		 "progress on=2026-03-31 done=50%",
		 "100.00 0.00 100.00"},
		{"acceptance after the as-of day is not seen",
		 "deliverable id=D budget=100 due=2026-06-30 accepted=2026-04-01\n"
		 "progress on=2026-03-31 done=50%",
		 "100.00 0.00 50.00"},
		{"the latest progress counts, even where it went back",
		 "deliverable id=D budget=100 due=2026-06-30\n"
		 "progress on=2026-03-01 done=80%\nprogress on=2026-03-30 done=60%\n"
		 "progress on=2026-04-30 done=90%",
		 "100.00 0.00 60.00"},
		{"hours are never progress",
		 "deliverable id=D budget=100 due=2026-06-30\nwork on=2026-03-01 hours=8 cost=9",
		 "100.00 0.00 0.00"},
		{"one without a budget counts nothing",
		 "deliverable id=D due=2026-01-31\nprogress on=2026-03-01 done=80%\n"
		 "deliverable id=E budget=7 due=2026-01-31",
		 "7.00 7.00 0.00"},
		{"a negative budget keeps its sign",
		 "deliverable id=D budget=-100 due=2026-01-31\nprogress on=2026-03-01 done=80%",
		 "-100.00 -100.00 -80.00"},
		{"a budget of 0", "deliverable id=D budget=0 due=2026-01-31", "0.00 0.00 0.00"},
		{"one whose budget cannot be had makes it n/a",
		 "deliverable id=D budget=1 na=no_rate due=2026-01-31",
		 "n/a no_rate n/a no_rate n/a no_rate"},
		{"without deliverables there is no scope", "work on=2026-03-01 hours=8 cost=9",
		 "n/a no_scope n/a no_scope n/a no_scope"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		const ToldBook *told = tell_book(mem, TERM, cases[i].facts);
		Str bac = measure_words(told, measure_budget_at_completion, MARCH, "2026-03-31");
		Str pv = measure_words(told, measure_planned_value, MARCH, "2026-03-31");
		Str ev = measure_words(told, measure_earned_value, MARCH, "2026-03-31");
		check_text(cases[i].label,
			   str_format(mem, "%.*s %.*s %.*s", STR_ARG(bac), STR_ARG(pv),
				      STR_ARG(ev)),
			   cases[i].wanted);
	}
}

static void costs_need_rates(void **state)
{
	const ToldBook *told = tell_book(*state, TERM,
					 "work on=2026-03-01 hours=8 cost=9\n"
					 "work on=2026-03-02 hours=7.5 na=no_cost_rate\n"
					 "work on=2026-03-03 hours=5 na=no_cost_rate\n");
	check_text("", measure_words(told, measure_actual_cost, MARCH, "2026-03-31"),
		   "n/a no_cost_rate (12.5 h of 2 entries)");
	check_text("before these hours it is there",
		   measure_words(told, measure_actual_cost, MARCH, "2026-03-01"), "9.00");
}

static void vendors_have_deliverables_too(void **state)
{
	ToldBook *told = tell_book(*state, TERM, PINNED);
	told->book.kind = CONTRACT_VENDOR;
	check_text("", measure_words(told, measure_earned_value, MARCH, "2026-03-31"), "55000.00");
}

static void rows_tell_how_they_were_made(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *label;
		MeasureOfContract *measure;
		const char *facts;
		const char *wanted;
	} cases[] = {
		{"a budget; one without a name goes by its key", measure_budget_at_completion,
		 "deliverable id=D1 budget=40000\ndeliverable id=D2 name=Migration budget=10000",
		 "D1 | 2026-03-31 | 40000.00 | \nMigration | 2026-03-31 | 10000.00 | "},
		{"due by then", measure_planned_value,
		 "deliverable id=D budget=40000 due=2026-01-31",
		 "D | 2026-03-31 | 40000.00 | 40,000.00, due 31 Jan 2026"},
		{"due later, without a start", measure_planned_value,
		 "deliverable id=D budget=40000 due=2026-04-30",
		 "D | 2026-03-31 | 0.00 | 40,000.00, due 30 Apr 2026"},
		{"on its way", measure_planned_value,
		 "deliverable id=D budget=40000 starts=2026-03-27 due=2026-04-05",
		 "D | 2026-03-31 | 20000.00 | 40,000.00 × 5 of 10 days"},
		{"never due", measure_planned_value, "deliverable id=D budget=40000",
		 "D | 2026-03-31 | 0.00 | no due date"},
		{"no progress", measure_earned_value, "deliverable id=D budget=40000",
		 "D | 2026-03-31 | 0.00 | 40,000.00, no progress told"},
		{"progress", measure_earned_value,
		 "deliverable id=D budget=40000\nprogress on=2026-03-15 done=12.5%",
		 "D | 2026-03-31 | 5000.00 | 40,000.00 × 12.5 % done on 15 Mar 2026"},
		{"accepted", measure_earned_value,
		 "deliverable id=D budget=40000 accepted=2026-03-20\n"
		 "progress on=2026-03-15 done=50%",
		 "D | 2026-03-31 | 40000.00 | 40,000.00, accepted 20 Mar 2026"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		const ToldBook *told = tell_book(mem, TERM, cases[i].facts);
		Tally tally = measure_rows(told, cases[i].measure, days_named(MARCH),
					   day("2026-03-31"), NULL);
		check_text(cases[i].label, rows_words(mem, &tally), cases[i].wanted);
	}
}

static void a_row_leads_to_the_fact_that_tells_it(void **state)
{
	const ToldBook *told = tell_book(*state, TERM, PINNED);
	const Deliverable *first = &told->book.deliverables[0];
	Tally tally = measure_rows(told, measure_earned_value, days_named(MARCH), day("2026-03-31"),
				   NULL);
	assert_int_equal(tally.rows.len, 3);
	assert_ptr_equal(tally.rows.at[0].lineage, &first->progress[1].lineage);
	assert_ptr_equal(tally.rows.at[2].lineage, &told->book.deliverables[2].lineage);
	tally = measure_rows(told, measure_planned_value, days_named(MARCH), day("2026-03-31"),
			     NULL);
	assert_ptr_equal(tally.rows.at[0].lineage, &first->lineage);
}

/* Day by day: what is planned never falls, is 0 before the start and all from due on. */
static void plans_grow_to_their_budget(void **state)
{
	Arena *mem = *state;
	for (uint64_t seed = 1; seed <= 200; seed++) {
		Random random = {seed};
		Date start = {(int32_t)random_in(&random, 20500, 20600)};
		Date due = date_add(start, (int32_t)random_in(&random, 0, 200));
		int cents = (int)random_in(&random, 0, 99);
		Str facts =
			str_format(mem, "deliverable id=D budget=%d.%02d starts=%.*s due=%.*s",
				   (int)random_in(&random, 0, 1000), cents,
				   STR_ARG(date_text(mem, start)), STR_ARG(date_text(mem, due)));
		const ToldBook *told = tell_book(mem, TERM, str_to_c(mem, facts));
		int64_t budget = told->book.deliverables[0].budget_cost.minor;
		int64_t before = 0;
		for (Date at = date_add(start, -2); at.day < due.day + 2; at = date_add(at, 1)) {
			Period upto = {date_add(at, -1), date_add(at, 1)};
			int64_t planned = measure_sum(told, measure_planned_value, upto, at);
			int64_t days = at.day - start.day + 1;
			int64_t of_days = due.day - start.day + 1;
			int64_t off = 2 * (planned * of_days - budget * days);
			bool exact = at.day < start.day  ? planned == 0
				     : at.day >= due.day ? planned == budget
							 : off <= of_days && off >= -of_days;
			if (planned < before || !exact)
				fail_msg("seed %llu: the plan is off", (unsigned long long)seed);
			before = planned;
		}
		arena_deinit(mem);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(the_pinned_contract_comes_out),
		ARENA_TEST(what_is_seen_is_cut),
		ARENA_TEST(a_deliverable_is_planned_and_earned),
		ARENA_TEST(costs_need_rates),
		ARENA_TEST(vendors_have_deliverables_too),
		ARENA_TEST(rows_tell_how_they_were_made),
		ARENA_TEST(a_row_leads_to_the_fact_that_tells_it),
		ARENA_TEST(plans_grow_to_their_budget),
	};
	return RUN_TESTS(tests);
}
