#include "analytics/figure_text.h"

#include "base/decimal.h"

#include <assert.h>

/* "-1234567.50" as decimal_text_grouped writes it: "−1,234,567.50". */
static Str group_digits(Arena *mem, Str plain)
{
	size_t from = str_starts(plain, STR("-")) ? 1 : 0;
	size_t point = from;
	while (point < plain.len && plain.ptr[point] != '.')
		point++;
	Buf buf = {.mem = mem};
	for (size_t i = 0; i < plain.len; i++) {
		if (i > from && i < point && (point - i) % 3 == 0)
			buf_add_byte(&buf, ',');
		buf_add_byte(&buf, plain.ptr[i]);
	}
	return decimal_with_minus(mem, buf_str(&buf));
}

/* value / unit with so many decimals, in groups. */
static Str decimals(Arena *mem, Ratio value, int64_t unit, int digits)
{
	Ratio scaled = RATIO_ZERO;
	bool fits = ratio_divide(value, ratio_of(unit), &scaled);
	assert(fits); /* money and hours are whole, others have no unit */
	(void)fits;
	return group_digits(mem, ratio_text(mem, scaled, digits));
}

static Str money_decimals(Arena *mem, Ratio minor, Currency currency)
{
	int64_t unit = 1;
	for (int i = 0; i < currency.exponent; i++)
		unit *= 10;
	return decimals(mem, minor, unit, currency.exponent);
}

static Str hours_words(Arena *mem, Ratio microseconds)
{
	return str_format(mem, "%.*s h", STR_ARG(decimals(mem, microseconds, HOUR_US, 2)));
}

static Str days_words(Arena *mem, Ratio days)
{
	Str number = decimals(mem, days, 1, days.den == 1 ? 0 : 1);
	bool one = days.den == 1 && days.num == 1;
	return str_format(mem, "%.*s %s", STR_ARG(number), one ? "day" : "days");
}

/* `unit`: "%" or "pp". */
static Str percent_words(Arena *mem, Ratio share, const char *unit)
{
	Ratio hundredth;
	if (!ratio_multiply(share, ratio_of(100), &hundredth))
		return STR("beyond what can be shown");
	return str_format(mem, "%.*s %s", STR_ARG(decimals(mem, hundredth, 1, 1)), unit);
}

Str figure_text(Arena *mem, const Figure *figure)
{
	if (figure->na != REASON_NONE)
		return str_from_c(reason_text(figure->na));
	switch (figure->metric->unit) {
	case METRIC_PERCENT:
		return percent_words(mem, figure->value, "%");
	case METRIC_POINTS:
		return percent_words(mem, figure->value, "pp");
	case METRIC_INDEX:
		return decimals(mem, figure->value, 1, 3);
	case METRIC_MONEY:
		return money_decimals(mem, figure->value, figure->currency);
	case METRIC_HOURS:
		return hours_words(mem, figure->value);
	case METRIC_DAYS:
		return days_words(mem, figure->value);
	case METRIC_DATE:
		if ((figure->flags & FIGURE_UNUSED) != 0)
			return STR("not before the end");
		return date_text_long(mem, (Date){(int32_t)figure->value.num});
	}
	return (Str){0};
}

Str measure_text(Arena *mem, Unit unit, Currency currency, int128 amount)
{
	Ratio value = {amount, 1};
	switch (unit) {
	case UNIT_MONEY:
		return money_decimals(mem, value, currency);
	case UNIT_HOURS:
		return hours_words(mem, value);
	case UNIT_DAYS:
		return days_words(mem, value);
	case UNIT_DATE:
		return date_text_long(mem, (Date){(int32_t)amount});
	case UNIT_COUNT:
		return decimals(mem, value, 1, 0);
	case UNIT_MONEY_DAYS:
		return str_format(mem, "%.*s × days",
				  STR_ARG(money_decimals(mem, value, currency)));
	case UNIT_LAGS:
		return str_format(mem, "%.*s by lag",
				  STR_ARG(money_decimals(mem, value, currency)));
	}
	return (Str){0};
}
