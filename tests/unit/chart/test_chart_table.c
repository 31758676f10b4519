#include "chart/chart_fixture.h"
#include "chart/chart_table.h"

static void terms_are_told_exactly(void **state)
{
	Chart chart = sketch(*state, (Sketch){HARBOUR, .as_of = "2010-05-21"});
	check_text("table", table_words(*state, &chart),
		   "from | to | annual value (USD per year) | direct labour | changes\n"
		   "1 Mar 2009 | 31 Aug 2009 | 100,000.00 | 60 % | 1 Mar 2009: begins with annual "
		   "value 100,000.00 USD per year; direct labour 60 %; from 1 Mar 2009; to 28 Feb "
		   "2011\n"
		   "1 Sep 2009 | 31 Dec 2009 | 100,000.00 | 70 % | 1 Sep 2009: direct labour 60 % "
		   "→ 70 %\n"
		   "1 Jan 2010 | 28 Feb 2011 | 130,000.00 | 70 % | 1 Jan 2010: annual value "
		   "100,000.00 → 130,000.00 USD per year");
	ChartTable table = chart_table(&chart, *state);
	check_text("title", table.title, "Value and direct labour over time · HARBOUR-2009");
	assert_false(table.columns[0].numeric);
	assert_true(table.columns[2].numeric && table.columns[3].numeric);
}

static void periods_and_sums_are_told_exactly(void **state)
{
	Chart chart =
		sketch(*state, (Sketch){HARBOUR, .which = CONTRACT_CHART_PERIODS, .by = "year"});
	check_text("periods", table_words(*state, &chart),
		   "from | to | revenue (USD) | profit (USD)\n"
		   "1 Mar 2009 | 31 Dec 2009 | 83,835.62 | 30,191.78\n"
		   "1 Jan 2010 | 31 Dec 2010 | 130,000.00 | 39,000.00\n"
		   "1 Jan 2011 | 28 Feb 2011 | 21,013.70 | 6,304.11");
	chart = sketch(*state, (Sketch){HARBOUR, .which = CONTRACT_CHART_CUMULATIVE, .by = "year",
					.as_of = "2010-05-21"});
	check_text("sums", table_words(*state, &chart),
		   "up to | revenue (USD) | profit (USD)\n"
		   "28 Feb 2009 | 0.00 | 0.00\n"
		   "31 Aug 2009 | 50,410.96 | 20,164.38\n"
		   "31 Dec 2009 | 83,835.62 | 30,191.78\n"
		   "21 May 2010 | 134,054.79 | 45,257.53\n"
		   "31 Dec 2010 | 213,835.62 | 69,191.78\n"
		   "28 Feb 2011 | 234,849.32 | 75,495.89");
}

static void gaps_and_reasons_are_told(void **state)
{
	Chart chart = sketch(
		*state,
		(Sketch){
			.story =
				"2020-01-15 annual_value=50000 starts_on=2020-01-15 ends_on=2021-01-15\n"
				"2021-04-01 ends_on=2022-04-01 direct_labor=50%\n2021-12-01 annual_value=\n"
				"2022-06-01 manager=Ann"});
	check_text("terms", table_words(*state, &chart),
		   "from | to | annual value (USD per year) | direct labour | changes\n"
		   "15 Jan 2020 | 14 Jan 2021 | 50,000.00 | n/a · not set | 15 Jan 2020: begins "
		   "with annual value 50,000.00 USD per year; from 15 Jan 2020; to 14 Jan 2021\n"
		   "1 Apr 2021 | 30 Nov 2021 | 50,000.00 | 50 % | 1 Apr 2021: direct labour – → "
		   "50 %; to 14 Jan 2021 → 31 Mar 2022\n"
		   "1 Dec 2021 | 31 Mar 2022 | n/a · not set | 50 % | 1 Dec 2021: annual value "
		   "50,000.00 → – USD per year\n"
		   "1 Jun 2022 | 1 Jun 2022 | – | – | 1 Jun 2022: manager – → Ann");
}

static void entries_are_told_in_order_of_number(void **state)
{
	Chart chart =
		sketch(*state, (Sketch){HARBOUR "\n2009-07-01 direct_labor=65% @2010-03-10\n"
						"retract 4 @2010-04-01\n2010-05-01 @2010-05-02",
					.which = CONTRACT_CHART_EVENTS});
	check_text("entries", table_words(*state, &chart),
		   "takes effect | known | no. | what | reason | recorded by\n"
		   "1 Mar 2009 | 20 Feb 2009 | 1 | annual value 100,000.00 USD per year; direct "
		   "labour 60 %; from 1 Mar 2009; to 28 Feb 2011 |  | \n"
		   "1 Sep 2009 | 3 Sep 2009 | 2 | direct labour 70 % |  | \n"
		   "1 Jan 2010 | 14 Dec 2009 | 3 | annual value 130,000.00 USD per year |  | \n"
		   "1 Jul 2009 | 10 Mar 2010 | 4 | direct labour 65 % |  | \n"
		   "1 Jul 2009 | 1 Apr 2010 | 5 | takes back no. 4: direct labour 65 % |  | \n"
		   "1 May 2010 | 2 May 2010 | 6 | nothing changes |  | ");
	chart = sketch(*state,
		       (Sketch){HARBOUR, .which = CONTRACT_CHART_EVENTS,
				.view = {DATE_NONE, {INT64_C(1252000000000000)}, INSTANT_MAX}});
	check_size("known by 3 September 2009", chart_table(&chart, *state).row_count, 2);
}

