#ifndef PACTA_INGEST_FACT_DRAFT_H
#define PACTA_INGEST_FACT_DRAFT_H

/* What ingest makes of a source's rows that are facts: drafts, in the source's own names. */

#include "facts/fact.h"
#include "facts/fact_warning.h"
#include "ingest/draft.h"

/*
 * One row as a fact to be. Texts, valid UTF-8 without NUL but for `raw`, live until the sink returns. Values are
 * complete but for names (the source's own) and numbers of money (the currency may be the contract's).
 *
 * A time entry has its local work date, its whole duration and, where the source tells it, the local time at which it
 * began: whoever takes it splits it at midnight. The external id is never empty: where the source has none, it is
 * made of what tells the row apart and begins with the date; rows alike in it are told apart by counting.
 */
typedef struct FactDraft {
	FactKind kind;
	uint64_t line; /* where it begins in the file, from 1; of XLSX the number of the row */
	Str raw;       /* as received; of XLSX the cells with tabs between */
	const FactValue *values; /* one per field of the kind */
	Str email;        /* of the person of a time entry, where the source tells it; else empty */
	Str project_code; /* the source's code of the project, where it has one */
	uint32_t warnings; /* bits 1 << FactWarning that are seen in the row alone */
} FactDraft;

/* Rows that are recognised and are no facts. */
typedef enum FactPass {
	PASS_TOTAL,   /* a row of totals */
	PASS_RUNNING, /* a timer that still runs */
	PASS_OTHER, /* a row that the mapping passes over, such as a posting to an account of another kind */
	PASSES,
} FactPass;

typedef struct FactSink {
	void *context;
	bool (*take)(void *context, const FactDraft *draft, Err *err);
	bool (*reject)(void *context, const Reject *reject, Err *err);
	void (*pass)(void *context, FactPass why, uint64_t line);
	void (*progress)(void *context, uint64_t bytes); /* may be NULL */
} FactSink;

#endif
