#ifndef PACTA_CLI_TEXT_TABLE_H
#define PACTA_CLI_TEXT_TABLE_H

/* Tables whose cells are nothing but texts. */

#include "cli/cli.h"
#include "cli/table.h"

typedef struct TextColumn {
	const char *title;
	ColumnKind kind;
} TextColumn;

typedef struct TextTable {
	const TextColumn *columns;
	size_t column_count;
	const Str *cells; /* item by item, a text per column */
	size_t count;     /* of items */
} TextTable;

void text_table_print(Cli *cli, const TextTable *list);

#endif
