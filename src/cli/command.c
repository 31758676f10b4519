#include "cli/command.h"

#include "base/nearest.h"
#include "base/period.h"
#include "history/contract_kind.h"
#include "history/field.h"

#include <string.h>

static const char *const SECTION_TITLES[SECTIONS] = {
	[SECTION_CONTRACTS] = "Contracts and their history",
	[SECTION_METRICS] = "Figures",
	[SECTION_DATA] = "Data from files",
	[SECTION_STORE] = "The installation",
	[SECTION_HELP] = "Help",
};

const char *section_title(Section section)
{
	return SECTION_TITLES[section];
}

const Command *command_find(Str name)
{
	size_t count;
	const Command *list = command_list(&count);
	for (size_t i = 0; i < count; i++) {
		if (str_eq_c(name, list[i].name))
			return &list[i];
	}
	return NULL;
}

Str command_group(const Command *command)
{
	return (Str){command->name, strcspn(command->name, " ")};
}

bool command_is_group(Str word)
{
	size_t count;
	const Command *list = command_list(&count);
	for (size_t i = 0; i < count; i++) {
		if (strchr(list[i].name, ' ') && str_eq(command_group(&list[i]), word))
			return true;
	}
	return false;
}

static const Param *find_in(const Param *params, size_t count, Str name)
{
	for (size_t i = 0; i < count; i++) {
		if (params[i].option && (str_eq_c(name, params[i].option) ||
					 (params[i].alias && str_eq_c(name, params[i].alias))))
			return &params[i];
	}
	return NULL;
}

const Param *option_find(const Command *command, Str name)
{
	const Param *own = command ? find_in(command->params, command->param_count, name) : NULL;
	if (own)
		return own;
	size_t count;
	const Param *globals = global_params(&count);
	return find_in(globals, count, name);
}

bool param_takes_value(const Param *param)
{
	return param->type != PARAM_FLAG;
}

bool param_repeats(const Param *param)
{
	return param->type == PARAM_TEXTS || param->type == PARAM_PATHS ||
	       param->type == PARAM_SET || param->type == PARAM_ADD;
}

static const char *choice_of(const char *const *choices, size_t place)
{
	for (size_t i = 0; choices[i]; i++) {
		if (i == place)
			return choices[i];
	}
	return NULL;
}

const char *param_choice(const Param *param, size_t place)
{
	if (param->type == PARAM_CHOICE || param->type == PARAM_GIVEN_CHOICE)
		return choice_of(param->choices, place);
	if (param->type == PARAM_GRANULARITY && place <= GRANULARITY_CONTRACT_YEAR)
		return granularity_name((Granularity)place);
	if (param->type == PARAM_CONTRACT_KIND && place <= CONTRACT_VENDOR)
		return contract_kind_name((ContractKind)place);
	if (param->type == PARAM_FIELD_TYPE && place <= FIELD_CHOICE)
		return field_type_name((FieldType)place);
	return NULL;
}

/* Every word that can follow `group`; all first words where it is empty. */
static void try_names(Nearest *nearest, Str group)
{
	size_t count;
	const Command *list = command_list(&count);
	for (size_t i = 0; i < count; i++) {
		Str first = command_group(&list[i]);
		if (group.len == 0)
			nearest_try(nearest, first);
		else if (str_eq(first, group) && list[i].name[first.len])
			nearest_try(nearest, str_from_c(list[i].name + first.len + 1));
	}
}

/* "add, amend, list" */
static Str list_names(Arena *mem, Str group)
{
	size_t count;
	const Command *list = command_list(&count);
	Buf buf = {.mem = mem};
	for (size_t i = 0; i < count; i++) {
		Str first = command_group(&list[i]);
		if (!str_eq(first, group) || !list[i].name[first.len])
			continue;
		if (buf.len > 0)
			buf_add(&buf, STR(", "));
		buf_add(&buf, str_from_c(list[i].name + first.len + 1));
	}
	return buf_str(&buf);
}

static bool fail_group(Arena *mem, Str group, Str second, Err *err)
{
	Str names = list_names(mem, group);
	if (second.len == 0)
		return fail(err, ERR_USAGE, "%.*s needs one of: %.*s", STR_ARG(group),
			    STR_ARG(names));
	Nearest nearest = nearest_to(second);
	try_names(&nearest, group);
	Str asked = str_slice(second, 0, 60);
	if (nearest.best.len > 0)
		return fail(err, ERR_USAGE,
			    "there is no command '%.*s %.*s'; did you mean '%.*s %.*s'?",
			    STR_ARG(group), STR_ARG(asked), STR_ARG(group), STR_ARG(nearest.best));
	return fail(err, ERR_USAGE, "there is no command '%.*s %.*s'; %.*s takes one of: %.*s",
		    STR_ARG(group), STR_ARG(asked), STR_ARG(group), STR_ARG(names));
}

static bool fail_command(Str word, Err *err)
{
	Nearest nearest = nearest_to(word);
	try_names(&nearest, (Str){0});
	Str asked = str_slice(word, 0, 60);
	if (nearest.best.len > 0)
		return fail(err, ERR_USAGE, "there is no command '%.*s'; did you mean '%.*s'?",
			    STR_ARG(asked), STR_ARG(nearest.best));
	return fail(err, ERR_USAGE, "there is no command '%.*s'; 'pacta help' lists them",
		    STR_ARG(asked));
}

bool command_fail_unknown(Arena *mem, Str first, Str second, Err *err)
{
	return command_is_group(first) ? fail_group(mem, first, second, err)
				       : fail_command(first, err);
}
