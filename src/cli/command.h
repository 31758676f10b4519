#ifndef PACTA_CLI_COMMAND_H
#define PACTA_CLI_COMMAND_H

/*
 * The registry of commands. Dispatch, the parsing of arguments, --help, the manual page
 * and shell completion all come from its one table (command_table.c).
 */

#include "base/err.h"
#include "base/str.h"

/* What a parameter takes, and the type of the member of Args that it fills. */
typedef enum ParamType {
	PARAM_FLAG,          /* bool */
	PARAM_TEXT,          /* Str, valid UTF-8; its pointer is NULL where it was not given */
	PARAM_PATH,          /* as PARAM_TEXT, any bytes */
	PARAM_TEXTS,         /* TextList; any number of them */
	PARAM_PATHS,         /* as PARAM_TEXTS, any bytes */
	PARAM_NUMBER,        /* int64_t from 1; 0 where it was not given */
	PARAM_COUNT,         /* GivenCount: from 0 */
	PARAM_DATE,          /* Date */
	PARAM_READ_INSTANT,  /* Instant; a date includes that whole UTC day */
	PARAM_WRITE_INSTANT, /* GivenInstant; a date means 00:00Z */
	PARAM_SET,          /* FieldTextList, which gets a set of FIELD=VALUE; any number of them */
	PARAM_ADD,          /* the same with an add */
	PARAM_CHOICE,       /* int: place in `choices`; 0 where it was not given */
	PARAM_GIVEN_CHOICE, /* GivenChoice: place in `choices` */
	PARAM_GRANULARITY,  /* GivenGranularity */
	PARAM_CONTRACT_KIND, /* ContractKind */
	PARAM_FIELD_TYPE,    /* FieldType */
} ParamType;

typedef struct Param {
	const char *option;  /* "--set"; NULL: an argument, told by its place */
	const char *alias;   /* another name of the option, or NULL */
	const char *metavar; /* "F=V"; NULL for flags */
	ParamType type;
	bool required;
	const char *const *choices; /* PARAM_CHOICE, PARAM_GIVEN_CHOICE: ends with NULL */
	size_t at;                  /* offset in Args */
	const char *help;           /* a phrase; no full stop */
} Param;

typedef enum StoreUse {
	STORE_NONE, /* works without a store */
	STORE_READ,
	STORE_IF_THERE, /* as STORE_READ; without one Cli.app is NULL */
	STORE_WRITE,
	STORE_MAKE, /* as STORE_WRITE; makes the store where there is none */
} StoreUse;

typedef enum Section {
	SECTION_CONTRACTS,
	SECTION_METRICS,
	SECTION_DATA,
	SECTION_STORE,
	SECTION_HELP,
	SECTIONS,
} Section;

typedef struct Cli Cli;   /* cli/cli.h */
typedef struct Args Args; /* cli/args.h */

typedef struct Command {
	const char *name; /* one or two words: "contract amend" */
	Section section;
	const char *summary;     /* a phrase that begins with a verb */
	const char *description; /* paragraphs, an empty line between them; or NULL */
	const char *examples;    /* lines; or NULL */
	const Param *params;     /* arguments in their order, then options */
	size_t param_count;
	StoreUse store;
	bool no_json; /* what it prints is of a form of its own */
	bool (*run)(Cli *cli, Err *err);
	bool (*check)(const Args *args,
		      Err *err); /* whether arguments go together (ERR_USAGE); or NULL */
} Command;

enum { COMMAND_PARAMS_MAX = 16 };

const Command *command_list(size_t *count);
const char *section_title(Section section);

/* Options that every command takes; a command's own option of the same name wins. */
const Param *global_params(size_t *count);

/* The command with this name, or NULL. */
const Command *command_find(Str name);

/* First word of a name: "contract" of "contract amend". */
Str command_group(const Command *command);

/* Whether some command's name begins with this word and has a second one. */
bool command_is_group(Str word);

/* The option `name` ("--by") of `command` (may be NULL) or the global one; NULL: there is none. */
const Param *option_find(const Command *command, Str name);

/*
 * Tells that there is no command of these words (`second` may be empty), and which one is near.
 * Always false: ERR_USAGE.
 */
bool command_fail_unknown(Arena *mem, Str first, Str second, Err *err);

bool param_takes_value(const Param *param);
bool param_repeats(const Param *param);

/* The value at `place` of a parameter that takes one of a few; NULL behind the last and for other types. */
const char *param_choice(const Param *param, size_t place);

#endif
