#include "chart/chart_fixture.h"
#include "chart/sheet.h"

static const Plot ALL = {0, 0, 400, 200};

static Sheet sheet_of(Arena *mem)
{
	return (Sheet){.mem = mem, .width = 400};
}

static Mark text(const char *words)
{
	return (Mark){.role = ROLE_NAME, .text = str_from_c(words)};
}

static void a_text_takes_the_first_free_place(void **state)
{
	Sheet sheet = sheet_of(*state);
	const Mark places[] = {{.x = 10, .y = 20},
			       {.x = 10, .y = 40},
			       {.x = 390, .y = 40, .anchor = ANCHOR_END}};
	assert_true(sheet_place(&sheet, text("one"), places, 3, ALL, true));
	assert_true(sheet_place(&sheet, text("two"), places, 3, ALL, true));
	assert_true(sheet_place(&sheet, text("three"), places, 3, ALL, true));
	assert_false(sheet_place(&sheet, text("four"), places, 3, ALL, true));
	check_size("marks", sheet.marks.len, 3);
	assert_true(sheet.marks.at[1].y == 40 && sheet.marks.at[2].anchor == ANCHOR_END);
}

static void a_text_stays_inside(void **state)
{
	Sheet sheet = sheet_of(*state);
	const Mark outside[] = {{.x = -1, .y = 20},
				{.x = 10, .y = 5},
				{.x = 10, .y = 199},
				{.x = 399, .y = 20},
				{.x = 2, .y = 20, .anchor = ANCHOR_MIDDLE}};
	for (size_t i = 0; i < COUNT(outside); i++)
		assert_false(sheet_place(&sheet, text("wide"), &outside[i], 1, ALL, false));
	check_size("marks", sheet.marks.len, 0);
}

static void a_text_keeps_off_lines_where_it_is_asked_to(void **state)
{
	Sheet sheet = sheet_of(*state);
	const PathPoint falling[] = {{0, 0, true}, {400, 200, false}};
	const PathPoint broken[] = {{0, 150, true}, {100, 150, false}, {300, 20, true}};
	sheet_obstacle(&sheet, falling, 2);
	sheet_obstacle(&sheet, broken, 3);
	sheet_obstacle_line(&sheet, 380, 190, 350, 20); /* from right to left */
	const struct {
		const char *label;
		Mark place;
		bool free;
	} cases[] = {
		{"on the line", {.x = 190, .y = 102}, false},
		{"above it", {.x = 190, .y = 60}, true},
		{"below it", {.x = 190, .y = 190}, true},
		{"on its end", {.x = 0, .y = 12}, false},
		{"on the flat line", {.x = 20, .y = 153}, false},
		{"across the break", {.x = 150, .y = 108}, true},
		{"at the steep line", {.x = 350, .y = 80}, false},
		{"left of it", {.x = 300, .y = 60}, true},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Mark mark = text("abc");
		bool found = sheet_find(&sheet, &mark, &cases[i].place, 1, ALL, true);
		if (found != cases[i].free)
			fail_msg("%s", cases[i].label);
		sheet.taken.len = 0;
		assert_true(sheet_find(&sheet, &mark, &cases[i].place, 1, ALL, false));
		sheet.taken.len = 0;
	}
}

static void units_and_weight_take_room(void **state)
{
	(void)state;
	Mark mark = text("profit");
	Plot bare = mark_text_box(&mark);
	mark.unit = STR("USD");
	assert_true(mark_text_box(&mark).right > bare.right + 20);
	mark.unit = (Str){0};
	mark.role = ROLE_AS_OF;
	assert_true(mark_text_box(&mark).right > bare.right);
	mark.role = ROLE_KNOWN;
	assert_true(mark_text_box(&mark).right > bare.right);
	mark.role = ROLE_NAME;
	mark.x = 50;
	mark.anchor = ANCHOR_MIDDLE;
	Plot middle = mark_text_box(&mark);
	assert_true(middle.left + middle.right > 99.99 && middle.left + middle.right < 100.01);
	mark.anchor = ANCHOR_END;
	assert_true(mark_text_box(&mark).right == 50);
}

static void points_come_by_day(void **state)
{
	Sheet sheet = sheet_of(*state);
	static const int days[] = {30, 10, 20, 10};
	for (size_t i = 0; i < COUNT(days); i++) {
		Group *group = sheet_group(&sheet, (PointInfo){.on = {days[i]}, .x = (double)i});
		group_add(group, (Mark){.kind = MARK_CIRCLE, .role = ROLE_DOT});
	}
	sheet_add_groups(&sheet);
	check_size("marks", sheet.marks.len, 12);
	static const double order[] = {1, 3, 2, 0}; /* of one day as they were begun */
	for (size_t i = 0; i < COUNT(order); i++) {
		const Mark *mark = &sheet.marks.at[3 * i];
		assert_int_equal(mark[0].kind, MARK_BEGIN);
		assert_true(mark[0].info->x == order[i]);
		assert_int_equal(mark[1].kind, MARK_CIRCLE);
		assert_int_equal(mark[2].kind, MARK_END);
	}
}

static void paths_are_thinned_to_what_can_be_seen(void **state)
{
	Sheet sheet = sheet_of(*state);
	enum { POINTS = 10000 };
	PathPoint *points = ARENA_ARRAY(sheet.mem, PathPoint, POINTS);
	Random random = {5};
	for (size_t i = 0; i < POINTS; i++)
		points[i] = (PathPoint){(double)i / 100, (double)random_in(&random, 0, 100),
					i == 0 || i == 5050};
	points[333].y = -7;
	points[334].y = 207;
	points[777].y = 208;
	points[778].y = -8;
	sheet_path(&sheet, (Mark){.role = ROLE_SERIES}, points, POINTS);
	const Mark *path = &sheet.marks.at[0];
	assert_in_range(path->point_count, 200, 4 * 101);
	size_t extremes = 0;
	size_t moves = 0;
	for (size_t i = 0; i < path->point_count; i++) {
		extremes += path->points[i].y < -6 || path->points[i].y > 206;
		moves += path->points[i].move;
		assert_true(i == 0 || path->points[i].x >= path->points[i - 1].x);
	}
	assert_true(extremes == 4 && moves == 2);
	assert_true(path->points[path->point_count - 1].x == points[POINTS - 1].x);
	sheet_path(&sheet, (Mark){.role = ROLE_SERIES}, points, 0);
	check_size("nothing to draw", sheet.marks.len, 1);
	sheet_path(&sheet, (Mark){.role = ROLE_SERIES}, points, 1);
	check_size("a point", sheet.marks.at[1].point_count, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(a_text_takes_the_first_free_place),
		ARENA_TEST(a_text_stays_inside),
		ARENA_TEST(a_text_keeps_off_lines_where_it_is_asked_to),
		cmocka_unit_test(units_and_weight_take_room),
		ARENA_TEST(points_come_by_day),
		ARENA_TEST(paths_are_thinned_to_what_can_be_seen),
	};
	return RUN_TESTS(tests);
}
