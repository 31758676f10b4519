#include "ingest/moment_text.h"

#include "ingest/date_text.h"

#include <string.h>

enum { DAY = 86400, HOUR = 3600, MINUTE = 60 };

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Value of the digits [from, to) of `text`, of which there are at most nine; −1: other characters. */
static int32_t digits_at(Str text, size_t from, size_t to)
{
	int32_t number = 0;
	for (size_t i = from; i < to; i++) {
		if (!is_digit(text.ptr[i]))
			return -1;
		number = number * 10 + (text.ptr[i] - '0');
	}
	return number;
}

/* --- Times of day --- */

static bool fail_clock(Str text, Err *err)
{
	return fail(err, ERR_INPUT, "'%.*s' is not a time of day", STR_ARG(str_slice(text, 0, 60)));
}

/* "AM", "p.m." and the like, at the end of `text`; 0: none, else 'a' or 'p'. */
static char take_half(Str *text)
{
	static const struct {
		Str word;
		char half;
	} words[] = {
		{{"a.m.", 4}, 'a'},
		{{"p.m.", 4}, 'p'},
		{{"am", 2}, 'a'},
		{{"pm", 2}, 'p'},
	};
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		size_t len = words[i].word.len;
		if (text->len <= len ||
		    !str_eq_nocase(str_slice(*text, text->len - len, text->len), words[i].word))
			continue;
		Str rest = str_trim(str_slice(*text, 0, text->len - len));
		if (str_ends(rest, STR("\u202F")))
			rest = str_slice(rest, 0, rest.len - STR("\u202F").len);
		*text = rest;
		return words[i].half;
	}
	return 0;
}

/* Takes the hour and minute, and the second if there is one, off the start of `rest`. */
static bool take_clock(Str *rest, int32_t *second, bool *to_minute)
{
	size_t colon = 0;
	while (colon < rest->len && colon < 3 && rest->ptr[colon] != ':')
		colon++;
	if (colon == 0 || colon > 2 || rest->len < colon + 3)
		return false;
	int32_t hour = digits_at(*rest, 0, colon);
	int32_t minute = digits_at(*rest, colon + 1, colon + 3);
	int32_t last = 0;
	size_t end = colon + 3;
	bool fine = rest->len >= end + 3 && rest->ptr[end] == ':';
	if (fine) {
		last = digits_at(*rest, end + 1, end + 3);
		end += 3;
		size_t fraction = end + 1;
		while (fraction < rest->len && is_digit(rest->ptr[fraction]))
			fraction++;
		if (fraction > end + 1 && (rest->ptr[end] == '.' || rest->ptr[end] == ','))
			end = fraction;
	}
	if (hour < 0 || minute < 0 || minute > 59 || last < 0 || last > 59)
		return false;
	*second = hour * HOUR + minute * MINUTE + last;
	*to_minute = !fine;
	*rest = str_slice(*rest, end, rest->len);
	return *second <= DAY;
}

/* Moves a time of the clock of twelve hours into its half of the day; false: it has no such hour. */
static bool move_half(char half, int32_t *second)
{
	int32_t noon = DAY / 2;
	if (half == 0)
		return true;
	if (*second < HOUR || *second >= noon + HOUR)
		return false;
	*second = *second % noon + (half == 'p' ? noon : 0);
	return true;
}

bool clock_parse(Str text, int32_t *second, bool *to_minute, Err *err)
{
	int32_t found;
	bool minutes;
	Str rest = text;
	char half = take_half(&rest);
	if (!take_clock(&rest, &found, &minutes) || rest.len > 0 || !move_half(half, &found))
		return fail_clock(text, err);
	*second = found;
	*to_minute = minutes;
	return true;
}

/* --- Offsets --- */

/* "Z", "UTC", "+02:00", "-0530", "+02" at the start of `rest`, all of it. */
static bool take_offset(Str rest, Moment *out)
{
	rest = str_trim(rest);
	if (rest.len == 0)
		return true;
	out->has_offset = true;
	out->is_utc =
		str_eq(rest, STR("Z")) || str_eq(rest, STR("UTC")) || str_eq(rest, STR("GMT"));
	if (out->is_utc)
		return true;
	if (rest.ptr[0] != '+' && rest.ptr[0] != '-')
		return false;
	bool colon = rest.len == 6 && rest.ptr[3] == ':';
	if (!colon && rest.len != 5 && rest.len != 3)
		return false;
	int32_t hours = digits_at(rest, 1, 3);
	int32_t minutes = rest.len == 3 ? 0 : digits_at(rest, rest.len - 2, rest.len);
	if (hours < 0 || hours > 14 || minutes < 0 || minutes > 59)
		return false;
	out->offset = (hours * HOUR + minutes * MINUTE) * (rest.ptr[0] == '-' ? -1 : 1);
	return true;
}

/* --- Dates --- */

