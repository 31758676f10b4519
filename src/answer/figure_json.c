#include "answer/figure_json.h"

#include "analytics/period_text.h"

#include <assert.h>

enum { RATIO_DIGITS = 9, HOUR_DIGITS = 6, FLAG_BITS = 8 };

static const char *metric_choice(size_t place)
{
	return place < metric_count() ? metric_at(place)->name : NULL;
}

static const char *unit_choice(size_t place)
{
	return place <= UNIT_LAGS ? unit_name((Unit)place) : NULL;
}

static const char *metric_unit_choice(size_t place)
{
	return place <= METRIC_DATE ? metric_unit_name((MetricUnit)place) : NULL;
}

static const char *reason_choice(size_t place)
{
	return place + 1 < REASONS ? reason_name((Reason)(place + 1)) : NULL;
}

static const char *flag_choice(size_t place)
{
	return place < FLAG_BITS ? figure_flag_name(1U << place) : NULL;
}

const Shape METRIC_NAME_SHAPE = {.kind = SHAPE_CHOICE, .choice = metric_choice};
const Shape UNIT_SHAPE = {.kind = SHAPE_CHOICE, .choice = unit_choice};
const Shape REASON_SHAPE = {.kind = SHAPE_CHOICE, .choice = reason_choice};
const Shape METRIC_UNIT_SHAPE = {.kind = SHAPE_CHOICE, .choice = metric_unit_choice};
static const Shape FLAG = {.kind = SHAPE_CHOICE, .choice = flag_choice};
static const Shape FLAGS = {.kind = SHAPE_LIST, .items = &FLAG};

static const Shape VALUE = {
	.kind = SHAPE_EITHER,
	.help = "a date of metrics of unit date, else a decimal",
	SHAPE_OPTIONS(&SHAPE_OF_DATE, &SHAPE_OF_DECIMAL),
};

static const Shape LEFT_OUT = {
	.name = "FigureLeftOut",
	.kind = SHAPE_OBJECT,
	.help = "what a total leaves out, because its own figure is not available",
	SHAPE_MEMBERS({"scope", &SHAPE_OF_TEXT, ALWAYS, "its key or name"},
		      {"reason", &REASON_SHAPE, ALWAYS, "why it is not available"}),
};
static const Shape LEFT_OUT_LIST = {.kind = SHAPE_LIST, .items = &LEFT_OUT};

const Shape FIGURE_SHAPE = {
	.name = "Figure",
	.kind = SHAPE_OBJECT,
	.help = "a figure of a metric, or the reason why there is none",
	SHAPE_MEMBERS(
		{"metric", &METRIC_NAME_SHAPE, ALWAYS, "name of the metric"},
		{"value", &VALUE, NULLABLE,
		 "money in units of the currency; hours; days; ratios as they are: 1 is 100 %; "
		 "null: not available"},
		{"unit", &METRIC_UNIT_SHAPE, ALWAYS, "how the value is read"},
		{"currency", &CURRENCY_SHAPE, NULLABLE, "of money; null: of other units"},
		{"reason", &REASON_SHAPE, NULLABLE, "why it is not available; null: it is"},
		{"reason_text", &SHAPE_OF_TEXT, NULLABLE, "the same for people"},
		{"detail", &SHAPE_OF_TEXT, NULLABLE,
		 "more about the reason, or about what is left out; for people"},
		{"numerator", &SHAPE_OF_DECIMAL, NULLABLE,
		 "of a quotient, in hours, or in units of money: of the contract's currency, of "
		 "several contracts that of the table; null: it is none, or not available"},
		{"denominator", &SHAPE_OF_DECIMAL, NULLABLE, "the same of the other side"},
		{"target", &SHAPE_OF_DECIMAL, NULLABLE,
		 "what it is held against, in the unit of the value; null: nothing"},
		{"deviation", &SHAPE_OF_DECIMAL, NULLABLE,
		 "value − target; of ratios 0.01 is a percentage point"},
		{"share_of_target", &SHAPE_OF_DECIMAL, NULLABLE,
		 "value ÷ target; null: there is none, or it is 0"},
		{"flags", &FLAGS, ALWAYS,
		 "running: it goes to the as-of day; open: the period is not closed, so it is not for "
		 "judgement; estimate: by an annual value that is one; unattainable: more was spent "
		 "than budgeted; spent: the hours are used up, the date is past; unused: hours are "
		 "left at the end; converted: in the reporting currency; partial: something is left "
		 "out"},
		{"parts", &SHAPE_OF_INTEGER, ALWAYS, "how many contracts or people are in it"},
		{"left_out", &LEFT_OUT_LIST, ALWAYS, "what is not in it: the first 50"},
		{"left_out_total", &SHAPE_OF_INTEGER, ALWAYS, "how many these are in all"},
		{"text", &SHAPE_OF_TEXT, ALWAYS, "the value for people: \"93.9 %\""}),
};
const Shape FIGURE_LIST_SHAPE = {.kind = SHAPE_LIST, .items = &FIGURE_SHAPE};

