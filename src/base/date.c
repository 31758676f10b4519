#include "base/date.h"

#include <stdio.h>
#include <string.h>

static const char MONTHS[12][10] = {"January",   "February", "March",    "April",
				    "May",       "June",     "July",     "August",
				    "September", "October",  "November", "December"};

bool year_is_leap(int32_t year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int32_t month_days(int32_t year, int32_t month)
{
	static const int32_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	return days[month - 1] + (month == 2 && year_is_leap(year));
}

/* Years counted from March, so that the leap day is the last of its year (years ≥ 0 here). */
Date date_from_civil(Civil c)
{
	int32_t year = c.year - (c.month <= 2);
	int32_t month = c.month + (c.month <= 2 ? 9 : -3);
	int32_t day_of_year = (153 * month + 2) / 5 + c.day - 1;
	return (Date){365 * year + year / 4 - year / 100 + year / 400 + day_of_year - 719468};
}

Civil date_civil(Date d)
{
	int32_t day = d.day + 719468;
	int32_t era = day / 146097;
	int32_t of_era = day % 146097;
	int32_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int32_t of_year = of_era - (365 * year + year / 4 - year / 100);
	int32_t month = (5 * of_year + 2) / 153;
	Civil c = {
		.year = era * 400 + year + (month >= 10),
		.month = month + (month < 10 ? 3 : -9),
		.day = of_year - (153 * month + 2) / 5 + 1,
	};
	return c;
}

bool date_make(int32_t year, int32_t month, int32_t day, Date *out, Err *err)
{
	if (month < 1 || month > 12)
		return fail(err, ERR_INPUT, "there is no month %d", (int)month);
	if (day < 1 || day > month_days(year, month))
		return fail(err, ERR_INPUT, "%s %d has no day %d", MONTHS[month - 1], (int)year,
			    (int)day);
	if (year < 1900 || year > 2199)
		return fail(err, ERR_RANGE, "the year %d is outside 1900 to 2199", (int)year);
	*out = date_from_civil((Civil){year, month, day});
	return true;
}

Date date_add_years(Date d, int32_t years)
{
	Civil c = date_civil(d);
	c.year += years;
	int32_t last = month_days(c.year, c.month);
	if (c.day > last)
		c.day = last;
	return date_from_civil(c);
}

/* Reads `min` to `max` digits at `*at`. */
static bool read_digits(Str text, size_t *at, size_t min, size_t max, int32_t *out)
{
	int32_t number = 0;
	size_t count = 0;
	while (count < max && *at + count < text.len && text.ptr[*at + count] >= '0' &&
	       text.ptr[*at + count] <= '9') {
		number = number * 10 + (text.ptr[*at + count] - '0');
		count++;
	}
	if (count < min)
		return false;
	*at += count;
	*out = number;
	return true;
}

static bool read_char(Str text, size_t *at, char c)
{
	if (*at >= text.len || text.ptr[*at] != c)
		return false;
	++*at;
	return true;
}

static bool read_iso(Str text, size_t *at, Civil *c)
{
	return read_digits(text, at, 4, 4, &c->year) && read_char(text, at, '-') &&
	       read_digits(text, at, 2, 2, &c->month) && read_char(text, at, '-') &&
	       read_digits(text, at, 2, 2, &c->day);
}

static bool fail_date(Str text, const char *form, Err *err)
{
	return fail(err, ERR_INPUT, "'%.*s' is not a date of the form %s",
		    STR_ARG(str_slice(text, 0, 60)), form);
}

static bool make_named(Str text, Civil c, Date *out, Err *err)
{
	if (!date_make(c.year, c.month, c.day, out, err))
		return fail_in(err, "bad date '%.*s'", STR_ARG(str_slice(text, 0, 60)));
	return true;
}

bool date_parse(Str text, Date *out, Err *err)
{
	Civil c = {0};
	size_t at = 0;
	if (!read_iso(text, &at, &c) || at != text.len)
		return fail_date(text, "YYYY-MM-DD", err);
	return make_named(text, c, out, err);
}

static bool read_month_name(Str text, size_t *at, int32_t *month)
{
	for (int32_t m = 0; m < 12; m++) {
		size_t full = strlen(MONTHS[m]);
		for (size_t len = full; len >= 3; len = len > 3 ? 3 : 0) {
			if (*at + len <= text.len &&
			    str_eq_nocase((Str){text.ptr + *at, len}, (Str){MONTHS[m], len})) {
				*at += len;
				*month = m + 1;
				return true;
			}
		}
	}
	return false;
}

static size_t run_length(Str s, size_t at)
{
	size_t end = at;
	while (end < s.len && s.ptr[end] == s.ptr[at])
		end++;
	return end - at;
}

/* Reads what `count` letters `letter` of a pattern stand for. */
static bool read_part(Str text, size_t *at, char letter, size_t count, Civil *c)
{
	switch (letter) {
	case 'Y':
		if (count != 2)
			return read_digits(text, at, 4, 4, &c->year);
		if (!read_digits(text, at, 2, 2, &c->year))
			return false;
		c->year += c->year < 70 ? 2000 : 1900;
		return true;
	case 'M':
		if (count == 3)
			return read_month_name(text, at, &c->month);
		return read_digits(text, at, count, 2, &c->month);
	default:
		return read_digits(text, at, count, 2, &c->day);
	}
}

/* Whether nothing but a time of day is left at `at`. */
static bool only_time_left(Str text, size_t at)
{
	if (at == text.len)
		return true;
	if ((text.ptr[at] != 'T' && text.ptr[at] != ' ') || at + 1 == text.len)
		return false;
	for (size_t i = at + 1; i < text.len; i++) {
		if (!memchr("0123456789:.+-ZAPMapm ", text.ptr[i], 22))
			return false;
	}
	return text.ptr[at + 1] >= '0' && text.ptr[at + 1] <= '9';
}

bool date_parse_as(Str text, Str pattern, Date *out, Err *err)
{
	Civil c = {0};
	size_t at = 0;
	bool ok = true;
	for (size_t i = 0; ok && i < pattern.len;) {
		char letter = pattern.ptr[i];
		bool part = letter == 'Y' || letter == 'M' || letter == 'D';
		size_t count = part ? run_length(pattern, i) : 1;
		ok = part ? read_part(text, &at, letter, count, &c) : read_char(text, &at, letter);
		i += count;
	}
	if (!ok || !only_time_left(text, at)) {
		char form[64];
		(void)snprintf(form, sizeof form, "%.*s", STR_ARG(str_slice(pattern, 0, 60)));
		return fail_date(text, form, err);
	}
	return make_named(text, c, out, err);
}

Str date_text(Arena *mem, Date d)
{
	if (!date_is_set(d))
		return (Str){0};
	Civil c = date_civil(d);
	return str_format(mem, "%04d-%02d-%02d", (int)c.year, (int)c.month, (int)c.day);
}

Str date_text_long(Arena *mem, Date d)
{
	if (!date_is_set(d))
		return (Str){0};
	Civil c = date_civil(d);
	return str_format(mem, "%d %.3s %d", (int)c.day, MONTHS[c.month - 1], (int)c.year);
}

/* "hh:mm[:ss[.ffffff]]" in microseconds. */
static bool read_time(Str text, size_t *at, int64_t *us)
{
	int32_t hour;
	int32_t minute;
	int32_t second = 0;
	int64_t fraction = 0;
	if (!read_digits(text, at, 2, 2, &hour) || !read_char(text, at, ':') ||
	    !read_digits(text, at, 2, 2, &minute))
		return false;
	if (read_char(text, at, ':')) {
		if (!read_digits(text, at, 2, 2, &second))
			return false;
		if (read_char(text, at, '.')) {
			size_t digits = 0;
			int32_t digit;
			while (read_digits(text, at, 1, 1, &digit)) {
				if (digits++ < 6)
					fraction = fraction * 10 + digit;
			}
			if (digits == 0)
				return false;
			for (; digits < 6; digits++)
				fraction *= 10;
		}
	}
	if (hour > 23 || minute > 59 || second > 59)
		return false;
	*us = ((int64_t)hour * 3600 + (int64_t)minute * 60 + second) * 1000000 + fraction;
	return true;
}

/* "", "Z", "+02:00" or "-0530", in microseconds east of UTC. */
static bool read_offset(Str text, size_t *at, int64_t *us)
{
	*us = 0;
	if (*at == text.len || read_char(text, at, 'Z'))
		return true;
	bool east = text.ptr[*at] == '+';
	if (!east && text.ptr[*at] != '-')
		return false;
	++*at;
	int32_t hours;
	int32_t minutes;
	if (!read_digits(text, at, 2, 2, &hours))
		return false;
	(void)read_char(text, at, ':');
	if (!read_digits(text, at, 2, 2, &minutes) || hours > 14 || minutes > 59)
		return false;
	int64_t size = ((int64_t)hours * 3600 + (int64_t)minutes * 60) * 1000000;
	*us = east ? size : -size;
	return true;
}

bool instant_parse(Str text, Instant *out, bool *date_only, Err *err)
{
	Civil c = {0};
	size_t at = 0;
	int64_t time = 0;
	int64_t offset = 0;
	Date day;
	static const char form[] = "YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ";
	if (!read_iso(text, &at, &c))
		return fail_date(text, form, err);
	bool only_date = at == text.len;
	if (!only_date) {
		bool separator = read_char(text, &at, 'T') || read_char(text, &at, ' ');
		if (!separator || !read_time(text, &at, &time) ||
		    !read_offset(text, &at, &offset) || at != text.len)
			return fail_date(text, form, err);
	}
	if (!make_named(text, c, &day, err))
		return false;
	*out = (Instant){day.day * US_PER_DAY + time - offset};
	if (date_only)
		*date_only = only_date;
	return true;
}

Date instant_date(Instant t)
{
	int64_t day = t.us / US_PER_DAY - (t.us % US_PER_DAY < 0);
	return (Date){(int32_t)day};
}

Instant instant_of_date(Date d)
{
	return (Instant){d.day * US_PER_DAY};
}

Instant instant_end_of_date(Date d)
{
	return (Instant){(d.day + INT64_C(1)) * US_PER_DAY - 1};
}

Str instant_text(Arena *mem, Instant t)
{
	Date d = instant_date(t);
	int64_t us = t.us - instant_of_date(d).us;
	int64_t seconds = us / 1000000;
	Civil c = date_civil(d);
	Buf buf = {.mem = mem};
	buf_add_format(&buf, "%04d-%02d-%02dT%02d:%02d:%02d", (int)c.year, (int)c.month, (int)c.day,
		       (int)(seconds / 3600), (int)(seconds / 60 % 60), (int)(seconds % 60));
	if (us % 1000000 != 0)
		buf_add_format(&buf, ".%06d", (int)(us % 1000000));
	buf_add_byte(&buf, 'Z');
	return buf_str(&buf);
}
