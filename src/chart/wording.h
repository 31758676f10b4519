#ifndef PACTA_CHART_WORDING_H
#define PACTA_CHART_WORDING_H

/*
 * How the numbers and days of a chart read, and how wide its texts are. Pure.
 *
 * Exact texts have all decimals that a number has ("83,835.62", "62.5 %"); short ones three digits that
 * count ("83.8 k"). The minus is a real one.
 */

#include "chart/chart.h"

Str wording_exact(Arena *mem, const Quantity *quantity, int64_t scaled);
Str wording_short(Arena *mem, const Quantity *quantity, int64_t scaled);

/* Both short, but long enough to differ where the numbers do: "191,580 → 191,900". */
Str wording_change(Arena *mem, const Quantity *quantity, int64_t before, int64_t after);

/* Of a scale whose ticks are multiples of `step` up to `largest` in size: "0.5 M", "1.0 M" alike. */
Str wording_tick(Arena *mem, const Quantity *quantity, int64_t scaled, int64_t step,
		 int64_t largest);

/* Texts one behind the other: WORDS(mem, day, STR(": "), text). */
#define WORDS(mem, ...)                                 \
	wording_join((mem), (const Str[]){__VA_ARGS__}, \
		     sizeof((const Str[]){__VA_ARGS__}) / sizeof(Str))
Str wording_join(Arena *mem, const Str *parts, size_t count);

/* "12". */
Str wording_count(Arena *mem, int64_t count);

/* Exact; "n/a · no direct labour"; "–" for a gap. */
Str wording_value(Arena *mem, const Quantity *quantity, ChartValue value);

/* The same with its unit: "100,000.00 USD per year". */
Str wording_measure(Arena *mem, const Quantity *quantity, ChartValue value);

/* "1 Mar 2009 to 31 Aug 2009"; one day alone: "1 Mar 2009". */
Str wording_period(Arena *mem, Period during);

/* Width in px as the page sets it: Inter, 11.5 px, tabular figures; `strong`: of weight 560. */
double wording_width(Str text, bool strong);

#endif
