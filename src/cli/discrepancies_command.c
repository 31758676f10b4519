#include "answer/discrepancy_json.h"
#include "cli/commands.h"
#include "cli/fact_words.h"
#include "cli/json_out.h"
#include "cli/wording.h"

static Str shown_size(Arena *mem, const Discrepancy *one, int64_t size)
{
	if (one->left.is_money)
		return shown_effect(mem, (Amount){.minor = size}, one->currency);
	Str hours = shown_hours(mem, size < 0 ? -size : size);
	return str_format(mem, "%s%.*s h", size < 0 ? "−" : "", STR_ARG(hours));
}

/* "toggl 7.50 h (a.csv:12, id 77)" */
static Str shown_side(Arena *mem, const Discrepancy *one, const DiscrepancySide *side)
{
	Buf out = {.mem = mem};
	Str value = side->is_money
			    ? shown_amount(mem, (Amount){.minor = side->amount}, one->currency)
			    : str_format(mem, "%.*s h", STR_ARG(shown_hours(mem, side->amount)));
	buf_add_format(&out, "%.*s %.*s", STR_ARG(side->label), STR_ARG(value));
	if (side->file.len > 0)
		buf_add_format(&out, " (%.*s:%lld)", STR_ARG(side->file), (long long)side->line);
	else if (side->external_id.len > 0)
		buf_add_format(&out, " (%.*s)", STR_ARG(side->external_id));
	return buf_str(&out);
}

static Str or_dash(Str text)
{
	return text.len > 0 ? text : STR("–");
}

/* Some are told by the month. */
static Str shown_when(Arena *mem, const Discrepancy *one)
{
	bool by_month = one->kind == DISCREPANCY_LEDGER || one->kind == DISCREPANCY_OUTSIDE ||
			one->kind == DISCREPANCY_FUTURE;
	return by_month ? month_text(mem, month_of(one->date)) : shown_date(mem, one->date);
}

static void print_kind(Cli *cli, const Discrepancies *found, DiscrepancyKind kind)
{
	Arena *mem = cli->mem;
	Table table;
	if (found->counts[kind] == 0)
		return;
	buf_add_byte(cli->out, '\n');
	screen_add(cli->screen, cli->out, STYLE_STRONG, str_from_c(discrepancy_name(kind)));
	buf_add_format(cli->out, " · %s ×%.*s\n\n", discrepancy_text(kind),
		       STR_ARG(shown_count(mem, found->counts[kind])));
	table_init(&table, mem);
	table_column(&table, COLUMN_FIXED, STR("date"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_TEXT, STR("contract"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_TEXT, STR("resource"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_TEXT, STR("one side"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_TEXT, STR("other side"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_NUMBER, STR("difference"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_NUMBER, STR("facts"), (Str){0}, (Str){0});
	for (size_t i = 0; i < found->len; i++) {
		const Discrepancy *one = &found->at[i];
		if (one->kind != kind)
			continue;
		table_add(&table, shown_when(mem, one));
		table_add(&table, or_dash(one->contract));
		table_add(&table, or_dash(one->resource));
		table_add(&table, shown_side(mem, one, &one->left));
		table_add(&table, shown_side(mem, one, &one->right));
		table_add(&table, shown_size(mem, one, one->difference));
		table_add(&table, shown_count(mem, (uint64_t)one->entries));
	}
	table_print(&table, cli->screen, cli->out);
}

bool discrepancies_run(Cli *cli, Err *err)
{
	const Args *args = cli->args;
	Discrepancies found;
	DiscrepancyQuery query = {
		.contract = args->contract,
		.resource = args->resource,
		.kind = args->discrepancy.given ? args->discrepancy.place : -1,
		.from = args->from,
		.to = args->to,
		.moment = args->moment,
		.today = instant_date(cli->now),
	};
	if (!discrepancies_find(cli->app, &query, &found, err))
		return false;
	if (args->json) {
		JsonWriter json = json_out_begin(cli);
		json_put_discrepancies(&json, cli->mem, &found);
		json_write_end(&json);
		return true;
	}
	if (args->csv) {
		cli->for_machines = true;
		discrepancies_write_csv(cli->out, cli->mem, &found);
		return true;
	}
	if (found.len == 0)
		buf_add(cli->out, STR("No discrepancies.\n"));
	for (int kind = 0; kind < DISCREPANCY_KINDS; kind++)
		print_kind(cli, &found, (DiscrepancyKind)kind);
	return true;
}
