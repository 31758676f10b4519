#include "cli/import_words.h"

#include "cli/fact_words.h"
#include "cli/wording.h"

static void add_count(Table *table, Arena *mem, const char *label, uint64_t count)
{
	table_add(table, str_from_c(label));
	table_add(table, shown_count(mem, count));
}

static void print_counts(Cli *cli, const ImportSummary *summary)
{
	Arena *mem = cli->mem;
	Table table;
	table_init(&table, mem);
	table_column(&table, COLUMN_FIXED, STR("rows"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_NUMBER, (Str){0}, (Str){0}, (Str){0});
	add_count(&table, mem, "accepted", summary->accepted);
	add_count(&table, mem, "corrected", summary->corrected);
	add_count(&table, mem, "unchanged", summary->unchanged);
	add_count(&table, mem, "quarantined", summary->quarantined);
	table_rule(&table);
	add_count(&table, mem, "read", summary->read);
	table_print(&table, cli->screen, cli->out);
	if (summary->is_fact)
		return;
	buf_add_format(cli->out, "\n%.*s contract%s, %.*s of them new\n",
		       STR_ARG(shown_count(mem, summary->contracts)),
		       summary->contracts == 1 ? "" : "s",
		       STR_ARG(shown_count(mem, summary->new_contracts)));
	for (size_t i = 0; i < WARNING_CODES; i++) {
		if (summary->warnings[i] > 0)
			buf_add_format(cli->out, "! %s: %s ×%.*s\n", warning_name((WarningCode)i),
				       warning_text((WarningCode)i),
				       STR_ARG(shown_count(mem, summary->warnings[i])));
	}
}

static void print_rejects(Cli *cli, const ImportSummary *summary)
{
	Arena *mem = cli->mem;
	Table table;
	if (summary->first_reject_count == 0)
		return;
	buf_add_format(cli->out, "\nIn quarantine%s\n\n",
		       summary->first_reject_count < summary->quarantined
			       ? ", the first ones; 'pacta quarantine list' has all"
			       : "");
	table_init(&table, mem);
	table_column(&table, COLUMN_NUMBER, STR("line"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_TEXT, STR("column"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_TEXT, STR("reason"), (Str){0}, (Str){0});
	for (size_t i = 0; i < summary->first_reject_count; i++) {
		const QuarantineRow *row = &summary->first_rejects[i];
		table_add(&table, shown_count(mem, (uint64_t)row->line));
		table_add(&table, row->column);
		table_add(&table, row->reason);
	}
	table_print(&table, cli->screen, cli->out);
}

static Str shown_plural(Arena *mem, uint64_t count, const char *one, const char *many)
{
	return str_format(mem, "%.*s %s", STR_ARG(shown_count(mem, count)),
			  count == 1 ? one : many);
}

/* "1,204.50 h of 3 contracts, 1 Jan 2024 to 31 Mar 2024" */
static void print_reach(Cli *cli, const ImportSummary *summary)
{
	Arena *mem = cli->mem;
	buf_add_byte(cli->out, '\n');
	if (summary->fact == FACT_TIME_ENTRY)
		buf_add_format(cli->out, "%.*s h in ", STR_ARG(shown_hours(mem, summary->seconds)));
	buf_add_format(cli->out, "%s", fact_spec(summary->fact)->plural);
	if (summary->contracts > 0)
		buf_add_format(cli->out, " of %.*s",
			       STR_ARG(shown_plural(mem, summary->contracts, "contract",
						    "contracts")));
	if (date_is_set(summary->days.from))
		buf_add_format(cli->out, ", %.*s to %.*s",
			       STR_ARG(shown_date(mem, summary->days.from)),
			       STR_ARG(shown_last_day(mem, summary->days.to)));
	buf_add_format(cli->out, " · source %.*s\n", STR_ARG(shown_text(mem, summary->source)));
	if (summary->deleted > 0)
		buf_add_format(cli->out, "%.*s that the file no longer holds deleted\n",
			       STR_ARG(shown_count(mem, summary->deleted)));
	if (summary->passed[PASS_TOTAL] > 0)
		buf_add_format(cli->out, "%.*s of totals left out\n",
			       STR_ARG(shown_plural(mem, summary->passed[PASS_TOTAL], "row",
						    "rows")));
	if (summary->passed[PASS_RUNNING] > 0)
		buf_add_format(cli->out, "%.*s left out\n",
			       STR_ARG(shown_plural(mem, summary->passed[PASS_RUNNING],
						    "timer that still runs",
						    "timers that still run")));
}

static void print_fact_warnings(Cli *cli, const ImportSummary *summary)
{
	for (size_t i = 0; i < FACT_WARNINGS; i++) {
		if (summary->fact_warnings[i] > 0)
			buf_add_format(cli->out, "! %s: %s ×%.*s\n",
				       fact_warning_name((FactWarning)i),
				       fact_warning_text((FactWarning)i),
				       STR_ARG(shown_count(cli->mem, summary->fact_warnings[i])));
	}
}

/* What waits, and the command that helps. */
static void print_waiting(Cli *cli, const ImportSummary *summary)
{
	Arena *mem = cli->mem;
	if (summary->quarantined == 0)
		return;
	buf_add_format(cli->out, "! %.*s quarantined",
		       STR_ARG(shown_plural(mem, summary->quarantined, "row", "rows")));
	if (summary->waiting_seconds > 0)
		buf_add_format(cli->out, " with %.*s h",
			       STR_ARG(shown_hours(mem, summary->waiting_seconds)));
	if (summary->waiting_already > 0 && summary->waiting_already == summary->quarantined)
		buf_add(cli->out, STR(", as before"));
	else if (summary->waiting_already > 0)
		buf_add_format(cli->out, ", %.*s as before",
			       STR_ARG(shown_count(mem, summary->waiting_already)));
	if (summary->dry_run)
		buf_add(cli->out, STR("\n"));
	else
		buf_add(cli->out,
			STR("; 'pacta quarantine list' tells why, 'pacta link suggest' proposes "
			    "what unknown names may mean\n"));
}

void print_import(Cli *cli, const ImportSummary *summary)
{
	print_counts(cli, summary);
	if (summary->is_fact) {
		print_reach(cli, summary);
		print_fact_warnings(cli, summary);
		print_waiting(cli, summary);
	}
	print_rejects(cli, summary);
}
