#include "base/json.h"
#include "base/json_text.h"
#include "check.h"

#include <yajl/yajl_parse.h>

/* All tokens as a short text, and after them the error if there is one. */
static Str read_in_steps(Arena *mem, JsonOptions options, Str input, size_t step)
{
	static const char *const signs[] = {
		[JSON_TOKEN_OBJECT] = "{",  [JSON_TOKEN_OBJECT_END] = "}",
		[JSON_TOKEN_ARRAY] = "[",   [JSON_TOKEN_ARRAY_END] = "]",
		[JSON_TOKEN_KEY] = "k:",    [JSON_TOKEN_STRING] = "s:",
		[JSON_TOKEN_NUMBER] = "n:", [JSON_TOKEN_TRUE] = "T",
		[JSON_TOKEN_FALSE] = "F",   [JSON_TOKEN_NULL] = "N",
	};
	Buf out = {.mem = mem};
	JsonReader *reader = json_reader_new(mem, options);
	size_t at = 0;
	for (;;) {
		Str chunk = str_slice(input, at, at + step);
		at += chunk.len;
		json_feed(reader, chunk, at == input.len);
		for (;;) {
			JsonEvent event = {.token = JSON_TOKEN_NULL};
			Err err;
			Err again;
			if (!json_next(reader, &event, &err)) {
				assert_int_equal(event.token, JSON_TOKEN_NULL);
				assert_false(json_next(reader, &event, &again));
				check_err("a failure is final", &again, err.code, err.text);
				buf_add_format(&out, "!%s%s", err.code == ERR_RANGE ? "range " : "",
					       err.text);
				return buf_str(&out);
			}
			if (event.token == JSON_TOKEN_MORE)
				break;
			if (event.token == JSON_TOKEN_END)
				return buf_str(&out);
			buf_add_format(&out, "%s%.*s ", signs[event.token], STR_ARG(event.text));
		}
	}
}

typedef struct Case {
	const char *label;
	Str input;
	const char *wanted;
	JsonOptions options;
} Case;

static void check_cases(Arena *mem, const Case *cases, size_t len)
{
	static const size_t steps[] = {1, 2, 3, 5, 1000000};
	for (size_t i = 0; i < len; i++) {
		for (size_t k = 0; k < COUNT(steps); k++) {
			Str label =
				str_format(mem, "%s, in steps of %zu", cases[i].label, steps[k]);
			check_text(label.ptr,
				   read_in_steps(mem, cases[i].options, cases[i].input, steps[k]),
				   cases[i].wanted);
		}
	}
}

static void reads_tokens(void **state)
{
	const Case cases[] = {
		{"words", STR("[true,false,null]"), "[ T F N ] ", {0}},
		{"empty containers", STR("[{},[]]"), "[ { } [ ] ] ", {0}},
		{"members",
		 STR("{\"a\":1,\"b\":{\"c\":[2]}}"),
		 "{ k:a n:1 k:b { k:c [ n:2 ] } } ",
		 {0}},
		{"space anywhere",
		 STR(" \t\r\n{ \"a\" :\n[ 1 , 2 ] } \n"),
		 "{ k:a [ n:1 n:2 ] } ",
		 {0}},
		{"a number alone", STR("-0.50e+10"), "n:-0.50e+10 ", {0}},
		{"numbers as they are written",
		 STR("[0,-0,10,1.50,12345678901234567890.123456789012345678901,1E5,1e-05]"),
		 "[ n:0 n:-0 n:10 n:1.50 n:12345678901234567890.123456789012345678901 n:1E5 n:1e-05 ] ",
		 {0}},
		{"a string alone", STR("\"abc\""), "s:abc ", {0}},
		{"an empty string and key", STR("{\"\":\"\"}"), "{ k: s: } ", {0}},
		{"every short escape",
		 STR("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\""),
		 "s:\"\\/\b\f\n\r\t ",
		 {0}},
		{"escaped characters of all lengths",
		 STR("\"\\u0041\\u00e9\\u20AC\\uD83D\\uDE00\""),
		 "s:A\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80 ",
		 {0}},
		{"the ends of the surrogates",
		 STR("\"\\uD800\\uDC00\\uDBFF\\uDFFF\\uD7FF\\uE000\""),
		 "s:\xF0\x90\x80\x80\xF4\x8F\xBF\xBF\xED\x9F\xBF\xEE\x80\x80 ",
		 {0}},
		{"an escape in a key", STR("{\"a\\u0062\":1}"), "{ k:ab n:1 } ", {0}},
		{"UTF-8 as it is",
		 STR("\"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\x7F\""),
		 "s:\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\x7F ",
		 {0}},
		{"a string longer than a register",
		 STR("\"0123456789abcdef0123456789abcdef\\n0123456789abcdef\""),
		 "s:0123456789abcdef0123456789abcdef\n0123456789abcdef ",
		 {0}},
		{"a byte order mark is skipped", STR("\xEF\xBB\xBF[1]"), "[ n:1 ] ", {0}},
		{"many values",
		 STR("1 {\"a\":2}\n[3]\"x\""),
		 "n:1 { k:a n:2 } [ n:3 ] s:x ",
		 {.many = true}},
		{"many may be none", STR(" \n"), "", {.many = true}},
		{"as deep as allowed",
		 STR("[[{\"a\":1}]]"),
		 "[ [ { k:a n:1 } ] ] ",
		 {.max_depth = 3}},
		{"tokens as long as allowed",
		 STR("[1234,\"abcd\"]"),
		 "[ n:1234 s:abcd ] ",
		 {.max_token = 4}},
	};
	check_cases(*state, cases, COUNT(cases));
}

