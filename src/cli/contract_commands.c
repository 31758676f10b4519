#include "answer/contract_json.h"
#include "cli/commands.h"
#include "cli/json_out.h"
#include "cli/wording.h"

static Value value_of(const ContractState *state, size_t place)
{
	return state->values ? state->values[place] : (Value){0};
}

static bool any_vendor(const ContractStates *states)
{
	for (size_t i = 0; i < states->len; i++) {
		if (states->at[i].contract.kind == CONTRACT_VENDOR)
			return true;
	}
	return false;
}

static bool any_set(const ContractStates *states, size_t place)
{
	for (size_t i = 0; i < states->len; i++) {
		if (value_of(&states->at[i], place).set)
			return true;
	}
	return false;
}

/* The fields that a list shows where some contract has them; on a narrow screen the largest goes first. */
typedef struct Listed {
	BuiltinField field;
	int drop;
} Listed;

static const Listed LISTED[] = {
	{ANNUAL_VALUE, 0}, {TOTAL_VALUE, 1}, {DIRECT_LABOR, 3},
	{STARTS_ON, 5},    {ENDS_ON, 2},     {STATUS, 6},
};
enum { LISTED_COUNT = sizeof LISTED / sizeof LISTED[0], DROP_KIND = 4 };

static void list_columns(Cli *cli, Table *table, const ContractStates *states, const bool *shown)
{
	table_init(table, cli->mem);
	table_column(table, COLUMN_FIXED, STR("contract"), (Str){0}, (Str){0});
	table_column(table, COLUMN_TEXT, STR("account"), (Str){0}, (Str){0});
	if (any_vendor(states)) {
		table_column(table, COLUMN_FIXED, STR("kind"), (Str){0}, (Str){0});
		table_may_drop(table, DROP_KIND);
	}
	table_column(table, COLUMN_FIXED, (Str){0}, (Str){0}, (Str){0});
	for (size_t i = 0; i < LISTED_COUNT; i++) {
		const Field *field = &states->fields->at[LISTED[i].field];
		if (!shown[i])
			continue;
		table_column(table, field_can_add(field->type) ? COLUMN_NUMBER : COLUMN_FIXED,
			     field_label(cli->mem, states->fields, LISTED[i].field), field->unit,
			     (Str){0});
		table_may_drop(table, LISTED[i].drop);
	}
	table_column(table, COLUMN_NUMBER, STR("revenue"), (Str){0}, STR("total by terms"));
	table_column(table, COLUMN_NUMBER, STR("profit"), (Str){0}, STR("total by terms"));
}

static void list_row(Arena *mem, Table *table, const ContractStates *states, size_t place,
		     const bool *shown, bool vendors, bool *estimates)
{
	const ContractState *state = &states->at[place];
	Currency currency = state->contract.currency;
	char mark = state->total.estimate ? '~' : '\0';
	*estimates = *estimates || mark;
	table_add(table, state->contract.key);
	table_add(table, state->contract.account);
	if (vendors)
		table_add(table, str_from_c(contract_kind_name(state->contract.kind)));
	table_add(table, str_from_c(currency.code));
	for (size_t i = 0; i < LISTED_COUNT; i++) {
		if (shown[i])
			table_add(table, shown_value(mem, states->fields, LISTED[i].field, currency,
						     value_of(state, LISTED[i].field)));
	}
	table_add_cell(table, (Cell){shown_amount(mem, state->total.revenue, currency), mark,
				     STYLE_PLAIN});
	table_add_cell(table,
		       (Cell){shown_amount(mem, state->total.profit, currency), mark, STYLE_PLAIN});
}

