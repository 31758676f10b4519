#ifndef PACTA_STORE_SETTING_H
#define PACTA_STORE_SETTING_H

/* Settings of the installation. */

#include "store/db.h"

/* The value of setting `name`; `fallback` where it is not set. Lives in `mem`. */
MUST_CHECK bool setting_get(Db *db, Arena *mem, Str name, Str fallback, Str *out, Err *err);
MUST_CHECK bool setting_put(Db *db, Str name, Str value, Err *err);

#endif
