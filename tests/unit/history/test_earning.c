#include "history/history_fixture.h"

#include <inttypes.h>

#define PUBLISHED                                                                                   \
	"2009-03-01 annual_value=100000 direct_labor=0.6 starts_on=2009-03-01 ends_on=2011-03-01\n" \
	"2009-09-01 direct_labor=0.7\n"                                                             \
	"2010-01-01 annual_value=130000\n"
#define YEAR_2024 " starts_on=2024-01-01 ends_on=2025-01-01"
#define A_DOLLAR_A_DAY "annual_value=365 direct_labor=0"
#define TEN_DAYS \
	"value_basis=total total_value=100 direct_labor=0 starts_on=2024-01-01 ends_on=2024-01-11"

static Convention convention_named(const char *name, Currency cur)
{
	return name ? convention_epicom2011(cur) : convention_default();
}

/* domain.md §8: each row is the fold up to it. */
static void the_published_table_comes_out(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *code;
		const char *convention;
		const char *rows[3];
	} cases[] = {
		{"USD",
		 "epicom2011",
		 {"83561.00 33424.00 | 16164.00 6465.00 | 200000.00 80000.00",
		  "83561.00 30109.00 | 16164.00 4849.00 | 200000.00 65041.00",
		  "83561.00 30109.00 | 21013.00 6304.00 | 234849.00 75495.00"}},
		{"JPY",
		 "epicom2011",
		 {"83561 33424 | 16164 6465 | 200000 80000",
		  "83561 30109 | 16164 4849 | 200000 65041",
		  "83561 30109 | 21013 6304 | 234849 75495"}},
		{"USD",
		 NULL,
		 {"83835.62 33534.25 | 16164.38 6465.75 | 200000.00 80000.00",
		  "83835.62 30191.78 | 16164.38 4849.32 | 200000.00 65041.10",
		  "83835.62 30191.78 | 21013.70 6304.11 | 234849.32 75495.89"}},
		{"BHD",
		 NULL,
		 {"83835.616 33534.247 | 16164.384 6465.753 | 200000.000 80000.000",
		  "83835.616 30191.781 | 16164.384 4849.315 | 200000.000 65041.096",
		  "83835.616 30191.781 | 21013.699 6304.109 | 234849.315 75495.890"}},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Told told = tell(mem, cases[i].code, PUBLISHED);
		Fold fold = told_fold(mem, &told, VIEW_ALL);
		Convention convention = convention_named(cases[i].convention, told.currency);
		Earning *earning = earning_new(mem, convention);
		for (size_t row = 0; row < 3; row++) {
			TermFigures figures;
			Err err = {0};
			earning_add(earning, terms_of(&fold.rows[row]));
			assert_true(earning_figures(earning, &figures, &err));
			check_text(cases[i].code, term_words(mem, told.currency, &figures),
				   cases[i].rows[row]);
		}
	}
}

