#ifndef PACTA_INGEST_RECOGNISE_H
#define PACTA_INGEST_RECOGNISE_H

/* Which mapping a file fits, by its beginning. Private to ingest; pure. */

#include "ingest/columns.h"
#include "ingest/fact_file.h"

typedef struct Candidate {
	Str beginning;      /* its bytes; 64 KiB are plenty */
	const Header *rows; /* of a workbook: its first rows, at least one; NULL: it is none */
	size_t row_count;
	const FactReading *reading;
} Candidate;

/*
 * The mapping that fits: of this installation's own, else of the built-in ones. Of several the one that needs the most
 * columns, and then knows the most of them.
 * Errors: ERR_INPUT, field "mapping": none fits, or several do
 */
MUST_CHECK bool recognise(Arena *mem, const Candidate *candidate, const Mapping **out, Err *err);

/* Whether a file that begins so is JSON, or JSON lines. */
bool looks_like_json(Str beginning);

#endif
