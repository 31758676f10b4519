#include "chart/chart_fixture.h"
#include "chart/chart_table.h"

static void periods_follow_from_the_length(void **state)
{
	(void)state;
	static const struct {
		const char *from, *to, *wanted;
	} cases[] = {
		{"2024-01-31", "2025-07-31", "month"}, {"2024-01-31", "2025-08-01", "quarter"},
		{"2024-01-01", "2024-01-02", "month"}, {"2024-02-29", "2030-02-28", "quarter"},
		{"2024-02-29", "2030-03-01", "year"},  {"2024-05-31", "2025-11-30", "month"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Period range = {day(cases[i].from), day(cases[i].to)};
		check_text(cases[i].from, str_from_c(granularity_name(contract_chart_by(range))),
			   cases[i].wanted);
	}
}

static Str range_of(Arena *mem, Sketch wanted)
{
	Chart chart = sketch(mem, wanted);
	return str_format(mem, "%.*s %.*s%s", STR_ARG(date_text(mem, chart.range.from)),
			  STR_ARG(date_text(mem, chart.range.to)), chart.open_end ? " open" : "");
}

static void the_range_holds_all_that_counts(void **state)
{
	static const struct {
		const char *label;
		Sketch sketch;
		const char *wanted;
	} cases[] = {
		{"a term", {.story = HARBOUR}, "2009-03-01 2011-03-01"},
		{"signed later than it starts",
		 {.story = "2009-05-01 annual_value=1 starts_on=2009-03-01 ends_on=2011-03-01"},
		 "2009-03-01 2011-03-01"},
		{"a revision before the start",
		 {.story = "2009-01-01 annual_value=1 starts_on=2009-03-01 ends_on=2011-03-01"},
		 "2009-01-01 2011-03-01"},
		{"a revision after the end",
		 {.story = "2009-03-01 annual_value=1 ends_on=2010-03-01\n2010-06-01 manager=A"},
		 "2009-03-01 2010-06-02"},
		{"a rest that is earned after the end",
		 {.story = "2009-03-01 value_basis=total total_value=10 ends_on=2010-03-01\n"
			   "2010-06-01 total_value=20"},
		 "2009-03-01 2010-06-02"},
		{"without an end",
		 {.story = "2009-03-01 annual_value=1\n2010-06-01 manager=A"},
		 "2009-03-01 2011-06-01 open"},
		{"without an end, seen later",
		 {.story = "2009-03-01 annual_value=1", .as_of = "2015-01-01"},
		 "2009-03-01 2015-01-02 open"},
		{"to the last day of all",
		 {.story = "2199-06-01 annual_value=1"},
		 "2199-06-01 2200-01-01 open"},
		{"an end before the start",
		 {.story = "2009-03-01 annual_value=1 starts_on=2009-03-01 ends_on=2008-03-01"},
		 "2009-03-01 2009-03-02"},
		{"known much later",
		 {.story = "2009-03-01 annual_value=1 ends_on=2010-03-01 @2012-02-02",
		  .which = CONTRACT_CHART_EVENTS},
		 "2009-03-01 2012-02-03"},
		{"known before",
		 {.story = "2009-03-01 annual_value=1 ends_on=2010-03-01 @2008-02-02",
		  .which = CONTRACT_CHART_EVENTS},
		 "2008-02-02 2010-03-01"},
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		check_text(cases[i].label, range_of(*state, cases[i].sketch), cases[i].wanted);
}

/* The values of the first series: "days value" for each. */
static Str values_of(Arena *mem, const Chart *chart)
{
	Buf out = {.mem = mem};
	const Series *series = &chart->panels[0].series[0];
	buf_add(&out, series->name);
	for (size_t i = 0; i < series->len; i++) {
		const Datum *datum = &series->data[i];
		buf_add_format(&out, "; %.*s %.*s ", STR_ARG(date_text(mem, datum->during.from)),
			       STR_ARG(date_text(mem, datum->during.to)));
		if (datum->value.set)
			buf_add_int(&out, datum->value.scaled);
		else
			buf_add(&out, datum->value.na);
	}
	return buf_str(&out);
}

static void the_value_in_force_is_that_of_its_basis(void **state)
{
	static const struct {
		const char *label, *story, *wanted;
	} cases[] = {
		{"annual", "2024-01-01 annual_value=100 ends_on=2024-07-01",
		 "annual value; 2024-01-01 2024-07-01 10000"},
		{"total over 366 days",
		 "2024-01-01 value_basis=total total_value=366 ends_on=2025-01-01",
		 "total value per year; 2024-01-01 2025-01-01 36500"},
		{"rounded half up to even", /* 1.25 · 365 / 730 = 0.625 */
		 "2023-01-01 value_basis=total total_value=1.25 ends_on=2024-12-31",
		 "total value per year; 2023-01-01 2024-12-31 62"},
		{"rounded half down to even", /* 1.27 · 365 / 730 = 0.635 */
		 "2023-01-01 value_basis=total total_value=1.27 ends_on=2024-12-31",
		 "total value per year; 2023-01-01 2024-12-31 64"},
		{"negative", "2023-01-01 value_basis=total total_value=-1.25 ends_on=2024-12-31",
		 "total value per year; 2023-01-01 2024-12-31 -62"},
		{"both",
		 "2023-01-01 annual_value=100 ends_on=2025-01-01\n"
		 "2024-01-01 value_basis=total total_value=731",
		 "value per year; 2023-01-01 2024-01-01 10000; 2024-01-01 2025-01-01 36500"},
		{"total without an end", "2024-01-01 value_basis=total total_value=366",
		 "total value per year; 2024-01-01 2025-01-01 no end"},
		{"total not set", "2024-01-01 value_basis=total ends_on=2025-01-01",
		 "total value per year; 2024-01-01 2025-01-01 not set"},
		{"by usage", "2024-01-01 pricing=capped total_value=9 ends_on=2025-01-01",
		 "annual value; 2024-01-01 2025-01-01 by usage"},
		{"by usage with an estimate",
		 "2024-01-01 pricing=time_and_materials annual_value=9 ends_on=2025-01-01",
		 "annual value; 2024-01-01 2025-01-01 900"},
		{"too large to be told",
		 "2024-01-01 value_basis=total total_value=92233720368547758 ends_on=2024-01-03",
		 "total value per year; 2024-01-01 2024-01-03 too large"},
		{"too small to be told",
		 "2024-01-01 value_basis=total total_value=-92233720368547758 ends_on=2024-01-03",
		 "total value per year; 2024-01-01 2024-01-03 too large"},
		{"shortened later: days already past are taken back",
		 "2024-01-01 annual_value=100 ends_on=2025-01-01\n2024-09-01 ends_on=2024-06-01",
		 "annual value; 2024-01-01 2024-06-01 10000"},
		{"a start that is moved",
		 "2024-01-01 annual_value=100 starts_on=2024-01-01 ends_on=2025-01-01\n"
		 "2024-03-01 starts_on=2024-04-01",
		 "annual value; 2024-04-01 2025-01-01 10000"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Chart chart = sketch(*state, (Sketch){.story = cases[i].story});
		check_text(cases[i].label, values_of(*state, &chart), cases[i].wanted);
	}
}

static void a_term_of_no_days_has_no_value(void **state)
{
	Chart chart = sketch(*state, (Sketch){.story = "2024-01-01 value_basis=total total_value=5 "
						       "starts_on=2024-01-01 ends_on=2024-01-01"});
	check_text("values", values_of(*state, &chart), "total value per year");
	check_layout("no days", &chart);
	assert_non_null(strstr(str_to_c(*state, chart.summary), "not available"));
	chart = sketch(*state,
		       (Sketch){.story = "2024-01-10 value_basis=total total_value=5 "
					 "ends_on=2024-02-01\n2024-01-20 starts_on=2024-02-01"});
	check_layout("a start at the end", &chart);
}

static void events_name_their_revisions(void **state)
{
	Chart chart =
		sketch(*state, (Sketch){.story = HARBOUR "\n2009-09-01 manager=Ann @2010-01-01\n"
							 "2009-12-01 @2010-01-02"});
	static const char *const wanted[][2] = {
		{"1", ""},
		{"2,4", "labour 60 → 70 %, manager → Ann"},
		{"5", ""},
		{"3", "value 100 k → 130 k"},
	};
	check_size("events", chart.event_count, COUNT(wanted));
	for (size_t i = 0; i < COUNT(wanted); i++) {
		check_text("numbers", chart.events[i].ref, wanted[i][0]);
		check_text("text", chart.events[i].text, wanted[i][1]);
	}
	check_text("no change", chart.events[2].detail, "1 Dec 2009: nothing changes");
}

/* An as-of day splits only the period that it is in; the day itself counts. */
static void the_running_period_is_split(void **state)
{
	Chart chart = sketch(*state, (Sketch){HARBOUR, .which = CONTRACT_CHART_PERIODS,
					      .by = "month", .as_of = "2009-03-31"});
	const Datum *data = chart.panels[0].series[0].data;
	assert_false(data[0].done.set); /* March is over on its last day */
	chart = sketch(*state, (Sketch){HARBOUR, .which = CONTRACT_CHART_PERIODS, .by = "month",
					.as_of = "2009-03-10"});
	data = chart.panels[0].series[0].data;
	assert_true(data[0].done.set && !data[1].done.set);
	assert_int_equal(data[0].done.scaled, 273973); /* 10 days of 100,000 / 365 */
	assert_int_equal(chart.panels[0].series[1].data[0].done.scaled, 109589);
}

static void periods_have_names(void **state)
{
	static const struct {
		const char *by, *first, *last;
		int32_t year;
	} cases[] = {
		{"day", "1 Mar", "28 Feb", 2009},
		{"week", "23 Feb", "28 Feb", 2009},
		{"month", "Mar", "Feb", 2009},
		{"quarter", "Q1", "Q1", 2009},
		{"year", "2009", "2011", 0},
		{"fiscal", "2008/09", "2010/11", 0},
		{"contract-year", "2009/10", "2010/11", 0},
		{NULL, "Q1", "Q1", 2009},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Chart chart = sketch(*state, (Sketch){HARBOUR, .which = CONTRACT_CHART_PERIODS,
						      .by = cases[i].by});
		const Series *series = &chart.panels[0].series[0];
		check_text(cases[i].first, series->data[0].name, cases[i].first);
		check_text(cases[i].last, series->data[series->len - 1].name, cases[i].last);
		assert_int_equal(series->data[0].year, cases[i].year);
	}
	Chart chart = sketch(*state, (Sketch){.story = "2024-01-01 annual_value=1 direct_labor=0 "
						       "ends_on=2026-01-01",
					      .which = CONTRACT_CHART_PERIODS,
					      .by = "contract-year"});
	check_text("from January", chart.panels[0].series[0].data[0].name, "2024");
}

/* The last point of the sums is the total, and each falls on the sum of the periods before it. */
static void sums_end_at_the_total(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 100; seed++) {
		Arena mem;
		arena_init(&mem);
		Random random = {seed};
		StoryKind kind = {.entries = 12, .spreads = seed % 2 == 0, .complete = true};
		const char *story = random_story(&mem, &random, kind);
		Chart sums = sketch(&mem, (Sketch){.story = story,
						   .which = CONTRACT_CHART_CUMULATIVE,
						   .by = "month"});
		Chart parts = sketch(&mem, (Sketch){.story = story,
						    .which = CONTRACT_CHART_PERIODS,
						    .by = "month"});
		const Series *line = &sums.panels[0].series[0];
		const Series *bars = &parts.panels[0].series[0];
		int64_t sum = 0;
		size_t at = 0;
		for (size_t i = 0; i < bars->len; i++) {
			sum += bars->data[i].value.scaled;
			while (at < line->len &&
			       line->data[at].during.to.day < bars->data[i].during.to.day)
				at++;
			if (at == line->len || line->data[at].value.scaled != sum)
				fail_msg("seed %d: the sum to period %zu differs", (int)seed, i);
		}
		assert_int_equal(at + 1, line->len);
		arena_deinit(&mem);
	}
}

static void sums_bend_where_a_rest_is_earned_at_once(void **state)
{
	Chart chart =
		sketch(*state, (Sketch){.story = "2024-01-01 value_basis=total total_value=366 "
						 "direct_labor=0 ends_on=2024-02-01\n"
						 "2024-05-10 total_value=500",
					.which = CONTRACT_CHART_CUMULATIVE,
					.by = "year"});
	check_text("sums", values_of(*state, &chart),
		   "revenue; 2024-01-01 2024-01-01 0; 2024-01-01 2024-02-01 36600; "
		   "2024-01-01 2024-05-10 36600; 2024-01-01 2024-05-11 50000");
}

static void estimates_are_told(void **state)
{
	static const ContractChart which[] = {CONTRACT_CHART_PERIODS, CONTRACT_CHART_CUMULATIVE};
	for (size_t i = 0; i < COUNT(which); i++) {
		Chart chart =
			sketch(*state,
			       (Sketch){.story = "2024-01-01 pricing=capped annual_value=1000 "
						 "direct_labor=0.5 ends_on=2025-01-01",
					.which = which[i]});
		assert_non_null(strstr(str_to_c(*state, chart.summary), "It holds an estimate"));
		chart = sketch(*state, (Sketch){HARBOUR, .which = which[i]});
		assert_null(strstr(str_to_c(*state, chart.summary), "It holds an estimate"));
	}
}

static void summaries_tell_the_whole(void **state)
{
	Chart chart = sketch(*state, (Sketch){HARBOUR, .which = CONTRACT_CHART_PERIODS,
					      .by = "year", .as_of = "2010-05-21"});
	check_text("title", chart.title,
		   "Revenue and profit by terms, by calendar year · HARBOUR-2009");
	check_text("periods", chart.summary,
		   "1 Mar 2009 to 28 Feb 2011, by calendar year: revenue by terms 234,849.32 USD, "
		   "profit by terms 75,495.89 USD in all. As of 21 May 2010.");
	chart = sketch(*state, (Sketch){.story = "2024-01-01 annual_value=365",
					.which = CONTRACT_CHART_CUMULATIVE});
	check_text("no end", chart.summary,
		   "1 Jan 2024 to 31 Dec 2024 (there is no end), added up from the first day: "
		   "revenue by terms 366.00 USD, profit by terms n/a · no direct labour in all.");
	chart = sketch(*state, (Sketch){.story = "2024-01-01 annual_value=365"});
	check_text("terms", chart.summary,
		   "1 Jan 2024 to 31 Dec 2024, without an end: annual value 365.00 USD per year; "
		   "direct labour not available. 0 later changes.");
	chart = sketch(*state, (Sketch){.story = HARBOUR
					"\n2009-07-01 direct_labor=65% @2009-07-02\nretract 4 "
					"@2010-04-01",
					.which = CONTRACT_CHART_EVENTS});
	check_text("events", chart.summary,
		   "Entries: 5; known after they took effect: 1; retractions: 1.");
	check_text("one day", chart.items[3].detail,
		   "No. 4, effective 1 Jul 2009, known 2 Jul 2009, taken back later: direct labour "
		   "65 %");
	check_text("late", chart.items[1].detail,
		   "No. 2, effective 1 Sep 2009, known 3 Sep 2009, 2 days after it took effect: "
		   "direct labour 70 %");
}

static void what_is_not_seen_yet_is_not_drawn(void **state)
{
	View view = {DATE_NONE, INSTANT_MAX, instant("2000-01-01")};
	Chart chart =
		sketch(*state, (Sketch){.story = "2009-03-01 annual_value=1 ends_on=2010-03-01\n"
						 "2009-04-01 annual_value=2 >2010-01-01\n"
						 "retract 1 >2010-02-01",
					.which = CONTRACT_CHART_EVENTS,
					.view = view});
	check_size("entries", chart.item_count, 1);
	assert_int_equal(chart.items[0].kind, ITEM_PLAIN);
	assert_false(date_is_set(chart.known));
}

static void what_is_known_on_its_day_is_not_late(void **state)
{
	Chart chart =
		sketch(*state, (Sketch){.story = "2009-03-01 annual_value=1 ends_on=2010-03-01 "
						 "@2009-03-01\n2009-04-01 annual_value=2 "
						 "@2009-04-02\n2009-05-01 annual_value=3 "
						 "@2009-04-30",
					.which = CONTRACT_CHART_EVENTS});
	static const ItemKind wanted[] = {ITEM_PLAIN, ITEM_LATE, ITEM_PLAIN};
	for (size_t i = 0; i < COUNT(wanted); i++)
		assert_int_equal(chart.items[i].kind, wanted[i]);
	assert_non_null(
		strstr(str_to_c(*state, chart.items[1].detail), ", 1 day after it took effect"));
}

static void sums_beyond_int64_are_refused(void **state)
{
	static const struct {
		ContractChart which;
		const char *as_of;
	} cases[] = {{CONTRACT_CHART_PERIODS, NULL},
		     {CONTRACT_CHART_CUMULATIVE, NULL},
		     {CONTRACT_CHART_PERIODS, "2030-06-06"},
		     {CONTRACT_CHART_CUMULATIVE, "2030-06-06"}};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Chart chart = {.width = 7};
		Err err = {0};
		Sketch wanted = {.story =
					 "2024-01-01 annual_value=92233720368547758 direct_labor=0 "
					 "ends_on=2034-01-01",
				 .which = cases[i].which,
				 .as_of = cases[i].as_of,
				 .by = i % 2 == 0 ? "year" : "month"};
		assert_false(sketch_try(*state, wanted, &chart, &err));
		assert_int_equal(err.code, ERR_RANGE);
		assert_int_equal(chart.width, 7);
	}
	for (ContractChart which = CONTRACT_CHART_PERIODS; which < CONTRACT_CHART_EVENTS; which++) {
		Chart chart = {.width = 7}; /* each year can be held, their sum cannot */
		Err err = {0};
		Sketch wanted = {.story = "2025-01-01 annual_value=92233720368547758 "
					  "direct_labor=0 ends_on=2028-01-01",
				 .which = which,
				 .by = "year"};
		assert_false(sketch_try(*state, wanted, &chart, &err));
		assert_int_equal(err.code, ERR_RANGE);
		assert_int_equal(chart.width, 7);
	}
	Chart chart = {.width = 7}; /* one period too large */
	Err err = {0};
	Sketch wanted = {.story = "2024-01-01 annual_value=92233720368547758 day_count=ACT/360 "
				  "direct_labor=0 ends_on=2025-01-01",
			 .which = CONTRACT_CHART_PERIODS,
			 .by = "year"};
	assert_false(sketch_try(*state, wanted, &chart, &err));
	assert_int_equal(err.code, ERR_RANGE);
}

static void charts_have_names(void **state)
{
	(void)state;
	static const char *const names[] = {"terms", "periods", "cumulative", "events"};
	for (size_t i = 0; i < COUNT(names); i++)
		assert_string_equal(CONTRACT_CHART_NAMES[i], names[i]);
	assert_null(CONTRACT_CHART_NAMES[CONTRACT_CHARTS]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(periods_follow_from_the_length),
		ARENA_TEST(the_range_holds_all_that_counts),
		ARENA_TEST(the_value_in_force_is_that_of_its_basis),
		ARENA_TEST(a_term_of_no_days_has_no_value),
		ARENA_TEST(events_name_their_revisions),
		ARENA_TEST(the_running_period_is_split),
		ARENA_TEST(periods_have_names),
		cmocka_unit_test(sums_end_at_the_total),
		ARENA_TEST(sums_bend_where_a_rest_is_earned_at_once),
		ARENA_TEST(estimates_are_told),
		ARENA_TEST(summaries_tell_the_whole),
		ARENA_TEST(what_is_not_seen_yet_is_not_drawn),
		ARENA_TEST(what_is_known_on_its_day_is_not_late),
		ARENA_TEST(sums_beyond_int64_are_refused),
		cmocka_unit_test(charts_have_names),
	};
	return RUN_TESTS(tests);
}
