#include "ingest/spec_json.h"

#include "base/utf8.h"

static unsigned long long line_of(const JsonValue *value)
{
	return (unsigned long long)value->line;
}

bool spec_fail_at(const JsonValue *value, Err *err)
{
	return fail_in(err, "line %llu", line_of(value));
}

static bool is_listed(Str key, const char *const *allowed)
{
	for (size_t i = 0; allowed[i]; i++) {
		if (str_eq_c(key, allowed[i]))
			return true;
	}
	return str_eq_c(key, "note");
}

static bool fail_unknown(const JsonValue *member, const char *what, const char *const *allowed,
			 Err *err)
{
	Arena mem;
	arena_init(&mem);
	Buf list = {.mem = &mem};
	for (size_t i = 0; allowed[i]; i++)
		buf_add_format(&list, "%s%s", i > 0 ? ", " : "", allowed[i]);
	(void)fail(err, ERR_INPUT, "line %llu: unknown key '%.*s' in %s; allowed are %.*s",
		   line_of(member), STR_ARG(utf8_fit(&mem, utf8_printable(&mem, member->key), 60)),
		   what, STR_ARG(buf_str(&list)));
	arena_deinit(&mem);
	return false;
}

bool spec_object(const JsonValue *object, const char *what, const char *const *allowed, Err *err)
{
	if (!spec_kind(object, what, JSON_OBJECT, err))
		return false;
	for (size_t i = 0; i < object->len; i++) {
		const JsonValue *member = &object->at[i];
		if (!is_listed(member->key, allowed))
			return fail_unknown(member, what, allowed, err);
		if (str_eq_c(member->key, "note") && !spec_kind(member, "note", JSON_STRING, err))
			return false;
	}
	return true;
}

bool spec_member(const JsonValue *object, const char *what, const char *key, const JsonValue **out,
		 Err *err)
{
	const JsonValue *member = json_member(object, str_from_c(key));
	if (!member)
		return fail(err, ERR_INPUT, "line %llu: %s lacks '%s'", line_of(object), what, key);
	*out = member;
	return true;
}

bool spec_kind(const JsonValue *value, const char *what, JsonKind kind, Err *err)
{
	if (value->kind == kind)
		return true;
	return fail(err, ERR_INPUT, "line %llu: %s must be %s %s, not %s", line_of(value), what,
		    kind == JSON_OBJECT || kind == JSON_ARRAY ? "an" : "a", json_kind_name(kind),
		    json_kind_name(value->kind));
}

bool spec_text(const JsonValue *value, const char *what, Str *out, Err *err)
{
	if (!spec_kind(value, what, JSON_STRING, err))
		return false;
	if (str_trim(value->text).len == 0)
		return fail(err, ERR_INPUT, "line %llu: %s is blank", line_of(value), what);
	for (size_t i = 0; i < value->text.len; i++) {
		unsigned char c = (unsigned char)value->text.ptr[i];
		if (c < 0x20 || c == 0x7F)
			return fail(err, ERR_INPUT, "line %llu: %s holds a control character",
				    line_of(value), what);
	}
	*out = value->text;
	return true;
}

bool spec_member_text(const JsonValue *object, const char *what, const char *key, bool required,
		      Str *out, Err *err)
{
	const JsonValue *member = json_member(object, str_from_c(key));
	Str text = {0};
	if (!member && required)
		return spec_member(object, what, key, &member, err);
	if (member && !spec_text(member, key, &text, err))
		return false;
	*out = text;
	return true;
}

bool spec_member_bool(const JsonValue *object, const char *key, bool *out, Err *err)
{
	const JsonValue *member = json_member(object, str_from_c(key));
	if (member && member->kind != JSON_TRUE && member->kind != JSON_FALSE)
		return fail(err, ERR_INPUT, "line %llu: %s must be true or false", line_of(member),
			    key);
	*out = member && member->kind == JSON_TRUE;
	return true;
}

bool spec_texts(Arena *mem, const JsonValue *value, const char *what, const Str **out,
		size_t *count, Err *err)
{
	if (!spec_kind(value, what, JSON_ARRAY, err))
		return false;
	if (value->len == 0)
		return fail(err, ERR_INPUT, "line %llu: %s is empty", line_of(value), what);
	Str *list = ARENA_ARRAY(mem, Str, value->len);
	for (size_t i = 0; i < value->len; i++) {
		if (!spec_text(&value->at[i], what, &list[i], err))
			return false;
	}
	*out = list;
	*count = value->len;
	return true;
}
