#include "cli/args.h"
#include "cli/commands.h"
#include "cli/fact_words.h"

#include <stddef.h>

#define ARG(member, kind, shown, text)                                \
	{                                                             \
		.metavar = (shown), .type = (kind), .required = true, \
		.at = offsetof(Args, member), .help = (text),         \
	}
#define OPT(name, member, kind, shown, text)                          \
	{                                                             \
		.option = (name), .metavar = (shown), .type = (kind), \
		.at = offsetof(Args, member), .help = (text),         \
	}
#define NEEDED(name, member, kind, shown, text)                                         \
	{                                                                               \
		.option = (name), .metavar = (shown), .type = (kind), .required = true, \
		.at = offsetof(Args, member), .help = (text),                           \
	}
#define FLAG(name, member, text)                                                    \
	{                                                                           \
		.option = (name), .type = PARAM_FLAG, .at = offsetof(Args, member), \
		.help = (text),                                                     \
	}
#define CHOICE(name, member, list, shown, text)                                                \
	{                                                                                      \
		.option = (name), .metavar = (shown), .type = PARAM_CHOICE, .choices = (list), \
		.at = offsetof(Args, member), .help = (text),                                  \
	}

#define CONTRACT_KEY ARG(key, PARAM_TEXT, "KEY", "the contract's key")
#define AS_OF                                         \
	OPT("--as-of", moment.as_of, PARAM_DATE, "D", \
	    "see nothing that takes effect after this day")
#define KNOWN_BY                                                 \
	OPT("--known-at", moment.known, PARAM_READ_INSTANT, "T", \
	    "see only what was known then; a date includes that whole UTC day")
#define RECORDED_BY                                                    \
	OPT("--recorded-at", moment.recorded, PARAM_READ_INSTANT, "T", \
	    "see only what was recorded then; a date includes that whole UTC day")
#define KNOWN_SINCE                                           \
	OPT("--known-at", known_at, PARAM_WRITE_INSTANT, "T", \
	    "since when it is known: an instant, or a date, which means 00:00Z; default now")
#define SIGNED_ON OPT("--signed-on", signed_on, PARAM_DATE, "D", "the day of the signature")
#define CHANGE_ORDER \
	OPT("--change-order", change_order, PARAM_TEXT, "X", "the change order that it belongs to")
#define DRY_RUN FLAG("--dry-run", dry_run, "show the effect and record nothing")

/* In the order of LinkSubject and DiscrepancyKind. */
static const char *const SUBJECTS[] = {"project", "client", "task", "person", NULL};
static const char *const DISCREPANCIES[] = {
	"duration_differs", "claimed_twice", "over_24h", "ledger_total",
	"outside_term",     "future",        NULL};

static const char *const CONVENTIONS[] = {"default", "epicom2011", NULL};
static const char *const FORMATS[] = {"table", "csv", "json", NULL};
static const char *const REPORT_DAYS[] = {"effective", "recorded", NULL};
static const char *const LOGS[] = {"errors", "requests", "off", NULL};
static const char *const SHELLS[] = {"bash", "zsh", NULL};

static const Param GLOBALS[] = {
	OPT("--db", db, PARAM_PATH, "URL",
	    "the store: sqlite:FILE, a file's path, or postgres://USER@HOST/DATABASE; default $PACTA_DB, "
	    "else sqlite:pacta.db"),
	FLAG("--json", json, "print JSON for machines; errors too"),
	OPT("--by", recorded_by, PARAM_TEXT, "NAME",
	    "who records; default the operating system's user. Where a command has a --by of its own, that one counts"),
	{.option = "--help",
	 .alias = "-h",
	 .type = PARAM_FLAG,
	 .at = offsetof(Args, help),
	 .help = "explain the command"},
	FLAG("--version", version, "print the version"),
};

static const Param CONTRACT_ADD[] = {
	CONTRACT_KEY,
	NEEDED("--account", account, PARAM_TEXT, "NAME",
	       "whom the contract is with; see account add"),
	NEEDED("--currency", currency, PARAM_TEXT, "CODE",
	       "the currency of all its amounts, such as USD"),
	OPT("--kind", kind, PARAM_CONTRACT_KIND, "KIND",
	    "customer (default), or vendor, which is spend"),
	OPT("--name", new_name, PARAM_TEXT, "TEXT", "what people call it"),
	OPT("--set", changes, PARAM_SET, "F=V", "the value of a field; see field list"),
	OPT("--effective-on", effective_on, PARAM_DATE, "D",
	    "the day from which the values hold; default starts_on"),
	KNOWN_SINCE,
	SIGNED_ON,
	CHANGE_ORDER,
	OPT("--reason", reason, PARAM_TEXT, "R", "why"),
};

