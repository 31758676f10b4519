#ifndef PACTA_CLI_COMMAND_PARAMS_DATA_H
#define PACTA_CLI_COMMAND_PARAMS_DATA_H

/* What the commands of data take. Only command_table.c includes it, behind command_params.h. */

#include "cli/command_params.h"

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

#endif
