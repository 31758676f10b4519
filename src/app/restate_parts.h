#ifndef PACTA_APP_RESTATE_PARTS_H
#define PACTA_APP_RESTATE_PARTS_H

/* The parts of a restatement, inside one transaction. For app/restate.c. */

#include "app/restate_changes.h"

/* Figures at a point of the way, and the sums behind them. */
typedef struct RestatePoint {
	Total *total; /* NULL: not kept */
	const Figure *figures;
} RestatePoint;

/* A contract, or the people of the scope together. */
typedef struct RestateUnit {
	const ContractCard *contract; /* NULL: people */
	RestatePoint first, last;     /* in the earlier view, in the later one */
	bool changed;                 /* something of it became known */
} RestateUnit;

/* One view, read contract by contract. */
typedef struct ViewReader {
	App *app;
	AskingAnswer asked;
	const MetricPlan *plan;
	Currency currency;
	bool mixed; /* contracts have several currencies */
	/* What contracts share at the instant that is looked at; read again when that changes. */
	Arena firm_mem;
	Firm firm;
	bool has_firm;
	Instant firm_known;
} ViewReader;

/* Must be closed. */
void view_reader_open(ViewReader *reader);
void view_reader_close(ViewReader *reader);

/* What contracts share, as known then; stays until it is asked for again. */
MUST_CHECK bool view_reader_firm(ViewReader *reader, Instant known, Err *err);

/*
 * Figures of one unit at an instant, after view_reader_firm of it: entries of the history of that instant up to `number` (0: all).
 * `total` is cleared and filled; figures live in the App's arena.
 */
MUST_CHECK bool view_reader_unit(ViewReader *reader, const RestateUnit *unit, Instant known,
				 int32_t number, Total *total, const Figure **figures, Err *err);

/*
 * Figures of all units in one view: into `first` or, where `later`, into `last` of each. Totals are kept of those that `keeps`
 * tells. `heads`: those of the view.
 */
typedef struct ViewPass {
	const BookHeads *heads;
	RestateUnit *units;
	size_t count;
	const bool *keeps;
	bool later;
	Total *whole;
	Total *rest; /* of those whose totals are not kept */
} ViewPass;
MUST_CHECK bool view_reader_all(ViewReader *reader, Instant known, const ViewPass *pass, Err *err);

/* The figures of a total, in the App's arena. */
const Figure *view_reader_figures(ViewReader *reader, const Total *total);

/* Whether a reader of both would see no difference. */
bool figures_same(const Figure *a, const Figure *b, size_t count);

#endif
