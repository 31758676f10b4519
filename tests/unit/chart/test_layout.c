#include "chart/chart_fixture.h"
#include "chart/wording.h"

static const int WIDTHS[] = {300, 350, 480, 481, 700, 900, 1320, 2000};

/* The first mark of a role at or behind `from`, or NULL. */
static const Mark *find_mark(const Layout *layout, MarkRole role, MarkKind kind)
{
	for (size_t i = 0; i < layout->len; i++) {
		if (layout->marks[i].role == role && layout->marks[i].kind == kind)
			return &layout->marks[i];
	}
	return NULL;
}

static size_t count_marks(const Layout *layout, MarkRole role, MarkKind kind)
{
	size_t count = 0;
	for (size_t i = 0; i < layout->len; i++)
		count += layout->marks[i].role == role && layout->marks[i].kind == kind;
	return count;
}

static bool has_text(const Layout *layout, const char *text)
{
	for (size_t i = 0; i < layout->len; i++) {
		if (layout->marks[i].kind == MARK_TEXT && str_eq_c(layout->marks[i].text, text))
			return true;
	}
	return false;
}

static double day_x(const Layout *layout, const Chart *chart, Date date)
{
	double days = (double)(date.day - chart->range.from.day);
	return layout->plot.left +
	       days * (layout->plot.right - layout->plot.left) / period_days(chart->range);
}

static bool near(double a, double b)
{
	return a - b < 0.01 && b - a < 0.01;
}

static void the_as_of_line_stands_at_the_end_of_its_day(void **state)
{
	Chart chart = sketch(*state, (Sketch){HARBOUR, .as_of = "2010-05-21"});
	Layout layout = chart_layout(&chart, *state);
	const Mark *line = find_mark(&layout, ROLE_AS_OF, MARK_LINE);
	const Mark *tint = find_mark(&layout, ROLE_LATER, MARK_RECT);
	assert_true(near(line->x, day_x(&layout, &chart, day("2010-05-22"))));
	assert_true(near(tint->x, line->x) && near(tint->x2, layout.plot.right));
	assert_true(has_text(&layout, "as of 21 May 2010"));
	chart.as_of = day("2011-02-28"); /* the last day: nothing comes after it */
	layout = chart_layout(&chart, *state);
	assert_true(near(find_mark(&layout, ROLE_AS_OF, MARK_LINE)->x, layout.plot.right));
	assert_null(find_mark(&layout, ROLE_LATER, MARK_RECT));
	chart.as_of = day("2009-03-01");
	layout = chart_layout(&chart, *state);
	assert_true(near(find_mark(&layout, ROLE_AS_OF, MARK_LINE)->x,
			 day_x(&layout, &chart, day("2009-03-02"))));
}

static void an_as_of_day_outside_is_told_at_the_edge(void **state)
{
	Chart chart = sketch(*state, (Sketch){HARBOUR, .as_of = "2011-03-01"});
	Layout layout = chart_layout(&chart, *state);
	assert_null(find_mark(&layout, ROLE_AS_OF, MARK_LINE));
	assert_null(find_mark(&layout, ROLE_LATER, MARK_RECT));
	assert_true(has_text(&layout, "as of 1 Mar 2011 →"));
	chart.as_of = day("2009-02-28");
	layout = chart_layout(&chart, *state);
	assert_null(find_mark(&layout, ROLE_AS_OF, MARK_LINE));
	assert_true(near(find_mark(&layout, ROLE_LATER, MARK_RECT)->x, layout.plot.left));
	assert_true(has_text(&layout, "← as of 28 Feb 2009"));
	chart.as_of = DATE_NONE;
	layout = chart_layout(&chart, *state);
	assert_null(find_mark(&layout, ROLE_AS_OF, MARK_TEXT));
}

static void steps_go_through_their_values(void **state)
{
	Chart chart = sketch(*state, (Sketch){.story = HARBOUR});
	Layout layout = chart_layout(&chart, *state);
	const Mark *value = find_mark(&layout, ROLE_SERIES, MARK_PATH);
	check_size("points", value->point_count, 4);
	double changed = day_x(&layout, &chart, day("2010-01-01"));
	assert_true(near(value->points[0].x, layout.plot.left));
	assert_true(near(value->points[1].x, changed) && near(value->points[2].x, changed));
	assert_true(near(value->points[3].x, layout.plot.right));
	assert_true(near(value->points[0].y, value->points[1].y));
	assert_true(value->points[2].y < value->points[1].y); /* more stands higher */
	check_size("marks on the axis", count_marks(&layout, ROLE_EVENT, MARK_CIRCLE), 3);
	check_size("texts", count_marks(&layout, ROLE_EVENT_TEXT, MARK_TEXT), 2);
	assert_true(has_text(&layout, "labour 60 → 70 %"));
	assert_true(has_text(&layout, "value 100 k → 130 k"));
	assert_true(has_text(&layout, "annual value") && has_text(&layout, "direct labour"));
}

