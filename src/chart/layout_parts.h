#ifndef PACTA_CHART_LAYOUT_PARTS_H
#define PACTA_CHART_LAYOUT_PARTS_H

/* The kinds of charts, each laid out in a file of its own. For layout.c only. Pure. */

#include "chart/sheet.h"

/* What a kind tells about its sheet. */
typedef struct Outline {
	double height;
	bool has_plot;
	Plot plot;
	Str description; /* empty: the chart's summary */
} Outline;

Outline layout_panels(Sheet *sheet);
Outline layout_timeline(Sheet *sheet);
Outline layout_bullet(Sheet *sheet);
Outline layout_sparkline(Sheet *sheet);

#endif
