#include "base/json_items.h"

#include "check.h"

/* Each item as "index@line:column raw", with its fault; then the error if there is one. */
static Str read_in_steps(Arena *mem, JsonItemsOptions options, Str input, size_t step)
{
	Buf out = {.mem = mem};
	JsonItems *items = NULL;
	JsonItem item;
	JsonStep got = JSON_MORE;
	Err err;
	size_t at = 0;
	assert_true(json_items_open(options, &items, &err));
	while (got == JSON_MORE) {
		Str chunk = str_slice(input, at, at + step);
		at += chunk.len;
		json_items_feed(items, chunk, at == input.len);
		for (;;) {
			if (!json_items_next(items, &got, &item, &err)) {
				buf_add_format(&out, "!%s\n", err.text);
				got = JSON_DONE;
				break;
			}
			if (got != JSON_ITEM)
				break;
			buf_add_format(&out, "%llu@%llu:%llu %.*s%s",
				       (unsigned long long)item.index,
				       (unsigned long long)item.line,
				       (unsigned long long)item.column, STR_ARG(item.raw),
				       item.raw_cut ? "…" : "");
			assert_true((item.value != NULL) != (item.fault != NULL));
			if (item.fault)
				buf_add_format(&out, " !%s", item.fault->text);
			else if (item.value->kind == JSON_OBJECT && item.value->len > 0)
				buf_add_format(&out, " (%.*s)", STR_ARG(item.value->at[0].text));
			buf_add_byte(&out, '\n');
		}
	}
	json_items_close(items);
	return buf_str(&out);
}

typedef struct Case {
	const char *label;
	JsonItemsOptions options;
	Str input;
	const char *wanted;
} Case;

