#include "base/zone_rule.h"

enum { HOUR = 3600, DAY_SECONDS = 86400 };

static bool bad_rule(Str text, Err *err)
{
	return fail(err, ERR_CORRUPT, "the time zone rule '%.*s' cannot be read",
		    STR_ARG(str_slice(text, 0, 60)));
}

static bool take_char(Str *rest, char c)
{
	if (rest->len == 0 || rest->ptr[0] != c)
		return false;
	*rest = str_slice(*rest, 1, rest->len);
	return true;
}

/* One to three digits, at most `most`. */
static bool take_number(Str *rest, int32_t most, int32_t *out)
{
	int32_t number = 0;
	size_t len = 0;
	while (len < 3 && len < rest->len && rest->ptr[len] >= '0' && rest->ptr[len] <= '9')
		number = number * 10 + (rest->ptr[len++] - '0');
	if (len == 0 || number > most)
		return false;
	*rest = str_slice(*rest, len, rest->len);
	*out = number;
	return true;
}

/* "EET" or "<+0530>": at least three characters. */
static bool take_name(Str *rest)
{
	bool quoted = take_char(rest, '<');
	size_t len = 0;
	while (len < rest->len) {
		char c = rest->ptr[len];
		bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
		if (!letter && !(quoted && ((c >= '0' && c <= '9') || c == '+' || c == '-')))
			break;
		len++;
	}
	*rest = str_slice(*rest, len, rest->len);
	return len >= 3 && (!quoted || take_char(rest, '>'));
}

/* [+-]h[:mm[:ss]] in seconds. */
static bool take_time(Str *rest, int32_t most_hours, int32_t *out)
{
	bool minus = take_char(rest, '-');
	int32_t hours;
	int32_t minutes = 0;
	int32_t seconds = 0;
	if (!minus)
		(void)take_char(rest, '+');
	if (!take_number(rest, most_hours, &hours))
		return false;
	if (take_char(rest, ':')) {
		if (!take_number(rest, 59, &minutes))
			return false;
		if (take_char(rest, ':') && !take_number(rest, 59, &seconds))
			return false;
	}
	int32_t sum = hours * HOUR + minutes * 60 + seconds;
	*out = minus ? -sum : sum;
	return true;
}

/* ",M3.5.0/3", ",J60", ",59/24". */
static bool take_day(Str *rest, ZoneDay *out)
{
	ZoneDay day = {.kind = '0', .seconds = 2 * HOUR};
	if (!take_char(rest, ','))
		return false;
	if (take_char(rest, 'M')) {
		day.kind = 'M';
		if (!take_number(rest, 12, &day.month) || day.month < 1 || !take_char(rest, '.') ||
		    !take_number(rest, 5, &day.week) || day.week < 1 || !take_char(rest, '.') ||
		    !take_number(rest, 6, &day.day))
			return false;
	} else {
		if (take_char(rest, 'J'))
			day.kind = 'J';
		if (!take_number(rest, 365, &day.day) || (day.kind == 'J' && day.day < 1))
			return false;
	}
	if (take_char(rest, '/') && !take_time(rest, 167, &day.seconds))
		return false;
	*out = day;
	return true;
}

bool zone_rule_parse(Str text, ZoneRule *out, Err *err)
{
	Str rest = text;
	ZoneRule rule = {0};
	/* POSIX counts west of UTC. */
	if (!take_name(&rest) || !take_time(&rest, 24, &rule.standard))
		return bad_rule(text, err);
	rule.standard = -rule.standard;
	if (rest.len > 0) {
		rule.has_summer = true;
		rule.summer = rule.standard + HOUR;
		if (!take_name(&rest))
			return bad_rule(text, err);
		if (rest.len > 0 && rest.ptr[0] != ',') {
			if (!take_time(&rest, 24, &rule.summer))
				return bad_rule(text, err);
			rule.summer = -rule.summer;
		}
		if (!take_day(&rest, &rule.begins) || !take_day(&rest, &rule.ends))
			return bad_rule(text, err);
	}
	if (rest.len > 0)
		return bad_rule(text, err);
	*out = rule;
	return true;
}

/* The day of `year` that a rule names, in days since 1970. */
static int32_t rule_day(const ZoneDay *rule, int32_t year)
{
	if (rule->kind != 'M') {
		int32_t day = date_from_civil((Civil){year, 1, 1}).day + rule->day;
		if (rule->kind == 'J' && !(year_is_leap(year) && rule->day >= 60))
			day--;
		return day;
	}
	int32_t first = date_from_civil((Civil){year, rule->month, 1}).day;
	int32_t weekday = (first % 7 + 7 + 4) % 7; /* 1970-01-01 was a Thursday */
	int32_t of_month = (rule->day - weekday + 7) % 7 + (rule->week - 1) * 7;
	if (of_month >= month_days(year, rule->month))
		of_month -= 7;
	return first + of_month;
}

void zone_rule_turns(const ZoneRule *rule, int32_t year, ZoneTurn out[2])
{
	ZoneTurn begins = {
		(int64_t)rule_day(&rule->begins, year) * DAY_SECONDS + rule->begins.seconds -
			rule->standard,
		rule->summer,
	};
	ZoneTurn ends = {
		(int64_t)rule_day(&rule->ends, year) * DAY_SECONDS + rule->ends.seconds -
			rule->summer,
		rule->standard,
	};
	bool begins_first = begins.at < ends.at;
	out[0] = begins_first ? begins : ends;
	out[1] = begins_first ? ends : begins;
}

int64_t zone_rule_year_begins(int32_t year)
{
	return (int64_t)date_from_civil((Civil){year, 1, 1}).day * DAY_SECONDS;
}
