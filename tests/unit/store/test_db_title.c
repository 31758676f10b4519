/* A statement as an error names it: in one line, and cut to its room. */

#include "check.h"

#include "store/db_driver.h"

static void statements_are_told_in_one_line(void **state)
{
	(void)state;
	static const struct {
		const char *label;
		const char *sql;
		const char *title;
	} cases[] = {
		{"as it is", "SELECT 1", "SELECT 1"},
		{"line ends and indents are one space", "SELECT a\n\tFROM  t\n", "SELECT a FROM t"},
		{"blanks in front are left out", "\n  SELECT 1", "SELECT 1"},
		{"nothing", "", ""},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		DbTitle title = db_title(cases[i].sql);
		check_text(cases[i].label, str_from_c(title.text), cases[i].title);
	}
}

/* Blanks at every place of the last bytes: two bytes are added at once there. */
static void long_statements_are_cut(void **state)
{
	(void)state;
	char sql[201];
	for (size_t blank = 60; blank < 90; blank++) {
		memset(sql, 'x', sizeof sql - 1);
		sql[sizeof sql - 1] = '\0';
		sql[blank] = ' ';
		sql[blank + 2] = ' ';
		DbTitle title = db_title(sql);
		size_t length = strlen(title.text);
		assert_true(length < sizeof title.text);
		assert_true(length > sizeof title.text - 8);
		assert_string_equal(title.text + length - strlen("…"), "…");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(statements_are_told_in_one_line),
		cmocka_unit_test(long_statements_are_cut),
	};
	return RUN_TESTS(tests);
}
