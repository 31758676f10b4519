#include "chart/chart_fixture.h"
#include "chart/svg.h"

#include <stdio.h>
#include <stdlib.h>

enum { GOLDEN_MOST = 65536 };

static bool holds(Str text, const char *part)
{
	size_t at;
	return str_find(text, str_from_c(part), &at);
}

static void check_holds(Str text, const char *part)
{
	if (!holds(text, part))
		fail_msg("no %s in %.*s", part, STR_ARG(text));
}

static void the_root_says_what_it_is(void **state)
{
	Chart chart = sketch(*state, (Sketch){HARBOUR, .as_of = "2010-05-21"});
	Str svg = svg_of(*state, &chart);
	assert_true(str_starts(
		svg,
		STR("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"c-chart\" role=\"img\" "
		    "aria-labelledby=\"chart-terms-title chart-terms-desc\" width=\"1320\" ")));
	check_holds(svg, " viewBox=\"0 0 1320 ");
	check_holds(svg,
		    " data-from=\"2009-03-01\" data-to=\"2011-03-01\" "
		    "data-as-of=\"2010-05-21\" data-left=\"");
	check_holds(svg,
		    "<title id=\"chart-terms-title\">Value and direct labour over time · "
		    "HARBOUR-2009</title>");
	check_holds(svg,
		    "<desc id=\"chart-terms-desc\">1 Mar 2009 to 28 Feb 2011: annual value "
		    "100,000.00, at the end 130,000.00 USD per year; direct labour 60 %, at the "
		    "end 70 %. 2 later changes. As of 21 May 2010.</desc>");
	check_xml("terms", svg);
	assert_false(holds(svg, " style=") || holds(svg, "<style") || holds(svg, "<script") ||
		     holds(svg, "href"));
}

static void every_point_is_told(void **state)
{
	Chart chart = sketch(*state, (Sketch){HARBOUR, .as_of = "2010-05-21"});
	Str svg = svg_of(*state, &chart);
	check_size("points", count_of(svg, "<g class=\"c-point\""), 9);
	check_holds(svg,
		    "data-date=\"2009-09-01\" data-label=\"1 Sep 2009 to 31 Dec 2009: annual "
		    "value 100,000.00 USD per year\"");
	check_holds(svg,
		    "data-date=\"2009-09-01\" data-label=\"1 Sep 2009 to 31 Dec 2009: direct "
		    "labour 70 %\"");
	check_holds(svg,
		    "data-date=\"2010-01-01\" data-ref=\"3\" data-label=\"1 Jan 2010: annual "
		    "value 100,000.00 → 130,000.00 USD per year\"");
	chart = sketch(*state, (Sketch){HARBOUR, .which = CONTRACT_CHART_PERIODS, .by = "year",
					.as_of = "2010-05-21"});
	svg = svg_of(*state, &chart);
	check_size("bars", count_of(svg, "<g class=\"c-point\""), 6);
	check_holds(svg,
		    "data-label=\"1 Jan 2010 to 31 Dec 2010: revenue 130,000.00 USD, of it "
		    "50,219.17 to 21 May 2010\"");
	check_holds(svg, "data-label=\"1 Jan 2011 to 28 Feb 2011: profit 6,304.11 USD\"");
}

static void texts_of_users_stay_texts(void **state)
{
	static const char nasty[] =
		"<script>alert('1')</script> & \"quoted\" \x01\x7F\xFF\t\n"
		"\xEF\xBF\xBE\xE2\x80\xAE end";
	Chart chart = sketch(*state, (Sketch){HARBOUR, .key = nasty});
	const ChartEvent events[] = {{.on = day("2009-09-01"),
				      .text = str_from_c(nasty),
				      .detail = str_from_c(nasty),
				      .ref = str_from_c(nasty)}};
	chart.events = events;
	chart.event_count = 1;
	Series series = chart.panels[0].series[0];
	Panel panel = chart.panels[0];
	series.name = str_from_c(nasty);
	panel.quantity.unit = str_from_c(nasty);
	panel.series = &series;
	chart.panels = &panel;
	chart.panel_count = 1;
	Str svg = svg_of(*state, &chart);
	check_xml("nasty", svg);
	assert_false(holds(svg, "<script"));
	check_holds(svg,
		    "&lt;script&gt;alert('1')&lt;/script&gt; &amp; &quot;quoted&quot; "
		    "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD  \xEF\xBF\xBD\xEF\xBF\xBD end");
}

