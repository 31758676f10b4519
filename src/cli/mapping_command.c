#include "answer/field_json.h"
#include "cli/commands.h"
#include "cli/json_out.h"
#include "cli/text_table.h"

bool mapping_list_run(Cli *cli, Err *err)
{
	static const TextColumn columns[] = {
		{"mapping", COLUMN_FIXED},
		{"takes", COLUMN_TEXT},
		{"source", COLUMN_FIXED},
	};
	size_t count;
	const MappingInfo *mappings = mapping_list(cli->mem, &count);
	(void)err;
	if (cli->args->json) {
		JsonWriter json = json_out_begin(cli);
		json_put_mappings(&json, mappings, count);
		json_write_end(&json);
		return true;
	}
	Str *cells = ARENA_ARRAY(cli->mem, Str, 3 * count);
	for (size_t i = 0; i < count; i++) {
		cells[3 * i] = mappings[i].name;
		cells[3 * i + 1] = mappings[i].title;
		cells[3 * i + 2] = mappings[i].source;
	}
	text_table_print(cli, &(TextTable){columns, 3, cells, count});
	return true;
}