static void terms_earn(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *label;
		const char *convention;
		const char *story;
		const char *wanted; /* first year | last year | total */
	} cases[] = {
		{"the second vector, ACT/365F", NULL,
		 "2024-01-01 annual_value=1000000 direct_labor=0.6" YEAR_2024
		 "\n2024-04-15 annual_value=1200000 direct_labor=0.55",
		 "1145753.42 501205.48 | 1145753.42 501205.48 | 1145753.42 501205.48"},
		{"the second vector, ACT/ACT", NULL,
		 "2024-01-01 annual_value=1000000 direct_labor=0.6 day_count=ACT/ACT" YEAR_2024
		 "\n2024-04-15 annual_value=1200000 direct_labor=0.55",
		 "1142622.95 499836.07 | 1142622.95 499836.07 | 1142622.95 499836.07"},
		{"epicom2011 ignores the day count", "epicom2011",
		 "2024-01-01 annual_value=365 direct_labor=0 day_count=ACT/360 starts_on=2024-01-01 ends_on=2024-02-01",
		 "31.00 31.00 | 31.00 31.00 | 31.00 31.00"},
		{"epicom2011 leaves 31 December out of the first year", "epicom2011",
		 "2024-12-21 " A_DOLLAR_A_DAY " ends_on=2025-01-11",
		 "10.00 10.00 | 10.00 10.00 | 21.00 21.00"},
		{"epicom2011 truncates toward zero", "epicom2011",
		 "2024-01-01 annual_value=-1000 direct_labor=0.5 ends_on=2024-01-11",
		 "-27.00 -13.00 | -27.00 -13.00 | -27.00 -13.00"},
		{"epicom2011 truncates the difference, not its two ends", "epicom2011",
		 "2024-12-31 annual_value=365.90 direct_labor=0 ends_on=2025-01-02",
		 "0.00 0.00 | 1.00 1.00 | 2.00 2.00"},
		{"inside one calendar year all three are equal", NULL,
		 "2024-02-10 annual_value=777.77 direct_labor=0.123456 ends_on=2024-11-30\n2024-05-05 annual_value=0.01",
		 "181.13 158.77 | 181.13 158.77 | 181.13 158.77"},
		{"a start before the first effective day is a gap that earns nothing", NULL,
		 "2024-01-11 " A_DOLLAR_A_DAY " starts_on=2024-01-01 ends_on=2024-01-21",
		 "10.00 10.00 | 10.00 10.00 | 10.00 10.00"},
		{"a late extension leaves a gap", NULL,
		 "2024-01-01 " A_DOLLAR_A_DAY " ends_on=2024-01-11\n2024-01-21 ends_on=2024-01-31",
		 "20.00 20.00 | 20.00 20.00 | 20.00 20.00"},
		{"a shortening takes back days already past", NULL,
		 "2024-01-01 " A_DOLLAR_A_DAY " ends_on=2024-01-31\n2024-01-21 ends_on=2024-01-06",
		 "5.00 5.00 | 5.00 5.00 | 5.00 5.00"},
		{"a later start takes back days already past", NULL,
		 "2024-01-01 " A_DOLLAR_A_DAY
		 " ends_on=2024-01-31\n2024-01-21 starts_on=2024-01-26",
		 "5.00 5.00 | 5.00 5.00 | 5.00 5.00"},
		{"a term that ends before it starts earns nothing", NULL,
		 "2024-01-01 " A_DOLLAR_A_DAY
		 " ends_on=2025-01-01\n2024-06-01 starts_on=2024-08-01 ends_on=2024-02-01",
		 "0.00 0.00 | 0.00 0.00 | 0.00 0.00"},
		{"days of 30/360 are counted from the start", NULL,
		 "2024-01-31 annual_value=36000 direct_labor=0 day_count=30/360 starts_on=2024-01-31 ends_on=2024-03-31\n"
		 "2024-03-01 annual_value=3600",
		 "3390.00 3390.00 | 3390.00 3390.00 | 3390.00 3390.00"},
		{"a new start moves the days of 30/360", NULL,
		 "2024-01-30 annual_value=36000 direct_labor=0 day_count=30/360 starts_on=2024-01-30 ends_on=2024-03-31\n"
		 "2024-02-10 starts_on=2024-01-29",
		 "6100.00 6100.00 | 6100.00 6100.00 | 6100.00 6100.00"},
		{"an open end has a first year only", NULL,
		 "2024-12-22 annual_value=365 direct_labor=0.5",
		 "10.00 5.00 | n/a no_end | n/a no_end"},
		{"nothing set, with an end, is 0", NULL, "2024-01-01 ends_on=2025-01-01",
		 "0.00 0.00 | 0.00 0.00 | 0.00 0.00"},
		{"nothing set, without an end, is n/a", NULL, "2024-01-01 direct_labor=0.5",
		 "n/a no_end | n/a no_end | n/a no_end"},
		{"profit is n/a only where a value other than 0 was earned without a share", NULL,
		 "2024-01-01 annual_value=0 ends_on=2026-01-01\n2025-01-01 annual_value=365\n2025-07-01 direct_labor=0.5",
		 "0.00 0.00 | 365.00 n/a no_direct_labor | 365.00 n/a no_direct_labor"},
		{"an unset value takes nothing back", NULL,
		 "2024-01-01 " A_DOLLAR_A_DAY " ends_on=2025-01-01\n2024-01-11 annual_value=",
		 "10.00 10.00 | 10.00 10.00 | 10.00 10.00"},
		{"terms of one day: the last ones count", NULL,
		 "2024-01-01 " A_DOLLAR_A_DAY " ends_on=2024-01-11\n2024-01-01 annual_value=730",
		 "20.00 20.00 | 20.00 20.00 | 20.00 20.00"},

		{"a total spreads evenly over its days", NULL,
		 "2024-12-27 value_basis=total total_value=100 direct_labor=0.25 ends_on=2025-01-06",
		 "50.00 37.50 | 50.00 37.50 | 100.00 75.00"},
		{"a total ignores the day count", NULL,
		 "2024-12-27 value_basis=total total_value=100 direct_labor=0 day_count=30/360 ends_on=2025-01-06",
		 "50.00 50.00 | 50.00 50.00 | 100.00 100.00"},
		{"a new total spreads what is left", NULL,
		 "2024-12-17 value_basis=total total_value=100 direct_labor=0 ends_on=2025-01-06\n"
		 "2024-12-27 total_value+=50",
		 "100.00 100.00 | 50.00 50.00 | 150.00 150.00"},
		{"a re-spread settles to the cent, at the labour share of the row before", NULL,
		 "2024-01-01 value_basis=total total_value=100 direct_labor=0.5 ends_on=2024-01-04\n"
		 "2024-01-02 ends_on=2024-01-05 direct_labor=0",
		 "100.00 83.34 | 100.00 83.34 | 100.00 83.34"},
		{"the rounding counts at the share of the row before also where that has no value",
		 NULL,
		 "2024-01-01 annual_value=365.01 direct_labor=0.5 ends_on=2024-03-01\n2024-01-11 annual_value=\n"
		 "2024-01-21 value_basis=total total_value=10.01 direct_labor=1",
		 "10.01 5.00 | 10.01 5.00 | 10.01 5.00"},
		{"annual, then total: the total leaves what was earned", NULL,
		 "2024-01-01 " A_DOLLAR_A_DAY
		 " ends_on=2024-01-31\n2024-01-11 value_basis=total total_value=50",
		 "50.00 50.00 | 50.00 50.00 | 50.00 50.00"},
		{"total, then annual: what was spread stays", NULL,
		 "2024-01-01 " TEN_DAYS "\n2024-01-06 value_basis=annual annual_value=365",
		 "55.00 55.00 | 55.00 55.00 | 55.00 55.00"},
		{"an end that has passed: the rest is earned on the effective day", NULL,
		 "2024-01-01 " TEN_DAYS "\n2025-02-01 total_value+=5",
		 "100.00 100.00 | 5.00 5.00 | 105.00 105.00"},
		{"an end that has passed and no rest", NULL,
		 "2024-01-01 " TEN_DAYS "\n2025-02-01 ends_on=2024-01-12",
		 "100.00 100.00 | 100.00 100.00 | 100.00 100.00"},
		{"the day of the rest is not cut by the term, the days before are", NULL,
		 "2024-01-01 " TEN_DAYS "\n2025-02-01 total_value+=5 starts_on=2024-01-06",
		 "50.00 50.00 | 55.00 55.00 | 105.00 105.00"},
		{"a later change of the labour share does not touch the day of the rest", NULL,
		 "2024-01-01 " TEN_DAYS
		 "\n2025-02-01 total_value+=5 direct_labor=0.5\n2025-03-01 direct_labor=1",
		 "100.00 100.00 | 5.00 2.50 | 105.00 102.50"},
		{"a window that cut, did not, and cuts again", NULL,
		 "2024-01-01 " TEN_DAYS "\n2025-01-21 ends_on=2024-01-06 direct_labor=0.5\n"
		 "2025-12-31 ends_on=2024-01-12 direct_labor=0.25 total_value+=3\n"
		 "2026-01-02 ends_on=2024-01-06 total_value+=7",
		 "50.00 50.00 | 7.00 5.25 | 110.00 82.50"},
		{"a re-spread after a change of the share alone", NULL,
		 "2024-01-01 value_basis=total total_value=1 direct_labor=0.3 ends_on=2024-01-08\n"
		 "2024-01-02 direct_labor=0.6\n2024-01-03 total_value=3\n2024-01-05 total_value=4 direct_labor=0.5",
		 "4.00 1.91 | 4.00 1.91 | 4.00 1.91"},
		{"a later start: the days before it give back, and the rest is spread anew", NULL,
		 "2024-01-01 " TEN_DAYS "\n2024-01-06 starts_on=2024-01-03",
		 "100.00 100.00 | 100.00 100.00 | 100.00 100.00"},
		{"a total without an end earns nothing; its days are no earning days", NULL,
		 "2024-12-22 value_basis=total total_value=50 direct_labor=0\n2025-01-11 ends_on=2025-01-21",
		 "50.00 50.00 | 50.00 50.00 | 50.00 50.00"},
		{"a total without an end in the last row: its rest is n/a", NULL,
		 "2023-12-22 annual_value=365 total_value=50 direct_labor=0 ends_on=2024-02-01\n"
		 "2024-01-11 value_basis=total ends_on=",
		 "10.00 10.00 | n/a no_end | n/a no_end"},
		{"the first year is n/a where that rest falls in it", NULL,
		 "2024-01-01 annual_value=365 total_value=50 direct_labor=0 ends_on=2024-02-01\n"
		 "2024-01-11 value_basis=total ends_on=",
		 "n/a no_end | n/a no_end | n/a no_end"},
		{"an unset total without an end leaves nothing to place", NULL,
		 "2024-01-01 " A_DOLLAR_A_DAY
		 " ends_on=2024-02-01\n2024-01-11 value_basis=total ends_on=",
		 "10.00 10.00 | 10.00 10.00 | 10.00 10.00"},
		{"profit of a total without a share is n/a", NULL,
		 "2024-01-01 value_basis=total total_value=5 ends_on=2024-02-01",
		 "5.00 n/a no_direct_labor | 5.00 n/a no_direct_labor | 5.00 n/a no_direct_labor"},
		{"a total of 0 needs no share", NULL,
		 "2024-01-01 value_basis=total total_value=0 ends_on=2024-02-01",
		 "0.00 0.00 | 0.00 0.00 | 0.00 0.00"},
		{"a negative total", NULL,
		 "2024-12-27 value_basis=total total_value=-100 direct_labor=0.25 ends_on=2025-01-06",
		 "-50.00 -37.50 | -50.00 -37.50 | -100.00 -75.00"},
		{"epicom2011 truncates a total, too", "epicom2011",
		 "2024-12-27 value_basis=total total_value=100.50 direct_labor=0.25 ends_on=2025-01-06\n"
		 "2024-12-29 total_value=100 direct_labor=0.3",
		 "40.00 29.00 | 49.00 34.00 | 100.00 71.00"},

		{"usage is n/a", NULL,
		 "2024-01-01 pricing=time_and_materials annual_value= total_value=9 ends_on=2025-01-01",
		 "n/a by_usage | n/a by_usage | n/a by_usage"},
		{"usage with an annual value is an estimate; its total is a ceiling", NULL,
		 "2024-01-01 pricing=capped value_basis=total total_value=9 annual_value=365 direct_labor=0 ends_on=2025-01-01",
		 "366.00 366.00 estimate | 366.00 366.00 estimate | 366.00 366.00 estimate"},
		{"only the years that usage touches are n/a", NULL,
		 "2024-01-01 " A_DOLLAR_A_DAY
		 " ends_on=2026-01-01\n2025-01-01 pricing=time_and_materials annual_value=",
		 "366.00 366.00 | n/a by_usage | n/a by_usage"},
		{"only the years that an estimate touches are marked", NULL,
		 "2024-01-01 " A_DOLLAR_A_DAY " ends_on=2026-01-01\n2025-01-01 pricing=capped",
		 "366.00 366.00 | 365.00 365.00 estimate | 731.00 731.00 estimate"},
		{"usage without an end is n/a by usage", NULL, "2024-01-01 pricing=capped",
		 "n/a by_usage | n/a by_usage | n/a by_usage"},
		{"prepaid hours earn by terms", NULL,
		 "2024-01-01 pricing=prepaid_hours " A_DOLLAR_A_DAY YEAR_2024,
		 "366.00 366.00 | 366.00 366.00 | 366.00 366.00"},
		{"capped, then fixed: the total is spread from then on", NULL,
		 "2024-01-01 pricing=capped annual_value=365 " TEN_DAYS
		 "\n2024-01-06 pricing=fixed",
		 "100.00 100.00 estimate | 100.00 100.00 estimate | 100.00 100.00 estimate"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Told told = tell(mem, "USD", cases[i].story);
		TermFigures figures;
		Err err = {0};
		Convention convention = convention_named(cases[i].convention, told.currency);
		if (!earning_figures(told_earning(mem, &told, convention), &figures, &err))
			fail_msg("%s: %s", cases[i].label, err.text);
		check_text(cases[i].label, term_words(mem, told.currency, &figures),
			   cases[i].wanted);
	}
}

