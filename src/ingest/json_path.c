#include "ingest/json_path.h"

#include "base/json_pointer.h"

#include <string.h>

bool json_visit(const JsonValue *root, Str pattern, JsonVisitor visit, void *context, size_t *found,
		Err *err)
{
	Str token;
	Str rest = pattern;
	if (!json_pointer_next(&rest, &token)) {
		++*found;
		return visit(context, root, false, err);
	}
	if (str_eq(token, STR("*"))) {
		if (root->kind != JSON_ARRAY && root->kind != JSON_NULL) {
			++*found;
			return visit(context, root, true, err);
		}
		for (size_t i = 0; i < root->len; i++) {
			if (!json_visit(&root->at[i], rest, visit, context, found, err))
				return false;
		}
		return true;
	}
	const JsonValue *child = json_find(root, str_slice(pattern, 0, pattern.len - rest.len));
	return !child || json_visit(child, rest, visit, context, found, err);
}

Str json_stream_part(Str pattern)
{
	Str token;
	Str rest = pattern;
	while (json_pointer_next(&rest, &token)) {
		if (str_eq(token, STR("*")))
			break;
	}
	return str_slice(pattern, 0, pattern.len - rest.len);
}

/* --- The shape of a document --- */

typedef struct Look {
	const Str *patterns;
	size_t best;     /* the first pattern that fits so far */
	uint64_t values; /* outermost values that have begun */
	uint64_t line;   /* where the first one ends */
	bool one_line;   /* … which is where it began */
	bool lines;
} Look;

static void note_key(Look *look, Str key, bool array)
{
	for (size_t i = 0; i < look->best; i++) {
		Str token;
		Str rest = look->patterns[i];
		if (!json_pointer_next(&rest, &token))
			continue;
		if (array ? str_eq(token, STR("*")) : json_pointer_names(token, key))
			look->best = i;
	}
}

static void note_event(Look *look, const JsonEvent *event, size_t depth)
{
	bool opens = event->token == JSON_TOKEN_OBJECT || event->token == JSON_TOKEN_ARRAY;
	if (depth == 1 && opens) {
		if (look->values++ == 0)
			look->line = event->line;
		else
			look->lines = look->one_line && event->line > look->line;
		if (event->token == JSON_TOKEN_ARRAY && look->values == 1)
			note_key(look, (Str){0}, true);
	}
	if (depth == 0 && look->values == 1)
		look->one_line = event->line == look->line;
	if (depth == 1 && event->token == JSON_TOKEN_KEY && look->values == 1)
		note_key(look, event->text, false);
}

JsonShape json_shape_of(Str head, bool complete, const Str *patterns, size_t count)
{
	Arena mem;
	arena_init(&mem);
	Look look = {.patterns = patterns, .best = count};
	JsonReader *reader =
		json_reader_new(&mem, (JsonOptions){.many = true, .max_token = head.len + 1});
	JsonEvent event;
	Err ignored;
	bool going = true;
	json_feed(reader, head, complete);
	while (going && look.values < 2 && json_next(reader, &event, &ignored)) {
		going = event.token != JSON_TOKEN_MORE && event.token != JSON_TOKEN_END;
		if (going)
			note_event(&look, &event, json_depth(reader));
	}
	arena_deinit(&mem);
	if (look.lines)
		return (JsonShape){.lines = true};
	for (size_t i = 0; i < look.best; i++) {
		if (patterns[i].len == 0)
			look.best = i;
	}
	bool found = look.best < count;
	return (JsonShape){.stream = found ? json_stream_part(patterns[look.best]) : (Str){0}};
}

/* --- The source of a value --- */

JsonLocator json_locator(Str source, uint64_t line, uint64_t column)
{
	return (JsonLocator){source, 0, line, column};
}

/* Length of the value at the start of `text`, which is JSON. */
static size_t value_length(Str text)
{
	size_t depth = 0;
	bool quoted = false;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (quoted) {
			i += c == '\\';
			quoted = c != '"';
		} else if (c == '"') {
			quoted = true;
		} else if (c == '{' || c == '[') {
			depth++;
		} else if (c == '}' || c == ']') {
			if (depth <= 1)
				return i + (depth == 1);
			depth--;
		} else if (depth == 0 &&
			   (c == ',' || c == '\n' || c == '\r' || c == ' ' || c == '\t')) {
			return i;
		}
	}
	return text.len;
}

Str json_source_of(JsonLocator *locator, const JsonValue *value)
{
	Str source = locator->source;
	while (locator->line < value->line) {
		const char *from = source.ptr + locator->at;
		const char *end = memchr(from, '\n', source.len - locator->at);
		if (!end)
			return source;
		locator->at += (size_t)(end - from) + 1;
		locator->line++;
		locator->column = 1;
	}
	if (value->column < locator->column ||
	    value->column - locator->column > source.len - locator->at)
		return source;
	locator->at += value->column - locator->column;
	locator->column = value->column;
	Str rest = str_slice(source, locator->at, source.len);
	return str_slice(rest, 0, value_length(rest));
}
