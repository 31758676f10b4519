#include "analytics/hours_text.h"
#include "check.h"

static void test_hours(void **state)
{
	static const struct {
		const char *label;
		int64_t us;
		const char *wanted;
	} cases[] = {
		{"whole hours have no decimals", INT64_C(1200) * 3600000000, "1,200 h"},
		{"others up to two", 364138000000, "101.15 h"},
		{"a half hour has one", 1800000000, "0.5 h"},
		{"nothing", 0, "0 h"},
		{"less than nothing", -1800000000, "−0.5 h"},
		{"tens keep their zero", 36000000000, "10 h"},
		{"a half of a hundredth goes to the even one", 18000000, "0 h"},
		{"so does the next", 54000000, "0.02 h"},
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		check_text(cases[i].label, hours_text(*state, cases[i].us), cases[i].wanted);
	const int128 huge = (int128)INT64_MAX * INT64_MAX / 16;
	check_text("no more than 64 bits hold", hours_text(*state, huge),
		   "92,233,720,368,547,758.07 h");
	check_text("nor less", hours_text(*state, -huge), "−92,233,720,368,547,758.07 h");
}

static void test_numbers_and_shares(void **state)
{
	check_text("zeros at the end go", number_words(*state, 1200500000, 6), "1,200.5");
	check_text("all else stays", number_words(*state, 1, 6), "0.000001");
	check_text("a share", share_text(*state, 925000), "92.5 %");
	check_text("a whole one", share_text(*state, 1000000), "100 %");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(test_hours),
		ARENA_TEST(test_numbers_and_shares),
	};
	return RUN_TESTS(tests);
}
