#include "answer/sums_json.h"
#include "cli/commands.h"
#include "cli/fact_words.h"
#include "cli/json_out.h"
#include "cli/wording.h"

static Str shown_tile(Arena *mem, unsigned by, Date day)
{
	if ((by & SUM_BY_MONTH) != 0)
		return month_text(mem, month_of(day));
	return shown_date(mem, day);
}

static const char *tile_title(unsigned by)
{
	if ((by & SUM_BY_MONTH) != 0)
		return "month";
	return (by & SUM_BY_WEEK) != 0 ? "week from" : "day";
}

static const unsigned BY_TIME = SUM_BY_DAY | SUM_BY_WEEK | SUM_BY_MONTH;

static size_t add_group_columns(Table *table, unsigned by)
{
	size_t keys = 0;
	if ((by & BY_TIME) != 0) {
		table_column(table, COLUMN_FIXED, str_from_c(tile_title(by)), (Str){0}, (Str){0});
		keys++;
	}
	if ((by & (SUM_BY_CONTRACT | SUM_BY_TASK)) != 0) {
		table_column(table, COLUMN_FIXED, STR("contract"), (Str){0}, (Str){0});
		keys++;
	}
	if ((by & SUM_BY_TASK) != 0) {
		table_column(table, COLUMN_TEXT, STR("task"), (Str){0}, (Str){0});
		keys++;
	}
	if ((by & SUM_BY_RESOURCE) != 0) {
		table_column(table, COLUMN_TEXT, STR("resource"), (Str){0}, (Str){0});
		keys++;
	}
	if ((by & SUM_BY_CLASS) != 0) {
		table_column(table, COLUMN_TEXT, STR("kind"), (Str){0}, (Str){0});
		keys++;
	}
	return keys;
}

static Str or_dash(Str text)
{
	return text.len > 0 ? text : STR("–");
}

static void add_group(Table *table, Arena *mem, unsigned by, const SumRow *row)
{
	if ((by & BY_TIME) != 0)
		table_add(table, shown_tile(mem, by, row->date));
	if ((by & (SUM_BY_CONTRACT | SUM_BY_TASK)) != 0)
		table_add(table, or_dash(row->contract));
	if ((by & SUM_BY_TASK) != 0)
		table_add(table, or_dash(row->task));
	if ((by & SUM_BY_RESOURCE) != 0)
		table_add(table, or_dash(row->resource));
	if ((by & SUM_BY_CLASS) != 0)
		table_add(table, time_class_text(mem, row->time_class));
}

static void add_sums(Table *table, Arena *mem, const EntrySums *sums, Currency currency, bool money)
{
	int64_t other = sums->seconds - sums->counting_seconds - sums->pending_seconds;
	bool one = currency.code[0] != '\0';
	table_add(table, shown_count(mem, (uint64_t)sums->entries));
	table_add(table, shown_hours(mem, sums->counting_seconds));
	table_add(table, shown_hours(mem, sums->pending_seconds));
	table_add(table, shown_hours(mem, other));
	table_add(table, shown_hours(mem, sums->seconds));
	if (!money)
		return;
	table_add(table,
		  one ? shown_amount(mem, (Amount){.minor = sums->bill}, currency) : STR("–"));
	table_add(table,
		  one ? shown_amount(mem, (Amount){.minor = sums->cost}, currency) : STR("–"));
	table_add(table, one ? str_from_c(currency.code) : STR("–"));
}

/* Whether some row has amounts of its own. */
static bool has_money(const SumTable *sums)
{
	for (size_t i = 0; i < sums->len; i++) {
		if (sums->at[i].sums.billed_seconds > 0 || sums->at[i].sums.costed_seconds > 0)
			return true;
	}
	return false;
}

static void add_value_columns(Table *table, bool money)
{
	table_column(table, COLUMN_NUMBER, STR("entries"), (Str){0}, (Str){0});
	table_may_drop(table, 1);
	table_column(table, COLUMN_NUMBER, STR("counting"), STR("h"), (Str){0});
	table_column(table, COLUMN_NUMBER, STR("pending"), STR("h"), (Str){0});
	table_column(table, COLUMN_NUMBER, STR("other"), STR("h"), (Str){0});
	table_column(table, COLUMN_NUMBER, STR("all"), STR("h"), (Str){0});
	if (!money)
		return;
	table_column(table, COLUMN_NUMBER, STR("billed"), (Str){0}, STR("own amounts"));
	table_column(table, COLUMN_NUMBER, STR("cost"), (Str){0}, STR("own amounts"));
	table_column(table, COLUMN_FIXED, (Str){0}, (Str){0}, (Str){0});
}

static void print_sums(Cli *cli, const EntriesQuery *query, const SumTable *sums)
{
	Arena *mem = cli->mem;
	Table table;
	bool money = has_money(sums);
	buf_add_format(cli->out, "%.*s\n\n",
		       STR_ARG(shown_moment(mem, query->moment, "All work dates")));
	table_init(&table, mem);
	size_t keys = add_group_columns(&table, sums->by);
	if (keys == 0) {
		table_column(&table, COLUMN_FIXED, (Str){0}, (Str){0}, (Str){0});
		keys = 1;
	}
	table.keys = keys;
	add_value_columns(&table, money);
	for (size_t i = 0; sums->by != 0 && i < sums->len; i++) {
		add_group(&table, mem, sums->by, &sums->at[i]);
		add_sums(&table, mem, &sums->at[i].sums, sums->at[i].currency, money);
	}
	if (sums->by != 0)
		table_rule(&table);
	table_add(&table, STR("all"));
	for (size_t i = 1; i < keys; i++)
		table_add(&table, (Str){0});
	add_sums(&table, mem, &sums->total, sums->currency, money);
	table_print(&table, cli->screen, cli->out);
	buf_add(cli->out,
		STR("\ncounting: approved, billable, for clients · pending: the same, not approved yet\n"));
	add_waiting(cli, sums->waiting_rows, sums->waiting_seconds);
}

bool sum_run(Cli *cli, Err *err)
{
	const Args *args = cli->args;
	EntriesQuery query = entries_query_of(args);
	SumTable table;
	unsigned by;
	if (!sum_by_parse(args->sums_by, &by, err))
		return fail_in(err, "--by");
	if (!entries_sum_table(cli->app, &query, by, &table, err))
		return false;
	if (args->json) {
		JsonWriter json = json_out_begin(cli);
		json_put_sums(&json, cli->mem, &query, &table);
		json_write_end(&json);
	} else if (args->csv) {
		cli->for_machines = true;
		sums_write_csv(cli->out, cli->mem, &table);
	} else {
		print_sums(cli, &query, &table);
	}
	return true;
}
