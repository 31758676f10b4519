#include "cli/help.h"

#include "answer/json_put.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/json_out.h"

#include <string.h>

enum { HELP_WIDTH = 96, INDENT = 2, NAME_WIDTH = 24 };

const char HELP_PURPOSE[] = "keeps the history of contracts, and what they are worth over time";

static const HelpItem ENVIRONMENT[] = {
	{"PACTA_DB", "the store where --db is not given"},
	{"NO_COLOR", "any value: no bold and faint text"},
	{"COLUMNS", "the terminal's width, instead of what the terminal says"},
	{"LC_ALL, LC_CTYPE, LANG",
	 "tables use ASCII only where these name C, POSIX or another character set than UTF-8"},
};

/* Meanings by error code; codes with the same exit code stand together. */
static const char *const EXIT_MEANINGS[] = {
	[ERR_NONE] = "done; also where rows of an import were quarantined",
	[ERR_USAGE] = "the command is put wrongly",
	[ERR_INPUT] = "a value cannot be taken: it is not what its field takes, or out of range",
	[ERR_RANGE] = NULL,
	[ERR_NOT_FOUND] = "there is no such store, contract, account, field, file or the like",
	[ERR_CONFLICT] = "it contradicts what is recorded",
	[ERR_IO] = "a file or the answer could not be read or written",
	[ERR_UNAVAILABLE] = "the store cannot be reached, or is busy; try again",
	[ERR_CORRUPT] = "the store does not hold what was written; also where check has findings",
	[ERR_CHANGED] = NULL,
	[ERR_TOO_LARGE] = NULL,
};

const HelpItem *help_environment(size_t *count)
{
	*count = sizeof ENVIRONMENT / sizeof ENVIRONMENT[0];
	return ENVIRONMENT;
}

HelpItem *help_exit_codes(Arena *mem, size_t *count)
{
	size_t codes = sizeof EXIT_MEANINGS / sizeof EXIT_MEANINGS[0];
	HelpItem *items = ARENA_ARRAY(mem, HelpItem, codes);
	*count = 0;
	for (size_t i = 0; i < codes; i++) {
		Str number = str_format(mem, "%d", err_face((ErrCode)i)->exit_code);
		if (EXIT_MEANINGS[i])
			items[(*count)++] = (HelpItem){str_to_c(mem, number), EXIT_MEANINGS[i]};
	}
	return items;
}

Str help_param(Arena *mem, const Param *param)
{
	if (!param->option)
		return str_from_c(param->metavar);
	return str_format(mem, "%s%s%s%s%s", param->option, param->alias ? ", " : "",
			  param->alias ? param->alias : "", param->metavar ? " " : "",
			  param->metavar ? param->metavar : "");
}

/* Whether the help names the choices already. */
static bool names_choices(const Param *param)
{
	for (size_t i = 0; param_choice(param, i); i++) {
		if (!strstr(param->help, param_choice(param, i)))
			return false;
	}
	return true;
}

Str help_param_text(Arena *mem, const Param *param)
{
	Buf out = {.mem = mem};
	buf_add(&out, str_from_c(param->help));
	if (!names_choices(param)) {
		for (size_t i = 0; param_choice(param, i); i++)
			buf_add_format(&out, "%s%s", i == 0 ? ": " : ", ", param_choice(param, i));
	}
	if (param_repeats(param))
		buf_add(&out, STR(" (may be repeated)"));
	return buf_str(&out);
}

Str help_synopsis(Arena *mem, const Command *command)
{
	Buf out = {.mem = mem};
	for (size_t i = 0; i < command->param_count; i++) {
		const Param *param = &command->params[i];
		buf_add_format(&out, "%s%s%s%s%s%s%s", i > 0 ? " " : "", param->required ? "" : "[",
			       param->option ? param->option : "",
			       param->option && param->metavar ? " " : "",
			       param->metavar ? param->metavar : "", param->required ? "" : "]",
			       param_repeats(param) ? "…" : "");
	}
	return buf_str(&out);
}

/* How wide help is: it reads badly in very long lines. */
static size_t help_width(const Screen *screen)
{
	return screen->width < HELP_WIDTH ? screen->width : HELP_WIDTH;
}