#define AT(column) "!line 1, column " column ": "

static void refuses_what_is_not_json(void **state)
{
	const Case cases[] = {
		{"nothing", STR(""), AT("1") "the text ends where a value is expected", {0}},
		{"space only",
		 STR(" \n "),
		 "!line 2, column 2: the text ends where a value is expected",
		 {0}},
		{"a comma at the end of an array",
		 STR("[1,]"),
		 "[ n:1 " AT("4") "expected a value but found ']'",
		 {0}},
		{"a comma at the end of an object",
		 STR("{\"a\":1,}"),
		 "{ k:a n:1 " AT("8") "expected a key in double quotes but found '}'",
		 {0}},
		{"a comma too many",
		 STR("[1,,2]"),
		 "[ n:1 " AT("4") "expected a value but found ','",
		 {0}},
		{"a comma at the start",
		 STR("[,1]"),
		 "[ " AT("2") "expected a value or ']' but found ','",
		 {0}},
		{"no comma",
		 STR("[1 2]"),
		 "[ n:1 " AT("4") "expected ',' or ']' but found '2'",
		 {0}},
		{"no comma between members",
		 STR("{\"a\":1 \"b\":2}"),
		 "{ k:a n:1 " AT("8") "expected ',' or '}' but found '\"'",
		 {0}},
		{"no colon", STR("{\"a\" 1}"), "{ k:a " AT("6") "expected ':' but found '1'", {0}},
		{"a colon in an array",
		 STR("[1:2]"),
		 "[ n:1 " AT("3") "expected ',' or ']' but found ':'",
		 {0}},
		{"no value",
		 STR("{\"a\":}"),
		 "{ k:a " AT("6") "expected a value but found '}'",
		 {0}},
		{"a word with other signs",
		 STR("[a+.-_B]"),
		 "[ " AT("2") "'a+.-_B' is no JSON value",
		 {0}},
		{"a key without quotes",
		 STR("{a:1}"),
		 "{ " AT("2") "expected a key in double quotes or '}' but found 'a'",
		 {0}},
		{"a key that is an object",
		 STR("{{}:1}"),
		 "{ " AT("2") "expected a key in double quotes or '}' but found '{'",
		 {0}},
		{"single quotes",
		 STR("['a']"),
		 "[ " AT("2") "expected a value or ']' but found '''",
		 {0}},
		{"the wrong bracket",
		 STR("[1}"),
		 "[ n:1 " AT("3") "expected ',' or ']' but found '}'",
		 {0}},
		{"the other wrong bracket",
		 STR("{\"a\":1]"),
		 "{ k:a n:1 " AT("7") "expected ',' or '}' but found ']'",
		 {0}},
		{"a bracket that closes nothing",
		 STR("]"),
		 AT("1") "expected a value but found ']'",
		 {0}},
		{"an array that is not closed",
		 STR("[1"),
		 "[ n:1 " AT("3") "the text ends where ',' or ']' is expected",
		 {0}},
		{"an array that just began",
		 STR("["),
		 "[ " AT("2") "the text ends where a value or ']' is expected",
		 {0}},
		{"an object that ends after a key",
		 STR("{\"a\""),
		 "{ k:a " AT("5") "the text ends where ':' is expected",
		 {0}},
		{"an object that is not closed among many values",
		 STR("1{"),
		 "n:1 { " AT("3") "the text ends where a key in double quotes or '}' is expected",
		 {.many = true}},
		{"something after the value",
		 STR("{}\n  x"),
		 "{ } !line 2, column 3: expected the end but found 'x'",
		 {0}},
		{"a second value",
		 STR("1 2"),
		 "n:1 " AT("3") "expected the end but found '2'",
		 {0}},
		{"a comment",
		 STR("[1] // one"),
		 "[ n:1 ] " AT("5") "expected the end but found '/'",
		 {0}},
		{"a word that is none", STR("[nul]"), "[ " AT("2") "'nul' is no JSON value", {0}},
		{"a capital", STR("True"), AT("1") "'True' is no JSON value", {0}},
		{"NaN", STR("[NaN]"), "[ " AT("2") "'NaN' is no JSON value", {0}},
		{"a leading zero", STR("[01]"), "[ " AT("2") "'01' is no JSON value", {0}},
		{"a leading plus", STR("+1"), AT("1") "'+1' is no JSON value", {0}},
		{"a leading point", STR(".5"), AT("1") "'.5' is no JSON value", {0}},
		{"a point at the end", STR("5."), AT("1") "'5.' is no JSON value", {0}},
		{"an exponent without digits", STR("5e+"), AT("1") "'5e+' is no JSON value", {0}},
		{"a minus alone", STR("-"), AT("1") "'-' is no JSON value", {0}},
		{"a string that is not closed",
		 STR("[\n\"abc"),
		 "[ !line 2, column 1: the string that begins here is never closed",
		 {0}},
		{"a string that ends in an escape",
		 STR("\"abc\\"),
		 AT("1") "the string that begins here is never closed",
		 {0}},
		{"a line end in a string",
		 STR("\"ab\nc\""),
		 AT("4") "a control character (byte 0A) in a string; write it as \\u000A",
		 {0}},
		{"an escape that is none",
		 STR("\"ab\\x\""),
		 AT("4") "'\\x' is no escape, or half of a surrogate pair",
		 {0}},
		{"an escaped NUL byte",
		 STR("\"\\\0\""),
		 AT("2") "'\\' is no escape, or half of a surrogate pair",
		 {0}},
		{"too few digits",
		 STR("\"\\u12\""),
		 AT("2") "'\\u12' is no escape, or half of a surrogate pair",
		 {0}},
		{"digits that are none",
		 STR("\"\\u12g4\""),
		 AT("2") "'\\u12g4' is no escape, or half of a surrogate pair",
		 {0}},
		{"a high surrogate alone",
		 STR("\"\\uD83Dx\""),
		 AT("2") "'\\uD83D' is no escape, or half of a surrogate pair",
		 {0}},
		{"a high surrogate before another",
		 STR("\"\\uD83D\\uD83D\""),
		 AT("2") "'\\uD83D' is no escape, or half of a surrogate pair",
		 {0}},
		{"a high surrogate before a letter",
		 STR("\"\\uD83D\\u0041\""),
		 AT("2") "'\\uD83D' is no escape, or half of a surrogate pair",
		 {0}},
		{"a high surrogate before an escape that is none",
		 STR("\"\\uD83D\\uE0\""),
		 AT("2") "'\\uD83D' is no escape, or half of a surrogate pair",
		 {0}},
		{"a low surrogate alone",
		 STR("\"ab\\uDE00\""),
		 AT("4") "'\\uDE00' is no escape, or half of a surrogate pair",
		 {0}},
		{"invalid UTF-8", STR("[\"ab\xFF\"]"), "[ " AT("5") "invalid UTF-8 (byte FF)", {0}},
		{"a surrogate in UTF-8",
		 STR("\"\xED\xA0\x80\""),
		 AT("2") "invalid UTF-8 (byte ED)",
		 {0}},
		{"a byte outside of strings",
		 STR("[\xC3\xA9]"),
		 "[ " AT("2") "expected a value or ']' but found byte C3",
		 {0}},
		{"a control character outside of strings",
		 STR("[\x01]"),
		 "[ " AT("2") "expected a value or ']' but found byte 01",
		 {0}},
		{"half a byte order mark",
		 STR("\xEF\xBB[1]"),
		 AT("3") "expected a value but found '['",
		 {0}},
		{"a third of one", STR("\xEF[1]"), AT("2") "expected a value but found '['", {0}},
		{"half of one and nothing else",
		 STR("\xEF\xBB"),
		 AT("3") "the text ends where a value is expected",
		 {.many = true}},
		{"a byte order mark elsewhere",
		 STR("[\xEF\xBB\xBF]"),
		 "[ " AT("2") "expected a value or ']' but found byte EF",
		 {0}},
		{"UTF-16, little end first",
		 STR("\xFF\xFE[\0]\0"),
		 AT("1") "this looks like UTF-16 or UTF-32; save the file as UTF-8",
		 {0}},
		{"UTF-16 without a mark",
		 STR("[\0]\0"),
		 "[ " AT("2") "this looks like UTF-16 or UTF-32; save the file as UTF-8",
		 {0}},
		{"an error after a byte order mark counts without it",
		 STR("\xEF\xBB\xBFx"),
		 AT("1") "'x' is no JSON value",
		 {0}},
		{"lines may be counted from elsewhere",
		 STR("\n[x]"),
		 "[ !line 8, column 2: 'x' is no JSON value",
		 {.line = 7}},
		{"too deep",
		 STR("[[{\"a\":[]}]]"),
		 "[ [ { k:a !range line 1, column 8: objects and arrays are nested deeper than 3",
		 {.max_depth = 3}},
		{"a number too long",
		 STR("[12345]"),
		 "[ !range line 1, column 2: a string or number is longer than 4 bytes",
		 {.max_token = 4}},
		{"a string too long",
		 STR("[\"12345\"]"),
		 "[ !range line 1, column 2: a string or number is longer than 4 bytes",
		 {.max_token = 4}},
		{"a string too long that is never closed",
		 STR("\"12345"),
		 "!range line 1, column 1: a string or number is longer than 4 bytes",
		 {.max_token = 4}},
	};
	check_cases(*state, cases, COUNT(cases));
}

