#ifndef PACTA_APP_MAPPINGS_H
#define PACTA_APP_MAPPINGS_H

/* The mappings of this installation: those built in, and its own. */

#include "app/waiting.h"
#include "ingest/mapping.h"
#include "store/own_mapping.h"

/* A mapping of its own, read. */
typedef struct ReadMapping {
	Str name;
	const Mapping *mapping;
} ReadMapping;

typedef struct ReadMappings {
	ReadMapping *at; /* by name */
	size_t len;
} ReadMappings;

/*
 * All of its own, inside a transaction of the caller.
 * Errors: those of the store; ERR_CORRUPT one cannot be read any more: names it and what to do
 */
MUST_CHECK bool mappings_read_own(App *app, ReadMappings *out, Err *err);

/*
 * The mapping `name`: one of `own`, a built-in one, or a file where it holds a slash or a dot.
 * Errors: as mapping_open
 */
MUST_CHECK bool mappings_find(Arena *mem, const ReadMappings *own, Str name, const Mapping **out,
			      Err *err);

/* The same, but never a file. Errors: ERR_NOT_FOUND */
MUST_CHECK bool mappings_find_kept(Arena *mem, const ReadMappings *own, Str name,
				   const Mapping **out, Err *err);

/*
 * The mapping of facts that reads a Singer stream: of `given` first, then of `own`, then of the built-in ones; NULL:
 * none does.
 * Errors: ERR_CONFLICT two of them that are on a par read it: names both
 */
MUST_CHECK bool mappings_of_stream(Arena *mem, const ReadMappings *given, const ReadMappings *own,
				   Str stream, const Mapping **out, Err *err);

typedef struct MappingRow {
	MappingInfo info;
	bool own;
	Instant added_at; /* of its own */
	Str added_by;
} MappingRow;

typedef struct MappingRows {
	MappingRow *at; /* its own, then those built in; each by name */
	size_t len;
} MappingRows;

/* `app` NULL: there is no store, only those built in. So with mappings_text. */
MUST_CHECK bool mappings_rows(App *app, Arena *mem, MappingRows *out, Err *err);

/* The text of a mapping file, own or built in. Errors: ERR_NOT_FOUND */
MUST_CHECK bool mappings_text(App *app, Arena *mem, Str name, Str *out, Err *err);

typedef struct MappingAdded {
	MappingInfo info;
	bool unchanged; /* it was there, alike */
	bool replaced;
	RetrySummary released; /* rows of its stream that had waited */
} MappingAdded;

/*
 * Keep a mapping under its name; rows that wait for its stream are tried again, in one
 * transaction.
 * Errors: ERR_INPUT it is no mapping; ERR_CONFLICT the name is that of a built-in one, or of one that there is and
 *         `replace` is not set, or another one reads the same stream
 */
MUST_CHECK bool mappings_add(App *app, Str path, bool replace, MappingAdded *out, Err *err);

/* What it has read stays. Errors: ERR_NOT_FOUND; ERR_CONFLICT it is built in */
MUST_CHECK bool mappings_remove(App *app, Str name, Err *err);

#endif
