#include "ingest/xlsx_value.h"

#include "base/date.h"
#include "base/int128.h"
#include "base/utf8.h"

#include <string.h>

enum {
	SHOWN_DIGITS = 15, /* what spreadsheets calculate with */
	DIGITS_MOST = 64,
	EXPONENT_MOST = 330, /* doubles end before */
	FRACTION_DIGITS = 18,
	DAY_SECONDS = 86400,
	LAST_SERIAL = 2958465, /* 9999-12-31 */
	DAYS_1904 = 1462,      /* how much later the second date system begins */
	DURATION_DAYS = 1000,  /* times below are durations, not times of days before 1903 */
	SERIAL_1970 = 25569,
};

/* 0.d₁d₂d₃… × 10^point; d₁ and the last digit are not 0. Zero has no digits. */
typedef struct Number {
	char digits[DIGITS_MOST];
	int len;
	int point;
	bool minus;
	bool whole; /* written without a point and an exponent */
} Number;

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool fail_number(Str text, Err *err)
{
	return fail(err, ERR_INPUT, "'%.*s' is not a number", STR_ARG(str_slice(text, 0, 60)));
}

static void trim_zeros(Number *number)
{
	while (number->len > 0 && number->digits[number->len - 1] == '0')
		number->len--;
	if (number->len == 0) {
		number->point = 0;
		number->minus = false;
	}
}

/* "E+12" at `at`; none is 0. */
static bool read_exponent(Str text, size_t at, int *out)
{
	int value = 0;
	if (at == text.len)
		return true;
	if (text.ptr[at] != 'e' && text.ptr[at] != 'E')
		return false;
	at++;
	bool minus = at < text.len && text.ptr[at] == '-';
	if (at < text.len && (minus || text.ptr[at] == '+'))
		at++;
	size_t digits = text.len - at;
	for (; at < text.len; at++) {
		if (!is_digit(text.ptr[at]) || value > EXPONENT_MOST)
			return false;
		value = value * 10 + (text.ptr[at] - '0');
	}
	*out = minus ? -value : value;
	return digits > 0 && value <= EXPONENT_MOST;
}

static bool read_number(Str text, Number *out, Err *err)
{
	Number number = {.whole = true};
	Str t = str_trim(text);
	size_t at = 0;
	bool seen = false;
	int exponent = 0;
	number.minus = t.len > 0 && t.ptr[0] == '-';
	if (t.len > DIGITS_MOST)
		return fail_number(text, err);
	if (t.len > 0 && (t.ptr[0] == '-' || t.ptr[0] == '+'))
		at++;
	for (; at < t.len && (is_digit(t.ptr[at]) || (t.ptr[at] == '.' && number.whole)); at++) {
		if (t.ptr[at] == '.') {
			number.whole = false;
			continue;
		}
		seen = true;
		if (number.len > 0 || t.ptr[at] != '0')
			number.digits[number.len++] = t.ptr[at];
		if (number.whole)
			number.point = number.len;
		else if (number.len == 0)
			number.point--; /* a zero behind the point */
	}
	if (!seen || !read_exponent(t, at, &exponent))
		return fail_number(text, err);
	number.whole = number.whole && at == t.len;
	number.point += exponent;
	trim_zeros(&number);
	*out = number;
	return true;
}

/* Rounds half away from zero. */
static void round_digits(Number *number, int keep)
{
	if (number->len <= keep)
		return;
	bool up = number->digits[keep] >= '5';
	number->len = keep;
	for (int i = keep - 1; up && i >= 0; i--) {
		up = number->digits[i] == '9';
		number->digits[i] = up ? '0' : (char)(number->digits[i] + 1);
	}
	if (up) { /* 999… became 1000… */
		number->digits[0] = '1';
		number->len = 1;
		number->point++;
	}
	trim_zeros(number);
}

static void add_zeros(Buf *out, int count)
{
	for (int i = 0; i < count; i++)
		buf_add_byte(out, '0');
}

static void add_number(Buf *out, const Number *number)
{
	int before = number->point;
	if (number->minus)
		buf_add_byte(out, '-');
	if (before <= 0) {
		buf_add_byte(out, '0');
		if (number->len == 0)
			return;
		buf_add_byte(out, '.');
		add_zeros(out, -before);
		before = 0;
	}
	int whole = before < number->len ? before : number->len;
	buf_add(out, (Str){number->digits, (size_t)whole});
	add_zeros(out, before - whole);
	if (number->point > 0 && whole < number->len)
		buf_add_byte(out, '.');
	buf_add(out, (Str){number->digits + whole, (size_t)(number->len - whole)});
}

bool xlsx_number_text(Str text, Buf *out, Err *err)
{
	Number number;
	if (!read_number(text, &number, err))
		return false;
	if (!number.whole)
		round_digits(&number, SHOWN_DIGITS);
	add_number(out, &number);
	return true;
}