static void tells_where_tokens_are(void **state)
{
	JsonReader *reader = json_reader_new(*state, (JsonOptions){0});
	static const struct {
		JsonToken token;
		uint64_t offset;
		uint64_t end;
		uint64_t line;
		uint64_t column;
		size_t depth;
	} wanted[] = {
		{JSON_TOKEN_OBJECT, 3, 4, 1, 1, 1},      {JSON_TOKEN_KEY, 7, 13, 2, 3, 1},
		{JSON_TOKEN_ARRAY, 15, 16, 2, 11, 2},    {JSON_TOKEN_NUMBER, 18, 21, 3, 2, 2},
		{JSON_TOKEN_ARRAY_END, 21, 22, 3, 5, 1}, {JSON_TOKEN_OBJECT_END, 23, 24, 4, 1, 0},
		{JSON_TOKEN_END, 0, 0, 0, 0, 0},
	};
	json_feed(reader, STR("\xEF\xBB\xBF{\n  \"a\\nb\": [\n 1.5]\n}"), true);
	JsonEvent event;
	Err err;
	for (size_t i = 0; i < COUNT(wanted); i++) {
		assert_true(json_next(reader, &event, &err));
		check_size("token", event.token, wanted[i].token);
		if (event.token == JSON_TOKEN_END)
			break;
		check_size("offset", event.offset, wanted[i].offset);
		check_size("end", event.end, wanted[i].end);
		check_size("line", event.line, wanted[i].line);
		check_size("column", event.column, wanted[i].column);
		check_size("depth", json_depth(reader), wanted[i].depth);
	}
}

