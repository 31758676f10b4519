#include "ingest/singer.h"

#include "ingest/singer_id.h"

#include <stdlib.h>
#include <string.h>

struct Singer {
	Arena *mem;
	VEC(SingerStream) streams;
	Map by_name;
};

/* Members of a message that mean something. */
typedef enum Member {
	MEMBER_TYPE,
	MEMBER_STREAM,
	MEMBER_SCHEMA,
	MEMBER_KEYS,
	MEMBER_RECORD,
	MEMBER_VERSION,
	MEMBER_VALUE,
	MEMBERS,
} Member;

static const char *const MEMBER_NAMES[MEMBERS] = {
	[MEMBER_TYPE] = "type",           [MEMBER_STREAM] = "stream", [MEMBER_SCHEMA] = "schema",
	[MEMBER_KEYS] = "key_properties", [MEMBER_RECORD] = "record", [MEMBER_VERSION] = "version",
	[MEMBER_VALUE] = "value",
};

/* One line: where its members lie in it, and what was read of them. */
typedef struct Line {
	Arena *mem;
	uint64_t number;
	Str raw[MEMBERS]; /* source of each value; empty: it is not there */
	Str type;
} Line;

Singer *singer_new(Arena *mem)
{
	Singer *singer = ARENA_NEW(mem, Singer);
	singer->mem = mem;
	map_init(&singer->by_name, mem, (uint64_t)(uintptr_t)singer);
	return singer;
}

const SingerStream *singer_stream(const Singer *singer, size_t place)
{
	return &singer->streams.at[place];
}

size_t singer_stream_count(const Singer *singer)
{
	return singer->streams.len;
}

static MUST_CHECK bool fail_line(const Line *line, Err *err, const char *what)
{
	return fail(err, ERR_INPUT, "line %llu: %s", (unsigned long long)line->number, what);
}

static JsonOptions options_of(const Line *line)
{
	return (JsonOptions){.max_token = SINGER_LINE_MAX, .line = line->number};
}

static bool member_of(Str name, Member *out)
{
	for (size_t i = 0; i < MEMBERS; i++) {
		if (str_eq_c(name, MEMBER_NAMES[i])) {
			*out = (Member)i;
			return true;
		}
	}
	return false;
}

static bool token_opens(JsonToken token)
{
	return token == JSON_TOKEN_OBJECT || token == JSON_TOKEN_ARRAY;
}

static bool token_closes(JsonToken token)
{
	return token == JSON_TOKEN_OBJECT_END || token == JSON_TOKEN_ARRAY_END;
}

/* Passes over the value of a member, whose source is given. */
static MUST_CHECK bool read_value(JsonReader *reader, Str text, Str *raw, Err *err)
{
	JsonEvent event;
	uint64_t from = 0;
	size_t depth = 0;
	bool first = true;
	do {
		if (!json_next(reader, &event, err))
			return false;
		if (first)
			from = event.offset;
		first = false;
		if (token_opens(event.token))
			depth++;
		if (token_closes(event.token))
			depth--;
	} while (depth > 0);
	*raw = str_slice(text, (size_t)from, (size_t)event.end);
	return true;
}

/* Finds the members of the line's object. `*empty`: there is nothing in it but space. */
static MUST_CHECK bool read_members(Line *line, Str text, bool *empty, Err *err)
{
	JsonOptions options = options_of(line);
	JsonEvent event;
	options.many = true;
	JsonReader *reader = json_reader_new(line->mem, options);
	json_feed(reader, text, true);
	if (!json_next(reader, &event, err))
		return false;
	*empty = event.token == JSON_TOKEN_END;
	if (*empty)
		return true;
	if (event.token != JSON_TOKEN_OBJECT)
		return fail_line(line, err, "a message of Singer is a JSON object");
	while (json_next(reader, &event, err)) {
		Member member;
		Str raw;
		if (event.token == JSON_TOKEN_OBJECT_END)
			return json_next(reader, &event, err) &&
			       (event.token == JSON_TOKEN_END ||
				fail_line(line, err, "more than one message"));
		bool known = member_of(event.text, &member);
		if (!read_value(reader, text, &raw, err))
			return false;
		if (known && line->raw[member].len > 0)
			return fail(err, ERR_INPUT, "line %llu: the message has '%s' twice",
				    (unsigned long long)line->number, MEMBER_NAMES[member]);
		if (known)
			line->raw[member] = raw;
	}
	return false;
}

