#ifndef PACTA_STORE_IMPORT_H
#define PACTA_STORE_IMPORT_H

/* The record of imports. */

#include "base/date.h"
#include "store/db.h"

typedef struct ImportRecord {
	int64_t id;
	Str source;
	Str mapping;
	Str file; /* name without folders */
	int64_t file_bytes;
	Str file_sha256; /* hexadecimal */
	Instant recorded_at;
	Str recorded_by;
	int64_t rows_read;
	int64_t rows_accepted;
	int64_t rows_corrected;
	int64_t rows_unchanged;
	int64_t rows_quarantined;
	Str warnings; /* JSON object: count by warning code */
	bool undone;
	Instant undone_at;
	Str undone_by;
} ImportRecord;

typedef struct ImportList {
	ImportRecord *at; /* newest first */
	size_t len;
} ImportList;

/* Begin with counts of 0; import_finish sets them. */
MUST_CHECK bool import_insert(Db *db, const ImportRecord *import, Err *err);
MUST_CHECK bool import_finish(Db *db, const ImportRecord *import, Err *err);
MUST_CHECK bool import_mark_undone(Db *db, int64_t id, Instant at, Str by, Err *err);
MUST_CHECK bool import_list(Db *db, Arena *mem, ImportList *out, Err *err);
MUST_CHECK bool import_find(Db *db, Arena *mem, int64_t id, ImportRecord *out, bool *found,
			    Err *err);

#endif
