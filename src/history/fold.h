#ifndef PACTA_HISTORY_FOLD_H
#define PACTA_HISTORY_FOLD_H

/*
 * The state of a contract over time: entries of a view folded into one row per
 * effective day. Source: domain.md §3. Pure.
 */

#include "history/entry.h"

typedef struct FoldRow {
	Date effective_on;   /* the values hold from this day on */
	Value *values;       /* one per field */
	size_t entries;      /* how many entries make up this row alone */
	bool added_to_unset; /* an add of this day met an unset value, which counts as 0 */
} FoldRow;

typedef struct Fold {
	FoldRow *rows; /* by effective_on, each day once */
	size_t len;
	size_t cap;
} Fold;

/*
 * Add an entry that stands behind all others in order of effect. Copies the last row's values
 * for a new day, changes them for the same day; earlier rows stay as they are. O(fields).
 * Errors: ERR_RANGE  a sum is beyond int64; the text names field, day and entry. The fold is
 *                    then of no more use
 */
MUST_CHECK bool fold_add(Arena *mem, const Fields *fields, Fold *fold, const Entry *entry,
			 Err *err);

/*
 * Fold `entries`, which are in order of effect. O(entries · fields). Errors as fold_add.
 */
MUST_CHECK bool fold_entries(Arena *mem, const Fields *fields, EntryList entries, Fold *out,
			     Err *err);

/*
 * Whether every share that is set lies in 0 … 1 on each day. Sums were checked as they were added.
 * Errors: ERR_RANGE  names the field, the day and the value
 */
MUST_CHECK bool fold_check_shares(const Fields *fields, const Fold *fold, Err *err);

/* How many rows both begin with that are the same in day and values. O(rows · fields). */
size_t fold_common_rows(const Fields *fields, const Fold *a, const Fold *b);

/* Row in force on `day`: the last with effective_on ≤ day, or NULL. O(log n). */
const FoldRow *fold_row_on(const Fold *fold, Date day);

#endif
