#include "answer/import_json.h"
#include "cli/commands.h"
#include "cli/json_out.h"
#include "cli/wording.h"

static void print_rows(Cli *cli, const QuarantineList *list)
{
	Arena *mem = cli->mem;
	Table table;
	if (list->len == 0) {
		buf_add(cli->out, STR("No row waits in quarantine.\n"));
		return;
	}
	table_init(&table, mem);
	table_column(&table, COLUMN_FIXED, STR("row"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_TEXT, STR("file"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_NUMBER, STR("line"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_TEXT, STR("column"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_TEXT, STR("reason"), (Str){0}, (Str){0});
	for (size_t i = 0; i < list->len; i++) {
		const QuarantineRow *row = &list->at[i];
		table_add(&table, str_format(mem, "%lld", (long long)row->id));
		table_add(&table, row->file);
		table_add(&table, shown_count(mem, (uint64_t)row->line));
		table_add(&table, row->column);
		table_add(&table, row->reason);
	}
	table_print(&table, cli->screen, cli->out);
	buf_add_format(cli->out,
		       "\n%zu row%s; 'pacta quarantine show ROW' prints one as received\n",
		       list->len, list->len == 1 ? " waits" : "s wait");
}

bool quarantine_list_run(Cli *cli, Err *err)
{
	QuarantinePart part;
	QuarantineQuery query = {.import_id = cli->args->import_id, .limit = INT64_MAX};
	if (!quarantine_rows(cli->app, &query, &part, err))
		return false;
	QuarantineList list = part.list;
	if (!cli->args->json) {
		print_rows(cli, &list);
		return true;
	}
	JsonWriter json = json_out_begin(cli);
	json_write_begin_object(&json);
	json_put_key(&json, "rows");
	json_write_begin_array(&json);
	for (size_t i = 0; i < list.len; i++)
		json_put_quarantine_row(&json, cli->mem, &list.at[i]);
	json_write_end_array(&json);
	json_write_end_object(&json);
	json_write_end(&json);
	return true;
}

bool quarantine_show_run(Cli *cli, Err *err)
{
	Arena *mem = cli->mem;
	QuarantineRow row;
	if (!quarantine_row(cli->app, cli->args->number, &row, err))
		return false;
	if (cli->args->json) {
		JsonWriter json = json_out_begin(cli);
		json_put_quarantine_row(&json, cli->mem, &row);
		json_write_end(&json);
		return true;
	}
	screen_add(cli->screen, cli->out, STYLE_STRONG, shown_text(mem, row.file));
	buf_add_format(cli->out, ", line %.*s", STR_ARG(shown_count(mem, (uint64_t)row.line)));
	if (row.column.len > 0)
		buf_add_format(cli->out, ", column %.*s", STR_ARG(shown_text(mem, row.column)));
	buf_add_format(cli->out, "\n%.*s\n", STR_ARG(shown_text(mem, row.reason)));
	buf_add_format(cli->out, "import %lld · source %.*s · %s\n\n", (long long)row.import_id,
		       STR_ARG(shown_text(mem, row.source)),
		       row.resolved_by_import != 0 ? "resolved by a later import" : "waits");
	buf_add_format(cli->out, "%.*s%s\n", STR_ARG(shown_text(mem, row.raw)),
		       row.raw_cut ? "\n(only its beginning was kept)" : "");
	return true;
}
