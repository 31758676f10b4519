#include "store/entry_text.h"

#include "base/json_text.h"
#include "base/scan.h"

#include <string.h>

void entry_text_take(EntryText *text, Str part)
{
	if ((size_t)(text->end - text->at) < part.len || memcmp(text->at, part.ptr, part.len) != 0)
		text->bad = true;
	else
		text->at += part.len;
}

/* A string from `begin` on, whose first escape is at hand. */
static Str unescape(EntryText *text, const char *begin, Arena *mem)
{
	const char *at = text->at;
	while (at < text->end && *at != '"')
		at += *at == '\\' && text->end - at > 1 ? 2 : 1;
	if (at == text->end) {
		text->bad = true;
		return (Str){0};
	}
	Buf out = {.mem = mem};
	size_t wrong;
	if (!json_unescape(&out, (Str){begin, (size_t)(at - begin)}, &wrong))
		text->bad = true;
	text->at = at + 1;
	return buf_str(&out);
}

Str entry_text_string(EntryText *text, Arena *mem)
{
	if (entry_text_next(text, 'n')) {
		entry_text_take(text, STR("null"));
		return (Str){0};
	}
	entry_text_expect(text, '"');
	if (text->bad)
		return (Str){0};
	const char *begin = text->at;
	text->at += scan_json_text((Str){begin, (size_t)(text->end - begin)});
	if (entry_text_next(text, '\\'))
		return unescape(text, begin, mem);
	Str plain = {begin, (size_t)(text->at - begin)};
	entry_text_expect(text, '"');
	return plain;
}

char *entry_put_int(char *at, int64_t number)
{
	static const char pairs[] =
		"00010203040506070809101112131415161718192021222324"
		"25262728293031323334353637383940414243444546474849"
		"50515253545556575859606162636465666768697071727374"
		"75767778798081828384858687888990919293949596979899";
	char digits[ENTRY_INT_SIZE];
	size_t first = sizeof digits;
	uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
	if (number < 0)
		*at++ = '-';
	for (; rest >= 100; rest /= 100) {
		first -= 2;
		memcpy(digits + first, pairs + 2 * (rest % 100), 2);
	}
	if (rest >= 10) {
		first -= 2;
		memcpy(digits + first, pairs + 2 * rest, 2);
	} else {
		digits[--first] = (char)('0' + rest);
	}
	memcpy(at, digits + first, sizeof digits - first);
	return at + (sizeof digits - first);
}

/* One character that scan_json_text stops at. */
static char *put_escaped(char *at, char c)
{
	static const char hex[] = "0123456789abcdef";
	*at++ = '\\';
	switch (c) {
	case '"':
	case '\\':
		*at++ = c;
		return at;
	case '\n':
		*at++ = 'n';
		return at;
	case '\r':
		*at++ = 'r';
		return at;
	case '\t':
		*at++ = 't';
		return at;
	default:
		memcpy(at, "u00", 3);
		at[3] = hex[(unsigned char)c >> 4];
		at[4] = hex[c & 15];
		return at + 5;
	}
}

char *entry_put_string(char *at, Str string)
{
	*at++ = '"';
	while (string.len > 0) {
		size_t plain = scan_json_text(string);
		memcpy(at, string.ptr, plain);
		at += plain;
		if (plain < string.len)
			at = put_escaped(at, string.ptr[plain++]);
		string = str_slice(string, plain, string.len);
	}
	*at++ = '"';
	return at;
}
