/*
 * Any bytes as what people type to ask for figures: a scope, a period, the name of a metric, a formula. What is taken is whole: it
 * reads the same when it is written out, and a formula gives a value or says why it has none.
 *
 * The first byte chooses which.
 */
#include "analytics/expression.h"
#include "analytics/metric.h"
#include "analytics/period_text.h"
#include "app/scope.h"
#include "base/utf8.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Texts come as UTF-8 without NULs: the faces see to it. */
static bool is_text(Str text)
{
	size_t at;
	return utf8_valid(text) && !str_find(text, (Str){"", 1}, &at);
}

static void read_scope(Arena *mem, Str text)
{
	Scope scope;
	Scope again;
	Err err;
	if (!is_text(text) || !scope_parse(text, &scope, &err))
		return;
	assert(scope.kind < SCOPE_KINDS);
	assert(scope.kind != SCOPE_PORTFOLIO || scope.name.len == 0);
	assert(scope.kind != SCOPE_CONTRACT || scope.name.len > 0);
	bool read = scope_parse(scope_text(mem, scope), &again, &err);
	assert(read && again.kind == scope.kind && str_eq(again.name, scope.name));
}

static void read_period(Arena *mem, Str text, int32_t fiscal_month)
{
	PeriodContext context = {fiscal_month, {{14000}, {15000}}};
	Period period;
	Period again;
	Err err;
	if (!period_parse(text, &context, &period, &err))
		return;
	assert(period.from.day < period.to.day && period.from.day >= DAY_MIN);
	assert(period.to.day <= DATE_OPEN.day);
	assert(period_words(mem, period, fiscal_month).len > 0);
	bool read = period_parse(period_name(mem, period, fiscal_month), &context, &again, &err);
	assert(read && again.from.day == period.from.day && again.to.day == period.to.day);
	Period before = period_before(period, fiscal_month);
	assert(before.to.day <= period.from.day && before.from.day < before.to.day);
}

static void read_metric(Str text)
{
	size_t place = 0;
	Err err;
	if (metric_find(text, &place, &err))
		assert(str_eq_c(text, metric_at(place)->name));
}

static void read_formula(Arena *mem, Str text)
{
	const Expression *formula = NULL;
	Err err;
	if (!expression_parse(mem, text, &formula, &err))
		return;
	static const TallyRow LAGS[] = {{.lag = 3, .amount = 2}, {.lag = -1, .amount = INT64_MAX}};
	size_t count = expression_inputs(formula).len;
	InputValue *values = ARENA_ARRAY(mem, InputValue, count);
	Str *texts = ARENA_ARRAY(mem, Str, count);
	for (size_t i = 0; i < count; i++) {
		values[i] = (InputValue){{i % 3 == 2 ? 0 : INT64_MAX - (int64_t)i, 1}, LAGS, 2};
		texts[i] = STR("1 h");
	}
	Ratio value = {7, 0};
	Evaluated evaluated = expression_evaluate(formula, values, &value);
	assert((evaluated == EVALUATED) == (value.den != 0));
	assert(evaluated != EVALUATED || value.den > 0);
	assert(expression_words(mem, formula).len > 0);
	assert(expression_numbers(mem, formula, texts).len > 0);
	if (expression_is_quotient(formula))
		assert(expression_inputs(expression_numerator(formula)).len == count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Arena mem;
	if (size == 0)
		return 0;
	arena_init(&mem);
	/* A copy of its own, so that the sanitizer sees every byte read outside. */
	Str text = str_copy(&mem, (Str){(const char *)data + 1, size - 1});
	switch (data[0] % 4) {
	case 0:
		read_scope(&mem, text);
		break;
	case 1:
		read_period(&mem, text, 1 + data[0] / 4 % 12);
		break;
	case 2:
		read_metric(text);
		break;
	default:
		read_formula(&mem, text);
		break;
	}
	arena_deinit(&mem);
	return 0;
}
