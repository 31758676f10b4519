#include "chart/contract_parts.h"
#include "chart/wording.h"

#include <stdlib.h>

/* Both figures of some days as data. */
typedef struct FigureData {
	Datum *revenue;
	Datum *profit;
	size_t len;
	bool estimate;
} FigureData;

static Quantity money(const Plan *plan)
{
	return (Quantity){QUANTITY_MONEY, plan->story->currency.exponent,
			  str_copy(plan->mem, str_from_c(plan->story->currency.code))};
}

static ChartValue value_of(const Plan *plan, Amount amount)
{
	if (amount.na != NA_NONE)
		return (ChartValue){.na = words_na(plan->mem, na_name(amount.na))};
	return (ChartValue){.set = true, .scaled = amount.minor};
}

static Calendar calendar_of(const Plan *plan)
{
	Calendar calendar = plan->kind.calendar;
	if (!plan->kind.has_by)
		calendar.granularity = contract_chart_by(plan->range);
	calendar.anchor = earning_term(plan->story->earning).from;
	return calendar;
}

static const char *granularity_words(Granularity granularity)
{
	static const char *const words[] = {
		[GRANULARITY_DAY] = "day",
		[GRANULARITY_WEEK] = "week",
		[GRANULARITY_MONTH] = "month",
		[GRANULARITY_QUARTER] = "quarter",
		[GRANULARITY_YEAR] = "calendar year",
		[GRANULARITY_FISCAL_YEAR] = "fiscal year",
		[GRANULARITY_CONTRACT_YEAR] = "contract year",
	};
	return words[granularity];
}

static void set_panel(const Plan *plan, Chart *chart, SeriesForm form, const FigureData *data)
{
	Series *series = ARENA_ARRAY(plan->mem, Series, 2);
	Panel *panel = ARENA_NEW(plan->mem, Panel);
	Tone quiet = form == SERIES_BARS ? TONE_SOFT : TONE_INK;
	series[0] = (Series){STR("revenue"), form, quiet, data->revenue, data->len};
	series[1] = (Series){STR("profit"), form, TONE_ACCENT, data->profit, data->len};
	*panel = (Panel){.quantity = money(plan), .from_zero = true, .series = series, .len = 2};
	chart->kind = CHART_PANELS;
	chart->panels = panel;
	chart->panel_count = 1;
}

/* The sentence of both figures over all days. */
static MUST_CHECK bool summary_of(const Plan *plan, const FigureData *data, Str how, Str *out,
				  Err *err)
{
	Arena *mem = plan->mem;
	Quantity quantity = money(plan);
	Figures all;
	if (!earning_part(plan->story->earning, plan->range, &all, err))
		return false;
	*out = WORDS(mem, wording_period(mem, plan->range),
		     plan->open_end ? STR(" (there is no end)") : (Str){0}, STR(", "), how,
		     STR(": revenue by terms "),
		     wording_measure(mem, &quantity, value_of(plan, all.revenue)),
		     STR(", profit by terms "),
		     wording_measure(mem, &quantity, value_of(plan, all.profit)), STR(" in all."),
		     data->estimate ? STR(" It holds an estimate: usage with an annual value.")
				    : (Str){0},
		     plan_as_of(plan));
	return true;
}

/* What of a period that runs on the as-of day is done; nothing of any other. */
static MUST_CHECK bool done_part(const Plan *plan, Period during, Figures *out, bool *runs,
				 Err *err)
{
	Date as_of = plan->kind.as_of;
	*runs = date_is_set(as_of) && as_of.day >= during.from.day && as_of.day + 1 < during.to.day;
	if (!*runs)
		return true;
	return earning_part(plan->story->earning, (Period){during.from, date_add(as_of, 1)}, out,
			    err);
}

/* "2009", or "2009/10" where the year begins within a calendar year. */
static Str year_name(Arena *mem, Date from)
{
	Civil c = date_civil(from);
	if (c.month == 1 && c.day == 1)
		return str_format(mem, "%d", (int)c.year);
	return str_format(mem, "%d/%02d", (int)c.year, (int)(c.year + 1) % 100);
}

/* How the period that holds `from` is called, and the year to tell with it. */
static void name_period(const Plan *plan, Calendar calendar, Datum *datum)
{
	static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
					   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	Arena *mem = plan->mem;
	Date from = calendar_tile(calendar, datum->during.from).from;
	Civil c = date_civil(from);
	switch (calendar.granularity) {
	case GRANULARITY_DAY:
	case GRANULARITY_WEEK:
		datum->name = str_format(mem, "%d %s", (int)c.day, months[c.month - 1]);
		datum->year = c.year;
		break;
	case GRANULARITY_MONTH:
		datum->name = str_from_c(months[c.month - 1]);
		datum->year = c.year;
		break;
	case GRANULARITY_QUARTER:
		datum->name = str_format(mem, "Q%d", (int)(c.month + 2) / 3);
		datum->year = c.year;
		break;
	case GRANULARITY_YEAR:
	case GRANULARITY_FISCAL_YEAR:
	case GRANULARITY_CONTRACT_YEAR:
		datum->name = year_name(mem, from);
		break;
	}
}