/* The profit is 59.0857 yen; without the fraction that the first two days leave it would be 58.8. */
static void fractions_that_settlements_left_are_truncated_with_the_rest(void **state)
{
	Told told = tell(
		*state, "JPY",
		"2024-01-01 value_basis=total total_value=100 direct_labor=0.3 ends_on=2024-01-08\n"
		"2024-01-02 direct_labor=0.6\n2024-01-03 total_value=300\n2024-01-05 total_value=400 direct_labor=1");
	TermFigures figures;
	Err err = {0};
	assert_true(
		earning_figures(told_earning(*state, &told, convention_epicom2011(told.currency)),
				&figures, &err));
	check_text("yen", term_words(*state, told.currency, &figures), "400 59 | 400 59 | 400 59");
}

static void parts_are_differences_of_rounded_sums(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *label;
		const char *story;
		const char *from;
		const char *to;
		const char *wanted;
	} cases[] = {
		{"the calendar year 2010 of the published table", PUBLISHED, "2010-01-01",
		 "2011-01-01", "130000.00 39000.00"},
		{"half a cent goes to the even 0",
		 "2024-01-01 annual_value=1.80 direct_labor=0 day_count=ACT/360 ends_on=2024-01-06",
		 "2024-01-01", "2024-01-02", "0.00 0.00"},
		{"one and a half less one half is two",
		 "2024-01-01 annual_value=1.80 direct_labor=0 day_count=ACT/360 ends_on=2024-01-06",
		 "2024-01-02", "2024-01-04", "0.02 0.02"},
		{"what was rounded at a re-spread belongs to the day before it",
		 "2024-01-01 value_basis=total total_value=1 direct_labor=0.5 ends_on=2024-01-04\n"
		 "2024-01-02 ends_on=2024-01-08 direct_labor=0",
		 "2024-01-01", "2024-01-02", "0.33 0.16"},
		{"and so may take a cent off where no day earns",
		 "2024-01-01 annual_value=120000 direct_labor=0.05 ends_on=2024-01-03\n2025-01-01 value_basis=total",
		 "2024-12-31", "2025-01-01", "0.00 -0.01"},
		{"nothing of it from the day of the re-spread on",
		 "2024-01-01 annual_value=120000 direct_labor=0.05 ends_on=2024-01-03\n2025-01-01 value_basis=total",
		 "2025-01-01", "2025-01-02", "0.00 0.00"},
		{"before the term", PUBLISHED, "2000-01-01", "2009-03-01", "0.00 0.00"},
		{"behind the term", PUBLISHED, "2011-03-01", "2020-01-01", "0.00 0.00"},
		{"an empty part", PUBLISHED, "2010-01-01", "2010-01-01", "0.00 0.00"},
		{"a part turned round", PUBLISHED, "2010-02-01", "2010-01-01", "0.00 0.00"},
		{"a part that reaches beyond both ends", PUBLISHED, "2000-01-01", "2020-01-01",
		 "234849.32 75495.89"},
		{"a part before a start that came later is not touched by what earned there",
		 "2024-01-01 annual_value=365 ends_on=2025-01-01\n2024-06-01 starts_on=2024-03-01",
		 "2024-01-01", "2024-02-01", "0.00 0.00"},
		{"days of an open end are earned", "2024-01-01 " A_DOLLAR_A_DAY, "2199-12-01",
		 "2199-12-31", "30.00 30.00"},
		{"before a total lost its end", "2024-01-01 " TEN_DAYS "\n2024-01-06 ends_on=",
		 "2024-01-01", "2024-01-06", "50.00 50.00"},
		{"behind that day the rest is n/a", "2024-01-01 " TEN_DAYS "\n2024-01-06 ends_on=",
		 "2024-01-05", "2024-01-07", "n/a no_end"},
		{"a part of that rest alone is n/a", "2024-01-01 " TEN_DAYS "\n2024-01-06 ends_on=",
		 "2030-01-01", "2030-02-01", "n/a no_end"},
		{"without labour, and a rest that is n/a",
		 "2024-01-01 value_basis=total total_value=5", "2024-01-01", "2024-01-02",
		 "n/a no_end"},
		{"usage is the better reason",
		 "2024-01-01 pricing=capped total_value=5\n2024-02-01 pricing=fixed value_basis=total",
		 "2024-01-31", "2024-02-02", "n/a by_usage"},
		{"the day of a rest after the end",
		 "2024-01-01 " TEN_DAYS "\n2025-02-01 total_value+=5", "2025-02-01", "2025-02-02",
		 "5.00 5.00"},
		{"the day before it", "2024-01-01 " TEN_DAYS "\n2025-02-01 total_value+=5",
		 "2025-01-31", "2025-02-01", "0.00 0.00"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Told told = tell(mem, "USD", cases[i].story);
		Figures figures;
		Err err = {0};
		Period part = {day(cases[i].from), day(cases[i].to)};
		if (!earning_part(told_earning(mem, &told, convention_default()), part, &figures,
				  &err))
			fail_msg("%s: %s", cases[i].label, err.text);
		check_text(cases[i].label, figures_words(mem, told.currency, &figures),
			   cases[i].wanted);
	}
}

