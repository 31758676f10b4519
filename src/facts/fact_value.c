/* Values of facts as text. */

#include "base/decimal.h"
#include "base/int128.h"
#include "facts/fact.h"
#include "facts/time_entry.h"

enum {
	SHARE_DECIMALS = 6,
	SHARE_ALL = 1000000,
	RATE_DECIMALS = 9,
	/* A second is 1/3600 h: four decimals tell seconds apart, and rounding gives them back. */
	HOURS_DECIMALS_READ = 9,
	HOURS_DECIMALS_SHOWN = 4,
};

static Str beginning(Str text)
{
	return str_slice(text, 0, 60);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* [-+]digits[.digits], of whatever size: how many decimals hold is only known with the currency. */
static bool check_amount(Str text, Err *err)
{
	size_t at = text.ptr[0] == '-' || text.ptr[0] == '+';
	size_t digits = 0;
	bool point = false;
	for (; at < text.len && (is_digit(text.ptr[at]) || (text.ptr[at] == '.' && !point)); at++) {
		point = point || text.ptr[at] == '.';
		digits += is_digit(text.ptr[at]);
	}
	if (at < text.len || digits == 0 || !is_digit(text.ptr[text.len - 1]))
		return fail(err, ERR_INPUT, "'%.*s' is not a number", STR_ARG(beginning(text)));
	return true;
}

static bool fail_negative(Str text, Err *err)
{
	return fail(err, ERR_RANGE, "'%.*s' is below 0", STR_ARG(beginning(text)));
}

static bool parse_seconds(Str text, int64_t *out, Err *err)
{
	int64_t seconds;
	if (!decimal_parse(text, NUMBER_PLAIN, 0, &seconds, err))
		return false;
	if (seconds < 0)
		return fail_negative(text, err);
	*out = seconds;
	return true;
}

static bool parse_hours(Str text, int64_t *out, Err *err)
{
	int64_t scaled;
	if (!decimal_parse(text, NUMBER_PLAIN, HOURS_DECIMALS_READ, &scaled, err))
		return false;
	if (scaled < 0)
		return fail_negative(text, err);
	int128 seconds = (int128)scaled * 3600;
	int128 whole = seconds / 1000000000;
	int128 rest = seconds % 1000000000 * 2;
	whole += rest > 1000000000 || (rest == 1000000000 && whole % 2 == 1);
	*out = (int64_t)whole; /* 2^63 / 10^9 · 3600 fits */
	return true;
}

/* Ties cannot be: a second is 25/9 of the last decimal. */
static Str hours_text(Arena *mem, int64_t seconds)
{
	int64_t scaled = (int64_t)(((int128)seconds * 50 + 9) / 18);
	return decimal_text_short(mem, scaled, HOURS_DECIMALS_SHOWN);
}

static bool parse_share(Str text, int64_t *out, Err *err)
{
	int64_t share;
	bool percent = str_ends(text, STR("%"));
	Str number = percent ? str_trim(str_slice(text, 0, text.len - 1)) : text;
	if (!decimal_parse(number, NUMBER_PLAIN, percent ? SHARE_DECIMALS - 2 : SHARE_DECIMALS,
			   &share, err))
		return false;
	if (share < 0 || share > SHARE_ALL)
		return fail(err, ERR_RANGE, "%.*s is outside 0 to 100 %%",
			    STR_ARG(beginning(text)));
	*out = share;
	return true;
}

static bool parse_rate(Str text, int64_t *out, Err *err)
{
	int64_t rate;
	if (!decimal_parse(text, NUMBER_PLAIN, RATE_DECIMALS, &rate, err))
		return false;
	if (rate <= 0)
		return fail(err, ERR_RANGE, "'%.*s' is not above 0", STR_ARG(beginning(text)));
	*out = rate;
	return true;
}

static bool parse_flag(Str text, int64_t *out, Err *err)
{
	static const char *const words[][3] = {{"no", "false", "0"}, {"yes", "true", "1"}};
	for (int64_t flag = 0; flag < 2; flag++) {
		for (size_t i = 0; i < 3; i++) {
			if (str_eq_nocase(text, str_from_c(words[flag][i]))) {
				*out = flag;
				return true;
			}
		}
	}
	return fail(err, ERR_INPUT, "'%.*s' is neither yes nor no", STR_ARG(beginning(text)));
}

static bool parse_choice(const FactField *field, Str text, int64_t *out, Err *err)
{
	char list[200];
	size_t len = 0;
	for (size_t i = 0; field->choices[i]; i++) {
		if (str_eq_c(text, field->choices[i])) {
			*out = (int64_t)i;
			return true;
		}
		for (const char *c = i > 0 ? ", " : ""; *c; c++)
			list[len++] = *c;
		for (const char *c = field->choices[i]; *c && len < sizeof list - 3; c++)
			list[len++] = *c;
	}
	return fail(err, ERR_INPUT, "'%.*s' is none of %.*s", STR_ARG(beginning(text)), (int)len,
		    list);
}

/* Two digits at `at`, which are there, of a time of day; below `limit`. */
static bool read_pair(Str text, size_t at, int64_t limit, int64_t *out)
{
	if (!is_digit(text.ptr[at]) || !is_digit(text.ptr[at + 1]))
		return false;
	*out = (text.ptr[at] - '0') * 10 + (text.ptr[at + 1] - '0');
	return *out < limit;
}

static bool parse_time(Str text, int64_t *out, Err *err)
{
	int64_t hour = 0;
	int64_t minute = 0;
	int64_t second = 0;
	bool ok = (text.len == 5 || text.len == 8) && read_pair(text, 0, 24, &hour) &&
		  text.ptr[2] == ':' && read_pair(text, 3, 60, &minute);
	if (ok && text.len == 8)
		ok = text.ptr[5] == ':' && read_pair(text, 6, 60, &second);
	if (!ok)
		return fail(err, ERR_INPUT, "'%.*s' is not a time of day such as 22:40",
			    STR_ARG(beginning(text)));
	*out = hour * 3600 + minute * 60 + second;
	return true;
}

static bool parse_date(Str text, int64_t *out, Err *err)
{
	Date date;
	if (!date_parse(text, &date, err))
		return false;
	*out = date.day;
	return true;
}

static bool parse_set_value(const FactField *field, Str text, FactValue *out, Err *err)
{
	Currency currency;
	switch (field->type) {
	case FACT_DATE:
		return parse_date(text, &out->number, err);
	case FACT_MONTH:
		return month_parse(text, &out->number, err);
	case FACT_SECONDS:
		return parse_seconds(text, &out->number, err);
	case FACT_HOURS:
		return parse_hours(text, &out->number, err);
	case FACT_SHARE:
		return parse_share(text, &out->number, err);
	case FACT_DECIMAL:
		return parse_rate(text, &out->number, err);
	case FACT_FLAG:
		return parse_flag(text, &out->number, err);
	case FACT_CHOICE:
		return parse_choice(field, text, &out->number, err);
	case FACT_TIME:
		return parse_time(text, &out->number, err);
	case FACT_MONEY:
		out->text = text;
		return check_amount(text, err);
	case FACT_CURRENCY:
		out->text = text;
		return currency_find(text, &currency, err);
	case FACT_TEXT:
	case FACT_CONTRACT:
	case FACT_TASK_NAME:
	case FACT_RESOURCE_NAME:
		out->text = text;
		return true;
	}
	__builtin_unreachable();
}

static bool fail_field(const FactField *field, Err *err)
{
	(void)fail_in(err, "%s", field->name);
	return fail_at(err, field->name);
}

bool fact_value_parse(const FactField *field, Str text, FactValue *out, Err *err)
{
	FactValue value = {.set = text.len > 0};
	if (value.set && !parse_set_value(field, text, &value, err))
		return fail_field(field, err);
	*out = value;
	return true;
}

bool fact_value_price(const FactField *field, Currency currency, FactValue *value, Err *err)
{
	int64_t minor;
	if (!value->set)
		return true;
	if (!decimal_parse(value->text, NUMBER_PLAIN, currency.exponent, &minor, err))
		return fail_field(field, err);
	*value = (FactValue){.set = true, .number = minor};
	return true;
}

Str fact_value_text(Arena *mem, const FactField *field, Currency currency, FactValue value)
{
	int64_t number = value.number;
	if (!value.set)
		return (Str){0};
	switch (field->type) {
	case FACT_DATE:
		return date_text(mem, (Date){(int32_t)number});
	case FACT_MONTH:
		return month_text(mem, number);
	case FACT_MONEY:
		return currency.code[0] ? money_text(mem, number, currency) : value.text;
	case FACT_SECONDS:
		return str_format(mem, "%lld", (long long)number);
	case FACT_HOURS:
		return hours_text(mem, number);
	case FACT_SHARE:
		return decimal_text_short(mem, number, SHARE_DECIMALS);
	case FACT_DECIMAL:
		return decimal_text_short(mem, number, RATE_DECIMALS);
	case FACT_FLAG:
		return number ? STR("yes") : STR("no");
	case FACT_CHOICE:
		return str_from_c(field->choices[number]);
	case FACT_TIME:
		return str_format(mem, "%02d:%02d:%02d", (int)(number / 3600),
				  (int)(number / 60 % 60), (int)(number % 60));
	case FACT_TEXT:
	case FACT_CURRENCY:
	case FACT_CONTRACT:
	case FACT_TASK_NAME:
	case FACT_RESOURCE_NAME:
		return value.text;
	}
	__builtin_unreachable();
}
