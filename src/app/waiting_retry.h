#ifndef PACTA_APP_WAITING_RETRY_H
#define PACTA_APP_WAITING_RETRY_H

/* Trying rows again that wait with their record, inside a write transaction of the caller. */

#include "app/fact_import.h"
#include "app/waiting.h"

/* Attempts of one transaction. Zeroed but for the first three; ended with retry_close. */
typedef struct Retrying {
	App *app;
	Arena *mem;
	Instant known_at;   /* from recording_clock_tick */
	FactIntake *intake; /* NULL until a row is tried */
	FactOrigin origin;
	Arena rows; /* that are tried and not written yet */
	size_t gathered;
	RetrySummary summary;
} Retrying;

/* Which rows to try; `wants` NULL: all. */
typedef struct RetryFilter {
	bool (*wants)(const void *context, const QuarantineRow *row);
	const void *context;
} RetryFilter;

/*
 * All rows of the query that the filter wants and that hold a record; the query's `after` and `limit` are not looked
 * at. Errors: those of the store
 */
MUST_CHECK bool retry_rows(Retrying *retrying, const QuarantineQuery *query, RetryFilter filter,
			   Err *err);

/* One row, which must live until the intake has written it. */
MUST_CHECK bool retry_row(Retrying *retrying, const QuarantineRow *row, Err *err);

/* Write what is gathered; then the summary is final. */
MUST_CHECK bool retry_finish(Retrying *retrying, Err *err);
void retry_close(Retrying *retrying);

/*
 * The draft that a waiting row's record is, and the name of its time zone (empty: none). Lives in `mem`.
 * Errors: ERR_CORRUPT the record is not what was written
 */
MUST_CHECK bool draft_of_row(Arena *mem, const QuarantineRow *row, FactDraft *out, Str *time_zone,
			     Err *err);

#endif
