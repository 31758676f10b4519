#include "cli/args.h"

#include "base/nearest.h"
#include "base/utf8.h"

#include <assert.h>
#include <string.h>

/* A command line while it is read. */
typedef struct Line {
	Arena *mem;
	const char *const *words;
	size_t count;
	size_t at;
	VEC(const char *) rest; /* all words but the command's name */
	Args *out;
	bool seen[2 * COMMAND_PARAMS_MAX]; /* the command's parameters, then the global ones */
	size_t arguments;                  /* read so far */
} Line;

static void args_init(Args *args)
{
	*args = (Args){
		.effective_on = DATE_NONE,
		.signed_on = DATE_NONE,
		.from = DATE_NONE,
		.to = DATE_NONE,
		.closed_on = DATE_NONE,
		.versus_known = INSTANT_MAX,
		.moment = MOMENT_NOW,
	};
}

static bool is_option(const char *word)
{
	return word[0] == '-' && word[1] != '\0';
}

/* Whether one of two words stands before "--". */
static bool has_word(const char *const *words, size_t count, const char *word, const char *other)
{
	for (size_t i = 0; i < count && strcmp(words[i], "--") != 0; i++) {
		if (strcmp(words[i], word) == 0 || strcmp(words[i], other) == 0)
			return true;
	}
	return false;
}

bool args_want_json(const char *const *words, size_t count)
{
	return has_word(words, count, "--json", "--json");
}

/* "--by" of "--by=week". */
static Str option_name(const char *word)
{
	return (Str){word, strcspn(word, "=")};
}

static void try_options(Nearest *nearest, const Param *params, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (params[i].option)
			nearest_try(nearest, str_from_c(params[i].option));
	}
}

static bool fail_option(const Command *command, Str name, Err *err)
{
	size_t count;
	const Param *globals = global_params(&count);
	Nearest nearest = nearest_to(name);
	if (command)
		try_options(&nearest, command->params, command->param_count);
	try_options(&nearest, globals, count);
	Str asked = str_slice(name, 0, 60);
	if (nearest.best.len > 0)
		return fail(err, ERR_USAGE, "unknown option '%.*s'; did you mean '%.*s'?",
			    STR_ARG(asked), STR_ARG(nearest.best));
	if (!command)
		return fail(err, ERR_USAGE,
			    "unknown option '%.*s'; options of a command stand behind its name",
			    STR_ARG(asked));
	return fail(err, ERR_USAGE, "unknown option '%.*s'; 'pacta %s --help' lists the options",
		    STR_ARG(asked), command->name);
}

/*
 * Lay the options before the next word aside: they are read when the command is known, which
 * may have one of the same name.
 */
static MUST_CHECK bool skip_options(Line *line, bool unknown_too, Err *err)
{
	while (line->at < line->count && is_option(line->words[line->at]) &&
	       strcmp(line->words[line->at], "--") != 0) {
		const char *word = line->words[line->at];
		const Param *param = option_find(NULL, option_name(word));
		if (!param)
			return unknown_too ? fail_option(NULL, option_name(word), err) : true;
		size_t taken = param_takes_value(param) && !strchr(word, '=') ? 2 : 1;
		for (size_t i = 0; i < taken && line->at < line->count; i++)
			*vec_push(line->mem, &line->rest) = line->words[line->at++];
	}
	return true;
}

/* Finds the command by its one or two words; the rest of the line is put into `rest`. */
static MUST_CHECK bool find_command(Line *line, Err *err)
{
	if (!skip_options(line, true, err))
		return false;
	if (line->at == line->count) {
		line->out->command = command_find(STR("help"));
		return true;
	}
	Str first = str_from_c(line->words[line->at++]);
	const Command *command = NULL;
	if (command_is_group(first)) {
		if (!skip_options(line, false, err))
			return false;
		Str second = line->at < line->count ? str_from_c(line->words[line->at]) : (Str){0};
		command = command_find(
			str_format(line->mem, "%.*s %.*s", STR_ARG(first), STR_ARG(second)));
		if (command)
			line->at++;
		else if (!command_find(first))
			return command_fail_unknown(line->mem, first, second, err);
	}
	if (!command)
		command = command_find(first);
	if (!command)
		return command_fail_unknown(line->mem, first, (Str){0}, err);
	line->out->command = command;
	while (line->at < line->count)
		*vec_push(line->mem, &line->rest) = line->words[line->at++];
	return true;
}

