#include "ingest/duration_text.h"

#include "base/int128.h"

enum {
	HOUR = 3600,
	MINUTE = 60,
	DAY_HOURS = 8,
	WEEK_DAYS = 5,
	DIGITS_MAX = 15, /* of a number: int64 holds them */
	HUNDREDTH = 36,  /* seconds of 0.01 hours, which most tools round to */
	LONGEST = 87660, /* hours: ten years */
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool fail_duration(Str text, Err *err)
{
	return fail(err, ERR_INPUT, "'%.*s' is not a duration", STR_ARG(str_slice(text, 0, 60)));
}

bool duration_is_some(Str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] >= '1' && text.ptr[i] <= '9')
			return true;
	}
	return false;
}

/* --- Numbers --- */

/* A number as digits and a count of decimals. */
typedef struct Decimal {
	int64_t digits;
	int32_t decimals;
} Decimal;

static int64_t power(int32_t decimals)
{
	int64_t value = 1;
	while (decimals-- > 0)
		value *= 10;
	return value;
}

/* Signs of a number. */
typedef struct Signs {
	char decimal; /* 0: it has none */
	char group;
} Signs;

/* One sign alone is the decimal sign, of two the last; one that comes twice groups. False: they make no sense. */
static bool find_signs(Str text, size_t end, Signs *out)
{
	size_t points = 0;
	size_t commas = 0;
	char last = 0;
	for (size_t i = 0; i < end; i++) {
		points += text.ptr[i] == '.';
		commas += text.ptr[i] == ',';
		if (!is_digit(text.ptr[i]))
			last = text.ptr[i];
	}
	char other = last == '.' ? ',' : '.';
	size_t lasts = last == '.' ? points : commas;
	if (points > 0 && commas > 0)
		*out = (Signs){last, other};
	else
		*out = lasts > 1 ? (Signs){0, last} : (Signs){last, 0};
	return lasts <= 1 || points == 0 || commas == 0;
}

/* False: more digits than hold. Those of a fraction that do not, as of a third in full, cannot matter. */
static bool add_digit(Decimal *number, char digit, bool fraction)
{
	if (fraction && number->digits >= power(DIGITS_MAX - 1))
		return true;
	if (fraction && number->decimals == DIGITS_MAX)
		return true;
	number->digits = number->digits * 10 + (digit - '0');
	number->decimals += fraction;
	return number->digits < power(DIGITS_MAX);
}

/* Takes a number off the start of `rest`. False: there is none, or it is not well formed. */
static bool take_number(Str *rest, Decimal *out)
{
	Decimal number = {0};
	Signs signs;
	size_t end = 0;
	size_t run = 0; /* digits since the last sign */
	bool grouped = false;
	bool fraction = false;
	while (end < rest->len &&
	       (is_digit(rest->ptr[end]) || rest->ptr[end] == '.' || rest->ptr[end] == ','))
		end++;
	while (end > 0 && !is_digit(rest->ptr[end - 1]))
		end--;
	if (end == 0 || !find_signs(*rest, end, &signs))
		return false;
	for (size_t i = 0; i < end; i++) {
		char c = rest->ptr[i];
		if (is_digit(c)) {
			run++;
			if (!add_digit(&number, c, fraction))
				return false;
			continue;
		}
		bool whole = grouped ? run == 3 : run <= 3 || c == signs.decimal;
		if (!whole || (c == signs.group && (run == 0 || fraction)))
			return false;
		grouped = grouped || c == signs.group;
		fraction = c == signs.decimal;
		run = 0;
	}
	if (grouped && !fraction && run != 3)
		return false;
	*out = number;
	*rest = str_slice(*rest, end, rest->len);
	return true;
}

/* `number` units of `unit` seconds in 10⁻¹⁵ seconds, exactly. */
static int128 exactly(Decimal number, int64_t unit)
{
	return (int128)number.digits * unit * power(DIGITS_MAX - number.decimals);
}

static bool round_seconds(Str text, int128 sum, int32_t precision, Duration *out, Err *err)
{
	const int128 second = power(DIGITS_MAX);
	if (sum > second * HOUR * LONGEST)
		return fail(err, ERR_RANGE, "'%.*s' is longer than ten years",
			    STR_ARG(str_slice(text, 0, 60)));
	int64_t whole = (int64_t)(sum / second);
	int128 rest = sum % second;
	if (rest * 2 > second || (rest * 2 == second && whole % 2 == 1))
		whole++;
	*out = (Duration){whole, precision};
	return true;
}

/* --- Units --- */