static void earning_days_and_terms_are_told(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *label;
		const char *story;
		const char *days; /* first to last, or "none" */
		const char *term;
		bool endless;
		const char *lump;
	} cases[] = {
		{"an annual contract", PUBLISHED, "2009-03-01 2011-02-28", "2009-03-01 2011-03-01",
		 false, ""},
		{"without an end", "2024-01-01 annual_value=1", "2024-01-01 2199-12-31",
		 "2024-01-01 2200-01-01", true, ""},
		{"without a value", "2024-01-01 ends_on=2024-02-01", "none",
		 "2024-01-01 2024-02-01", false, ""},
		{"from before the first effective day",
		 "2024-01-11 annual_value=1 starts_on=2024-01-01 ends_on=2024-02-01",
		 "2024-01-11 2024-01-31", "2024-01-01 2024-02-01", false, ""},
		{"an end before the start",
		 "2024-01-11 annual_value=1 starts_on=2024-01-21 ends_on=2024-01-01", "none",
		 "2024-01-21 2024-01-01", false, ""},
		{"a rest after the end", "2024-01-01 " TEN_DAYS "\n2025-02-01 total_value+=5",
		 "2024-01-01 2025-02-01", "2024-01-01 2024-01-11", false, "2025-02-01"},
		{"a total without an end", "2024-01-01 value_basis=total total_value=5", "none",
		 "2024-01-01 2200-01-01", true, ""},
		{"nothing to place", "2024-01-01 value_basis=total", "none",
		 "2024-01-01 2200-01-01", false, ""},
		{"a total of 0 is earned, too",
		 "2024-01-01 value_basis=total total_value=0 ends_on=2024-01-11",
		 "2024-01-01 2024-01-10", "2024-01-01 2024-01-11", false, ""},
		{"earning days end where the value was cleared",
		 "2024-01-01 annual_value=1 ends_on=2025-01-01\n2024-06-01 annual_value=",
		 "2024-01-01 2024-05-31", "2024-01-01 2025-01-01", false, ""},
		{"terms replaced on their day leave nothing behind",
		 "2024-01-01 value_basis=total total_value=5 ends_on=2023-01-01\n2024-01-01 total_value=",
		 "none", "2024-01-01 2023-01-01", false, ""},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Told told = tell(mem, "USD", cases[i].story);
		Earning *earning = earning_new(mem, convention_default());
		View view = VIEW_ALL;
		EntryList seen = view_select(mem, told.entries, told.count, view);
		Fold fold = {0};
		for (size_t e = 0; e < seen.len; e++) {
			Err err = {0};
			assert_true(fold_add(mem, &told.fields, &fold, seen.at[e], &err));
			earning_add(earning, terms_of(&fold.rows[fold.len - 1]));
		}
		Date first = DATE_NONE;
		Date last = DATE_NONE;
		Str days = STR("none");
		if (earning_days(earning, &first, &last))
			days = str_format(mem, "%.*s %.*s", STR_ARG(date_text(mem, first)),
					  STR_ARG(date_text(mem, last)));
		else
			assert_false(date_is_set(first) || date_is_set(last));
		Period term = earning_term(earning);
		check_text(cases[i].label, days, cases[i].days);
		check_text(cases[i].label,
			   str_format(mem, "%.*s %.*s", STR_ARG(date_text(mem, term.from)),
				      STR_ARG(date_text(mem, term.to))),
			   cases[i].term);
		assert_int_equal(earning_is_endless(earning), cases[i].endless);
		check_text(cases[i].label, date_text(mem, earning_first_lump(earning)),
			   cases[i].lump);
	}
}