static void an_empty_chart_says_so(void **state)
{
	Chart chart = sketch(*state, (Sketch){HARBOUR, .view = {DATE_NONE, {1}, {1}}});
	Str svg = svg_of(*state, &chart);
	check_xml("empty", svg);
	check_holds(svg, ">Nothing of it is seen at that moment.</text>");
	check_holds(svg,
		    "<desc id=\"chart-terms-desc\">Nothing of it is seen at that moment.</desc>");
	assert_false(holds(svg, "data-from") || holds(svg, "c-point"));
}

static void numbers_have_one_decimal_at_most(void **state)
{
	Chart chart = sketch(*state, (Sketch){HARBOUR, .width = 777, .as_of = "2009-08-07"});
	Str svg = svg_of(*state, &chart);
	for (size_t i = 0; i + 3 < svg.len; i++) {
		const char *at = svg.ptr + i;
		bool coordinate = at[0] == '"' || at[0] == ',' || at[0] == 'M' || at[0] == 'L';
		char *end;
		double number = strtod(at + 1, &end);
		if (!coordinate || end == at + 1 || (*end != '"' && *end != ',' && *end != 'L'))
			continue;
		double tenths = number * 10;
		if (tenths != (double)(int64_t)tenths)
			fail_msg("%.30s", at);
	}
	assert_ptr_equal(strstr(str_to_c(*state, svg), "-0\""), NULL);
}

static void a_small_chart_has_no_plot(void **state)
{
	Chart chart = {.kind = CHART_BULLET,
		       .id = STR("b"),
		       .title = STR("Utilization"),
		       .width = 190,
		       .bullet = {.quantity = {QUANTITY_SHARE, 6, {0}},
				  .value = {.set = true, .scaled = 1180000},
				  .target = {.set = true, .scaled = 800000}}};
	Str svg = svg_of(*state, &chart);
	check_xml("bullet", svg);
	check_holds(svg, "<desc id=\"b-desc\">118 % against 80 %</desc>");
	check_holds(svg, ">118 %</text>");
	assert_false(holds(svg, "data-from"));
}

/* What the page gets for the published contract on a phone, to the byte; PACTA_WRITE_GOLDEN=1 writes it anew. */
static void the_picture_of_the_published_contract(void **state)
{
	static const char path[] = "tests/unit/chart/harbour-terms-350.svg";
	Chart chart = sketch(*state, (Sketch){HARBOUR, .width = 350, .as_of = "2010-05-21"});
	Str svg = svg_of(*state, &chart);
	if (getenv("PACTA_WRITE_GOLDEN")) {
		FILE *file = fopen(path, "wb");
		assert_non_null(file);
		assert_int_equal(fwrite(svg.ptr, 1, svg.len, file), svg.len);
		assert_int_equal(fclose(file), 0);
	}
	char *golden = arena_alloc(*state, GOLDEN_MOST);
	FILE *file = fopen(path, "rb");
	assert_non_null(file);
	size_t len = fread(golden, 1, GOLDEN_MOST - 1, file);
	assert_int_equal(fclose(file), 0);
	size_t same = 0;
	while (same < len && same < svg.len && golden[same] == svg.ptr[same])
		same++;
	if (len != svg.len || same < len)
		fail_msg("it differs from %s at byte %zu: '%.*s'", path, same,
			 STR_ARG(str_slice(svg, same, same + 80)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(the_root_says_what_it_is),
		ARENA_TEST(every_point_is_told),
		ARENA_TEST(texts_of_users_stay_texts),
		ARENA_TEST(an_empty_chart_says_so),
		ARENA_TEST(numbers_have_one_decimal_at_most),
		ARENA_TEST(a_small_chart_has_no_plot),
		ARENA_TEST(the_picture_of_the_published_contract),
	};
	return RUN_TESTS(tests);
}
