#include "base/json_write.h"

#include "base/json_text.h"
#include "base/scan.h"
#include "base/utf8.h"

#include <assert.h>

void json_write_init(JsonWriter *json, Buf *out, bool pretty)
{
	*json = (JsonWriter){.out = out, .pretty = pretty};
}

static void new_line(JsonWriter *json)
{
	buf_add_byte(json->out, '\n');
	for (size_t i = 0; i < json->depth; i++)
		buf_add(json->out, STR("  "));
}

/* What stands between the element before and this one. */
static void separate(JsonWriter *json)
{
	bool filled = json->level[json->depth].filled;
	json->level[json->depth].filled = true;
	if (json->depth == 0) {
		if (filled)
			buf_add_byte(json->out, '\n');
		return;
	}
	if (filled)
		buf_add_byte(json->out, ',');
	if (json->pretty)
		new_line(json);
}

static void begin_value(JsonWriter *json)
{
	if (json->after_key) {
		json->after_key = false;
		return;
	}
	assert(json->depth == 0 || !json->level[json->depth].object);
	separate(json);
}

static void begin_container(JsonWriter *json, bool object)
{
	begin_value(json);
	assert(json->depth < JSON_WRITE_DEPTH);
	json->depth++;
	json->level[json->depth].object = object;
	json->level[json->depth].filled = false;
	buf_add_byte(json->out, object ? '{' : '[');
}

static void end_container(JsonWriter *json, bool object)
{
	assert(json->depth > 0 && json->level[json->depth].object == object && !json->after_key);
	bool filled = json->level[json->depth].filled;
	json->depth--;
	if (filled && json->pretty)
		new_line(json);
	buf_add_byte(json->out, object ? '}' : ']');
}

void json_write_begin_object(JsonWriter *json)
{
	begin_container(json, true);
}

void json_write_end_object(JsonWriter *json)
{
	end_container(json, true);
}

void json_write_begin_array(JsonWriter *json)
{
	begin_container(json, false);
}

void json_write_end_array(JsonWriter *json)
{
	end_container(json, false);
}

/* One character that scan_json_text stops at. */
static void add_escaped(Buf *out, char c)
{
	switch (c) {
	case '"':
		buf_add(out, STR("\\\""));
		break;
	case '\\':
		buf_add(out, STR("\\\\"));
		break;
	case '\n':
		buf_add(out, STR("\\n"));
		break;
	case '\r':
		buf_add(out, STR("\\r"));
		break;
	case '\t':
		buf_add(out, STR("\\t"));
		break;
	default:
		buf_add_format(out, "\\u%04x", (unsigned)c);
		break;
	}
}

static void add_string(Buf *out, Str text)
{
	buf_add_byte(out, '"');
	while (text.len > 0) {
		Str valid = str_slice(text, 0, utf8_valid_prefix(text));
		text = str_slice(text, valid.len, text.len);
		while (valid.len > 0) {
			size_t plain = scan_json_text(valid);
			buf_add(out, str_slice(valid, 0, plain));
			if (plain < valid.len)
				add_escaped(out, valid.ptr[plain++]);
			valid = str_slice(valid, plain, valid.len);
		}
		if (text.len > 0) {
			utf8_add(out, UTF8_REPLACEMENT);
			text = str_slice(text, 1, text.len);
		}
	}
	buf_add_byte(out, '"');
}

void json_write_key(JsonWriter *json, Str key)
{
	assert(json->depth > 0 && json->level[json->depth].object && !json->after_key);
	separate(json);
	add_string(json->out, key);
	buf_add(json->out, json->pretty ? STR(": ") : STR(":"));
	json->after_key = true;
}

void json_write_string(JsonWriter *json, Str text)
{
	begin_value(json);
	add_string(json->out, text);
}

void json_write_int(JsonWriter *json, int64_t number)
{
	begin_value(json);
	buf_add_int(json->out, number);
}

void json_write_int_string(JsonWriter *json, int64_t number)
{
	begin_value(json);
	buf_add_byte(json->out, '"');
	buf_add_int(json->out, number);
	buf_add_byte(json->out, '"');
}

void json_write_number(JsonWriter *json, Str text)
{
	assert(json_number_valid(text));
	begin_value(json);
	buf_add(json->out, text);
}

void json_write_bool(JsonWriter *json, bool truth)
{
	begin_value(json);
	buf_add(json->out, truth ? STR("true") : STR("false"));
}

void json_write_null(JsonWriter *json)
{
	begin_value(json);
	buf_add(json->out, STR("null"));
}

void json_write_end(JsonWriter *json)
{
	assert(json->depth == 0 && !json->after_key);
	buf_add_byte(json->out, '\n');
}