/* A serial as whole days and units of 1/`per_day` of a day, rounded to the nearest. */
static bool split_days(const Number *number, int64_t per_day, int64_t *days, int64_t *units)
{
	int64_t whole = 0;
	int64_t fraction = 0;
	int64_t scale = 1;
	if (number->point > 7)
		return false;
	for (int i = 0; i < number->point; i++)
		whole = whole * 10 + (i < number->len ? number->digits[i] - '0' : 0);
	for (int i = 0; i < FRACTION_DIGITS; i++) {
		int at = number->point + i;
		fraction = fraction * 10 +
			   (at >= 0 && at < number->len ? number->digits[at] - '0' : 0);
		scale *= 10;
	}
	int64_t rounded = (int64_t)(((int128)fraction * per_day * 2 + scale) / ((int128)scale * 2));
	*days = whole + rounded / per_day;
	*units = rounded % per_day;
	return true;
}

/* At least `width` digits. */
static void add_padded(Buf *out, int64_t value, size_t width)
{
	char digits[24];
	size_t at = sizeof digits;
	do {
		digits[--at] = (char)('0' + value % 10);
		value /= 10;
	} while (value > 0 || sizeof digits - at < width);
	buf_add(out, (Str){digits + at, sizeof digits - at});
}

/* "22:40:17", and with `short_hours` "2:40:17". */
static void add_clock(Buf *out, int64_t hours, int64_t second, int64_t milli, bool short_hours)
{
	add_padded(out, hours, short_hours ? 1 : 2);
	buf_add_byte(out, ':');
	add_padded(out, second / 60 % 60, 2);
	buf_add_byte(out, ':');
	add_padded(out, second % 60, 2);
	if (milli > 0) {
		buf_add_byte(out, '.');
		add_padded(out, milli, 3);
	}
}

static void add_date(Buf *out, int64_t serial, bool from_1904)
{
	if (from_1904)
		serial += DAYS_1904;
	/* The calendar from 1900 counts a 29 February too many, as day 60. */
	if (serial == 60 || serial == 0) {
		buf_add(out, serial == 60 ? STR("1900-02-29") : STR("1900-01-00"));
		return;
	}
	int32_t day = (int32_t)(serial - SERIAL_1970 + (serial < 60));
	Civil c = date_civil((Date){day});
	add_padded(out, c.year, 4);
	buf_add_byte(out, '-');
	add_padded(out, c.month, 2);
	buf_add_byte(out, '-');
	add_padded(out, c.day, 2);
}

bool xlsx_moment_text(Str text, XlsxFormat format, bool from_1904, Buf *out, Err *err)
{
	Number number;
	int64_t days;
	int64_t units;
	int64_t per_second = format.fractions ? 1000 : 1;
	const int64_t last = LAST_SERIAL - (from_1904 ? DAYS_1904 : 0);
	if (!read_number(text, &number, err))
		return false;
	if (!split_days(&number, DAY_SECONDS * per_second, &days, &units) || days > last ||
	    (number.minus && format.show != XLSX_DURATION))
		return fail(err, ERR_RANGE, "%.*s is no %s that a spreadsheet shows",
			    STR_ARG(str_slice(text, 0, 60)),
			    format.show == XLSX_DATE ? "date" : "time");
	int64_t second = units / per_second;
	int64_t milli = units % per_second;
	bool from_midnight = days == 0 && (format.show == XLSX_TIME ||
					   (format.show == XLSX_DATE && !from_1904 && units > 0));
	if (from_midnight) {
		add_clock(out, second / 3600, second, milli, false);
		return true;
	}
	if (format.show == XLSX_DURATION || (format.show == XLSX_TIME && days < DURATION_DAYS)) {
		if (number.minus && days + units > 0)
			buf_add_byte(out, '-');
		add_clock(out, days * 24 + second / 3600, second, milli, true);
		return true;
	}
	add_date(out, days, from_1904);
	if (format.clock || format.show == XLSX_TIME || units > 0) {
		buf_add_byte(out, ' ');
		add_clock(out, second / 3600, second, milli, false);
	}
	return true;
}

static int hex_digit(char c)
{
	if (is_digit(c))
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The character that "_xHHHH_" at the beginning of a text stands for, or 0. */
static uint32_t escaped_code(Str text)
{
	uint32_t code = 0;
	if (text.len < 7 || text.ptr[0] != '_' || text.ptr[1] != 'x' || text.ptr[6] != '_')
		return 0;
	for (size_t i = 2; i < 6; i++) {
		int digit = hex_digit(text.ptr[i]);
		if (digit < 0)
			return 0;
		code = code << 4 | (uint32_t)digit;
	}
	bool printable = code >= 0x20 && code != 0x7F && (code < 0xD800 || code > 0xDFFF);
	return printable || code == '\t' || code == '\n' || code == '\r' ? code : 0;
}

void xlsx_add_unescaped(Buf *out, Str text)
{
	Str rest = text;
	while (rest.len > 0) {
		const char *mark = memchr(rest.ptr, '_', rest.len);
		size_t plain = mark ? (size_t)(mark - rest.ptr) : rest.len;
		buf_add(out, str_slice(rest, 0, plain));
		rest = str_slice(rest, plain, rest.len);
		if (rest.len == 0)
			break;
		uint32_t code = escaped_code(rest);
		if (code > 0)
			utf8_add(out, code);
		else
			buf_add_byte(out, '_');
		rest = str_slice(rest, code > 0 ? 7 : 1, rest.len);
	}
}
