#ifndef PACTA_TESTS_CHART_FIXTURE_H
#define PACTA_TESTS_CHART_FIXTURE_H

/* Charts for tests: of contracts that are told in a few words, and what holds for every picture. */

#include "chart/contract_charts.h"
#include "chart/layout.h"
#include "history/history_fixture.h"

/* The contract of the published table, its last change known in December 2009. */
#define HARBOUR                                                                 \
	"2009-03-01 annual_value=100000 direct_labor=60% starts_on=2009-03-01 " \
	"ends_on=2011-03-01 @2009-02-20\n"                                      \
	"2009-09-01 direct_labor=70% @2009-09-03\n2010-01-01 annual_value=130000 @2009-12-14"

/* What is drawn of a contract; see contract_charts.h. */
typedef struct Sketch {
	const char *story;    /* as history_fixture.h has it */
	const char *currency; /* NULL: USD */
	ContractChart which;
	const char *by;    /* granularity, or NULL */
	int width;         /* 0: 1320 */
	const char *as_of; /* or NULL */
	View view;         /* all zeros: everything */
	const char *key;   /* NULL: HARBOUR-2009 */
} Sketch;

/* The chart of a sketch. A failure fails the test; sketch_try gives the error instead. */
Chart sketch(Arena *mem, Sketch wanted);
bool sketch_try(Arena *mem, Sketch wanted, Chart *out, Err *err);

/* The chart as SVG. */
Str svg_of(Arena *mem, const Chart *chart);

/* The chart's table: a line for the columns ("from | to | revenue (USD)"), and one for each row. */
Str table_words(Arena *mem, const Chart *chart);

/* Fails the test, naming the case, unless the text is one well-formed XML element. */
void check_xml(const char *label, Str text);

/* How often `part` is in `text`. */
size_t count_of(Str text, const char *part);

/*
 * Fails the test unless in the layout of `chart` every text stands inside the sheet and on no other text, every
 * mark lies in the sheet, paths go from left to right, points come by day, each with its words, and groups
 * are closed.
 */
void check_layout(const char *label, const Chart *chart);

#endif
