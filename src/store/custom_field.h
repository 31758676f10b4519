#ifndef PACTA_STORE_CUSTOM_FIELD_H
#define PACTA_STORE_CUSTOM_FIELD_H

/* Custom fields that an administrator (or an import's mapping) declared. */

#include "history/field.h"
#include "store/db.h"

/* `field` was checked with field_check_new. Errors: ERR_CONFLICT the name is taken */
MUST_CHECK bool custom_field_insert(Db *db, const Field *field, Instant created_at, Str created_by,
				    Err *err);

/* The built-in fields and all custom ones, in the order of their declaration. */
MUST_CHECK bool custom_field_load(Db *db, Arena *mem, Fields *out, Err *err);

#endif
