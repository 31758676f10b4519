#ifndef PACTA_STORE_SETTING_H
#define PACTA_STORE_SETTING_H

/* Settings of the installation, and the clock that stamps what is recorded. */

#include "base/date.h"
#include "store/db.h"

/* The value of setting `name`; `fallback` where it is not set. Lives in `mem`. */
MUST_CHECK bool setting_get(Db *db, Arena *mem, Str name, Str fallback, Str *out, Err *err);
MUST_CHECK bool setting_put(Db *db, Str name, Str value, Err *err);

/*
 * The instant to record for a write that happens at `now`: `now`, but later than all
 * that was recorded before, so that the order of recording survives a clock that is set back.
 * Inside a write transaction.
 */
MUST_CHECK bool recording_clock_tick(Db *db, Instant now, Instant *out, Err *err);

/* The newest recorded instant; 0 where nothing was recorded. */
MUST_CHECK bool recording_clock_read(Db *db, Instant *out, Err *err);

#endif
