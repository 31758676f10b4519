#ifndef PACTA_TESTS_INGEST_COLLECT_FACTS_H
#define PACTA_TESTS_INGEST_COLLECT_FACTS_H

/* Reads rows with a mapping of facts and writes what came of them as text, for the tests of ingest. */

#include "check.h"
#include "ingest/fact_file.h"

typedef struct CollectedFacts {
	Arena *mem;
	Buf text;     /* a line for each draft, reject and row passed over, as below */
	bool with_id; /* external ids are written, too */
	uint64_t drafts;
	uint64_t rejects;
	uint64_t passed[PASSES];
	int64_t seconds; /* of time entries */
} CollectedFacts;

/*
 * A draft is written as
 *	line kind field=value … [email=…] [code=…] [!warning …]
 * a reject as
 *	line REJECT [external_id=id] column: reason
 * and a row passed over as
 *	line TOTAL | RUNNING | OTHER
 */
FactSink collect_facts_sink(CollectedFacts *collected);

/*
 * What comes of a file with these bytes, as it is found by its beginning, or by the mapping `name` (NULL:
 * recognised, and "= name" is the first line). The text of the error where it is refused.
 */
const char *collect_facts(Arena *mem, const char *name, const FactReading *reading, Str bytes);

/* The same with external ids. */
const char *collect_facts_with_ids(Arena *mem, const char *name, const FactReading *reading,
				   Str bytes);

#endif
