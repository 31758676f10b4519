#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/help.h"

/* Text for roff: nothing in it is taken for a request or an escape. */
static void add_text(Buf *out, Str text)
{
	uint32_t code;
	if (text.len > 0 && (text.ptr[0] == '.' || text.ptr[0] == '\''))
		buf_add(out, STR("\\&"));
	while (utf8_next(&text, &code)) {
		if (code == '\\')
			buf_add(out, STR("\\e"));
		else if (code == '-')
			buf_add(out, STR("\\-"));
		else if (code == '\'')
			buf_add(out, STR("\\(aq"));
		else if (code < 0x80)
			buf_add_byte(out, (char)code);
		else
			buf_add_format(out, "\\[u%04X]", (unsigned)code);
	}
	buf_add_byte(out, '\n');
}

static void add_item(Buf *out, Str name, Str text)
{
	buf_add(out, STR(".TP\n.B "));
	add_text(out, name);
	add_text(out, text);
}

/* Paragraphs, an empty line between them. */
static void add_paragraphs(Buf *out, Str text)
{
	size_t at;
	while (str_find(text, STR("\n\n"), &at)) {
		buf_add(out, STR(".PP\n"));
		add_text(out, str_slice(text, 0, at));
		text = str_slice(text, at + 2, text.len);
	}
	buf_add(out, STR(".PP\n"));
	add_text(out, text);
}

static void add_command(Cli *cli, const Command *command)
{
	Buf *out = cli->out;
	buf_add_format(out, ".SS pacta %s\n", command->name);
	buf_add_format(out, ".B pacta %s\n", command->name);
	add_text(out, help_synopsis(cli->mem, command));
	add_paragraphs(out, str_format(cli->mem, "%c%s.", command->summary[0] - 'a' + 'A',
				       command->summary + 1));
	if (command->description)
		add_paragraphs(out, str_from_c(command->description));
	for (size_t i = 0; i < command->param_count; i++)
		add_item(out, help_param(cli->mem, &command->params[i]),
			 help_param_text(cli->mem, &command->params[i]));
	if (!command->examples)
		return;
	buf_add(out, STR(".PP\nExamples:\n.PP\n.nf\n"));
	Str rest = str_from_c(command->examples);
	while (rest.len > 0) {
		size_t end;
		if (!str_find(rest, STR("\n"), &end))
			end = rest.len;
		add_text(out, str_slice(rest, 0, end));
		rest = str_slice(rest, end + 1, rest.len);
	}
	buf_add(out, STR(".fi\n"));
}

bool man_run(Cli *cli, Err *err)
{
	Buf *out = cli->out;
	size_t count;
	(void)err;
	buf_add(out, STR(".TH PACTA 1 \"\" \"pacta " PACTA_VERSION
			 "\" \"User commands\"\n.nh\n.ad l\n"));
	buf_add(out, STR(".SH NAME\npacta \\- "));
	add_text(out, str_from_c(HELP_PURPOSE));
	buf_add(out, STR(".SH SYNOPSIS\n.B pacta\n"));
	add_text(out, STR("[OPTION]… COMMAND [ARGUMENT]…"));
	buf_add(out, STR(".SH OPTIONS\nEvery command takes these.\n"));
	const Param *globals = global_params(&count);
	for (size_t i = 0; i < count; i++)
		add_item(out, help_param(cli->mem, &globals[i]),
			 help_param_text(cli->mem, &globals[i]));
	buf_add(out, STR(".SH COMMANDS\n"));
	const Command *list = command_list(&count);
	for (size_t i = 0; i < count; i++)
		add_command(cli, &list[i]);
	buf_add(out, STR(".SH ENVIRONMENT\n"));
	const HelpItem *environment = help_environment(&count);
	for (size_t i = 0; i < count; i++)
		add_item(out, str_from_c(environment[i].name), str_from_c(environment[i].text));
	buf_add(out, STR(".SH EXIT STATUS\n"));
	const HelpItem *codes = help_exit_codes(cli->mem, &count);
	for (size_t i = 0; i < count; i++)
		add_item(out, str_from_c(codes[i].name), str_from_c(codes[i].text));
	return true;
}
