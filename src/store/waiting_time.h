#ifndef PACTA_STORE_WAITING_TIME_H
#define PACTA_STORE_WAITING_TIME_H

/* How much time waits in quarantine: what sums of hours may lack. */

#include "store/db.h"

/*
 * Rows of time entries that wait and may belong to a contract: those of it, and those whose contract is not
 * known. `contract_id` 0: all. Seconds are 0 of rows whose time could not be read.
 */
MUST_CHECK bool waiting_time(Db *db, int64_t contract_id, int64_t *rows, int64_t *seconds,
			     Err *err);

#endif