static MUST_CHECK bool parse_member(const Line *line, Member member, const JsonValue **out,
				    Err *err)
{
	if (line->raw[member].len == 0)
		return fail(err, ERR_INPUT, "line %llu: the %.*s message lacks '%s'",
			    (unsigned long long)line->number, STR_ARG(line->type),
			    MEMBER_NAMES[member]);
	return json_parse_within(line->mem, line->raw[member], options_of(line), JSON_MAX_VALUES,
				 out, err);
}

static MUST_CHECK bool parse_name(const Line *line, Member member, Str *out, Err *err)
{
	const JsonValue *value;
	if (!parse_member(line, member, &value, err))
		return false;
	if (value->kind != JSON_STRING || value->text.len == 0 ||
	    value->text.len > SINGER_NAME_MAX || memchr(value->text.ptr, '\0', value->text.len))
		return fail(err, ERR_INPUT, "line %llu: '%s' must be a text of 1 to %d bytes",
			    (unsigned long long)line->number, MEMBER_NAMES[member],
			    SINGER_NAME_MAX);
	*out = value->text;
	return true;
}

static MUST_CHECK bool parse_version(const Line *line, SingerMessage *out, Err *err)
{
	const JsonValue *value;
	char *end;
	if (line->raw[MEMBER_VERSION].len == 0)
		return true;
	if (!parse_member(line, MEMBER_VERSION, &value, err))
		return false;
	if (value->kind == JSON_NULL)
		return true;
	if (value->kind == JSON_NUMBER && value->text.len < 19) {
		const char *text = str_to_c(line->mem, value->text);
		out->version = strtoll(text, &end, 10);
		out->has_version = *end == '\0';
	}
	return out->has_version || fail_line(line, err, "'version' must be a whole number");
}

static int by_text(const void *a, const void *b)
{
	return str_cmp(*(const Str *)a, *(const Str *)b);
}

static MUST_CHECK bool read_keys(const Line *line, Arena *mem, const JsonValue *properties,
				 SingerStream *stream, Err *err)
{
	const JsonValue *list = NULL;
	stream->keys = NULL;
	stream->key_count = 0;
	if (line->raw[MEMBER_KEYS].len > 0 && !parse_member(line, MEMBER_KEYS, &list, err))
		return false;
	if (!list || list->kind == JSON_NULL)
		return true;
	if (list->kind != JSON_ARRAY)
		return fail_line(line, err, "'key_properties' must be a list of names");
	Str *keys = ARENA_ARRAY(mem, Str, list->len);
	for (size_t i = 0; i < list->len; i++) {
		const JsonValue *key = &list->at[i];
		if (key->kind != JSON_STRING)
			return fail_line(line, err, "'key_properties' must be a list of names");
		if (!json_member(properties, key->text))
			return fail(err, ERR_INPUT,
				    "line %llu: the schema of stream '%.*s' is invalid: its "
				    "properties lack the key '%.*s'",
				    (unsigned long long)line->number, STR_ARG(stream->name),
				    STR_ARG(key->text));
		keys[i] = str_copy(mem, key->text);
	}
	if (list->len > 0)
		qsort(keys, list->len, sizeof *keys, by_text);
	stream->keys = keys;
	stream->key_count = list->len;
	return true;
}

/* "object", or a list of types with it; a schema without a type is one of objects. */
static bool takes_objects(const JsonValue *schema)
{
	const JsonValue *type = json_member(schema, STR("type"));
	if (!type)
		return true;
	if (type->kind != JSON_ARRAY)
		return type->kind == JSON_STRING && str_eq_c(type->text, "object");
	for (size_t i = 0; i < type->len; i++) {
		if (type->at[i].kind == JSON_STRING && str_eq_c(type->at[i].text, "object"))
			return true;
	}
	return false;
}

static MUST_CHECK bool check_schema(const Line *line, const JsonValue *schema, Str stream, Err *err)
{
	const JsonValue *properties = json_member(schema, STR("properties"));
	const char *what = NULL;
	if (schema->kind != JSON_OBJECT)
		what = "it is no object";
	else if (!takes_objects(schema))
		what = "its type is not 'object'";
	else if (!properties)
		what = "it has no 'properties'";
	else if (properties->kind != JSON_OBJECT)
		what = "its 'properties' are no object";
	return !what ||
	       fail(err, ERR_INPUT, "line %llu: the schema of stream '%.*s' is invalid: %s",
		    (unsigned long long)line->number, STR_ARG(stream), what);
}

static bool same_keys(const SingerStream *a, const SingerStream *b)
{
	bool same = a->key_count == b->key_count;
	for (size_t i = 0; same && i < a->key_count; i++)
		same = str_eq(a->keys[i], b->keys[i]);
	return same;
}

