#ifndef PACTA_HISTORY_REPRICE_H
#define PACTA_HISTORY_REPRICE_H

/*
 * Revenue and profit of many contracts at once, in columns.
 *
 * A batch holds the segments of contracts of the simple kind: annual values on ACT/365F, with a
 * labour share. The figures are those of earning_figures' total, to the minor unit:
 *
 *	revenue = Σ annual · days / 365        profit = Σ annual · days / 365 · (1 − labour)
 *
 * each one exact rational, rounded once, half-even. A part [a, b) of a contract's days is not one
 * batch cut on both sides but R(b) − R(a): two batches, of the days before each, and a subtraction.
 * Contracts of any other kind go through history/earning.h. Source: domain.md §4. Pure.
 */

#include "base/str.h"
#include "history/terms.h"

/*
 * Segments one after the other, by contract. Start as {.mem = mem}.
 * Invariants: from < to, both in DAY_MIN … DAY_MAX + 1; segments of a contract have no day in
 * common; labour in 0 … SHARE_ONE; `upto` never falls.
 */
typedef struct RepriceBatch {
	Arena *mem;
	VEC(size_t) upto;    /* one per contract: the place behind its last segment */
	VEC(int32_t) from;   /* first day */
	VEC(int32_t) to;     /* first day after */
	VEC(int64_t) annual; /* minor units per 365 days */
	VEC(int32_t) labor;  /* ppm */
} RepriceBatch;

/* Columns with a row for each contract asked for; minor units. */
typedef struct RepriceFigures {
	int64_t *revenue;
	int64_t *profit;
} RepriceFigures;

/*
 * Adds the contract whose terms are given by effective day, each day once: its days before
 * `before`, which is DATE_OPEN for all of them.
 * Returns false, and adds nothing, where the contract is not of the simple kind: a value on basis
 * total, a pricing by usage, another day count; in the days asked for, a value without a labour
 * share or with one outside 0 … 1; all days of a contract without an end. O(len).
 */
MUST_CHECK bool reprice_add(RepriceBatch *batch, const Terms *terms, size_t len, Date before);

/*
 * Figures of the contracts first … first + count − 1 of the batch, in this order. Threads may price
 * different ranges of one batch at the same time. O(segments).
 * Errors: ERR_RANGE  a figure is beyond int64; the text names the place of the contract. The rows
 *                    of the contracts before it are filled then
 */
MUST_CHECK bool reprice(const RepriceBatch *batch, size_t first, size_t count, RepriceFigures out,
			Err *err);

#endif