static void nothing_earns_nothing(void **state)
{
	Earning *earning = earning_new(*state, convention_default());
	TermFigures figures;
	Figures part;
	Date first;
	Date last;
	Err err = {0};
	assert_false(earning_days(earning, &first, &last));
	assert_false(earning_is_endless(earning));
	assert_int_equal(period_days(earning_term(earning)), 0);
	assert_true(earning_figures(earning, &figures, &err));
	check_text("figures", term_words(*state, currency("USD"), &figures),
		   "0.00 0.00 | 0.00 0.00 | 0.00 0.00");
	assert_true(earning_part(earning, (Period){DATE_MIN, DATE_OPEN}, &part, &err));
	check_text("all days", figures_words(*state, currency("USD"), &part), "0.00 0.00");
}

static void sums_beyond_int64_are_refused(void **state)
{
	Arena *mem = *state;
	static const char *const stories[] = {
		"2024-01-01 annual_value=92233720368547758 direct_labor=0 ends_on=2025-01-01",
		"2024-01-01 annual_value=-92233720368547758 direct_labor=0 ends_on=2025-01-01",
		"2024-01-01 annual_value=92233720368547758 ends_on=2199-12-31 direct_labor=0",
	};
	for (size_t i = 0; i < COUNT(stories); i++) {
		Told told = tell(mem, "USD", stories[i]);
		Earning *earning = told_earning(mem, &told, convention_default());
		TermFigures figures = {.total.revenue.minor = 7};
		Figures part = {.revenue.minor = 7};
		Figures rest = {.revenue.minor = 7};
		Err err = {0};
		assert_false(earning_figures(earning, &figures, &err));
		check_err("figures", &err, ERR_RANGE,
			  "the sum of the contract's value is too large to be held");
		assert_false(earning_part(earning, (Period){DATE_MIN, DATE_OPEN}, &part, &err));
		check_err("a part", &err, ERR_RANGE,
			  "the sum of the contract's value is too large to be held");
		assert_false(earning_split(earning, day("2024-01-01"), &part, &rest, &err));
		assert_false(earning_split(earning, DATE_OPEN, &part, &rest, &err));
		assert_true(figures.total.revenue.minor == 7 && part.revenue.minor == 7 &&
			    rest.revenue.minor == 7);
	}
	Told told = tell(mem, "USD",
			 "2023-01-01 annual_value=1 direct_labor=0 ends_on=2026-01-01\n"
			 "2025-01-01 annual_value=92233720368547758 day_count=ACT/360");
	TermFigures figures;
	Err err = {0};
	assert_false(
		earning_figures(told_earning(mem, &told, convention_default()), &figures, &err));
	check_err("the last year", &err, ERR_RANGE,
		  "the sum of the contract's value is too large to be held");
}

