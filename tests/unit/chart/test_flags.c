#include "chart/chart_fixture.h"
#include "chart/flags.h"
#include "chart/wording.h"

static const FlagSpace WIDE = {.left = 0, .right = 1000, .rows = 3};

static void a_text_stands_right_of_its_line(void **state)
{
	Flag flags[] = {{.x = 100, .text = STR("labour 60 → 70 %")}};
	assert_int_equal(flags_place(*state, flags, 1, WIDE), 1);
	assert_true(flags[0].shown && flags[0].row == 0 && flags[0].anchor == ANCHOR_START);
	assert_true(flag_text_x(&flags[0]) == 106);
	flags[0].x = 990; /* no room there */
	assert_int_equal(flags_place(*state, flags, 1, WIDE), 1);
	assert_true(flags[0].shown && flags[0].anchor == ANCHOR_END);
	assert_true(flag_text_x(&flags[0]) == 984);
}

static void close_texts_stand_below_each_other(void **state)
{
	Flag flags[] = {
		{.x = 100, .text = STR("value 100 k → 130 k")},
		{.x = 120, .text = STR("value 130 k → 140 k")},
		{.x = 140, .text = STR("value 140 k → 150 k")},
		{.x = 160, .text = STR("value 150 k → 160 k")},
		{.x = 400, .text = STR("value 160 k → 170 k")},
	};
	assert_int_equal(flags_place(*state, flags, COUNT(flags), WIDE), 3);
	assert_int_equal(flags[0].row, 0);
	assert_int_equal(flags[1].row, 1);
	assert_int_equal(flags[2].row, 2);
	assert_false(flags[3].shown);
	assert_true(flags[4].shown && flags[4].row == 0);
}

static void a_text_is_shortened_before_it_is_left_out(void **state)
{
	FlagSpace tight = {.left = 80, .right = 180, .rows = 1};
	Flag flags[] = {{.x = 100, .text = STR("value 100 k → 130 k"), .brief = STR("130 k")}};
	assert_int_equal(flags_place(*state, flags, 1, tight), 1);
	check_text("brief", flags[0].words, "130 k");
	flags[0].brief = (Str){0};
	assert_int_equal(flags_place(*state, flags, 1, tight), 0);
	assert_false(flags[0].shown);
	flags[0].text = (Str){0};
	assert_int_equal(flags_place(*state, flags, 1, WIDE), 0);
}

static void no_text_crosses_the_wall(void **state)
{
	FlagSpace walled = {.left = 0, .right = 1000, .has_wall = true, .wall = 150, .rows = 1};
	Flag flags[] = {{.x = 120, .text = STR("value 100 k → 130 k")}};
	assert_int_equal(flags_place(*state, flags, 1, walled), 1);
	assert_int_equal(flags[0].anchor, ANCHOR_END);
	flags[0].x = 50; /* neither side has room */
	assert_int_equal(flags_place(*state, flags, 1, walled), 0);
}

/* From the left the second would have no room: its text cannot cross the first one's line. */
static void flags_are_placed_from_the_right_where_that_shows_more(void **state)
{
	FlagSpace walled = {.left = 40, .right = 300, .has_wall = true, .wall = 218, .rows = 2};
	Flag flags[] = {{.x = 115, .text = STR("labour 60 → 70 %"), .brief = STR("60 → 70 %")},
			{.x = 163, .text = STR("value 100 k → 130 k")}};
	assert_int_equal(flags_place(*state, flags, 2, walled), 2);
	assert_true(flags[1].shown && flags[1].row == 0 && flags[1].anchor == ANCHOR_END);
	assert_true(flags[0].shown && flags[0].row == 1);
}

static Plot box_of(const Flag *flag)
{
	Mark mark = {.kind = MARK_TEXT,
		     .text = flag->words,
		     .anchor = flag->anchor,
		     .x = flag_text_x(flag),
		     .y = 16 * flag->row};
	return mark_text_box(&mark);
}

/* Whatever the flags: shown texts keep off each other, off the lines of others, off the wall, and inside. */
static void placed_flags_never_meet(void **state)
{
	static const char *const words[] = {"x", "to 31 Dec 2024", "value 1.24 M → 1.28 M, +3",
					    "labour 60 → 70 %"};
	Random random = {4711};
	for (int i = 0; i < 2000; i++) {
		Flag flags[40] = {0};
		size_t len = (size_t)random_in(&random, 0, COUNT(flags));
		double x = 0;
		FlagSpace space = {.left = 0,
				   .right = (double)random_in(&random, 100, 1500),
				   .has_wall = i % 2 == 0,
				   .rows = (int)random_in(&random, 1, 3)};
		space.wall = (double)random_in(&random, 0, (int64_t)space.right);
		for (size_t j = 0; j < len; j++) {
			x += (double)random_in(&random, 3, 90);
			flags[j].x = x < space.right ? x : space.right;
			flags[j].text = str_from_c(words[random_in(&random, 0, 3)]);
			flags[j].brief = STR("7 %");
		}
		int rows = flags_place(*state, flags, len, space);
		assert_true(rows <= space.rows);
		for (size_t a = 0; a < len; a++) {
			if (!flags[a].shown)
				continue;
			Plot box = box_of(&flags[a]);
			if (flags[a].row >= rows || box.left < 0 || box.right > space.right ||
			    (space.has_wall && box.left < space.wall && box.right > space.wall))
				fail_msg("case %d: flag %zu is out of place", i, a);
			for (size_t b = 0; b < len; b++) {
				Plot other = box_of(&flags[b]);
				bool line = flags[b].row <= flags[a].row && flags[b].x > box.left &&
					    flags[b].x < box.right;
				bool text = flags[b].row == flags[a].row &&
					    box.left < other.right && other.left < box.right;
				if (a != b && flags[b].shown && (line || text))
					fail_msg("case %d: flags %zu and %zu meet", i, a, b);
			}
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(a_text_stands_right_of_its_line),
		ARENA_TEST(close_texts_stand_below_each_other),
		ARENA_TEST(a_text_is_shortened_before_it_is_left_out),
		ARENA_TEST(no_text_crosses_the_wall),
		ARENA_TEST(flags_are_placed_from_the_right_where_that_shows_more),
		ARENA_TEST(placed_flags_never_meet),
	};
	return RUN_TESTS(tests);
}