static void small_charts_have_tables(void **state)
{
	Chart chart = {
		.kind = CHART_BULLET,
		.bullet = {.quantity = {QUANTITY_SHARE, 6, {0}},
			   .value = {.na = STR("no capacity")},
			   .target = {.set = true, .scaled = 800000}},
	};
	check_text("bullet", table_words(*state, &chart),
		   "value | target\nn/a · no capacity | 80 %");
	const Datum data[] = {
		{.during = {day("2025-01-01"), day("2025-02-01")},
		 .value = {.set = true, .scaled = 7}},
		{.during = {day("2025-02-01"), day("2025-03-01")}},
	};
	chart = (Chart){.kind = CHART_SPARKLINE,
			.sparkline = {.quantity = {QUANTITY_NUMBER, 0, STR("h")},
				      .data = data,
				      .len = 2}};
	check_text("sparkline", table_words(*state, &chart),
		   "from | to | value (h)\n1 Jan 2025 | 31 Jan 2025 | 7\n"
		   "1 Feb 2025 | 28 Feb 2025 | –");
}

/* Lines whose points lie on different days: each has its row, and what is missing is a gap. */
static void lines_need_not_agree_in_their_days(void **state)
{
	const Datum a[] = {
		{.during = {day("2025-01-01"), day("2025-02-01")},
		 .value = {.set = true, .scaled = 1}},
		{.during = {day("2025-02-01"), day("2025-04-01")},
		 .value = {.set = true, .scaled = 3}},
	};
	const Datum b[] = {
		{.during = {day("2025-02-01"), day("2025-03-01")},
		 .value = {.set = true, .scaled = 2}},
	};
	const Series first = {STR("a"), SERIES_LINE, TONE_INK, a, 2};
	const Series second = {STR("b"), SERIES_LINE, TONE_INK, b, 1};
	const Panel panels[] = {
		{.quantity = {QUANTITY_NUMBER, 0, STR("h")}, .series = &first, .len = 1},
		{.quantity = {QUANTITY_NUMBER, 0, {0}}, .series = &second, .len = 1}};
	Chart chart = {.panels = panels, .panel_count = 2};
	check_text(
		"lines", table_words(*state, &chart),
		"up to | a (h) | b\n31 Jan 2025 | 1 | –\n28 Feb 2025 | – | 2\n31 Mar 2025 | 3 | –");
}

static void steps_need_not_agree_in_their_days(void **state)
{
	const Datum a[] = {
		{.during = {day("2025-01-01"), day("2025-03-01")},
		 .value = {.set = true, .scaled = 1}},
		{.during = {day("2025-05-01"), day("2025-06-01")},
		 .value = {.set = true, .scaled = 4}},
	};
	const Datum b[] = {
		{.during = {day("2025-02-01"), day("2025-04-01")},
		 .value = {.set = true, .scaled = 2}},
	};
	const Series series[] = {{STR("a"), SERIES_STEP, TONE_INK, a, 2},
				 {STR("b\x01"), SERIES_STEP, TONE_INK, b, 1}};
	const Panel panel = {.quantity = {QUANTITY_NUMBER, 0, {0}}, .series = series, .len = 2};
	const ChartEvent events[] = {{.on = day("2025-02-14"), .detail = STR("x")},
				     {.on = day("2025-02-14"), .detail = STR("y\n<b>")},
				     {.on = day("2025-04-10"), .detail = STR("z")}};
	Chart chart = {.panels = &panel, .panel_count = 1, .events = events, .event_count = 3};
	check_text("steps", table_words(*state, &chart),
		   "from | to | a | b\xEF\xBF\xBD | changes\n"
		   "1 Jan 2025 | 31 Jan 2025 | 1 | – | \n"
		   "1 Feb 2025 | 13 Feb 2025 | 1 | 2 | \n"
		   "14 Feb 2025 | 28 Feb 2025 | 1 | 2 | x; y <b>\n"
		   "1 Mar 2025 | 31 Mar 2025 | – | 2 | \n"
		   "10 Apr 2025 | 10 Apr 2025 | – | – | z\n"
		   "1 May 2025 | 31 May 2025 | 4 | – | ");
}

static void a_chart_of_nothing_has_no_rows(void **state)
{
	Chart chart = {0};
	check_text("nothing", table_words(*state, &chart), "from | to");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(terms_are_told_exactly),
		ARENA_TEST(periods_and_sums_are_told_exactly),
		ARENA_TEST(gaps_and_reasons_are_told),
		ARENA_TEST(entries_are_told_in_order_of_number),
		ARENA_TEST(small_charts_have_tables),
		ARENA_TEST(lines_need_not_agree_in_their_days),
		ARENA_TEST(steps_need_not_agree_in_their_days),
		ARENA_TEST(a_chart_of_nothing_has_no_rows),
	};
	return RUN_TESTS(tests);
}
