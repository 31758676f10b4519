#ifndef PACTA_STORE_OWN_MAPPING_H
#define PACTA_STORE_OWN_MAPPING_H

/* Mappings that were added to this installation, as text: what they mean is the matter of ingest. */

#include "base/date.h"
#include "store/db.h"

typedef struct OwnMapping {
	Str name;
	Str text; /* the mapping file */
	Instant added_at;
	Str added_by;
} OwnMapping;

typedef struct OwnMappings {
	OwnMapping *at; /* by name */
	size_t len;
} OwnMappings;

MUST_CHECK bool own_mappings_list(Db *db, Arena *mem, OwnMappings *out, Err *err);

/* Adds it, or puts it in the place of the one of this name. */
MUST_CHECK bool own_mapping_put(Db *db, const OwnMapping *mapping, Err *err);

/* `*removed` is false where there is none of this name. */
MUST_CHECK bool own_mapping_remove(Db *db, Str name, bool *removed, Err *err);

#endif
