#ifndef PACTA_CLI_FACT_WORDS_H
#define PACTA_CLI_FACT_WORDS_H

/* How facts read for people. */

#include "app/facts.h"
#include "cli/cli.h"

/* What rows can wait for, by name; ends with NULL. */
extern const char *const WAITING_SUBJECTS[];

/* What the options of a command ask of entries. */
EntriesQuery entries_query_of(const Args *args);

/* "1,234.50": hours with two decimals, rounded half-even. */
Str shown_hours(Arena *mem, int64_t seconds);

/* "12.50 h in 3 entries: 10.00 h counting, 2.50 h pending" */
void add_hours(Cli *cli, const EntrySums *sums);

/* "! 7.50 h waiting in 3 rows …", with what to do; nothing where none wait. */
void add_waiting(Cli *cli, int64_t rows, int64_t seconds);

#endif