static MUST_CHECK bool read_schema(Singer *singer, const Line *line, SingerMessage *out, Err *err)
{
	const JsonValue *schema;
	int64_t place;
	Str name;
	if (!parse_name(line, MEMBER_STREAM, &name, err) ||
	    !parse_member(line, MEMBER_SCHEMA, &schema, err) ||
	    !check_schema(line, schema, name, err))
		return false;
	SingerStream stream = {.name = name};
	if (!read_keys(line, line->mem, json_member(schema, STR("properties")), &stream, err))
		return false;
	if (map_get(&singer->by_name, name, &place)) {
		SingerStream *known = &singer->streams.at[place];
		out->stream = (size_t)place;
		/* Taps send schemas again and again: what is the same takes no memory. */
		return same_keys(known, &stream) ||
		       read_keys(line, singer->mem, json_member(schema, STR("properties")), known,
				 err);
	}
	stream.name = str_copy(singer->mem, name);
	map_init(&stream.alike, singer->mem, (uint64_t)(uintptr_t)singer);
	if (!read_keys(line, singer->mem, json_member(schema, STR("properties")), &stream, err))
		return false;
	out->stream = singer->streams.len;
	map_put(&singer->by_name, stream.name, (int64_t)out->stream);
	*vec_push(singer->mem, &singer->streams) = stream;
	return true;
}

static MUST_CHECK bool find_stream(const Singer *singer, const Line *line, SingerMessage *out,
				   Err *err)
{
	int64_t place;
	Str name;
	if (!parse_name(line, MEMBER_STREAM, &name, err))
		return false;
	if (!map_get(&singer->by_name, name, &place))
		return fail(err, ERR_INPUT,
			    "line %llu: a %.*s of stream '%.*s' comes before its SCHEMA",
			    (unsigned long long)line->number, STR_ARG(line->type), STR_ARG(name));
	out->stream = (size_t)place;
	return true;
}

static MUST_CHECK bool read_record(Singer *singer, const Line *line, SingerMessage *out, Err *err)
{
	if (!find_stream(singer, line, out, err) || !parse_version(line, out, err) ||
	    !parse_member(line, MEMBER_RECORD, &out->record, err))
		return false;
	SingerStream *stream = &singer->streams.at[out->stream];
	if (out->record->kind != JSON_OBJECT)
		return fail_line(line, err, "a record must be an object");
	if (!singer_id_of(line->mem, singer->mem, stream, out->record, &out->id, err))
		return fail_in(err, "line %llu", (unsigned long long)line->number);
	out->raw = line->raw[MEMBER_RECORD];
	return true;
}

static MUST_CHECK bool read_typed(Singer *singer, const Line *line, SingerMessage *out, Err *err)
{
	const JsonValue *value;
	if (str_eq_c(line->type, "RECORD")) {
		out->type = SINGER_RECORD;
		return read_record(singer, line, out, err);
	}
	if (str_eq_c(line->type, "STATE")) {
		out->type = SINGER_STATE;
		out->raw = line->raw[MEMBER_VALUE];
		return parse_member(line, MEMBER_VALUE, &value, err);
	}
	if (str_eq_c(line->type, "SCHEMA")) {
		out->type = SINGER_SCHEMA;
		return read_schema(singer, line, out, err);
	}
	if (str_eq_c(line->type, "ACTIVATE_VERSION")) {
		out->type = SINGER_ACTIVATE_VERSION;
		return find_stream(singer, line, out, err) && parse_version(line, out, err) &&
		       (out->has_version ||
			fail_line(line, err, "the ACTIVATE_VERSION message lacks 'version'"));
	}
	if (str_eq_c(line->type, "BATCH"))
		return fail_line(line, err,
				 "BATCH messages are not taken; tell the tap to send records "
				 "(no batch_config)");
	out->type = SINGER_UNKNOWN;
	return true;
}

bool singer_read(Singer *singer, Str text, uint64_t number, Arena *mem, SingerMessage *out,
		 Err *err)
{
	Line line = {.mem = mem, .number = number};
	SingerMessage message = {0};
	bool empty;
	if (text.len > SINGER_LINE_MAX)
		return fail(err, ERR_RANGE, "line %llu: longer than %d MiB",
			    (unsigned long long)number, SINGER_LINE_MAX >> 20);
	if (!read_members(&line, text, &empty, err))
		return false;
	if (!empty) {
		if (line.raw[MEMBER_TYPE].len == 0)
			return fail_line(&line, err, "the message lacks 'type'");
		if (!parse_name(&line, MEMBER_TYPE, &line.type, err))
			return false;
		message.type_name = line.type;
		if (!read_typed(singer, &line, &message, err))
			return false;
	}
	*out = message;
	return true;
}
