#ifndef PACTA_APP_FIGURES_H
#define PACTA_APP_FIGURES_H

/* Figures of metrics for any scope, periods and view. */

#include "analytics/completeness.h"
#include "analytics/metric.h"
#include "app/scope.h"

/* What figures are split by; bits, beside a granularity. */
enum {
	SPLIT_BY_CONTRACT = 1,
	SPLIT_BY_ACCOUNT = 2,
	SPLIT_BY_MANAGER = 4,
	SPLIT_BY_TEAM = 8,
	SPLIT_BY_RESOURCE = 16,
};

/* The word of the bit at a place from 0: "contract", "account", …; NULL: there is none. */
const char *split_name(size_t place);

typedef struct FiguresQuery {
	Str scope;
	Str metrics; /* names with commas between; empty: those that fit the scope */
	Str period; /* as period_parse reads it; empty: `range`, else the last month that is over by the as-of day */
	Period range; /* DATE_NONE: not given */
	Str by; /* words with commas between: at most one granularity and one of contract, account, manager, team, resource */
	Moment moment; /* as_of not set: today; recorded is not looked at */
	Date today;
	bool since_close; /* also what changed since the close, where the period has one */
} FiguresQuery;

typedef struct FigureRow {
	Str scope; /* "contract:C-1": what the row is of; that of the query where it is not split */
	Str name;  /* of the contract or account, for people */
	Period period;
	Str period_name;
	const Figure *figures; /* one per metric of the table */
	Completeness completeness;
	bool booked;            /* every month has a period close */
	Date closed_on;         /* on the books: the latest of the months' closes */
	Instant closed_at;      /* since when all of them are known here */
	const Figure *at_close; /* as known when it was closed; NULL: not asked, or not booked */
} FigureRow;

typedef struct FigureTable {
	Scope scope;
	Period period;
	Str period_name;
	Date as_of;
	Instant known; /* INSTANT_MAX: now */
	const Metric *const *metrics;
	size_t metric_count;
	Currency currency;     /* of totals; "" : several, and no reporting currency */
	const FigureRow *rows; /* by name, then period */
	size_t row_count;
	FigureRow total;                  /* of the whole scope and period */
	const ExchangeRate *const *rates; /* used, by currency and day */
	size_t rate_count;
	bool has_granularity;
	Granularity granularity;
	unsigned split; /* one SPLIT_BY_… or 0 */
} FigureTable;

/*
 * Errors: ERR_NOT_FOUND contract, account, manager, team, resource, metric; ERR_INPUT scope, period, by (field named); ERR_TOO_LARGE more than
 *         a million figures
 */
MUST_CHECK bool figures_table(App *app, const FiguresQuery *query, FigureTable *out, Err *err);

#endif
