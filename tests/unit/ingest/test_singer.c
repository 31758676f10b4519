#include "check.h"
#include "ingest/singer.h"

#define SCHEMA_OF(stream, keys)                                                             \
	"{\"type\":\"SCHEMA\",\"stream\":\"" stream                                         \
	"\",\"schema\":{\"type\":\"object\",\"properties\":{\"id\":{},\"b\":{},\"a\":{}}}," \
	"\"key_properties\":" keys "}"
#define RECORD_OF(stream, record) \
	"{\"type\":\"RECORD\",\"stream\":\"" stream "\",\"record\":" record "}"

/* Reads one line, as the first of the input. */
static bool read_line(Singer *singer, Arena *mem, const char *line, SingerMessage *out, Err *err)
{
	return singer_read(singer, str_from_c(line), 7, mem, out, err);
}

static SingerMessage good(Singer *singer, Arena *mem, const char *line)
{
	SingerMessage message = {0};
	Err err = {0};
	if (!read_line(singer, mem, line, &message, &err))
		fail_msg("%s: %s", line, err.text);
	return message;
}

static void messages_are_read_whatever_the_order_of_their_members(void **state)
{
	Singer *singer = singer_new(*state);
	SingerMessage message = good(singer, *state, SCHEMA_OF("s", "[\"id\"]"));
	check_size("schema", message.type, SINGER_SCHEMA);
	check_text("stream", singer_stream(singer, message.stream)->name, "s");
	message = good(singer, *state,
		       " {\"record\": {\"id\": 1, \"x\": [ 2 ]}, \"version\":12,"
		       " \"time_extracted\":\"t\", \"stream\":\"s\", \"type\":\"RECORD\"} \r");
	check_size("record", message.type, SINGER_RECORD);
	check_text("raw", message.raw, "{\"id\": 1, \"x\": [ 2 ]}");
	check_text("id", message.id, "[\"s\",1]");
	assert_true(message.has_version);
	check_size("version", (uint64_t)message.version, 12);
	check_size("members", message.record->len, 2);
	message = good(singer, *state, "{\"value\": {\"a\":  [1, 2]} ,\"type\":\"STATE\"}");
	check_size("state", message.type, SINGER_STATE);
	check_text("state as received", message.raw, "{\"a\":  [1, 2]}");
	message =
		good(singer, *state,
		     "{\"type\":\"ACTIVATE_VERSION\",\"stream\":\"s\",\"version\":1541199424491}");
	check_size("activation", message.type, SINGER_ACTIVATE_VERSION);
	check_size("its version", (uint64_t)message.version, 1541199424491);
	message = good(singer, *state, "{\"type\":\"CHECKPOINT\",\"anything\":null}");
	check_size("another type", message.type, SINGER_UNKNOWN);
	check_text("its name", message.type_name, "CHECKPOINT");
	check_size("an empty line", good(singer, *state, " \r").type, SINGER_NOTHING);
	check_size("a null version",
		   good(singer, *state,
			"{\"type\":\"RECORD\",\"stream\":\"s\",\"version\":null,"
			"\"record\":{\"id\":1}}")
			   .has_version,
		   0);
}