/* Adds words, broken where the line is full; `at`: columns used already. */
static void add_wrapped(Buf *out, Str text, size_t at, size_t indent, size_t width)
{
	while (text.len > 0) {
		size_t end = 0;
		while (end < text.len && text.ptr[end] != ' ')
			end++;
		Str word = str_slice(text, 0, end);
		size_t columns = utf8_width(word);
		if (at > indent && at + 1 + columns > width) {
			buf_add_byte(out, '\n');
			for (at = 0; at < indent; at++)
				buf_add_byte(out, ' ');
		} else if (at > indent) {
			buf_add_byte(out, ' ');
			at++;
		}
		buf_add(out, word);
		at += columns;
		text = str_slice(text, end + 1, text.len);
	}
	buf_add_byte(out, '\n');
}

/* A name, and its text in the column beside it. */
static void add_item(Cli *cli, Str name, Str text)
{
	size_t at = INDENT + utf8_width(name);
	buf_add(cli->out, STR("  "));
	buf_add(cli->out, name);
	if (at + 2 > NAME_WIDTH) {
		buf_add_byte(cli->out, '\n');
		at = 0;
	}
	for (; at < NAME_WIDTH; at++)
		buf_add_byte(cli->out, ' ');
	add_wrapped(cli->out, text, NAME_WIDTH, NAME_WIDTH, help_width(cli->screen));
}

static void add_heading(Cli *cli, const char *title)
{
	buf_add_byte(cli->out, '\n');
	screen_add(cli->screen, cli->out, STYLE_STRONG, str_from_c(title));
	buf_add_byte(cli->out, '\n');
}

static void add_params(Cli *cli, const char *title, const Param *params, size_t count, bool options)
{
	bool any = false;
	for (size_t i = 0; i < count; i++) {
		if ((params[i].option != NULL) != options)
			continue;
		if (!any)
			add_heading(cli, title);
		any = true;
		add_item(cli, help_param(cli->mem, &params[i]),
			 help_param_text(cli->mem, &params[i]));
	}
}

/* Lines or paragraphs of `text`, parted by `separator`. */
static Str next_piece(Str *text, Str separator)
{
	size_t at;
	if (!str_find(*text, separator, &at))
		at = text->len;
	Str piece = str_slice(*text, 0, at);
	*text = str_slice(*text, at + separator.len, text->len);
	return piece;
}

static void add_examples(Cli *cli, const Command *command)
{
	Str rest = str_from_c(command->examples);
	if (rest.len == 0)
		return;
	add_heading(cli, "Examples");
	while (rest.len > 0) {
		Str line = next_piece(&rest, STR("\n"));
		buf_add_format(cli->out, "  %.*s\n", STR_ARG(line));
	}
}

static void explain_command(Cli *cli, const Command *command)
{
	Buf *out = cli->out;
	size_t width = help_width(cli->screen);
	Str description = str_from_c(command->description);
	Str usage = str_format(cli->mem, "pacta %s", command->name);
	screen_add(cli->screen, out, STYLE_STRONG, usage);
	add_wrapped(out, help_synopsis(cli->mem, command), usage.len, 8, width);
	buf_add_byte(out, '\n');
	Str summary = str_format(cli->mem, "%c%s.", command->summary[0] - 'a' + 'A',
				 command->summary + 1);
	add_wrapped(out, summary, 0, 0, width);
	while (description.len > 0) {
		buf_add_byte(out, '\n');
		add_wrapped(out, next_piece(&description, STR("\n\n")), 0, 0, width);
	}
	add_params(cli, "Arguments", command->params, command->param_count, false);
	add_params(cli, "Options", command->params, command->param_count, true);
	add_examples(cli, command);
	buf_add(out, STR("\nOptions that every command takes are in 'pacta help'.\n"));
}

/* Commands of a section; or of a group, where `group` is not empty. */
static bool add_commands(Cli *cli, Section section, Str group)
{
	size_t count;
	const Command *list = command_list(&count);
	bool any = false;
	for (size_t i = 0; i < count; i++) {
		if (group.len > 0 ? !str_eq(command_group(&list[i]), group)
				  : list[i].section != section)
			continue;
		add_item(cli, str_from_c(list[i].name), str_from_c(list[i].summary));
		any = true;
	}
	return any;
}

