#include "cli/commands.h"

#include <string.h>

/*
 * One function for both shells: zsh runs it through bashcompinit. It finds the command's words,
 * skipping the values of global options, then offers words, options, or the values of an option.
 */
static const char HEAD[] =
	"_pacta() {\n"
	"\tlocal word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}\n"
	"\tlocal first='' second='' command='' words='' i\n"
	"\tCOMPREPLY=()\n"
	"\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
	"\t\tcase ${COMP_WORDS[i]} in\n"
	"\t\t--db | --by) i=$((i + 1)) ;;\n"
	"\t\t-*) ;;\n"
	"\t\t*)\n"
	"\t\t\tif [ -z \"$first\" ]; then first=${COMP_WORDS[i]}; else second=${COMP_WORDS[i]}; break; fi ;;\n"
	"\t\tesac\n"
	"\tdone\n";

static const char TAIL[] =
	"\tif [ -n \"$words\" ]; then\n"
	"\t\tCOMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
	"\tfi\n"
	"}\n"
	"complete -o default -F _pacta pacta\n";

/* Each first word once; behind `group`: its second words. */
static void add_names(Buf *out, Str group)
{
	size_t count;
	const Command *list = command_list(&count);
	for (size_t i = 0; i < count; i++) {
		Str first = command_group(&list[i]);
		bool again = i > 0 && str_eq(command_group(&list[i - 1]), first);
		if (group.len == 0 && !again)
			buf_add_format(out, " %.*s", STR_ARG(first));
		else if (group.len > 0 && str_eq(group, first) && list[i].name[first.len])
			buf_add_format(out, "%s", list[i].name + first.len);
	}
}

static void add_options(Buf *out, const Param *params, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (params[i].option)
			buf_add_format(out, " %s", params[i].option);
	}
}

/* Which command the words name. */
static void add_commands(Buf *out)
{
	size_t count;
	const Command *list = command_list(&count);
	buf_add(out, STR("\tcase \"$first $second\" in\n"));
	for (size_t i = 0; i < count; i++) {
		if (strchr(list[i].name, ' '))
			buf_add_format(out, "\t'%s') command='%s' ;;\n", list[i].name,
				       list[i].name);
	}
	buf_add(out, STR("\t*) command=$first ;;\n\tesac\n"));
}

static bool takes_files(const Command *command)
{
	return command->param_count > 0 && command->params[0].type == PARAM_PATHS;
}

/* Where files can stand, the shell's own completion offers them, if there is nothing else to offer. */
static void add_words_of(Buf *out, const Command *command)
{
	size_t global_count;
	const Param *globals = global_params(&global_count);
	Str first = command_group(command);
	bool names = command_find(first) == command && command_is_group(first);
	buf_add_format(out, "\t'%s') ", command->name);
	if (takes_files(command) && names) {
		buf_add(out, STR("case $word in -*) ;; ?*) words='"));
		add_names(out, first);
		buf_add(out, STR("' ;; esac; "));
	}
	if (takes_files(command))
		buf_add(out, STR("case $word in -*) "));
	buf_add(out, STR("words='"));
	for (size_t j = 0; j < command->param_count && !command->params[j].option; j++) {
		for (size_t k = 0; param_choice(&command->params[j], k); k++)
			buf_add_format(out, " %s", param_choice(&command->params[j], k));
	}
	add_options(out, command->params, command->param_count);
	add_options(out, globals, global_count);
	buf_add(out, takes_files(command) ? STR("' ;; esac ;;\n") : STR("' ;;\n"));
}

/* Words offered where a name, an option or an argument can stand. */
static void add_words(Buf *out)
{
	size_t count;
	size_t global_count;
	const Command *list = command_list(&count);
	const Param *globals = global_params(&global_count);
	buf_add(out, STR("\tcase \"$command\" in\n\t'') words='"));
	add_names(out, (Str){0});
	add_options(out, globals, global_count);
	buf_add(out, STR("' ;;\n"));
	for (size_t i = 0; i < count; i++) {
		Str first = command_group(&list[i]);
		bool again = i > 0 && str_eq(command_group(&list[i - 1]), first);
		if (!again && command_is_group(first) && !command_find(first)) {
			buf_add_format(out, "\t%.*s) words='", STR_ARG(first));
			add_names(out, first);
			buf_add(out, STR("' ;;\n"));
		}
		add_words_of(out, &list[i]);
	}
	buf_add(out, STR("\tesac\n"));
}

/* The values of the option before the cursor. */
static void add_values(Buf *out)
{
	size_t count;
	const Command *list = command_list(&count);
	buf_add(out, STR("\tcase \"$command $previous\" in\n"));
	for (size_t i = 0; i < count; i++) {
		for (size_t j = 0; j < list[i].param_count; j++) {
			const Param *param = &list[i].params[j];
			if (!param->option || !param_takes_value(param))
				continue;
			buf_add_format(out, "\t'%s %s') words='", list[i].name, param->option);
			for (size_t k = 0; param_choice(param, k); k++)
				buf_add_format(out, " %s", param_choice(param, k));
			buf_add(out, STR("' ;;\n"));
		}
	}
	buf_add(out, STR("\t*' --db') words='' ;;\n\tesac\n"));
}

bool completion_run(Cli *cli, Err *err)
{
	Buf *out = cli->out;
	bool zsh = cli->args->shell == 1;
	(void)err;
	if (zsh)
		buf_add(out, STR("#compdef pacta\nautoload -U +X bashcompinit && bashcompinit\n"));
	buf_add(out, str_from_c(HEAD));
	add_commands(out);
	add_words(out);
	add_values(out);
	buf_add(out, str_from_c(TAIL));
	return true;
}