static const Param CONTRACT_AMEND[] = {
	CONTRACT_KEY,
	NEEDED("--effective-on", effective_on, PARAM_DATE, "D",
	       "the day from which the change holds"),
	OPT("--set", changes, PARAM_SET, "F=V", "set a field; F= clears it"),
	OPT("--add", changes, PARAM_ADD, "F=V", "add to money, a number or a share"),
	NEEDED("--reason", reason, PARAM_TEXT, "R", "why"),
	KNOWN_SINCE,
	SIGNED_ON,
	CHANGE_ORDER,
	DRY_RUN,
};

static const Param CONTRACT_RETRACT[] = {
	CONTRACT_KEY,
	{.option = "--revision",
	 .alias = "--number",
	 .metavar = "N",
	 .type = PARAM_NUMBER,
	 .required = true,
	 .at = offsetof(Args, number),
	 .help = "the revision to take back; history-report shows the numbers"},
	NEEDED("--reason", reason, PARAM_TEXT, "R", "why"),
	KNOWN_SINCE,
	DRY_RUN,
};

static const Param CONTRACT_LIST[] = {
	OPT("--account", account, PARAM_TEXT, "NAME", "only those of this account"),
	AS_OF,
	KNOWN_BY,
	RECORDED_BY,
};

static const Param CONTRACT_SHOW[] = {CONTRACT_KEY, AS_OF, KNOWN_BY, RECORDED_BY};

static const Param HISTORY[] = {
	CONTRACT_KEY,
	AS_OF,
	KNOWN_BY,
	RECORDED_BY,
	CHOICE("--convention", convention, CONVENTIONS, "C",
	       "how the snapshots' figures are made: default, or epicom2011, which cuts to whole currency units"),
	OPT("--by", by, PARAM_GRANULARITY, "PERIOD",
	    "add a table of periods; they keep the default convention"),
	OPT("--from", from, PARAM_DATE, "D",
	    "first day of the periods; default the start of the term"),
	OPT("--to", to, PARAM_DATE, "D",
	    "first day behind the periods; default the end of the term"),
};

static const Param HISTORY_REPORT[] = {
	OPT("--from", from, PARAM_DATE, "D", "first day of the report"),
	OPT("--to", to, PARAM_DATE, "D", "first day behind the report"),
	CHOICE("--by", report_by, REPORT_DAYS, "DAY",
	       "which day --from and --to mean: effective (default) or recorded"),
	OPT("--contract", contract, PARAM_TEXT, "KEY", "only this contract"),
	OPT("--account", account, PARAM_TEXT, "NAME", "only contracts of this account"),
	CHOICE("--format", format, FORMATS, "FORM",
	       "table (default), csv with a row for each change, or json"),
};

static const Param MOVEMENTS[] = {
	NEEDED("--from", from, PARAM_DATE, "D", "the day to compare with"),
	NEEDED("--to", to, PARAM_DATE, "D", "the day to compare"),
	AS_OF,
	KNOWN_BY,
	RECORDED_BY,
};

static const Param ACCOUNT_ADD[] = {
	ARG(name, PARAM_TEXT, "NAME", "the account's name"),
	OPT("--note", note, PARAM_TEXT, "TEXT", "what else to know"),
};

static const Param ACCOUNT_EDIT[] = {
	ARG(name, PARAM_TEXT, "NAME", "the account's name"),
	OPT("--name", new_name, PARAM_TEXT, "NEW", "its new name"),
	OPT("--note", note, PARAM_TEXT, "TEXT", "its new note; an empty one clears it"),
};

static const Param ACCOUNT_SHOW[] = {
	ARG(name, PARAM_TEXT, "NAME", "the account's name"),
	OPT("--as-of", moment.as_of, PARAM_DATE, "D",
	    "days before it are earned, the others remain; default today (UTC)"),
};

