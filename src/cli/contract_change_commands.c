#include "answer/contract_json.h"
#include "cli/commands.h"
#include "cli/json_out.h"
#include "cli/wording.h"

static Circumstances circumstances_of(const Args *args)
{
	return (Circumstances){
		.effective_on = args->effective_on,
		.has_known_at = args->known_at.given,
		.known_at = args->known_at.at,
		.signed_on = args->signed_on,
		.reason = args->reason,
		.change_order = args->change_order,
	};
}

static void add_total(Table *table, Arena *mem, const char *label, Amount before, Amount after,
		      Amount effect, Currency currency)
{
	table_add(table, str_from_c(label));
	table_add(table, shown_amount(mem, before, currency));
	table_add(table, STR("→"));
	table_add(table, shown_amount(mem, after, currency));
	table_add_cell(table,
		       (Cell){.text = shown_effect(mem, effect, currency), .style = STYLE_STRONG});
}

static void print_changes(Cli *cli, const Effect *effect)
{
	Arena *mem = cli->mem;
	Table table;
	if (effect->change_count == 0)
		return;
	table_init(&table, mem);
	table_column(&table, COLUMN_FIXED, STR("field"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_NUMBER, STR("before"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_FIXED, (Str){0}, (Str){0}, (Str){0});
	table_column(&table, COLUMN_NUMBER, STR("after"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_TEXT, STR("unit"), (Str){0}, (Str){0});
	for (size_t i = 0; i < effect->change_count; i++) {
		const ChangeEffect *change = &effect->changes[i];
		Currency currency = effect->contract.currency;
		table_add(&table, field_label(mem, effect->fields, change->field));
		table_add(&table, shown_value_short(cli->screen, mem, effect->fields, change->field,
						    currency, change->before));
		table_add(&table, STR("→"));
		table_add(&table,
			  shown_value(mem, effect->fields, change->field, currency, change->after));
		table_add(&table, field_unit(mem, &effect->fields->at[change->field], currency));
	}
	buf_add_byte(cli->out, '\n');
	table_print(&table, cli->screen, cli->out);
}

/* Two labelled lines: what the change does to total revenue and to total profit. */
static void print_totals(Cli *cli, const Effect *effect)
{
	Arena *mem = cli->mem;
	Currency currency = effect->contract.currency;
	Str unit = str_from_c(currency.code);
	Table table;
	table_init(&table, mem);
	table_column(&table, COLUMN_FIXED, STR("total"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_NUMBER, STR("before"), unit, (Str){0});
	table_column(&table, COLUMN_FIXED, (Str){0}, (Str){0}, (Str){0});
	table_column(&table, COLUMN_NUMBER, STR("after"), unit, (Str){0});
	table_column(&table, COLUMN_NUMBER, STR("effect"), unit, (Str){0});
	add_total(&table, mem, "revenue", effect->total_before.revenue, effect->total_after.revenue,
		  effect->revenue, currency);
	add_total(&table, mem, "profit", effect->total_before.profit, effect->total_after.profit,
		  effect->profit, currency);
	buf_add_byte(cli->out, '\n');
	table_print(&table, cli->screen, cli->out);
}

static void print_effect(Cli *cli, const Effect *effect, EntryKind kind)
{
	bool revision = kind == ENTRY_REVISION;
	if (cli->args->json) {
		JsonWriter json = json_out_begin(cli);
		json_put_effect(&json, cli->mem, effect);
		json_write_end(&json);
		return;
	}
	add_contract_title(cli->screen, cli->out, cli->mem, &effect->contract);
	if (effect->dry_run)
		buf_add_format(cli->out, "Dry run, nothing is recorded: it would be %s %d\n",
			       revision ? "revision" : "retraction", (int)effect->number);
	else
		buf_add_format(cli->out, "%s %d is recorded\n",
			       revision ? "Revision" : "Retraction", (int)effect->number);
	print_changes(cli, effect);
	print_totals(cli, effect);
	add_warnings(cli->out, cli->mem, effect->warnings);
}

bool contract_add_run(Cli *cli, Err *err)
{
	const Args *args = cli->args;
	Circumstances about = circumstances_of(args);
	NewContract contract = {args->key, args->account, args->new_name, args->currency,
				args->kind};
	Effect effect;
	if (!contracts_add(cli->app, &contract, args->changes.at, args->changes.len, &about,
			   &effect, err))
		return false;
	print_effect(cli, &effect, ENTRY_REVISION);
	return true;
}

bool contract_amend_check(const Args *args, Err *err)
{
	if (args->changes.len == 0)
		return fail(err, ERR_USAGE,
			    "contract amend needs --set F=V or --add F=V: what is to change");
	return true;
}

bool contract_amend_run(Cli *cli, Err *err)
{
	const Args *args = cli->args;
	Circumstances about = circumstances_of(args);
	Effect effect;
	if (!contracts_amend(cli->app, args->key, args->changes.at, args->changes.len, &about,
			     args->dry_run, &effect, err))
		return false;
	print_effect(cli, &effect, ENTRY_REVISION);
	return true;
}

bool contract_retract_run(Cli *cli, Err *err)
{
	const Args *args = cli->args;
	Circumstances about = circumstances_of(args);
	Effect effect;
	if (args->number > INT32_MAX)
		return fail(err, ERR_NOT_FOUND, "there is no revision %lld",
			    (long long)args->number);
	if (!contracts_retract(cli->app, args->key, (int32_t)args->number, &about, args->dry_run,
			       &effect, err))
		return false;
	print_effect(cli, &effect, ENTRY_RETRACTION);
	return true;
}
