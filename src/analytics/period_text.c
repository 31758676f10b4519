#include "analytics/period_text.h"

#include "facts/fact.h"

#include <string.h>

static bool fail_form(Str text, Err *err)
{
	(void)fail(
		err, ERR_INPUT,
		"'%.*s' is not a period; write 2026-03-15, 2026-W12, 2026-03, 2026-Q1, 2026, FY2026, "
		"CY3, term, or 2026-01-01..2026-04-01",
		STR_ARG(str_slice(text, 0, 60)));
	return fail_at(err, "period");
}

/* A number of exactly `digits` digits at `at`; −1: it is none. */
static int32_t number_at(Str text, size_t at, size_t digits)
{
	int32_t number = 0;
	if (at + digits > text.len)
		return -1;
	for (size_t i = at; i < at + digits; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '9')
			return -1;
		number = number * 10 + (text.ptr[i] - '0');
	}
	return number;
}

static bool letter_at(Str text, size_t at, char letter)
{
	return at < text.len && (text.ptr[at] == letter || text.ptr[at] == letter + ('a' - 'A'));
}

static bool check_year(int32_t year, Err *err)
{
	if (year >= 1900 && year <= 2199)
		return true;
	(void)fail(err, ERR_RANGE, "the year %d is outside 1900 to 2199", (int)year);
	return fail_at(err, "period");
}

static Period tile_of(Granularity granularity, int32_t fiscal_month, Date day)
{
	return calendar_tile((Calendar){granularity, fiscal_month, DATE_NONE}, day);
}

static bool parse_week(int32_t year, int32_t week, Period *out, Err *err)
{
	/* The first week is the one that holds 4 January. */
	Date first = tile_of(GRANULARITY_WEEK, 1, date_from_civil((Civil){year, 1, 4})).from;
	Date next = tile_of(GRANULARITY_WEEK, 1, date_from_civil((Civil){year + 1, 1, 4})).from;
	Date from = date_add(first, 7 * (week - 1));
	if (week < 1 || from.day >= next.day) {
		(void)fail(err, ERR_INPUT, "%d has no week %d", (int)year, (int)week);
		return fail_at(err, "period");
	}
	*out = (Period){from, date_add(from, 7)};
	return true;
}

/* The fiscal year that ends in `year`. */
static Period fiscal_year(int32_t year, int32_t fiscal_month)
{
	int32_t starts = fiscal_month == 1 ? year : year - 1;
	return tile_of(GRANULARITY_FISCAL_YEAR, fiscal_month,
		       date_from_civil((Civil){starts, fiscal_month, 1}));
}

static bool need_term(const PeriodContext *context, Str text, Err *err)
{
	if (date_is_set(context->term.from))
		return true;
	(void)fail(err, ERR_INPUT, "'%.*s' is a period of a single contract: ask for one",
		   STR_ARG(text));
	return fail_at(err, "period");
}

static bool parse_contract_year(Str text, const PeriodContext *context, Period *out, Err *err)
{
	int32_t number = text.len <= 5 ? number_at(text, 2, text.len - 2) : -1;
	if (number < 1 || number > 300)
		return fail_form(text, err);
	if (!need_term(context, text, err))
		return false;
	Date start = context->term.from;
	if (date_civil(start).year + number > 2200) {
		(void)fail(err, ERR_RANGE, "contract year %d is beyond 2199", (int)number);
		return fail_at(err, "period");
	}
	*out = (Period){date_add_years(start, number - 1), date_add_years(start, number)};
	return true;
}

static bool parse_term(Str text, const PeriodContext *context, Period *out, Err *err)
{
	if (!need_term(context, text, err))
		return false;
	if (period_days(context->term) == 0) {
		(void)fail(err, ERR_INPUT, "the term of the contract ends before it starts");
		return fail_at(err, "period");
	}
	*out = context->term;
	return true;
}

static bool parse_bound(Str text, Date *out, Err *err)
{
	return date_parse(text, out, err) || fail_at(err, "period");
}

static bool parse_range(Str text, size_t dots, Period *out, Err *err)
{
	Period period;
	if (!parse_bound(str_slice(text, 0, dots), &period.from, err))
		return false;
	Str end = str_slice(text, dots + 2, text.len);
	period.to = DATE_OPEN;
	if (end.len > 0 && !parse_bound(end, &period.to, err))
		return false;
	if (period.to.day <= period.from.day) {
		(void)fail(err, ERR_INPUT, "the period '%.*s' has no days: its end is not in it",
			   STR_ARG(str_slice(text, 0, 60)));
		return fail_at(err, "period");
	}
	*out = period;
	return true;
}

/* "2026", "2026-03", "2026-Q1", "2026-W12", "2026-03-15" */
static bool parse_calendar(Str text, Period *out, Err *err)
{
	int32_t year = number_at(text, 0, 4);
	bool more = text.len > 4;
	if (year < 0 || (more && text.ptr[4] != '-'))
		return fail_form(text, err);
	if (!check_year(year, err))
		return false;
	Date january = date_from_civil((Civil){year, 1, 1});
	if (!more) {
		*out = tile_of(GRANULARITY_YEAR, 1, january);
		return true;
	}
	int32_t quarter = number_at(text, 6, 1);
	if (text.len == 7 && letter_at(text, 5, 'Q') && quarter >= 1 && quarter <= 4) {
		Date in = date_from_civil((Civil){year, quarter * 3, 1});
		*out = tile_of(GRANULARITY_QUARTER, 1, in);
		return true;
	}
	int32_t week = number_at(text, 6, 2);
	if (text.len == 8 && letter_at(text, 5, 'W') && week >= 0)
		return parse_week(year, week, out, err);
	int32_t month = number_at(text, 5, 2);
	if (text.len == 7 && month >= 1 && month <= 12) {
		*out = tile_of(GRANULARITY_MONTH, 1, date_from_civil((Civil){year, month, 1}));
		return true;
	}
	if (text.len != 10)
		return fail_form(text, err);
	Date day;
	if (!parse_bound(text, &day, err))
		return false;
	*out = (Period){day, date_add(day, 1)};
	return true;
}

