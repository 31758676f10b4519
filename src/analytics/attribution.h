#ifndef PACTA_ANALYTICS_ATTRIBUTION_H
#define PACTA_ANALYTICS_ATTRIBUTION_H

/*
 * What makes the difference of a figure between two periods. Pure.
 *
 * The inputs of the formula go from their value in the first period to that in the second one after the other, in the order
 * in which the formula names them; an input that is made of hours and rates goes there by steps: scope (hours on tasks out of
 * scope), volume (hours at the old average), mix (who worked), rate (what each one's hour is worth), the rest, FX; one made of
 * revenue and labour shares by revenue and labour share. Each step's effect is what the figure changes by, exactly; so they
 * add up to the difference. Where the formula has no value after a step, its effect stands at the next one. What has no figure
 * in one of the periods counts nothing there, as in its total.
 * Source: domain.md §6 (Explain).
 */

#include "analytics/explanation.h"
#include "analytics/factor.h"

typedef struct AttributionStep {
	const Measure *measure;
	Factor factor;
	Ratio before, after; /* of the input, in its unit */
	Ratio effect;        /* on the figure, in the metric's unit */
} AttributionStep;

typedef struct Attribution {
	Reason na; /* of either figure */
	Figure from, to;
	Ratio difference;             /* to − from = Σ effects */
	const AttributionStep *steps; /* those without effect are left out */
	size_t step_count;
	Str method; /* names the order of the inputs, and the factors that have a step */
} Attribution;

/*
 * The figure over `books` asked by `to` against the one asked by `from`; both lists hold the same contracts at the same places, as
 * each question needs them. Lives in to->mem.
 */
Attribution attribute(const Question *from, const Question *to, size_t metric,
		      const Book *const *from_books, const Book *const *to_books, size_t count,
		      Currency currency);

/* The same of people. */
Attribution attribute_resources(const Question *from, const Question *to, size_t metric,
				const Resource *const *from_resources,
				const Resource *const *to_resources, size_t count);

#endif
