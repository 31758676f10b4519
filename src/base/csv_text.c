#include "base/csv_text.h"

#include "base/scan.h"
#include "base/utf8.h"

#include <string.h>

/* Appends a field's text, with doubled quotes halved; false: it is not Windows-1252. */
static bool add_text(Buf *out, Str bytes, bool doubled, bool windows_1252)
{
	Err ignored;
	while (bytes.len > 0) {
		const char *quote = doubled ? memchr(bytes.ptr, '"', bytes.len) : NULL;
		size_t len = quote ? (size_t)(quote - bytes.ptr) + 1 : bytes.len;
		Str part = str_slice(bytes, 0, len);
		if (!windows_1252)
			buf_add(out, part);
		else if (!utf8_add_windows_1252(out, part, &ignored))
			return false;
		bytes = str_slice(bytes, quote ? len + 1 : len, bytes.len);
	}
	return true;
}

/* Room for `need` bytes, so that views into the buffer stay where they are. */
static void reserve(Buf *buf, size_t need)
{
	buf_clear(buf);
	if (buf->cap < need) {
		buf->cap = need > buf->cap * 2 ? need : buf->cap * 2;
		buf->ptr = arena_alloc(buf->mem, buf->cap);
	}
}

/* Finds the encoding of `raw`. False: it should be UTF-8, but is not at `at`. */
static bool find_encoding(CsvText *text, Str raw, size_t *at)
{
	size_t ascii = text->utf8 ? 0 : scan_ascii(raw);
	text->windows_1252 = false;
	if (ascii == raw.len)
		return true;
	*at = ascii + utf8_valid_prefix((Str){raw.ptr + ascii, raw.len - ascii});
	text->windows_1252 = *at < raw.len && !text->utf8;
	if (*at == raw.len)
		text->utf8 = true; /* there are characters of several bytes, or it was known */
	return *at == raw.len || text->windows_1252;
}

/* A field that is not as in the source. */
static bool convert(CsvText *text, Str raw, CsvField field, Str *out)
{
	if (text->scratch.len == 0)
		reserve(&text->scratch, text->windows_1252 ? raw.len * 3 : raw.len);
	size_t from = text->scratch.len;
	if (!add_text(&text->scratch, *out, field.doubled, text->windows_1252))
		return false;
	*out = str_slice(buf_str(&text->scratch), from, text->scratch.len);
	return true;
}

bool csv_text_read(CsvText *text, Str raw, const CsvField *fields, size_t len, size_t *bad)
{
	size_t at;
	if (!find_encoding(text, raw, &at)) {
		*bad = 0;
		while (*bad < len && fields[*bad].to <= at)
			++*bad;
		return false;
	}
	if (len > text->room) {
		text->room = len * 2;
		text->fields = ARENA_ARRAY(text->scratch.mem, Str, text->room);
	}
	buf_clear(&text->scratch);
	Str *out = text->fields;
	bool windows_1252 = text->windows_1252;
	for (size_t i = 0; i < len; i++) {
		CsvField field = fields[i];
		out[i] = (Str){raw.ptr + field.from, field.to - field.from};
		if ((field.doubled || windows_1252) && !convert(text, raw, field, &out[i])) {
			*bad = i;
			return false;
		}
	}
	return true;
}
