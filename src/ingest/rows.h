#ifndef PACTA_INGEST_ROWS_H
#define PACTA_INGEST_ROWS_H

/*
 * Reads the rows of a source and hands what they are to a sink, in order: drafts of revisions or of facts, as the
 * mapping says, and rejects. Memory is bounded, whatever the length of the source. Private to ingest.
 *
 * A reader of a format first says what the header is (rows_begin), then gives each row.
 */

#include "ingest/drafting.h"
#include "ingest/fact_drafting.h"
#include "ingest/source.h"
#include "ingest/xlsx_rows.h"

typedef struct RowJob {
	const Mapping *mapping;
	Source source;
	XlsxFile *sheet; /* read instead of `source`, if it is there */
	Arena *mem;
	/* Of mappings of contracts. */
	const Fields *fields;
	RowSink sink;
	/* Of mappings of facts. */
	const FactReading *reading;
	FactSink facts;
	/* The rest is for the readers. */
	Arena row_mem; /* of a few rows; emptied now and then */
	Drafter drafter;
	FactDrafter fact_drafter;
} RowJob;

/*
 * Prepares for the rows of a file with this header (JSON, timeclock: none) and delimiter.
 * Errors: those of drafter_init and fact_drafter_init
 */
MUST_CHECK bool rows_begin(RowJob *job, Header header, char delimiter, Err *err);

/* Whether the rows need not name a contract. */
bool rows_contract_told(const RowJob *job);

/* Lets a row of the file's beginning tell how its dates and numbers are written; of facts only. */
void rows_observe(RowJob *job, const Str *cells, size_t count);

/* Of all that was observed; before the first row. */
void rows_decide(RowJob *job);

/* Hands one row to the sink. Errors: those of the sink */
MUST_CHECK bool rows_give_cells(RowJob *job, const Str *cells, size_t count, uint64_t line, Str raw,
				Err *err);
MUST_CHECK bool rows_give_json(RowJob *job, const JsonValue *row, const JsonValue *record,
			       uint64_t line, Str raw, Err *err);

/* Passes a row of totals over that is too short to be a row; false: it is none. */
bool rows_pass_short(RowJob *job, const Str *cells, size_t count, uint64_t line);

/* Tells that a row is no fact. */
void rows_pass(RowJob *job, FactPass why, uint64_t line);

/* The id of a row of which not all cells can be read; empty: it tells none. Lives until the next row. */
Str rows_key_of(RowJob *job, const Str *cells, size_t count);

/* Hands a reject to the sink; `why` is made fit for one line of text. */
MUST_CHECK bool rows_reject(RowJob *job, Reject reject, const Err *why, Err *err);

#endif
