#include "facts/fact.h"

static int32_t digits_of(Str text)
{
	int32_t number = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '9')
			return -1;
		number = number * 10 + (text.ptr[i] - '0');
	}
	return number;
}

bool month_parse(Str text, int64_t *month, Err *err)
{
	int32_t year = digits_of(str_slice(text, 0, 4));
	int32_t number = digits_of(str_slice(text, 5, 7));
	if (text.len != 7 || text.ptr[4] != '-' || year < 0 || number < 1 || number > 12)
		return fail(err, ERR_INPUT, "'%.*s' is not a month of the form YYYY-MM",
			    STR_ARG(str_slice(text, 0, 60)));
	if (year < 1900 || year > 2199)
		return fail(err, ERR_RANGE, "the year %d is outside 1900 to 2199", (int)year);
	*month = (year - 1970) * 12 + number - 1;
	return true;
}

static Civil first_of(int64_t month)
{
	int32_t from_1900 = (int32_t)month + 70 * 12; /* not negative: division truncates */
	return (Civil){1900 + from_1900 / 12, from_1900 % 12 + 1, 1};
}

Str month_text(Arena *mem, int64_t month)
{
	Civil c = first_of(month);
	return str_format(mem, "%04d-%02d", (int)c.year, (int)c.month);
}

int64_t month_of(Date day)
{
	Civil c = date_civil(day);
	return (c.year - 1970) * 12 + c.month - 1;
}

Date month_first(int64_t month)
{
	return date_from_civil(first_of(month));
}

Period month_period(int64_t month)
{
	return (Period){month_first(month), month_first(month + 1)};
}
