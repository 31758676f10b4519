#include "answer/report_json.h"
#include "cli/commands.h"
#include "cli/json_out.h"
#include "cli/wording.h"

enum { FORMAT_TABLE, FORMAT_CSV, FORMAT_JSON };

static void write_json(Cli *cli, const ReportAnswer *answer)
{
	JsonWriter json = json_out_begin(cli);
	json_write_begin_object(&json);
	json_put_key(&json, "entries");
	json_write_begin_array(&json);
	for (size_t i = 0; i < answer->len; i++)
		json_put_report_entry(&json, cli->mem, answer->fields, &answer->rows[i]);
	json_write_end_array(&json);
	json_write_end_object(&json);
	json_write_end(&json);
}

/* One change; the entry's own columns stand in its first row only. */
static void add_entry_row(Cli *cli, Table *table, const Fields *fields, const ReportRow *row,
			  size_t place)
{
	Arena *mem = cli->mem;
	const Entry *entry = row->line.entry;
	Currency currency = row->contract->currency;
	const ChangeEffect *change =
		place < row->line.change_count ? &row->line.changes[place] : NULL;
	bool first = place == 0;
	Str number =
		report_row_is_retraction(row)
			? str_format(mem, "%d retracts %d", (int)entry->number, (int)entry->target)
			: str_format(mem, "%d", (int)entry->number);
	table_add(table, first ? shown_date(mem, report_row_day(row)) : (Str){0});
	table_add(table, first ? row->contract->key : (Str){0});
	table_add(table, first ? number : (Str){0});
	table_add(table, change ? field_label(mem, fields, change->field) : STR("–"));
	table_add(table, change ? shown_value_short(cli->screen, mem, fields, change->field,
						    currency, change->before)
				: (Str){0});
	table_add(table, change ? shown_value_short(cli->screen, mem, fields, change->field,
						    currency, change->after)
				: (Str){0});
	table_add(table, first ? shown_effect(mem, row->line.revenue, currency) : (Str){0});
	table_add(table, first ? shown_effect(mem, row->line.profit, currency) : (Str){0});
	table_add(table, first ? str_from_c(currency.code) : (Str){0});
	table_add(table, first ? shown_instant(mem, entry->known_at) : (Str){0});
	table_add(table, first ? entry->recorded_by : (Str){0});
	table_add(table, first ? entry->reason : (Str){0});
	table_add(table, first ? shown_instant(mem, entry->recorded_at) : (Str){0});
	table_add(table, first ? shown_date(mem, entry->signed_on) : (Str){0});
	table_add(table, first ? entry->change_order : (Str){0});
}

static void print_range(Cli *cli)
{
	const Args *args = cli->args;
	buf_add_format(cli->out, "Changes by day %s",
		       args->report_by == 1 ? "recorded" : "of effect");
	if (date_is_set(args->from))
		buf_add_format(cli->out, " · from %.*s",
			       STR_ARG(date_text_long(cli->mem, args->from)));
	if (date_is_set(args->to))
		buf_add_format(cli->out, " · to %.*s", STR_ARG(shown_last_day(cli->mem, args->to)));
	buf_add(cli->out, STR(" · known now\n\n"));
}

static void print_table(Cli *cli, const ReportAnswer *answer)
{
	Arena *mem = cli->mem;
	Table table;
	print_range(cli);
	if (answer->len == 0) {
		buf_add(cli->out, STR("Nothing changed.\n"));
		return;
	}
	table_init(&table, mem);
	table.keys = 3;
	table_column(&table, COLUMN_FIXED, STR("effective"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_TEXT, STR("contract"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_FIXED, STR("no."), (Str){0}, (Str){0});
	table_column(&table, COLUMN_TEXT, STR("field"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_NUMBER, STR("before"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_NUMBER, STR("after"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_NUMBER, STR("revenue"), (Str){0}, STR("effect on total"));
	table_column(&table, COLUMN_NUMBER, STR("profit"), (Str){0}, STR("effect on total"));
	table_column(&table, COLUMN_FIXED, (Str){0}, (Str){0}, (Str){0});
	table_column(&table, COLUMN_FIXED, STR("known"), STR("UTC"), (Str){0});
	table_column(&table, COLUMN_TEXT, STR("by"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_TEXT, STR("reason"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_FIXED, STR("recorded"), STR("UTC"), (Str){0});
	table_column(&table, COLUMN_FIXED, STR("signed"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_TEXT, STR("change order"), (Str){0}, (Str){0});
	for (size_t i = 0; i < answer->len; i++) {
		const ReportRow *row = &answer->rows[i];
		for (size_t j = 0; j == 0 || j < row->line.change_count; j++)
			add_entry_row(cli, &table, answer->fields, row, j);
	}
	table_print(&table, cli->screen, cli->out);
	buf_add_format(cli->out, "\n%zu entr%s\n", answer->len, answer->len == 1 ? "y" : "ies");
}

bool history_report_check(const Args *args, Err *err)
{
	if (args->contract.len > 0 && args->account.len > 0)
		return fail(err, ERR_USAGE, "--contract and --account exclude each other");
	if (args->json && args->format == FORMAT_CSV)
		return fail(err, ERR_USAGE, "--json and --format csv exclude each other");
	return true;
}

bool history_report_run(Cli *cli, Err *err)
{
	const Args *args = cli->args;
	ReportQuery query = {
		.range = {args->from, args->to},
		.by_recorded = args->report_by == 1,
		.contract = args->contract,
		.account = args->account,
	};
	ReportAnswer answer;
	if (!histories_report(cli->app, &query, &answer, err))
		return false;
	if (args->json || args->format == FORMAT_JSON) {
		cli->for_machines = true;
		write_json(cli, &answer);
	} else if (args->format == FORMAT_CSV) {
		cli->for_machines = true;
		report_write_csv(cli->out, cli->mem, &answer);
	} else {
		print_table(cli, &answer);
	}
	return true;
}