static void fails_fast_on_a_million_brackets(void **state)
{
	Arena *mem = *state;
	Buf brackets = {.mem = mem};
	while (brackets.len < 1000000)
		buf_add(&brackets, STR("[[[[[[[[[["));
	Str got = read_in_steps(mem, (JsonOptions){0}, buf_str(&brackets), 65536);
	assert_true(str_ends(
		got,
		STR("!range line 1, column 129: objects and arrays are nested deeper than 128")));
}

static void tells_what_is_pending(void **state)
{
	JsonReader *reader = json_reader_new(*state, (JsonOptions){0});
	JsonEvent event;
	Err err;
	json_feed(reader, STR("[ \"ab"), false);
	assert_true(json_next(reader, &event, &err) && event.token == JSON_TOKEN_ARRAY);
	assert_true(json_next(reader, &event, &err) && event.token == JSON_TOKEN_MORE);
	check_size("a cut string", json_pending(reader), 2);
	json_feed(reader, STR("c\" "), false);
	assert_true(json_next(reader, &event, &err) && event.token == JSON_TOKEN_STRING);
	check_text("a joined string", event.text, "abc");
	check_size("its beginning", event.offset, 2);
	check_size("its end", event.end, 7);
	assert_true(json_next(reader, &event, &err) && event.token == JSON_TOKEN_MORE);
	check_size("nothing", json_pending(reader), 8);
}

