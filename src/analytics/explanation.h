#ifndef PACTA_ANALYTICS_EXPLANATION_H
#define PACTA_ANALYTICS_EXPLANATION_H

/*
 * Why a figure is what it is: its formula with numbers, and under each input the rows that were summed. Pure.
 *
 * Recomputing it needs nothing else: add up the rows of each input, put the sums into the formula. Where a total is not the formula of
 * the sums (an estimate at completion divides contract by contract), it tells its parts: add these up.
 */

#include "analytics/figure_text.h"

typedef struct ExplainedInput {
	const Measure *measure;
	int rate; /* RateKind, or −1 */
	Reason na;
	Str na_detail;
	int128 sum;               /* in the measure's unit and the figure's currency */
	Str text;                 /* "101.15 h" */
	const TallyRow *rows;     /* by day */
	const Book *const *books; /* of each row; NULL entries: of a person */
	size_t row_count;
} ExplainedInput;

/* What one contract or person is to a total: exactly one of both is set. */
typedef struct ExplainedPart {
	int128 numerator; /* of a quotient, in minor units or microseconds; of an amount: the amount itself, in the metric's unit */
	int128 denominator; /* of an amount 1 */
	const Book *book;
	const Resource *resource;
} ExplainedPart;

typedef struct Explanation {
	Figure figure;
	Str formula; /* in words */
	Str numbers; /* the same with numbers, and the result: "95.00 h ÷ 101.15 h = 93.9 %" */
	const ExplainedInput *inputs;
	size_t input_count;
	const ExplainedPart *
		parts; /* that the figure is Σ numerators ÷ Σ denominators of (of amounts Σ numerators), in
				     * the order of the contracts; none where the formula of the inputs' sums gives it */
	size_t part_count;
} Explanation;

/*
 * Explains the figure of one metric (a place, as metric_at takes it) over these contracts or people; `currency` as in total_new.
 * The figure is the one that a Total of the same gives.
 */
Explanation explain_contracts(const Question *question, size_t metric, const Book *const *books,
			      size_t count, Currency currency);
Explanation explain_resources(const Question *question, size_t metric,
			      const Resource *const *resources, size_t count);

#endif
