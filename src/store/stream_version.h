#ifndef PACTA_STORE_STREAM_VERSION_H
#define PACTA_STORE_STREAM_VERSION_H

/*
 * Versions of Singer streams. A tap that sends a table anew gives its records a new version, and activates it
 * when all are sent, perhaps several runs later; then the records of other versions are to go. So the ids of
 * records that came with a version are kept until it is activated; records of the active one need no memory.
 */

#include "base/map.h"
#include "store/db.h"

typedef struct StreamName {
	Str source;
	Str stream;
} StreamName;

/* `*found` is false where none was activated yet. */
MUST_CHECK bool stream_version_find(Db *db, StreamName name, int64_t *version, bool *found,
				    Err *err);

/* Makes it the active one and forgets which records came with others. */
MUST_CHECK bool stream_version_activate(Db *db, StreamName name, int64_t version, Err *err);

/* Remember that the record came with this version; its newest one counts. `*changed`: that was not known. */
MUST_CHECK bool stream_record_put(Db *db, StreamName name, Str id, int64_t version, bool *changed,
				  Err *err);

/* Ids of records that came with this version, each mapped to 1. They live in `mem`. */
MUST_CHECK bool stream_records_list(Db *db, Arena *mem, StreamName name, int64_t version, Map *out,
				    Err *err);

/* Whether the record waits in quarantine already, alike and for the same reason. */
MUST_CHECK bool stream_record_waits(Db *db, Str source, Str id, Str raw_sha256, Str code,
				    bool *waits, Err *err);

#endif