const Shape COMPLETENESS_SHAPE = {
	.name = "Completeness",
	.kind = SHAPE_OBJECT,
	.help = "what figures may lack",
	SHAPE_MEMBERS(
		{"waiting_rows", &SHAPE_OF_INTEGER, ALWAYS,
		 "rows of time entries in quarantine that may belong here"},
		{"waiting_seconds", &SHAPE_OF_INTEGER, ALWAYS, "of the time entries in them"},
		{"waiting_money_rows", &SHAPE_OF_INTEGER, ALWAYS,
		 "rows of recognitions, invoices and costs in quarantine that may belong here"},
		{"draft_entries", &SHAPE_OF_INTEGER, ALWAYS, "client hours not handed in"},
		{"draft_seconds", &SHAPE_OF_INTEGER, ALWAYS, "of them"},
		{"submitted_entries", &SHAPE_OF_INTEGER, ALWAYS,
		 "client hours handed in, not approved"},
		{"submitted_seconds", &SHAPE_OF_INTEGER, ALWAYS, "of them"},
		{"timesheets_expected", &SHAPE_OF_INTEGER, ALWAYS,
		 "weeks of a person that are over, with time available in the period"},
		{"timesheets_in", &SHAPE_OF_INTEGER, ALWAYS, "of these, those with hours"},
		{"running", &SHAPE_OF_BOOL, ALWAYS, "the period ends after the as-of day"},
		{"open", &SHAPE_OF_BOOL, ALWAYS, "some month of the period is not closed"}),
};

const Shape PERIOD_SHAPE = {
	.name = "Period",
	.kind = SHAPE_OBJECT,
	.help = "days from the first to before the last",
	SHAPE_MEMBERS({"from", &SHAPE_OF_DATE, ALWAYS, "first day"},
		      {"to", &SHAPE_OF_DATE, ALWAYS, "first day after"},
		      {"name", &SHAPE_OF_TEXT, ALWAYS,
		       "as the parameter period takes it: 2026-03, 2026-Q1, FY2026, CY3"},
		      {"text", &SHAPE_OF_TEXT, ALWAYS, "for people: March 2026"}),
};

const char *unit_name(Unit unit)
{
	static const char *const names[] = {
		[UNIT_MONEY] = "money",
		[UNIT_HOURS] = "hours",
		[UNIT_DAYS] = "days",
		[UNIT_DATE] = "date",
		[UNIT_COUNT] = "count",
		[UNIT_LAGS] = "lags",
		[UNIT_MONEY_DAYS] = "money_days",
	};
	return names[unit];
}

Ratio whole_ratio(int128 whole)
{
	return (Ratio){whole, 1};
}

/* Without the zeros at the end of its fraction. */
static Str shortened(Str number)
{
	size_t point;
	if (!str_find(number, STR("."), &point))
		return number;
	while (number.len > point + 1 && number.ptr[number.len - 1] == '0')
		number.len--;
	return str_slice(number, 0, number.len == point + 1 ? point : number.len);
}

static int64_t minor_units(Currency currency)
{
	int64_t units = 1;
	for (int i = 0; i < currency.exponent; i++)
		units *= 10;
	return units;
}

/* How many whole numbers of a unit make what is shown. */
static int64_t scale_of(MetricUnit unit, Currency currency)
{
	if (unit == METRIC_MONEY)
		return minor_units(currency);
	return unit == METRIC_HOURS ? HOUR_US : 1;
}