static void records_are_told_apart_by_the_keys_of_their_stream(void **state)
{
	const struct {
		const char *label;
		const char *keys;
		const char *record;
		const char *id;
	} cases[] = {
		{"one key", "[\"id\"]", "{\"id\":\"x\",\"a\":1}", "[\"s\",\"x\"]"},
		{"keys are sorted by name", "[\"b\",\"a\"]", "{\"b\":2,\"a\":1}", "[\"s\",1,2]"},
		{"their order does not matter", "[\"a\",\"b\"]", "{\"a\":1,\"b\":2}",
		 "[\"s\",1,2]"},
		{"a text is not a number", "[\"id\"]", "{\"id\":\"1\"}", "[\"s\",\"1\"]"},
		{"an object as a key", "[\"id\"]", "{\"id\":{\"z\":[true,null],\"y\":1.50}}",
		 "[\"s\",{\"y\":1.50,\"z\":[true,null]}]"},
		{"a NUL in a key", "[\"id\"]", "{\"id\":\"\\u0000\"}", "[\"s\",\"\\u0000\"]"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Singer *singer = singer_new(*state);
		Str schema = str_format(*state,
					"{\"type\":\"SCHEMA\",\"stream\":\"s\",\"schema\":{"
					"\"properties\":{\"id\":{},\"a\":{},\"b\":{}}},"
					"\"key_properties\":%s}",
					cases[i].keys);
		Str record =
			str_format(*state, "{\"type\":\"RECORD\",\"stream\":\"s\",\"record\":%s}",
				   cases[i].record);
		(void)good(singer, *state, schema.ptr);
		check_text(cases[i].label, good(singer, *state, record.ptr).id, cases[i].id);
	}
}

static void a_long_key_stands_by_its_hash(void **state)
{
	Singer *singer = singer_new(*state);
	Buf line = {.mem = *state};
	(void)good(singer, *state, SCHEMA_OF("s", "[\"id\"]"));
	buf_add(&line, STR("{\"type\":\"RECORD\",\"stream\":\"s\",\"record\":{\"id\":\""));
	for (size_t i = 0; i < 3000; i++)
		buf_add_byte(&line, 'x');
	buf_add(&line, STR("\"}}"));
	Str id = good(singer, *state, str_to_c(*state, buf_str(&line))).id;
	assert_true(str_starts(id, STR("[\"s\",{\"sha256\":\"")));
	check_size("length", id.len, strlen("[\"s\",{\"sha256\":\"\"}]") + 64);
}

static void ids_begin_with_their_stream_and_no_other(void **state)
{
	Singer *singer = singer_new(*state);
	(void)good(singer, *state, SCHEMA_OF("a", "[\"id\"]"));
	(void)good(singer, *state, SCHEMA_OF("a\\\",1", "[\"id\"]"));
	Str plain = good(singer, *state, RECORD_OF("a", "{\"id\":1}")).id;
	Str odd = good(singer, *state, RECORD_OF("a\\\",1", "{\"id\":1}")).id;
	Str prefix = singer_id_prefix(*state, STR("a"));
	assert_true(str_starts(plain, prefix));
	assert_false(str_starts(odd, prefix));
	assert_true(str_starts(odd, singer_id_prefix(*state, STR("a\",1"))));
}

static void records_without_keys_are_told_apart_by_what_they_hold_and_by_counting(void **state)
{
	static const char *const absent =
		"{\"type\":\"SCHEMA\",\"stream\":\"s\",\"schema\":"
		"{\"properties\":{}}}";
	static const char *const lines[] = {absent, SCHEMA_OF("s", "[]"), SCHEMA_OF("s", "null")};
	for (size_t i = 0; i < COUNT(lines); i++) {
		Singer *singer = singer_new(*state);
		(void)good(singer, *state, lines[i]);
		Str first = good(singer, *state, RECORD_OF("s", "{\"a\":1,\"b\":[2]}")).id;
		Str again = good(singer, *state, RECORD_OF("s", "{ \"b\": [2], \"a\": 1 }")).id;
		Str other = good(singer, *state, RECORD_OF("s", "{\"a\":1,\"b\":[3]}")).id;
		/* The schema may come again in between. */
		(void)good(singer, *state, lines[i]);
		Str third = good(singer, *state, RECORD_OF("s", "{\"a\":1,\"b\":[2]}")).id;
		assert_true(str_ends(first, STR("\",\"number\":1}]")));
		check_text("alike", str_slice(again, 0, again.len - 3),
			   str_to_c(*state, str_slice(first, 0, first.len - 3)));
		assert_true(str_ends(again, STR("\",\"number\":2}]")));
		assert_true(str_ends(other, STR("\",\"number\":1}]")));
		assert_true(str_ends(third, STR("\",\"number\":3}]")));
		assert_false(str_eq(first, other));
		/* A run that begins anew names the first one as before. */
		singer = singer_new(*state);
		(void)good(singer, *state, lines[i]);
		check_text("another run",
			   good(singer, *state, RECORD_OF("s", "{\"a\":1,\"b\":[2]}")).id,
			   str_to_c(*state, first));
	}
}

static void a_schema_may_change_the_keys(void **state)
{
	Singer *singer = singer_new(*state);
	(void)good(singer, *state, SCHEMA_OF("s", "[\"id\"]"));
	SingerMessage message = good(singer, *state, SCHEMA_OF("s", "[\"a\"]"));
	check_size("the same stream", message.stream, 0);
	check_text("by the new key", good(singer, *state, RECORD_OF("s", "{\"id\":1,\"a\":2}")).id,
		   "[\"s\",2]");
	(void)good(singer, *state, SCHEMA_OF("s", "[]"));
	assert_true(str_ends(good(singer, *state, RECORD_OF("s", "{\"id\":1}")).id,
			     STR("\"number\":1}]")));
	check_size("streams", singer_stream_count(singer), 1);
}

static void what_is_no_message_is_refused_by_line(void **state)
{
	const struct {
		const char *label;
		const char *line;
		const char *text;
	} cases[] = {
		{"no JSON", "hello", "line 7, column 1: 'hello' is no JSON value"},
		{"an array", "[1]", "line 7: a message of Singer is a JSON object"},
		{"two on a line", "{\"type\":\"X\"} {\"type\":\"X\"}",
		 "line 7: more than one message"},
		{"no type", "{\"stream\":\"s\"}", "line 7: the message lacks 'type'"},
		{"a type that is no text", "{\"type\":1}",
		 "line 7: 'type' must be a text of 1 to 200 bytes"},
		{"a member twice", "{\"type\":\"STATE\",\"value\":1,\"value\":2}",
		 "line 7: the message has 'value' twice"},
		{"a state without value", "{\"type\":\"STATE\"}",
		 "line 7: the STATE message lacks 'value'"},
		{"a record before its schema", RECORD_OF("t", "{}"),
		 "line 7: a RECORD of stream 't' comes before its SCHEMA"},
		{"a version before its schema",
		 "{\"type\":\"ACTIVATE_VERSION\",\"stream\":\"t\",\"version\":1}",
		 "line 7: a ACTIVATE_VERSION of stream 't' comes before its SCHEMA"},
		{"an activation without version",
		 "{\"type\":\"ACTIVATE_VERSION\",\"stream\":\"s\"}",
		 "line 7: the ACTIVATE_VERSION message lacks 'version'"},
		{"a version that is no whole number",
		 "{\"type\":\"ACTIVATE_VERSION\",\"stream\":\"s\",\"version\":1.5}",
		 "line 7: 'version' must be a whole number"},
		{"a record without its key", RECORD_OF("s", "{\"a\":1}"),
		 "line 7: a record of stream 's' lacks its key property 'id'"},
		{"a key that is null", RECORD_OF("s", "{\"id\":null}"),
		 "line 7: a record of stream 's' has no value in its key property 'id'"},
		{"a record that is no object", RECORD_OF("s", "[1]"),
		 "line 7: a record must be an object"},
		{"a record with a key twice", RECORD_OF("s", "{\"id\":1,\"id\":2}"),
		 "line 7, column 14: the key 'id' comes twice in its object"},
		{"a message without stream", "{\"type\":\"RECORD\",\"record\":{}}",
		 "line 7: the RECORD message lacks 'stream'"},
		{"a schema without properties",
		 "{\"type\":\"SCHEMA\",\"stream\":\"t\",\"schema\":{\"type\":\"object\"},"
		 "\"key_properties\":[]}",
		 "line 7: the schema of stream 't' is invalid: it has no 'properties'"},
		{"properties that are none",
		 "{\"type\":\"SCHEMA\",\"stream\":\"t\",\"schema\":{\"properties\":[]}}",
		 "line 7: the schema of stream 't' is invalid: its 'properties' are no object"},
		{"a schema that is none", "{\"type\":\"SCHEMA\",\"stream\":\"t\",\"schema\":true}",
		 "line 7: the schema of stream 't' is invalid: it is no object"},
		{"a schema of texts",
		 "{\"type\":\"SCHEMA\",\"stream\":\"t\",\"schema\":{\"type\":[\"string\",\"null\"],"
		 "\"properties\":{}}}",
		 "line 7: the schema of stream 't' is invalid: its type is not 'object'"},
		{"no schema", "{\"type\":\"SCHEMA\",\"stream\":\"t\"}",
		 "line 7: the SCHEMA message lacks 'schema'"},
		{"keys that are no list", SCHEMA_OF("t", "\"id\""),
		 "line 7: 'key_properties' must be a list of names"},
		{"a key that is no name", SCHEMA_OF("t", "[1]"),
		 "line 7: 'key_properties' must be a list of names"},
		{"a key that the schema lacks", SCHEMA_OF("t", "[\"c\"]"),
		 "line 7: the schema of stream 't' is invalid: its properties lack the key 'c'"},
		{"a stream without name", SCHEMA_OF("", "[]"),
		 "line 7: 'stream' must be a text of 1 to 200 bytes"},
		{"a NUL in a name", SCHEMA_OF("a\\u0000b", "[]"),
		 "line 7: 'stream' must be a text of 1 to 200 bytes"},
		{"a batch", "{\"type\":\"BATCH\",\"stream\":\"s\"}",
		 "line 7: BATCH messages are not taken; tell the tap to send records (no "
		 "batch_config)"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Singer *singer = singer_new(*state);
		SingerMessage message;
		Err err = {0};
		(void)good(singer, *state, SCHEMA_OF("s", "[\"id\"]"));
		if (read_line(singer, *state, cases[i].line, &message, &err))
			fail_msg("%s: taken", cases[i].label);
		check_err(cases[i].label, &err, ERR_INPUT, cases[i].text);
		/* What was known stays known. */
		check_text(cases[i].label, good(singer, *state, RECORD_OF("s", "{\"id\":1}")).id,
			   "[\"s\",1]");
		check_size(cases[i].label, singer_stream_count(singer), 1);
	}
}

static void a_line_has_a_limit(void **state)
{
	Str line = {arena_alloc(*state, SINGER_LINE_MAX + 1), SINGER_LINE_MAX + 1};
	Singer *singer = singer_new(*state);
	SingerMessage message;
	Err err = {0};
	assert_false(singer_read(singer, line, 3, *state, &message, &err));
	check_err("too long", &err, ERR_RANGE, "line 3: longer than 16 MiB");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(messages_are_read_whatever_the_order_of_their_members),
		ARENA_TEST(records_are_told_apart_by_the_keys_of_their_stream),
		ARENA_TEST(a_long_key_stands_by_its_hash),
		ARENA_TEST(ids_begin_with_their_stream_and_no_other),
		ARENA_TEST(records_without_keys_are_told_apart_by_what_they_hold_and_by_counting),
		ARENA_TEST(a_schema_may_change_the_keys),
		ARENA_TEST(what_is_no_message_is_refused_by_line),
		ARENA_TEST(a_line_has_a_limit),
	};
	return RUN_TESTS(tests);
}
