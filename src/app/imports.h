#ifndef PACTA_APP_IMPORTS_H
#define PACTA_APP_IMPORTS_H

/* Imports of files, their undoing, and the quarantine of rows that could not be taken. */

#include "app/app.h"
#include "history/warning.h"
#include "ingest/fact_draft.h"
#include "ingest/mapping.h"
#include "store/import.h"
#include "store/quarantine.h"

enum { SOURCE_NAME_MAX = 200 }; /* bytes */

/* Where a mapping that is named is looked for: first among the installation's own, unless it must be built in. */
typedef enum MappingPlace {
	MAPPING_ANYWHERE, /* then those built in, then files */
	MAPPING_KEPT,     /* then those built in; it never names a file */
	MAPPING_BUILTIN,
} MappingPlace;

typedef struct ImportRequest {
	const char *path;   /* "-": standard input */
	Str file_name;      /* as it is recorded and told; empty: that of `path` */
	Str mapping;        /* name or file; empty: recognised by the file's beginning */
	MappingPlace place; /* of `mapping` */
	bool dry_run;
	Str source; /* overrides the mapping's; of facts */
	Str contract; /* of facts: key of the contract that all rows belong to; empty: told by the rows */
	Str time_zone; /* of facts: name of the file's zone; empty: the setting time_zone, else UTC */
	Str dates; /* of facts: pattern of its dates, such as DD/MM/YYYY; empty: found in the file */
	bool complete; /* of sourced facts: the file holds all of its source for the days that it covers: what it lacks goes */
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
	uint64_t
		waiting_already; /* of the quarantined: they wait already, just so, or were discarded */
	uint64_t contracts;      /* that the file speaks of */
	uint64_t new_contracts;
	uint64_t warnings[WARNING_CODES];   /* rows or contracts, by code */
	const QuarantineRow *first_rejects; /* up to 20, to show */
	size_t first_reject_count;
	bool dry_run;
	/* Of facts. accepted: new ones; corrected: replaced or moved. */
	bool is_fact;
	FactKind fact;
	uint64_t deleted;        /* by `complete` */
	uint64_t passed[PASSES]; /* rows of totals, running timers: not among those read */
	int64_t seconds; /* of the time entries in the file that were taken or are there already */
	int64_t waiting_seconds; /* of those in quarantine */
	uint64_t fact_warnings[FACT_WARNINGS];
	Period days; /* that the facts' days span; both DATE_NONE: none */
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
	uint64_t retracted; /* revisions or facts taken back */
	uint64_t
		restored; /* those that the import had corrected or deleted, which hold again as they were */
} UndoSummary;

/*
 * Take an import back. Revisions go by retractions, and what it had corrected is recorded again. Facts are deleted,
 * and what they had replaced holds again, both known from now on; rows that it took out of quarantine wait again, and
 * those that it left there are discarded.
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
