#ifndef PACTA_CHART_CONTRACT_PARTS_H
#define PACTA_CHART_CONTRACT_PARTS_H

/* The charts of a contract, each built in a file of its own. For contract_charts.c only. Pure. */

#include "chart/change_words.h"
#include "chart/contract_charts.h"

/* What they have in common. */
typedef struct Plan {
	Arena *mem;
	const ContractStory *story;
	ContractChartKind kind;
	Wording wording;
	Period range; /* from the first day of the terms to their end, or to where the drawing stops */
	bool open_end;
} Plan;

/* Fill a Chart whose range, as-of day and width are set. */
void build_terms(const Plan *plan, Chart *chart);
MUST_CHECK bool build_periods(const Plan *plan, Chart *chart, Err *err);
MUST_CHECK bool build_cumulative(const Plan *plan, Chart *chart, Err *err);
void build_events(const Plan *plan, Chart *chart);

/* "Revenue and profit by terms · HARBOUR-2009" */
Str plan_title(const Plan *plan, Str what);

/* " As of 21 May 2010." with a space before it, or nothing. */
Str plan_as_of(const Plan *plan);

#endif
