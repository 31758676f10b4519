#ifndef PACTA_ANALYTICS_METRIC_H
#define PACTA_ANALYTICS_METRIC_H

/*
 * The registry of metrics. One row each (metric_rows_….c): from it come the command line, the API and its description, the
 * published dictionary, and whatever judges or reports figures. Pure.
 *
 * A metric is a formula over measures, conditions under which it is not available, and how it is read. Figures of a single
 * contract or person and totals are computed by the same formula: of amounts totals add the figures up, of quotients they
 * divide the sums (domain.md §2), leaving out, by name, what is not available.
 */

#include "analytics/expression.h"

/* How a figure is read, and the unit of Figure.value. */
typedef enum MetricUnit {
	METRIC_PERCENT, /* a ratio: 1 is 100 % */
	METRIC_POINTS,  /* a difference of such ratios: 1 is 100 percentage points */
	METRIC_INDEX,   /* a ratio that is read as it is: 0.92 */
	METRIC_MONEY,   /* minor units of Figure.currency */
	METRIC_HOURS,   /* microseconds */
	METRIC_DAYS,    /* days */
	METRIC_DATE,    /* days since 1970-01-01 */
} MetricUnit;
const char *metric_unit_name(
	MetricUnit unit); /* "percent", "points", "index", "money", "hours", "days", "date" */
bool metric_unit_is_ratio(MetricUnit unit); /* percent, points, index */

typedef enum Direction {
	UP_IS_GOOD,
	DOWN_IS_GOOD,
	NEAR_TARGET_IS_GOOD,
	NO_DIRECTION, /* it tells, but does not judge */
} Direction;
const char *direction_name(Direction direction); /* "up", "down", "target", "none" */

typedef enum When { WHEN_ZERO, WHEN_NEGATIVE, WHEN_NOT_POSITIVE } When;

/* Under this condition of a formula over measures… */
typedef struct MetricGuard {
	const char *formula;
	When when;
	Reason reason; /* …the metric is n/a for this reason; REASON_NONE: it keeps its value and is marked with `flag` */
	unsigned flag;
	bool of_sum; /* it is asked of a total: of its denominator, which must be this formula, or of its lags together. No part
		      * is left out for it, so that what was spent without revenue stays in the margin of all */
} MetricGuard;

const char *figure_flag_name(unsigned flag); /* "running", … of a single bit */

typedef enum Subject { OF_CONTRACT = 1, OF_RESOURCE = 2 } Subject; /* bits */

enum { METRIC_GUARDS_MAX = 6 };

typedef struct Metric {
	const char *name;  /* "contract_utilization" */
	const char *title; /* "Contract utilization" */
	const char *
		group; /* "Hours", "People", "Value", "Earned value", "Margin", "Recognition", "Balances" */
	const char *meaning; /* a sentence or two: what it tells, and what to do with it */
	MetricUnit unit;
	Direction direction;
	const char *formula;
	const char *
		target; /* formula of what it is held against: "1", "baseline_hours / baselined_hours"; or NULL */
	const char *target_title; /* "baseline", "budget", "target"; NULL with no target */
	MetricGuard
		guards[METRIC_GUARDS_MAX]; /* looked at in their order; ends with formula NULL */
	bool to_date; /* it tells of all days up to question.cut, whatever the first day of the period */
	bool needs_closed;   /* it is judged on closed periods only */
	bool single;         /* of one contract or person: totals are n/a `not_additive` */
	bool may_lack_hours; /* waiting, draft and submitted hours would change it */
	bool may_lack_money; /* waiting recognitions, invoices or costs would */
} Metric;

size_t metric_count(void);

/* The one at a place from 0 to before metric_count. */
const Metric *metric_at(size_t place);
MUST_CHECK bool metric_find(Str name, size_t *place,
			    Err *err); /* ERR_NOT_FOUND, kind "metric", with what is near */

/* What is left out of a total. */
typedef struct LeftOutOf {
	Str name; /* key of the contract or person; "C-1: no budget in 2026-03" where only a part of it is left out */
	Reason reason;
} LeftOutOf;

typedef struct Figure {
	int128 numerator,
		denominator; /* of a quotient: Σ over all that is in it, in minor units (by days) or microseconds */
	Ratio value;     /* in the metric's unit; 0 where n/a */
	Ratio target;    /* with has_target */
	Ratio deviation; /* value − target */
	Ratio share;     /* value / target; with has_share */
	const Metric *metric;
	size_t parts; /* how many contracts (or people) are in it */
	const LeftOutOf *left_out;
	size_t left_out_count;
	Str na_detail; /* more about `na`, or empty */
	Reason na;     /* else REASON_NONE */
	unsigned flags;
	Currency currency; /* of money */
	bool is_quotient;
	bool of_money; /* its inputs are money; else hours */
	bool has_target;
	bool has_share;
} Figure;

/* Metrics that were chosen, with their formulas read. */
typedef struct MetricPlan MetricPlan;

/* `places`: as metric_at takes them. Lives in `mem`. */
const MetricPlan *metric_plan(Arena *mem, const size_t *places, size_t count);

/* NEED_… of contracts, and of measures that only people have. Asked for people, add NEED_RESOURCES and NEED_RESOURCE_HOURS. */
unsigned metric_plan_needs(const MetricPlan *plan);
size_t metric_plan_len(const MetricPlan *plan);
const Metric *metric_plan_at(const MetricPlan *plan, size_t place);
unsigned metric_subjects(const Metric *metric); /* bits of Subject: where all its measures exist */

/*
 * Totals on the way: what of one scope and period was added. One contract alone is a total of one, and its figures are
 * those of that contract.
 */
typedef struct Total Total;

/*
 * `currency`: of the total's money; contracts in another one convert, which sets FIGURE_CONVERTED. Its code is "" where contracts have
 * several and no reporting currency is set: then money is n/a `no_reporting_currency`.
 */
Total *total_new(Arena *mem, const MetricPlan *plan, Currency currency);

/* Add a contract. Measures that several metrics share are computed once. */
void total_add_contract(Total *total, const Question *question, const Book *book);

/* Add a person. Metrics without such a measure are n/a `not_of_scope`. */
void total_add_resource(Total *total, const Question *question, const Resource *resource);

/* Add what another total holds, of the same plan and currency; of other contracts or people. */
void total_add_total(Total *total, const Total *other);

/* As new, for the next scope or period; keeps its room. */
void total_clear(Total *total);

/* The figures, one per metric of the plan, in `mem`. */
const Figure *total_figures(const Total *total, Arena *mem, const Question *question);

#endif
