#ifndef PACTA_APP_ASKING_H
#define PACTA_APP_ASKING_H

/* What is asked of figures: scope, period, day, metrics, read from their texts. Inside a transaction. */

#include "analytics/metric.h"
#include "analytics/period_text.h"
#include "app/books.h"

typedef struct Asking {
	Str scope;
	Str period; /* as period_parse reads it; empty: `range`, else the last month that is over by the as-of day */
	Period range;  /* DATE_NONE: not given */
	Moment moment; /* as_of not set: today; recorded is not looked at */
	Date today;
} Asking;

typedef struct AskingAnswer {
	Scope scope;
	Period period;
	Str period_name;
	Moment moment;         /* as_of is set */
	Date effective;        /* as BooksQuery: the as-of day where one is asked for */
	PeriodContext context; /* to read further periods with */
} AskingAnswer;

/* Errors: ERR_NOT_FOUND contract; ERR_INPUT scope, period, from (field named) */
MUST_CHECK bool asking_read(App *app, const Asking *asking, AskingAnswer *out, Err *err);

/*
 * Places in the registry of names with commas between; empty: all that exist for such a scope. Errors: ERR_NOT_FOUND metric;
 * ERR_INPUT the same one twice
 */
typedef struct AskingMetrics {
	size_t *at;
	size_t len;
} AskingMetrics;
MUST_CHECK bool asking_metrics(Arena *mem, Str names, Scope scope, AskingMetrics *out, Err *err);

/* Of totals over these contracts: theirs where they have one, else the reporting currency, which may be "". */
MUST_CHECK bool asking_currency(App *app, const BookHeads *heads, Currency *out, Err *err);

#endif
