#include "answer/metric_json.h"

#include <assert.h>

static const Shape DIRECTION = {.kind = SHAPE_CHOICE,
				SHAPE_CHOICES("up", "down", "target", "none")};
static const Shape SUBJECT = {.kind = SHAPE_CHOICE, SHAPE_CHOICES("contract", "resource")};
static const Shape SUBJECTS = {.kind = SHAPE_LIST, .items = &SUBJECT};

static const Shape METRIC_REASON = {
	.name = "MetricReason",
	.kind = SHAPE_OBJECT,
	.help = "a reason why a figure is not available",
	SHAPE_MEMBERS({"reason", &REASON_SHAPE, ALWAYS, NULL},
		      {"text", &SHAPE_OF_TEXT, ALWAYS, "the same for people"}),
};
static const Shape METRIC_REASONS = {.kind = SHAPE_LIST, .items = &METRIC_REASON};

static const Shape MEASURE = {
	.name = "Measure",
	.kind = SHAPE_OBJECT,
	.help = "what formulas of metrics are made of",
	SHAPE_MEMBERS({"measure", &SHAPE_OF_TEXT, ALWAYS, "as expressions name it"},
		      {"title", &SHAPE_OF_TEXT, ALWAYS, "for people"},
		      {"help", &SHAPE_OF_TEXT, ALWAYS, "what is in it, and what is not"},
		      {"unit", &UNIT_SHAPE, ALWAYS, "of its sum"}),
};
static const Shape MEASURES = {.kind = SHAPE_LIST, .items = &MEASURE};

const Shape METRIC_SHAPE = {
	.name = "Metric",
	.kind = SHAPE_OBJECT,
	.help = "a figure that can be asked for, what it means and how it is computed",
	SHAPE_MEMBERS(
		{"metric", &METRIC_NAME_SHAPE, ALWAYS, "its name"},
		{"title", &SHAPE_OF_TEXT, ALWAYS, "for people"},
		{"group", &SHAPE_OF_TEXT, ALWAYS, "for people: Hours, Value, Margin"},
		{"meaning", &SHAPE_OF_TEXT, ALWAYS, "what it tells, and what to do with it"},
		{"unit", &METRIC_UNIT_SHAPE, ALWAYS,
		 "percent, points and index are ratios; money is in the contract's currency"},
		{"direction", &DIRECTION, ALWAYS,
		 "what is good: up, down, near its target; none: it tells, but does not judge"},
		{"formula", &SHAPE_OF_TEXT, ALWAYS, "in words"},
		{"expression", &SHAPE_OF_TEXT, ALWAYS, "the formula over names of measures"},
		{"target_formula", &SHAPE_OF_TEXT, NULLABLE,
		 "expression of what it is held against; null: nothing"},
		{"target_title", &SHAPE_OF_TEXT, NULLABLE, "what that is called"},
		{"subjects", &SUBJECTS, ALWAYS, "of what it exists"},
		{"reasons", &METRIC_REASONS, ALWAYS,
		 "why it may be not available, beside the reasons of its measures"},
		{"measures", &MEASURES, ALWAYS, "what it is made of"},
		{"to_date", &SHAPE_OF_BOOL, ALWAYS,
		 "it tells of all days up to the last one of the period, whatever the first"},
		{"needs_closed", &SHAPE_OF_BOOL, ALWAYS, "it is judged on closed periods only"},
		{"single", &SHAPE_OF_BOOL, ALWAYS, "it exists of one contract or person only"}),
};
static const Shape METRIC_LIST = {.kind = SHAPE_LIST, .items = &METRIC_SHAPE};

const Shape METRICS_SHAPE = {
	.name = "Metrics",
	.kind = SHAPE_OBJECT,
	.help = "all metrics",
	SHAPE_MEMBERS({"metrics", &METRIC_LIST, ALWAYS, "by group"}),
};

static const Expression *formula_of(Arena *mem, const char *text)
{
	Err err;
	const Expression *formula = NULL;
	bool read = expression_parse(mem, str_from_c(text), &formula, &err);
	assert(read); /* a test reads every formula of the registry */
	return formula;
}

Str metric_formula_words(Arena *mem, const char *formula)
{
	return expression_words(mem, formula_of(mem, formula));
}

static void add_measures(Arena *mem, const char *text, MetricMeasures *out)
{
	InputList inputs = expression_inputs(formula_of(mem, text));
	size_t *all = ARENA_ARRAY(mem, size_t, out->len + inputs.len);
	for (size_t i = 0; i < out->len; i++)
		all[i] = out->at[i];
	out->at = all;
	for (size_t i = 0; i < inputs.len; i++) {
		size_t known = 0;
		while (known < out->len && all[known] != inputs.at[i].measure)
			known++;
		if (known == out->len)
			all[out->len++] = inputs.at[i].measure;
	}
}

