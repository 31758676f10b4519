#include "app/histories.h"
#include "cli/commands.h"
#include "cli/json_put.h"
#include "cli/wording.h"

/* The columns of a movement, in the order of the equation that they form. */
enum { PARTS = 7 };
static const char *const PART_NAMES[PARTS] = {
	"from", "new", "reactivation", "expansion", "contraction", "churn", "to",
};

static int64_t part_of(const Movement *movement, size_t part)
{
	const int64_t parts[PARTS] = {
		movement->from,      movement->fresh,       movement->reactivation,
		movement->expansion, movement->contraction, movement->churn,
		movement->to};
	return parts[part];
}

static void write_movement(JsonWriter *json, Arena *mem, const Movement *movement,
			   Currency currency)
{
	for (size_t i = 0; i < PARTS; i++) {
		json_put_key(json, PART_NAMES[i]);
		json_put_money(json, mem, part_of(movement, i), currency);
	}
}

static void write_ratio(JsonWriter *json, const char *key, Arena *mem, Ratio ratio)
{
	json_put_key(json, key);
	if (ratio.na != NA_NONE)
		json_put_na(json, na_name(ratio.na));
	else
		json_write_string(json, decimal_text_short(mem, ratio.ppm, SHARE_DECIMALS));
}

static Str contract_key(const MovementAnswer *answer, int64_t id)
{
	const Contract *contract = contract_by_id(answer->contracts, id);
	return contract ? contract->key : (Str){0};
}

static void write_currency(JsonWriter *json, Arena *mem, const MovementAnswer *answer,
			   const CurrencyMovements *movements)
{
	json_write_begin_object(json);
	json_put_member(json, "currency", str_from_c(movements->currency.code));
	json_put_key(json, "accounts");
	json_write_begin_array(json);
	for (size_t i = 0; i < movements->account_count; i++) {
		json_write_begin_object(json);
		json_put_member(json, "account",
				account_name(answer->accounts, movements->accounts[i].account));
		write_movement(json, mem, &movements->accounts[i], movements->currency);
		json_write_end_object(json);
	}
	json_write_end_array(json);
	json_put_key(json, "sum");
	json_write_begin_object(json);
	write_movement(json, mem, &movements->sum, movements->currency);
	json_write_end_object(json);
	write_ratio(json, "nrr", mem, movements->nrr);
	write_ratio(json, "grr", mem, movements->grr);
	json_put_key(json, "retention_base");
	json_put_money(json, mem, movements->retention_base, movements->currency);
	json_put_key(json, "left_out");
	json_write_begin_array(json);
	for (size_t i = 0; i < movements->left_out_count; i++) {
		const LeftOut *left = &movements->left_out[i];
		json_write_begin_object(json);
		json_put_member(json, "account", account_name(answer->accounts, left->account));
		json_put_member(json, "contract", contract_key(answer, left->contract));
		json_put_member(json, "na", str_from_c(na_name(left->na)));
		json_write_end_object(json);
	}
	json_write_end_array(json);
	json_write_end_object(json);
}

static void write_movements(Cli *cli, const MovementAnswer *answer)
{
	JsonWriter json = json_put_begin(cli);
	json_write_begin_object(&json);
	json_put_date(&json, "from", cli->mem, answer->between.from);
	json_put_date(&json, "to", cli->mem, answer->between.to);
	json_put_moment(&json, cli->mem, cli->args->moment);
	json_put_key(&json, "currencies");
	json_write_begin_array(&json);
	for (size_t i = 0; i < answer->table.len; i++)
		write_currency(&json, cli->mem, answer, &answer->table.at[i]);
	json_write_end_array(&json);
	json_put_key(&json, "renewals");
	json_write_begin_array(&json);
	for (size_t i = 0; i < answer->table.renewal_count; i++) {
		const Renewal *renewal = &answer->table.renewals[i];
		json_write_begin_object(&json);
		json_put_member(&json, "kind",
				renewal->kind == RENEWAL_SUCCESSOR ? STR("successor")
								   : STR("extension"));
		json_put_member(&json, "contract", contract_key(answer, renewal->contract));
		json_put_member(&json, "successor", contract_key(answer, renewal->successor));
		json_put_date(&json, "ended_on", cli->mem, renewal->ended_on);
		json_put_date(&json, "renewed_on", cli->mem, renewal->renewed_on);
		json_write_end_object(&json);
	}
	json_write_end_array(&json);
	json_write_end_object(&json);
	json_write_end(&json);
}

static void add_movement(Table *table, Arena *mem, Str name, const Movement *movement,
			 Currency currency)
{
	table_add(table, name);
	for (size_t i = 0; i < PARTS; i++) {
		int64_t minor = part_of(movement, i);
		bool loss = i == 4 || i == 5; /* contraction and churn go down */
		bool blank = minor == 0 && i > 0 && i < PARTS - 1;
		Amount amount = {.minor = loss ? -minor : minor};
		Str text = i == 0 || i == PARTS - 1 ? shown_amount(mem, amount, currency)
						    : shown_effect(mem, amount, currency);
		table_add(table, blank ? STR("–") : text);
	}
}

static Str shown_ratio(Arena *mem, Ratio ratio)
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
	for (size_t i = 0; i < PARTS; i++) {
		bool end = i == 0 || i == PARTS - 1;
		Str title =
			end ? shown_date(mem, i == 0 ? answer->between.from : answer->between.to)
			    : str_from_c(PART_NAMES[i]);
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
		buf_add_format(cli->out, "! left out: %.*s, because %.*s is %.*s\n",
			       STR_ARG(shown_text(mem,
						  account_name(answer->accounts, left->account))),
			       STR_ARG(shown_text(mem, contract_key(answer, left->contract))),
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
		table_add(&table, contract_key(answer, renewal->contract));
		table_add(&table, shown_last_day(mem, renewal->ended_on));
		table_add(&table,
			  successor ? contract_key(answer, renewal->successor) : STR("extension"));
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
		write_movements(cli, &answer);
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
