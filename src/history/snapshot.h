#ifndef PACTA_HISTORY_SNAPSHOT_H
#define PACTA_HISTORY_SNAPSHOT_H

/*
 * Snapshots: one row per effective date, with every tracked value from that day on
 * and the figures of the terms up to that row, held to the end. Source: domain.md §3, §4. Pure.
 */

#include "base/period.h"
#include "history/earning.h"

typedef struct Snapshot {
	Date effective_on;
	const Value *values; /* one per field; shared with the fold */
	TermFigures figures;
} Snapshot;

typedef struct SnapshotList {
	Snapshot *at; /* by effective_on */
	size_t len;
} SnapshotList;

/*
 * The snapshots of the rows of `fold` from place `first` on. Rows before it cost little, see earning_add.
 * Errors: ERR_RANGE, with the row's day
 */
MUST_CHECK bool snapshots_from(Arena *mem, const Fold *fold, size_t first, Convention convention,
			       SnapshotList *out, Err *err);

/* All of them. O(rows). */
MUST_CHECK bool snapshots_of(Arena *mem, const Fold *fold, Convention convention, SnapshotList *out,
			     Err *err);

/* Whether both have the same day, values (of `field_count` fields) and figures. */
bool snapshot_eq(const Snapshot *a, const Snapshot *b, size_t field_count);

/* The earning of all rows of `fold`. */
Earning *earning_of(Arena *mem, const Fold *fold, Convention convention);

typedef struct PeriodRow {
	Period period;
	Figures figures;
} PeriodRow;

typedef struct PeriodTable {
	Na na; /* NA_NO_END: there is no end and none was given */
	PeriodRow *at;
	size_t len;
} PeriodTable;

/*
 * Tiles of `calendar`, clipped to `range`. A side of `range` that is DATE_NONE is the first day of the term or
 * the first earning day, whichever is earlier; the end of the term or the day after the last earning day,
 * whichever is later. Contract years are counted from the start of the term. Errors: ERR_RANGE
 */
MUST_CHECK bool period_table(Arena *mem, const Earning *earning, Calendar calendar, Period range,
			     PeriodTable *out, Err *err);

#endif
