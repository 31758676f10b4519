#include "base/str.h"

#include <assert.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int str_print_length(Str s)
{
	return s.len > INT_MAX ? INT_MAX : (int)s.len;
}

Str str_from_c(const char *text)
{
	return text ? (Str){text, strlen(text)} : (Str){0};
}

Str str_slice(Str s, size_t from, size_t to)
{
	if (to > s.len)
		to = s.len;
	if (from >= to)
		return (Str){0};
	return (Str){s.ptr + from, to - from};
}

/* Length of the white space at the start of `s`, 0 if none. */
static size_t space_at(Str s)
{
	if (s.len > 0 && memchr(" \t\r\n", s.ptr[0], 4))
		return 1;
	return str_starts(s, STR("\xC2\xA0")) ? 2 : 0;
}

Str str_trim(Str s)
{
	for (size_t n = space_at(s); n > 0; n = space_at(s))
		s = (Str){s.ptr + n, s.len - n};
	for (;;) {
		if (s.len > 0 && space_at((Str){s.ptr + s.len - 1, 1}) == 1)
			s.len--;
		else if (str_ends(s, STR("\xC2\xA0")))
			s.len -= 2;
		else
			return s;
	}
}

bool str_eq(Str a, Str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool str_eq_c(Str a, const char *b)
{
	return str_eq(a, str_from_c(b));
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool str_eq_nocase(Str a, Str b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++) {
		if (lower(a.ptr[i]) != lower(b.ptr[i]))
			return false;
	}
	return true;
}

bool str_starts(Str s, Str prefix)
{
	return s.len >= prefix.len && str_eq((Str){s.ptr, prefix.len}, prefix);
}

bool str_ends(Str s, Str suffix)
{
	return s.len >= suffix.len &&
	       str_eq((Str){s.ptr + (s.len - suffix.len), suffix.len}, suffix);
}

bool str_find(Str s, Str part, size_t *at)
{
	for (size_t i = 0; i + part.len <= s.len; i++) {
		if (str_eq((Str){s.ptr + i, part.len}, part)) {
			*at = i;
			return true;
		}
	}
	return false;
}

bool str_is_dots(Str s)
{
	return str_eq_c(s, ".") || str_eq_c(s, "..");
}

int str_cmp(Str a, Str b)
{
	size_t common = a.len < b.len ? a.len : b.len;
	int order = common > 0 ? memcmp(a.ptr, b.ptr, common) : 0;
	if (order != 0)
		return order;
	return (a.len > b.len) - (a.len < b.len);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The run of digits at the start of `s`, without leading zeros; `*used` counts them all. */
static Str digit_run(Str s, size_t *used)
{
	size_t end = 0;
	while (end < s.len && is_digit(s.ptr[end]))
		end++;
	size_t start = 0;
	while (start + 1 < end && s.ptr[start] == '0')
		start++;
	*used = end;
	return (Str){s.ptr + start, end - start};
}

int str_cmp_natural(Str a, Str b)
{
	Str x = a;
	Str y = b;
	while (x.len > 0 && y.len > 0) {
		size_t x_used = 1;
		size_t y_used = 1;
		int order = (unsigned char)x.ptr[0] - (unsigned char)y.ptr[0];
		if (is_digit(x.ptr[0]) && is_digit(y.ptr[0])) {
			Str m = digit_run(x, &x_used);
			Str n = digit_run(y, &y_used);
			order = m.len != n.len ? (m.len > n.len) - (m.len < n.len) : str_cmp(m, n);
		}
		if (order != 0)
			return order;
		x = (Str){x.ptr + x_used, x.len - x_used};
		y = (Str){y.ptr + y_used, y.len - y_used};
	}
	if (x.len != y.len)
		return (x.len > y.len) - (x.len < y.len);
	/* Alike as numbers: fewer leading zeros first, so that the order is total. */
	return a.len != b.len ? (a.len > b.len) - (a.len < b.len) : str_cmp(a, b);
}

Str str_copy(Arena *mem, Str s)
{
	return (Str){str_to_c(mem, s), s.len};
}

const char *str_to_c(Arena *mem, Str s)
{
	char *copy = arena_alloc(mem, s.len + 1);
	if (s.len > 0)
		memcpy(copy, s.ptr, s.len);
	return copy;
}

static __attribute__((format(printf, 2, 0))) void add_args(Buf *buf, const char *format,
							   va_list args)
{
	va_list again;
	va_copy(again, args);
	int length = vsnprintf(NULL, 0, format, args);
	assert(length >= 0);
	char *text = arena_alloc(buf->mem, (size_t)length + 1);
	(void)vsnprintf(text, (size_t)length + 1, format, again);
	va_end(again);
	buf_add(buf, (Str){text, (size_t)length});
}

Str str_format(Arena *mem, const char *format, ...)
{
	Buf buf = {.mem = mem};
	va_list args;
	va_start(args, format);
	add_args(&buf, format, args);
	va_end(args);
	buf_add_byte(&buf, '\0');
	return (Str){buf.ptr, buf.len - 1};
}

void *vec_grow(Arena *mem, void *at, size_t len, size_t *cap, size_t size)
{
	if (len < *cap)
		return at;
	size_t room = *cap > 0 ? *cap * 2 : 8;
	void *grown = arena_alloc_array(mem, room, size);
	if (len > 0)
		memcpy(grown, at, len * size);
	*cap = room;
	return grown;
}

char *buf_room(Buf *buf, size_t most)
{
	if (buf->cap - buf->len < most) {
		size_t room = buf->cap > 0 ? buf->cap : 64;
		while (room - buf->len < most) {
			assert(room <= SIZE_MAX / 2);
			room *= 2;
		}
		char *grown = arena_alloc(buf->mem, room);
		if (buf->len > 0)
			memcpy(grown, buf->ptr, buf->len);
		buf->ptr = grown;
		buf->cap = room;
	}
	return buf->ptr + buf->len;
}

void buf_add(Buf *buf, Str s)
{
	if (s.len == 0)
		return;
	memcpy(buf_room(buf, s.len), s.ptr, s.len);
	buf->len += s.len;
}

void buf_add_byte(Buf *buf, char byte)
{
	buf_add(buf, (Str){&byte, 1});
}

void buf_add_format(Buf *buf, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	add_args(buf, format, args);
	va_end(args);
}

void buf_add_int(Buf *buf, int64_t number)
{
	char digits[24];
	int length = snprintf(digits, sizeof digits, "%lld", (long long)number);
	buf_add(buf, (Str){digits, (size_t)length});
}

void buf_clear(Buf *buf)
{
	buf->len = 0;
}

Str buf_str(const Buf *buf)
{
	return (Str){buf->ptr, buf->len};
}
