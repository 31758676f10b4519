/*
 * Any bytes as JSON: chunks of any size give the same tokens and the same error,
 * a tree written and read again is the same tree, and the raw bytes of an item
 * read on their own are the item.
 */
#include "base/json.h"
#include "base/json_items.h"
#include "base/json_tree.h"
#include "base/json_write.h"
#include "base/utf8.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct Tokens {
	VEC(JsonEvent) list;
	Err err; /* ERR_NONE: complete */
} Tokens;

static Str chunk_at(Arena *mem, Str input, size_t *at, size_t step)
{
	Str chunk = str_slice(input, *at, *at + step);
	*at += chunk.len;
	/* A copy of its own, so that the sanitizer sees every byte read outside. */
	return str_copy(mem, chunk);
}

static void read_tokens(Arena *mem, JsonOptions options, Str input, size_t step, Tokens *out)
{
	JsonReader *reader = json_reader_new(mem, options);
	size_t at = 0;
	Str first = chunk_at(mem, input, &at, step);
	json_feed(reader, first, at == input.len);
	for (;;) {
		JsonEvent event;
		if (!json_next(reader, &event, &out->err))
			return;
		if (event.token == JSON_TOKEN_END)
			return;
		if (event.token == JSON_TOKEN_MORE) {
			assert(json_pending(reader) <= at);
			Str chunk = chunk_at(mem, input, &at, step);
			json_feed(reader, chunk, at == input.len);
			continue;
		}
		assert(event.offset < event.end && event.end <= at && utf8_valid(event.text));
		event.text = str_copy(mem, event.text);
		*vec_push(mem, &out->list) = event;
	}
}

static void check_tokens(Arena *mem, JsonOptions options, Str input, size_t step)
{
	Tokens whole = {0};
	Tokens pieces = {0};
	read_tokens(mem, options, input, SIZE_MAX / 2, &whole);
	read_tokens(mem, options, input, step, &pieces);
	assert(whole.err.code == pieces.err.code && strcmp(whole.err.text, pieces.err.text) == 0);
	assert(whole.list.len == pieces.list.len);
	for (size_t i = 0; i < whole.list.len; i++) {
		const JsonEvent *a = &whole.list.at[i];
		const JsonEvent *b = &pieces.list.at[i];
		assert(a->token == b->token && a->offset == b->offset && a->end == b->end);
		assert(a->line == b->line && a->column == b->column && str_eq(a->text, b->text));
	}
}

static void write_value(JsonWriter *json, const JsonValue *value)
{
	switch (value->kind) {
	case JSON_NULL:
		json_write_null(json);
		break;
	case JSON_FALSE:
	case JSON_TRUE:
		json_write_bool(json, value->kind == JSON_TRUE);
		break;
	case JSON_NUMBER:
		json_write_number(json, value->text);
		break;
	case JSON_STRING:
		json_write_string(json, value->text);
		break;
	case JSON_ARRAY:
		json_write_begin_array(json);
		for (size_t i = 0; i < value->len; i++)
			write_value(json, &value->at[i]);
		json_write_end_array(json);
		break;
	case JSON_OBJECT:
		json_write_begin_object(json);
		for (size_t i = 0; i < value->len; i++) {
			json_write_key(json, value->at[i].key);
			write_value(json, &value->at[i]);
			assert(json_member(value, value->at[i].key) == &value->at[i]);
		}
		json_write_end_object(json);
		break;
	}
}

static bool same(const JsonValue *a, const JsonValue *b)
{
	if (a->kind != b->kind || a->len != b->len || !str_eq(a->key, b->key) ||
	    !str_eq(a->text, b->text))
		return false;
	for (size_t i = 0; i < a->len; i++) {
		if (!same(&a->at[i], &b->at[i]))
			return false;
	}
	return true;
}

static void check_round_trip(Arena *mem, Str input, bool pretty)
{
	JsonOptions options = {.max_depth = JSON_WRITE_DEPTH};
	const JsonValue *value;
	const JsonValue *again;
	Err err;
	if (!json_parse_within(mem, input, options, 100000, &value, &err))
		return;
	Buf out = {.mem = mem};
	JsonWriter json;
	json_write_init(&json, &out, pretty);
	write_value(&json, value);
	json_write_end(&json);
	assert(json_parse(mem, buf_str(&out), &again, &err) && same(value, again));
}

typedef struct Items {
	VEC(JsonItem) list;
	bool read;
} Items;

static void read_items(Arena *mem, JsonItemsOptions options, Str input, size_t step, Items *out)
{
	JsonItems *items;
	JsonStep got;
	JsonItem item;
	Err err;
	size_t at = 0;
	assert(json_items_open(options, &items, &err));
	do {
		Str chunk = chunk_at(mem, input, &at, step);
		json_items_feed(items, chunk, at == input.len);
		while ((out->read = json_items_next(items, &got, &item, &err)) &&
		       got == JSON_ITEM) {
			const JsonValue *value;
			assert((item.value == NULL) == (item.fault != NULL));
			item.raw = str_copy(mem, item.raw);
			if (item.value) {
				assert(json_parse(mem, item.raw, &value, &err));
				assert(value->kind == item.value->kind &&
				       value->len == item.value->len);
			}
			item.value = item.value ? value : NULL;
			*vec_push(mem, &out->list) = item;
		}
	} while (out->read && got == JSON_MORE);
	json_items_close(items);
}

static void check_items(Arena *mem, JsonItemsOptions options, Str input, size_t step)
{
	Items whole = {0};
	Items pieces = {0};
	read_items(mem, options, input, SIZE_MAX / 2, &whole);
	read_items(mem, options, input, step, &pieces);
	assert(whole.read == pieces.read && whole.list.len == pieces.list.len);
	for (size_t i = 0; i < whole.list.len; i++) {
		const JsonItem *a = &whole.list.at[i];
		const JsonItem *b = &pieces.list.at[i];
		assert(a->index == i && b->index == i && a->line == b->line &&
		       a->column == b->column);
		assert(str_eq(a->raw, b->raw) && a->raw_cut == b->raw_cut &&
		       !a->value == !b->value);
		assert(!a->value || same(a->value, b->value));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 2)
		return 0;
	JsonOptions options = {
		.many = (data[0] & 1) != 0,
		.max_depth = data[0] & 2 ? 3 : 0,
		.max_token = data[0] & 4 ? 9 : 0,
	};
	static const char *const patterns[] = {"", "/*", "/a/*", "/a/1/*/b"};
	JsonItemsOptions items = {
		.lines = (data[0] & 8) != 0,
		.max_item = data[0] & 16 ? 20 : 0,
		.max_values = data[0] & 32 ? 4 : 0,
		.max_raw = data[0] & 16 ? 7 : 0,
	};
	if (!items.lines)
		items.where = str_from_c(patterns[data[0] >> 6]);
	size_t step = (size_t)data[1] + 1;
	Str input = {(const char *)data + 2, size - 2};
	Arena mem;
	arena_init(&mem);
	check_tokens(&mem, options, input, step);
	check_round_trip(&mem, input, options.many);
	check_items(&mem, items, input, step);
	arena_deinit(&mem);
	return 0;
}