bool period_parse(Str text, const PeriodContext *context, Period *out, Err *err)
{
	size_t dots;
	if (str_eq_nocase(text, STR("term")))
		return parse_term(text, context, out, err);
	if (str_find(text, STR(".."), &dots))
		return parse_range(text, dots, out, err);
	if (letter_at(text, 0, 'C') && letter_at(text, 1, 'Y'))
		return parse_contract_year(text, context, out, err);
	if (letter_at(text, 0, 'F') && letter_at(text, 1, 'Y')) {
		int32_t year = text.len == 6 ? number_at(text, 2, 4) : -1;
		if (year < 0)
			return fail_form(text, err);
		if (!check_year(year, err))
			return false;
		*out = fiscal_year(year, context->fiscal_month);
		return true;
	}
	return parse_calendar(text, out, err);
}

static bool same_period(Period a, Period b)
{
	return a.from.day == b.from.day && a.to.day == b.to.day;
}

/* The kind of stretch that `p` is; false: it is none of them. */
static bool kind_of(Period p, int32_t fiscal_month, Granularity *out)
{
	static const Granularity KINDS[] = {
		GRANULARITY_DAY,     GRANULARITY_WEEK, GRANULARITY_MONTH,
		GRANULARITY_QUARTER, GRANULARITY_YEAR, GRANULARITY_FISCAL_YEAR,
	};
	for (size_t i = 0; i < sizeof KINDS / sizeof KINDS[0]; i++) {
		if (same_period(tile_of(KINDS[i], fiscal_month, p.from), p)) {
			*out = KINDS[i];
			return true;
		}
	}
	return false;
}

typedef struct Week {
	int32_t year, number;
} Week;

/* The week's year is that of its Thursday. */
static Week week_of(Date monday)
{
	int32_t year = date_civil(date_add(monday, 3)).year;
	Date first = tile_of(GRANULARITY_WEEK, 1, date_from_civil((Civil){year, 1, 4})).from;
	return (Week){year, (monday.day - first.day) / 7 + 1};
}

Str period_name(Arena *mem, Period p, int32_t fiscal_month)
{
	Granularity kind;
	Civil c = date_civil(p.from);
	if (!kind_of(p, fiscal_month, &kind)) {
		Str end = p.to.day == DATE_OPEN.day ? (Str){0} : date_text(mem, p.to);
		return str_format(mem, "%.*s..%.*s", STR_ARG(date_text(mem, p.from)), STR_ARG(end));
	}
	switch (kind) {
	case GRANULARITY_DAY:
		return date_text(mem, p.from);
	case GRANULARITY_WEEK:
		return str_format(mem, "%04d-W%02d", (int)week_of(p.from).year,
				  (int)week_of(p.from).number);
	case GRANULARITY_MONTH:
		return month_text(mem, month_of(p.from));
	case GRANULARITY_QUARTER:
		return str_format(mem, "%04d-Q%d", (int)c.year, (int)(c.month + 2) / 3);
	case GRANULARITY_YEAR:
		return str_format(mem, "%04d", (int)c.year);
	case GRANULARITY_FISCAL_YEAR:
	case GRANULARITY_CONTRACT_YEAR:
		break;
	}
	return str_format(mem, "FY%04d", (int)c.year + 1);
}

Str period_words(Arena *mem, Period p, int32_t fiscal_month)
{
	static const char *const MONTHS[] = {"January",   "February", "March",    "April",
					     "May",       "June",     "July",     "August",
					     "September", "October",  "November", "December"};
	Granularity kind;
	Civil c = date_civil(p.from);
	Str from = date_text_long(mem, p.from);
	if (!kind_of(p, fiscal_month, &kind)) {
		if (p.to.day == DATE_OPEN.day)
			return str_format(mem, "from %.*s", STR_ARG(from));
		Str last = date_text_long(mem, date_add(p.to, -1));
		return str_format(mem, "%.*s to %.*s", STR_ARG(from), STR_ARG(last));
	}
	switch (kind) {
	case GRANULARITY_DAY:
		return from;
	case GRANULARITY_WEEK:
		return str_format(mem, "week %d of %d", (int)week_of(p.from).number,
				  (int)week_of(p.from).year);
	case GRANULARITY_MONTH:
		return str_format(mem, "%s %d", MONTHS[c.month - 1], (int)c.year);
	case GRANULARITY_QUARTER:
		return str_format(mem, "Q%d %d", (int)(c.month + 2) / 3, (int)c.year);
	case GRANULARITY_YEAR:
		return str_format(mem, "%d", (int)c.year);
	case GRANULARITY_FISCAL_YEAR:
	case GRANULARITY_CONTRACT_YEAR:
		break;
	}
	return str_format(mem, "fiscal year %d", (int)c.year + 1);
}

Period period_before(Period p, int32_t fiscal_month)
{
	Granularity kind;
	if (kind_of(p, fiscal_month, &kind))
		return tile_of(kind, fiscal_month, date_add(p.from, -1));
	return (Period){date_add(p.from, -period_days(p)), p.from};
}