static void names_rather_lose_their_unit_than_cross_a_line(void **state)
{
	Chart chart = sketch(*state, (Sketch){HARBOUR, .as_of = "2010-05-21"});
	Layout layout = chart_layout(&chart, *state);
	check_text("wide", find_mark(&layout, ROLE_NAME, MARK_TEXT)->unit, "USD per year");
	chart.width = 350;
	layout = chart_layout(&chart, *state);
	const Mark *name = find_mark(&layout, ROLE_NAME, MARK_TEXT);
	check_text("narrow", name->unit, "");
	assert_true(mark_text_box(name).left > find_mark(&layout, ROLE_AS_OF, MARK_LINE)->x);
	chart.as_of = day("2010-12-21"); /* no room behind the line: before it */
	layout = chart_layout(&chart, *state);
	name = find_mark(&layout, ROLE_NAME, MARK_TEXT);
	assert_true(mark_text_box(name).right < find_mark(&layout, ROLE_AS_OF, MARK_LINE)->x);
}

static void gaps_are_gaps_and_reasons_are_told(void **state)
{
	Chart chart =
		sketch(*state, (Sketch){.story = "2020-01-01 annual_value=5 ends_on=2020-06-01\n"
						 "2020-09-01 ends_on=2021-01-01 direct_labor=1"});
	Layout layout = chart_layout(&chart, *state);
	const Mark *value = find_mark(&layout, ROLE_SERIES, MARK_PATH);
	check_size("points", value->point_count, 4);
	assert_true(value->points[0].move && !value->points[1].move && value->points[2].move);
	assert_true(near(value->points[2].x, day_x(&layout, &chart, day("2020-09-01"))));
	const Mark *dashes = find_mark(&layout, ROLE_NA, MARK_LINE);
	assert_true(near(dashes->x2, day_x(&layout, &chart, day("2020-06-01"))));
	assert_true(has_text(&layout, "direct labour n/a · not set"));
}

static void an_open_end_is_marked(void **state)
{
	Chart chart = sketch(*state, (Sketch){.story = "2020-01-01 annual_value=5 direct_labor=1"});
	Layout layout = chart_layout(&chart, *state);
	assert_true(has_text(&layout, "open →"));
	assert_int_equal(chart.range.to.day, day("2021-01-01").day);
}

static void bars_stand_on_zero(void **state)
{
	Chart chart = sketch(*state, (Sketch){HARBOUR, .which = CONTRACT_CHART_PERIODS,
					      .by = "year", .as_of = "2010-05-21"});
	Layout layout = chart_layout(&chart, *state);
	double zero = find_mark(&layout, ROLE_ZERO, MARK_LINE)->y;
	check_size("done", count_marks(&layout, ROLE_BAR, MARK_RECT), 4); /* 2009, part of 2010 */
	check_size("later", count_marks(&layout, ROLE_BAR_LATER, MARK_RECT), 4); /* rest, 2011 */
	double last_top = 0;
	for (size_t i = 0; i < layout.len; i++) {
		const Mark *mark = &layout.marks[i];
		if (mark->kind == MARK_RECT && mark->role == ROLE_BAR)
			assert_true(near(mark->y2, zero) && mark->y < zero);
		if (mark->kind == MARK_RECT && mark->role == ROLE_BAR_LATER)
			last_top = mark->y2;
	}
	assert_true(near(last_top, zero)); /* what is not begun stands on zero, too */
	assert_true(has_text(&layout, "2009") && has_text(&layout, "2010") &&
		    has_text(&layout, "2011"));
	assert_true(has_text(&layout, "83.8 k") && has_text(&layout, "6.3 k"));
	assert_true(has_text(&layout, "revenue") && has_text(&layout, "profit"));
}

static void bars_below_zero_hang_from_it(void **state)
{
	Chart chart =
		sketch(*state, (Sketch){.story = "2024-01-01 annual_value=-36500 direct_labor=0 "
						 "ends_on=2025-01-01",
					.which = CONTRACT_CHART_PERIODS,
					.by = "quarter"});
	Layout layout = chart_layout(&chart, *state);
	double zero = find_mark(&layout, ROLE_ZERO, MARK_LINE)->y;
	check_size("bars", count_marks(&layout, ROLE_BAR, MARK_RECT), 8);
	const Mark *bar = find_mark(&layout, ROLE_BAR, MARK_RECT);
	const Mark *value = find_mark(&layout, ROLE_VALUE, MARK_TEXT);
	assert_true(near(bar->y, zero) && bar->y2 > zero && value->y > bar->y2);
	check_text("value", value->text, "−9.1 k");
}