/* Names of units in small letters; a full stop after one is passed over. */
static const struct {
	const char *names; /* a space before and after each */
	char unit;
} UNITS[] = {
	{" w wk wks week weeks woche wochen ", 'w'},
	{" d day days tag tage tagen jour jours día días ", 'd'},
	{" h hr hrs hour hours std stunde stunden heure heures hora horas ora ore uur ч ", 'h'},
	{" m min mins minute minutes minuten minuto minutos minuti мин ", 'm'},
	{" s sec secs second seconds sek sekunde sekunden ", 's'},
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static Str skip_blanks(Str rest)
{
	while (rest.len > 0 && (is_blank(rest.ptr[0]) || str_starts(rest, STR("\u00A0"))))
		rest = str_slice(rest, is_blank(rest.ptr[0]) ? 1 : 2, rest.len);
	return rest;
}

/* Takes a unit's name off `rest`; 0: there is none. */
static char take_unit(Str *rest)
{
	char word[16] = " ";
	size_t len = 0;
	size_t at;
	while (len < rest->len && len < sizeof word - 3 && !is_digit(rest->ptr[len]) &&
	       !is_blank(rest->ptr[len]) && rest->ptr[len] != '.' && rest->ptr[len] != ',') {
		char c = rest->ptr[len];
		word[++len] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
	}
	if (len == 0)
		return 0;
	word[len + 1] = ' ';
	for (size_t i = 0; i < sizeof UNITS / sizeof UNITS[0]; i++) {
		if (!str_find(str_from_c(UNITS[i].names), (Str){word, len + 2}, &at))
			continue;
		*rest = str_slice(*rest, len, rest->len);
		if (rest->len > 0 && (rest->ptr[0] == '.' || rest->ptr[0] == ','))
			*rest = str_slice(*rest, 1, rest->len);
		return UNITS[i].unit;
	}
	return 0;
}

/* --- 1:20:31, 47:06 min --- */

/* Two digits below 60 after a colon. */
static bool take_sixty(Str *rest, int64_t *out)
{
	if (rest->len < 3 || rest->ptr[0] != ':' || !is_digit(rest->ptr[1]) ||
	    !is_digit(rest->ptr[2]) || rest->ptr[1] > '5')
		return false;
	*out = (rest->ptr[1] - '0') * 10 + (rest->ptr[2] - '0');
	*rest = str_slice(*rest, 3, rest->len);
	return true;
}

/* Parts of a second, as some write them: half of one and more is rounded, to even. */
static Str take_fraction(Str rest, int64_t *sum)
{
	if (rest.len < 2 || (rest.ptr[0] != '.' && rest.ptr[0] != ','))
		return rest;
	size_t end = 1;
	bool more = false; /* than half */
	while (end < rest.len && is_digit(rest.ptr[end])) {
		more = more || (end > 1 && rest.ptr[end] != '0');
		end++;
	}
	char first = rest.ptr[1];
	if (is_digit(first))
		*sum += first > '5' || (first == '5' && (more || *sum % 2 == 1));
	return str_slice(rest, end, rest.len);
}

/* A unit may follow: "01:30 h", and "47:06 min" is minutes and seconds. */
static bool read_clock(Str text, Duration *out, Err *err)
{
	Str rest = text;
	int64_t hours = 0;
	int64_t minutes;
	int64_t seconds = 0;
	size_t digits = 0;
	while (digits < rest.len && is_digit(rest.ptr[digits]) && digits < 6)
		hours = hours * 10 + (rest.ptr[digits++] - '0');
	rest = str_slice(rest, digits, rest.len);
	if (digits == 0 || !take_sixty(&rest, &minutes))
		return fail_duration(text, err);
	bool fine = str_starts(rest, STR(":"));
	if (fine && !take_sixty(&rest, &seconds))
		return fail_duration(text, err);
	int64_t sum = hours * HOUR + minutes * MINUTE + seconds;
	if (fine)
		rest = take_fraction(rest, &sum);
	rest = skip_blanks(rest);
	char unit = take_unit(&rest);
	bool in_minutes = unit == 'm' && !fine;
	if (rest.len > 0 || (unit != 0 && unit != 'h' && !in_minutes))
		return fail_duration(text, err);
	if (hours > LONGEST)
		return fail(err, ERR_RANGE, "'%.*s' is longer than ten years", STR_ARG(text));
	*out = in_minutes ? (Duration){sum / MINUTE, 1} : (Duration){sum, fine ? 1 : MINUTE};
	return true;
}

/* --- 1d 2h 30m, PT1H30M --- */

static int64_t unit_seconds(char unit, DurationRules rules)
{
	int64_t day = (int64_t)(rules.day_hours ? rules.day_hours : DAY_HOURS) * HOUR;
	switch (unit) {
	case 'w':
		return day * (rules.week_days ? rules.week_days : WEEK_DAYS);
	case 'd':
		return day;
	case 'h':
		return HOUR;
	case 'm':
		return MINUTE;
	default:
		return 1;
	}
}

/* The unit one below, which a number behind "1h" is in when it has none: "1h30". */
static char below(char unit)
{
	return unit == 'h' ? 'm' : unit == 'm' ? 's' : 0;
}

static bool read_units(Str text, DurationRules rules, Duration *out, Err *err)
{
	Str rest = text;
	int128 sum = 0;
	char before = 0;
	int32_t precision = 1;
	if (text.len == 0)
		return fail_duration(text, err);
	while (rest.len > 0) {
		Decimal number;
		if (!take_number(&rest, &number))
			return fail_duration(text, err);
		rest = skip_blanks(rest);
		char unit = take_unit(&rest);
		if (unit == 0 && rest.len == 0)
			unit = below(before);
		if (unit == 0 || unit == before)
			return fail_duration(text, err);
		sum += exactly(number, unit_seconds(unit, rules));
		precision = unit == 's' ? 1 : MINUTE;
		before = unit;
		rest = skip_blanks(rest);
	}
	return round_seconds(text, sum, precision, out, err);
}

/* Of ISO 8601; here a day has 24 hours. */
static bool read_iso(Str text, Duration *out, Err *err)
{
	static const char days[] = "WD";
	static const char times[] = "HMS";
	Str rest = str_slice(text, 1, text.len);
	const char *left = days; /* units that may still come */
	bool timed = false;
	int128 sum = 0;
	if (text.len < 3)
		return fail_duration(text, err);
	while (rest.len > 0) {
		Decimal number;
		if (rest.ptr[0] == 'T' && !timed) {
			left = times;
			timed = true;
			rest = str_slice(rest, 1, rest.len);
		}
		if (!take_number(&rest, &number) || rest.len == 0)
			return fail_duration(text, err);
		while (*left && *left != rest.ptr[0])
			left++;
		if (!*left)
			return fail_duration(text, err);
		int64_t unit = *left == 'W'   ? (int64_t)7 * 24 * HOUR
			       : *left == 'D' ? (int64_t)24 * HOUR
			       : *left == 'H' ? HOUR
			       : *left == 'M' ? MINUTE
					      : 1;
		sum += exactly(number, unit);
		left++;
		rest = str_slice(rest, 1, rest.len);
	}
	return round_seconds(text, sum, 1, out, err);
}

/* --- All of it --- */

/* Whole digits, as our own files write seconds: by far the most. */
static bool read_whole(Str text, int32_t unit, Duration *out)
{
	int64_t number = 0;
	if (text.len == 0 || text.len > 8)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (!is_digit(text.ptr[i]))
			return false;
		number = number * 10 + (text.ptr[i] - '0');
	}
	if (number > (int64_t)HOUR * LONGEST / unit)
		return false;
	*out = (Duration){number * unit, unit == HOUR ? HUNDREDTH : 1};
	return true;
}

bool duration_parse(Str text, DurationRules rules, Duration *out, Err *err)
{
	int32_t unit = rules.unit ? rules.unit : HOUR;
	Decimal number;
	size_t at;
	Str rest = text;
	if (read_whole(text, unit, out))
		return true;
	if (text.len == 8 && text.ptr[2] == ':')
		return read_clock(text, out, err);
	if (text.len > 0 && (text.ptr[0] == '-' || str_starts(text, STR("\u2212"))) &&
	    duration_is_some(text))
		return fail(err, ERR_INPUT, "'%.*s' is negative; time worked cannot be",
			    STR_ARG(str_slice(text, 0, 60)));
	if (text.len > 1 && text.ptr[0] == '-')
		rest = text = str_slice(text, 1, text.len);
	if (str_starts(text, STR("P")))
		return read_iso(text, out, err);
	if (str_find(text, STR(":"), &at))
		return read_clock(text, out, err);
	if (take_number(&rest, &number) && rest.len == 0)
		return round_seconds(text, exactly(number, unit),
				     unit == HOUR     ? HUNDREDTH
				     : unit == MINUTE ? MINUTE
						      : 1,
				     out, err);
	return read_units(text, rules, out, err);
}
