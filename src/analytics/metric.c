#include "analytics/metric.h"

#include "base/nearest.h"

#include <assert.h>

const char *metric_unit_name(MetricUnit unit)
{
	static const char *const NAMES[] = {
		[METRIC_PERCENT] = "percent", [METRIC_POINTS] = "points", [METRIC_INDEX] = "index",
		[METRIC_MONEY] = "money",     [METRIC_HOURS] = "hours",   [METRIC_DAYS] = "days",
		[METRIC_DATE] = "date",
	};
	return NAMES[unit];
}

bool metric_unit_is_ratio(MetricUnit unit)
{
	return unit == METRIC_PERCENT || unit == METRIC_POINTS || unit == METRIC_INDEX;
}

const char *direction_name(Direction direction)
{
	static const char *const NAMES[] = {
		[UP_IS_GOOD] = "up",
		[DOWN_IS_GOOD] = "down",
		[NEAR_TARGET_IS_GOOD] = "target",
		[NO_DIRECTION] = "none",
	};
	return NAMES[direction];
}

const char *figure_flag_name(unsigned flag)
{
	static const char *const NAMES[] = {
		"running", "open",   "estimate",  "unattainable",
		"spent",   "unused", "converted", "partial",
	};
	for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
		if (flag == 1U << i)
			return NAMES[i];
	}
	return "";
}

/* The first metric that holds `name` or is held in it, else the one whose name is nearest; empty: neither. For a hint. */
static Str similar_metric(Str name)
{
	size_t at;
	size_t count = metric_count();
	for (size_t i = 0; i < count && name.len >= 3; i++) {
		Str other = str_from_c(metric_at(i)->name);
		if (str_find(other, name, &at) || str_find(name, other, &at))
			return other;
	}
	Nearest nearest = nearest_to(name);
	for (size_t i = 0; i < count; i++)
		nearest_try(&nearest, str_from_c(metric_at(i)->name));
	return nearest.best;
}

bool metric_find(Str name, size_t *place, Err *err)
{
	size_t count = metric_count();
	for (size_t i = 0; i < count; i++) {
		if (str_eq_c(name, metric_at(i)->name)) {
			*place = i;
			return true;
		}
	}
	Str similar = similar_metric(name);
	if (similar.len > 0)
		return fail_no_such(err, "metric",
				    "there is no metric '%.*s'; did you mean '%.*s'?",
				    STR_ARG(str_slice(name, 0, 60)), STR_ARG(similar));
	return fail_no_such(err, "metric", "there is no metric '%.*s'",
			    STR_ARG(str_slice(name, 0, 60)));
}

unsigned metric_subjects(const Metric *metric)
{
	Arena mem;
	arena_init(&mem);
	Err err;
	size_t count;
	const Expression *expression = NULL;
	const Measure *measures = measure_list(&count);
	bool reads = expression_parse(&mem, str_from_c(metric->formula), &expression, &err);
	assert(reads); /* the registry's own text */
	(void)reads;
	InputList inputs = expression_inputs(expression);
	unsigned subjects = OF_CONTRACT | OF_RESOURCE;
	for (size_t i = 0; i < inputs.len; i++) {
		const Measure *measure = &measures[inputs.at[i].measure];
		subjects &= measure->of_contract ? ~0U : ~(unsigned)OF_CONTRACT;
		subjects &= measure->of_resource ? ~0U : ~(unsigned)OF_RESOURCE;
	}
	arena_deinit(&mem);
	return subjects;
}
