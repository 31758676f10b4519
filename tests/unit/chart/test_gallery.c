#include "chart/chart_fixture.h"

#include <stdio.h>
#include <stdlib.h>

/*
 * A picture of every kind at three widths. Each must hold what holds for every picture; with
 * PACTA_GALLERY=FILE they are written into a page to look at, with the page's own styles.
 */

typedef struct Exhibit {
	const char *title;
	Sketch sketch;
} Exhibit;

static const Exhibit EXHIBITS[] = {
	{"terms of the published contract", {HARBOUR, .as_of = "2010-05-21"}},
	{"terms without an as-of day", {.story = HARBOUR}},
	{"a single value",
	 {.story = "2024-01-01 annual_value=86400 direct_labor=62% ends_on=2025-01-01"}},
	{"a contract without an end",
	 {"2023-04-01 annual_value=1240000 direct_labor=68%\n2024-04-01 annual_value=1283400\n"
	  "2024-10-01 direct_labor=70%\n2025-04-01 annual_value=1321902 manager=Ann",
	  .as_of = "2026-02-03"}},
	{"a pause, and a share that is not set",
	 {"2020-01-15 annual_value=50000 ends_on=2021-01-15\n2021-04-01 ends_on=2022-04-01\n"
	  "2021-08-01 direct_labor=55% annual_value=61000\n2021-12-01 annual_value=",
	  .as_of = "2021-06-30"}},
	{"a total value that is spread",
	 {"2025-02-03 value_basis=total total_value=640000 direct_labor=44% starts_on=2025-02-03 "
	  "ends_on=2025-12-01\n2025-05-01 total_value+=58000\n2025-11-03 ends_on=2026-02-01",
	  .as_of = "2025-08-15"}},
	{"revenue and profit by quarter",
	 {HARBOUR, .which = CONTRACT_CHART_PERIODS, .as_of = "2010-05-21"}},
	{"by calendar year", {HARBOUR, .which = CONTRACT_CHART_PERIODS, .by = "year"}},
	{"by month",
	 {HARBOUR, .which = CONTRACT_CHART_PERIODS, .by = "month", .as_of = "2010-05-21"}},
	{"by day", {HARBOUR, .which = CONTRACT_CHART_PERIODS, .by = "day", .as_of = "2010-05-21"}},
	{"negative amounts",
	 {"2024-01-01 annual_value=90000 direct_labor=30% ends_on=2025-07-01\n"
	  "2024-06-01 annual_value=-24000\n2024-10-01 annual_value=70000",
	  .which = CONTRACT_CHART_PERIODS}},
	{"profit that is not available",
	 {"2024-01-01 annual_value=90000 ends_on=2025-07-01\n2024-09-01 direct_labor=40%",
	  .which = CONTRACT_CHART_PERIODS}},
	{"revenue and profit to date",
	 {HARBOUR, .which = CONTRACT_CHART_CUMULATIVE, .as_of = "2010-05-21"}},
	{"when changes were known",
	 {HARBOUR "\n2009-07-01 direct_labor=65% @2010-03-10\nretract 4 @2010-04-01\n"
		  "2010-06-01 annual_value+=12000 @2010-05-02\n2010-02-01 manager=Ann @2010-07-15",
	  .which = CONTRACT_CHART_EVENTS, .as_of = "2010-05-21"}},
	{"nothing is seen",
	 {HARBOUR, .as_of = "2010-05-21", .view = {{DAY_NONE}, {1}, {INT64_MAX}}}},
	{"an as-of day beyond the end", {HARBOUR, .as_of = "2026-11-21"}},
	{"an as-of day before the beginning", {HARBOUR, .as_of = "2001-01-01"}},
};

/* Sixty revisions in five years. */
static const char *busy_story(Arena *mem)
{
	Buf out = {.mem = mem};
	buf_add(&out, STR("2019-01-01 annual_value=500000 direct_labor=50% ends_on=2024-01-01"));
	for (int i = 1; i < 60; i++)
		buf_add_format(&out, "\n20%02d-%02d-%02d %s=%s%d%s", 19 + i / 12, 1 + i % 12,
			       1 + i * 7 % 28, i % 3 == 0 ? "direct_labor" : "annual_value",
			       i % 3 == 0 ? "" : "", i % 3 == 0 ? 40 + i % 30 : 480000 + i * 3700,
			       i % 3 == 0 ? "%" : "");
	return str_to_c(mem, buf_str(&out));
}

typedef struct Page {
	Arena *mem;
	Buf html;
} Page;

