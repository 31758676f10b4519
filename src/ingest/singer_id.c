#include "ingest/singer_id.h"

#include "base/hash.h"
#include "base/json_write.h"

#include <stdlib.h>

/* Keys that are longer than this together stand in an id by their hash. */
enum { KEYS_TEXT_MAX = 500 };

static void add_text(Buf *buf, Str text)
{
	JsonWriter json;
	json_write_init(&json, buf, false);
	json_write_string(&json, text);
}

static int by_key(const void *a, const void *b)
{
	const JsonValue *const *left = a;
	const JsonValue *const *right = b;
	return str_cmp((*left)->key, (*right)->key);
}

static void add_canonical(Arena *mem, Buf *buf, const JsonValue *value);

static void add_members(Arena *mem, Buf *buf, const JsonValue *object)
{
	const JsonValue **sorted = ARENA_ARRAY(mem, const JsonValue *, object->len);
	for (size_t i = 0; i < object->len; i++)
		sorted[i] = &object->at[i];
	if (object->len > 0)
		qsort(sorted, object->len, sizeof *sorted, by_key);
	for (size_t i = 0; i < object->len; i++) {
		if (i > 0)
			buf_add_byte(buf, ',');
		add_text(buf, sorted[i]->key);
		buf_add_byte(buf, ':');
		add_canonical(mem, buf, sorted[i]);
	}
}

/* The value without spaces, members by name: alike for alike values. At most as deep as the reader lets it be. */
static void add_canonical(Arena *mem, Buf *buf, const JsonValue *value)
{
	switch (value->kind) {
	case JSON_NULL:
		buf_add(buf, STR("null"));
		return;
	case JSON_FALSE:
		buf_add(buf, STR("false"));
		return;
	case JSON_TRUE:
		buf_add(buf, STR("true"));
		return;
	case JSON_NUMBER:
		buf_add(buf, value->text);
		return;
	case JSON_STRING:
		add_text(buf, value->text);
		return;
	case JSON_ARRAY:
		buf_add_byte(buf, '[');
		for (size_t i = 0; i < value->len; i++) {
			if (i > 0)
				buf_add_byte(buf, ',');
			add_canonical(mem, buf, &value->at[i]);
		}
		buf_add_byte(buf, ']');
		return;
	case JSON_OBJECT:
		buf_add_byte(buf, '{');
		add_members(mem, buf, value);
		buf_add_byte(buf, '}');
		return;
	}
	__builtin_unreachable();
}

Str singer_id_prefix(Arena *mem, Str stream)
{
	Buf buf = {.mem = mem};
	buf_add_byte(&buf, '[');
	add_text(&buf, stream);
	buf_add_byte(&buf, ',');
	return buf_str(&buf);
}

static Str text_of(Arena *mem, const JsonValue *value)
{
	Buf buf = {.mem = mem};
	add_canonical(mem, &buf, value);
	return buf_str(&buf);
}

/* {"row":"…","number":1}: by what it holds, the first, second … of those alike. */
static void add_count(Arena *mem, Arena *keep, SingerStream *stream, const JsonValue *record,
		      Buf *id)
{
	int64_t count = 0;
	Digest digest = sha256(text_of(mem, record));
	Str hash = {(const char *)digest.bytes, sizeof digest.bytes / 2};
	bool seen = map_get(&stream->alike, hash, &count);
	map_put(&stream->alike, seen ? hash : str_copy(keep, hash), count + 1);
	buf_add_format(id, "{\"row\":\"%.*s\",\"number\":%lld}", (int)(sizeof digest.bytes),
		       digest_hex(mem, digest).ptr, (long long)count + 1);
}

static MUST_CHECK bool add_keys(Arena *mem, const SingerStream *stream, const JsonValue *record,
				Buf *id, Err *err)
{
	Buf keys = {.mem = mem};
	for (size_t i = 0; i < stream->key_count; i++) {
		const JsonValue *value = json_member(record, stream->keys[i]);
		if (!value || value->kind == JSON_NULL)
			return fail(err, ERR_INPUT,
				    "a record of stream '%.*s' %s its key property '%.*s'",
				    STR_ARG(stream->name), value ? "has no value in" : "lacks",
				    STR_ARG(stream->keys[i]));
		if (i > 0)
			buf_add_byte(&keys, ',');
		add_canonical(mem, &keys, value);
	}
	Str text = buf_str(&keys);
	if (text.len <= KEYS_TEXT_MAX)
		buf_add(id, text);
	else
		buf_add_format(id, "{\"sha256\":\"%.*s\"}", STR_ARG(digest_hex(mem, sha256(text))));
	return true;
}

bool singer_id_of(Arena *mem, Arena *keep, SingerStream *stream, const JsonValue *record, Str *out,
		  Err *err)
{
	Buf id = {.mem = mem};
	buf_add(&id, singer_id_prefix(mem, stream->name));
	if (stream->key_count == 0)
		add_count(mem, keep, stream, record, &id);
	else if (!add_keys(mem, stream, record, &id, err))
		return false;
	buf_add_byte(&id, ']');
	*out = buf_str(&id);
	return true;
}
