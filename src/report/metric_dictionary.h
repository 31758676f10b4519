#ifndef PACTA_REPORT_METRIC_DICTIONARY_H
#define PACTA_REPORT_METRIC_DICTIONARY_H

/* The published dictionary of metrics, docs/metrics.md, made from the registries alone. Pure. */

#include "analytics/metric.h"

/* Adds the whole page to `out`, as Markdown. */
void metric_dictionary(Arena *mem, Buf *out);

#endif
