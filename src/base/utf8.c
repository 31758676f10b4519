#include "base/utf8.h"

#include "base/scan.h"

/*
 * The character at the start of `s`: its length, 0 if it is not valid. The range
 * of the second byte excludes long forms, surrogates and what is above U+10FFFF.
 */
static size_t decode(Str s, uint32_t *code)
{
	unsigned char first = (unsigned char)s.ptr[0];
	if (first < 0x80) {
		*code = first;
		return 1;
	}
	if (first < 0xC2 || first > 0xF4)
		return 0;
	size_t len = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
	if (s.len < len)
		return 0;
	unsigned char second = (unsigned char)s.ptr[1];
	unsigned char lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
	unsigned char highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
	if (second < lowest || second > highest)
		return 0;
	uint32_t value = (first & (0x7Fu >> len)) << 6 | (second & 0x3Fu);
	for (size_t i = 2; i < len; i++) {
		unsigned char next = (unsigned char)s.ptr[i];
		if ((next & 0xC0) != 0x80)
			return 0;
		value = value << 6 | (next & 0x3Fu);
	}
	*code = value;
	return len;
}

size_t utf8_valid_prefix(Str bytes)
{
	size_t i = 0;
	for (;;) {
		i += scan_ascii(str_slice(bytes, i, bytes.len));
		if (i == bytes.len)
			return i;
		uint32_t code;
		size_t len = decode((Str){bytes.ptr + i, bytes.len - i}, &code);
		if (len == 0)
			return i;
		i += len;
	}
}

bool utf8_valid(Str bytes)
{
	return utf8_valid_prefix(bytes) == bytes.len;
}

bool utf8_next(Str *rest, uint32_t *code)
{
	if (rest->len == 0)
		return false;
	size_t len = decode(*rest, code);
	if (len == 0) {
		*code = UTF8_REPLACEMENT;
		len = 1;
	}
	*rest = (Str){rest->ptr + len, rest->len - len};
	return true;
}

void utf8_add(Buf *buf, uint32_t code)
{
	if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
		code = UTF8_REPLACEMENT;
	size_t len = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
	char bytes[4];
	for (size_t i = len - 1; i > 0; i--) {
		bytes[i] = (char)(0x80 | (code & 0x3F));
		code >>= 6;
	}
	static const unsigned char mark[] = {0, 0, 0xC0, 0xE0, 0xF0};
	bytes[0] = (char)(mark[len] | code);
	buf_add(buf, (Str){bytes, len});
}

/* What 80 to 9F mean in Windows-1252; 0: nothing. All else is as in Latin-1. */
static const uint16_t WINDOWS_1252[32] = {
	0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
	0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
	0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

bool utf8_add_windows_1252(Buf *out, Str bytes, Err *err)
{
	size_t before = out->len;
	for (size_t i = 0; i < bytes.len;) {
		size_t ascii = scan_ascii(str_slice(bytes, i, bytes.len));
		buf_add(out, (Str){bytes.ptr + i, ascii});
		i += ascii;
		if (i == bytes.len)
			break;
		unsigned char byte = (unsigned char)bytes.ptr[i++];
		uint32_t code = byte < 0xA0 ? WINDOWS_1252[byte - 0x80] : byte;
		if (code == 0) {
			out->len = before;
			return fail(err, ERR_INPUT, "byte %02X is neither UTF-8 nor Windows-1252",
				    byte);
		}
		utf8_add(out, code);
	}
	return true;
}

bool utf8_from_windows_1252(Arena *mem, Str bytes, Str *out, Err *err)
{
	Buf buf = {.mem = mem};
	if (!utf8_add_windows_1252(&buf, bytes, err))
		return false;
	*out = buf_str(&buf);
	return true;
}
