#include "answer/account_json.h"
#include "cli/commands.h"
#include "cli/json_out.h"
#include "cli/wording.h"

static void print_account(Cli *cli, const Account *account, const char *done)
{
	if (!cli->args->json) {
		buf_add_format(cli->out, "%s account %.*s\n", done,
			       STR_ARG(shown_text(cli->mem, account->name)));
		return;
	}
	JsonWriter json = json_out_begin(cli);
	json_put_account(&json, cli->mem, account);
	json_write_end(&json);
}

bool account_add_run(Cli *cli, Err *err)
{
	Account account;
	if (!accounts_add(cli->app, cli->args->name, cli->args->note, &account, err))
		return false;
	print_account(cli, &account, "Added");
	return true;
}

bool account_edit_check(const Args *args, Err *err)
{
	if (!args->new_name.ptr && !args->note.ptr)
		return fail(err, ERR_USAGE,
			    "account edit needs --name or --note: what is to change");
	return true;
}

bool account_edit_run(Cli *cli, Err *err)
{
	const Args *args = cli->args;
	Account account;
	if (!accounts_edit(cli->app, args->name, args->new_name.ptr ? &args->new_name : NULL,
			   args->note.ptr ? &args->note : NULL, &account, err))
		return false;
	print_account(cli, &account, "Changed");
	return true;
}

bool account_list_run(Cli *cli, Err *err)
{
	AccountList list;
	if (!accounts_list(cli->app, &list, err))
		return false;
	if (cli->args->json) {
		JsonWriter json = json_out_begin(cli);
		json_write_begin_object(&json);
		json_put_key(&json, "accounts");
		json_write_begin_array(&json);
		for (size_t i = 0; i < list.len; i++)
			json_put_account(&json, cli->mem, &list.at[i]);
		json_write_end_array(&json);
		json_write_end_object(&json);
		json_write_end(&json);
		return true;
	}
	if (list.len == 0) {
		buf_add(cli->out,
			STR("There is no account yet. 'pacta account add NAME' makes one.\n"));
		return true;
	}
	Table table;
	table_init(&table, cli->mem);
	table_column(&table, COLUMN_TEXT, STR("account"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_FIXED, STR("added"), STR("UTC"), (Str){0});
	table_column(&table, COLUMN_TEXT, STR("by"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_TEXT, STR("note"), (Str){0}, (Str){0});
	for (size_t i = 0; i < list.len; i++) {
		const Account *account = &list.at[i];
		table_add(&table, account->name);
		table_add(&table, shown_date(cli->mem, instant_date(account->created_at)));
		table_add(&table, account->created_by);
		table_add(&table, account->note);
	}
	table_print(&table, cli->screen, cli->out);
	return true;
}

static void add_figures(Table *table, Arena *mem, const char *label, const AccountValue *value,
			const Figures *figures)
{
	table_add(table, str_from_c(value->currency.code));
	table_add(table, str_from_c(label));
	table_add(table, shown_amount(mem, figures->revenue, value->currency));
	table_add(table, shown_amount(mem, figures->profit, value->currency));
}

static void print_view(Cli *cli, const AccountView *view)
{
	Arena *mem = cli->mem;
	screen_add(cli->screen, cli->out, STYLE_STRONG, shown_text(mem, view->account.name));
	buf_add_byte(cli->out, '\n');
	if (view->account.note.len > 0)
		buf_add_format(cli->out, "%.*s\n", STR_ARG(shown_text(mem, view->account.note)));
	buf_add_format(cli->out,
		       "Lifetime value of its customer contracts by terms · earned before %.*s\n\n",
		       STR_ARG(shown_date(mem, view->as_of)));
	if (view->value_count == 0) {
		buf_add(cli->out, STR("It has no customer contract.\n"));
		return;
	}
	Table table;
	table_init(&table, mem);
	table_column(&table, COLUMN_FIXED, STR("currency"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_FIXED, (Str){0}, (Str){0}, (Str){0});
	table_column(&table, COLUMN_NUMBER, STR("revenue"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_NUMBER, STR("profit"), (Str){0}, (Str){0});
	for (size_t i = 0; i < view->value_count; i++) {
		const AccountValue *value = &view->values[i];
		add_figures(&table, mem, "earned", value, &value->value.earned);
		add_figures(&table, mem, "remaining", value, &value->value.remaining);
		add_figures(&table, mem, "total", value, &value->value.total);
	}
	table_print(&table, cli->screen, cli->out);
	for (size_t i = 0; i < view->value_count; i++) {
		for (size_t j = 0; j < view->values[i].left_out_count; j++)
			buf_add_format(cli->out, "%s! left out, its total is not available: %.*s\n",
				       j == 0 ? "\n" : "",
				       STR_ARG(shown_text(mem, view->values[i].left_out[j])));
	}
}

bool account_show_run(Cli *cli, Err *err)
{
	Date as_of = cli->args->moment.as_of;
	AccountView view;
	if (!date_is_set(as_of))
		as_of = instant_date(cli->now);
	if (!accounts_show(cli->app, cli->args->name, as_of, &view, err))
		return false;
	if (!cli->args->json) {
		print_view(cli, &view);
		return true;
	}
	JsonWriter json = json_out_begin(cli);
	json_put_account_view(&json, cli->mem, &view);
	json_write_end(&json);
	return true;
}
