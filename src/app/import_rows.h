#ifndef PACTA_APP_IMPORT_ROWS_H
#define PACTA_APP_IMPORT_ROWS_H

/*
 * The rows of one file, read into memory before the store is locked, in the order
 * in which they are applied: by contract and effect, so that the order of lines does not matter.
 */

#include "app/app.h"
#include "base/map.h"
#include "ingest/fact_file.h"
#include "store/quarantine.h"

typedef struct ImportRows {
	Arena *mem;
	VEC(Draft) drafts;
	VEC(QuarantineRow) rejects; /* id, import and file are not yet filled in */
	Str sha256;
	uint64_t bytes;
	uint64_t read;     /* rows in the file */
	uint64_t repeated; /* rows that stand in the file twice, alike; only one is in drafts */
	uint64_t blank_ends;
	uint64_t ends_before_effective;
	uint64_t negatives;
	uint64_t backdated;
	const Fields *fields;
	Map refused; /* keys of rows that cannot leave their contract, as an attempt at the file has shown */
	bool again;  /* that attempt is to be made anew */
	Instant now; /* known instant of rows that name none */
	void (*progress)(void *context, uint64_t bytes, uint64_t rows);
	void *context;
} ImportRows;

/*
 * Read `file` by `mapping`. `fields` holds the custom fields that the mapping needs.
 * Errors: those of ingest_file
 */
MUST_CHECK bool import_rows_read(ImportRows *rows, const Mapping *mapping, InputFile *file,
				 Err *err);

/* Text as it can be stored: valid UTF-8 without NUL. */
Str import_storable(Arena *mem, Str text);

/* The row that a draft is, back in quarantine. Texts are made safe to store. */
QuarantineRow import_reject(Arena *mem, const Draft *draft, Str column, Str reason);

/* Whether the revision that a draft makes is the one recorded as `entry`; known instants are not compared. */
bool import_same(const Draft *draft, const Entry *entry);

#endif
