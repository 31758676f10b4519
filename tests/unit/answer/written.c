#include "answer/written.h"

#include "check.h"

JsonWriter written_begin(Arena *mem, Buf *out)
{
	JsonWriter json;
	*out = (Buf){.mem = mem};
	json_write_init(&json, out, false);
	return json;
}

/* Reads what was written and checks it against its shape. */
const JsonValue *written_fits(Arena *mem, const char *label, const Shape *shape, JsonWriter *json)
{
	Err err;
	const JsonValue *value = NULL;
	json_write_end(json);
	if (!json_parse(mem, buf_str(json->out), &value, &err) || !shape_check(shape, value, &err))
		fail_msg("%s: %s in %.*s", label, err.text, STR_ARG(buf_str(json->out)));
	return value;
}

/* At "/inputs/0/value"; what is not there is no text. */
const JsonValue *written_at(const JsonValue *value, const char *pointer)
{
	const JsonValue *found = json_find(value, str_from_c(pointer));
	if (!found)
		fail_msg("there is nothing at %s", pointer);
	return found;
}

void check_at(const JsonValue *value, const char *pointer, const char *wanted)
{
	check_text(pointer, written_at(value, pointer)->text, wanted);
}

void check_null(const JsonValue *value, const char *pointer)
{
	if (written_at(value, pointer)->kind != JSON_NULL)
		fail_msg("%s is not null", pointer);
}

const Metric *metric_of(const char *name)
{
	Err err;
	size_t place = 0;
	assert_true(metric_find(str_from_c(name), &place, &err));
	return metric_at(place);
}

const Measure *measure_of(const char *name)
{
	size_t place = 0;
	size_t count;
	assert_true(measure_find(str_from_c(name), &place));
	return &measure_list(&count)[place];
}

Ratio ratio(int64_t num, int64_t den)
{
	Ratio made = RATIO_ZERO;
	assert_true(ratio_make(num, den, &made));
	return made;
}

Figure sample_figure(void)
{
	return (Figure){
		.metric = metric_of("contract_utilization"),
		.flags = FIGURE_RUNNING | FIGURE_PARTIAL,
		.value = ratio(95, 100),
		.currency = {"", 0},
		.is_quotient = true,
		.numerator = 95 * HOUR_US,
		.denominator = 100 * HOUR_US,
		.has_target = true,
		.target = ratio(9, 10),
		.deviation = ratio(1, 20),
		.has_share = true,
		.share = ratio(95, 90),
		.parts = 2,
	};
}

Figure sample_missing(const char *metric, Reason reason)
{
	return (Figure){
		.metric = metric_of(metric),
		.na = reason,
		.na_detail = STR("2010-01"),
		.value = RATIO_ZERO,
		.is_quotient = true,
		.has_target = true,
		.target = ratio(1, 1),
	};
}
