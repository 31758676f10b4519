#include "base/int128.h"
#include "chart/contract_parts.h"
#include "chart/wording.h"
#include "history/terms.h"

enum { YEAR_DAYS = 365 };

/* The days that earn by a row: until the next one, in its own term and in the last one. */
static Period segment_of(const Plan *plan, size_t row)
{
	const Fold *fold = plan->story->fold;
	Terms terms = terms_of(&fold->rows[row]);
	bool last = row + 1 == fold->len;
	Period days = {terms.effective, last ? DATE_OPEN : fold->rows[row + 1].effective_on};
	days = period_common(days, terms_term(&terms));
	days = period_common(days, earning_term(plan->story->earning));
	return period_common(days, plan->range);
}

/* total · 365 / days of the term, rounded half-even. */
static ChartValue yearly(const Plan *plan, const Terms *terms)
{
	Date first = plan->story->fold->rows[0].effective_on;
	Date start = date_is_set(terms->starts) ? terms->starts : first;
	int128 days = period_days((Period){start, terms->ends});
	if (days == 0)
		return (ChartValue){0};
	int128 year = (int128)terms->total.number * YEAR_DAYS;
	int128 whole = int128_floor_div(year, days);
	int128 twice = 2 * (year - whole * days);
	if (twice > days || (twice == days && whole % 2 != 0))
		whole++;
	if (whole > INT64_MAX || whole < INT64_MIN)
		return (ChartValue){.na = STR("too large")};
	return (ChartValue){.set = true, .scaled = (int64_t)whole};
}

static ChartValue value_in_force(const Plan *plan, const Terms *terms)
{
	if (terms_spread(terms)) {
		if (!terms->total.set)
			return (ChartValue){.na = STR("not set")};
		if (!date_is_set(terms->ends))
			return (ChartValue){.na = words_na(plan->mem, na_name(NA_NO_END))};
		return yearly(plan, terms);
	}
	if (terms->annual.set)
		return (ChartValue){.set = true, .scaled = terms->annual.number};
	return (ChartValue){.na = terms->by_usage ? words_na(plan->mem, na_name(NA_BY_USAGE))
						  : STR("not set")};
}

static ChartValue labour_share(const Terms *terms)
{
	if (!terms->labor.set)
		return (ChartValue){.na = STR("not set")};
	return (ChartValue){.set = true, .scaled = terms->labor.number};
}

/* "annual value", or what stands for it where the value of the term is spread. */
static Str value_name(const Fold *fold)
{
	size_t spread = 0;
	for (size_t i = 0; i < fold->len; i++) {
		Terms terms = terms_of(&fold->rows[i]);
		spread += terms_spread(&terms);
	}
	if (spread == 0)
		return STR("annual value");
	return spread == fold->len ? STR("total value per year") : STR("value per year");
}

static Str numbers_on(const Plan *plan, Date day, size_t *at)
{
	EntryList revisions = plan->story->revisions;
	Buf out = {.mem = plan->mem};
	for (; *at < revisions.len && revisions.at[*at]->effective_on.day == day.day; (*at)++)
		buf_add_format(&out, "%s%d", out.len > 0 ? "," : "",
			       (int)revisions.at[*at]->number);
	return buf_str(&out);
}

static ChartEvent event_of(const Plan *plan, size_t row, Str ref)
{
	const FoldRow *rows = plan->story->fold->rows;
	ChangeWords words =
		words_of_rows(&plan->wording, row > 0 ? &rows[row - 1] : NULL, &rows[row]);
	Str day = date_text_long(plan->mem, rows[row].effective_on);
	ChartEvent event = {.on = rows[row].effective_on, .ref = ref};
	if (row > 0) {
		event.text = words.text;
		event.brief = words.brief;
	}
	Str detail = words.detail.len > 0 ? words.detail : STR("nothing changes");
	event.detail = WORDS(plan->mem, day, row == 0 ? STR(": begins with ") : STR(": "), detail);
	return event;
}

static Str course(const Plan *plan, const Series *series, const Quantity *quantity)
{
	const Datum *first = NULL;
	const Datum *last = NULL;
	for (size_t i = 0; i < series->len; i++) {
		if (!series->data[i].value.set)
			continue;
		first = first ? first : &series->data[i];
		last = &series->data[i];
	}
	if (!first)
		return WORDS(plan->mem, series->name, STR(" not available"));
	Str end = wording_measure(plan->mem, quantity, last->value);
	if (first->value.scaled == last->value.scaled)
		return WORDS(plan->mem, series->name, STR(" "), end);
	return WORDS(plan->mem, series->name, STR(" "),
		     wording_value(plan->mem, quantity, first->value), STR(", at the end "), end);
}

static Str summary_of(const Plan *plan, const Panel *panels)
{
	Arena *mem = plan->mem;
	size_t later = plan->story->fold->len - 1;
	return WORDS(mem, wording_period(mem, plan->range),
		     plan->open_end ? STR(", without an end: ") : STR(": "),
		     course(plan, &panels[0].series[0], &panels[0].quantity), STR("; "),
		     course(plan, &panels[1].series[0], &panels[1].quantity), STR(". "),
		     wording_count(mem, (int64_t)later),
		     later == 1 ? STR(" later change.") : STR(" later changes."), plan_as_of(plan));
}

void build_terms(const Plan *plan, Chart *chart)
{
	const Fold *fold = plan->story->fold;
	Datum *values = ARENA_ARRAY(plan->mem, Datum, fold->len);
	Datum *shares = ARENA_ARRAY(plan->mem, Datum, fold->len);
	ChartEvent *events = ARENA_ARRAY(plan->mem, ChartEvent, fold->len);
	size_t len = 0;
	size_t revision = 0;
	for (size_t i = 0; i < fold->len; i++) {
		Terms terms = terms_of(&fold->rows[i]);
		Period days = segment_of(plan, i);
		events[i] =
			event_of(plan, i, numbers_on(plan, fold->rows[i].effective_on, &revision));
		if (period_days(days) == 0)
			continue;
		values[len] = (Datum){.during = days, .value = value_in_force(plan, &terms)};
		shares[len++] = (Datum){.during = days, .value = labour_share(&terms)};
	}
	Series *series = ARENA_ARRAY(plan->mem, Series, 2);
	Panel *panels = ARENA_ARRAY(plan->mem, Panel, 2);
	series[0] = (Series){value_name(fold), SERIES_STEP, TONE_ACCENT, values, len};
	series[1] = (Series){words_label(&plan->wording, DIRECT_LABOR), SERIES_STEP, TONE_INK,
			     shares, len};
	panels[0] = (Panel){.quantity = words_quantity(&plan->wording, ANNUAL_VALUE),
			    .series = &series[0],
			    .len = 1};
	panels[1] = (Panel){.quantity = words_quantity(&plan->wording, DIRECT_LABOR),
			    .small = true,
			    .series = &series[1],
			    .len = 1};
	chart->kind = CHART_PANELS;
	chart->title = plan_title(plan, STR("Value and direct labour over time"));
	chart->summary = summary_of(plan, panels);
	chart->panels = panels;
	chart->panel_count = 2;
	chart->events = events;
	chart->event_count = fold->len;
}
