#include "base/json_tree.h"

#include "base/json_pointer.h"
#include "check.h"

static const JsonValue *parse(Arena *mem, const char *text)
{
	const JsonValue *value = NULL;
	Err err = {0};
	if (!json_parse(mem, str_from_c(text), &value, &err))
		fail_msg("'%s' is refused: %s", text, err.text);
	return value;
}

static void builds_a_tree(void **state)
{
	Arena *mem = *state;
	char source[] = "{\"a\": [1, \"x\\n\",\n true, false, null], \"b\": {}, \"c\": []}";
	const JsonValue *root = parse(mem, source);
	memset(source, '?', sizeof source - 1); /* the tree does not refer to it */
	assert_true(root->kind == JSON_OBJECT && root->len == 3 && root->line == 1 &&
		    root->column == 1);
	const JsonValue *a = &root->at[0];
	check_text("key", a->key, "a");
	assert_true(a->kind == JSON_ARRAY && a->len == 5);
	static const struct {
		JsonKind kind;
		const char *name;
		const char *text;
		uint64_t line;
		uint32_t column;
	} wanted[] = {
		{JSON_NUMBER, "number", "1", 1, 8}, {JSON_STRING, "string", "x\n", 1, 11},
		{JSON_TRUE, "true", "", 2, 2},      {JSON_FALSE, "false", "", 2, 8},
		{JSON_NULL, "null", "", 2, 15},
	};
	for (size_t i = 0; i < COUNT(wanted); i++) {
		const JsonValue *value = &a->at[i];
		check_text("kind", str_from_c(json_kind_name(value->kind)), wanted[i].name);
		check_size(wanted[i].name, value->kind, wanted[i].kind);
		check_text(wanted[i].name, value->text, wanted[i].text);
		check_size(wanted[i].name, value->line, wanted[i].line);
		check_size(wanted[i].name, value->column, wanted[i].column);
		check_size("no key", value->key.len, 0);
	}
	assert_true(root->at[1].kind == JSON_OBJECT && root->at[1].len == 0);
	assert_true(root->at[2].kind == JSON_ARRAY && root->at[2].len == 0);
	assert_string_equal(json_kind_name(JSON_OBJECT), "object");
	assert_string_equal(json_kind_name(JSON_ARRAY), "array");
	assert_true(parse(mem, " 7 ")->kind == JSON_NUMBER);
}

static void refuses(void **state)
{
	Arena *mem = *state;
	const struct {
		const char *label;
		const char *text;
		ErrCode code;
		const char *wanted;
		JsonOptions options;
		size_t max_values;
	} cases[] = {
		{"what is not JSON",
		 "[1,]",
		 ERR_INPUT,
		 "line 1, column 4: expected a value but found ']'",
		 {0},
		 9},
		{"a key that comes twice",
		 "{\"a\":1,\n\"b\":2, \"a\":3}",
		 ERR_INPUT,
		 "line 2, column 12: the key 'a' comes twice in its object",
		 {0},
		 9},
		{"a key that comes twice when its escapes are read",
		 "[{\"a\":1,\"\\u0061\":2}]",
		 ERR_INPUT,
		 "line 1, column 18: the key 'a' comes twice in its object",
		 {0},
		 9},
		{"a key that comes twice among many",
		 "{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1,\"h\":1,\"i\":1,\"j\":1,\"k\":1,\"l\":1,"
		 "\"m\":1,\"c\":2}",
		 ERR_INPUT,
		 "line 1, column 84: the key 'c' comes twice in its object",
		 {0},
		 99},
		{"too many values",
		 "[1,2,3]",
		 ERR_RANGE,
		 "line 1, column 6: more than 3 values",
		 {0},
		 3},
		{"too deep",
		 "[[]]",
		 ERR_RANGE,
		 "line 5, column 2: objects and arrays are nested deeper than 1",
		 {.max_depth = 1, .line = 5},
		 9},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		const JsonValue *value = NULL;
		Err err;
		assert_false(json_parse_within(mem, str_from_c(cases[i].text), cases[i].options,
					       cases[i].max_values, &value, &err));
		check_err(cases[i].label, &err, cases[i].code, cases[i].wanted);
		assert_null(value);
	}
	/* The same key in two objects is fine, and so are many different ones. */
	(void)parse(mem, "{\"a\":{\"a\":1},\"b\":{\"a\":2}}");
	(void)parse(
		mem,
		"{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1,\"h\":1,\"i\":1,\"j\":1,\"k\":1,"
		"\"l\":1,\"m\":1,\"n\":2}");
}

static void finds_by_pointer(void **state)
{
	Arena *mem = *state;
	const JsonValue *root = parse(
		mem,
		"{\"a\":[10,20,{\"b\":30}],\"\":1,\"x/y\":2,\"m~n\":3,\"-1\":4,\"~1\":5,\"e\":[],\"0\":6}");
	static const struct {
		const char *pointer;
		const char *wanted; /* NULL: nothing */
	} cases[] = {
		{"/a/0", "10"},   {"/a/1", "20"},
		{"/a/2/b", "30"}, {"/a/-1/b", "30"},
		{"/", "1"},       {"/x~1y", "2"},
		{"/m~0n", "3"},   {"/-1", "4"},
		{"/~01", "5"},    {"/0", "6"},
		{"/a/3", NULL},   {"/a/00", NULL},
		{"/a/-", NULL},   {"/a/-2", NULL},
		{"/a/b", NULL},   {"/a/", NULL},
		{"/e/0", NULL},   {"/e/-1", NULL},
		{"/b", NULL},     {"/a/0/0", NULL},
		{"a", NULL},      {"/xy", NULL},
		{"/x~1", NULL},   {"/x~1yz", NULL},
		{"/~", NULL},     {"/a/9999999999999999999", NULL},
		{"/a/1/", NULL},  {"/a/:", NULL},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		const JsonValue *value = json_find(root, str_from_c(cases[i].pointer));
		if (!value != !cases[i].wanted)
			fail_msg("'%s' finds %s", cases[i].pointer,
				 value ? "something" : "nothing");
		if (value)
			check_text(cases[i].pointer, value->text, cases[i].wanted);
	}
	assert_ptr_equal(json_find(root, STR("")), root);
	assert_ptr_equal(json_member(root, STR("a")), &root->at[0]);
	assert_null(json_member(root, STR("b")));
	assert_null(json_member(&root->at[0], STR("a")));
}

static void checks_pointers(void **state)
{
	(void)state;
	static const char *const good[] = {"", "/", "/a/b", "/~0~1", "/a//b"};
	static const struct {
		const char *pointer;
		const char *wanted;
	} bad[] = {
		{"a", "'a' is no JSON Pointer: it must begin with '/'"},
		{"/a~", "'/a~' is no JSON Pointer: write '~' as '~0' and '/' as '~1'"},
		{"/~2/b", "'/~2/b' is no JSON Pointer: write '~' as '~0' and '/' as '~1'"},
	};
	Err err = {0};
	for (size_t i = 0; i < COUNT(good); i++)
		assert_true(json_pointer_check(str_from_c(good[i]), &err));
	for (size_t i = 0; i < COUNT(bad); i++) {
		assert_false(json_pointer_check(str_from_c(bad[i].pointer), &err));
		check_err(bad[i].pointer, &err, ERR_INPUT, bad[i].wanted);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(builds_a_tree),
		ARENA_TEST(refuses),
		ARENA_TEST(finds_by_pointer),
		cmocka_unit_test(checks_pointers),
	};
	return RUN_TESTS(tests);
}
