#include "restated.h"

#include "store/recording_clock.h"

#include <stdio.h>

#define METRICS                                                                                    \
	"recognized,counting_hours,contract_utilization,delivery_margin,revenue_by_terms,cost_of_" \
	"hours,bill_value,value_delivered,median_lag,budget_revenue"

Instant clock_now(App *app)
{
	Err err;
	Instant at;
	MUST(app_begin_read(app, &err));
	MUST(recording_clock_read(app->db, &at, &err));
	app_end(app);
	return at;
}

void import_lines(App *app, const char *header, const char *format, ...)
{
	char row[400];
	char text[800];
	va_list arguments;
	va_start(arguments, format);
	(void)vsnprintf(row, sizeof row, format, arguments);
	va_end(arguments);
	(void)snprintf(text, sizeof text, "%s\n%s\n", header, row);
	(void)import_text(app, "books.csv", str_copy(app->mem, str_from_c(text)).ptr,
			  (ImportRequest){.source = STR("books")});
}

Str restated_metrics(Str scope)
{
	if (str_starts(scope, STR("resource:")))
		return STR("counting_hours,available_hours,resource_utilization");
	return STR(METRICS);
}

RestateTable restated(App *app, Str scope, Instant known, Instant versus)
{
	Err err;
	RestateTable table;
	RestateQuery query = {.scope = scope,
			      .metrics = restated_metrics(scope),
			      .period = STR("2025-03"),
			      .range = {DATE_NONE, DATE_NONE},
			      .known = known,
			      .versus = versus,
			      .as_of = day("2025-12-31"),
			      .today = day("2026-11-22")};
	MUST(restate_table(app, &query, &table, &err));
	return table;
}

void expect_total_sum(const RestateTable *table, size_t metric)
{
	Ratio sum = RATIO_ZERO;
	if (table->before[metric].na != REASON_NONE || table->after[metric].na != REASON_NONE)
		return;
	for (size_t i = 0; i < table->step_count; i++)
		assert_true(ratio_add(sum, table->steps[i].total_effects[metric], &sum));
	if (ratio_compare(sum, table->difference[metric]) != 0)
		fail_msg("the effects on %s of the scope do not add up",
			 table->metrics[metric]->name);
}
