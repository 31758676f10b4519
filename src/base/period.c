#include "base/period.h"

#include <string.h>

static const char *const NAMES[] = {
	[GRANULARITY_DAY] = "day",
	[GRANULARITY_WEEK] = "week",
	[GRANULARITY_MONTH] = "month",
	[GRANULARITY_QUARTER] = "quarter",
	[GRANULARITY_YEAR] = "year",
	[GRANULARITY_FISCAL_YEAR] = "fiscal",
	[GRANULARITY_CONTRACT_YEAR] = "contract-year",
};

/* `count` months from the first of a month counted from year 0. */
static Period months_from(int32_t month, int32_t count)
{
	int32_t end = month + count;
	return (Period){date_from_civil((Civil){month / 12, month % 12 + 1, 1}),
			date_from_civil((Civil){end / 12, end % 12 + 1, 1})};
}

static Period contract_year(Date anchor, Date d)
{
	int32_t years = date_civil(d).year - date_civil(anchor).year;
	if (date_add_years(anchor, years).day > d.day)
		years--;
	return (Period){date_add_years(anchor, years), date_add_years(anchor, years + 1)};
}

Period calendar_tile(Calendar calendar, Date d)
{
	/* Asked for most, and told without a civil date. */
	if (calendar.granularity == GRANULARITY_WEEK) {
		int32_t since_monday = (d.day + 3 + 7 * 10000) % 7;
		return (Period){date_add(d, -since_monday), date_add(d, 7 - since_monday)};
	}
	Civil c = date_civil(d);
	int32_t month = c.year * 12 + c.month - 1;
	switch (calendar.granularity) {
	case GRANULARITY_WEEK:
	case GRANULARITY_DAY:
		return (Period){d, date_add(d, 1)};
	case GRANULARITY_MONTH:
		return months_from(month, 1);
	case GRANULARITY_QUARTER:
		return months_from(month - month % 3, 3);
	case GRANULARITY_YEAR:
		return months_from(month - month % 12, 12);
	case GRANULARITY_FISCAL_YEAR:
		return months_from(month - (month % 12 - (calendar.fiscal_month - 1) + 12) % 12,
				   12);
	case GRANULARITY_CONTRACT_YEAR:
		return contract_year(calendar.anchor, d);
	}
	__builtin_unreachable();
}

bool granularity_parse(Str name, Granularity *out, Err *err)
{
	for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
		if (str_eq_c(name, NAMES[i])) {
			*out = (Granularity)i;
			return true;
		}
	}
	return fail(
		err, ERR_INPUT,
		"'%.*s' is not a kind of period; use day, week, month, quarter, year, fiscal or "
		"contract-year",
		STR_ARG(str_slice(name, 0, 60)));
}

const char *granularity_name(Granularity granularity)
{
	return NAMES[granularity];
}
