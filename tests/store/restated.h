#ifndef PACTA_TESTS_STORE_RESTATED_H
#define PACTA_TESTS_STORE_RESTATED_H

/* What tests of restatements share. Failures end the test. */

#include "fact_files.h"

#include "app/restate.h"

/* The newest recorded instant. */
Instant clock_now(App *app);

/* Imports a file of a header and one line, from the source "books". */
void import_lines(App *app, const char *header, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Figures of March 2025 as of the end of 2025; of people those of people, of contracts some of each kind. */
Str restated_metrics(Str scope);
RestateTable restated(App *app, Str scope, Instant known, Instant versus);

/* The effects of all steps on a figure of the scope are its difference. */
void expect_total_sum(const RestateTable *table, size_t metric);

#endif
