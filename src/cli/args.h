#ifndef PACTA_CLI_ARGS_H
#define PACTA_CLI_ARGS_H

/*
 * The words of a command line, read by the table of commands into typed values.
 */

#include "app/app.h"
#include "base/period.h"
#include "cli/command.h"
#include "history/contract_kind.h"

typedef VEC(Str) TextList;
typedef VEC(FieldText) FieldTextList;

typedef struct GivenInstant {
	bool given;
	Instant at;
} GivenInstant;

typedef struct GivenCount {
	bool given;
	int64_t count;
} GivenCount;

typedef struct GivenGranularity {
	bool given;
	Granularity granularity;
} GivenGranularity;

typedef struct GivenChoice {
	bool given;
	int place;
} GivenChoice;

/* Texts point into the process's arguments. What was not given is as args_init leaves it. */
struct Args {
	const Command *command;
	TextList topic; /* with help: the words that it was asked about */

	/* Global options. */
	Str db;
	Str recorded_by;
	bool json;
	bool help;
	bool version;

	/* Arguments and options of commands; the table says which command takes which. */
	Str key;  /* of a contract */
	Str name; /* of an account, field or setting */
	Str new_name;
	Str note;
	Str account;
	Str currency;
	Str reason;
	Str change_order;
	Str mapping;
	Str value;
	Str unit;
	Str contract;
	Str expect_head;
	Str file; /* to store as a document */
	Str media_type;
	Str output;
	TextList words;
	TextList choices;
	ContractKind kind;
	FieldType field_type;
	int64_t number; /* of an entry, or an id */
	int64_t import_id;
	FieldTextList changes;
	Date effective_on;
	Date signed_on;
	GivenInstant known_at; /* of a write */
	Moment moment;         /* of a read */
	int convention;
	int format;
	int report_by;
	int shell;
	Str listen;
	int log;
	int64_t upload_limit;   /* MiB */
	int64_t header_timeout; /* seconds */
	int64_t body_timeout;
	int64_t answer_timeout;
	int64_t idle_timeout;
	GivenGranularity by;
	Date from;
	Date to;

	/* Of mappings and streams. */
	TextList mappings;

	/* Of facts. */
	Str task;
	Str resource;
	Str source;
	Str time_zone;
	Str dates;
	Str preset;
	Str fact; /* name of a kind */
	Str sums_by;
	Str within;
	Str unknown;
	int subject;          /* LinkSubject */
	GivenChoice of_group; /* place in WAITING_SUBJECTS */
	int64_t group_row;    /* id of a row of the group */
	GivenChoice discrepancy;
	int64_t limit;

	/* Of figures. */
	Str scope;
	Str metrics; /* names with commas between */
	Str period;
	Str versus; /* another period */
	Instant versus_known;
	GivenCount row_limit;
	int drill_by;
	Str month;
	Str ledger; /* a path */
	Date closed_on;

	/* What is asked for or not. */
	bool dry_run;
	bool whole;
	bool singer;
	bool replace;
	bool csv;
	bool newest_first;
	bool complete;
	bool rows;
	bool grouped;
	bool all;
	bool internal;
	bool leave;
	bool exact;
	bool removed;
	bool versions;
	bool since_close;
};

/*
 * Read the words behind the program's name. Where help or the version is asked for, nothing
 * else is checked.
 * Errors: ERR_USAGE unknown or missing words, with the nearest one that is known; ERR_INPUT,
 *         ERR_RANGE a value that its option does not take
 */
MUST_CHECK bool args_parse(Arena *mem, const char *const *words, size_t count, Args *out, Err *err);

/* Whether --json stands among the words, for errors in them. */
bool args_want_json(const char *const *words, size_t count);

#endif
