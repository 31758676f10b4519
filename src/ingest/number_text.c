#include "ingest/number_text.h"

#include <string.h>

/* A number taken apart. */
typedef struct Parts {
	bool negative;
	bool percent;
	unsigned signs; /* of a number's sign: at most one */
	unsigned marks; /* of a currency: at most one */
	Str digits;     /* with group and decimal signs */
} Parts;

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool fail_number(Str text, Err *err)
{
	return fail(err, ERR_INPUT, "'%.*s' is not a number", STR_ARG(str_slice(text, 0, 60)));
}

/* Is it what decimal_parse reads, with a point? */
static bool is_plain(Str text)
{
	size_t i = text.len > 0 && text.ptr[0] == '-';
	size_t first = i;
	while (i < text.len && is_digit(text.ptr[i]))
		i++;
	if (i == first)
		return false;
	if (i < text.len && text.ptr[i] == '.') {
		first = ++i;
		while (i < text.len && is_digit(text.ptr[i]))
			i++;
		if (i == first)
			return false;
	}
	return i == text.len;
}

/* --- What stands around the digits --- */

static bool take_front(Str *rest, Str part)
{
	if (!str_starts(*rest, part))
		return false;
	*rest = str_slice(*rest, part.len, rest->len);
	return true;
}

static bool take_back(Str *rest, Str part)
{
	if (!str_ends(*rest, part))
		return false;
	*rest = str_slice(*rest, 0, rest->len - part.len);
	return true;
}

static bool take_end(Str *rest, Str part)
{
	return take_front(rest, part) || take_back(rest, part);
}

static Str trim(Str rest)
{
	do
		rest = str_trim(rest);
	while (take_end(&rest, STR("\u202F")));
	return rest;
}

/* Whose amounts a sign may stand beside. */
static const struct {
	const char *sign;
	const char *currencies;
} SIGNS[] = {
	{"$",
	 "USD ARS AUD BBD BMD BND BSD BZD CAD CLP COP CUP FJD GYD HKD JMD KYD LRD MXN NAD NZD SBD SGD SRD "
	 "TTD TWD UYU XCD"},
	{"€", "EUR"},
	{"£", "GBP EGP FKP GIP LBP SHP SSP SYP"},
	{"¥", "JPY CNY"},
};

static bool is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* Takes a currency's sign or code off one end. `*fits`: it is one of `currency`. */
static bool take_mark(Str *rest, const Currency *currency, bool *fits)
{
	size_t at;
	for (size_t i = 0; i < sizeof SIGNS / sizeof SIGNS[0]; i++) {
		if (take_end(rest, str_from_c(SIGNS[i].sign))) {
			*fits = str_find(str_from_c(SIGNS[i].currencies),
					 str_from_c(currency->code), &at);
			return true;
		}
	}
	Str ends[] = {str_slice(*rest, 0, 3),
		      str_slice(*rest, rest->len < 3 ? 0 : rest->len - 3, rest->len)};
	for (size_t i = 0; i < 2; i++) {
		Str code = ends[i];
		Currency other;
		Err ignored;
		if (code.len < 3 || !is_capital(code.ptr[0]) || !is_capital(code.ptr[1]) ||
		    !is_capital(code.ptr[2]) || !currency_find(code, &other, &ignored))
			continue;
		*fits = str_eq_c(code, currency->code);
		return take_end(rest, code);
	}
	return false;
}

