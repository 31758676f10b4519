/*
 * Any bytes as text: validity agrees with a slow and obvious decoder, characters
 * encode back to the same bytes, and what is made for a terminal is safe and fits.
 */
#include "base/utf8.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Tries every length: the one whose value encodes back to the same bytes. 0: none. */
static size_t plain_decode(Arena *mem, Str s, uint32_t *code)
{
	static const unsigned char mask[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
	for (size_t len = 1; len <= 4 && len <= s.len; len++) {
		uint32_t value = (unsigned char)s.ptr[0] & mask[len];
		for (size_t i = 1; i < len; i++)
			value = value << 6 | ((unsigned char)s.ptr[i] & 0x3F);
		Buf buf = {.mem = mem};
		utf8_add(&buf, value);
		if (str_eq(buf_str(&buf), str_slice(s, 0, len))) {
			*code = value;
			return len;
		}
	}
	return 0;
}

static void check_decoding(Arena *mem, Str input)
{
	Str rest = input;
	size_t valid = 0;
	bool so_far = true;
	while (rest.len > 0) {
		uint32_t expected = UTF8_REPLACEMENT;
		uint32_t code;
		size_t len = plain_decode(mem, rest, &expected);
		so_far = so_far && len > 0;
		valid += so_far ? len : 0;
		Str after = rest;
		assert(utf8_next(&after, &code) && code == expected);
		assert(rest.len - after.len == (len > 0 ? len : 1));
		rest = after;
	}
	assert(utf8_valid_prefix(input) == valid && utf8_valid(input) == so_far);
}

static void check_terminal(Arena *mem, Str input, size_t width)
{
	Str shown = utf8_printable(mem, input);
	Str rest = shown;
	uint32_t code;
	assert(utf8_valid(shown));
	while (utf8_next(&rest, &code))
		assert(code >= 0x20 && (code < 0x7F || code >= 0xA0));
	assert(str_eq(utf8_printable(mem, shown), shown));
	Str fitted = utf8_fit(mem, shown, width);
	assert(utf8_valid(fitted) && utf8_width(fitted) <= width);
	assert(utf8_width(shown) > width || str_eq(fitted, shown));
}

static void check_windows_1252(Arena *mem, Str input)
{
	Str text;
	Err err;
	bool defined = true;
	for (size_t i = 0; i < input.len; i++)
		defined = defined && !memchr("\x81\x8D\x8F\x90\x9D", input.ptr[i], 5);
	assert(utf8_from_windows_1252(mem, input, &text, &err) == defined);
	if (!defined)
		return;
	assert(utf8_valid(text) && text.len <= 3 * input.len);
	size_t characters = 0;
	uint32_t code;
	while (utf8_next(&text, &code))
		characters++;
	assert(characters == input.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 1)
		return 0;
	Arena mem;
	arena_init(&mem);
	/* A copy of its own, so that the sanitizer sees every byte read outside. */
	Str input = str_copy(&mem, (Str){(const char *)data + 1, size - 1});
	check_decoding(&mem, input);
	check_terminal(&mem, input, data[0]);
	check_windows_1252(&mem, input);
	arena_deinit(&mem);
	return 0;
}
