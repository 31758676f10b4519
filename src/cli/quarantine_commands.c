#include "app/imports.h"
#include "cli/commands.h"
#include "cli/json_put.h"
#include "cli/wording.h"

#include <sodium.h>

/* A row may hold any bytes; JSON holds text alone. */
static Str base64(Arena *mem, Str bytes)
{
	size_t size = sodium_base64_encoded_len(bytes.len, sodium_base64_VARIANT_ORIGINAL);
	char *text = arena_alloc(mem, size);
	(void)sodium_bin2base64(text, size, (const unsigned char *)bytes.ptr, bytes.len,
				sodium_base64_VARIANT_ORIGINAL);
	return (Str){text, size - 1};
}

static void write_row(JsonWriter *json, Arena *mem, const QuarantineRow *row)
{
	json_write_begin_object(json);
	json_put_id(json, "id", row->id);
	json_put_id(json, "import", row->import_id);
	json_put_member(json, "source", row->source);
	json_put_member(json, "file", row->file);
	json_put_key(json, "line");
	json_write_int(json, row->line);
	json_put_member(json, "column", row->column);
	json_put_member(json, "reason", row->reason);
	json_put_member(json, "row_key", row->row_key);
	json_put_member(json, "raw", row->raw);
	json_put_member(json, "raw_base64", base64(mem, row->raw));
	json_put_key(json, "raw_cut");
	json_write_bool(json, row->raw_cut);
	json_put_member(json, "raw_sha256", row->raw_sha256);
	json_put_id(json, "resolved_by", row->resolved_by_import);
	json_write_end_object(json);
}

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
	QuarantineList list;
	if (!quarantine_rows(cli->app, cli->args->import_id, &list, err))
		return false;
	if (!cli->args->json) {
		print_rows(cli, &list);
		return true;
	}
	JsonWriter json = json_put_begin(cli);
	json_write_begin_object(&json);
	json_put_key(&json, "rows");
	json_write_begin_array(&json);
	for (size_t i = 0; i < list.len; i++)
		write_row(&json, cli->mem, &list.at[i]);
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
		JsonWriter json = json_put_begin(cli);
		write_row(&json, cli->mem, &row);
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
