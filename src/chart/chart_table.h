#ifndef PACTA_CHART_CHART_TABLE_H
#define PACTA_CHART_CHART_TABLE_H

/*
 * The table of a chart: the same data as exact texts, for whoever does not see it. Pure.
 *
 * Days read "1 Mar 2009" and ends are last days; amounts have all their decimals and a real minus; what is not
 * available reads "n/a · no direct labour", a gap "–". Texts of users are made safe to print.
 */

#include "chart/chart.h"

typedef struct ChartTable {
	Str title;
	const ChartColumn *columns;
	size_t column_count;
	const Str *cells; /* row after row, column_count each */
	size_t row_count;
} ChartTable;

/* Lives in `mem`. O(data · series). */
ChartTable chart_table(const Chart *chart, Arena *mem);

#endif
