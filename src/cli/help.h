#ifndef PACTA_CLI_HELP_H
#define PACTA_CLI_HELP_H

/* Texts that --help and the manual page share; all of it from the table of commands. */

#include "cli/command.h"

/* "KEY --effective-on D [--set F=V]… --reason R [--dry-run]" */
Str help_synopsis(Arena *mem, const Command *command);

/* "--set F=V" */
Str help_param(Arena *mem, const Param *param);

/* "NAME (may be repeated)", the choices of what it takes. */
Str help_param_text(Arena *mem, const Param *param);

typedef struct HelpItem {
	const char *name;
	const char *text;
} HelpItem;

const HelpItem *help_environment(size_t *count);

/* Exit codes: name is the number. */
HelpItem *help_exit_codes(Arena *mem, size_t *count);

extern const char HELP_PURPOSE[];

#endif