/* Takes one thing off an end of `rest`; false: nothing is left to take. */
static bool take_around(Str text, NumberKind kind, Str *rest, Parts *parts, bool *took, Err *err)
{
	bool fits;
	*took = true;
	if (str_starts(*rest, STR("(")) && str_ends(*rest, STR(")")) && rest->len > 1) {
		*rest = str_slice(*rest, 1, rest->len - 1);
		parts->negative = true;
		parts->signs++;
	} else if (take_end(rest, STR("-")) || take_end(rest, STR("\u2212"))) {
		parts->negative = true;
		parts->signs++;
	} else if (take_front(rest, STR("+"))) {
		parts->signs++;
	} else if (kind.share && !parts->percent && take_back(rest, STR("%"))) {
		parts->percent = true;
	} else if (kind.currency && take_mark(rest, kind.currency, &fits)) {
		if (!fits)
			return fail(err, ERR_INPUT,
				    "'%.*s' is not in %s, the currency of its contract",
				    STR_ARG(str_slice(text, 0, 60)), kind.currency->code);
		parts->marks++;
	} else {
		*took = false;
	}
	return true;
}

static bool take_apart(Str text, NumberKind kind, Parts *out, Err *err)
{
	Parts parts = {0};
	Str rest = trim(text);
	bool took = true;
	while (took) {
		if (!take_around(text, kind, &rest, &parts, &took, err))
			return false;
		rest = trim(rest);
	}
	if (parts.signs > 1 || parts.marks > 1 || rest.len == 0)
		return fail_number(text, err);
	parts.digits = rest;
	*out = parts;
	return true;
}

/* --- The digits --- */

/* The sign between digits at the start of `rest`: '.', ',', '\'' or ' '; 0: none. */
static char separator_at(Str rest, size_t *len)
{
	static const struct {
		const char *text;
		char separator;
	} list[] = {{".", '.'},      {",", ','},      {" ", ' '},      {"'", '\''},
		    {"\u00A0", ' '}, {"\u202F", ' '}, {"\u2019", '\''}};
	for (size_t i = 0; i < sizeof list / sizeof list[0]; i++) {
		Str sign = str_from_c(list[i].text);
		if (str_starts(rest, sign)) {
			*len = sign.len;
			return list[i].separator;
		}
	}
	return 0;
}

/* What separators a number holds. */
typedef struct Separators {
	unsigned points;
	unsigned commas;
	char last; /* of point and comma */
} Separators;

static Separators count_separators(Str digits)
{
	Separators found = {0};
	for (size_t i = 0; i < digits.len; i++) {
		char c = digits.ptr[i];
		found.points += c == '.';
		found.commas += c == ',';
		if (c == '.' || c == ',')
			found.last = c;
	}
	return found;
}

/* The decimal sign of a number whose rules leave it open. */
static bool find_decimal(Str text, Str digits, const NumberRules *rules, char *out, Err *err)
{
	Separators found = count_separators(digits);
	char usual = rules->delimiter == ';' ? ',' : '.';
	bool told = rules->delimiter == ';' || rules->delimiter == ',';
	if (found.points > 0 && found.commas > 0)
		*out = found.last;
	else if (found.points > 1)
		*out = ',';
	else if (found.commas > 1)
		*out = '.';
	else if (found.commas == 1 && !told)
		return fail(
			err, ERR_INPUT,
			"in '%.*s' the comma may be a decimal sign or group digits; say which with "
			"\"numbers\" in the mapping",
			STR_ARG(str_slice(text, 0, 60)));
	else
		*out = usual;
	return true;
}

/* May `separator` group digits of a number with this decimal sign? */
static bool may_group(const NumberRules *rules, char decimal, char separator)
{
	return rules->decimal ? separator == rules->group : separator != decimal;
}

/* Appends the digits to `room`, with a point and without groups; false: they are not well formed. */
static bool add_digits(Buf *room, Str digits, const NumberRules *rules, char decimal)
{
	char group = 0;
	size_t run = 0;   /* digits since the last separator */
	size_t whole = 0; /* digits before the decimal sign */
	bool fraction = false;
	bool zero = digits.ptr[0] == '0';
	for (size_t i = 0, len; i < digits.len; i += len) {
		len = 1;
		if (is_digit(digits.ptr[i])) {
			buf_add_byte(room, digits.ptr[i]);
			run++;
			whole += !fraction;
			continue;
		}
		char separator = separator_at(str_slice(digits, i, digits.len), &len);
		if (separator == 0 || fraction || (group && run != 3))
			return false;
		if (separator == decimal) {
			fraction = true;
			buf_add_byte(room, '.');
		} else if (may_group(rules, decimal, separator) &&
			   (group ? separator == group : run > 0 && run <= 3)) {
			group = separator;
		} else {
			return false;
		}
		run = 0;
	}
	bool grouped_zero = group && zero;
	return !grouped_zero && (fraction ? run > 0 : whole > 0 && (!group || run == 3));
}

