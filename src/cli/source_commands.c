#include "answer/discrepancy_json.h"
#include "cli/commands.h"
#include "cli/fact_words.h"
#include "cli/json_out.h"
#include "cli/text_table.h"
#include "cli/wording.h"

static void print_sources(Cli *cli, const SourceRows *rows)
{
	Arena *mem = cli->mem;
	Table table;
	if (rows->len == 0) {
		buf_add(cli->out, STR("No facts yet. 'pacta import FILE' brings some in.\n"));
		return;
	}
	table_init(&table, mem);
	table_column(&table, COLUMN_FIXED, STR("source"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_TEXT, STR("facts"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_NUMBER, STR("entries"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_NUMBER, STR("time"), STR("h"), (Str){0});
	table_column(&table, COLUMN_FIXED, STR("newest day"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_NUMBER, STR("imports"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_FIXED, STR("last"), STR("UTC"), (Str){0});
	table_column(&table, COLUMN_TEXT, STR("file"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_NUMBER, STR("rows"), (Str){0}, STR("waiting"));
	table_column(&table, COLUMN_NUMBER, STR("time"), STR("h"), STR("waiting"));
	for (size_t i = 0; i < rows->len; i++) {
		const SourceRow *row = &rows->at[i];
		bool imported = row->last_import != 0;
		table_add(&table, row->name);
		table_add(&table, row->facts);
		table_add(&table, shown_count(mem, (uint64_t)row->entries));
		table_add(&table, shown_hours(mem, row->seconds));
		table_add(&table, shown_date(mem, row->newest_day));
		table_add(&table, shown_count(mem, (uint64_t)row->imports));
		table_add(&table, imported ? shown_instant(mem, row->last_at) : STR("–"));
		table_add(&table, row->last_file);
		table_add(&table, shown_count(mem, (uint64_t)row->waiting_rows));
		table_add(&table, shown_hours(mem, row->waiting_seconds));
	}
	table_print(&table, cli->screen, cli->out);
}

bool source_list_run(Cli *cli, Err *err)
{
	SourceRows rows;
	if (!sources_rows(cli->app, &rows, err))
		return false;
	if (cli->args->json) {
		JsonWriter json = json_out_begin(cli);
		json_put_sources(&json, cli->mem, &rows);
		json_write_end(&json);
	} else {
		print_sources(cli, &rows);
	}
	return true;
}

static void print_resources(Cli *cli, const ResourceRows *rows)
{
	static const TextColumn columns[] = {
		{"resource", COLUMN_FIXED}, {"name", COLUMN_TEXT},   {"team", COLUMN_TEXT},
		{"roles", COLUMN_TEXT},     {"known", COLUMN_FIXED},
	};
	enum { COLUMNS = sizeof columns / sizeof *columns };
	if (rows->len == 0) {
		buf_add(cli->out,
			STR("No resources yet. They come with time entries, or with facts of the "
			    "kind resource.\n"));
		return;
	}
	Str *cells = ARENA_ARRAY(cli->mem, Str, COLUMNS * rows->len);
	for (size_t i = 0; i < rows->len; i++) {
		const ResourceRow *row = &rows->at[i];
		Str *cell = &cells[COLUMNS * i];
		cell[0] = row->key;
		cell[1] = row->name;
		cell[2] = row->team;
		cell[3] = row->roles;
		cell[4] = row->declared ? STR("declared") : STR("from entries");
	}
	text_table_print(cli, &(TextTable){columns, COLUMNS, cells, rows->len});
}

bool resource_list_run(Cli *cli, Err *err)
{
	ResourceRows rows;
	if (!resources_rows(cli->app, &rows, err))
		return false;
	if (cli->args->json) {
		JsonWriter json = json_out_begin(cli);
		json_put_resources(&json, &rows);
		json_write_end(&json);
	} else {
		print_resources(cli, &rows);
	}
	return true;
}