#define DOCUMENT_ID ARG(number, PARAM_NUMBER, "ID", "the document's id; see document list")

static const Param DOCUMENT_ADD[] = {
	CONTRACT_KEY,
	ARG(file, PARAM_PATH, "FILE", "the file to store"),
	OPT("--name", new_name, PARAM_TEXT, "NAME", "its name; default that of the file"),
	OPT("--type", media_type, PARAM_TEXT, "TYPE",
	    "its media type, such as application/pdf; default application/octet-stream"),
};

static const Param DOCUMENT_LIST[] = {CONTRACT_KEY};

static const Param DOCUMENT_GET[] = {
	CONTRACT_KEY,
	DOCUMENT_ID,
	OPT("--output", output, PARAM_PATH, "FILE",
	    "where to save it; default the standard output"),
};

static const Param DOCUMENT_REMOVE[] = {
	CONTRACT_KEY,
	DOCUMENT_ID,
	NEEDED("--reason", reason, PARAM_TEXT, "R", "why"),
};

static const Param FIELD_ADD[] = {
	ARG(name, PARAM_TEXT, "NAME", "a-z, 0-9 and _, a letter first"),
	NEEDED("--type", field_type, PARAM_FIELD_TYPE, "TYPE",
	       "money, number, share, date, text or choice"),
	OPT("--unit", unit, PARAM_TEXT, "TEXT", "the unit, for people"),
	OPT("--choice", choices, PARAM_TEXTS, "TEXT",
	    "a value that a field of type choice can have"),
	FLAG("--whole", whole, "a number without decimals"),
	OPT("--note", note, PARAM_TEXT, "TEXT", "what the field means"),
};

static const Param IMPORT[] = {
	ARG(words, PARAM_PATHS, "FILE",
	    "a file: CSV, XLSX, JSON, JSON lines or timeclock; a folder: the files in it; - is the standard input"),
	OPT("--mapping", mapping, PARAM_PATH, "NAME",
	    "how its columns become fields: a mapping (see mapping list) or a file's path; default: told by the "
	    "file's beginning"),
	OPT("--preset", preset, PARAM_TEXT, "NAME",
	    "the same, but a built-in mapping and never a file"),
	OPT("--source", source, PARAM_TEXT, "NAME",
	    "what facts are told apart by, with their ids; default that of the mapping"),
	OPT("--contract", contract, PARAM_TEXT, "KEY", "the contract that all rows belong to"),
	OPT("--time-zone", time_zone, PARAM_TEXT, "ZONE",
	    "zone of its local times, such as Europe/Helsinki; default the setting time_zone, else UTC"),
	OPT("--dates", dates, PARAM_TEXT, "PATTERN",
	    "how its dates are written, such as DD/MM/YYYY; default: told by the file"),
	FLAG("--complete", complete,
	     "the file holds all of its source for the days that it covers: what it lacks is deleted"),
	FLAG("--dry-run", dry_run, "read and count everything, and record nothing"),
};

#define CSV FLAG("--csv", csv, "print CSV")
#define OF_CONTRACT OPT("--contract", contract, PARAM_TEXT, "KEY", "only this contract")
#define OF_RESOURCE OPT("--resource", resource, PARAM_TEXT, "KEY", "only this resource")
#define OF_TASK OPT("--task", task, PARAM_TEXT, "KEY", "only this task")
#define OF_SOURCE OPT("--source", source, PARAM_TEXT, "NAME", "only what came from this source")
#define WORK_FROM OPT("--from", from, PARAM_DATE, "D", "first work date")
#define WORK_TO OPT("--to", to, PARAM_DATE, "D", "first day behind the work dates")
#define WORK_AS_OF OPT("--as-of", moment.as_of, PARAM_DATE, "D", "no work dates after this day")
#define FACT_NAME ARG(fact, PARAM_TEXT, "FACT", "the kind of fact; 'pacta template' lists them")

static const Param TEMPLATE[] = {
	{.metavar = "FACT",
	 .type = PARAM_TEXT,
	 .at = offsetof(Args, fact),
	 .help = "the kind of fact; without it all kinds are listed"},
};

