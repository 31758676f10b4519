/* Parameters of requests, by a table of their own. */

#include "check.h"

#include "http/params.h"

static const char *const WORDS[] = {"red", "green", NULL};
static const Param PARAMS[] = {
	{.name = "key", .place = IN_PATH, .kind = PARAM_TEXT},
	{.name = "number", .place = IN_PATH, .kind = PARAM_NUMBER, .minimum = 1, .maximum = 9},
	{.name = "text", .place = IN_QUERY, .kind = PARAM_TEXT, .maximum = 4},
	{.name = "id", .place = IN_QUERY, .kind = PARAM_ID},
	{.name = "day", .place = IN_QUERY, .kind = PARAM_DATE},
	{.name = "at", .place = IN_QUERY, .kind = PARAM_READ_INSTANT},
	{.name = "word", .place = IN_QUERY, .kind = PARAM_CHOICE, .choices = WORDS},
	{.name = "flag", .place = IN_QUERY, .kind = PARAM_BOOL},
};
enum { KEY, NUMBER, TEXT, ID, DAY, AT, WORD, FLAG };

static const Route ROUTE = {.path = "/things/{key}/{number}",
			    .params = PARAMS,
			    .param_count = COUNT(PARAMS)};

static bool read_params(Arena *mem, const char *path, const char *query, Given *given, Err *err)
{
	Str remedy = {0};
	Request request = {.mem = mem, .path = str_from_c(path), .query = str_from_c(query)};
	return params_read(&ROUTE, &request, given, &remedy, err);
}

static void parameters_have_their_kinds(void **state)
{
	Err err;
	Given given[COUNT(PARAMS)];
	assert_true(
		read_params(*state, "/things/a%2Fb/7",
			    "text=%C3%BC&id=42&day=2009-03-01&at=2010-03-09&word=green&flag=true",
			    given, &err));
	check_text("a text of the path", given[KEY].text, "a/b");
	assert_int_equal(given[NUMBER].number, 7);
	check_text("a text of the query", given[TEXT].text, "ü");
	assert_int_equal(given[ID].number, 42);
	check_text("a day", date_text(*state, given[DAY].date), "2009-03-01");
	check_text("a date as an instant is the whole day", instant_text(*state, given[AT].instant),
		   "2010-03-09T23:59:59.999999Z");
	assert_int_equal(given[WORD].number, 1);
	assert_int_equal(given[FLAG].number, 1);
	assert_true(read_params(*state, "/things/k/1", "at=2010-03-09T10:00Z&flag=0", given, &err));
	check_text("an instant is one", instant_text(*state, given[AT].instant),
		   "2010-03-09T10:00:00Z");
	assert_true(given[FLAG].given);
	assert_int_equal(given[FLAG].number, 0);
}

static void what_is_not_given_is_open(void **state)
{
	static const char *const queries[] = {"", "&", "&&"};
	for (size_t i = 0; i < COUNT(queries); i++) {
		Err err;
		Given given[COUNT(PARAMS)];
		assert_true(read_params(*state, "/things/k/1", queries[i], given, &err));
		assert_false(given[DAY].given);
		assert_false(date_is_set(given[DAY].date));
		assert_true(given[AT].instant.us == INSTANT_MAX.us);
		assert_int_equal(given[TEXT].text.len, 0);
	}
}

static void parameters_that_are_refused(void **state)
{
	static const struct {
		const char *label;
		const char *path;
		const char *query;
		ErrCode code;
		const char *field;
		const char *text;
	} cases[] = {
		{"a number of the path that is none", "/things/k/x", "", ERR_NOT_FOUND, "number",
		 "number: is a whole number from 1 to 9"},
		{"and one out of its range", "/things/k/10", "", ERR_NOT_FOUND, "number",
		 "number: is a whole number from 1 to 9"},
		{"a sign before a number", "/things/k/+1", "", ERR_NOT_FOUND, "number",
		 "number: is a whole number from 1 to 9"},
		{"zeros before a number", "/things/k/01", "", ERR_NOT_FOUND, "number",
		 "number: is a whole number from 1 to 9"},
		{"decimals of a number", "/things/k/1.0", "", ERR_NOT_FOUND, "number",
		 "number: is a whole number from 1 to 9"},
		{"another way to write an id", "/things/k/1", "id=007", ERR_USAGE, "id",
		 "id: is an id, a number from 1"},
		{"a key that cannot be decoded", "/things/%/1", "", ERR_USAGE, "key",
		 "key: '%' has a % without two hexadecimal digits; % itself is %25"},
		{"a text that is too long", "/things/k/1", "text=abcde", ERR_USAGE, "text",
		 "text: has at most 4 bytes, this has 5"},
		{"an id of nothing", "/things/k/1", "id=", ERR_USAGE, "id",
		 "id: is an id, a number from 1"},
		{"an id of 0", "/things/k/1", "id=0", ERR_USAGE, "id",
		 "id: is an id, a number from 1"},
		{"an id beyond 64 bits", "/things/k/1", "id=9223372036854775808", ERR_USAGE, "id",
		 "id: is an id, a number from 1"},
		{"a word that there is not", "/things/k/1", "word=Red", ERR_USAGE, "word",
		 "word: is one of red, green"},
		{"a flag that is neither", "/things/k/1", "flag=yes", ERR_USAGE, "flag",
		 "flag: is 1 or 0, true or false"},
		{"a flag without a value", "/things/k/1", "flag", ERR_USAGE, "flag",
		 "flag: is 1 or 0, true or false"},
		{"a parameter of the path in the query", "/things/k/1", "key=x", ERR_USAGE, "key",
		 "there is no parameter 'key'"},
		{"a name that cannot be decoded", "/things/k/1", "%=1", ERR_USAGE, "",
		 "'%' has a % without two hexadecimal digits; % itself is %25"},
		{"the same twice, once encoded", "/things/k/1", "id=1&%69d=1", ERR_USAGE, "id",
		 "the parameter 'id' comes twice"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Err err;
		Given given[COUNT(PARAMS)];
		if (read_params(*state, cases[i].path, cases[i].query, given, &err))
			fail_msg("%s: it passed", cases[i].label);
		check_err(cases[i].label, &err, cases[i].code, cases[i].text);
		check_text(cases[i].label, str_from_c(err.field), cases[i].field);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(parameters_have_their_kinds),
		ARENA_TEST(what_is_not_given_is_open),
		ARENA_TEST(parameters_that_are_refused),
	};
	return RUN_TESTS(tests);
}
