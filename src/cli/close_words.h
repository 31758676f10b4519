#ifndef PACTA_CLI_CLOSE_WORDS_H
#define PACTA_CLI_CLOSE_WORDS_H

/* What changed since a period was closed, for people. */

#include "app/figures.h"
#include "cli/cli.h"

/* Whether a figure is another than it was at the close; false where nothing is known of then. */
bool changed_since_close(const FigureRow *row, size_t place);

/* The same of any of the first `count`. */
bool row_changed_since_close(const FigureRow *row, size_t count);

/* "+3.9 pp"; "–": the same, or nothing known of then; "changed": n/a, or not n/a, since then. */
Str shown_since_close(Arena *mem, const FigureRow *row, size_t place);

/* "on 10 Sep 2026, known here since 25 Sep 2026 17:00:00": when a row was closed; the latter if it was another day. */
Str shown_closed(Arena *mem, const FigureRow *row);

/* The command that tells why a row changed since its close: "pacta restate C-1 --period 2026-08 --known-at …". */
Str restate_words(Cli *cli, const FigureRow *row);

/*
 * A line below figures: when the period was closed, and what to do about what changed since. `asked`: the figures as known
 * then are in the table. Nothing where nothing was closed, unless --since-close was given.
 */
void add_close(Cli *cli, const FigureTable *figures, bool asked);

#endif
