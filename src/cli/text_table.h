#ifndef PACTA_CLI_TEXT_TABLE_H
#define PACTA_CLI_TEXT_TABLE_H

/* Lists whose items are nothing but texts: one description gives the table and the JSON. */

#include "cli/cli.h"
#include "cli/table.h"

typedef struct TextColumn {
	const char *key; /* member of each item in JSON */
	const char *title;
	ColumnKind kind;
} TextColumn;

typedef struct TextTable {
	const char *name; /* member of the answer that holds the items in JSON */
	const TextColumn *columns;
	size_t column_count;
	const Str *cells; /* item by item, a text per column */
	size_t count;     /* of items */
} TextTable;

/* As the arguments ask: for people or for machines. */
void text_table_print(Cli *cli, const TextTable *list);

#endif
