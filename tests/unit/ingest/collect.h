#ifndef PACTA_TESTS_INGEST_COLLECT_H
#define PACTA_TESTS_INGEST_COLLECT_H

/* Reads rows with a mapping and writes what came of them as text, for the tests of ingest. */

#include "check.h"
#include "ingest/mapping.h"

typedef struct Collected {
	Arena *mem;
	const Fields *fields;
	Buf text; /* a line for each draft and reject, as below */
	uint64_t drafts;
	uint64_t rejects;
	uint64_t blank_ends;
	uint64_t ends_before;
	uint64_t firsts;
	int64_t added[400];  /* Σ of adds, by place of the field */
	uint64_t stop_after; /* drafts after which the sink fails; 0: never */
} Collected;

/*
 * A draft is written as
 *	line key|contract|account|name|currency|kind|effective|known|signed|order|reason|change_order|odd field=value…
 * and a reject as
 *	line REJECT column: reason (key) raw
 * with "~" for a tab, "$" for a line end, "0" for a NUL and "…" after a raw text that was cut.
 */
RowSink collect_sink(Collected *collected);

/* The built-in mapping or the text of one. Fails the test where it is malformed. */
const Mapping *collect_mapping(Arena *mem, const char *name_or_json);

/* All rows of `data`, handed over in pieces of `step` bytes. False: the file as a whole is refused. */
MUST_CHECK bool collect_bytes(const Mapping *mapping, Str data, size_t step, Collected *out,
			      Arena *mem, Err *err);

/* The text of what came of `data`, or of the error. Pieces of any size give the same, or the test fails. */
const char *collect_text(Arena *mem, const char *name_or_json, Str data);

/* All rows of a file. */
MUST_CHECK bool collect_file(const Mapping *mapping, const char *path, Collected *out, Str *sha256,
			     Arena *mem, Err *err);

/* A file below tests/data/import; a file below the shared data, NULL where that is not there. */
const char *test_file(Arena *mem, const char *name);
const char *shared_file(Arena *mem, const char *name);

#endif
