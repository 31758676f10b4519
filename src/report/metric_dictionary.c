#include "report/metric_dictionary.h"

#include <assert.h>
#include <string.h>

static const char PREFACE[] =
	"# Metrics\n\n"
	"Made from the registry of metrics by its test; not written by hand.\n\n"
	"A metric is a formula over measures. A measure is a sum of whole numbers: minor units of money, microseconds of hours. "
	"`pacta explain METRIC KEY --period P` lists what was summed: add it up, put the sums into the formula, and you have the "
	"figure.\n\n"
	"- **Totals.** Of amounts they add the figures up. Of shares, indexes and mean days they divide the sums: Σ of the left side "
	"by Σ of the right side; whether the right side will do is asked of the sum, so costs without revenue stay in the margin of "
	"all. Medians are those of all amounts together. What is not available is left out of both sides, and named.\n"
	"- **n/a.** A figure that cannot be told is n/a with a reason, never zero.\n"
	"- **To date.** Such metrics tell of all days up to the end of the period, or to the as-of day where that is earlier.\n"
	"- **Currencies.** Totals convert: flows at the rate of their day, balances at that of the as-of day, budgets and both sides "
	"of shares at the budget's rate.\n";

static Str words_of(Arena *mem, const char *formula)
{
	Err err;
	const Expression *expression = NULL;
	bool reads = expression_parse(mem, str_from_c(formula), &expression, &err);
	assert(reads); /* the registry's own text */
	(void)reads;
	return expression_words(mem, expression);
}

static const char *unit_words(MetricUnit unit)
{
	switch (unit) {
	case METRIC_PERCENT:
		return "percent";
	case METRIC_POINTS:
		return "percentage points";
	case METRIC_INDEX:
		return "a ratio to 1";
	case METRIC_MONEY:
		return "money";
	case METRIC_HOURS:
		return "hours";
	case METRIC_DAYS:
		return "days";
	case METRIC_DATE:
		return "a day";
	}
	return "";
}

static const char *direction_words(Direction direction)
{
	switch (direction) {
	case UP_IS_GOOD:
		return "more is better";
	case DOWN_IS_GOOD:
		return "less is better";
	case NEAR_TARGET_IS_GOOD:
		return "near its target is best";
	case NO_DIRECTION:
		return "it tells, it does not judge";
	}
	return "";
}

static void add_guards(Buf *out, const Metric *metric)
{
	bool first = true;
	for (size_t i = 0; i < METRIC_GUARDS_MAX && metric->guards[i].formula; i++) {
		const MetricGuard *guard = &metric->guards[i];
		if (guard->reason == REASON_NONE)
			continue;
		buf_add_format(out, "%s`%s` (%s)", first ? "- n/a: " : ", ",
			       reason_name(guard->reason), reason_text(guard->reason));
		first = false;
	}
	buf_add(out, first ? (Str){0} : STR("\n"));
}

static void add_traits(Buf *out, const Metric *metric)
{
	unsigned subjects = metric_subjects(metric);
	bool people = (subjects & OF_RESOURCE) != 0;
	bool contracts = (subjects & OF_CONTRACT) != 0;
	buf_add_format(out, "- %s; %s; of %s", unit_words(metric->unit),
		       direction_words(metric->direction),
		       people && contracts ? "contracts and people"
		       : people            ? "people"
					   : "contracts");
	buf_add(out, metric->single ? STR(", each on its own") : (Str){0});
	buf_add(out, metric->to_date ? STR("; to date") : (Str){0});
	buf_add(out, metric->needs_closed ? STR("; judged on closed periods only") : (Str){0});
	buf_add(out, STR("\n"));
}

static void add_metric(Arena *mem, Buf *out, const Metric *metric)
{
	buf_add_format(out, "\n### %s: `%s`\n%s\n\n", metric->title, metric->name, metric->meaning);
	buf_add_format(out, "- %.*s  \n  `%s`\n", STR_ARG(words_of(mem, metric->formula)),
		       metric->formula);
	if (metric->target)
		buf_add_format(out, "- Target, %s: %.*s\n", metric->target_title,
			       STR_ARG(words_of(mem, metric->target)));
	add_guards(out, metric);
	add_traits(out, metric);
}

static const char *unit_of_measure(Unit unit)
{
	switch (unit) {
	case UNIT_MONEY:
		return "money";
	case UNIT_HOURS:
		return "hours";
	case UNIT_DAYS:
		return "days";
	case UNIT_DATE:
		return "a day";
	case UNIT_COUNT:
		return "a count";
	case UNIT_MONEY_DAYS:
		return "money × days";
	case UNIT_LAGS:
		return "money by days";
	}
	return "";
}

static void add_measures(Buf *out)
{
	size_t count;
	const Measure *list = measure_list(&count);
	buf_add(out, STR("\n## Measures\n\n| measure | title | unit | what is in it |\n"
			 "| --- | --- | --- | --- |\n"));
	for (size_t i = 0; i < count; i++)
		buf_add_format(out, "| `%s` | %s | %s | %s |\n", list[i].name, list[i].title,
			       unit_of_measure(list[i].unit), list[i].help);
}

static void add_reasons(Buf *out)
{
	buf_add(out, STR("\n## Reasons\n\n| reason | meaning |\n| --- | --- |\n"));
	for (int i = 1; i < REASONS; i++)
		buf_add_format(out, "| `%s` | %s |\n", reason_name((Reason)i),
			       reason_text((Reason)i));
}

void metric_dictionary(Arena *mem, Buf *out)
{
	size_t count = metric_count();
	const char *group = "";
	buf_add(out, str_from_c(PREFACE));
	for (size_t i = 0; i < count; i++) {
		const Metric *metric = metric_at(i);
		if (strcmp(group, metric->group) != 0)
			buf_add_format(out, "\n## %s\n", metric->group);
		group = metric->group;
		add_metric(mem, out, metric);
	}
	add_measures(out);
	add_reasons(out);
}