/* The greatest value that fits, over the longest time that gives a sum that fits. */
static void the_greatest_sums_are_exact(void **state)
{
	Arena *mem = *state;
	Told told = tell(
		mem, "USD",
		"2023-01-01 annual_value=92233720368547758.07 direct_labor=0.000001 ends_on=2024-01-01");
	TermFigures figures;
	Err err = {0};
	assert_true(
		earning_figures(told_earning(mem, &told, convention_default()), &figures, &err));
	check_text("annual", figures_words(mem, told.currency, &figures.total),
		   "92233720368547758.07 92233628134827389.52");
	told = tell(
		mem, "USD",
		"1900-01-01 value_basis=total total_value=-92233720368547758.08 direct_labor=0.999999 "
		"ends_on=2199-12-31\n2000-01-01 total_value=92233720368547758.07");
	assert_true(
		earning_figures(told_earning(mem, &told, convention_default()), &figures, &err));
	check_text("total", figures_words(mem, told.currency, &figures.total),
		   "92233720368547758.07 92233720368.55");
}

static void the_total_splits_at_a_day(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *label;
		const char *story;
		const char *at;
		const char *before;
		const char *rest;
	} cases[] = {
		{"in the middle", PUBLISHED, "2010-01-01", "83835.62 30191.78",
		 "151013.70 45304.11"},
		{"before the first day", PUBLISHED, "2000-01-01", "0.00 0.00",
		 "234849.32 75495.89"},
		{"after the last day", PUBLISHED, "2020-01-01", "234849.32 75495.89", "0.00 0.00"},
		{"without an end", "2024-01-01 " A_DOLLAR_A_DAY, "2024-01-11", "10.00 10.00",
		 "n/a no_end"},
		{"without an end, before the first day", "2024-01-01 " A_DOLLAR_A_DAY, "2023-01-11",
		 "0.00 0.00", "n/a no_end"},
		{"usage that is past leaves a rest without an end",
		 "2024-01-01 pricing=capped\n2024-02-01 annual_value=1 direct_labor=0 pricing=fixed",
		 "2024-03-01", "n/a by_usage", "n/a no_end"},
		{"usage to come",
		 "2024-01-01 " A_DOLLAR_A_DAY "\n2024-02-01 annual_value= pricing=capped",
		 "2024-01-11", "10.00 10.00", "n/a by_usage"},
		{"a total without an end, behind its day",
		 "2024-01-01 value_basis=total total_value=5", "2024-01-02", "n/a no_end",
		 "n/a no_end"},
		{"nothing to earn", "2024-01-01 ends_on=2025-01-01", "2024-01-02", "0.00 0.00",
		 "0.00 0.00"},
		{"what a later rounding takes off belongs to neither",
		 "2024-01-01 annual_value=120000 direct_labor=0.05 ends_on=2024-01-03\n"
		 "2025-01-01 value_basis=total",
		 "2026-01-01", "657.53 624.66", "0.00 0.00"},
		{"usage before a start that came later is not in the rest",
		 "2024-01-01 pricing=capped\n2024-06-01 annual_value=365 direct_labor=0 pricing=fixed starts_on=2024-06-01",
		 "2024-01-15", "0.00 0.00", "n/a no_end"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Told told = tell(mem, "USD", cases[i].story);
		Figures before;
		Figures rest;
		Err err = {0};
		if (!earning_split(told_earning(mem, &told, convention_default()), day(cases[i].at),
				   &before, &rest, &err))
			fail_msg("%s: %s", cases[i].label, err.text);
		check_text(cases[i].label, figures_words(mem, told.currency, &before),
			   cases[i].before);
		check_text(cases[i].label, figures_words(mem, told.currency, &rest), cases[i].rest);
	}
}

