#include "base/int128.h"
#include "chart/chart_fixture.h"
#include "chart/scale.h"

static Span span_of(int64_t least, int64_t most)
{
	Span span = {0};
	span_add(&span, most);
	span_add(&span, least);
	return span;
}

static void scales_are_those_that_people_draw(void **state)
{
	(void)state;
	static const struct {
		const char *label;
		int64_t least, most;
		ScaleFit fit;
		int steps;
		Scale wanted;
	} cases[] = {
		{"some room below", 100, 130, SCALE_LOOSE, 5, {60, 140, 20}},
		{"near zero", 40, 130, SCALE_LOOSE, 5, {0, 150, 50}},
		{"a single value", 86400, 86400, SCALE_LOOSE, 5, {0, 100000, 20000}},
		{"from zero", 100, 130, SCALE_FROM_ZERO, 5, {0, 150, 50}},
		{"below and above", -20, 75, SCALE_FROM_ZERO, 5, {-50, 100, 50}},
		{"all below", -130, -100, SCALE_FROM_ZERO, 5, {-150, 0, 50}},
		{"all below, loose", -130, -100, SCALE_LOOSE, 5, {-140, -60, 20}},
		{"a single value below", -50, -50, SCALE_LOOSE, 5, {-60, 0, 20}},
		{"a small change is not a large one", 640, 659, SCALE_LOOSE, 5, {450, 700, 50}},
		{"a small change below zero", -659, -640, SCALE_LOOSE, 5, {-700, -450, 50}},
		{"tight, a small change", 680000, 700000, SCALE_TIGHT, 2, {600000, 700000, 50000}},
		{"tight, below zero", -700, -690, SCALE_TIGHT, 2, {-700, -600, 50}},
		{"tight, across zero", -70, 20, SCALE_TIGHT, 2, {-100, 100, 100}},
		{"tight", 600000, 700000, SCALE_TIGHT, 2, {600000, 700000, 50000}},
		{"tight, one value", 620000, 620000, SCALE_TIGHT, 2, {0, 1000000, 500000}},
		{"nothing but zero", 0, 0, SCALE_LOOSE, 5, {0, 100, 20}},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Scale got = scale_of(span_of(cases[i].least, cases[i].most), cases[i].fit,
				     cases[i].steps, 100);
		if (got.low != cases[i].wanted.low || got.high != cases[i].wanted.high ||
		    got.step != cases[i].wanted.step)
			fail_msg("%s: %d … %d by %d", cases[i].label, (int)got.low, (int)got.high,
				 (int)got.step);
	}
	Scale empty = scale_of((Span){0}, SCALE_LOOSE, 5, 100);
	assert_int_equal(empty.low, 0);
	assert_int_equal(empty.high, 100);
}

static bool is_nice(int64_t step)
{
	while (step % 10 == 0)
		step /= 10;
	return step == 1 || step == 2 || step == 5;
}

/* Whatever the values: they lie on the scale, which has few steps that are 1, 2 or 5 times a power of ten. */
static void every_scale_holds_its_values(void **state)
{
	(void)state;
	Random random = {20260901};
	for (int i = 0; i < 4000; i++) {
		int64_t reach = INT64_MAX >> random_in(&random, 2, 62);
		int64_t a = random_in(&random, -reach, reach);
		int64_t b = i % 5 == 0 ? a : random_in(&random, -reach, reach);
		int steps = (int)random_in(&random, 2, 7);
		ScaleFit fit = (ScaleFit)random_in(&random, 0, 2);
		Span span = span_of(a < b ? a : b, a < b ? b : a);
		Scale scale = scale_of(span, fit, steps, 1);
		int64_t tick = scale_first(scale);
		int ticks = 1;
		if (scale.low >= scale.high || scale.low > span.least || scale.high < span.most ||
		    !is_nice(scale.step) || tick != scale.low)
			fail_msg("case %d: no scale", i);
		while (scale_next(scale, &tick))
			ticks++;
		if (ticks < 2 || ticks > steps + 1 || tick != scale.high)
			fail_msg("case %d: %d ticks", i, ticks);
		if (fit == SCALE_FROM_ZERO && (scale.low > 0 || scale.high < 0))
			fail_msg("case %d: without zero", i);
		double at = scale_at(scale, a);
		assert_true(at >= 0 && at <= 1);
	}
}

static void the_ends_of_int64_can_be_drawn(void **state)
{
	(void)state;
	Scale scale = scale_of(span_of(INT64_MIN, INT64_MAX), SCALE_FROM_ZERO, 5, 1);
	assert_true(scale.low == INT64_MIN && scale.high == INT64_MAX);
	assert_true(scale_at(scale, INT64_MIN) == 0 && scale_at(scale, INT64_MAX) == 1);
	int64_t tick = scale_first(scale);
	assert_true(tick % scale.step == 0 && tick > INT64_MIN);
	int ticks = 1;
	while (scale_next(scale, &tick))
		ticks++;
	assert_in_range(ticks, 2, 6);
	scale = scale_of(span_of(INT64_MIN, INT64_MAX), SCALE_TIGHT, 2, 1);
	assert_true(scale.low == INT64_MIN && scale.high == INT64_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(scales_are_those_that_people_draw),
		cmocka_unit_test(every_scale_holds_its_values),
		cmocka_unit_test(the_ends_of_int64_can_be_drawn),
	};
	return RUN_TESTS(tests);
}
