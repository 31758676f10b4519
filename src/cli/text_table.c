#include "cli/text_table.h"

void text_table_print(Cli *cli, const TextTable *list)
{
	Table table;
	table_init(&table, cli->mem);
	for (size_t j = 0; j < list->column_count; j++)
		table_column(&table, list->columns[j].kind, str_from_c(list->columns[j].title),
			     (Str){0}, (Str){0});
	for (size_t i = 0; i < list->count * list->column_count; i++)
		table_add(&table, list->cells[i]);
	table_print(&table, cli->screen, cli->out);
}
