#ifndef PACTA_APP_RESTATE_H
#define PACTA_APP_RESTATE_H

/*
 * Figures of one period in two views, and what was learnt in between.
 *
 * The way from the earlier view to the later one goes through every instant at which something became known: of each contract
 * the entries of its history one by one in number order, and the facts of an instant together (an import has one instant).
 * So every point on it can be asked for with known_at, and the effects of its steps add up to the difference exactly. Where a
 * figure is n/a at a point, the effect of the next step at which it is available counts from the last value that it had. From
 * the later view to the earlier one the same steps are taken back, the last one first. Source: domain.md §3, §6.
 */

#include "app/figures.h"

typedef struct RestateQuery {
	Str scope;
	Str metrics; /* as FiguresQuery */
	Str period;
	Period range;
	Instant known; /* the earlier view, or the later: figures go from `known` to `versus` */
	Instant versus;
	Date as_of; /* DATE_NONE: today */
	Date today;
	size_t change_limit; /* changes told per step; 0: all */
} RestateQuery;

typedef struct RestatedChange {
	Str what; /* "revision 7", "retraction 8", name of a fact's kind */
	Str source, id, file;
	int64_t line;
	Str before,
		after; /* for people: what it said and says; empty: it was not there, it is gone */
	Str words;     /* both in one, where that reads shorter; else empty */
} RestatedChange;

typedef struct RestateStep {
	Str contract;      /* key; empty: of people */
	Instant known;     /* when it became known */
	int64_t import_id; /* 0: by hand */
	const RestatedChange *changes;
	size_t change_count; /* told */
	size_t changes_total;
	const Figure *after;    /* figures of the contract behind this step, one per metric */
	const Ratio *effects;   /* on the contract's figures */
	const bool *has_effect; /* false: n/a behind it, or at all points before it */
	const Ratio *
		total_effects; /* on the scope's figures; of all contracts they add up to its difference */
	const bool *has_total_effect;
} RestateStep;

typedef struct RestateContract {
	Str contract;                 /* key; empty: the people of the scope together */
	const Figure *before, *after; /* money in the table's currency */
	size_t first_step, step_count;
} RestateContract;

typedef struct RestateTable {
	Scope scope;
	Period period;
	Str period_name;
	Date as_of;
	Instant known, versus;
	const Metric *const *metrics;
	size_t metric_count;
	Currency currency;
	const Figure *before, *after; /* of the scope */
	const Ratio *difference;      /* 0 where either is n/a */
	const RestateContract *
		contracts; /* those whose figures differ, or about which something became known; by key */
	size_t contract_count;
	const RestateStep *
		steps; /* by contract, then in order; without those that neither are of the contract nor have an effect */
	size_t step_count;
	Str shared; /* what became known of what contracts share, for people: "resources 3, exchange rates 12"; empty: nothing */
} RestateTable;

/* Errors: as figures_table; ERR_TOO_LARGE the views lie too many steps apart */
MUST_CHECK bool restate_table(App *app, const RestateQuery *query, RestateTable *out, Err *err);

#endif
