/* The one table of commands. What a row holds is told in command.h. */

#include "cli/command_params.h"
#include "cli/command_params_data.h"
#include "cli/command_params_metrics.h"
#include "cli/commands.h"

#define PARAMS(list) .params = (list), .param_count = sizeof(list) / sizeof(list)[0]

static const Command COMMANDS[] = {
	{"contract add", SECTION_CONTRACTS, "add a contract with its first revision",
	 "Currency and kind stay as they are; everything else is a field, and changes by amendments.\n\n"
	 "Dates are written YYYY-MM-DD, shares 60% or 0.6, amounts with a decimal point. ends_on is the first day on "
	 "which the contract no longer runs.",
	 "pacta contract add HARBOUR-2009 --account Harbour --currency USD --set starts_on=2009-03-01 "
	 "--set ends_on=2011-03-01 --set annual_value=100000 --set direct_labor=60%",
	 PARAMS(CONTRACT_ADD), STORE_WRITE, false, contract_add_run, NULL},
	{"contract amend", SECTION_CONTRACTS,
	 "record a change of a contract, and show its effect on revenue and profit",
	 "A revision is never altered or deleted. It holds from its effective day until a later one sets the same "
	 "field. With --known-at in the past it is a backfill: views at earlier known instants do not see it.",
	 "pacta contract amend HARBOUR-2009 --effective-on 2009-09-01 --set direct_labor=70% --reason 'new rates'\n"
	 "pacta contract amend HARBOUR-2009 --effective-on 2010-01-01 --add annual_value=30000 --reason 'more sites' "
	 "--dry-run",
	 PARAMS(CONTRACT_AMEND), STORE_WRITE, false, contract_amend_run, contract_amend_check},
	{"contract retract", SECTION_CONTRACTS, "take a revision back by a retraction",
	 "The revision stays in the history, and views from before the retraction still see it. A retraction "
	 "cannot be retracted.",
	 "pacta contract retract HARBOUR-2009 --revision 3 --reason 'wrong contract'",
	 PARAMS(CONTRACT_RETRACT), STORE_WRITE, false, contract_retract_run, NULL},
	{"contract list", SECTION_CONTRACTS, "list contracts with their state and total value",
	 NULL, "pacta contract list --as-of 2010-06-30", PARAMS(CONTRACT_LIST), STORE_READ, false,
	 contract_list_run, NULL},
	{"contract show", SECTION_CONTRACTS, "show every value of a contract at a moment", NULL,
	 "pacta contract show HARBOUR-2009 --as-of 2009-12-31 --known-at 2010-03-10",
	 PARAMS(CONTRACT_SHOW), STORE_READ, false, contract_show_run, NULL},
	{"history", SECTION_CONTRACTS,
	 "show a contract's values and what it earns, from each effective date on",
	 "Each row holds the values from that day on, and the revenue and profit of the first calendar year, the "
	 "last one and the whole term by all revisions up to that row. The figures are value by terms, not recognised "
	 "revenue.\n\n"
	 "--as-of limits what takes effect, --known-at and --recorded-at what was known and recorded: the history can "
	 "be read as it was at any moment.",
	 "pacta history HARBOUR-2009 --by year\n"
	 "pacta history HARBOUR-2009 --convention epicom2011\n"
	 "pacta history HARBOUR-2009 --known-at 2010-03-09 --json",
	 PARAMS(HISTORY), STORE_READ, false, history_run, NULL},
	{"history-report", SECTION_CONTRACTS,
	 "list what changed, who recorded it, why, and its effect on the totals",
	 "A retraction stands at the effective day of what it takes back. Effects are those of each entry when it was "
	 "recorded.",
	 "pacta history-report --from 2010-01-01 --to 2010-04-01 --format csv",
	 PARAMS(HISTORY_REPORT), STORE_READ, false, history_report_run, history_report_check},
	{"movements", SECTION_CONTRACTS,
	 "compare recurring annual value on two days: new, lost, net and gross retention",
	 "Counts customer contracts whose field recurring is yes, per account and currency.",
	 "pacta movements --from 2010-01-01 --to 2011-01-01", PARAMS(MOVEMENTS), STORE_READ, false,
	 movements_run, NULL},
	{"document add", SECTION_CONTRACTS, "store a file with a contract",
	 "The store keeps the file's bytes with their SHA-256, which 'pacta check' proves. The setting "
	 "document_limit_mib tells how large a document may be.",
	 "pacta document add HARBOUR-2009 offer.pdf --type application/pdf", PARAMS(DOCUMENT_ADD),
	 STORE_WRITE, false, document_add_run, NULL},
	{"document list", SECTION_CONTRACTS,
	 "list a contract's documents, newest first, with those that were removed", NULL, NULL,
	 PARAMS(DOCUMENT_LIST), STORE_READ, false, document_list_run, NULL},
	{"document get", SECTION_CONTRACTS, "save a document, or print it", NULL,
	 "pacta document get HARBOUR-2009 907 --output offer.pdf", PARAMS(DOCUMENT_GET), STORE_READ,
	 false, document_get_run, document_get_check},
	{"document remove", SECTION_CONTRACTS, "delete a document's bytes",
	 "What it was, and who removed it, when and why, stays in the list.",
	 "pacta document remove HARBOUR-2009 907 --reason 'superseded by the signed copy'",
	 PARAMS(DOCUMENT_REMOVE), STORE_WRITE, false, document_remove_run, NULL},
	{"account add", SECTION_CONTRACTS, "add an account: whom contracts are with", NULL,
	 "pacta account add Harbour --note 'port authority'", PARAMS(ACCOUNT_ADD), STORE_MAKE,
	 false, account_add_run, NULL},
	{"account edit", SECTION_CONTRACTS, "change an account's name or note", NULL,
	 "pacta account edit Harbour --name 'Harbour Board'", PARAMS(ACCOUNT_EDIT), STORE_WRITE,
	 false, account_edit_run, account_edit_check},
	{"account list", SECTION_CONTRACTS, "list accounts", NULL, NULL, NULL, 0, STORE_READ, false,
	 account_list_run, NULL},
	{"account show", SECTION_CONTRACTS,
	 "show an account's lifetime value: earned and remaining", NULL,
	 "pacta account show Harbour --as-of 2010-07-01", PARAMS(ACCOUNT_SHOW), STORE_READ, false,
	 account_show_run, NULL},

	{"metrics", SECTION_METRICS,
	 "show figures of a contract, account, manager, team, person or all",
	 "What is not available has a reason, and is never a false zero. Without --by each metric stands with its target "
	 "and deviation; with it each period, contract or person is a row. Totals of quotients divide the sums, and name "
	 "what they leave out.\n\n"
	 "A period that ends after the as-of day is running: its figures go to that day. It is open until each of its "
	 "months is closed or the policy days (setting policy_days) are over; figures of open periods are not for "
	 "judgement. What waits, is not approved or not in is told below.",
	 "pacta metrics HARBOUR-2009 --period 2010-03\n"
	 "pacta metrics portfolio --period 2010-Q1 --by contract --metric contract_utilization,value_delivered\n"
	 "pacta metrics 'team:Platform' --period 2010 --by week --csv\n"
	 "pacta metrics HARBOUR-2009 --period 2010-03 --as-of 2010-03-31 --known-at 2010-04-05 --json",
	 PARAMS(METRICS), STORE_READ, false, metrics_run, period_check},
	{"explain", SECTION_METRICS,
	 "explain a figure: its formula with numbers, and the rows behind them",
	 "Each input of the formula is the sum of its rows; rows are terms and facts, with source, id, file and line. With "
	 "--vs also what makes the difference from another period: effects in a told order that add up to it exactly.",
	 "pacta explain contract_utilization HARBOUR-2009 --period 2010-03\n"
	 "pacta explain delivery_margin HARBOUR-2009 --period 2010-03 --vs 2010-02 --rows 0",
	 PARAMS(EXPLAIN), STORE_READ, false, explain_run, period_check},
	{"drill", SECTION_METRICS, "show where the hours and the money of a contract went",
	 "All client hours are rows; bill value and cost are those of approved hours. 'pacta entries' lists the entries "
	 "themselves.",
	 "pacta drill HARBOUR-2009 --by task --period 2010-03\n"
	 "pacta drill HARBOUR-2009 --by week --resource R-01 --json",
	 PARAMS(DRILL), STORE_READ, false, drill_run, period_check},
	{"restate", SECTION_METRICS,
	 "compare figures as known at two instants, and tell what was learnt between",
	 "Each step is what became known at one instant, with its effect on the figures; the effects add up to the "
	 "difference exactly.",
	 "pacta restate HARBOUR-2009 --period 2010-03 --known-at 2010-04-05 --vs 2010-06-30",
	 PARAMS(RESTATE), STORE_READ, false, restate_run, period_check},
	{"close", SECTION_METRICS, "close a month, and hold it against the ledger's totals",
	 "Changes are still accepted afterwards, but figures tell them. Closing a month again restates its close; with "
	 "--ledger the totals replace those of the month. 'pacta template ledger_total' prints the header of such a file.",
	 "pacta close 2010-03 --ledger totals.csv\n"
	 "pacta close 2010-03 --ledger totals.csv --dry-run",
	 PARAMS(CLOSE), STORE_WRITE, false, close_run, NULL},
	{"tie-out", SECTION_METRICS,
	 "show how a month ties out with the ledger, or list the closed months", NULL,
	 "pacta tie-out 2010-03\n"
	 "pacta tie-out",
	 PARAMS(TIE_OUT), STORE_READ, false, tie_out_run, NULL},
	{"metric list", SECTION_METRICS, "list the metrics", NULL, NULL, NULL, 0, STORE_NONE, false,
	 metric_list_run, NULL},
	{"metric show", SECTION_METRICS, "tell what a metric means, and how it is computed", NULL,
	 "pacta metric show contract_utilization", PARAMS(METRIC_SHOW), STORE_NONE, false,
	 metric_show_run, NULL},

	{"import", SECTION_DATA,
	 "import files of contract modifications, time entries and other facts",
	 "What a file is, is told by its header: exports of time trackers, ledgers and our own templates (see "
	 "template) are recognised.\n\n"
	 "Each file is one transaction: all of it or nothing. Importing a file again changes nothing; a row that "
	 "changed replaces what it was. Rows that cannot be taken wait in quarantine and do not make the import fail. "
	 "Of several files each is on its own: those that can be imported are, and the exit code is that of the first "
	 "one that cannot.\n\n"
	 "A file named like a command of this group is written ./list.",
	 "pacta import awards.csv --mapping fpds --dry-run\n"
	 "pacta import hours.csv --time-zone Europe/Helsinki\n"
	 "pacta import exports/ --source tracker\n"
	 "pacta import march.xlsx --contract HARBOUR-2009 --complete",
	 PARAMS(IMPORT), STORE_MAKE, false, import_run, import_check},
	{"import list", SECTION_DATA, "list imports, newest first", NULL, NULL, NULL, 0, STORE_READ,
	 false, import_list_run, NULL},
	{"import undo", SECTION_DATA, "take an import back",
	 "Revisions are retracted, facts deleted; what the import had corrected is recorded again as it was.",
	 NULL, PARAMS(IMPORT_UNDO), STORE_WRITE, false, import_undo_run, NULL},
	{"mapping list", SECTION_DATA,
	 "list the mappings: the kinds of files that import takes, and the streams that ingest does",
	 NULL, NULL, NULL, 0, STORE_IF_THERE, false, mapping_list_run, NULL},
	{"mapping add", SECTION_DATA, "keep a mapping in the store",
	 "It is tried before the built-in ones from then on. Rows that "
	 "wait in quarantine for its stream are tried again. The format is in docs/mappings.md.",
	 "pacta mapping add our-tracker.json", PARAMS(MAPPING_ADD), STORE_MAKE, false,
	 mapping_add_run, NULL},
	{"mapping show", SECTION_DATA, "print a mapping's file, of one's own or built in", NULL,
	 "pacta mapping show toggl > our-toggl.json", PARAMS(MAPPING_NAME), STORE_IF_THERE, true,
	 mapping_show_run, NULL},
	{"mapping remove", SECTION_DATA, "remove a mapping from the store",
	 "What it has read stays.", NULL, PARAMS(MAPPING_NAME), STORE_WRITE, false,
	 mapping_remove_run, NULL},
	{"ingest", SECTION_DATA, "take what a Singer tap sends on standard input",
	 "A Singer target: reads SCHEMA, RECORD, STATE and ACTIVATE_VERSION messages and prints each STATE, and nothing "
	 "else, when all that came before it is on disk. Everything else goes to the standard error.\n\n"
	 "A mapping with \"stream\" says which stream is which fact; it is added to the store with 'pacta mapping add', "
	 "or given with --mapping. The records of other streams wait whole in quarantine until their mapping is added.\n\n"
	 "Records are told apart by the key properties of their stream, and the newest word counts. Give taps that have "
	 "streams of the same name a --source each.",
	 "tap-toggl --config toggl.json --state state.json | pacta ingest --singer >> states.jsonl\n"
	 "tail -n 1 states.jsonl > state.json",
	 PARAMS(INGEST), STORE_MAKE, true, ingest_run, ingest_check},
	{"template", SECTION_DATA, "print the header of a CSV file for a kind of fact",
	 "A file with this header is recognised by import. Columns that are not needed may be left out or empty.",
	 "pacta template cost > costs.csv\n"
	 "pacta template time_entry --json",
	 PARAMS(TEMPLATE), STORE_NONE, false, template_run, NULL},
	{"entries", SECTION_DATA, "list the time entries of a contract, with where they come from",
	 NULL,
	 "pacta entries HARBOUR-2009 --from 2010-03-01 --to 2010-04-01\n"
	 "pacta entries HARBOUR-2009 --known-at 2010-03-31 --csv",
	 PARAMS(ENTRIES), STORE_READ, false, entries_run, csv_or_json_check},
	{"sum", SECTION_DATA, "sum time entries",
	 "Counting hours are approved, billable and for clients; pending ones are the same, but not approved yet. What "
	 "waits in quarantine is told beside them.",
	 "pacta sum --by contract,month --from 2010-01-01 --to 2010-04-01\n"
	 "pacta sum --by resource,week --contract HARBOUR-2009 --json",
	 PARAMS(SUM), STORE_READ, false, sum_run, csv_or_json_check},
	{"fact list", SECTION_DATA, "list facts of a kind, such as costs, recognitions or budgets",
	 NULL,
	 "pacta fact list recognition --contract HARBOUR-2009\n"
	 "pacta fact list budget --versions --csv",
	 PARAMS(FACT_LIST), STORE_READ, false, fact_list_run, csv_or_json_check},
	{"fact put", SECTION_DATA, "write a fact, or replace it",
	 "Facts that are told apart by an external id get one, unless the field external_id names it; others are told "
	 "apart by their own fields. The older version is kept.",
	 "pacta fact put cost contract=HARBOUR-2009 date=2010-03-04 amount=1250.00 kind=expense\n"
	 "pacta fact put budget contract=HARBOUR-2009 month=2010-03 revenue=8000 hours=120",
	 PARAMS(FACT_PUT), STORE_WRITE, false, fact_put_run, NULL},
	{"fact delete", SECTION_DATA, "delete a fact",
	 "It is named by its external id, or by the fields that tell it apart. What was known of it before stays known "
	 "for then.",
	 "pacta fact delete cost external_id=K-17 --source ledger\n"
	 "pacta fact delete budget contract=HARBOUR-2009 month=2010-03",
	 PARAMS(FACT_PUT), STORE_WRITE, false, fact_delete_run, NULL},
	{"link add", SECTION_DATA,
	 "say what a name of a source means, and take the rows that wait for it",
	 "A project or client means a contract, internal hours or leave; a task means a task of a contract; a person means "
	 "a resource.",
	 "pacta link add project 'Dock works' --contract HARBOUR-2009\n"
	 "pacta link add client 'Our own*' --internal --source toggl\n"
	 "pacta link add person 'Resource 01' --resource R-01",
	 PARAMS(LINK_ADD), STORE_WRITE, false, link_add_run, link_add_check},
	{"link list", SECTION_DATA, "list links", NULL, NULL, PARAMS(LINK_LIST), STORE_READ, false,
	 link_list_run, NULL},
	{"link suggest", SECTION_DATA, "propose what unknown names may mean, by likeness", NULL,
	 NULL, NULL, 0, STORE_READ, false, link_suggest_run, NULL},
	{"link remove", SECTION_DATA, "remove a link", "What was taken by it stays as it is.", NULL,
	 PARAMS(LINK_REMOVE), STORE_WRITE, false, link_remove_run, NULL},
	{"quarantine list", SECTION_DATA,
	 "list what could not be imported, by reason and unknown name",
	 "With --json both the groups and the rows, unless one of --group and --rows is given.",
	 NULL, PARAMS(QUARANTINE_LIST), STORE_READ, false, quarantine_list_run,
	 quarantine_list_check},
	{"quarantine show", SECTION_DATA, "show such a row as it was received", NULL, NULL,
	 PARAMS(QUARANTINE_SHOW), STORE_READ, false, quarantine_show_run, NULL},
	{"quarantine retry", SECTION_DATA, "try rows that wait again",
	 "Links and imports do this for the rows that they concern.",
	 "pacta quarantine retry --all\n"
	 "pacta quarantine retry --subject project --unknown 'Dock works'",
	 PARAMS(QUARANTINE_RETRY), STORE_WRITE, false, quarantine_retry_run, quarantine_some_check},
	{"quarantine discard", SECTION_DATA, "say that rows will never be taken",
	 "They are kept, and no longer listed or counted as waiting.",
	 "pacta quarantine discard --group-of 912188484355149825\n"
	 "pacta quarantine discard --subject project --unknown 'Dock works' --fact cost",
	 PARAMS(QUARANTINE_DISCARD), STORE_WRITE, false, quarantine_discard_run,
	 quarantine_some_check},
	{"discrepancies", SECTION_DATA, "list where sources disagree, with both sides",
	 "duration_differs: an entry's duration and its start and end. claimed_twice: two sources claim the same hours of a "
	 "person. over_24h: more than 24 hours of a person on a day. ledger_total: what was recognised in a closed month, "
	 "and the ledger's total. outside_term: work before a contract's start or after its end. future: work after "
	 "today.",
	 "pacta discrepancies --kind claimed_twice --from 2010-03-01", PARAMS(DISCREPANCIES_PARAMS),
	 STORE_READ, false, discrepancies_run, csv_or_json_check},
	{"source list", SECTION_DATA, "list sources of facts: what came from each, and how it went",
	 NULL, NULL, NULL, 0, STORE_READ, false, source_list_run, NULL},
	{"resource list", SECTION_DATA, "list resources: who works", NULL, NULL, NULL, 0,
	 STORE_READ, false, resource_list_run, NULL},

	{"field list", SECTION_STORE, "list the fields that contracts have", NULL, NULL, NULL, 0,
	 STORE_READ, false, field_list_run, NULL},
	{"field add", SECTION_STORE,
	 "declare a custom field, which then is as good as a built-in one", NULL,
	 "pacta field add region --type choice --choice north --choice south\n"
	 "pacta field add obligation --type money --note 'funds obligated so far'",
	 PARAMS(FIELD_ADD), STORE_MAKE, false, field_add_run, NULL},
	{"setting list", SECTION_STORE, "list the settings of the installation", NULL, NULL, NULL,
	 0, STORE_READ, false, setting_list_run, NULL},
	{"setting set", SECTION_STORE, "change a setting", NULL,
	 "pacta setting set fiscal_month 10", PARAMS(SETTING_SET), STORE_MAKE, false,
	 setting_set_run, NULL},
	{"serve", SECTION_STORE, "serve the pages and the API",
	 "Prints its address and serves until it gets SIGTERM or SIGINT; running requests then have 10 seconds to "
	 "end. The log goes to the standard error, one JSON object a line.\n\n"
	 "There are no users to log in yet, so it listens only where nobody but this machine reaches it. Other "
	 "processes may use the store at the same time.",
	 "pacta serve\n"
	 "pacta --db postgres://localhost/pacta serve --listen '[::1]:9000' --log requests",
	 PARAMS(SERVE), STORE_MAKE, false, serve_run, serve_check},
	{"check", SECTION_STORE, "prove that the store holds what was written",
	 "Verifies the files, every audit chain, every fold, and that the stored snapshots equal a rebuild; prints "
	 "the head over all chains. Findings make it exit with 8.",
	 "pacta check", PARAMS(CHECK), STORE_READ, false, check_store_run, NULL},
	{"demo", SECTION_STORE, "put a demo firm into an empty store", NULL,
	 "pacta --db demo.db demo", NULL, 0, STORE_MAKE, false, demo_run, NULL},

	{"help", SECTION_HELP, "explain pacta or one of its commands", NULL,
	 "pacta help contract amend", PARAMS(HELP), STORE_NONE, false, help_run, NULL},
	{"version", SECTION_HELP, "print the version", NULL, NULL, NULL, 0, STORE_NONE, false,
	 version_run, NULL},
	{"man", SECTION_HELP, "print the manual page, for man(1)", NULL, "pacta man | man -l -",
	 NULL, 0, STORE_NONE, true, man_run, NULL},
	{"completion", SECTION_HELP,
	 "print what makes a shell complete pacta's commands and options", NULL,
	 "source <(pacta completion bash)", PARAMS(COMPLETION), STORE_NONE, true, completion_run,
	 NULL},
};

const Command *command_list(size_t *count)
{
	*count = sizeof COMMANDS / sizeof COMMANDS[0];
	return COMMANDS;
}

const Param *global_params(size_t *count)
{
	*count = sizeof GLOBALS / sizeof GLOBALS[0];
	return GLOBALS;
}
