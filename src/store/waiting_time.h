#ifndef PACTA_STORE_WAITING_TIME_H
#define PACTA_STORE_WAITING_TIME_H

/* What waits in quarantine that figures may lack: hours and money. */

#include "store/db.h"

/*
 * Rows of time entries that wait and may belong to a contract: those of it, and those whose contract is not
 * known. `contract_id` 0: all. Seconds are 0 of rows whose time could not be read.
 */
MUST_CHECK bool waiting_time(Db *db, int64_t contract_id, int64_t *rows, int64_t *seconds,
			     Err *err);

/*
 * The same by the contract that the rows belong to, by its id; 0: they may belong to any. And the rows of
 * recognitions, invoices and costs that wait.
 */
typedef struct WaitingTime {
	int64_t contract_id;
	int64_t rows;
	int64_t seconds;
	int64_t money_rows;
} WaitingTime;

typedef struct WaitingTimes {
	WaitingTime *at;
	size_t len;
} WaitingTimes;
MUST_CHECK bool waiting_times(Db *db, Arena *mem, WaitingTimes *out, Err *err);

#endif
