#include "analytics/metric.h"
#include "analytics/value_fixture.h"

#define PUBLISHED                                                                                   \
	"2009-03-01 annual_value=100000 direct_labor=0.6 starts_on=2009-03-01 ends_on=2011-03-01\n" \
	"2009-09-01 direct_labor=0.7\n"                                                             \
	"2010-01-01 annual_value=130000\n"
#define TERM_2026 " starts_on=2026-01-01 ends_on=2027-01-01"
#define A_DOLLAR_A_DAY "2026-01-01 annual_value=365 direct_labor=0.5" TERM_2026

static void terms_are_worth_their_days(void **state)
{
	static const struct {
		const char *label;
		const char *terms;
		const char *days;
		const char *as_of;
		const char *revenue;
		const char *profit;
	} cases[] = {
		{"the published contract in 2010", PUBLISHED, "2010-01-01..2011-01-01",
		 "2011-12-31", "130000.00", "39000.00"},
		{"all of it", PUBLISHED, "2009-01-01..2012-01-01", "2011-12-31", "234849.32",
		 "75495.89"},
		{"a running period goes to the as-of day", A_DOLLAR_A_DAY, "2026-01-01..2026-02-01",
		 "2026-01-10", "10.00", "5.00"},
		{"a period behind the as-of day is worth nothing", A_DOLLAR_A_DAY,
		 "2026-03-01..2026-04-01", "2026-01-10", "0.00", "0.00"},
		{"days outside the term are worth nothing", A_DOLLAR_A_DAY,
		 "2027-03-01..2027-04-01", "2027-12-31", "0.00", "0.00"},
		{"without a labour share there is no profit",
		 "2026-01-01 annual_value=365" TERM_2026, "2026-01-01..2026-01-11", "2026-12-31",
		 "10.00", "n/a no_direct_labor"},
		{"revenue by usage is not by terms",
		 "2026-01-01 pricing=time_and_materials direct_labor=0" TERM_2026,
		 "2026-01-01..2026-01-11", "2026-12-31", "n/a by_usage", "n/a by_usage"},
		{"a total over an open term is n/a",
		 "2026-01-01 value_basis=total total_value=100 direct_labor=0 starts_on=2026-01-01",
		 "2026-01-01..2026-01-11", "2026-12-31", "n/a no_end", "n/a no_end"},
		{"an annual value over an open term is worth its days",
		 "2026-01-01 annual_value=365 direct_labor=0 starts_on=2026-01-01",
		 "2030-01-01..2030-01-11", "2031-12-31", "10.00", "10.00"},
		{"a view that sees nothing", "", "2026-01-01..2026-02-01", "2026-12-31",
		 "n/a no_terms", "n/a no_terms"},
		{"more than can be held",
		 "2026-01-01 annual_value=90000000000000000 direct_labor=0 "
		 "starts_on=2026-01-01 ends_on=2100-01-01",
		 "2026-01-01..2100-01-01", "2100-01-01", "n/a out_of_range", "n/a out_of_range"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		const ToldBook *told = tell_book(*state, cases[i].terms, "");
		check_text(cases[i].label,
			   measure_words(told, measure_revenue_by_terms, cases[i].days,
					 cases[i].as_of),
			   cases[i].revenue);
		check_text(cases[i].label,
			   measure_words(told, measure_profit_by_terms, cases[i].days,
					 cases[i].as_of),
			   cases[i].profit);
	}
}

static void spend_is_no_revenue(void **state)
{
	ToldBook *told = tell_book(*state, A_DOLLAR_A_DAY, "");
	told->book.kind = CONTRACT_VENDOR;
	check_text("revenue",
		   measure_words(told, measure_revenue_by_terms, "2026-01-01..2026-02-01",
				 "2026-12-31"),
		   "n/a vendor");
	check_text("profit",
		   measure_words(told, measure_profit_by_terms, "2026-01-01..2026-02-01",
				 "2026-12-31"),
		   "n/a vendor");
}

static void an_estimate_is_marked(void **state)
{
	const ToldBook *told = tell_book(
		*state,
		"2026-01-01 annual_value=365 direct_labor=0 pricing=time_and_materials" TERM_2026,
		"");
	Tally tally = measure_rows(told, measure_revenue_by_terms,
				   days_named("2026-01-01..2026-01-11"), DATE_MAX, NULL);
	assert_int_equal(tally.flags, FIGURE_ESTIMATE);
	assert_true(tally.sum == 1000);
	told = tell_book(*state, A_DOLLAR_A_DAY, "");
	tally = measure_rows(told, measure_revenue_by_terms, days_named("2026-01-01..2026-01-11"),
			     DATE_MAX, NULL);
	assert_int_equal(tally.flags, 0);
}

static void rows_tell_of_each_state(void **state)
{
	static const struct {
		const char *label;
		const char *terms;
		MeasureOfContract *measure;
		const char *days;
		const char *wanted;
	} cases[] = {
		{"a row for each state; days before the first have none", PUBLISHED,
		 measure_revenue_by_terms, "2009-02-01..2010-02-01",
		 "terms from 1 Mar 2009 | 2009-03-01 2009-03-01..2009-09-01 | 50410.96 | "
		 "100,000.00 a year, 184 days\n"
		 "terms from 1 Sep 2009 | 2009-09-01 2009-09-01..2010-01-01 | 33424.66 | "
		 "100,000.00 a year, 122 days\n"
		 "terms from 1 Jan 2010 | 2010-01-01 2010-01-01..2010-02-01 | 11041.09 | "
		 "130,000.00 a year, 31 days"},
		{"profit tells the labour share", PUBLISHED, measure_profit_by_terms,
		 "2009-12-31..2010-01-02",
		 "terms from 1 Sep 2009 | 2009-12-31 2009-12-31..2010-01-01 | 82.19 | 100,000.00 a "
		 "year, 1 day, less 70 % direct labour\n"
		 "terms from 1 Jan 2010 | 2010-01-01 2010-01-01..2010-01-02 | 106.85 | 130,000.00 "
		 "a year, 1 day, less 70 % direct labour"},
		{"a total is told as such",
		 "2026-01-01 value_basis=total total_value=100 direct_labor=0 starts_on=2026-01-01 "
		 "ends_on=2026-01-11",
		 measure_revenue_by_terms, "2026-01-01..2026-01-06",
		 "terms from 1 Jan 2026 | 2026-01-01 2026-01-01..2026-01-06 | 50.00 | 100.00 over "
		 "the term, 5 days"},
		{"a rest that is earned on the day of a late change",
		 "2026-01-01 value_basis=total total_value=100 starts_on=2026-01-01 "
		 "ends_on=2026-01-11\n"
		 "2026-03-01 total_value=120",
		 measure_revenue_by_terms, "2026-02-01..2026-04-01",
		 "terms from 1 Mar 2026 | 2026-03-01 2026-03-01..2026-04-01 | 20.00 | 120.00 over "
		 "the term, 31 days"},
		{"terms that say no value have no row",
		 "2026-01-01 direct_labor=0" TERM_2026 "\n2026-01-05 annual_value=365",
		 measure_revenue_by_terms, "2026-01-01..2026-01-07",
		 "terms from 5 Jan 2026 | 2026-01-05 2026-01-05..2026-01-07 | 2.00 | 365.00 a "
		 "year, 2 days"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		const ToldBook *told = tell_book(*state, cases[i].terms, "");
		Tally tally = measure_rows(told, cases[i].measure, days_named(cases[i].days),
					   DATE_MAX, NULL);
		check_text(cases[i].label, rows_words(*state, &tally), cases[i].wanted);
	}
}

/* A dollar a day from 1 January. */
static void totals_convert_each_day_at_its_rate(void **state)
{
	static const struct {
		const char *label;
		const char *facts;
		const char *days;
		RateKind kind;
		bool only_budgeted;
		const char *wanted;
	} cases[] = {
		{"two days at one rate, three at the next",
		 "rate on=2026-01-01 rate=2\nrate on=2026-01-03 rate=3", "2026-01-01..2026-01-06",
		 RATE_OF_DAY, false, "13.00 of 2 rows"},
		{"a rate that grows too old", "rate on=2026-01-01 rate=2", "2026-01-05..2026-01-12",
		 RATE_OF_DAY, false, "n/a no_rate of 2 rows"},
		{"a rate that comes too late", "rate on=2026-01-10 rate=2",
		 "2026-01-08..2026-01-12", RATE_OF_DAY, false, "n/a no_rate of 2 rows"},
		{"days that are worth nothing need no rate", "rate on=2026-01-01 rate=2",
		 "2025-12-01..2026-01-04", RATE_OF_DAY, false, "6.00 of 1 rows"},
		{"a balance is at one rate", "rate on=2026-02-01 rate=2\nrate on=2026-12-31 rate=3",
		 "2026-01-01..2026-02-01", RATE_AS_OF, false, "93.00 of 1 rows"},
		{"each month at its budget rate",
		 "budget month=2026-01 rate=2\nbudget month=2026-02 rate=3",
		 "2026-01-31..2026-02-03", RATE_OF_BUDGET, false, "8.00 of 2 rows"},
		{"at the rates of the days, in months that have a budget rate",
		 "budget month=2026-02 rate=3\nrate on=2026-01-30 rate=2", "2026-01-31..2026-02-03",
		 RATE_OF_DAY, true, "4.00 of 1 rows"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		const ToldBook *told = tell_book(*state, A_DOLLAR_A_DAY, cases[i].facts);
		Converter convert = {.firm = &told->firm,
				     .book = &told->book,
				     .kind = cases[i].kind,
				     .only_budgeted = cases[i].only_budgeted,
				     .as_of = day("2026-12-31")};
		Tally tally = measure_rows(told, measure_revenue_by_terms,
					   days_named(cases[i].days), day("2026-12-31"), &convert);
		Str words = tally.na == REASON_NONE
				    ? decimal_text(*state, (int64_t)tally.sum, 2)
				    : str_format(*state, "n/a %s", reason_name(tally.na));
		words = str_format(*state, "%.*s of %zu rows", STR_ARG(words), tally.rows.len);
		check_text(cases[i].label, words, cases[i].wanted);
	}
}

/* Whatever the history: what the rows of tiles add up to is the figure of the whole. */
static void random_tiles_add_up(void **state)
{
	Arena *mem = *state;
	static const StoryKind kind = {.entries = 8,
				       .spreads = true,
				       .in_order = true,
				       .complete = true};
	for (uint64_t seed = 1; seed <= 200; seed++) {
		Random random = {seed};
		const ToldBook *told = tell_book(mem, random_story(mem, &random, kind), "");
		Period term = book_term(&told->book);
		Period all = {date_add(term.from, -40), date_add(term.to, 400)};
		Tally whole = measure_rows(told, measure_revenue_by_terms, all, DATE_MAX, NULL);
		int128 sum = 0;
		for (Date at = all.from; whole.na == REASON_NONE && at.day < all.to.day;) {
			Date to = date_add(at, (int32_t)random_in(&random, 1, 200));
			Period part = {at, date_earlier(to, all.to)};
			Tally tally =
				measure_rows(told, measure_revenue_by_terms, part, DATE_MAX, NULL);
			assert_int_equal(tally.na, REASON_NONE);
			sum += tally.sum;
			at = part.to;
		}
		if (sum != whole.sum)
			fail_msg("seed %llu: tiles do not add up", (unsigned long long)seed);
		arena_deinit(mem);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(terms_are_worth_their_days),
		ARENA_TEST(spend_is_no_revenue),
		ARENA_TEST(an_estimate_is_marked),
		ARENA_TEST(rows_tell_of_each_state),
		ARENA_TEST(totals_convert_each_day_at_its_rate),
		ARENA_TEST(random_tiles_add_up),
	};
	return RUN_TESTS(tests);
}
