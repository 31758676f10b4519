#include "base/str.h"
#include "check.h"

#include <limits.h>

static void makes_and_slices(void **state)
{
	(void)state;
	check_text("from C", str_from_c("abc"), "abc");
	check_size("from NULL", str_from_c(NULL).len, 0);
	check_text("a slice", str_slice(STR("abcdef"), 2, 4), "cd");
	check_text("a slice is clipped", str_slice(STR("abc"), 1, 99), "bc");
	check_text("a slice may be empty", str_slice(STR("abc"), 2, 2), "");
	check_text("a slice beyond the end is empty", str_slice(STR("abc"), 7, 9), "");
	check_text("a slice back to front is empty", str_slice(STR("abc"), 2, 1), "");
	check_size("a length for printf", (uint64_t)str_print_length(STR("abc")), 3);
	check_size("is cut", (uint64_t)str_print_length((Str){"", (size_t)INT_MAX + 9}), INT_MAX);
}

static void trims(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"", ""},
		{"abc", "abc"},
		{" \t\r\n abc \t\r\n ", "abc"},
		{"\xC2\xA0 a b\xC2\xA0\xC2\xA0", "a b"},
		{" \xC2\xA0 ", ""},
		{"\xA0x\xC2", "\xA0x\xC2"},
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		check_text(cases[i][0], str_trim(str_from_c(cases[i][0])), cases[i][1]);
}

static void compares(void **state)
{
	(void)state;
	assert_true(str_eq(STR("ab"), STR("ab")) && str_eq((Str){0}, STR("")));
	assert_false(str_eq(STR("ab"), STR("ac")) || str_eq(STR("ab"), STR("abc")));
	assert_true(str_eq_c(STR("ab"), "ab") && str_eq_c((Str){0}, NULL));
	assert_true(str_eq_nocase(STR("Ab@["), STR("aB@[")));
	assert_false(str_eq_nocase(STR("@"), STR("`")) || str_eq_nocase(STR("a"), STR("ab")));
	assert_true(str_starts(STR("abc"), STR("ab")) && str_starts(STR("abc"), STR("")));
	assert_false(str_starts(STR("a"), STR("ab")) || str_starts(STR("xb"), STR("ab")));
	assert_true(str_ends(STR("abc"), STR("bc")) && str_ends(STR("abc"), STR("")));
	assert_false(str_ends(STR("c"), STR("bc")) || str_ends(STR("abx"), STR("bc")));
}

static void finds_parts(void **state)
{
	(void)state;
	size_t at = 99;
	assert_false(str_find(STR("abc"), STR("x"), &at));
	assert_false(str_find(STR("ab"), STR("abc"), &at));
	check_size("untouched", at, 99);
	assert_true(str_find(STR("ababc"), STR("abc"), &at));
	check_size("inside", at, 2);
	assert_true(str_find(STR("abc"), STR(""), &at));
	check_size("nothing is at the start", at, 0);
}

/* Each list is in order; every pair is compared both ways. */
static void check_order(const char *const *sorted, size_t len, int (*compare)(Str, Str))
{
	for (size_t i = 0; i < len; i++) {
		for (size_t k = 0; k < len; k++) {
			int order = compare(str_from_c(sorted[i]), str_from_c(sorted[k]));
			if ((order > 0) != (i > k) || (order < 0) != (i < k))
				fail_msg("'%s' and '%s' compare as %d", sorted[i], sorted[k],
					 order);
		}
	}
}

static void orders(void **state)
{
	(void)state;
	static const char *const bytes[] = {"", "A", "B", "P10", "P2", "a", "aa", "\xC3\xA9"};
	static const char *const natural[] = {
		"",
		"2",
		"10",
		"A",
		"P",
		"P0",
		"P00",
		"P1",
		"P2",
		"P002",
		"P2x",
		"P10",
		"P010",
		"P10a",
		"P10a2",
		"P10b",
		"P99999999999999999998",
		"P99999999999999999999",
		"PA",
		"a",
		"\xC3\xA9",
	};
	check_order(bytes, COUNT(bytes), str_cmp);
	check_order(natural, COUNT(natural), str_cmp_natural);
}

static void copies(void **state)
{
	Arena *mem = *state;
	char source[] = "abc";
	Str copy = str_copy(mem, str_from_c(source));
	const char *c = str_to_c(mem, (Str){source, 2});
	source[0] = 'x';
	check_text("a copy", copy, "abc");
	assert_string_equal(c, "ab");
	check_text("an empty copy", str_copy(mem, (Str){0}), "");
	check_text("formatted", str_format(mem, "%d-%s", 7, "x"), "7-x");
	check_text("formatted to nothing", str_format(mem, "%s", ""), "");
}

static void builds(void **state)
{
	Buf buf = {.mem = *state};
	Buf wanted = {.mem = *state};
	buf_add(&buf, STR("a"));
	buf_add(&buf, (Str){0});
	buf_add_byte(&buf, '-');
	buf_add_int(&buf, INT64_MIN);
	buf_add_format(&buf, " %s %d", "and", 5);
	check_text("a text", buf_str(&buf), "a--9223372036854775808 and 5");
	buf_clear(&buf);
	check_text("cleared", buf_str(&buf), "");
	for (int i = 0; i < 1000; i++) {
		buf_add_format(&buf, "%d,", i);
		buf_add_int(&wanted, i);
		buf_add_byte(&wanted, ',');
	}
	assert_true(str_eq(buf_str(&buf), buf_str(&wanted)));
	Buf large = {.mem = *state};
	buf_add(&large, buf_str(&buf));
	assert_true(str_eq(buf_str(&large), buf_str(&buf)));
}

static void pushes(void **state)
{
	Arena *mem = *state;
	VEC(uint64_t) numbers = {0};
	for (uint64_t i = 0; i < 1000; i++)
		*vec_push(mem, &numbers) = i * i;
	check_size("length", numbers.len, 1000);
	for (uint64_t i = 0; i < 1000; i++)
		check_size("number", numbers.at[i], i * i);
}

static void tells_names_that_no_address_can_hold(void **state)
{
	(void)state;
	assert_true(str_is_dots(STR(".")) && str_is_dots(STR("..")));
	assert_false(str_is_dots(STR("")) || str_is_dots(STR("...")) || str_is_dots(STR("a.")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_names_that_no_address_can_hold),
		cmocka_unit_test(makes_and_slices),
		cmocka_unit_test(trims),
		cmocka_unit_test(compares),
		cmocka_unit_test(finds_parts),
		cmocka_unit_test(orders),
		ARENA_TEST(copies),
		ARENA_TEST(builds),
		ARENA_TEST(pushes),
	};
	return RUN_TESTS(tests);
}
