#include "base/json_tree.h"

#include "base/json_pointer.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

const char *json_kind_name(JsonKind kind)
{
	static const char *const names[] = {
		[JSON_NULL] = "null",     [JSON_FALSE] = "false",   [JSON_TRUE] = "true",
		[JSON_NUMBER] = "number", [JSON_STRING] = "string", [JSON_ARRAY] = "array",
		[JSON_OBJECT] = "object",
	};
	return names[kind];
}

/* --- Building --- */

/* A container that is not closed yet; its children are the last values. */
typedef struct Open {
	JsonValue value;
	size_t first;
} Open;

struct JsonBuilder {
	Arena *mem;
	size_t max_values;
	size_t values; /* in all */
	Str key;       /* of the next value */
	VEC(Open) open;
	VEC(JsonValue) pending;
};

JsonBuilder *json_builder_new(Arena *mem, size_t max_values)
{
	JsonBuilder *builder = ARENA_NEW(mem, JsonBuilder);
	builder->mem = mem;
	builder->max_values = max_values;
	return builder;
}

static int compare_keys(const void *a, const void *b)
{
	const JsonValue *const *x = a;
	const JsonValue *const *y = b;
	return str_cmp((*x)->key, (*y)->key);
}

static bool reject_twin(const JsonValue *a, const JsonValue *b, Err *err)
{
	const JsonValue *later = a > b ? a : b;
	return fail(err, ERR_INPUT,
		    "line %llu, column %u: the key '%.*s' comes twice in its object",
		    (unsigned long long)later->line, later->column, STR_ARG(later->key));
}

/* Small objects are compared pair by pair, larger ones sorted. */
static bool check_keys(Arena *mem, const JsonValue *members, size_t len, Err *err)
{
	enum { SMALL = 12 };
	if (len <= SMALL) {
		for (size_t i = 1; i < len; i++) {
			for (size_t k = 0; k < i; k++) {
				if (str_eq(members[i].key, members[k].key))
					return reject_twin(&members[i], &members[k], err);
			}
		}
		return true;
	}
	const JsonValue **sorted = arena_alloc_array(mem, len, sizeof(const JsonValue *));
	for (size_t i = 0; i < len; i++)
		sorted[i] = &members[i];
	qsort(sorted, len, sizeof(const JsonValue *), compare_keys);
	for (size_t i = 1; i < len; i++) {
		if (str_eq(sorted[i - 1]->key, sorted[i]->key))
			return reject_twin(sorted[i - 1], sorted[i], err);
	}
	return true;
}

static bool close_container(JsonBuilder *builder, JsonValue *closed, Err *err)
{
	const Open *open = &builder->open.at[builder->open.len - 1];
	*closed = open->value;
	closed->len = builder->pending.len - open->first;
	if (closed->len > 0) {
		JsonValue *children = ARENA_ARRAY(builder->mem, JsonValue, closed->len);
		memcpy(children, builder->pending.at + open->first, closed->len * sizeof *children);
		closed->at = children;
	}
	builder->pending.len = open->first;
	builder->open.len--;
	return closed->kind != JSON_OBJECT ||
	       check_keys(builder->mem, closed->at, closed->len, err);
}

static JsonKind kind_of(JsonToken token)
{
	switch (token) {
	case JSON_TOKEN_OBJECT:
		return JSON_OBJECT;
	case JSON_TOKEN_ARRAY:
		return JSON_ARRAY;
	case JSON_TOKEN_STRING:
		return JSON_STRING;
	case JSON_TOKEN_NUMBER:
		return JSON_NUMBER;
	case JSON_TOKEN_TRUE:
		return JSON_TRUE;
	case JSON_TOKEN_FALSE:
		return JSON_FALSE;
	case JSON_TOKEN_NULL:
	case JSON_TOKEN_MORE:
	case JSON_TOKEN_END:
	case JSON_TOKEN_OBJECT_END:
	case JSON_TOKEN_ARRAY_END:
	case JSON_TOKEN_KEY:
		break;
	}
	assert(token == JSON_TOKEN_NULL);
	return JSON_NULL;
}

bool json_builder_add(JsonBuilder *builder, const JsonEvent *event, const JsonValue **done,
		      Err *err)
{
	JsonToken token = event->token;
	if (token == JSON_TOKEN_KEY) {
		builder->key = str_copy(builder->mem, event->text);
		return true;
	}
	JsonValue value;
	if (token == JSON_TOKEN_OBJECT_END || token == JSON_TOKEN_ARRAY_END) {
		if (!close_container(builder, &value, err))
			return false;
	} else {
		if (builder->values == builder->max_values)
			return fail(err, ERR_RANGE, "line %llu, column %llu: more than %zu values",
				    (unsigned long long)event->line,
				    (unsigned long long)event->column, builder->max_values);
		builder->values++;
		value = (JsonValue){
			.kind = kind_of(token),
			.column = event->column < UINT32_MAX ? (uint32_t)event->column : UINT32_MAX,
			.line = event->line,
			.key = builder->key,
		};
		builder->key = (Str){0};
		if (value.kind == JSON_STRING || value.kind == JSON_NUMBER)
			value.text = str_copy(builder->mem, event->text);
		if (value.kind == JSON_OBJECT || value.kind == JSON_ARRAY) {
			*vec_push(builder->mem, &builder->open) =
				(Open){value, builder->pending.len};
			return true;
		}
	}
	if (builder->open.len > 0) {
		*vec_push(builder->mem, &builder->pending) = value;
		return true;
	}
	JsonValue *root = ARENA_NEW(builder->mem, JsonValue);
	*root = value;
	*done = root;
	return true;
}

bool json_parse_within(Arena *mem, Str text, JsonOptions options, size_t max_values,
		       const JsonValue **out, Err *err)
{
	assert(!options.many);
	JsonReader *reader = json_reader_new(mem, options);
	JsonBuilder *builder = json_builder_new(mem, max_values);
	const JsonValue *value = NULL;
	JsonEvent event;
	json_feed(reader, text, true);
	for (;;) {
		if (!json_next(reader, &event, err))
			return false;
		if (event.token == JSON_TOKEN_END)
			break;
		if (!json_builder_add(builder, &event, &value, err))
			return false;
	}
	*out = value;
	return true;
}

bool json_parse(Arena *mem, Str text, const JsonValue **out, Err *err)
{
	return json_parse_within(mem, text, (JsonOptions){0}, JSON_MAX_VALUES, out, err);
}

/* --- Finding --- */

const JsonValue *json_member(const JsonValue *object, Str key)
{
	if (object->kind != JSON_OBJECT)
		return NULL;
	for (size_t i = 0; i < object->len; i++) {
		if (str_eq(object->at[i].key, key))
			return &object->at[i];
	}
	return NULL;
}

static const JsonValue *find_child(const JsonValue *value, Str token)
{
	uint64_t index;
	if (value->kind == JSON_OBJECT) {
		for (size_t i = 0; i < value->len; i++) {
			if (json_pointer_names(token, value->at[i].key))
				return &value->at[i];
		}
	} else if (value->kind == JSON_ARRAY && value->len > 0) {
		if (str_eq(token, STR("-1")))
			return &value->at[value->len - 1];
		if (json_pointer_index(token, &index) && index < value->len)
			return &value->at[index];
	}
	return NULL;
}

const JsonValue *json_find(const JsonValue *root, Str pointer)
{
	Str token;
	const JsonValue *value = root;
	while (value && json_pointer_next(&pointer, &token))
		value = find_child(value, token);
	return pointer.len == 0 ? value : NULL;
}
