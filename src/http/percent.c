#include "http/percent.h"

#include "base/utf8.h"

#include <string.h>

enum { SHOWN_BYTES = 60 };

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

static bool refuse(Str encoded, const char *why, Err *err)
{
	Str shown = str_slice(encoded, 0, SHOWN_BYTES);
	return fail(err, ERR_USAGE, "'%.*s' %s", STR_ARG(shown), why);
}

static bool is_plain(Str encoded, PercentPlace place)
{
	return encoded.len == 0 ||
	       (!memchr(encoded.ptr, '%', encoded.len) &&
		(place == PERCENT_PATH || !memchr(encoded.ptr, '+', encoded.len)));
}

static MUST_CHECK bool decode_bytes(Buf *out, Str encoded, PercentPlace place, Err *err)
{
	for (size_t i = 0; i < encoded.len; i++) {
		char c = encoded.ptr[i];
		if (c == '+' && place == PERCENT_QUERY)
			c = ' ';
		if (c != '%') {
			buf_add_byte(out, c);
			continue;
		}
		int high = i + 2 < encoded.len ? hex_digit(encoded.ptr[i + 1]) : -1;
		int low = i + 2 < encoded.len ? hex_digit(encoded.ptr[i + 2]) : -1;
		if (high < 0 || low < 0)
			return refuse(encoded,
				      "has a % without two hexadecimal digits; % itself is %25",
				      err);
		buf_add_byte(out, (char)(high * 16 + low));
		i += 2;
	}
	return true;
}

bool percent_decode(Arena *mem, Str encoded, PercentPlace place, Str *out, Err *err)
{
	Buf decoded = {.mem = mem};
	Str text = encoded;
	if (!is_plain(encoded, place)) {
		if (!decode_bytes(&decoded, encoded, place, err))
			return false;
		text = buf_str(&decoded);
	}
	if (text.len > 0 && memchr(text.ptr, '\0', text.len))
		return refuse(encoded, "holds a NUL", err);
	if (!utf8_valid(text))
		return refuse(encoded, "is not UTF-8 when decoded", err);
	*out = text;
	return true;
}

void percent_add(Buf *out, Str text)
{
	static const char digits[] = "0123456789ABCDEF";
	static const char plain[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];
		if (c != '\0' && strchr(plain, c)) {
			buf_add_byte(out, (char)c);
			continue;
		}
		buf_add_byte(out, '%');
		buf_add_byte(out, digits[c >> 4]);
		buf_add_byte(out, digits[c & 15]);
	}
}
