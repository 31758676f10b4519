#ifndef PACTA_CLI_FIGURE_WORDS_H
#define PACTA_CLI_FIGURE_WORDS_H

/* How figures, their periods and what they lack read for people. */

#include "analytics/completeness.h"
#include "analytics/explanation.h"
#include "cli/cli.h"

/* "93.9 %", "109,090.91"; "n/a" where it is not available. */
Str shown_figure(Arena *mem, const Figure *figure);

/* The target in the same way; "–" where there is none. */
Str shown_target(Arena *mem, const Figure *figure);

/* A difference in the metric's unit, with its sign: "+3.9 pp", "−12.50 h", "+2 days". */
Str shown_difference(Arena *mem, const Figure *figure, Ratio difference);

/* Deviation from the target; "–" where there is none. */
Str shown_deviation(Arena *mem, const Figure *figure);

/* What is to be said beside the value: why it is n/a, what is left out, flags of its own; may be empty. */
Str figure_note(Arena *mem, const Figure *figure);

/*
 * Two lines: of what and of which period; then the view, whether the period has not begun, is running, open or closed, and the
 * currency of amounts ("": none is told).
 */
typedef struct FigureHead {
	Str title;
	Str period;     /* for people */
	Date begins_on; /* the period; only looked at with completeness */
	Date as_of;
	Instant known;
	const Completeness *completeness; /* NULL: nothing is said of it */
	Currency currency;
} FigureHead;
void add_figure_head(Cli *cli, const FigureHead *head);

/* Lines below a table: what waits, what is not approved, which timesheets are in; nothing where nothing is to be said. */
void add_completeness(Cli *cli, const Completeness *completeness);

/* A line per reason: what totals leave out. */
void add_left_out(Cli *cli, const Figure *figures, size_t count);

/* A line: each currency with the range of its rates; they come by currency. All of them are in the JSON. */
void add_rates(Cli *cli, const ExchangeRate *const *rates, size_t count);

#endif
