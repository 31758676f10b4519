#include "chart/contract_charts.h"

#include "chart/contract_parts.h"
#include "chart/wording.h"

enum { MONTHS_UP_TO = 18, QUARTERS_UP_TO_YEARS = 6 };

const char *const CONTRACT_CHART_NAMES[CONTRACT_CHARTS + 1] = {
	[CONTRACT_CHART_TERMS] = "terms",
	[CONTRACT_CHART_PERIODS] = "periods",
	[CONTRACT_CHART_CUMULATIVE] = "cumulative",
	[CONTRACT_CHART_EVENTS] = "events",
};

static Date add_months(Date d, int32_t months)
{
	Civil c = date_civil(d);
	int32_t month = c.year * 12 + c.month - 1 + months;
	c.year = month / 12;
	c.month = month % 12 + 1;
	int32_t last = month_days(c.year, c.month);
	c.day = c.day > last ? last : c.day;
	return date_from_civil(c);
}

Granularity contract_chart_by(Period range)
{
	if (range.to.day <= add_months(range.from, MONTHS_UP_TO).day)
		return GRANULARITY_MONTH;
	if (range.to.day <= date_add_years(range.from, QUARTERS_UP_TO_YEARS).day)
		return GRANULARITY_QUARTER;
	return GRANULARITY_YEAR;
}

/* From the first day that counts to the day after the last one; each revision and each earning day lies in it. */
static void set_range(Plan *plan)
{
	const Fold *fold = plan->story->fold;
	Date first_row = fold->rows[0].effective_on;
	Date last_row = fold->rows[fold->len - 1].effective_on;
	Period term = earning_term(plan->story->earning);
	Date first;
	Date last;
	bool earns = earning_days(plan->story->earning, &first, &last);
	plan->open_end = earning_is_endless(plan->story->earning);
	plan->range.from = date_earlier(first_row, term.from);
	if (earns)
		plan->range.from = date_earlier(plan->range.from, first);
	Date end = date_add(last_row, 1);
	if (plan->open_end) {
		end = date_later(end, date_add_years(last_row, 1));
		if (date_is_set(plan->kind.as_of))
			end = date_later(end, date_add(plan->kind.as_of, 1));
	} else {
		end = date_later(end, term.to);
		if (earns)
			end = date_later(end, date_add(last, 1));
	}
	plan->range.to = date_earlier(end, DATE_OPEN);
}

Str plan_title(const Plan *plan, Str what)
{
	return WORDS(plan->mem, what, STR(" · "), plan->story->key);
}

Str plan_as_of(const Plan *plan)
{
	if (!date_is_set(plan->kind.as_of))
		return (Str){0};
	return WORDS(plan->mem, STR(" As of "), date_text_long(plan->mem, plan->kind.as_of),
		     STR("."));
}

bool contract_chart(Arena *mem, const ContractStory *story, ContractChartKind kind, Chart *out,
		    Err *err)
{
	Plan plan = {.mem = mem,
		     .story = story,
		     .kind = kind,
		     .wording = {mem, story->fields, story->currency}};
	Chart chart = {
		.id = str_format(mem, "chart-%s", CONTRACT_CHART_NAMES[kind.which]),
		.width = kind.width,
		.as_of = kind.as_of,
		.known = DATE_NONE,
	};
	bool ok = true;
	if (story->fold->len == 0) {
		chart.title = plan_title(&plan, STR("Contract"));
		chart.empty = STR("Nothing of it is seen at that moment.");
		*out = chart;
		return true;
	}
	set_range(&plan);
	chart.range = plan.range;
	chart.open_end = plan.open_end;
	switch (kind.which) {
	case CONTRACT_CHART_TERMS:
		build_terms(&plan, &chart);
		break;
	case CONTRACT_CHART_PERIODS:
		ok = build_periods(&plan, &chart, err);
		break;
	case CONTRACT_CHART_CUMULATIVE:
		ok = build_cumulative(&plan, &chart, err);
		break;
	case CONTRACT_CHART_EVENTS:
		build_events(&plan, &chart);
		break;
	case CONTRACT_CHARTS:
		break;
	}
	if (ok)
		*out = chart;
	return ok;
}
