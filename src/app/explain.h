#ifndef PACTA_APP_EXPLAIN_H
#define PACTA_APP_EXPLAIN_H

/* Why a figure is what it is, and what makes the difference between two periods. */

#include "analytics/attribution.h"
#include "app/figures.h"

typedef struct ExplainQuery {
	Str metric;
	Str scope;
	Str period; /* as FiguresQuery */
	Period range;
	Str versus; /* the other period; empty: none */
	Moment moment;
	Date today;
	size_t row_limit; /* rows listed under each input; 0: all. Sums are always of all */
} ExplainQuery;

/* A rate that a figure used. */
typedef struct UsedRate {
	Str what; /* "cost rate of R-07 from 1 Jan 2026", "billing rate of contract C-1 from …", "EUR from 3 Mar 2026" */
	Str kind; /* "billing", "cost", "standard", "exchange", "budget" */
	Date effective_on;
	int64_t minor;     /* of an hour; of exchange and budget rates billionths */
	Currency currency; /* "" of exchange rates */
	Lineage lineage;
} UsedRate;

/* A row of an explanation with the names of what it refers to. */
typedef struct ShownRow {
	const TallyRow *row;
	Str contract; /* key; empty: of none, as a person's leave, or made from a person's terms */
	Str task;     /* key; empty: none */
	Str resource; /* key; empty: none */
	Str source, id, file; /* of the fact; empty: made from terms, or a sum */
	int64_t line;
} ShownRow;

typedef struct ShownRows {
	ShownRow *at; /* of one input; at most the row limit */
	size_t len;
} ShownRows;

typedef struct ExplainAnswer {
	Explanation explanation; /* of `period` */
	const ShownRows *rows;   /* one per input */
	Period period;
	Str period_name;
	Date as_of;
	Instant known;
	Scope scope;
	Completeness completeness;
	const UsedRate *rates;
	size_t rate_count;
	size_t row_limit;
	bool has_versus;
	Period versus;
	Str versus_name;
	Explanation other; /* of `versus` */
	const ShownRows *other_rows;
	Attribution attribution; /* from `versus` to `period` */
} ExplainAnswer;

MUST_CHECK bool explain_figure(App *app, const ExplainQuery *query, ExplainAnswer *out, Err *err);

#endif
