#ifndef PACTA_FACTS_TIME_ENTRY_H
#define PACTA_FACTS_TIME_ENTRY_H

/*
 * Time entries: the fact that there are millions of, as a struct of its own. Pure.
 *
 * What the source calls one entry is one or several of ours, its parts: it is split at local midnight.
 */

#include "base/period.h"
#include "base/zone.h"
#include "facts/fact.h"

/* Places in the fields of FACT_TIME_ENTRY. */
typedef enum TimeField {
	TIME_EXTERNAL_ID,
	TIME_CONTRACT,
	TIME_PROJECT,
	TIME_CLIENT,
	TIME_TASK,
	TIME_RESOURCE,
	TIME_WORK_DATE,
	TIME_SECONDS,
	TIME_START,
	TIME_SPAN,
	TIME_BILLABLE,
	TIME_APPROVAL,
	TIME_CATEGORY,
	TIME_ROLE,
	TIME_COST,
	TIME_BILL_AMOUNT,
	TIME_CURRENCY,
	TIME_NOTE,
	TIME_FIELDS,
} TimeField;

typedef enum Approval { APPROVAL_DRAFT, APPROVAL_SUBMITTED, APPROVAL_APPROVED } Approval;
typedef enum Category { CATEGORY_CLIENT, CATEGORY_INTERNAL, CATEGORY_LEAVE } Category;

enum { TIME_NO_START = -1, TIME_NO_SPAN = -1, DAY_SECONDS = 86400 };

typedef struct TimeEntry {
	int64_t contract_id; /* 0: none; only internal hours and leave have none */
	int64_t task_id;     /* 0: none */
	int64_t resource_id;
	int64_t source_id;
	Str external_id;
	int32_t part; /* 0 for the first day of what the source calls one entry */
	Date work_date;
	int64_t seconds;
	int32_t start; /* second of the local day, or TIME_NO_START */
	int64_t span; /* seconds from start to end where they disagree with the source's duration, else TIME_NO_SPAN; on part 0 */
	bool billable;
	Approval approval;
	Category category;
	Str role;
	bool has_cost; /* of its own */
	int64_t cost;  /* minor units of `currency` */
	bool has_bill;
	int64_t bill;
	Currency
		currency; /* of cost and bill; "" where it has none of its own: that of its contract */
	Str note;
	int64_t import_id; /* 0: not imported */
	int64_t line;
	Instant known_at; /* since when this version is known */
} TimeEntry;

/*
 * 0 … TIME_CLASSES − 1: category, approval and billability in one number, by which roll-ups are kept:
 * category · 6 + approval · 2 + billable.
 */
enum { TIME_CLASSES = 18 };
int32_t time_class(const TimeEntry *entry);
int32_t time_class_of(Category category, Approval approval, bool billable);

/* Gives the entry category, approval and billability of a class, which must be one. */
void time_class_set(TimeEntry *entry, int32_t time_class);

/* Counting hours are approved, billable hours for clients (domain.md §6). */
bool time_class_counts(int32_t time_class);

/* Billable hours for clients that are not approved yet. */
bool time_class_pends(int32_t time_class);

bool time_class_is_leave(int32_t time_class);

/* 64 bits of SipHash over all that the source says; not over import, line, known_at. */
int64_t time_fingerprint(const TimeEntry *entry);

/* One day of an entry. */
typedef struct DayPart {
	Date day;
	int32_t start; /* second of the day */
	int64_t seconds;
} DayPart;

/*
 * Splits `seconds` that begin at second `start` of `day` at each midnight of `zone`, where a day may have 23 or 25
 * hours; NULL: each has 24. An entry of no seconds is one part.
 * Errors: ERR_RANGE more than `most` days, or beyond 2199
 */
MUST_CHECK bool time_split(Date day, int32_t start, int64_t seconds, const Zone *zone,
			   DayPart *parts, size_t most, size_t *count, Err *err);

#endif