static void print_list(Cli *cli, const ContractStates *states)
{
	bool shown[LISTED_COUNT];
	bool vendors = any_vendor(states);
	bool estimates = false;
	Table table;
	if (states->len == 0) {
		buf_add(cli->out,
			STR("There is no contract. 'pacta contract add' and 'pacta import' make some; "
			    "'pacta demo' shows how it looks.\n"));
		return;
	}
	for (size_t i = 0; i < LISTED_COUNT; i++)
		shown[i] = any_set(states, LISTED[i].field);
	buf_add_format(cli->out, "%.*s\n\n",
		       STR_ARG(shown_moment(cli->mem, cli->args->moment,
					    "Latest state of each contract")));
	list_columns(cli, &table, states, shown);
	for (size_t i = 0; i < states->len; i++)
		list_row(cli->mem, &table, states, i, shown, vendors, &estimates);
	table_print(&table, cli->screen, cli->out);
	buf_add_format(cli->out, "\n%zu contract%s\n", states->len, states->len == 1 ? "" : "s");
	if (estimates)
		buf_add(cli->out, STR("~ holds an estimate: usage with an annual value\n"));
}

bool contract_list_run(Cli *cli, Err *err)
{
	ContractStates states;
	if (!contracts_list(cli->app, cli->args->account, cli->args->moment, &states, err))
		return false;
	if (!cli->args->json) {
		print_list(cli, &states);
		return true;
	}
	JsonWriter json = json_out_begin(cli);
	json_write_begin_object(&json);
	json_put_moment(&json, cli->mem, cli->args->moment);
	json_put_key(&json, "contracts");
	json_write_begin_array(&json);
	for (size_t i = 0; i < states.len; i++)
		json_put_contract_state(&json, cli->mem, states.fields, &states.at[i], NULL);
	json_write_end_array(&json);
	json_write_end_object(&json);
	json_write_end(&json);
	return true;
}

static void print_state(Cli *cli, const Fields *fields, const ContractState *state)
{
	Arena *mem = cli->mem;
	Currency currency = state->contract.currency;
	Table table;
	add_contract_title(cli->screen, cli->out, mem, &state->contract);
	buf_add_format(cli->out, "%.*s",
		       STR_ARG(shown_moment(mem, cli->args->moment, "Latest state")));
	if (!date_is_set(state->effective_on)) {
		buf_add(cli->out, STR("\n\nNothing of it is seen at that moment.\n"));
		return;
	}
	buf_add_format(cli->out, " · effective %.*s\n\n",
		       STR_ARG(shown_date(mem, state->effective_on)));
	table_init(&table, mem);
	table_column(&table, COLUMN_FIXED, STR("field"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_TEXT, STR("value"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_TEXT, STR("unit"), (Str){0}, (Str){0});
	for (size_t i = 0; i < fields->len; i++) {
		if (!state->values[i].set)
			continue;
		table_add(&table, field_label(mem, fields, i));
		table_add(&table, shown_value(mem, fields, i, currency, state->values[i]));
		table_add(&table, field_unit(mem, &fields->at[i], currency));
	}
	table_rule(&table);
	table_add(&table, STR("total revenue by terms"));
	table_add(&table, shown_amount(mem, state->total.revenue, currency));
	table_add(&table, str_format(mem, "%s%s", currency.code,
				     state->total.estimate ? ", an estimate" : ""));
	table_add(&table, STR("total profit by terms"));
	table_add(&table, shown_amount(mem, state->total.profit, currency));
	table_add(&table, str_format(mem, "%s%s", currency.code,
				     state->total.estimate ? ", an estimate" : ""));
	table_add(&table, STR("entries in its history"));
	table_add(&table, shown_count(mem, (size_t)state->contract.entries));
	table_add(&table, (Str){0});
	table_print(&table, cli->screen, cli->out);
	add_warnings(cli->out, mem, state->warnings);
}

bool contract_show_run(Cli *cli, Err *err)
{
	ContractState state;
	const Fields *fields;
	if (!contracts_show(cli->app, cli->args->key, cli->args->moment, &fields, &state, err))
		return false;
	if (!cli->args->json) {
		print_state(cli, fields, &state);
		return true;
	}
	JsonWriter json = json_out_begin(cli);
	json_put_contract(&json, cli->mem, fields, &state);
	json_write_end(&json);
	return true;
}
