#include "answer/field_json.h"
#include "app/mappings.h"
#include "cli/commands.h"
#include "cli/json_out.h"
#include "cli/text_table.h"
#include "cli/wording.h"

static Str takes(const MappingInfo *info)
{
	return info->is_fact ? str_from_c(fact_spec(info->fact)->plural) : STR("contracts");
}

bool mapping_list_run(Cli *cli, Err *err)
{
	static const TextColumn columns[] = {
		{"mapping", COLUMN_FIXED}, {"of", COLUMN_FIXED},     {"takes", COLUMN_TEXT},
		{"source", COLUMN_FIXED},  {"stream", COLUMN_FIXED}, {"added by", COLUMN_TEXT},
	};
	enum { COLUMNS = sizeof columns / sizeof *columns };
	MappingRows rows;
	if (!mappings_rows(cli->app, cli->mem, &rows, err))
		return false;
	if (cli->args->json) {
		JsonWriter json = json_out_begin(cli);
		json_put_mappings(&json, &rows);
		json_write_end(&json);
		return true;
	}
	Str *cells = ARENA_ARRAY(cli->mem, Str, COLUMNS * rows.len);
	for (size_t i = 0; i < rows.len; i++) {
		const MappingRow *row = &rows.at[i];
		Str *line = &cells[COLUMNS * i];
		line[0] = row->info.name;
		line[1] = takes(&row->info);
		line[2] = row->info.title;
		line[3] = row->info.source;
		line[4] = row->info.stream;
		line[5] = row->own ? row->added_by : STR("built in");
	}
	text_table_print(cli, &(TextTable){columns, COLUMNS, cells, rows.len});
	return true;
}

static void print_released(Cli *cli, const RetrySummary *released)
{
	Arena *mem = cli->mem;
	if (released->tried == 0)
		return;
	buf_add_format(cli->out, "%.*s row%s that had waited for it: %.*s taken, %.*s wait on\n",
		       STR_ARG(shown_count(mem, released->tried)), released->tried == 1 ? "" : "s",
		       STR_ARG(shown_count(mem, released->taken)),
		       STR_ARG(shown_count(mem, released->waiting)));
}

bool mapping_add_run(Cli *cli, Err *err)
{
	MappingAdded added;
	if (!mappings_add(cli->app, cli->args->file, cli->args->replace, &added, err))
		return false;
	const char *outcome = added.unchanged ? "unchanged" : added.replaced ? "replaced" : "added";
	if (!cli->args->json) {
		buf_add_format(cli->out, "Mapping %.*s: %s\n",
			       STR_ARG(shown_text(cli->mem, added.info.name)), outcome);
		print_released(cli, &added.released);
		return true;
	}
	JsonWriter json = json_out_begin(cli);
	json_write_begin_object(&json);
	json_put_member(&json, "name", added.info.name);
	json_put_member(&json, "outcome", str_from_c(outcome));
	json_put_count(&json, "tried", added.released.tried);
	json_put_count(&json, "taken", added.released.taken);
	json_put_count(&json, "waiting", added.released.waiting);
	json_write_end_object(&json);
	json_write_end(&json);
	return true;
}

bool mapping_remove_run(Cli *cli, Err *err)
{
	Str name = cli->args->name;
	if (!mappings_remove(cli->app, name, err))
		return false;
	if (!cli->args->json) {
		buf_add_format(cli->out, "Mapping %.*s is removed; what it has read stays\n",
			       STR_ARG(shown_text(cli->mem, name)));
		return true;
	}
	JsonWriter json = json_out_begin(cli);
	json_write_begin_object(&json);
	json_put_member(&json, "name", name);
	json_put_member(&json, "outcome", STR("removed"));
	json_write_end_object(&json);
	json_write_end(&json);
	return true;
}

bool mapping_show_run(Cli *cli, Err *err)
{
	Str text;
	if (!mappings_text(cli->app, cli->mem, cli->args->name, &text, err))
		return false;
	buf_add(cli->out, text);
	if (text.len > 0 && text.ptr[text.len - 1] != '\n')
		buf_add_byte(cli->out, '\n');
	return true;
}