/* A fraction too long to be divided is rounded to a whole number first. */
static Ratio scaled_down(Ratio value, int64_t scale)
{
	Ratio out = value;
	int64_t whole = 0;
	if (!ratio_divide(value, ratio_of(scale), &out) && ratio_round(value, 1, &whole) &&
	    !ratio_make(whole, scale, &out))
		return value;
	return out;
}

Str figure_difference(Arena *mem, MetricUnit unit, Currency currency, Ratio difference)
{
	Ratio shown = scaled_down(difference, scale_of(unit, currency));
	if (unit == METRIC_MONEY)
		return ratio_text(mem, shown, currency.exponent);
	bool ratio = metric_unit_is_ratio(unit);
	return shortened(ratio_text(mem, shown, ratio ? RATIO_DIGITS : HOUR_DIGITS));
}

Str figure_number(Arena *mem, MetricUnit unit, Currency currency, Ratio value)
{
	if (unit == METRIC_DATE)
		return date_text(mem, (Date){(int32_t)value.num});
	return figure_difference(mem, unit, currency, value);
}

Str figure_exact(Arena *mem, MetricUnit unit, Currency currency, Ratio value)
{
	Ratio shown = scaled_down(value, scale_of(unit, currency));
	Str num = ratio_text(mem, whole_ratio(shown.num), 0);
	Str den = ratio_text(mem, whole_ratio(shown.den), 0);
	return str_format(mem, "%.*s/%.*s", STR_ARG(num), STR_ARG(den));
}

Str measure_number(Arena *mem, Unit unit, Currency currency, Ratio amount)
{
	switch (unit) {
	case UNIT_MONEY:
	case UNIT_MONEY_DAYS:
	case UNIT_LAGS:
		return figure_number(mem, METRIC_MONEY, currency, amount);
	case UNIT_HOURS:
		return figure_number(mem, METRIC_HOURS, currency, amount);
	case UNIT_DATE:
		return figure_number(mem, METRIC_DATE, currency, amount);
	case UNIT_DAYS:
	case UNIT_COUNT:
		break;
	}
	return figure_number(mem, METRIC_DAYS, currency, amount);
}

/* Both sides are money, or both are hours. */
static Str side_number(Arena *mem, const Figure *figure, int128 sum)
{
	Unit unit = figure->of_money ? UNIT_MONEY : UNIT_HOURS;
	if (!figure->is_quotient || figure->na != REASON_NONE)
		return (Str){0};
	return measure_number(mem, unit, figure->currency, whole_ratio(sum));
}

static void put_target(const FigureJson *out, const Figure *figure)
{
	Arena *mem = out->mem;
	MetricUnit unit = figure->metric->unit;
	Str target = {0};
	Str deviation = {0};
	Str share = {0};
	if (figure->has_target)
		target = figure_number(mem, unit, figure->currency, figure->target);
	if (figure->has_target && figure->na == REASON_NONE)
		deviation = figure_difference(mem, unit, figure->currency, figure->deviation);
	if (figure->has_share)
		share = shortened(ratio_text(mem, figure->share, RATIO_DIGITS));
	json_put_member(out->json, "target", target);
	json_put_member(out->json, "deviation", deviation);
	json_put_member(out->json, "share_of_target", share);
}

static void put_flags(JsonWriter *json, unsigned flags)
{
	json_put_key(json, "flags");
	json_write_begin_array(json);
	for (size_t i = 0; i < FLAG_BITS; i++) {
		if ((flags >> i & 1) != 0)
			json_write_string(json, str_from_c(flag_choice(i)));
	}
	json_write_end_array(json);
}

/* Thousands of contracts may lack the same. */
enum { LEFT_OUT_MOST = 50 };

static void put_left_out(JsonWriter *json, const Figure *figure)
{
	json_put_key(json, "left_out");
	json_write_begin_array(json);
	for (size_t i = 0; i < figure->left_out_count && i < LEFT_OUT_MOST; i++) {
		const LeftOutOf *left = &figure->left_out[i];
		json_write_begin_object(json);
		json_put_text(json, "scope", left->name);
		json_put_member(json, "reason", str_from_c(reason_name(left->reason)));
		json_write_end_object(json);
	}
	json_write_end_array(json);
	json_put_count(json, "left_out_total", figure->left_out_count);
}

