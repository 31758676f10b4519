/* What people have time for, and what they spend it on. */

#include "analytics/metric_rows.h"

/* Guards that several rows share. */
#define NO_CAPACITY REFUSES_SUM("available_hours", WHEN_NOT_POSITIVE, REASON_NO_CAPACITY)

static const Metric ROWS[] = {
	{.name = "available_hours",
	 .title = "Available hours",
	 .group = "People",
	 .meaning = "Hours that a person can work: weekly hours less holidays and approved leave.",
	 .unit = METRIC_HOURS,
	 .direction = NO_DIRECTION,
	 .formula = "available_hours",
	 .may_lack_hours = true},
	{.name = "internal_hours",
	 .title = "Internal hours",
	 .group = "People",
	 .meaning = "Approved hours of internal work.",
	 .unit = METRIC_HOURS,
	 .direction = NO_DIRECTION,
	 .formula = "internal_hours",
	 .may_lack_hours = true},
	{.name = "leave_hours",
	 .title = "Leave",
	 .group = "People",
	 .meaning = "Approved hours of leave. They lower the available hours.",
	 .unit = METRIC_HOURS,
	 .direction = NO_DIRECTION,
	 .formula = "leave_hours",
	 .may_lack_hours = true},
	{.name = "assigned_hours",
	 .title = "Assigned hours",
	 .group = "People",
	 .meaning = "Hours that assignments ask of a person.",
	 .unit = METRIC_HOURS,
	 .direction = NO_DIRECTION,
	 .formula = "assigned_hours"},
	{.name = "over_allocated_hours",
	 .title = "Over-allocated hours",
	 .group = "People",
	 .meaning =
		 "Assigned hours that a person does not have in the week. Move the work, or the date.",
	 .unit = METRIC_HOURS,
	 .direction = DOWN_IS_GOOD,
	 .formula = "over_allocated_hours",
	 .may_lack_hours = true},
	{.name = "resource_utilization",
	 .title = "Resource utilization",
	 .group = "People",
	 .meaning =
		 "Billable hours as a share of the available hours. It may exceed 100 %: then look at overtime.",
	 .unit = METRIC_PERCENT,
	 .direction = UP_IS_GOOD,
	 .formula = "counting_hours / available_hours",
	 .guards = {NO_CAPACITY},
	 .may_lack_hours = true},
	{.name = "productive_utilization",
	 .title = "Productive utilization",
	 .group = "People",
	 .meaning =
		 "Billable and internal hours as a share of the available hours. What is missing was not reported.",
	 .unit = METRIC_PERCENT,
	 .direction = UP_IS_GOOD,
	 .formula = "(counting_hours + internal_hours) / available_hours",
	 .guards = {NO_CAPACITY},
	 .may_lack_hours = true},
};

const MetricRows METRICS_OF_PEOPLE = {ROWS, sizeof ROWS / sizeof ROWS[0]};