static const Param ENTRIES[] = {
	CONTRACT_KEY,
	OF_TASK,
	OF_RESOURCE,
	OF_SOURCE,
	WORK_FROM,
	WORK_TO,
	WORK_AS_OF,
	KNOWN_BY,
	FLAG("--newest-first", newest_first, "the last work date first"),
	OPT("--limit", limit, PARAM_NUMBER, "N", "at most so many; default all"),
	CSV,
};

static const Param SUM[] = {
	OPT("--by", sums_by, PARAM_TEXT, "LIST",
	    "what to group by, with commas between: contract, task, resource, one of day, week and month, and class "
	    "(category, approval, billable); default one sum"),
	OF_CONTRACT,
	OF_TASK,
	OF_RESOURCE,
	OF_SOURCE,
	WORK_FROM,
	WORK_TO,
	WORK_AS_OF,
	KNOWN_BY,
	CSV,
};

static const Param FACT_LIST[] = {
	FACT_NAME,
	OF_CONTRACT,
	OF_SOURCE,
	KNOWN_BY,
	FLAG("--versions", versions, "also those that were replaced or deleted"),
	CSV,
};

#define FIELDS_OF_FACT                                                         \
	{                                                                      \
		.metavar = "FIELD=VALUE", .type = PARAM_SET, .required = true, \
		.at = offsetof(Args, changes),                                 \
		.help = "a field; 'pacta template FACT --json' "               \
			"explains those that there are",                       \
	}

static const Param FACT_PUT[] = {
	FACT_NAME,
	FIELDS_OF_FACT,
	OPT("--source", source, PARAM_TEXT, "NAME", "where it comes from; default manual"),
};

static const Param LINK_ADD[] = {
	{.metavar = "SUBJECT",
	 .type = PARAM_CHOICE,
	 .required = true,
	 .choices = SUBJECTS,
	 .at = offsetof(Args, subject),
	 .help = "what the name is of: project, client, task or person"},
	ARG(name, PARAM_TEXT, "NAME",
	    "as the source writes it; * in it stands for any text, and ? for one character"),
	OPT("--contract", contract, PARAM_TEXT, "KEY",
	    "the contract that it means, or whose task it is"),
	FLAG("--internal", internal, "its hours are internal"),
	FLAG("--leave", leave, "its hours are leave"),
	OPT("--task", task, PARAM_TEXT, "KEY",
	    "the task that it means; made where the contract lacks it"),
	OPT("--resource", resource, PARAM_TEXT, "KEY",
	    "the resource that it means; made where it is new"),
	OPT("--source", source, PARAM_TEXT, "NAME", "only in this source; default in all"),
	OPT("--within", within, PARAM_TEXT, "CLIENT", "of a project: only of this client"),
	OPT("--from", from, PARAM_DATE, "D", "first work date for which it holds"),
	OPT("--to", to, PARAM_DATE, "D", "first work date for which it no longer holds"),
	FLAG("--exact", exact, "* and ? stand for themselves"),
	DRY_RUN,
};

static const Param LINK_LIST[] = {
	FLAG("--removed", removed, "also those that were removed"),
};

static const Param LINK_REMOVE[] = {
	ARG(number, PARAM_NUMBER, "LINK", "the link's id; see link list"),
};

static const Param DISCREPANCIES_PARAMS[] = {
	OF_CONTRACT,
	OF_RESOURCE,
	{.option = "--kind",
	 .metavar = "KIND",
	 .type = PARAM_GIVEN_CHOICE,
	 .choices = DISCREPANCIES,
	 .at = offsetof(Args, discrepancy),
	 .help = "only this kind"},
	OPT("--from", from, PARAM_DATE, "D", "first day"),
	OPT("--to", to, PARAM_DATE, "D", "first day behind"),
	KNOWN_BY,
	CSV,
};

static const Param INGEST[] = {
	FLAG("--singer", singer, "the messages of a Singer tap"),
	OPT("--mapping", mappings, PARAM_PATHS, "NAME",
	    "a mapping that reads a stream: a name (see mapping list) or a file's path"),
	OPT("--source", source, PARAM_TEXT, "NAME",
	    "what the records are told apart by; default that of their mapping, or singer"),
};

static const Param MAPPING_ADD[] = {
	ARG(file, PARAM_PATH, "FILE", "the mapping's file, NAME.json"),
	FLAG("--replace", replace, "put it in the place of the one of this name"),
};