/* Any tiling of the term adds up to its total, in both conventions but epicom2011's. */
static void parts_add_up_to_the_total(void **state)
{
	(void)state;
	int added = 0;
	for (uint64_t seed = 1; seed <= 400; seed++) {
		Arena mem;
		arena_init(&mem);
		Random random = {seed};
		StoryKind kind = {.entries = 8, .spreads = seed % 2 == 0, .complete = true};
		Told told = tell(&mem, "USD", random_story(&mem, &random, kind));
		Earning *earning = told_earning(&mem, &told, convention_default());
		TermFigures figures;
		Date first;
		Date last;
		Err err = {0};
		assert_true(earning_figures(earning, &figures, &err));
		if (earning_days(earning, &first, &last)) {
			int64_t revenue = 0;
			int64_t profit = 0;
			for (Date at = first; at.day <= last.day;) {
				Date to = date_earlier(date_add(at,
								(int32_t)random_in(&random, 1, 90)),
						       date_add(last, 1));
				Figures part;
				assert_true(earning_part(earning, (Period){at, to}, &part, &err));
				assert_true(part.revenue.na == NA_NONE &&
					    part.profit.na == NA_NONE);
				revenue += part.revenue.minor;
				profit += part.profit.minor;
				at = to;
			}
			if (revenue != figures.total.revenue.minor ||
			    profit != figures.total.profit.minor)
				fail_msg("seed %d: parts make %" PRId64 " and %" PRId64
					 ", not %" PRId64 " and %" PRId64,
					 (int)seed, revenue, profit, figures.total.revenue.minor,
					 figures.total.profit.minor);
			added++;
		}
		arena_deinit(&mem);
	}
	assert_true(added > 200);
}

static bool same_figures(const Figures *a, const Figures *b)
{
	return a->revenue.na == b->revenue.na && a->revenue.minor == b->revenue.minor &&
	       a->profit.na == b->profit.na && a->profit.minor == b->profit.minor &&
	       a->estimate == b->estimate;
}

/*
 * Terms are added entry by entry, so that those of a day are replaced; after each entry the figures are
 * those of an earning that was built from the fold's rows alone, each day once.
 */
