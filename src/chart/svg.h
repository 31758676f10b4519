#ifndef PACTA_CHART_SVG_H
#define PACTA_CHART_SVG_H

/*
 * Charts as SVG for the page. Pure.
 *
 * The root is <svg class="c-chart" role="img" aria-labelledby="ID-title ID-desc">, as wide as the chart in CSS
 * px, never to be scaled; it holds real text, and classes (c-…) for web/src/styles/chart.css; no style, no
 * script, no link. Of charts over time it tells the plot: data-left, data-right, data-top and data-bottom in
 * px, data-from and data-to as ISO days (data-to is the first day after). Day D begins at
 *
 *	left + (D − from) · (right − left) / (to − from)
 *
 * and the as-of line (data-as-of) stands at the end of its day, which is the beginning of the next.
 *
 * Each datum, event and item is a <g class="c-point" data-x data-y data-date data-label> (data-ref too where it has
 * one), in order of days; data-label tells it exactly. Points too close to be told apart are joined in one.
 */

#include "chart/chart.h"

/* Appends the whole <svg> element. Scratch memory comes from the buffer's arena. */
void chart_svg(const Chart *chart, Buf *out);

#endif
