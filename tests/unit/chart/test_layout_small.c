#include "chart/chart_fixture.h"

static const Mark *find_mark(const Layout *layout, MarkRole role)
{
	for (size_t i = 0; i < layout->len; i++) {
		if (layout->marks[i].role == role)
			return &layout->marks[i];
	}
	return NULL;
}

static ChartValue percent(int64_t value)
{
	return (ChartValue){.set = true, .scaled = value * 10000};
}

static Chart bullet(int width, ChartValue value, ChartValue target, int64_t full)
{
	return (Chart){
		.kind = CHART_BULLET,
		.id = STR("b"),
		.title = STR("Utilization"),
		.width = width,
		.bullet = {.quantity = {QUANTITY_SHARE, 6, {0}},
			   .value = value,
			   .target = target,
			   .full = full},
	};
}

static void a_bullet_measures_from_zero(void **state)
{
	Chart chart = bullet(152, percent(75), percent(80), 1000000);
	Layout layout = chart_layout(&chart, *state);
	const Mark *track = find_mark(&layout, ROLE_TRACK);
	const Mark *bar = find_mark(&layout, ROLE_MEASURE);
	const Mark *target = find_mark(&layout, ROLE_TARGET);
	assert_true(track->x == 0 && track->x2 == 100);
	assert_true(bar->x == 0 && bar->x2 == 75);
	assert_true(target->x > 79 && target->x < 81);
	check_text("value", find_mark(&layout, ROLE_VALUE)->text, "75 %");
	check_text("words", layout.description, "75 % against 80 %");
	assert_false(layout.has_plot);
	check_layout("bullet", &chart);
}

static void a_bullet_grows_with_what_it_shows(void **state)
{
	Chart chart = bullet(152, percent(200), percent(80), 1000000);
	Layout layout = chart_layout(&chart, *state);
	assert_true(find_mark(&layout, ROLE_MEASURE)->x2 == 100);
	assert_true(find_mark(&layout, ROLE_TARGET)->x < 42);
	chart = bullet(152, percent(-50), (ChartValue){0}, 1000000);
	layout = chart_layout(&chart, *state);
	const Mark *bar = find_mark(&layout, ROLE_MEASURE);
	assert_true(bar->x == 0 && bar->x2 > 33 && bar->x2 < 34); /* left of zero */
	assert_null(find_mark(&layout, ROLE_TARGET));
	check_text("words", layout.description, "−50 %");
	chart = bullet(152, percent(0), percent(0), 0);
	check_layout("nothing at all", &chart);
}

static void a_narrow_bullet_has_no_text(void **state)
{
	Chart chart = bullet(80, percent(75), percent(80), 0);
	Layout layout = chart_layout(&chart, *state);
	assert_null(find_mark(&layout, ROLE_VALUE));
	assert_true(find_mark(&layout, ROLE_TRACK)->x2 == 80);
	check_layout("narrow", &chart);
}

static void a_bullet_that_is_not_available_says_so(void **state)
{
	Chart chart = bullet(152, (ChartValue){.na = STR("no capacity")}, percent(80), 0);
	Layout layout = chart_layout(&chart, *state);
	assert_null(find_mark(&layout, ROLE_TRACK));
	assert_null(find_mark(&layout, ROLE_MEASURE));
	assert_non_null(find_mark(&layout, ROLE_NA));
	check_text("value", find_mark(&layout, ROLE_VALUE)->text, "n/a");
	check_text("words", layout.description, "n/a · no capacity against 80 %");
}

static Chart sparkline(Arena *mem, const char *values)
{
	VEC(Datum) data = {0};
	Date at = day("2025-01-01");
	for (; *values; values++) {
		Date next = date_add(at, 7);
		*vec_push(mem, &data) = (Datum){
			.during = {at, next},
			.value = {.set = *values != '-', .scaled = *values - '0'},
		};
		at = next;
	}
	return (Chart){.kind = CHART_SPARKLINE,
		       .id = STR("s"),
		       .title = STR("Weeks"),
		       .width = 108,
		       .sparkline = {.quantity = {QUANTITY_NUMBER, 0, STR("h")},
				     .data = data.at,
				     .len = data.len,
				     .end = SPARK_BAD}};
}

static void a_sparkline_goes_through_its_values(void **state)
{
	Chart chart = sparkline(*state, "05-92");
	Layout layout = chart_layout(&chart, *state);
	const Mark *line = find_mark(&layout, ROLE_SPARK);
	const Mark *end = find_mark(&layout, ROLE_SPARK_END);
	check_size("points", line->point_count, 4);
	assert_true(line->points[0].x == 4 && line->points[0].y == 20);
	assert_true(line->points[1].x == 29 && !line->points[1].move);
	assert_true(line->points[2].x == 79 && line->points[2].move && line->points[2].y == 4);
	assert_true(end->x == 104 && end->y == line->points[3].y && end->variant == SPARK_BAD);
	check_text("words", layout.description, "1 Jan 2025 to 4 Feb 2025: from 0 h to 2 h");
	check_layout("sparkline", &chart);
	check_xml("sparkline", svg_of(*state, &chart));
}

static void odd_sparklines_are_drawn(void **state)
{
	Chart chart = sparkline(*state, "444");
	Layout layout = chart_layout(&chart, *state);
	assert_true(find_mark(&layout, ROLE_SPARK)->points[0].y == 12); /* in the middle */
	chart = sparkline(*state, "7");
	layout = chart_layout(&chart, *state);
	check_size("one point", find_mark(&layout, ROLE_SPARK)->point_count, 1);
	chart = sparkline(*state, "--");
	layout = chart_layout(&chart, *state);
	check_size("none is set", layout.len, 0);
	chart = sparkline(*state, "");
	layout = chart_layout(&chart, *state);
	check_size("none is there", layout.len, 0);
	check_text("words", layout.description, "no data");
	check_xml("nothing", svg_of(*state, &chart));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(a_bullet_measures_from_zero),
		ARENA_TEST(a_bullet_grows_with_what_it_shows),
		ARENA_TEST(a_narrow_bullet_has_no_text),
		ARENA_TEST(a_bullet_that_is_not_available_says_so),
		ARENA_TEST(a_sparkline_goes_through_its_values),
		ARENA_TEST(odd_sparklines_are_drawn),
	};
	return RUN_TESTS(tests);
}