static MUST_CHECK bool read_change(Arena *mem, FieldTextList *changes, ChangeOp op, Str text,
				   Err *err)
{
	size_t sign;
	if (!str_find(text, STR("="), &sign) || sign == 0)
		return fail(err, ERR_USAGE, "'%.*s' is not of the form FIELD=VALUE",
			    STR_ARG(str_slice(text, 0, 60)));
	Str value = str_slice(text, sign + 1, text.len);
	*vec_push(mem, changes) = (FieldText){str_slice(text, 0, sign), op, value};
	return true;
}

static MUST_CHECK bool read_choice(const Param *param, Str text, int *out, Err *err)
{
	char list[200] = "";
	size_t len = 0;
	for (size_t i = 0; param_choice(param, i); i++) {
		const char *choice = param_choice(param, i);
		if (str_eq_c(text, choice)) {
			*out = (int)i;
			return true;
		}
		size_t room = strlen(choice) + 2;
		if (len + room < sizeof list) {
			if (len > 0) {
				memcpy(list + len, ", ", 2);
				len += 2;
			}
			memcpy(list + len, choice, room - 2);
			len += room - 2;
		}
	}
	return fail(err, ERR_INPUT, "'%.*s' is none of %s", STR_ARG(str_slice(text, 0, 60)), list);
}

static MUST_CHECK bool read_number(Str text, int64_t least, int64_t *out, Err *err)
{
	int64_t number;
	if (!decimal_parse(text, NUMBER_PLAIN, 0, &number, err))
		return false;
	if (number < least)
		return fail(err, ERR_INPUT, "'%.*s' is not a number from %lld on",
			    STR_ARG(str_slice(text, 0, 60)), (long long)least);
	*out = number;
	return true;
}

static MUST_CHECK bool read_read_instant(Str text, Instant *out, Err *err)
{
	bool date_only;
	Instant at;
	if (!instant_parse(text, &at, &date_only, err))
		return false;
	*out = date_only ? instant_end_of_date(instant_date(at)) : at;
	return true;
}

/* Reads `text` into the parameter's member of Args. */
static MUST_CHECK bool read_value(Arena *mem, const Param *param, Str text, Args *args, Err *err)
{
	void *target = (char *)args + param->at;
	if (param->type != PARAM_PATH && param->type != PARAM_PATHS && !utf8_valid(text))
		return fail(err, ERR_INPUT, "the text is not UTF-8");
	switch (param->type) {
	case PARAM_FLAG:
		*(bool *)target = true;
		return true;
	case PARAM_TEXT:
	case PARAM_PATH:
		*(Str *)target = text;
		return true;
	case PARAM_TEXTS:
	case PARAM_PATHS:
		*vec_push(mem, (TextList *)target) = text;
		return true;
	case PARAM_NUMBER:
		return read_number(text, 1, target, err);
	case PARAM_COUNT:
		((GivenCount *)target)->given = true;
		return read_number(text, 0, &((GivenCount *)target)->count, err);
	case PARAM_DATE:
		return date_parse(text, target, err);
	case PARAM_READ_INSTANT:
		return read_read_instant(text, target, err);
	case PARAM_WRITE_INSTANT:
		((GivenInstant *)target)->given = true;
		return instant_parse(text, &((GivenInstant *)target)->at, NULL, err);
	case PARAM_SET:
		return read_change(mem, target, CHANGE_SET, text, err);
	case PARAM_ADD:
		return read_change(mem, target, CHANGE_ADD, text, err);
	case PARAM_CHOICE:
		return read_choice(param, text, target, err);
	case PARAM_GIVEN_CHOICE:
		((GivenChoice *)target)->given = true;
		return read_choice(param, text, &((GivenChoice *)target)->place, err);
	case PARAM_GRANULARITY:
		((GivenGranularity *)target)->given = true;
		return granularity_parse(text, &((GivenGranularity *)target)->granularity, err);
	case PARAM_CONTRACT_KIND:
		return contract_kind_parse(text, target, err);
	case PARAM_FIELD_TYPE:
		return field_type_parse(text, target, err);
	}
	__builtin_unreachable();
}

/* Where the parameter is kept in `seen`. */
static bool *seen_mark(Line *line, const Param *param)
{
	const Command *command = line->out->command;
	size_t count;
	const Param *globals = global_params(&count);
	for (size_t i = 0; i < command->param_count; i++) {
		if (&command->params[i] == param)
			return &line->seen[i];
	}
	return &line->seen[COMMAND_PARAMS_MAX + (param - globals)];
}

static MUST_CHECK bool take(Line *line, const Param *param, Str value, Err *err)
{
	bool *seen = seen_mark(line, param);
	const char *name = param->option ? param->option : param->metavar;
	if (*seen && param_takes_value(param) && !param_repeats(param))
		return fail(err, ERR_USAGE, "%s is given twice", name);
	*seen = true;
	if (!read_value(line->mem, param, value, line->out, err))
		return fail_in(err, "%s", name);
	return true;
}

