#ifndef PACTA_BENCH_PORTFOLIO_H
#define PACTA_BENCH_PORTFOLIO_H

/*
 * A made-up portfolio of annual contracts, the same on every machine, and the sums that every
 * engine must agree on. Amounts are such that numerators of one contract fit in 64 bits, which
 * the peers need.
 */

#include "history/reprice.h"

typedef struct Portfolio {
	size_t contracts;
	size_t rows;        /* terms of all contracts */
	size_t *upto;       /* by contract: the place behind its last row */
	int32_t *ends;      /* by contract: first day after */
	int32_t *effective; /* by row; rises within a contract */
	int64_t *annual;    /* minor units per 365 days */
	int32_t *labor;     /* ppm */
} Portfolio;

typedef struct PortfolioKind {
	size_t contracts;
	int32_t rows_min; /* per contract */
	int32_t rows_max;
	int64_t scale; /* annual values are multiplied with it */
} PortfolioKind;

Portfolio portfolio_make(Arena *mem, PortfolioKind kind);

/* The whole portfolio as segments, by reprice_add. Ends the process where a contract is refused. */
RepriceBatch portfolio_batch(Arena *mem, const Portfolio *portfolio);

/* Σ over contracts. A numerator is whole · denominator + rest: whole and rest say it exactly. */
typedef struct PortfolioSums {
	int64_t revenue; /* rounded for each contract */
	int64_t profit;
	int64_t revenue_whole; /* of numerators over 365 */
	int64_t revenue_rest;
	int64_t profit_whole; /* of numerators over 365,000,000 */
	int64_t profit_rest;
} PortfolioSums;

/* Numerators by plain 128-bit arithmetic over the rows, figures from `figures`. */
PortfolioSums portfolio_sums(const Portfolio *portfolio, size_t contracts, RepriceFigures figures);

/* Ends the process, with the sums of both, where they differ. */
void portfolio_check(const char *engine, const PortfolioSums *got, const PortfolioSums *wanted);

/*
 * The same work in SQL, for both peers: rows to segments by a window function, exact sums of each
 * contract, each rounded once, half-even; then six sums in the order of PortfolioSums.
 */
extern const char PORTFOLIO_QUERY[];

#endif