static void explain_all(Cli *cli)
{
	size_t count;
	const Param *globals = global_params(&count);
	screen_add(cli->screen, cli->out, STYLE_STRONG, STR("pacta"));
	buf_add_format(cli->out, " %s.\n\nUsage: pacta [OPTION]… COMMAND [ARGUMENT]…\n",
		       HELP_PURPOSE);
	for (size_t i = 0; i < SECTIONS; i++) {
		add_heading(cli, section_title((Section)i));
		(void)add_commands(cli, (Section)i, (Str){0});
	}
	add_params(cli, "Options of every command", globals, count, true);
	add_heading(cli, "Environment");
	const HelpItem *environment = help_environment(&count);
	for (size_t i = 0; i < count; i++)
		add_item(cli, str_from_c(environment[i].name), str_from_c(environment[i].text));
	add_heading(cli, "Exit codes");
	const HelpItem *codes = help_exit_codes(cli->mem, &count);
	for (size_t i = 0; i < count; i++)
		add_item(cli, str_from_c(codes[i].name), str_from_c(codes[i].text));
	buf_add(cli->out, STR("\n'pacta COMMAND --help' explains a command.\n"));
}

static void write_param(JsonWriter *json, const Param *param)
{
	json_write_begin_object(json);
	json_put_member(json, "option", str_from_c(param->option));
	json_put_member(json, "metavar", str_from_c(param->metavar));
	json_put_key(json, "required");
	json_write_bool(json, param->required);
	json_put_key(json, "repeats");
	json_write_bool(json, param_repeats(param));
	json_put_key(json, "choices");
	json_write_begin_array(json);
	for (size_t i = 0; param_choice(param, i); i++)
		json_write_string(json, str_from_c(param_choice(param, i)));
	json_write_end_array(json);
	json_put_member(json, "help", str_from_c(param->help));
	json_write_end_object(json);
}

static void write_params(JsonWriter *json, const char *key, const Param *params, size_t count)
{
	json_put_key(json, key);
	json_write_begin_array(json);
	for (size_t i = 0; i < count; i++)
		write_param(json, &params[i]);
	json_write_end_array(json);
}

/* The commands whose names begin with the words of `topic`; all where it is empty. */
static void write_help(Cli *cli, Str topic)
{
	size_t count;
	const Command *list = command_list(&count);
	JsonWriter json = json_out_begin(cli);
	json_write_begin_object(&json);
	json_put_key(&json, "commands");
	json_write_begin_array(&json);
	for (size_t i = 0; i < count; i++) {
		if (topic.len > 0 && !str_eq_c(topic, list[i].name) &&
		    !str_eq(topic, command_group(&list[i])))
			continue;
		json_write_begin_object(&json);
		json_put_member(&json, "name", str_from_c(list[i].name));
		json_put_member(&json, "summary", str_from_c(list[i].summary));
		json_put_member(&json, "description", str_from_c(list[i].description));
		write_params(&json, "parameters", list[i].params, list[i].param_count);
		json_write_end_object(&json);
	}
	json_write_end_array(&json);
	const Param *globals = global_params(&count);
	write_params(&json, "options", globals, count);
	json_write_end_object(&json);
	json_write_end(&json);
}

/* A command's name or group; a word behind the name of a command of one word is an argument of it. */
static Str topic_of(Cli *cli)
{
	const TextList *words = &cli->args->topic;
	Str topic = words->len > 0 ? words->at[0] : (Str){0};
	for (size_t i = 1; i < words->len; i++)
		topic = str_format(cli->mem, "%.*s %.*s", STR_ARG(topic), STR_ARG(words->at[i]));
	if (cli->args->help && words->len > 1 && !command_find(topic) && command_find(words->at[0]))
		topic = words->at[0];
	return topic;
}

bool help_run(Cli *cli, Err *err)
{
	const TextList *words = &cli->args->topic;
	Str topic = topic_of(cli);
	const Command *command = command_find(topic);
	bool group = command_is_group(topic);
	if (topic.len > 0 && !command && !group)
		return command_fail_unknown(cli->mem, words->at[0],
					    words->len > 1 ? words->at[1] : (Str){0}, err);
	if (cli->args->json) {
		write_help(cli, topic);
		return true;
	}
	if (topic.len == 0) {
		explain_all(cli);
		return true;
	}
	if (command)
		explain_command(cli, command);
	if (group) {
		if (command)
			add_heading(cli, "Commands of this group");
		(void)add_commands(cli, SECTION_HELP, topic);
		buf_add_format(cli->out, "\n'pacta %.*s COMMAND --help' explains one of them.\n",
			       STR_ARG(topic));
	}
	return true;
}

bool version_run(Cli *cli, Err *err)
{
	(void)err;
	if (!cli->args->json) {
		buf_add(cli->out, STR("pacta " PACTA_VERSION "\n"));
		return true;
	}
	JsonWriter json = json_out_begin(cli);
	json_write_begin_object(&json);
	json_put_member(&json, "version", STR(PACTA_VERSION));
	json_write_end_object(&json);
	json_write_end(&json);
	return true;
}