static MUST_CHECK bool add_period(const Plan *plan, Calendar calendar, const PeriodRow *row,
				  FigureData *data, Err *err)
{
	Figures done;
	bool runs;
	if (!done_part(plan, row->period, &done, &runs, err))
		return false;
	Datum revenue = {.during = row->period, .value = value_of(plan, row->figures.revenue)};
	Datum profit = {.during = row->period, .value = value_of(plan, row->figures.profit)};
	name_period(plan, calendar, &revenue);
	name_period(plan, calendar, &profit);
	if (runs) {
		revenue.done = value_of(plan, done.revenue);
		profit.done = value_of(plan, done.profit);
	}
	data->revenue[data->len] = revenue;
	data->profit[data->len++] = profit;
	data->estimate = data->estimate || row->figures.estimate;
	return true;
}

bool build_periods(const Plan *plan, Chart *chart, Err *err)
{
	PeriodTable table;
	Calendar calendar = calendar_of(plan);
	if (!period_table(plan->mem, plan->story->earning, calendar, plan->range, &table, err))
		return false;
	FigureData data = {.revenue = ARENA_ARRAY(plan->mem, Datum, table.len),
			   .profit = ARENA_ARRAY(plan->mem, Datum, table.len)};
	for (size_t i = 0; i < table.len; i++) {
		if (!add_period(plan, calendar, &table.at[i], &data, err))
			return false;
	}
	Str how = WORDS(plan->mem, STR("by "), str_from_c(granularity_words(calendar.granularity)));
	if (!summary_of(plan, &data, how, &chart->summary, err))
		return false;
	set_panel(plan, chart, SERIES_BARS, &data);
	chart->title =
		plan_title(plan, WORDS(plan->mem, STR("Revenue and profit by terms, "), how));
	return true;
}

static int compare_days(const void *a, const void *b)
{
	const Date *x = a;
	const Date *y = b;
	return (x->day > y->day) - (x->day < y->day);
}

/* Days at whose beginning the sum is told, each once and in order. */
typedef struct Days {
	Date *at;
	size_t len;
} Days;

static void keep_day(Days *days, Period range, Date day)
{
	if (day.day >= range.from.day && day.day <= range.to.day)
		days->at[days->len++] = day;
}

/* Where the line may bend: at the ends of periods, at revisions, at ends of terms, and where it is marked. */
static Days bends_of(const Plan *plan, const PeriodTable *table)
{
	const Fold *fold = plan->story->fold;
	Days days = {ARENA_ARRAY(plan->mem, Date, table->len + 3 * fold->len + 3), 0};
	keep_day(&days, plan->range, plan->range.from);
	keep_day(&days, plan->range, plan->range.to);
	for (size_t i = 0; i < table->len; i++)
		keep_day(&days, plan->range, table->at[i].period.to);
	for (size_t i = 0; i < fold->len; i++) {
		Terms terms = terms_of(&fold->rows[i]);
		keep_day(&days, plan->range, terms.effective);
		if (date_is_set(terms.ends) && terms.ends.day <= terms.effective.day)
			keep_day(&days, plan->range, date_add(terms.effective, 1));
		else if (date_is_set(terms.ends))
			keep_day(&days, plan->range, terms.ends);
	}
	if (date_is_set(plan->kind.as_of))
		keep_day(&days, plan->range, date_add(plan->kind.as_of, 1));
	qsort(days.at, days.len, sizeof *days.at, compare_days);
	size_t len = 0;
	for (size_t i = 0; i < days.len; i++) {
		if (len == 0 || days.at[len - 1].day != days.at[i].day)
			days.at[len++] = days.at[i];
	}
	days.len = len;
	return days;
}

bool build_cumulative(const Plan *plan, Chart *chart, Err *err)
{
	PeriodTable table;
	if (!period_table(plan->mem, plan->story->earning, calendar_of(plan), plan->range, &table,
			  err))
		return false;
	Days days = bends_of(plan, &table);
	FigureData data = {.revenue = ARENA_ARRAY(plan->mem, Datum, days.len),
			   .profit = ARENA_ARRAY(plan->mem, Datum, days.len)};
	for (size_t i = 0; i < days.len; i++) {
		Figures figures;
		Period so_far = {plan->range.from, days.at[i]};
		if (!earning_part(plan->story->earning, so_far, &figures, err))
			return false;
		data.revenue[i] =
			(Datum){.during = so_far, .value = value_of(plan, figures.revenue)};
		data.profit[i] = (Datum){.during = so_far, .value = value_of(plan, figures.profit)};
		data.estimate = data.estimate || figures.estimate;
	}
	data.len = days.len;
	if (!summary_of(plan, &data, STR("added up from the first day"), &chart->summary, err))
		return false;
	set_panel(plan, chart, SERIES_LINE, &data);
	chart->title = plan_title(plan, STR("Revenue and profit by terms to date"));
	return true;
}
