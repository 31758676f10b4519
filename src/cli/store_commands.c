#include "answer/check_json.h"
#include "app/demo.h"
#include "cli/commands.h"
#include "cli/json_out.h"
#include "cli/wording.h"

static void print_check(Cli *cli, const CheckReport *report)
{
	Arena *mem = cli->mem;
	for (size_t i = 0; i < report->finding_count; i++)
		buf_add_format(cli->out, "! %.*s\n",
			       STR_ARG(shown_text(mem, report->findings[i].what)));
	buf_add_format(cli->out,
		       "%s%.*s contracts, %.*s entries, %.*s snapshots, %.*s documents, "
		       "%.*s time entries, %.*s other facts\nhead %.*s\n",
		       report->finding_count == 0 ? "All is as it was written: " : "",
		       STR_ARG(shown_count(mem, report->contracts)),
		       STR_ARG(shown_count(mem, report->entries)),
		       STR_ARG(shown_count(mem, report->snapshots)),
		       STR_ARG(shown_count(mem, report->documents)),
		       STR_ARG(shown_count(mem, report->time_entries)),
		       STR_ARG(shown_count(mem, report->facts)), STR_ARG(report->head));
}

bool check_store_run(Cli *cli, Err *err)
{
	CheckReport report;
	const Str *head = &cli->args->expect_head;
	/* An empty head was given, too: an unset variable must not pass for a proof. */
	if (!check_run(cli->app, head->ptr ? head : NULL, &report, err))
		return false;
	if (report.finding_count > 0)
		(void)fail(&cli->outcome, ERR_CORRUPT,
			   "the store does not hold what was written: %zu finding%s",
			   report.finding_count, report.finding_count == 1 ? "" : "s");
	if (!cli->args->json) {
		print_check(cli, &report);
		return true;
	}
	JsonWriter json = json_out_begin(cli);
	json_put_check(&json, &report);
	json_write_end(&json);
	return true;
}

bool demo_run(Cli *cli, Err *err)
{
	Arena *mem = cli->mem;
	DemoSummary demo;
	if (!demo_load(cli->app, &demo, err))
		return false;
	if (!cli->args->json) {
		buf_add_format(
			cli->out,
			"The demo firm is in the store: %.*s accounts, %.*s contracts, %.*s entries\n"
			"%.*s time entries and %.*s other facts from %.*s files; %.*s rows wait in quarantine\n"
			"Look at it with 'pacta contract list' and 'pacta history %.*s'\n"
			"Its last day is %.*s: ask for figures as of it, as in 'pacta metrics portfolio "
			"--as-of %.*s'\n",
			STR_ARG(shown_count(mem, demo.accounts)),
			STR_ARG(shown_count(mem, demo.contracts)),
			STR_ARG(shown_count(mem, demo.entries)),
			STR_ARG(shown_count(mem, demo.time_entries)),
			STR_ARG(shown_count(mem, demo.facts - demo.time_entries)),
			STR_ARG(shown_count(mem, demo.files)),
			STR_ARG(shown_count(mem, demo.waiting)),
			STR_ARG(shown_text(mem, demo.published_key)),
			STR_ARG(shown_date(mem, demo.last_day)),
			STR_ARG(date_text(mem, demo.last_day)));
		return true;
	}
	JsonWriter json = json_out_begin(cli);
	json_write_begin_object(&json);
	json_put_count(&json, "accounts", demo.accounts);
	json_put_count(&json, "contracts", demo.contracts);
	json_put_count(&json, "entries", demo.entries);
	json_put_count(&json, "time_entries", demo.time_entries);
	json_put_count(&json, "facts", demo.facts);
	json_put_count(&json, "files", demo.files);
	json_put_count(&json, "links", demo.links);
	json_put_count(&json, "waiting", demo.waiting);
	json_put_member(&json, "contract", demo.published_key);
	json_put_member(&json, "last_day", date_text(mem, demo.last_day));
	json_write_end_object(&json);
	json_write_end(&json);
	return true;
}