/* Beginnings of the names of months in capitals and small letters alike; longer ones first where they share one. */
static const struct {
	const char *start;
	int32_t month;
} MONTHS[] = {
	{"jan", 1},  {"gen", 1},  {"ene", 1},  {"feb", 2},  {"fev", 2},  {"fév", 2},  {"mar", 3},
	{"mär", 3},  {"mrz", 3},  {"mrt", 3},  {"maa", 3},  {"apr", 4},  {"avr", 4},  {"abr", 4},
	{"may", 5},  {"mai", 5},  {"mag", 5},  {"mei", 5},  {"juin", 6}, {"juil", 7}, {"jun", 6},
	{"giu", 6},  {"jul", 7},  {"lug", 7},  {"aug", 8},  {"aoû", 8},  {"aou", 8},  {"ago", 8},
	{"sep", 9},  {"set", 9},  {"oct", 10}, {"okt", 10}, {"ott", 10}, {"out", 10}, {"nov", 11},
	{"dec", 12}, {"déc", 12}, {"dez", 12}, {"dic", 12},
};

/* A part of a date: digits or a month's name. */
typedef struct Part {
	int32_t number; /* of a name its month */
	size_t digits;  /* 0: a name */
} Part;

typedef struct Parts {
	Part at[3];
	size_t len;
	char separator; /* between the first two */
} Parts;

static bool is_letter(char c)
{
	unsigned char u = (unsigned char)c;
	return (u >= 'A' && u <= 'Z') || (u >= 'a' && u <= 'z') || u >= 0x80;
}

static bool read_name(Str word, int32_t *month)
{
	for (size_t i = 0; i < sizeof MONTHS / sizeof MONTHS[0]; i++) {
		Str start = str_from_c(MONTHS[i].start);
		if (str_eq_nocase(str_slice(word, 0, start.len), start)) {
			*month = MONTHS[i].month;
			return true;
		}
	}
	return false;
}

static bool read_part(Str text, size_t *at, Part *out)
{
	size_t from = *at;
	size_t end = from;
	if (from < text.len && is_digit(text.ptr[from])) {
		while (end < text.len && is_digit(text.ptr[end]))
			end++;
		*out = (Part){end - from <= 4 ? digits_at(text, from, end) : -1, end - from};
		*at = end;
		return out->number >= 0;
	}
	while (end < text.len && is_letter(text.ptr[end]))
		end++;
	*at = end;
	out->digits = 0;
	return read_name(str_slice(text, from, end), &out->number);
}

/* Three parts with / - . , or spaces between them. */
static bool read_parts(Str text, Parts *out)
{
	Parts parts = {0};
	size_t at = 0;
	while (parts.len < 3) {
		if (!read_part(text, &at, &parts.at[parts.len++]))
			return false;
		size_t from = at;
		while (at < text.len && strchr("/-., ", text.ptr[at]))
			at++;
		if (parts.len == 1)
			parts.separator = from < at ? text.ptr[from] : '\0';
		if (parts.len < 3 && from == at)
			return false;
	}
	*out = parts;
	/* A Hungarian date ends with a point. */
	return at == text.len;
}

/* Are the parts two numbers whose order is not known by their form, and a year? */
static bool is_slashed(const Parts *parts)
{
	return parts->at[0].digits > 0 && parts->at[0].digits <= 2 && parts->at[1].digits > 0 &&
	       parts->at[1].digits <= 2 && parts->separator != '.' &&
	       (parts->at[2].digits == 2 || parts->at[2].digits == 4);
}

static int32_t full_year(Part part)
{
	if (part.digits > 2)
		return part.number;
	return part.number + (part.number < 70 ? 2000 : 1900);
}

static DayOrder order_of(const Parts *parts)
{
	if (!is_slashed(parts))
		return ORDER_OPEN;
	if (parts->at[0].number > 12 && parts->at[1].number <= 12)
		return ORDER_DAY_FIRST;
	if (parts->at[1].number > 12 && parts->at[0].number <= 12)
		return ORDER_MONTH_FIRST;
	return ORDER_OPEN;
}

static bool fail_day(Str text, Err *err)
{
	return fail(err, ERR_INPUT, "'%.*s' is not a date", STR_ARG(str_slice(text, 0, 60)));
}

static bool make_day(Str text, int32_t year, int32_t month, int32_t day, Date *out, Err *err)
{
	return date_make(year, month, day, out, err) ||
	       fail_in(err, "bad date '%.*s'", STR_ARG(str_slice(text, 0, 60)));
}

