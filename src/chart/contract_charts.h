#ifndef PACTA_CHART_CONTRACT_CHARTS_H
#define PACTA_CHART_CONTRACT_CHARTS_H

/*
 * The charts of one contract, built from its history. Pure.
 *
 *	terms       value in force over direct labour share; revisions are events
 *	periods     revenue and profit of each period by terms, as bars
 *	cumulative  revenue and profit by terms from the beginning, as lines
 *	events      each entry between the day on which it takes effect and the day on which it was known
 */

#include "chart/chart.h"
#include "history/snapshot.h"

typedef enum ContractChart {
	CONTRACT_CHART_TERMS,
	CONTRACT_CHART_PERIODS,
	CONTRACT_CHART_CUMULATIVE,
	CONTRACT_CHART_EVENTS,
	CONTRACT_CHARTS,
} ContractChart;

/* "terms", "periods", "cumulative", "events", NULL: for tables of choices. */
extern const char *const CONTRACT_CHART_NAMES[];

/* What the charts are built from: a contract as one view sees it, without a limit of effective days. */
typedef struct ContractStory {
	Str key;
	Currency currency;
	const Fields *fields;
	const Entry *entries; /* all recorded ones, by number */
	size_t entry_count;
	View view;           /* with which the fold was made */
	EntryList revisions; /* that the view sees, in order of effect */
	const Fold *fold;
	const Earning *earning; /* of all rows, default convention */
} ContractStory;

typedef struct ContractChartKind {
	ContractChart which;
	Calendar calendar; /* of periods and cumulative */
	bool has_by;       /* else the granularity follows from the length, see contract_chart_by */
	int width;         /* CSS px */
	Date as_of;        /* marked; DATE_NONE: nothing is */
} ContractChartKind;

/* Months up to 18 months, quarters up to 6 years, else years. */
Granularity contract_chart_by(Period range);

/*
 * The chart, in `mem`; it refers to texts of the story. A contract without an end is drawn to a year after its
 * last effective day, or to the as-of day where that is later.
 * Errors: ERR_RANGE a sum is beyond int64
 */
MUST_CHECK bool contract_chart(Arena *mem, const ContractStory *story, ContractChartKind kind,
			       Chart *out, Err *err);

#endif
