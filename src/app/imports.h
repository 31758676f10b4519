#ifndef PACTA_APP_IMPORTS_H
#define PACTA_APP_IMPORTS_H

/* Imports of files, their undoing, and the quarantine of rows that could not be taken. */

#include "app/app.h"
#include "history/warning.h"
#include "ingest/mapping.h"
#include "store/import.h"
#include "store/quarantine.h"

typedef struct ImportRequest {
	const char *path; /* "-": standard input */
	Str file_name;    /* as it is recorded and told; empty: that of `path` */
	Str mapping;      /* name or file; empty: recognised by the file's beginning */
	bool builtin;     /* `mapping` names a built-in one, and never a file */
	bool dry_run;
	/* Called now and then with the bytes read and, at the end, the rows written; may be NULL. */
	void (*progress)(void *context, uint64_t bytes, uint64_t rows);
	void *context;
} ImportRequest;

typedef struct ImportSummary {
	int64_t id; /* 0: dry run */
	Str file;
	Str mapping;
	Str source;
	uint64_t read; /* = accepted + corrected + unchanged + quarantined */
	uint64_t accepted;
	uint64_t corrected;
	uint64_t unchanged;
	uint64_t quarantined;
	uint64_t contracts; /* that the file speaks of */
	uint64_t new_contracts;
	uint64_t warnings[WARNING_CODES];   /* rows or contracts, by code */
	const QuarantineRow *first_rejects; /* up to 20, to show */
	size_t first_reject_count;
	bool dry_run;
} ImportSummary;

/*
 * Import one file in one transaction: all of it or nothing. Importing it again changes nothing.
 * A row that is known and has changed becomes a retraction and a new revision.
 * Errors: those of ingest_file and of the store. Bad rows are no error: they are quarantined
 */
MUST_CHECK bool imports_run(App *app, const ImportRequest *request, ImportSummary *out, Err *err);

/* Newest first. */
MUST_CHECK bool imports_list(App *app, ImportList *out, Err *err);

/* Errors: ERR_NOT_FOUND */
MUST_CHECK bool imports_show(App *app, int64_t id, ImportRecord *out, Err *err);

typedef struct UndoSummary {
	ImportRecord import;
	uint64_t retracted; /* revisions taken back */
	uint64_t
		restored; /* revisions that the import had corrected, recorded again as they were */
} UndoSummary;

/*
 * Take an import back by retractions; what it had corrected is recorded again.
 * Errors: ERR_NOT_FOUND; ERR_CONFLICT undone already
 */
MUST_CHECK bool imports_undo(App *app, int64_t id, Str reason, UndoSummary *out, Err *err);

/* A part of the rows that wait. */
typedef struct QuarantinePart {
	QuarantineList list;
	size_t before; /* how many wait that come before it */
	size_t total;  /* how many wait altogether */
} QuarantinePart;

/* Rows that wait, oldest first. Errors: ERR_NOT_FOUND no such import */
MUST_CHECK bool quarantine_rows(App *app, const QuarantineQuery *query, QuarantinePart *out,
				Err *err);

/* One of them. Errors: ERR_NOT_FOUND */
MUST_CHECK bool quarantine_row(App *app, int64_t id, QuarantineRow *out, Err *err);

#endif
