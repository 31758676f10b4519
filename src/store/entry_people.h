#ifndef PACTA_STORE_ENTRY_PEOPLE_H
#define PACTA_STORE_ENTRY_PEOPLE_H

/*
 * The stored sums of time entries by resource, over all contracts and none: a row a calendar quarter, packed as
 * migrations/006_people tells. A batch changes them at its end, as a person's hours come with many contracts.
 */

#include "store/entry_order.h"
#include "store/hour_text.h"

enum { ENTRY_QUARTER_MAX = 92 }; /* days of the longest */

/* The first day of the calendar quarter that the day lies in. */
Date entry_quarter(Date day);

/* Bit of a day's week in `weeks` of the row from `quarter` on. */
uint64_t entry_week_bit(Date quarter, Date day);

/* What one entry adds, or takes away. */
typedef struct PersonChange {
	int64_t resource_id;
	int64_t seconds; /* negative: it goes */
	int32_t day;
	int8_t time_class;
	int8_t entries; /* 1 or −1 */
} PersonChange;

/* All that a batch changes. */
typedef struct PeopleChanges {
	PersonChange *at; /* there is room for what is counted */
	size_t len;
	OrderItem *order; /* room for as many; needed when they are written */
	OrderItem *spare;
} PeopleChanges;

void people_changes_count(PeopleChanges *changes, const TimeEntry *entry, bool out);

/* Adds them to the stored sums, by resource. Errors: those of the store; ERR_RANGE, ERR_CORRUPT */
MUST_CHECK bool people_changes_write(Db *db, const PeopleChanges *changes, Err *err);

#endif
