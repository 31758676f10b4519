#include "cli/commands.h"
#include "cli/text_table.h"
#include "ingest/mapping.h"

bool mapping_list_run(Cli *cli, Err *err)
{
	static const TextColumn columns[] = {
		{"name", "mapping", COLUMN_FIXED},
		{"title", "takes", COLUMN_TEXT},
		{"source", "source", COLUMN_FIXED},
	};
	size_t count;
	const MappingInfo *mappings = mapping_list(cli->mem, &count);
	(void)err;
	Str *cells = ARENA_ARRAY(cli->mem, Str, 3 * count);
	for (size_t i = 0; i < count; i++) {
		cells[3 * i] = mappings[i].name;
		cells[3 * i + 1] = mappings[i].title;
		cells[3 * i + 2] = mappings[i].source;
	}
	text_table_print(cli, &(TextTable){"mappings", columns, 3, cells, count});
	return true;
}
