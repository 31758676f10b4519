#ifndef PACTA_TESTS_STORE_FACT_FILES_H
#define PACTA_TESTS_STORE_FACT_FILES_H

/* Files of facts as tests import them, and what they then look at. Failures end the test. */

#include "app/imports.h"
#include "fresh_app.h"

/* Imports `text` as the file `name`; `request` tells more, but not the path. */
ImportSummary import_text(App *app, const char *name, const char *text, ImportRequest request);

/* The same for time entries of our own: the header is put before `rows`. */
#define TIME_HEADER \
	"external_id,contract,project,client,task,resource,work_date,seconds,start,billable,category,cost,note\n"
ImportSummary import_times(App *app, const char *source, const char *rows);

/* Facts of another kind, recognised by their header, from the source "books". */
ImportSummary import_books(App *app, const char *text);

/* Counts as "read 4: 1 accepted, 0 corrected, 2 unchanged, 1 waiting, 0 deleted". */
void expect_counts(const char *label, const ImportSummary *summary, const char *wanted);

/*
 * All entries that hold, each as "source/id.part contract task resource date seconds@start category note; " with "-"
 * for what it has not, by contract, date, source and id.
 */
Str entries_text(App *app);
void expect_entries(App *app, const char *label, const char *wanted);

/* Groups that wait, each as "source code subject 'name' in 'within': rows (seconds); ". */
void expect_waiting(App *app, const char *label, const char *wanted);

/* The number of imports that are recorded. */
size_t import_count(App *app);

#endif
