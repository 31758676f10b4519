/* How alike names are. */

#include "check.h"

#include "app/name_likeness.h"

static int32_t like(Arena *mem, const char *a, const char *b)
{
	LikeName x = like_name(mem, str_from_c(a));
	LikeName y = like_name(mem, str_from_c(b));
	int32_t likeness = name_likeness(&x, &y);
	assert_int_equal(likeness, name_likeness(&y, &x));
	return likeness;
}

static void names_are_alike_but_for_capitals_marks_and_order(void **state)
{
	static const char *const PAIRS[][2] = {
		{"HARBOUR", "harbour"},
		{"Müller & Söhne", "muller sohne"},
		{"Mu\xCC\x88ller", "Muller"},
		{"Łódź Šľachta", "lodz slachta"},
		{"Website-Relaunch", "relaunch (website)"},
		{"ÆRØ", "aro"},
		{"Resource 1", "Resource 01"},
		{"İstanbul", "istanbul"},
		{"Ελλάδα", "ελλάδα"},
		{"日本\xE3\x80\x80橋", "日本 橋"},
	};
	for (size_t i = 0; i < COUNT(PAIRS); i++) {
		int32_t likeness = like(*state, PAIRS[i][0], PAIRS[i][1]);
		if (likeness != 1000000)
			fail_msg("%s: %d", PAIRS[i][0], (int)likeness);
	}
}

static void likeness_is_the_share_of_common_pairs(void **state)
{
	/* ^n ni ig gh ht, ^n na ac ch ht: two of ten pairs twice. */
	assert_int_equal(like(*state, "night", "nacht"), 2 * 2 * 1000000 / 10);
	assert_int_equal(like(*state, "abc", "xyz"), 0);
	/* A character that comes twice in one of them counts once: ^a aa, ^a. */
	assert_true(like(*state, "aab", "abb") < 1000000);
	assert_int_equal(like(*state, "", "abc"), 0);
	assert_int_equal(like(*state, "…", "…"), 0);
}

static void a_name_within_another_is_likely(void **state)
{
	/* Three of eight letters: 650,000 and 3/10 of what is left to 990,000. */
	int32_t part = like(*state, "Harbour", "Harbour Ltd");
	assert_int_equal(part, 650000 + 340000 * 7 / 10);
	assert_true(like(*state, "Ltd", "Harbour Ltd") < part);
	assert_true(like(*state, "Ltd", "Harbour Ltd") >= 650000);
	assert_true(like(*state, "Harbor", "Harbour Ltd") < part);
	assert_true(like(*state, "Harbour Lts", "Harbour Ltd") < 1000000);
}

static void the_best_of_several_is_the_one_that_is_meant(void **state)
{
	static const struct {
		const char *asked, *meant, *other;
	} CASES[] = {
		{"17671 Software Development Studio I", "Software Development Studio",
		 "Software Maintenance"},
		{"Webseite Relaunch", "Website relaunch", "Website care"},
		{"Resource 1", "Resource 01", "Resource 11"},
		{"Hafen Quay", "Quay", "Bay"},
	};
	for (size_t i = 0; i < COUNT(CASES); i++) {
		int32_t meant = like(*state, CASES[i].asked, CASES[i].meant);
		int32_t other = like(*state, CASES[i].asked, CASES[i].other);
		if (meant < other)
			fail_msg("%s: %d, %d", CASES[i].asked, (int)meant, (int)other);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(names_are_alike_but_for_capitals_marks_and_order),
		ARENA_TEST(likeness_is_the_share_of_common_pairs),
		ARENA_TEST(a_name_within_another_is_likely),
		ARENA_TEST(the_best_of_several_is_the_one_that_is_meant),
	};
	return RUN_TESTS(tests);
}
