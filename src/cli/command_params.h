#ifndef PACTA_CLI_COMMAND_PARAMS_H
#define PACTA_CLI_COMMAND_PARAMS_H

/* What the commands of contracts, the installation and help take. Only command_table.c includes it. */

#include "cli/args.h"
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

#endif
