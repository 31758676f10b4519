#include "answer/movements_json.h"
#include "cli/commands.h"
#include "cli/json_out.h"
#include "cli/wording.h"

static void add_movement(Table *table, Arena *mem, Str name, const Movement *movement,
			 Currency currency)
{
	table_add(table, name);
	for (size_t i = 0; i < MOVEMENT_PARTS; i++) {
		int64_t minor = movement_part(movement, i);
		bool loss = i == 4 || i == 5; /* contraction and churn go down */
		bool blank = minor == 0 && i > 0 && i < MOVEMENT_PARTS - 1;
		Amount amount = {.minor = loss ? -minor : minor};
		Str text = i == 0 || i == MOVEMENT_PARTS - 1 ? shown_amount(mem, amount, currency)
							     : shown_effect(mem, amount, currency);
		table_add(table, blank ? STR("–") : text);
	}
}

static Str shown_ratio(Arena *mem, Retention ratio)
{
	if (ratio.na != NA_NONE)
		return shown_na(mem, na_name(ratio.na));
	/* Tenths of a percent matter; --json has all that is known. */
	int64_t tenths = (ratio.ppm + (ratio.ppm < 0 ? -500 : 500)) / 1000;
	return str_format(mem, "%.*s %%", STR_ARG(shown_number(mem, tenths, 1)));
}

static void print_currency(Cli *cli, const MovementAnswer *answer,
			   const CurrencyMovements *movements)
{
	Arena *mem = cli->mem;
	Table table;
	table_init(&table, mem);
	table_column(&table, COLUMN_TEXT, STR("account"), (Str){0}, (Str){0});
	for (size_t i = 0; i < MOVEMENT_PARTS; i++) {
		bool end = i == 0 || i == MOVEMENT_PARTS - 1;
		Str title =
			end ? shown_date(mem, i == 0 ? answer->between.from : answer->between.to)
			    : str_from_c(MOVEMENT_PART_NAMES[i]);
		table_column(&table, COLUMN_NUMBER, title, str_from_c(movements->currency.code),
			     (Str){0});
	}
	for (size_t i = 0; i < movements->account_count; i++)
		add_movement(&table, mem,
			     account_name(answer->accounts, movements->accounts[i].account),
			     &movements->accounts[i], movements->currency);
	table_rule(&table);
	add_movement(&table, mem, STR("all"), &movements->sum, movements->currency);
	buf_add_byte(cli->out, '\n');
	table_print(&table, cli->screen, cli->out);
	buf_add_format(
		cli->out,
		"net retention %.*s · gross retention %.*s · of accounts with value at the start\n",
		STR_ARG(shown_ratio(mem, movements->nrr)),
		STR_ARG(shown_ratio(mem, movements->grr)));
	for (size_t i = 0; i < movements->left_out_count; i++) {
		const LeftOut *left = &movements->left_out[i];
		buf_add_format(
			cli->out, "! left out: %.*s, because %.*s is %.*s\n",
			STR_ARG(shown_text(mem, account_name(answer->accounts, left->account))),
			STR_ARG(shown_text(mem, movement_contract_key(answer, left->contract))),
			STR_ARG(shown_na(mem, na_name(left->na))));
	}
}

static void print_renewals(Cli *cli, const MovementAnswer *answer)
{
	Arena *mem = cli->mem;
	Table table;
	if (answer->table.renewal_count == 0)
		return;
	table_init(&table, mem);
	table_column(&table, COLUMN_FIXED, STR("renewed"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_FIXED, STR("to"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_FIXED, STR("by"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_FIXED, STR("from"), (Str){0}, (Str){0});
	for (size_t i = 0; i < answer->table.renewal_count; i++) {
		const Renewal *renewal = &answer->table.renewals[i];
		bool successor = renewal->kind == RENEWAL_SUCCESSOR;
		table_add(&table, movement_contract_key(answer, renewal->contract));
		table_add(&table, shown_last_day(mem, renewal->ended_on));
		table_add(&table, successor ? movement_contract_key(answer, renewal->successor)
					    : STR("extension"));
		table_add(&table, shown_date(mem, renewal->renewed_on));
	}
	buf_add(cli->out, STR("\nRenewals\n\n"));
	table_print(&table, cli->screen, cli->out);
}

bool movements_run(Cli *cli, Err *err)
{
	const Args *args = cli->args;
	MovementAnswer answer;
	if (!histories_movements(cli->app, args->from, args->to, args->moment, &answer, err))
		return false;
	if (args->json) {
		JsonWriter json = json_out_begin(cli);
		json_put_movements(&json, cli->mem, args->moment, &answer);
		json_write_end(&json);
		return true;
	}
	buf_add_format(cli->out, "Annual value in force of recurring customer contracts\n%.*s\n",
		       STR_ARG(shown_moment(cli->mem, args->moment, "All effective dates")));
	if (answer.table.len == 0)
		buf_add(cli->out,
			STR("\nNo recurring contract is in force on either day. A contract counts with "
			    "--set recurring=yes.\n"));
	for (size_t i = 0; i < answer.table.len; i++)
		print_currency(cli, &answer, &answer.table.at[i]);
	print_renewals(cli, &answer);
	return true;
}