static const Param MAPPING_NAME[] = {
	ARG(name, PARAM_TEXT, "NAME", "the mapping's name; see mapping list"),
};

static const Param IMPORT_UNDO[] = {
	ARG(number, PARAM_NUMBER, "IMPORT", "the import's id; see import list"),
	OPT("--reason", reason, PARAM_TEXT, "R", "why"),
};

static const Param QUARANTINE_LIST[] = {
	OPT("--import", import_id, PARAM_NUMBER, "IMPORT", "only rows of this import, one by one"),
	FLAG("--group", grouped,
	     "by reason and unknown name; so it is for people unless told otherwise"),
	FLAG("--rows", rows, "one by one"),
};

#define ROW_ID                                                                        \
	{                                                                             \
		.metavar = "ROW", .type = PARAM_NUMBER, .at = offsetof(Args, number), \
		.help = "the row's id; see quarantine list --rows",                   \
	}
#define ROWS_OF_GROUP                                                                        \
	OPT("--group-of", group_row, PARAM_NUMBER, "ROW",                                    \
	    "all that wait for the same reason and name as this row; see quarantine list"),  \
		{.option = "--subject",                                                      \
		 .metavar = "WHAT",                                                          \
		 .type = PARAM_GIVEN_CHOICE,                                                 \
		 .choices = WAITING_SUBJECTS,                                                \
		 .at = offsetof(Args, of_group),                                             \
		 .help = "rows for which this is not known"},                                \
		OPT("--unknown", unknown, PARAM_TEXT, "NAME", "the name that is not known"), \
		OPT("--within", within, PARAM_TEXT, "NAME",                                  \
		    "client of such a project, contract of such a task"),                    \
		OPT("--fact", fact, PARAM_TEXT, "FACT", "only rows of this kind of fact"),   \
		OPT("--source", source, PARAM_TEXT, "NAME", "only rows of this source")

static const Param QUARANTINE_RETRY[] = {
	ROW_ID,
	FLAG("--all", all, "all rows that can be tried again"),
	ROWS_OF_GROUP,
};

static const Param QUARANTINE_DISCARD[] = {ROW_ID, ROWS_OF_GROUP};

static const Param QUARANTINE_SHOW[] = {
	ARG(number, PARAM_NUMBER, "ROW", "the row's id; see quarantine list"),
};

static const Param CHECK[] = {
	OPT("--expect-head", expect_head, PARAM_TEXT, "HEAD",
	    "a head that an earlier check printed: entries that were lost since are found"),
};

static const Param SETTING_SET[] = {
	ARG(name, PARAM_TEXT, "NAME", "the setting's name; see setting list"),
	ARG(value, PARAM_TEXT, "VALUE", "its new value"),
};

static const Param SERVE[] = {
	OPT("--listen", listen, PARAM_TEXT, "HOST:PORT",
	    "where to listen: localhost, 127.x.y.z or [::1]; port 0 is any free one; default 127.0.0.1:8420"),
	CHOICE("--log", log, LOGS, "WHAT",
	       "errors (default; also start and stop), requests (every one), or off"),
	OPT("--upload-limit", upload_limit, PARAM_NUMBER, "MIB",
	    "the largest file that is taken at all; default 1024"),
	OPT("--header-timeout", header_timeout, PARAM_NUMBER, "S",
	    "seconds that a request's headers may take; default 15"),
	OPT("--body-timeout", body_timeout, PARAM_NUMBER, "S",
	    "seconds that its body may take, and one more for each 256 KiB of a file; default 30"),
	OPT("--answer-timeout", answer_timeout, PARAM_NUMBER, "S",
	    "seconds that the answer may take to be read, and one more for each 64 KiB; default 60"),
	OPT("--idle-timeout", idle_timeout, PARAM_NUMBER, "S",
	    "seconds that a connection may wait for another request; default 60"),
};

static const Param HELP[] = {
	{.metavar = "COMMAND",
	 .type = PARAM_TEXTS,
	 .at = offsetof(Args, topic),
	 .help = "the command to explain"},
};

static const Param COMPLETION[] = {
	{.metavar = "SHELL",
	 .type = PARAM_CHOICE,
	 .required = true,
	 .choices = SHELLS,
	 .at = offsetof(Args, shell),
	 .help = "bash or zsh"},
};

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
