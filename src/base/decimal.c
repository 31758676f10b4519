#include "base/decimal.h"

#include <string.h>

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool fail_number(Str text, Err *err)
{
	return fail(err, ERR_INPUT, "'%.*s' is not a number", STR_ARG(str_slice(text, 0, 60)));
}

/* magnitude · 10 + digit, kept negative so that INT64_MIN can be read. */
static bool append_digit(int64_t *negative, char digit)
{
	return !__builtin_mul_overflow(*negative, 10, negative) &&
	       !__builtin_sub_overflow(*negative, digit - '0', negative);
}

/* Groups are legal only as 1 to 3 digits, then threes, before the decimal sign. */
static bool groups_are_well_formed(Str whole, char group)
{
	size_t run = 0;
	size_t groups = 0;
	for (size_t i = 0; i <= whole.len; i++) {
		if (i < whole.len && whole.ptr[i] != group) {
			run++;
			continue;
		}
		bool last = i == whole.len;
		if (run == 0 || run > 3 || (groups > 0 && run != 3))
			return groups == 0 && last && run > 0;
		groups++;
		run = 0;
	}
	return true;
}

bool decimal_parse(Str text, NumberStyle style, int digits, int64_t *out, Err *err)
{
	Str rest = text;
	bool minus = rest.len > 0 && rest.ptr[0] == '-';
	if (rest.len > 0 && (rest.ptr[0] == '-' || rest.ptr[0] == '+'))
		rest = str_slice(rest, 1, rest.len);
	const char *sign = rest.len > 0 ? memchr(rest.ptr, style.decimal, rest.len) : NULL;
	size_t whole_len = sign ? (size_t)(sign - rest.ptr) : rest.len;
	Str whole = str_slice(rest, 0, whole_len);
	Str fraction = str_slice(rest, whole_len + 1, rest.len);
	if ((whole.len == 0 && fraction.len == 0) || (sign && fraction.len == 0))
		return fail_number(text, err);
	if (whole.len > 0 && !groups_are_well_formed(whole, style.group ? style.group : '\0'))
		return fail_number(text, err);

	int64_t number = 0;
	bool fits = true;
	for (size_t i = 0; i < whole.len; i++) {
		if (style.group && whole.ptr[i] == style.group)
			continue;
		if (!is_digit(whole.ptr[i]))
			return fail_number(text, err);
		fits = fits && append_digit(&number, whole.ptr[i]);
	}
	for (size_t i = 0; i < fraction.len; i++) {
		if (!is_digit(fraction.ptr[i]))
			return fail_number(text, err);
		if (i < (size_t)digits)
			fits = fits && append_digit(&number, fraction.ptr[i]);
		else if (fraction.ptr[i] != '0')
			return fail(err, ERR_INPUT, "'%.*s' has more than %d decimals",
				    STR_ARG(str_slice(text, 0, 60)), digits);
	}
	for (size_t i = fraction.len; i < (size_t)digits; i++)
		fits = fits && append_digit(&number, '0');
	if (!fits || (!minus && number == INT64_MIN))
		return fail(err, ERR_RANGE, "'%.*s' is too large a number",
			    STR_ARG(str_slice(text, 0, 60)));
	*out = minus ? number : -number;
	return true;
}

/* Writes from the right into `end`; returns where the text starts. */
static char *write_digits(char *end, uint64_t magnitude, int digits, bool grouped)
{
	char *at = end;
	int written = 0;
	do {
		if (digits > 0 && written == digits)
			*--at = '.';
		int whole = written - digits;
		if (grouped && whole > 0 && whole % 3 == 0)
			*--at = ',';
		*--at = (char)('0' + magnitude % 10);
		magnitude /= 10;
		written++;
	} while (magnitude > 0 || written <= digits);
	return at;
}

static Str write_decimal(Arena *mem, int64_t scaled, int digits, bool grouped)
{
	char text[64];
	char *end = text + sizeof text;
	uint64_t magnitude = scaled < 0 ? 0 - (uint64_t)scaled : (uint64_t)scaled;
	char *at = write_digits(end, magnitude, digits, grouped);
	if (scaled < 0)
		*--at = '-';
	return str_copy(mem, (Str){at, (size_t)(end - at)});
}

Str decimal_text(Arena *mem, int64_t scaled, int digits)
{
	return write_decimal(mem, scaled, digits, false);
}

Str decimal_text_grouped(Arena *mem, int64_t scaled, int digits)
{
	return decimal_with_minus(mem, write_decimal(mem, scaled, digits, true));
}

Str decimal_with_minus(Arena *mem, Str number)
{
	if (!str_starts(number, STR("-")))
		return number;
	return str_format(mem, "−%.*s", STR_ARG(str_slice(number, 1, number.len)));
}

Str decimal_text_short(Arena *mem, int64_t scaled, int digits)
{
	while (digits > 0 && scaled % 10 == 0) {
		scaled /= 10;
		digits--;
	}
	return write_decimal(mem, scaled, digits, false);
}
