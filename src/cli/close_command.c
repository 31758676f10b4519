#include "answer/close_json.h"
#include "answer/figure_json.h"
#include "cli/commands.h"
#include "cli/json_out.h"
#include "cli/text_table.h"
#include "cli/wording.h"
#include "facts/fact.h"
#include "ingest/source.h"

enum { LEDGER_MAX = 16 << 20 };

static Str shown_minor(Arena *mem, bool told, int64_t minor, Currency currency)
{
	return told ? shown_amount(mem, (Amount){.minor = minor}, currency) : STR("–");
}

static Str shown_gap(Arena *mem, const TieOutRow *row)
{
	if (!row->has_ledger)
		return STR("–");
	return row->difference == 0
		       ? STR("ties")
		       : shown_effect(mem, (Amount){.minor = row->difference}, row->currency);
}

static void add_row(Table *table, Arena *mem, const TieOutRow *row)
{
	table_add(table, row->contract.len > 0 ? row->contract : STR("all"));
	table_add(table, str_from_c(row->currency.code));
	table_add(table, shown_minor(mem, row->has_ledger, row->ledger, row->currency));
	table_add(table, shown_minor(mem, true, row->recognized, row->currency));
	table_add(table, shown_gap(mem, row));
	table_add(table, shown_minor(mem, row->has_at_close, row->at_close, row->currency));
}

