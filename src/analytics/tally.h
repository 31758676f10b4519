#ifndef PACTA_ANALYTICS_TALLY_H
#define PACTA_ANALYTICS_TALLY_H

/*
 * The sum that a measure makes, with the rows behind it where someone wants to see them. Pure.
 *
 * Every row is a whole number of the measure's unit, rounded where it is made; the sum is exact. So an explanation adds
 * up to its figure to the last digit.
 */

#include "analytics/conversion.h"
#include "analytics/question.h"
#include "base/int128.h"

/* The unit of a measure's whole numbers. */
typedef enum Unit {
	UNIT_MONEY, /* minor units */
	UNIT_HOURS, /* microseconds */
	UNIT_DAYS,  /* whole days */
	UNIT_DATE,  /* days since 1970-01-01; never summed */
	UNIT_COUNT,
	UNIT_MONEY_DAYS, /* minor units × days */
	UNIT_LAGS,       /* a distribution: rows weigh `amount` minor units at `lag` days */
} Unit;

#define HOUR_US INT64_C(3600000000)
#define SECOND_US INT64_C(1000000)

/* What is said of a figure beside its value; bits. */
enum {
	FIGURE_RUNNING = 1,  /* the period ends after the as-of day: the figure goes to that day */
	FIGURE_OPEN = 2,     /* the period is not closed: not for judgement (`not_closed`) */
	FIGURE_ESTIMATE = 4, /* by an annual value that is an estimate */
	FIGURE_UNATTAINABLE = 8, /* TCPI: more was spent than budgeted */
	FIGURE_SPENT = 16,       /* run-out: the hours are used up already; the date is past */
	FIGURE_UNUSED = 32,      /* run-out: hours are left at the end; na_detail tells how many */
	FIGURE_CONVERTED = 64,   /* in the reporting currency */
	FIGURE_PARTIAL = 128,    /* contracts or months were left out, see `left_out` */
};

typedef struct TallyRow {
	Str label; /* what it is, for people: "Reporting", "from 1 Mar 2026"; empty: a fact tells itself */
	Date on;     /* its day: of the exchange rate, and where it belongs */
	Period days; /* what it stands on, where that is more than `on`, else DATE_NONE; budget rates are those of the month in
		      * which it begins, else of `on` */
	int64_t amount; /* in the measure's unit and, of money, the book's currency */
	int64_t lag;    /* UNIT_LAGS: days */
	Str how; /* how it was made: "1,200 h × 22 of 261 working days"; empty: it is the fact's own */
	int64_t native; /* of money that was converted for a total: amount before; amount is after */
	int64_t rate;   /* billionths; 0: not converted */
	Reason na;
	int64_t resource_id; /* hours: whose; 0: not told */
	int64_t task_id;
	int64_t contract_id;    /* of a person's entry: whose hours they are; else 0 */
	const Lineage *lineage; /* NULL: made from terms, or a sum */
} TallyRow;

/* What of a day (at budget rates a month, at the as-of rate all) was converted so far. */
typedef struct TallyCarry {
	int64_t key;
	int64_t native, converted;
} TallyCarry;

/* Months to be named: the first that came, and whether there are others. */
typedef struct NamedMonths {
	int64_t at[3]; /* each once */
	size_t len;
	bool more;
} NamedMonths;
void named_months_add(NamedMonths *months, int64_t month);
void named_months_add_all(NamedMonths *months, const NamedMonths *others);

/* "no budget rate in 2026-04, 2026-05 and others" */
Str no_budget_rate_words(Arena *mem, const NamedMonths *months);

typedef struct Tally {
	int128 sum;
	Arena *mem;
	const Converter *convert; /* NULL: the book's currency stays */
	VEC(TallyRow) rows;
	VEC(TallyCarry) carries; /* by key */
	Str na_detail;           /* "12.5 h of 3 entries" */
	Str said;     /* finished: what of it the measure said, without months that lack a rate */
	size_t rated; /* rows that a budget rate converted */
	NamedMonths
		unrated; /* of rows that were left out, since the budget of their month tells no rate */
	Reason na;       /* the first reason, by order of the enum's rows as they came */
	unsigned flags;    /* FIGURE_… that the measure itself raises */
	Currency currency; /* of the book */
	bool keeps_rows;   /* `how` and `label` are wanted, and rows kept */
	bool keeps_lags;   /* rows of UNIT_LAGS are always kept where this is set */
} Tally;

/*
 * Adds a row, converted where the tally converts: what has one rate is rounded as a sum, and a row takes what it adds to that. So
 * entries one by one make the same total as their sum by day. Rows with `na` make the tally n/a and are kept too. Rows of a month whose
 * budget tells no rate are left out of what converts at budget rates.
 */
void tally_add(Tally *tally, const TallyRow *row);

/* Whether nothing but the sum of amounts is asked of it: what is in its unit may be added to `sum` without a row. */
static inline bool tally_is_bare(const Tally *tally)
{
	return !tally->convert && !tally->keeps_rows && !tally->keeps_lags;
}

/* Whether it converts by the budget rates of months: then what spans several is added month by month. */
bool tally_needs_months(const Tally *tally);

/* Makes it n/a as a whole; the first reason stays. */
void tally_fail(Tally *tally, Reason reason, Str detail);

/* After the last row: n/a where all rows were left out for want of a budget rate, else it tells how many were. */
void tally_finish(Tally *tally);

#endif
