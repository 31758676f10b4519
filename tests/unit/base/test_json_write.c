#include "base/json_tree.h"
#include "base/json_write.h"
#include "check.h"

static void write_sample(JsonWriter *json)
{
	json_write_begin_object(json);
	json_write_key(json, STR("name"));
	json_write_string(json, STR("caf\xC3\xA9"));
	json_write_key(json, STR("list"));
	json_write_begin_array(json);
	json_write_int(json, INT64_MIN);
	json_write_int_string(json, INT64_MAX);
	json_write_number(json, STR("-0.10e5"));
	json_write_bool(json, true);
	json_write_bool(json, false);
	json_write_null(json);
	json_write_begin_object(json);
	json_write_end_object(json);
	json_write_begin_array(json);
	json_write_end_array(json);
	json_write_end_array(json);
	json_write_end_object(json);
}

static void writes_compactly(void **state)
{
	Buf out = {.mem = *state};
	JsonWriter json;
	json_write_init(&json, &out, false);
	write_sample(&json);
	json_write_string(&json, STR("second"));
	json_write_end(&json);
	check_text(
		"two values", buf_str(&out),
		"{\"name\":\"caf\xC3\xA9\",\"list\":[-9223372036854775808,\"9223372036854775807\",-0.10e5,"
		"true,false,null,{},[]]}\n\"second\"\n");
}

static void writes_for_people(void **state)
{
	Buf out = {.mem = *state};
	JsonWriter json;
	json_write_init(&json, &out, true);
	write_sample(&json);
	json_write_end(&json);
	check_text(
		"a value", buf_str(&out),
		"{\n  \"name\": \"caf\xC3\xA9\",\n  \"list\": [\n    -9223372036854775808,\n"
		"    \"9223372036854775807\",\n    -0.10e5,\n    true,\n    false,\n    null,\n    {},\n    []\n"
		"  ]\n}\n");
}

static void escapes_strings(void **state)
{
	Arena *mem = *state;
	const struct {
		const char *label;
		Str text;
		const char *wanted;
	} cases[] = {
		{"nothing", STR(""), "\"\""},
		{"quotes and backslashes", STR("a\"b\\c"), "\"a\\\"b\\\\c\""},
		{"line ends and tabs", STR("\n\r\t"), "\"\\n\\r\\t\""},
		{"other control characters", STR("\x01\x1F\0x\x7F"),
		 "\"\\u0001\\u001f\\u0000x\x7F\""},
		{"UTF-8 stays", STR("\xE2\x82\xAC\xF0\x9F\x98\x80"),
		 "\"\xE2\x82\xAC\xF0\x9F\x98\x80\""},
		{"invalid bytes are replaced",
		 STR("a\xFF\x80"
		     "b\xE2\x82"),
		 "\"a\uFFFD\uFFFDb\uFFFD\uFFFD\""},
		{"a long text with one quote", STR("0123456789abcdef01234\"56789abcdef"),
		 "\"0123456789abcdef01234\\\"56789abcdef\""},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Buf out = {.mem = mem};
		JsonWriter json;
		json_write_init(&json, &out, false);
		json_write_string(&json, cases[i].text);
		check_text(cases[i].label, buf_str(&out), cases[i].wanted);
		json_write_init(&json, &out, false);
		buf_clear(&out);
		json_write_begin_object(&json);
		json_write_key(&json, cases[i].text);
		json_write_null(&json);
		json_write_end_object(&json);
		Str wanted = str_format(mem, "{%s:null}", cases[i].wanted);
		check_text(cases[i].label, buf_str(&out), wanted.ptr);
	}
}

static void nests_as_deep_as_it_says(void **state)
{
	Buf out = {.mem = *state};
	JsonWriter json;
	const JsonValue *value;
	Err err;
	json_write_init(&json, &out, true);
	for (int i = 0; i < JSON_WRITE_DEPTH; i++)
		json_write_begin_array(&json);
	json_write_int(&json, 1);
	for (int i = 0; i < JSON_WRITE_DEPTH; i++)
		json_write_end_array(&json);
	json_write_end(&json);
	assert_true(json_parse(*state, buf_str(&out), &value, &err));
	for (int i = 0; i < JSON_WRITE_DEPTH; i++)
		value = &value->at[0];
	check_text("the innermost", value->text, "1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(writes_compactly),
		ARENA_TEST(writes_for_people),
		ARENA_TEST(escapes_strings),
		ARENA_TEST(nests_as_deep_as_it_says),
	};
	return RUN_TESTS(tests);
}
