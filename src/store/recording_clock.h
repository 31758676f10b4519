#ifndef PACTA_STORE_RECORDING_CLOCK_H
#define PACTA_STORE_RECORDING_CLOCK_H

/* The clock that stamps what is recorded. It only moves forward. */

#include "base/date.h"
#include "store/db.h"

/*
 * The instant to record for a write that happens at `now`: `now`, but later than all
 * that was recorded before, so that the order of recording survives a clock that is set back.
 * Inside a write transaction.
 * Errors: ERR_CORRUPT the store has no clock
 */
MUST_CHECK bool recording_clock_tick(Db *db, Instant now, Instant *out, Err *err);

/* The newest recorded instant; 0 where nothing was recorded. Errors: ERR_CORRUPT as above */
MUST_CHECK bool recording_clock_read(Db *db, Instant *out, Err *err);

#endif