static bool read_slashed(Str text, const Parts *parts, DayOrder order, Moment *out, Err *err)
{
	DayOrder told = order_of(parts);
	int32_t first = parts->at[0].number;
	int32_t second = parts->at[1].number;
	bool day_first = order == ORDER_DAY_FIRST;
	if (told != ORDER_OPEN && told != (day_first ? ORDER_DAY_FIRST : ORDER_MONTH_FIRST))
		return fail(
			err, ERR_INPUT,
			"'%.*s' contradicts the dates before it, which are read with the %s first; say "
			"which it is by --dates DD/MM/YYYY or --dates MM/DD/YYYY",
			STR_ARG(str_slice(text, 0, 60)), day_first ? "day" : "month");
	out->open = order == ORDER_OPEN && told == ORDER_OPEN && first != second;
	return make_day(text, full_year(parts->at[2]), day_first ? second : first,
			day_first ? first : second, &out->day, err);
}

static bool read_day(Str text, DayOrder order, Moment *out, Err *err)
{
	Parts parts;
	int32_t year;
	int32_t month;
	int32_t day;
	if (text.len == 8 && (year = digits_at(text, 0, 4)) >= 0 &&
	    (month = digits_at(text, 4, 6)) >= 0 && (day = digits_at(text, 6, 8)) >= 0)
		return make_day(text, year, month, day, &out->day, err);
	if (!read_parts(text, &parts))
		return fail_day(text, err);
	const Part *at = parts.at;
	if (at[0].digits == 4 && at[1].digits <= 2 && at[2].digits > 0 && at[2].digits <= 2)
		return make_day(text, at[0].number, at[1].number, at[2].number, &out->day, err);
	if (is_slashed(&parts))
		return read_slashed(text, &parts, order, out, err);
	if (at[2].digits != 2 && at[2].digits != 4)
		return fail_day(text, err);
	if (at[0].digits == 0 && at[1].digits > 0 && at[1].digits <= 2)
		return make_day(text, full_year(at[2]), at[0].number, at[1].number, &out->day, err);
	if (at[0].digits > 0 && at[0].digits <= 2 && at[1].digits <= 2)
		return make_day(text, full_year(at[2]), at[1].number, at[0].number, &out->day, err);
	return fail_day(text, err);
}

/* "2026-01-18", as most files write it. */
static bool read_iso(Str text, Date *out)
{
	if (text.len < 10 || text.ptr[4] != '-' || text.ptr[7] != '-')
		return false;
	int32_t year = digits_at(text, 0, 4);
	int32_t month = digits_at(text, 5, 7);
	int32_t day = digits_at(text, 8, 10);
	if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1 ||
	    day > month_days(year, month))
		return false;
	*out = date_from_civil((Civil){year, month, day});
	return true;
}

/* --- Both --- */

/* Where the time of day begins in `text`: at the digits before the first colon; its length where there is none. */
static size_t clock_start(Str text)
{
	size_t at;
	if (!str_find(text, STR(":"), &at))
		return text.len;
	while (at > 0 && is_digit(text.ptr[at - 1]))
		at--;
	return at;
}

/* "20260118T224017Z" */
static bool read_basic(Str text, Moment *out)
{
	Err ignored;
	if (text.len < 15 || text.ptr[8] != 'T')
		return false;
	int32_t hour = digits_at(text, 9, 11);
	int32_t minute = digits_at(text, 11, 13);
	int32_t second = digits_at(text, 13, 15);
	if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 ||
	    digits_at(text, 0, 8) < 0)
		return false;
	Moment moment = {.has_time = true, .second = hour * HOUR + minute * MINUTE + second};
	if (!read_day(str_slice(text, 0, 8), ORDER_OPEN, &moment, &ignored) ||
	    !take_offset(str_slice(text, 15, text.len), &moment))
		return false;
	*out = moment;
	return true;
}

static bool read_clock(Str text, Str clock, Moment *out, Err *err)
{
	Str rest = clock;
	char half = take_half(&rest);
	if (!take_clock(&rest, &out->second, &out->to_minute) || !move_half(half, &out->second) ||
	    !take_offset(rest, out))
		return fail_clock(text, err);
	out->has_time = true;
	return true;
}

bool moment_parse(Str text, const DayRules *rules, Moment *out, Err *err)
{
	Moment moment = {0};
	bool pattern = rules->pattern_count > 0;
	if (!pattern && text.len == 10 && read_iso(text, &moment.day)) {
		*out = moment;
		return true;
	}
	if (!pattern && read_basic(text, out))
		return true;
	size_t at = clock_start(text);
	Str day = str_trim(str_slice(text, 0, at));
	if (at < text.len && (str_ends(day, STR("T")) || str_ends(day, STR(","))))
		day = str_slice(day, 0, day.len - 1);
	bool ok = pattern ? date_text_read(day, rules->patterns, rules->pattern_count, &moment.day,
					   err)
			  : read_day(day, rules->order, &moment, err);
	if (!ok ||
	    (at < text.len && !read_clock(text, str_slice(text, at, text.len), &moment, err)))
		return false;
	*out = moment;
	return true;
}

DayOrder moment_order(Str text)
{
	Parts parts;
	return read_parts(str_trim(str_slice(text, 0, clock_start(text))), &parts)
		       ? order_of(&parts)
		       : ORDER_OPEN;
}
