#ifndef PACTA_APP_FIGURES_PARTS_H
#define PACTA_APP_FIGURES_PARTS_H

/* A table of figures on its way: whose rows there are, over which days, and what was added to each. */

#include "analytics/memo.h"
#include "app/asking.h"
#include "app/figures.h"

typedef struct Tile {
	Period period;
	Str name;
	bool booked;    /* every month has a period close that the view sees */
	Date closed_on; /* as FigureRow */
	Instant closed_at;
	Question question; /* in the sheet's scratch; its books share the sheet's memo */
} Tile;

typedef struct Tiles {
	Tile *at;
	size_t len;
} Tiles;

/* What is added up for one row. */
typedef struct RowSum {
	Total *total; /* NULL: figures are made as soon as there is something to add */
	const Figure *figures;
	Completeness completeness;
} RowSum;

/* Rows of the same contract, account, … */
typedef struct Group {
	Str scope; /* "account:Harbour Foods" */
	Str name;
	Currency currency; /* of its totals */
	const Tiles *tiles;
	RowSum *rows; /* one per tile */
	int64_t waiting_rows, waiting_seconds, waiting_money_rows;
} Group;

/* A request that was read, the same for every view. */
typedef struct FiguresAsked {
	Scope scope;
	Period period;
	Date as_of;
	Date effective; /* as BooksQuery */
	int32_t fiscal_month;
	bool has_granularity;
	Granularity granularity;
	unsigned split; /* one SPLIT_BY_… or 0 */
	bool people;    /* rows are of people, not of contracts */
	const MetricPlan *plan;
	size_t metric_count;
	bool lacks_hours; /* a metric would change with hours that wait or are not approved */
	bool lacks_money; /* …with recognitions, invoices or costs that wait */
} FiguresAsked;

/* One view. */
typedef struct Sheet {
	App *app;
	const FiguresAsked *asked;
	Instant known;
	bool partial; /* only rows that were closed at `known` */
	Firm firm;
	BookHeads heads;     /* of contracts */
	ResourceRefs people; /* of people */
	Currency currency;   /* of the whole */
	bool mixed;          /* contracts have several currencies */
	Tiles tiles;         /* of rows; of contract years those of groups differ */
	Group *groups;       /* by name */
	size_t group_count;
	Group **group_of; /* of each contract or person */
	Group whole;      /* of the whole scope and period */
	size_t next;      /* contract that comes next */
	Arena scratch;    /* of the contract or person that is added right now */
	BookMemo memo;    /* of the contract that is added right now */
	Total *single; /* of one contract after the other, in `scratch`; NULL: there is none yet */
	Currency single_currency;
} Sheet;

/* Reads a view and computes it; `sheet` holds app, asked, known and partial. Errors: as figures_table */
MUST_CHECK bool sheet_make(Sheet *sheet, Err *err);

/* figures_groups.c: periods and groups of rows. */
MUST_CHECK bool sheet_layout(Sheet *sheet, Err *err);

/* Days at which sums of hours are told apart, ascending; needs the heads. */
void sheet_cuts(const Sheet *sheet, const Date **cuts, size_t *count);

/* figures_split.c: reads "contract,month". Errors: ERR_INPUT (field "by") another word, or two of a kind */
MUST_CHECK bool figures_split(Str by, FiguresAsked *out, Err *err);

/* figures_timesheets.c: adds what people have not handed in. Errors: those of the store */
MUST_CHECK bool sheet_count_timesheets(Sheet *sheet, Err *err);

#endif