static void show(Page *page, const char *title, Chart chart)
{
	static const int widths[] = {1320, 700, 350};
	bool small = chart.kind == CHART_BULLET || chart.kind == CHART_SPARKLINE;
	buf_add_format(&page->html, "<h2>%s</h2>\n", title);
	for (size_t i = 0; i < (small ? 1 : COUNT(widths)); i++) {
		if (!small)
			chart.width = widths[i];
		Str label = str_format(page->mem, "%s, %d px", title, chart.width);
		Str svg = svg_of(page->mem, &chart);
		check_xml(str_to_c(page->mem, label), svg);
		check_layout(str_to_c(page->mem, label), &chart);
		buf_add_format(&page->html, "<div class=\"w%d\">", chart.width);
		buf_add(&page->html, svg);
		buf_add(&page->html, STR("</div>\n"));
	}
}

static Chart bullet(int64_t value, int64_t target, int64_t full)
{
	return (Chart){
		.kind = CHART_BULLET,
		.id = STR("bullet"),
		.title = STR("Utilization against its baseline"),
		.width = 190,
		.bullet = {.quantity = {QUANTITY_SHARE, 6, {0}},
			   .value = {.set = value != 0, .scaled = value, .na = STR("no capacity")},
			   .target = {.set = target != 0, .scaled = target},
			   .full = full},
	};
}

static Chart sparkline(Arena *mem, SparkEnd end)
{
	static const int64_t values[] = {62, 64, 60, 55, 0, 58, 66, 70, 71, 74, 76, 79};
	Datum *data = ARENA_ARRAY(mem, Datum, COUNT(values));
	for (size_t i = 0; i < COUNT(values); i++) {
		Date from = date_from_civil((Civil){2025, 1 + (int32_t)i, 1});
		data[i] =
			(Datum){.during = {from, date_add(from, month_days(2025, 1 + (int32_t)i))},
				.value = {.set = values[i] != 0, .scaled = values[i]}};
	}
	return (Chart){.kind = CHART_SPARKLINE,
		       .id = STR("spark"),
		       .title = STR("Twelve months"),
		       .width = 96,
		       .sparkline = {.quantity = {QUANTITY_NUMBER, 0, STR("h")},
				     .data = data,
				     .len = COUNT(values),
				     .end = end}};
}

static void add_file(Buf *out, const char *path)
{
	char bytes[4096];
	FILE *file = fopen(path, "rb");
	assert_non_null(file);
	for (size_t len = fread(bytes, 1, sizeof bytes, file); len > 0;
	     len = fread(bytes, 1, sizeof bytes, file))
		buf_add(out, (Str){bytes, len});
	(void)fclose(file);
}

static void write_page(const char *path, Arena *mem, Str body)
{
	Buf out = {.mem = mem};
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	buf_add(&out, STR("<!doctype html><meta charset=utf-8><title>Charts</title>\n<style>\n"));
	add_file(&out, "web/src/styles/tokens.css");
	add_file(&out, "web/src/styles/chart.css");
	buf_add(&out, STR("body { margin: 20px; background: var(--paper); color: var(--ink); "
			  "font-family: Inter, sans-serif; }\n"
			  "h2 { font-size: 13px; color: var(--soft); margin: 34px 0 10px; }\n"
			  "div { margin-bottom: 18px; }\n</style>\n"));
	buf_add(&out, body);
	assert_int_equal(fwrite(out.ptr, 1, out.len, file), out.len);
	assert_int_equal(fclose(file), 0);
}

static void every_kind_is_drawn(void **state)
{
	Page page = {*state, {.mem = *state}};
	for (size_t i = 0; i < COUNT(EXHIBITS); i++)
		show(&page, EXHIBITS[i].title, sketch(page.mem, EXHIBITS[i].sketch));
	const char *busy = busy_story(page.mem);
	for (ContractChart which = 0; which < CONTRACT_CHARTS; which++)
		show(&page, "sixty revisions",
		     sketch(page.mem, (Sketch){busy, .which = which, .as_of = "2022-05-21"}));
	show(&page, "above its target", bullet(1180000, 800000, 1300000));
	show(&page, "below its target", bullet(520000, 700000, 1300000));
	show(&page, "not available", bullet(0, 700000, 1300000));
	show(&page, "a good end", sparkline(page.mem, SPARK_GOOD));
	show(&page, "a bad end", sparkline(page.mem, SPARK_BAD));
	const char *path = getenv("PACTA_GALLERY");
	if (path)
		write_page(path, page.mem, buf_str(&page.html));
}

int main(void)
{
	const struct CMUnitTest tests[] = {ARENA_TEST(every_kind_is_drawn)};
	return RUN_TESTS(tests);
}
