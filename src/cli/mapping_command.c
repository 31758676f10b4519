#include "cli/commands.h"
#include "cli/json_put.h"
#include "cli/table.h"
#include "ingest/mapping.h"

bool mapping_list_run(Cli *cli, Err *err)
{
	size_t count;
	const MappingInfo *mappings = mapping_list(cli->mem, &count);
	(void)err;
	if (cli->args->json) {
		JsonWriter json = json_put_begin(cli);
		json_write_begin_object(&json);
		json_put_key(&json, "mappings");
		json_write_begin_array(&json);
		for (size_t i = 0; i < count; i++) {
			json_write_begin_object(&json);
			json_put_member(&json, "name", mappings[i].name);
			json_put_member(&json, "title", mappings[i].title);
			json_put_member(&json, "source", mappings[i].source);
			json_write_end_object(&json);
		}
		json_write_end_array(&json);
		json_write_end_object(&json);
		json_write_end(&json);
		return true;
	}
	Table table;
	table_init(&table, cli->mem);
	table_column(&table, COLUMN_FIXED, STR("mapping"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_TEXT, STR("takes"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_FIXED, STR("source"), (Str){0}, (Str){0});
	for (size_t i = 0; i < count; i++) {
		table_add(&table, mappings[i].name);
		table_add(&table, mappings[i].title);
		table_add(&table, mappings[i].source);
	}
	table_print(&table, cli->screen, cli->out);
	return true;
}
