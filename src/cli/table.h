#ifndef PACTA_CLI_TABLE_H
#define PACTA_CLI_TABLE_H

/*
 * Tables for a terminal: titles, units and a hairline above rows of cells.
 *
 * Numbers stand right and are never cut. Where the screen is too narrow, long text is cut with "…"; then
 * columns that may be dropped are, and a line names them; then the table is printed in several parts, one
 * below the other, each beginning with the key columns.
 * Titles and cells are copied and may hold any text; what could harm a terminal is neutralised.
 */

#include "cli/screen.h"

typedef enum ColumnKind {
	COLUMN_TEXT,   /* left, may be cut */
	COLUMN_FIXED,  /* left, never cut: dates, keys to be typed again */
	COLUMN_NUMBER, /* right, never cut */
} ColumnKind;

typedef struct Column {
	ColumnKind kind;
	Str title;
	Str unit; /* below the title; may be empty */
	Str group; /* above the titles of neighbours that share it, which stay together; may be empty */
	int drop; /* 0: never dropped; else the column with the largest number goes first */
} Column;

typedef struct Cell {
	Str text;
	char mark; /* printed behind the text; 0: none */
	Style style;
} Cell;

typedef struct Table {
	Arena *mem;
	size_t keys; /* how many columns begin each part; 1 at first */
	VEC(Column) columns;
	VEC(Cell) cells;   /* row by row */
	VEC(size_t) rules; /* rows with a hairline above */
} Table;

void table_init(Table *table, Arena *mem);

/* All columns come before the first cell. */
void table_column(Table *table, ColumnKind kind, Str title, Str unit, Str group);

/* The column added last may be dropped. */
void table_may_drop(Table *table, int drop);

/* The next cell of the row; rows follow each other. */
void table_add(Table *table, Str text);
void table_add_cell(Table *table, Cell cell);

/* A hairline above the row that begins now: above a sum. */
void table_rule(Table *table);

/* Every row must be complete. */
void table_print(const Table *table, const Screen *screen, Buf *out);

#endif
