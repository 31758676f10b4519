#ifndef PACTA_ANALYTICS_METRIC_PARTS_H
#define PACTA_ANALYTICS_METRIC_PARTS_H

/* How figures come about: between the files that plan, total, explain and attribute them. Pure. */

#include "analytics/memo.h"
#include "analytics/metric.h"

/* A measure at a rate; what several metrics share is one slot. */
typedef struct Slot {
	size_t place; /* in measure_list */
	const Measure *measure;
	RateKind rate;
	bool only_budgeted; /* see Converter */
	size_t base; /* the first slot of the same measure: it has the same value where nothing converts */
} Slot;

enum { FORMULA_INPUTS_MAX = 8 };

/* What of a formula is asked for; of what is no quotient the whole only. */
typedef enum FormulaSide {
	SIDE_WHOLE,
	SIDE_NUMERATOR,
	SIDE_DENOMINATOR,
	FORMULA_SIDES
} FormulaSide;

/* An expression whose inputs are slots of a plan. */
typedef struct Formula {
	const Expression *expression; /* NULL: there is none */
	size_t slots[FORMULA_INPUTS_MAX];
	size_t input_count;
	bool is_alone[FORMULA_SIDES]; /* the side is nothing but an input… */
	size_t alone[FORMULA_SIDES];  /* …of this slot */
} Formula;

typedef struct PlannedGuard {
	Formula formula;
	const MetricGuard *guard;
} PlannedGuard;

/* What totals do. */
typedef enum TotalKind {
	TOTAL_AMOUNT,       /* figures add up */
	TOTAL_QUOTIENT,     /* sums divide */
	TOTAL_DISTRIBUTION, /* lags are thrown together */
} TotalKind;

typedef struct PlannedMetric {
	const Metric *metric;
	TotalKind kind;
	bool of_money; /* an input is money */
	bool is_input; /* an amount that is nothing but an input, without guards and target */
	unsigned subjects;
	Formula formula;
	Formula target;
	bool target_is_quotient, target_is_constant;
	PlannedGuard guards[METRIC_GUARDS_MAX];
	size_t guard_count;
} PlannedMetric;

struct MetricPlan {
	PlannedMetric *metrics;
	size_t metric_count;
	Slot *slots;
	size_t slot_count;
	unsigned needs;
};

/* What a slot is for one contract or person. */
typedef struct SlotValue {
	int128 sum;
	Reason na;
	Str na_detail;
	unsigned flags;
	const TallyRow *lags; /* UNIT_LAGS */
	size_t lag_count;
	Str said;                   /* as Tally tells it */
	const NamedMonths *unrated; /* months without a budget rate; NULL: none */
} SlotValue;

/* What one contract or person is to a figure. */
typedef struct Part {
	Reason na;
	Str detail; /* of `na` */
	unsigned flags;
	Ratio numerator;   /* of an amount: the amount, rounded */
	Ratio denominator; /* of an amount: 1 */
	bool has_target;
	Ratio target_numerator, target_denominator;
	const SlotValue *lags;   /* of a distribution */
	const SlotValue *values; /* that it is made of: they may say more; NULL: nothing is said */
} Part;

/* By the formula, its guards and its target. */
void part_make(const PlannedMetric *planned, const SlotValue *values, Part *out);

/* What a part with a value adds to both sides of a total, in whole units. False: it is too large to be added up. */
bool part_sides(const Part *part, int128 *numerator, int128 *denominator);

/* The formula alone: its sides, or the rounded amount. False: it has no value. */
bool part_evaluate(const PlannedMetric *planned, const SlotValue *values, Part *out, Reason *na);

/* Whether a guard's condition holds. */
bool guard_meets(const MetricGuard *guard, Ratio value);

/* Why a denominator that sums up to zero gives no figure: as the guards tell of it. */
Reason zero_reason(const PlannedMetric *planned);

/* One contract or person that is asked for its figures. Stays where it was set up. */
typedef struct Ask {
	Question question;
	Memo memo;
	const Book *book; /* NULL: a person */
	const Resource *resource;
	bool converts;   /* to the total's currency */
	bool money;      /* its money can be told in the total's currency */
	Reason no_money; /* why it cannot */
	Converter convert;
	Arena *mem;
	bool keeps_rows;
} Ask;
void ask_contract(Ask *ask, Arena *mem, const Question *question, const Book *book,
		  Currency currency);
void ask_resource(Ask *ask, Arena *mem, const Question *question, const Resource *resource);

/* Whether the contract or person has such a measure, and its money can be told. */
bool ask_has(const Ask *ask, const Slot *slot);

/* Computes a slot; `*out` keeps the room of its rows from one use to the next. */
void ask_tally(const Ask *ask, const Slot *slot, Tally *out);
SlotValue slot_value(const Tally *tally);

/* Computes all slots of a plan. */
void ask_all(const Ask *ask, const MetricPlan *plan, Tally *tallies, SlotValue *values);

/* What it is to a metric: n/a too where the metric does not exist for it. */
void ask_part(const Ask *ask, const PlannedMetric *planned, const SlotValue *values, Part *out);

/* Whether the measure's unit is of money. */
bool unit_is_money(Unit unit);

/* Weights by lag, each lag once, ascending. */
typedef struct Lags {
	VEC(TallyRow) rows;
} Lags;
void lags_add(Arena *mem, Lags *lags, const TallyRow *row);

/* A figure's sums on the way. */
typedef struct MetricSum {
	size_t parts;
	Ratio first_numerator, first_denominator; /* exact, of the first part */
	int128 numerator, denominator;
	size_t target_parts;
	Ratio first_target_numerator, first_target_denominator;
	int128 target_numerator, target_denominator;
	unsigned flags;
	Str detail;
	Lags lags;
	size_t not_of_scope;
	VEC(LeftOutOf) left_out;
} MetricSum;

void metric_sum_add(Arena *mem, MetricSum *sum, const PlannedMetric *planned, const Part *part,
		    Str name);
void metric_sum_merge(Arena *mem, MetricSum *sum, const MetricSum *other);
void metric_sum_clear(MetricSum *sum);

/* The figure's value, n/a, target, deviation and what is left out; no flags of time or currency. `added`: parts asked for. */
void metric_sum_figure(const MetricSum *sum, const PlannedMetric *planned, size_t added, Arena *mem,
		       Figure *out);

#endif
