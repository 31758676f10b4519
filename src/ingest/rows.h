#ifndef PACTA_INGEST_ROWS_H
#define PACTA_INGEST_ROWS_H

/*
 * Reads the rows of a source and hands drafts and rejects to a sink, in order. Memory is bounded,
 * whatever the length of the source. Private to ingest.
 */

#include "ingest/draft.h"
#include "ingest/drafting.h"
#include "ingest/source.h"

typedef struct RowJob {
	const Mapping *mapping;
	const Fields *fields;
	Source source;
	RowSink sink;
	Arena *mem;
	Arena row_mem; /* of a few rows; emptied now and then */
} RowJob;

/*
 * Hands one row to the sink: the draft that the drafter makes of it, or a reject.
 * Errors: those of the sink
 */
MUST_CHECK bool rows_give(RowJob *job, Drafter *drafter, const RowView *view, uint64_t line,
			  Str raw, Err *err);

/* Hands a reject to the sink; `why` is made fit for one line of text. */
MUST_CHECK bool rows_reject(RowJob *job, Reject reject, const Err *why, Err *err);

#endif
