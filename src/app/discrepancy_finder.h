#ifndef PACTA_APP_DISCREPANCY_FINDER_H
#define PACTA_APP_DISCREPANCY_FINDER_H

/* The parts of finding discrepancies, inside one transaction. For app/discrepancies.c. */

#include "app/discrepancies.h"
#include "app/fact_names.h"

typedef struct Finder {
	App *app;
	const DiscrepancyQuery *query;
	EntryFilter filter;  /* days and instant of knowledge; the contract is not in it */
	int64_t contract_id; /* 0: of all */
	int64_t resource_id;
	FactNames names;
	VEC(Discrepancy) found;
} Finder;

bool finder_wants(const Finder *finder, DiscrepancyKind kind);
void finder_add(Finder *finder, Discrepancy discrepancy);

/* A time entry that is looked at together with those of the same person and day. */
typedef struct DayItem {
	int64_t resource_id;
	Date day;
	Category category;
	int64_t source_id;
	int64_t contract_id;
	int32_t start; /* second of the day, or TIME_NO_START */
	int64_t seconds;
	Str external_id;
	int64_t import_id;
	int64_t line;
	bool marked; /* for the use of find_in_days */
} DayItem;

/* over_24h and claimed_twice among the items of whole days. Orders them. O(n log n) */
MUST_CHECK bool find_in_days(Finder *finder, DayItem *items, size_t count, Err *err);

/* ledger_total */
MUST_CHECK bool find_in_ledger(Finder *finder, Err *err);

#endif