bool number_text(Str text, const NumberRules *rules, NumberKind kind, Buf *room, Str *out, Err *err)
{
	char decimal = rules->decimal;
	bool comma = decimal == ',' || (decimal == 0 && rules->delimiter == ';');
	if (!comma && is_plain(text)) {
		*out = text;
		return true;
	}
	Parts parts = {0};
	if (!take_apart(text, kind, &parts, err))
		return false;
	if (decimal == 0 && !find_decimal(text, parts.digits, rules, &decimal, err))
		return false;
	buf_clear(room);
	if (parts.negative)
		buf_add_byte(room, '-');
	if (!add_digits(room, parts.digits, rules, decimal))
		return fail_number(text, err);
	if (parts.percent)
		buf_add_byte(room, '%');
	*out = buf_str(room);
	return true;
}

/* --- Exponents --- */

enum { EXPONENT_MAX = 1000 }; /* far beyond int64 and six decimals */

/* The exponent after 'e', cut at ±(EXPONENT_MAX + 1). */
static int read_exponent(Str text)
{
	bool minus = text.ptr[0] == '-';
	int number = 0;
	for (size_t i = minus || text.ptr[0] == '+'; i < text.len && number <= EXPONENT_MAX; i++)
		number = number * 10 + (text.ptr[i] - '0');
	if (number > EXPONENT_MAX)
		number = EXPONENT_MAX + 1;
	return minus ? -number : number;
}

/* Writes `digits`, whose decimal sign stands after the first `whole` of them (also outside of them). */
static void write_shifted(Buf *room, Str digits, int64_t whole)
{
	if (whole <= 0) {
		buf_add(room, STR("0."));
		for (; whole < 0; whole++)
			buf_add_byte(room, '0');
		buf_add(room, digits);
		return;
	}
	for (size_t i = 0; i < digits.len || (int64_t)i < whole; i++) {
		if ((int64_t)i == whole)
			buf_add_byte(room, '.');
		buf_add_byte(room, i < digits.len ? digits.ptr[i] : '0');
	}
}

bool number_expand(Str number, Buf *room, Str *out, Err *err)
{
	size_t e = 0;
	while (e < number.len && number.ptr[e] != 'e' && number.ptr[e] != 'E')
		e++;
	if (e == number.len) {
		*out = number;
		return true;
	}
	int exponent = read_exponent(str_slice(number, e + 1, number.len));
	Buf digits = {.mem = room->mem};
	int64_t whole = -1;
	bool zero = true;
	bool minus = number.ptr[0] == '-';
	for (size_t i = minus; i < e; i++) {
		if (number.ptr[i] == '.')
			whole = (int64_t)digits.len;
		else
			buf_add_byte(&digits, number.ptr[i]);
		zero = zero && (number.ptr[i] == '0' || number.ptr[i] == '.');
	}
	if (whole < 0)
		whole = (int64_t)digits.len;
	if (zero) {
		*out = STR("0");
		return true;
	}
	if (exponent > EXPONENT_MAX || exponent < -EXPONENT_MAX)
		return fail(err, ERR_RANGE, "'%.*s' is outside of what can be held",
			    STR_ARG(str_slice(number, 0, 60)));
	buf_clear(room);
	if (minus)
		buf_add_byte(room, '-');
	write_shifted(room, buf_str(&digits), whole + exponent);
	*out = buf_str(room);
	return true;
}
