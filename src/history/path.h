#ifndef PACTA_HISTORY_PATH_H
#define PACTA_HISTORY_PATH_H

/*
 * The way of a contract through its terms: slices of days, each with what was
 * earned before it. The inside of history/earning.h, which says what it means. Pure.
 */

#include "history/exact.h"
#include "history/terms.h"

/*
 * A sum of earned money: fixed over DAYCOUNT_YEAR, spread over the days of the present spread,
 * and what earlier spreads left behind. For profit all are millionths of that.
 */
typedef struct Sum {
	int128 fixed;
	int128 spread;
	int64_t spread_days; /* ≥ 1 */
	size_t settled;      /* terms of the tail */
} Sum;

typedef enum SliceKind {
	SLICE_MARK, /* no days: where what was earned so far was rounded */
	SLICE_ANNUAL,
	SLICE_SPREAD,
	SLICE_LUMP,
	SLICE_USAGE, /* earns, but nobody can say what */
} SliceKind;

/* What one row's terms earn: a stretch of days, and the sums of everything before it. */
typedef struct Slice {
	SliceKind kind;
	Period days;
	DayCount day_count;
	int128 amount; /* minor units per year, or to be spread over spread_days */
	int64_t keep;  /* 1 − labour share, in ppm */
	Sum revenue;   /* before the slice */
	Sum profit;
	bool unlabored;      /* value without a labour share */
	bool estimate;       /* usage with an annual value as an estimate */
	size_t usage_before; /* slices of usage before this one */
	size_t unlabored_before;
	size_t estimate_before;
	size_t last_earning; /* place of the last slice that is no mark, up to this one; else SLICE_NONE */
} Slice;

#define SLICE_NONE SIZE_MAX

/* A value on basis total being spread. */
typedef struct Spread {
	bool active;
	int128 rest;
	int64_t days;
	Date lump; /* where it is earned at once; DATE_NONE: spread */
} Spread;

/* One pass over the terms. */
typedef struct Path {
	Date anchor;
	Period cut; /* days outside earn nothing; all days where the window is applied at reading */
	VEC(Slice) slices; /* the one of the last terms is kept behind the counted ones */
	size_t seen;       /* slices with that of the last terms */
	ExactTail tail;
	Sum revenue; /* up to the last terms */
	Sum profit;
	Spread spread;
	size_t first_earning; /* place of the first slice that is no mark, or SLICE_NONE */
	bool spreads;         /* some terms are on basis total */
	bool anchored;        /* some slice has an anchored day count */
	Period earned;        /* from the first to the last day of all closed slices but lumps */
	bool has_terms;
	Terms last;
	Sum revenue_before; /* as revenue, profit, spread and tail were before the last terms settled */
	Sum profit_before;
	Spread spread_before;
	size_t tail_before;
	size_t slices_before;
	bool has_previous;
	Terms previous; /* terms before the last */
} Path;

typedef struct Sums {
	Sum revenue;
	Sum profit;
} Sums;

#define ALL_DAYS ((Period){DATE_MIN, DATE_OPEN})

/*
 * Make `path`, zeroed or in use, an empty one; it keeps its room. `anchor`: for day counts;
 * `cut`: days outside earn nothing.
 */
void path_init(Path *path, Arena *mem, Date anchor, Period cut);

/*
 * Add terms behind all others; terms of the same day replace the last ones. The last terms are held
 * without end (but that of their own). O(1).
 */
void path_add(Path *path, Arena *mem, const Terms *terms);

/* The first and the last slice that have days in `part`; false: none. O(log n). */
bool path_find(const Path *path, Period part, size_t *first, size_t *last);

/* What all days before `d` earned. O(log n). */
Sums path_sums_before(const Path *path, Date d);

/* A sum in minor units; `scale` is 1 for revenue, SHARE_ONE for profit. See exact_round. */
int128 path_round(const Path *path, const Sum *sum, int64_t scale, Rounding rounding, int64_t unit);

#endif
