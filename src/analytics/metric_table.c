#include "analytics/metric_rows.h"

#include <assert.h>

/* In the order in which groups are shown. */
static const MetricRows *const GROUPS[] = {
	&METRICS_OF_HOURS,  &METRICS_OF_PEOPLE,      &METRICS_OF_VALUE,    &METRICS_OF_EARNED_VALUE,
	&METRICS_OF_MARGIN, &METRICS_OF_RECOGNITION, &METRICS_OF_BALANCES,
};

enum { GROUPS_LEN = sizeof GROUPS / sizeof GROUPS[0] };

size_t metric_count(void)
{
	size_t count = 0;
	for (size_t i = 0; i < GROUPS_LEN; i++)
		count += GROUPS[i]->len;
	return count;
}

const Metric *metric_at(size_t place)
{
	size_t group = 0;
	for (; group < GROUPS_LEN && place >= GROUPS[group]->len; group++)
		place -= GROUPS[group]->len;
	assert(group < GROUPS_LEN);
	return &GROUPS[group]->at[place];
}