MetricMeasures metric_measures(Arena *mem, const Metric *metric)
{
	MetricMeasures measures = {0};
	add_measures(mem, metric->formula, &measures);
	if (metric->target)
		add_measures(mem, metric->target, &measures);
	return measures;
}

static void add_reason(MetricReasons *reasons, Reason reason)
{
	for (size_t i = 0; i < reasons->len; i++) {
		if (reasons->at[i] == reason)
			return;
	}
	reasons->at[reasons->len++] = reason;
}

MetricReasons metric_reasons(const Metric *metric)
{
	MetricReasons reasons = {.len = 0};
	for (size_t i = 0; i < METRIC_GUARDS_MAX && metric->guards[i].formula; i++) {
		if (metric->guards[i].reason != REASON_NONE)
			add_reason(&reasons, metric->guards[i].reason);
	}
	if (metric->single)
		add_reason(&reasons, REASON_NOT_ADDITIVE);
	if (metric_subjects(metric) != (OF_CONTRACT | OF_RESOURCE))
		add_reason(&reasons, REASON_NOT_OF_SCOPE);
	return reasons;
}

static void put_subjects(JsonWriter *json, const Metric *metric)
{
	unsigned subjects = metric_subjects(metric);
	json_put_key(json, "subjects");
	json_write_begin_array(json);
	if ((subjects & OF_CONTRACT) != 0)
		json_write_string(json, STR("contract"));
	if ((subjects & OF_RESOURCE) != 0)
		json_write_string(json, STR("resource"));
	json_write_end_array(json);
}

static void put_reasons(JsonWriter *json, const Metric *metric)
{
	MetricReasons reasons = metric_reasons(metric);
	json_put_key(json, "reasons");
	json_write_begin_array(json);
	for (size_t i = 0; i < reasons.len; i++) {
		json_write_begin_object(json);
		json_put_member(json, "reason", str_from_c(reason_name(reasons.at[i])));
		json_put_member(json, "text", str_from_c(reason_text(reasons.at[i])));
		json_write_end_object(json);
	}
	json_write_end_array(json);
}

static void put_measures(JsonWriter *json, Arena *mem, const Metric *metric)
{
	size_t count;
	const Measure *list = measure_list(&count);
	MetricMeasures measures = metric_measures(mem, metric);
	json_put_key(json, "measures");
	json_write_begin_array(json);
	for (size_t i = 0; i < measures.len; i++) {
		const Measure *measure = &list[measures.at[i]];
		json_write_begin_object(json);
		json_put_member(json, "measure", str_from_c(measure->name));
		json_put_member(json, "title", str_from_c(measure->title));
		json_put_member(json, "help", str_from_c(measure->help));
		json_put_member(json, "unit", str_from_c(unit_name(measure->unit)));
		json_write_end_object(json);
	}
	json_write_end_array(json);
}

void json_put_metric(JsonWriter *json, Arena *mem, const Metric *metric)
{
	json_write_begin_object(json);
	json_put_member(json, "metric", str_from_c(metric->name));
	json_put_member(json, "title", str_from_c(metric->title));
	json_put_member(json, "group", str_from_c(metric->group));
	json_put_member(json, "meaning", str_from_c(metric->meaning));
	json_put_member(json, "unit", str_from_c(metric_unit_name(metric->unit)));
	json_put_member(json, "direction", str_from_c(direction_name(metric->direction)));
	json_put_member(json, "formula", metric_formula_words(mem, metric->formula));
	json_put_member(json, "expression", str_from_c(metric->formula));
	json_put_member(json, "target_formula", str_from_c(metric->target));
	json_put_member(json, "target_title", str_from_c(metric->target_title));
	put_subjects(json, metric);
	put_reasons(json, metric);
	put_measures(json, mem, metric);
	json_put_bool(json, "to_date", metric->to_date);
	json_put_bool(json, "needs_closed", metric->needs_closed);
	json_put_bool(json, "single", metric->single);
	json_write_end_object(json);
}

void json_put_metrics(JsonWriter *json, Arena *mem)
{
	size_t count = metric_count();
	json_write_begin_object(json);
	json_put_key(json, "metrics");
	json_write_begin_array(json);
	for (size_t i = 0; i < count; i++)
		json_put_metric(json, mem, metric_at(i));
	json_write_end_array(json);
	json_write_end_object(json);
}
