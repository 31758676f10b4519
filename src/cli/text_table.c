#include "cli/text_table.h"

#include "cli/json_put.h"

static void write_list(Cli *cli, const TextTable *list)
{
	JsonWriter json = json_put_begin(cli);
	json_write_begin_object(&json);
	json_put_key(&json, list->name);
	json_write_begin_array(&json);
	for (size_t i = 0; i < list->count; i++) {
		json_write_begin_object(&json);
		for (size_t j = 0; j < list->column_count; j++)
			json_put_member(&json, list->columns[j].key,
					list->cells[i * list->column_count + j]);
		json_write_end_object(&json);
	}
	json_write_end_array(&json);
	json_write_end_object(&json);
	json_write_end(&json);
}

void text_table_print(Cli *cli, const TextTable *list)
{
	if (cli->args->json) {
		write_list(cli, list);
		return;
	}
	Table table;
	table_init(&table, cli->mem);
	for (size_t j = 0; j < list->column_count; j++)
		table_column(&table, list->columns[j].kind, str_from_c(list->columns[j].title),
			     (Str){0}, (Str){0});
	for (size_t i = 0; i < list->count * list->column_count; i++)
		table_add(&table, list->cells[i]);
	table_print(&table, cli->screen, cli->out);
}