static void print_rows(Cli *cli, const TieOut *tied)
{
	Table table;
	table_init(&table, cli->mem);
	table_column(&table, COLUMN_FIXED, STR("contract"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_FIXED, (Str){0}, (Str){0}, (Str){0});
	table_column(&table, COLUMN_NUMBER, STR("ledger"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_NUMBER, STR("recognised"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_NUMBER, STR("difference"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_NUMBER, STR("at close"), (Str){0}, (Str){0});
	for (size_t i = 0; i < tied->len; i++)
		add_row(&table, cli->mem, &tied->at[i]);
	for (size_t i = 0; i < tied->total_count; i++) {
		if (i == 0)
			table_rule(&table);
		add_row(&table, cli->mem, &tied->totals[i]);
	}
	table_print(&table, cli->screen, cli->out);
}

static void add_verdict(Cli *cli, const TieOut *tied)
{
	Arena *mem = cli->mem;
	size_t told = 0;
	for (size_t i = 0; i < tied->len; i++)
		told += tied->at[i].has_ledger;
	for (size_t i = 0; i < tied->total_count; i++)
		told += tied->totals[i].has_ledger;
	if (told == 0)
		buf_add(cli->out, STR("The ledger's totals are not known.\n"));
	else if (tied->differing == 0 && tied->missing == 0)
		buf_add(cli->out, STR("It ties out.\n"));
	if (tied->differing > 0)
		buf_add_format(cli->out, "! %.*s total%s not what was recognised\n",
			       STR_ARG(shown_count(mem, tied->differing)),
			       tied->differing == 1 ? " of the ledger is" : "s of the ledger are");
	if (tied->missing > 0)
		buf_add_format(cli->out,
			       "! the ledger tells nothing of %.*s contract%s with "
			       "recognised revenue\n",
			       STR_ARG(shown_count(mem, tied->missing)),
			       tied->missing == 1 ? "" : "s");
}

/* What has changed since counts from the new close on; the old one can still be looked at. */
static void add_replaced(Cli *cli, const TieOut *tied)
{
	const ReplacedClose *close = tied->replaced;
	Arena *mem = cli->mem;
	Period month = month_period(tied->month);
	if (!close)
		return;
	buf_add_format(cli->out,
		       "! %.*s was closed before, on %.*s%s%.*s; its figures of then stay known at "
		       "%.*s\n",
		       STR_ARG(period_text(mem, month, month_text(mem, tied->month))),
		       STR_ARG(shown_date(mem, close->closed_on)),
		       close->closed_by.len > 0 ? " by " : "",
		       STR_ARG(shown_text(mem, close->closed_by)),
		       STR_ARG(shown_instant(mem, close->known_at)));
}

static void print_tie_out(Cli *cli, const TieOut *tied)
{
	Arena *mem = cli->mem;
	Buf *out = cli->out;
	screen_add(cli->screen, out, STYLE_STRONG, month_text(mem, tied->month));
	if (tied->closed)
		buf_add_format(out, " · closed on %.*s%s%.*s · known since %.*s",
			       STR_ARG(shown_date(mem, tied->closed_on)),
			       tied->closed_by.len > 0 ? " by " : "",
			       STR_ARG(shown_text(mem, tied->closed_by)),
			       STR_ARG(shown_instant(mem, tied->known_at)));
	else
		buf_add(out, STR(" · not closed"));
	if (tied->note.len > 0)
		buf_add_format(out, "\n%.*s", STR_ARG(shown_text(mem, tied->note)));
	buf_add(out, STR("\n\n"));
	if (tied->len + tied->total_count > 0) {
		print_rows(cli, tied);
		buf_add_byte(out, '\n');
	}
	add_verdict(cli, tied);
	add_replaced(cli, tied);
}

static void answer(Cli *cli, const TieOut *tied)
{
	if (!cli->args->json) {
		print_tie_out(cli, tied);
		return;
	}
	JsonWriter json = json_out_begin(cli);
	json_put_tie_out(&json, cli->mem, tied);
	json_write_end(&json);
}

bool close_run(Cli *cli, Err *err)
{
	const Args *args = cli->args;
	TieOut tied;
	Buf ledger = {.mem = cli->mem};
	CloseQuery query = {
		.month = args->month,
		.closed_on = args->closed_on,
		.note = args->note,
		.ledger_name = args->ledger,
		.today = instant_date(cli->now),
		.dry_run = args->dry_run,
	};
	if (args->ledger.ptr &&
	    !source_read_all(str_to_c(cli->mem, args->ledger), LEDGER_MAX, &ledger, err))
		return false;
	query.ledger = buf_str(&ledger);
	if (!close_month(cli->app, &query, &tied, err))
		return false;
	answer(cli, &tied);
	if (args->dry_run && !args->json)
		buf_add(cli->out, STR("Nothing is recorded: this was a dry run.\n"));
	return true;
}

static void print_months(Cli *cli, const ClosedMonths *months)
{
	static const TextColumn columns[] = {
		{"month", COLUMN_FIXED},
		{"closed on", COLUMN_FIXED},
		{"by", COLUMN_TEXT},
		{"known since", COLUMN_FIXED},
		{"totals that differ", COLUMN_NUMBER},
	};
	enum { COLUMNS = sizeof columns / sizeof *columns };
	Arena *mem = cli->mem;
	Str *cells = ARENA_ARRAY(mem, Str, COLUMNS * months->len);
	if (months->len == 0) {
		buf_add(cli->out, STR("No month is closed yet.\n"));
		return;
	}
	for (size_t i = 0; i < months->len; i++) {
		const TieOut *month = &months->at[i];
		Str *line = &cells[COLUMNS * i];
		line[0] = month_text(mem, month->month);
		line[1] = shown_date(mem, month->closed_on);
		line[2] = month->closed_by;
		line[3] = shown_instant(mem, month->known_at);
		line[4] = shown_count(mem, month->differing);
	}
	text_table_print(cli, &(TextTable){columns, COLUMNS, cells, months->len});
}

bool tie_out_run(Cli *cli, Err *err)
{
	const Args *args = cli->args;
	TieOut tied;
	ClosedMonths months;
	if (args->month.ptr) {
		if (!tie_out(cli->app, args->month, args->moment, &tied, err))
			return false;
		answer(cli, &tied);
		return true;
	}
	if (!closed_months(cli->app, args->moment, &months, err))
		return false;
	if (!args->json) {
		print_months(cli, &months);
		return true;
	}
	JsonWriter json = json_out_begin(cli);
	json_put_closed_months(&json, cli->mem, &months);
	json_write_end(&json);
	return true;
}
