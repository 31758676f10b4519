#ifndef PACTA_APP_CHARTS_H
#define PACTA_APP_CHARTS_H

/* The charts of a contract at a moment. */

#include "app/app.h"
#include "chart/contract_charts.h"
#include "store/contract.h"

typedef struct ChartQuery {
	Str key;
	Moment moment; /* known and recorded limit what is drawn; as_of only marks a day */
	ContractChart which;
	bool has_by; /* else the granularity follows from the length of the contract */
	Granularity by;
	int width;       /* CSS px, CHART_WIDTH_MIN … CHART_WIDTH_MAX */
	Date as_of_mark; /* the day to mark; DATE_NONE: moment.as_of */
} ChartQuery;

typedef struct ContractChartAnswer {
	Contract contract;
	const Chart *chart; /* write it with chart_svg, tell it with chart_table */
} ContractChartAnswer;

/*
 * Errors: ERR_NOT_FOUND no such contract; ERR_RANGE the width (field "width"), or a sum
 *         beyond int64
 */
MUST_CHECK bool charts_contract(App *app, const ChartQuery *query, ContractChartAnswer *out,
				Err *err);

#endif