/* Reads the option at `*at` of the rest, and its value. */
static MUST_CHECK bool take_option(Line *line, size_t *at, Err *err)
{
	const char *word = line->rest.at[*at];
	const Command *command = line->out->command;
	Str name = option_name(word);
	bool joined = word[name.len] == '=';
	const Param *param = option_find(command, name);
	if (!param)
		return fail_option(command, name, err);
	if (!param_takes_value(param)) {
		if (joined)
			return fail(err, ERR_USAGE, "%s takes no value", param->option);
		return take(line, param, (Str){0}, err);
	}
	if (joined)
		return take(line, param, str_from_c(word + name.len + 1), err);
	const char *next = *at + 1 < line->rest.len ? line->rest.at[*at + 1] : NULL;
	if (!next)
		return fail(err, ERR_USAGE, "%s needs a value: %s %s", param->option, param->option,
			    param->metavar);
	if (option_find(command, option_name(next)))
		return fail(err, ERR_USAGE,
			    "%s needs a value before '%s'; write %s='%s' if that is it",
			    param->option, next, param->option, next);
	++*at;
	return take(line, param, str_from_c(next), err);
}

static MUST_CHECK bool take_argument(Line *line, Str word, Err *err)
{
	const Command *command = line->out->command;
	size_t place = 0;
	for (size_t i = 0; i < command->param_count && !command->params[i].option; i++) {
		const Param *param = &command->params[i];
		if (place++ == line->arguments || param_repeats(param)) {
			line->arguments++;
			return take(line, param, word, err);
		}
	}
	return fail(err, ERR_USAGE, "%s does not take '%.*s'; 'pacta %s --help' says what it takes",
		    command->name, STR_ARG(str_slice(word, 0, 60)), command->name);
}

static MUST_CHECK bool check_required(Line *line, Err *err)
{
	const Command *command = line->out->command;
	Buf missing = {.mem = line->mem};
	for (size_t i = 0; i < command->param_count; i++) {
		const Param *param = &command->params[i];
		if (!param->required || line->seen[i])
			continue;
		buf_add(&missing, missing.len > 0 ? STR(", ") : (Str){0});
		buf_add_format(&missing, "%s%s%s", param->option ? param->option : "",
			       param->option ? " " : "", param->metavar);
	}
	if (missing.len == 0)
		return true;
	return fail(err, ERR_USAGE, "%s needs %.*s; 'pacta %s --help' explains", command->name,
		    STR_ARG(buf_str(&missing)), command->name);
}

static MUST_CHECK bool read_rest(Line *line, Err *err)
{
	bool only_arguments = false;
	assert(line->out->command && line->out->command->param_count <= COMMAND_PARAMS_MAX);
	for (size_t i = 0; i < line->rest.len; i++) {
		const char *word = line->rest.at[i];
		if (!only_arguments && strcmp(word, "--") == 0) {
			only_arguments = true;
			continue;
		}
		bool ok = !only_arguments && is_option(word)
				  ? take_option(line, &i, err)
				  : take_argument(line, str_from_c(word), err);
		if (!ok)
			return false;
	}
	const Command *command = line->out->command;
	return check_required(line, err) && (!command->check || command->check(line->out, err));
}

/* With --help: the command's words, as far as they can be told. */
static MUST_CHECK bool read_topic(Line *line, Err *err)
{
	line->out->help = true;
	line->out->command = command_find(STR("help"));
	line->out->json = args_want_json(line->words, line->count);
	for (size_t i = 0; i < 2; i++) {
		if (!skip_options(line, false, err))
			return false;
		if (line->at == line->count || is_option(line->words[line->at]))
			break;
		Str word = str_from_c(line->words[line->at++]);
		if (i == 0 || command_is_group(line->out->topic.at[0]))
			*vec_push(line->mem, &line->out->topic) = word;
	}
	return true;
}

bool args_parse(Arena *mem, const char *const *words, size_t count, Args *out, Err *err)
{
	Args args;
	args_init(&args);
	Line line = {.mem = mem, .words = words, .count = count, .out = &args};
	bool ok;
	if (has_word(words, count, "--help", "-h")) {
		ok = read_topic(&line, err);
	} else if (has_word(words, count, "--version", "--version")) {
		args.command = command_find(STR("version"));
		args.json = args_want_json(words, count);
		ok = true;
	} else {
		ok = find_command(&line, err) && read_rest(&line, err);
	}
	if (ok && args.json && args.command->no_json)
		ok = fail(err, ERR_USAGE, "%s prints a form of its own; leave --json out",
			  args.command->name);
	if (ok)
		*out = args;
	return ok;
}