static void check_one_by_one(Arena *mem, const char *label, const Told *told, Convention convention)
{
	EntryList seen = view_select(mem, told->entries, told->count, VIEW_ALL);
	Earning *grown = earning_new(mem, convention);
	Fold fold = {0};
	for (size_t i = 0; i < seen.len; i++) {
		TermFigures a;
		TermFigures b;
		Figures all_a;
		Figures all_b;
		Period all = {DATE_MIN, DATE_OPEN};
		Err err = {0};
		assert_true(fold_add(mem, &told->fields, &fold, seen.at[i], &err));
		earning_add(grown, terms_of(&fold.rows[fold.len - 1]));
		Earning *fresh = earning_of(mem, &fold, convention);
		assert_true(earning_figures(grown, &a, &err) && earning_figures(fresh, &b, &err));
		assert_true(earning_part(grown, all, &all_a, &err) &&
			    earning_part(fresh, all, &all_b, &err));
		if (!same_figures(&a.first_year, &b.first_year) ||
		    !same_figures(&a.last_year, &b.last_year) ||
		    !same_figures(&a.total, &b.total) || !same_figures(&all_a, &all_b))
			fail_msg("%s, entry %zu: %.*s is not %.*s", label, i,
				 STR_ARG(term_words(mem, told->currency, &a)),
				 STR_ARG(term_words(mem, told->currency, &b)));
	}
}

static void terms_of_one_day_replace_each_other(void **state)
{
	static const struct {
		const char *label;
		const char *story;
	} cases[] = {
		{"a fraction of profit that a settlement left",
		 "2024-01-01 value_basis=total total_value=1 direct_labor=0.3 ends_on=2024-01-08\n"
		 "2024-01-02 direct_labor=0.6\n2024-01-03 total_value=2\n2024-01-03 total_value=3\n"
		 "2024-01-05 total_value=4 direct_labor=0"},
		{"a rest after the end",
		 "2024-01-01 " TEN_DAYS "\n2025-02-01 total_value+=5\n2025-02-01 total_value+=-5"},
		{"a window that cuts for a moment",
		 "2024-01-01 " TEN_DAYS
		 "\n2024-01-21 ends_on=2024-01-06\n2024-01-21 ends_on=2024-01-12\n"
		 "2024-01-21 ends_on=2024-01-06 total_value+=1\n2024-01-22 direct_labor=0.5"},
		{"a start that moves for a moment",
		 "2024-01-30 annual_value=36000 direct_labor=0 day_count=30/360 starts_on=2024-01-30 ends_on=2024-03-31\n"
		 "2024-02-10 starts_on=2024-01-29\n2024-02-10 starts_on=2024-01-31\n2024-02-11 annual_value=1"},
		{"a rounding that was there for a moment",
		 "2024-01-01 annual_value=120000 direct_labor=0.05 ends_on=2024-01-03\n2025-01-01 value_basis=total\n"
		 "2025-01-01 value_basis=annual"},
		{"a value that was there for a moment",
		 "2024-01-01 ends_on=2025-01-01\n2024-01-01 annual_value=5\n2024-01-01 annual_value="},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Told told = tell(*state, "USD", cases[i].story);
		check_one_by_one(*state, cases[i].label, &told, convention_default());
	}
}

static void terms_added_one_by_one_are_the_whole(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 300; seed++) {
		Arena mem;
		arena_init(&mem);
		Random random = {seed};
		StoryKind kind = {.entries = 12,
				  .spreads = seed % 3 != 0,
				  .in_order = seed % 2 == 0};
		Told told = tell(&mem, "USD", random_story(&mem, &random, kind));
		const char *label = str_to_c(&mem, str_format(&mem, "seed %d", (int)seed));
		check_one_by_one(&mem, label, &told,
				 convention_named(seed % 5 == 0 ? "epicom2011" : NULL,
						  told.currency));
		arena_deinit(&mem);
	}
}

static void reasons_have_names(void **state)
{
	(void)state;
	assert_string_equal(na_name(NA_NONE), "");
	assert_string_equal(na_name(NA_NO_END), "no_end");
	assert_string_equal(na_name(NA_NO_DIRECT_LABOR), "no_direct_labor");
	assert_string_equal(na_name(NA_BY_USAGE), "by_usage");
	assert_string_equal(na_name(NA_NO_BASE), "no_base");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(the_published_table_comes_out),
		ARENA_TEST(terms_earn),
		ARENA_TEST(fractions_that_settlements_left_are_truncated_with_the_rest),
		ARENA_TEST(parts_are_differences_of_rounded_sums),
		ARENA_TEST(earning_days_and_terms_are_told),
		ARENA_TEST(nothing_earns_nothing),
		ARENA_TEST(sums_beyond_int64_are_refused),
		ARENA_TEST(the_greatest_sums_are_exact),
		ARENA_TEST(the_total_splits_at_a_day),
		cmocka_unit_test(parts_add_up_to_the_total),
		ARENA_TEST(terms_of_one_day_replace_each_other),
		cmocka_unit_test(terms_added_one_by_one_are_the_whole),
		cmocka_unit_test(reasons_have_names),
	};
	return RUN_TESTS(tests);
}