/* The opinion of an independent parser. It overlooks a string that begins after the value and never ends. */
static bool yajl_accepts(Str text)
{
	yajl_handle handle = yajl_alloc(NULL, NULL, NULL);
	yajl_status status = yajl_parse(handle, (const unsigned char *)text.ptr, text.len);
	if (status == yajl_status_ok)
		status = yajl_complete_parse(handle);
	yajl_free(handle);
	return status == yajl_status_ok;
}

static bool we_accept(Arena *mem, Str text)
{
	Str got = read_in_steps(mem, (JsonOptions){0}, text, SIZE_MAX / 2);
	size_t at;
	return !str_find(got, STR("!"), &at);
}

/* xorshift64: the seed is printed, so that a failure can be repeated. */
static uint64_t random_next(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

/* Short texts from the pieces of JSON, of which about a fifth is valid. */
static void agrees_with_yajl(void **state)
{
	static const char *const pieces[] = {
		"[",
		"]",
		"{",
		"}",
		",",
		":",
		"\"a\"",
		"\"\\n\\u00e9\"",
		"1",
		"-0.5e3",
		"01",
		"-",
		"true",
		"null",
		"nul",
		" ",
		"\n",
		"\\",
		"\"\xC3\xA9\"",
		"\"\xFF\"",
		"\"\\x\"",
		"{\"k\":",
		"[1,",
		"\"b\":2",
		"[]",
		"{}",
		"\x01",
		".",
		"e5",
	};
	Arena *mem = *state;
	uint64_t seed = 8259;
	size_t valid = 0;
	print_message("# seed %llu\n", (unsigned long long)seed);
	for (int round = 0; round < 60000; round++) {
		Buf buf = {.mem = mem};
		for (uint64_t n = 1 + random_next(&seed) % 7; n > 0; n--)
			buf_add(&buf, str_from_c(pieces[random_next(&seed) % COUNT(pieces)]));
		Str text = buf_str(&buf);
		bool ours = we_accept(mem, text);
		if (ours != yajl_accepts(text))
			fail_msg("'%.*s': we %s it", STR_ARG(text), ours ? "accept" : "refuse");
		valid += ours;
		if (round % 1000 == 0)
			arena_deinit(mem);
	}
	assert_true(valid > 1000);
}

static void knows_numbers(void **state)
{
	(void)state;
	static const char *const good[] = {"0",     "-0",  "7",    "120", "0.5",
					   "-1.05", "1e5", "1E+5", "0e-0"};
	static const char *const bad[] = {"",    "-",  "00", "01",  "+1",   ".5",  "5.",  "1e",
					  "1e+", "1 ", " 1", "0x1", "1.e5", "1,5", "--1", "1.5.5"};
	for (size_t i = 0; i < COUNT(good); i++)
		assert_true(json_number_valid(str_from_c(good[i])));
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(json_number_valid(str_from_c(bad[i])));
	assert_false(json_number_valid(STR("\0")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(reads_tokens),           ARENA_TEST(refuses_what_is_not_json),
		ARENA_TEST(tells_where_tokens_are), ARENA_TEST(fails_fast_on_a_million_brackets),
		ARENA_TEST(tells_what_is_pending),  ARENA_TEST(agrees_with_yajl),
		cmocka_unit_test(knows_numbers),
	};
	return RUN_TESTS(tests);
}