static void many_bars_become_areas(void **state)
{
	Chart chart = sketch(*state, (Sketch){HARBOUR, .which = CONTRACT_CHART_PERIODS, .by = "day",
					      .as_of = "2010-05-21"});
	Layout layout = chart_layout(&chart, *state);
	check_size("bars", count_marks(&layout, ROLE_BAR, MARK_RECT), 0);
	check_size("done", count_marks(&layout, ROLE_BAR, MARK_PATH), 2);
	check_size("later", count_marks(&layout, ROLE_BAR_LATER, MARK_PATH), 2);
	assert_true(count_marks(&layout, ROLE_HIT, MARK_RECT) < 2 * 730);
	assert_true(has_text(&layout, "Mar 09")); /* the calendar's ticks, not one a day */
	chart.as_of = day("2009-01-01");
	layout = chart_layout(&chart, *state);
	check_size("none done", count_marks(&layout, ROLE_BAR, MARK_PATH), 0);
}

static void lines_tell_where_they_stand_on_the_as_of_day(void **state)
{
	Chart chart = sketch(*state, (Sketch){HARBOUR, .which = CONTRACT_CHART_CUMULATIVE,
					      .as_of = "2010-05-21"});
	Layout layout = chart_layout(&chart, *state);
	const Mark *dot = find_mark(&layout, ROLE_AS_OF_DOT, MARK_CIRCLE);
	const Mark *line = find_mark(&layout, ROLE_AS_OF, MARK_LINE);
	assert_true(near(dot->x, line->x));
	assert_true(has_text(&layout, "134 k") && has_text(&layout, "45.3 k"));
	const Mark *done = find_mark(&layout, ROLE_SERIES, MARK_PATH);
	assert_true(!done->later && done[1].later);
	assert_true(near(done->points[done->point_count - 1].x, line->x));
	assert_true(near(done[1].points[0].x, line->x));
	chart.as_of = DATE_NONE;
	layout = chart_layout(&chart, *state);
	assert_null(find_mark(&layout, ROLE_AS_OF_DOT, MARK_CIRCLE));
	chart.as_of = day("2008-01-01");
	layout = chart_layout(&chart, *state);
	assert_null(find_mark(&layout, ROLE_AS_OF_DOT, MARK_CIRCLE));
}

static void a_line_ends_where_it_is_not_available(void **state)
{
	Chart chart =
		sketch(*state, (Sketch){.story = "2024-01-01 annual_value=90000 direct_labor=0.5 "
						 "ends_on=2026-01-01\n2024-09-01 direct_labor=",
					.which = CONTRACT_CHART_CUMULATIVE,
					.as_of = "2024-12-31"});
	Layout layout = chart_layout(&chart, *state);
	assert_non_null(find_mark(&layout, ROLE_NA, MARK_LINE));
	assert_true(has_text(&layout, "profit n/a · no direct labour"));
	check_size("only revenue meets the line", count_marks(&layout, ROLE_AS_OF_DOT, MARK_CIRCLE),
		   1);
}

static void backdating_is_seen(void **state)
{
	Chart chart =
		sketch(*state, (Sketch){HARBOUR "\n2009-07-01 direct_labor=65% @2010-03-10\n"
						"retract 4 @2010-04-01",
					.which = CONTRACT_CHART_EVENTS, .as_of = "2010-05-21"});
	Layout layout = chart_layout(&chart, *state);
	static const int kinds[] = {ITEM_PLAIN, ITEM_UNDONE, ITEM_UNDOING, ITEM_LATE, ITEM_PLAIN};
	size_t count = 0;
	for (size_t i = 0; i < layout.len; i++) {
		const Mark *mark = &layout.marks[i];
		if (mark->kind != MARK_LINE || mark->role != ROLE_LINK)
			continue;
		assert_true(count < COUNT(kinds));
		assert_int_equal(mark->variant, kinds[count++]);
		assert_true(mark->y < mark->y2);
	}
	check_size("links", count, COUNT(kinds));
	check_size("crosses", count_marks(&layout, ROLE_ITEM, MARK_CROSS), 1);
	check_size("circles", count_marks(&layout, ROLE_ITEM, MARK_CIRCLE), 8);
	assert_true(has_text(&layout, "takes effect") && has_text(&layout, "known"));
	assert_true(has_text(&layout, "begins") && has_text(&layout, "labour 70 %"));
	assert_null(find_mark(&layout, ROLE_KNOWN, MARK_LINE));
	View view = {DATE_NONE, instant_end_of_date(day("2010-03-09")), INSTANT_MAX};
	chart = sketch(*state, (Sketch){HARBOUR "\n2009-07-01 direct_labor=65% @2010-03-10",
					.which = CONTRACT_CHART_EVENTS, .view = view});
	layout = chart_layout(&chart, *state);
	assert_true(near(find_mark(&layout, ROLE_KNOWN, MARK_LINE)->x,
			 day_x(&layout, &chart, day("2010-03-10"))));
	assert_true(has_text(&layout, "known on 9 Mar 2010"));
	check_size("links by then", count_marks(&layout, ROLE_LINK, MARK_LINE), 3);
}