void json_put_figure(const FigureJson *out, const Figure *figure)
{
	JsonWriter *json = out->json;
	const Metric *metric = figure->metric;
	bool there = figure->na == REASON_NONE;
	bool money = metric->unit == METRIC_MONEY;
	json_write_begin_object(json);
	json_put_member(json, "metric", str_from_c(metric->name));
	json_put_member(json, "value",
			there ? figure_number(out->mem, metric->unit, figure->currency,
					      figure->value)
			      : (Str){0});
	json_put_member(json, "unit", str_from_c(metric_unit_name(metric->unit)));
	json_put_member(json, "currency", money ? str_from_c(figure->currency.code) : (Str){0});
	json_put_member(json, "reason", str_from_c(reason_name(figure->na)));
	json_put_member(json, "reason_text", str_from_c(there ? NULL : reason_text(figure->na)));
	json_put_member(json, "detail", figure->na_detail);
	json_put_member(json, "numerator", side_number(out->mem, figure, figure->numerator));
	json_put_member(json, "denominator", side_number(out->mem, figure, figure->denominator));
	put_target(out, figure);
	put_flags(json, figure->flags);
	json_put_count(json, "parts", figure->parts);
	put_left_out(json, figure);
	json_put_text(json, "text", figure_text(out->mem, figure));
	json_write_end_object(json);
}

void json_put_figure_list(const FigureJson *out, const char *key, const Figure *figures,
			  size_t count)
{
	json_put_key(out->json, key);
	if (!figures) {
		json_write_null(out->json);
		return;
	}
	json_write_begin_array(out->json);
	for (size_t i = 0; i < count; i++)
		json_put_figure(out, &figures[i]);
	json_write_end_array(out->json);
}

void json_put_completeness(JsonWriter *json, const Completeness *completeness)
{
	const Completeness *c = completeness;
	json_put_key(json, "completeness");
	json_write_begin_object(json);
	json_put_count(json, "waiting_rows", (uint64_t)c->waiting_rows);
	json_put_count(json, "waiting_seconds", (uint64_t)c->waiting_seconds);
	json_put_count(json, "waiting_money_rows", (uint64_t)c->waiting_money_rows);
	json_put_count(json, "draft_entries", (uint64_t)c->draft_entries);
	json_put_count(json, "draft_seconds", (uint64_t)c->draft_seconds);
	json_put_count(json, "submitted_entries", (uint64_t)c->submitted_entries);
	json_put_count(json, "submitted_seconds", (uint64_t)c->submitted_seconds);
	json_put_count(json, "timesheets_expected", (uint64_t)c->timesheets_expected);
	json_put_count(json, "timesheets_in", (uint64_t)c->timesheets_in);
	json_put_bool(json, "running", c->running);
	json_put_bool(json, "open", c->open);
	json_write_end_object(json);
}

/* Fiscal and contract years are told by their name: their days alone do not say it. */
Str period_text(Arena *mem, Period period, Str name)
{
	Str days = period_words(mem, period, 1);
	Str rest = str_slice(name, 2, name.len);
	if (str_starts(name, STR("FY")))
		return str_format(mem, "fiscal year %.*s, %.*s", STR_ARG(rest), STR_ARG(days));
	if (str_starts(name, STR("CY")))
		return str_format(mem, "contract year %.*s, %.*s", STR_ARG(rest), STR_ARG(days));
	if (str_eq(name, STR("term")))
		return str_format(mem, "the whole term, %.*s", STR_ARG(days));
	return days;
}

void json_put_period(JsonWriter *json, const char *key, Arena *mem, Period period, Str name)
{
	json_put_key(json, key);
	if (!date_is_set(period.from)) {
		json_write_null(json);
		return;
	}
	json_write_begin_object(json);
	json_put_date(json, "from", mem, period.from);
	json_put_date(json, "to", mem, period.to);
	json_put_text(json, "name", name);
	json_put_text(json, "text", period_text(mem, period, name));
	json_write_end_object(json);
}

void json_put_seen(JsonWriter *json, Arena *mem, Date as_of, Instant known)
{
	json_put_date(json, "as_of", mem, as_of);
	json_put_instant(json, "known_at", mem, known);
}
