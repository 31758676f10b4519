#include "chart/chart_fixture.h"
#include "chart/wording.h"

static const Quantity DOLLARS = {QUANTITY_MONEY, 2, {"USD", 3}};
static const Quantity YEN = {QUANTITY_MONEY, 0, {"JPY", 3}};
static const Quantity SHARE = {QUANTITY_SHARE, 6, {0}};
static const Quantity HOURS = {QUANTITY_NUMBER, 6, {"h", 1}};

static void exact_texts_have_all_decimals(void **state)
{
	static const struct {
		const Quantity *quantity;
		int64_t scaled;
		const char *wanted;
	} cases[] = {
		{&DOLLARS, 8383562, "83,835.62"},
		{&DOLLARS, 10000000, "100,000.00"},
		{&DOLLARS, -5, "−0.05"},
		{&DOLLARS, INT64_MIN, "−92,233,720,368,547,758.08"},
		{&YEN, 1234567, "1,234,567"},
		{&SHARE, 700000, "70 %"},
		{&SHARE, 625000, "62.5 %"},
		{&SHARE, 1, "0.0001 %"},
		{&SHARE, -14000, "−1.4 %"},
		{&HOURS, 4200000000, "4,200"},
		{&HOURS, 7500000, "7.5"},
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		check_text(cases[i].wanted,
			   wording_exact(*state, cases[i].quantity, cases[i].scaled),
			   cases[i].wanted);
}

static void short_texts_have_three_digits(void **state)
{
	static const struct {
		const Quantity *quantity;
		int64_t scaled;
		const char *wanted;
	} cases[] = {
		{&DOLLARS, 0, "0"},
		{&DOLLARS, 5, "0.05"},
		{&DOLLARS, 1250, "12.5"},
		{&DOLLARS, 99900, "999"},
		{&DOLLARS, 99960, "1 k"}, /* 999.60 */
		{&DOLLARS, 10000000, "100 k"},
		{&DOLLARS, 8383562, "83.8 k"},
		{&DOLLARS, 124000000, "1.24 M"},
		{&DOLLARS, 99996000, "1 M"}, /* 999,960 */
		{&DOLLARS, -13000000, "−130 k"},
		{&DOLLARS, 123400000000, "1.23 bn"},
		{&DOLLARS, 500000000000000, "5 tn"},
		{&DOLLARS, INT64_MAX, "92,234 tn"},
		{&DOLLARS, INT64_MIN, "−92,234 tn"},
		{&YEN, 4, "4"},
		{&YEN, 30000000, "30 M"},
		{&SHARE, 600000, "60 %"},
		{&SHARE, 623456, "62.3 %"},
		{&SHARE, -14000, "−1.4 %"},
		{&HOURS, 1234000000, "1.23 k"},
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		check_text(cases[i].wanted,
			   wording_short(*state, cases[i].quantity, cases[i].scaled),
			   cases[i].wanted);
}

static void changes_differ_where_numbers_do(void **state)
{
	check_text("shares", wording_change(*state, &SHARE, 600000, 700000), "60 → 70 %");
	check_text("money", wording_change(*state, &DOLLARS, 10000000, 13000000), "100 k → 130 k");
	check_text("near", wording_change(*state, &DOLLARS, 45960000, 45990000),
		   "459,600 → 459,900");
	check_text("nearer", wording_change(*state, &DOLLARS, 45960000, 45960001),
		   "459,600 → 459,600.01");
	check_text("near shares", wording_change(*state, &SHARE, 623456, 623457),
		   "62.3456 → 62.3457 %");
	check_text("no change", wording_change(*state, &DOLLARS, 45960000, 45960000),
		   "460 k → 460 k");
}

static void ticks_of_a_scale_are_written_alike(void **state)
{
	static const struct {
		const Quantity *quantity;
		int64_t scaled, step, largest;
		const char *wanted;
	} cases[] = {
		{&DOLLARS, 6000000, 2000000, 14000000, "60 k"},
		{&DOLLARS, 0, 2000000, 14000000, "0"},
		{&DOLLARS, 80000000, 20000000, 120000000, "0.8 M"},
		{&DOLLARS, 100000000, 20000000, 120000000, "1.0 M"},
		{&DOLLARS, 125000000, 5000000, 135000000, "1.25 M"},
		{&DOLLARS, 250000, 50000, 500000, "2,500"},
		{&DOLLARS, -500000, 500000, -1000000, "−5 k"},
		{&DOLLARS, 50, 50, 100, "0.5"},
		{&SHARE, 600000, 100000, 700000, "60 %"},
		{&SHARE, 0, 100000, 700000, "0 %"},
		{&SHARE, 625000, 5000, 700000, "62.5 %"},
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		check_text(cases[i].wanted,
			   wording_tick(*state, cases[i].quantity, cases[i].scaled, cases[i].step,
					cases[i].largest),
			   cases[i].wanted);
}

static void values_tell_why_they_are_missing(void **state)
{
	ChartValue value = {.set = true, .scaled = 10000000};
	check_text("set", wording_measure(*state, &DOLLARS, value), "100,000.00 USD");
	check_text("without a unit",
		   wording_measure(*state, &SHARE, (ChartValue){.set = true, .scaled = 1000000}),
		   "100 %");
	check_text("n/a",
		   wording_measure(*state, &DOLLARS, (ChartValue){.na = STR("no direct labour")}),
		   "n/a · no direct labour");
	check_text("gap", wording_measure(*state, &DOLLARS, (ChartValue){0}), "–");
}

static void periods_end_with_their_last_day(void **state)
{
	check_text("two years",
		   wording_period(*state, (Period){day("2009-03-01"), day("2011-03-01")}),
		   "1 Mar 2009 to 28 Feb 2011");
	check_text("a day", wording_period(*state, (Period){day("2009-03-01"), day("2009-03-02")}),
		   "1 Mar 2009");
	check_text("no day", wording_period(*state, (Period){day("2009-03-01"), day("2009-03-01")}),
		   "1 Mar 2009");
}

static void widths_add_up(void **state)
{
	(void)state;
	double digit = wording_width(STR("0"), false);
	assert_true(digit > 7.3 && digit < 7.6); /* 0.648 of 11.5 px */
	assert_true(wording_width(STR("0000000000"), false) == 10 * digit);
	assert_true(wording_width(STR("as of"), true) > wording_width(STR("as of"), false));
	assert_true(wording_width(STR("→"), false) > digit);
	assert_true(wording_width(STR("漢"), false) > wording_width(STR("é"), false));
	assert_true(wording_width(STR("e\xCC\x81"), false) == wording_width(STR("e"), false));
	assert_true(wording_width(STR("a·b"), false) < wording_width(STR("a–b"), false));
	assert_true(wording_width((Str){0}, false) == 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(exact_texts_have_all_decimals),
		ARENA_TEST(short_texts_have_three_digits),
		ARENA_TEST(changes_differ_where_numbers_do),
		ARENA_TEST(ticks_of_a_scale_are_written_alike),
		ARENA_TEST(values_tell_why_they_are_missing),
		ARENA_TEST(periods_end_with_their_last_day),
		ARENA_TEST(widths_add_up),
	};
	return RUN_TESTS(tests);
}