static void check_cases(Arena *mem, const Case *cases, size_t len)
{
	static const size_t steps[] = {1, 2, 3, 5, 11, 1000000};
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

static void finds_items(void **state)
{
	const Case cases[] = {
		{"the whole document",
		 {.where = STR("")},
		 STR(" {\"a\": 1}\n"),
		 "0@1:2 {\"a\": 1} (1)\n"},
		{"a document that is a string",
		 {.where = STR("")},
		 STR("\"abc\""),
		 "0@1:1 \"abc\"\n"},
		{"the elements of an array",
		 {.where = STR("/*")},
		 STR("[1, \"two\",\n[3,4], {\"a\":5}, null]"),
		 "0@1:2 1\n1@1:5 \"two\"\n2@2:1 [3,4]\n3@2:8 {\"a\":5} (5)\n4@2:17 null\n"},
		{"the releases of a package, among other things",
		 {.where = STR("/releases/*")},
		 STR("{\"uri\":\"x\",\"extra\":{\"releases\":[7]},\"releases\":[{\"id\":\"a\"},\n{\"id\":\"b\"}],\"z\":[1]}"),
		 "0@1:49 {\"id\":\"a\"} (a)\n1@2:1 {\"id\":\"b\"} (b)\n"},
		{"a way through arrays",
		 {.where = STR("/*/r/*")},
		 STR("[{\"r\":[1,2]},{\"q\":[3],\"r\":[4]},[5],{\"r\":{\"r\":6}},7]"),
		 "0@1:8 1\n1@1:10 2\n2@1:28 4\n"},
		{"one element of an array",
		 {.where = STR("/a/1/b")},
		 STR("{\"a\":[{\"b\":1},{\"b\":2},{\"b\":3}]}"),
		 "0@1:20 2\n"},
		{"a key that looks like the pattern",
		 {.where = STR("/*")},
		 STR("{\"*\":1,\"b\":2}"),
		 "0@1:6 1\n"},
		{"a key with escapes",
		 {.where = STR("/x~1y/*")},
		 STR("{\"x\\/y\":[1]}"),
		 "0@1:10 1\n"},
		{"no items there", {.where = STR("/releases/*")}, STR("{\"a\":[1]}"), ""},
		{"not an array there", {.where = STR("/releases/*")}, STR("{\"releases\":1}"), ""},
		{"a byte order mark", {.where = STR("/*")}, STR("\xEF\xBB\xBF[1]"), "0@1:2 1\n"},
	};
	check_cases(*state, cases, COUNT(cases));
}

static void tells_faults_and_goes_on(void **state)
{
	const Case cases[] = {
		{"a key that comes twice",
		 {.where = STR("/*")},
		 STR("[{\"a\":1,\"a\":2},{\"a\":3}]"),
		 "0@1:2 {\"a\":1,\"a\":2} !line 1, column 13: the key 'a' comes twice in its object\n"
		 "1@1:16 {\"a\":3} (3)\n"},
		{"an item that is too long",
		 {.where = STR("/*"), .max_item = 8, .max_raw = 3},
		 STR("[[1,2,3,4,5],[6]]"),
		 "0@1:2 [1,… !line 1, column 2: the item is longer than 8 bytes\n1@1:14 [6]\n"},
		{"an item as long as allowed",
		 {.where = STR("/*"), .max_item = 7},
		 STR("[[1,2,3]]"),
		 "0@1:2 [1,2,3]\n"},
		{"too many values",
		 {.where = STR("/*"), .max_values = 3},
		 STR("[[1,2,3],[4,5]]"),
		 "0@1:2 [1,2,3] !line 1, column 7: more than 3 values\n1@1:10 [4,5]\n"},
		{"what is not JSON ends it",
		 {.where = STR("/*")},
		 STR("[1,\n2x,3]"),
		 "0@1:2 1\n!line 2, column 1: '2x' is no JSON value\n"},
		{"what is too deep ends it",
		 {.where = STR("/*"), .max_depth = 2},
		 STR("[1,[[]]]"),
		 "0@1:2 1\n!line 1, column 5: objects and arrays are nested deeper than 2\n"},
		{"what is cut off ends it",
		 {.where = STR("/*")},
		 STR("[1,[2"),
		 "0@1:2 1\n!line 1, column 6: the text ends where ',' or ']' is expected\n"},
	};
	check_cases(*state, cases, COUNT(cases));
}

static void reads_lines(void **state)
{
	const Case cases[] = {
		{"no line", {.lines = true}, STR(""), ""},
		{"lines, of which some are blank",
		 {.lines = true},
		 STR("{\"a\":1}\n\n  \r\n[2]\r\n3"),
		 "0@1:1 {\"a\":1} (1)\n1@4:1 [2]\n2@5:1 3\n"},
		{"a malformed line",
		 {.lines = true},
		 STR("1\n{\"a\":}\n3\n"),
		 "0@1:1 1\n1@2:1 {\"a\":} !line 2, column 6: expected a value but found '}'\n2@3:1 3\n"},
		{"two values in a line",
		 {.lines = true},
		 STR("1 2\n"),
		 "0@1:1 1 2 !line 1, column 3: expected the end but found '2'\n"},
		{"a value over two lines",
		 {.lines = true},
		 STR("[1,\n2]\n"),
		 "0@1:1 [1, !line 1, column 4: the text ends where a value is expected\n"
		 "1@2:1 2] !line 2, column 2: expected the end but found ']'\n"},
		{"a line that is too long",
		 {.lines = true, .max_item = 5, .max_raw = 2},
		 STR("123456789\n12345\n"),
		 "0@1:1 12… !line 1, column 1: the item is longer than 5 bytes\n1@2:1 12345\n"},
	};
	check_cases(*state, cases, COUNT(cases));
}

static void opens_and_closes(void **state)
{
	(void)state;
	JsonItems *items = NULL;
	Err err;
	assert_false(json_items_open((JsonItemsOptions){.where = STR("releases")}, &items, &err));
	check_err("a pattern without a slash", &err, ERR_INPUT,
		  "'releases' is no JSON Pointer: it must begin with '/'");
	assert_null(items);
	json_items_close(NULL);
	assert_true(json_items_open((JsonItemsOptions){.where = STR("/*")}, &items, &err));
	json_items_close(items);
}

static void passes_over_a_large_item_in_bounded_memory(void **state)
{
	Arena *mem = *state;
	JsonItems *items;
	JsonItem item;
	JsonStep step;
	Err err;
	Buf part = {.mem = mem};
	while (part.len < 1 << 20)
		buf_add(&part, STR("1,"));
	assert_true(json_items_open((JsonItemsOptions){.where = STR("/*"), .max_item = 1 << 16},
				    &items, &err));
	json_items_feed(items, STR("[["), false);
	assert_true(json_items_next(items, &step, &item, &err) && step == JSON_MORE);
	for (int i = 0; i < 64; i++) {
		json_items_feed(items, buf_str(&part), false);
		assert_true(json_items_next(items, &step, &item, &err) && step == JSON_MORE);
	}
	json_items_feed(items, STR("1],2]"), true);
	assert_true(json_items_next(items, &step, &item, &err) && step == JSON_ITEM);
	assert_true(item.fault != NULL && item.raw_cut && item.raw.len == 1 << 16);
	check_err("the item", item.fault, ERR_RANGE,
		  "line 1, column 2: the item is longer than 65536 bytes");
	assert_true(json_items_next(items, &step, &item, &err) && step == JSON_ITEM);
	check_text("the next one", item.raw, "2");
	assert_true(json_items_next(items, &step, &item, &err) && step == JSON_DONE);
	json_items_close(items);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(finds_items),
		ARENA_TEST(tells_faults_and_goes_on),
		ARENA_TEST(reads_lines),
		cmocka_unit_test(opens_and_closes),
		ARENA_TEST(passes_over_a_large_item_in_bounded_memory),
	};
	return RUN_TESTS(tests);
}
