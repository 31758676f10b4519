#ifndef PACTA_CLI_TABLE_LAYOUT_H
#define PACTA_CLI_TABLE_LAYOUT_H

/*
 * How a table is fitted to a screen: the inside of cli/table.h, which says the rules. Pure.
 */

#include "cli/table.h"

enum { COLUMN_GAP = 2 };

/* A table that is measured; then one part of it after the other is chosen and printed. */
typedef struct Layout {
	const Table *table;
	size_t screen; /* columns */
	size_t rows;
	size_t *natural; /* width of each column */
	size_t *floor;   /* what it can shrink to */
	size_t *comfort; /* what it should have, if the screen allows */
	size_t *width;   /* as fitted to the screen */
	bool *marked;    /* some cell has a mark */
	bool *dropped;
	size_t *part; /* columns that are printed side by side */
	size_t part_len;
} Layout;

/* Measures the columns, and drops some where that brings the others onto the screen. */
void layout_init(Layout *layout, const Table *table, size_t screen);

/* Chooses and fits the part that begins with column `from`; returns the first column behind it. */
size_t layout_next_part(Layout *layout, size_t from);

/* Columns on the screen of the present part, and of one of its columns with the place for its mark. */
size_t layout_part_width(const Layout *layout);
size_t layout_taken(const Layout *layout, size_t column);

const Cell *layout_cell(const Layout *layout, size_t row, size_t column);
bool layout_same_group(const Column *a, const Column *b);

#endif
