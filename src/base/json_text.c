#include "base/json_text.h"

#include "base/scan.h"
#include "base/utf8.h"

#include <string.h>

/* Takes digits off the start; false: there are none. */
static bool take_digits(Str *rest)
{
	size_t len = 0;
	while (len < rest->len && rest->ptr[len] >= '0' && rest->ptr[len] <= '9')
		len++;
	*rest = str_slice(*rest, len, rest->len);
	return len > 0;
}

/* Takes one of the bytes of `set` off the start; false: it begins with none. */
static bool take_one(Str *rest, const char *set)
{
	if (rest->len == 0 || rest->ptr[0] == '\0' || !strchr(set, rest->ptr[0]))
		return false;
	*rest = str_slice(*rest, 1, rest->len);
	return true;
}

bool json_number_valid(Str text)
{
	Str rest = text;
	(void)take_one(&rest, "-");
	if (!take_one(&rest, "0") && !take_digits(&rest))
		return false;
	if (take_one(&rest, ".") && !take_digits(&rest))
		return false;
	if (take_one(&rest, "eE")) {
		(void)take_one(&rest, "+-");
		if (!take_digits(&rest))
			return false;
	}
	return rest.len == 0;
}

/* The four digits at `at`, or 0x10000. */
static uint32_t hex4(Str text, size_t at)
{
	uint32_t code = 0;
	if (text.len - at < 4)
		return 0x10000;
	for (size_t i = at; i < at + 4; i++) {
		static const char digits[] = "0123456789abcdefABCDEF";
		const char *digit = text.ptr[i] ? strchr(digits, text.ptr[i]) : NULL;
		if (!digit)
			return 0x10000;
		size_t value = (size_t)(digit - digits);
		code = code << 4 | (uint32_t)(value < 16 ? value : value - 6);
	}
	return code;
}

/* The escape after the backslash at `*at`, which moves behind it; false: there is no such escape. */
static bool add_escape(Buf *out, Str raw, size_t *at)
{
	static const char letters[] = "\"\\/bfnrt";
	static const char meanings[] = "\"\\/\b\f\n\r\t";
	char letter = raw.ptr[*at + 1];
	const char *known = letter ? strchr(letters, letter) : NULL;
	if (known) {
		buf_add_byte(out, meanings[known - letters]);
		*at += 2;
		return true;
	}
	if (letter != 'u')
		return false;
	uint32_t code = hex4(raw, *at + 2);
	size_t end = *at + 6;
	if (code >= 0xD800 && code <= 0xDBFF) {
		bool pair = str_starts(str_slice(raw, end, raw.len), STR("\\u"));
		uint32_t low = pair ? hex4(raw, end + 2) : 0;
		if (low < 0xDC00 || low > 0xDFFF)
			return false;
		code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
		end += 6;
	} else if ((code >= 0xDC00 && code <= 0xDFFF) || code == 0x10000) {
		return false;
	}
	utf8_add(out, code);
	*at = end;
	return true;
}

bool json_unescape(Buf *out, Str source, size_t *at)
{
	for (size_t i = 0; i < source.len;) {
		size_t plain = scan_json_text(str_slice(source, i, source.len));
		buf_add(out, str_slice(source, i, i + plain));
		i += plain;
		if (i < source.len && !add_escape(out, source, &i)) {
			*at = i;
			return false;
		}
	}
	return true;
}