/* Ten thousand revisions: the picture stays small, and nothing that is shown overlaps. */
static void a_crowd_stays_readable(void **state)
{
	Arena *mem = *state;
	Buf story = {.mem = mem};
	buf_add(&story, STR("1990-01-01 annual_value=1000000 direct_labor=50% ends_on=2020-01-01"));
	for (int i = 1; i < 10000; i++)
		buf_add_format(&story, "\n%.*s annual_value+=%d @%d-01-01",
			       STR_ARG(date_text(mem, date_add(day("1990-01-01"), i))), i % 7 - 3,
			       1990 + i / 100 % 30);
	for (ContractChart which = 0; which < CONTRACT_CHARTS; which++) {
		for (int width = 300; width <= 2000; width += 850) {
			Chart chart =
				sketch(mem, (Sketch){str_to_c(mem, buf_str(&story)), .which = which,
						     .width = width, .as_of = "2001-05-05"});
			size_t size = svg_of(mem, &chart).len;
			if (size > 1500000)
				fail_msg("chart %d, %d px: %zu bytes", (int)which, width, size);
			check_layout("crowd", &chart);
		}
	}
}

/* What must hold for every picture, on contracts at random; the seed is in the message. */
static void every_picture_is_in_order(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 400; seed++) {
		Arena mem;
		arena_init(&mem);
		Random random = {seed};
		StoryKind kind = {.entries = (size_t)random_in(&random, 1, 30),
				  .spreads = seed % 3 == 0,
				  .complete = seed % 5 == 0};
		const char *story = random_story(&mem, &random, kind);
		for (ContractChart which = 0; which < CONTRACT_CHARTS; which++) {
			static const char *const by[] = {NULL,     "day",    "week",
							 "month",  "year",   "contract-year",
							 "fiscal", "quarter"};
			Date as_of = {(int32_t)random_in(&random, day("2021-01-01").day,
							 day("2027-01-01").day)};
			int width = WIDTHS[random_in(&random, 0, COUNT(WIDTHS) - 1)];
			const char *granularity = by[random_in(&random, 0, COUNT(by) - 1)];
			Chart chart = sketch(
				&mem,
				(Sketch){.story = story,
					 .which = which,
					 .width = width,
					 .by = granularity,
					 .as_of =
						 seed % 4 == 0
							 ? NULL
							 : str_to_c(&mem, date_text(&mem, as_of))});
			const char *label =
				str_to_c(&mem,
					 str_format(&mem, "seed %d, %s, %d px, by %s", (int)seed,
						    CONTRACT_CHART_NAMES[which], width,
						    granularity ? granularity : "itself"));
			check_layout(label, &chart);
			check_xml(label, svg_of(&mem, &chart));
		}
		arena_deinit(&mem);
	}
}

static void the_same_chart_gives_the_same_bytes(void **state)
{
	Chart chart = sketch(*state, (Sketch){HARBOUR, .as_of = "2010-05-21"});
	Str once = svg_of(*state, &chart);
	assert_true(str_eq(once, svg_of(*state, &chart)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(the_as_of_line_stands_at_the_end_of_its_day),
		ARENA_TEST(an_as_of_day_outside_is_told_at_the_edge),
		ARENA_TEST(steps_go_through_their_values),
		ARENA_TEST(names_rather_lose_their_unit_than_cross_a_line),
		ARENA_TEST(gaps_are_gaps_and_reasons_are_told),
		ARENA_TEST(an_open_end_is_marked),
		ARENA_TEST(bars_stand_on_zero),
		ARENA_TEST(bars_below_zero_hang_from_it),
		ARENA_TEST(many_bars_become_areas),
		ARENA_TEST(lines_tell_where_they_stand_on_the_as_of_day),
		ARENA_TEST(a_line_ends_where_it_is_not_available),
		ARENA_TEST(backdating_is_seen),
		ARENA_TEST(a_crowd_stays_readable),
		cmocka_unit_test(every_picture_is_in_order),
		ARENA_TEST(the_same_chart_gives_the_same_bytes),
	};
	return RUN_TESTS(tests);
}
