#include "cli/command.h"

#include "base/period.h"
#include "history/contract_kind.h"
#include "history/field.h"

#include <string.h>

static const char *const SECTION_TITLES[SECTIONS] = {
	[SECTION_CONTRACTS] = "Contracts and their history",
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
	return param->type == PARAM_TEXTS || param->type == PARAM_PATHS || param->type == PARAM_SET ||
	       param->type == PARAM_ADD;
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
	if (param->type == PARAM_CHOICE)
		return choice_of(param->choices, place);
	if (param->type == PARAM_GRANULARITY && place <= GRANULARITY_CONTRACT_YEAR)
		return granularity_name((Granularity)place);
	if (param->type == PARAM_CONTRACT_KIND && place <= CONTRACT_VENDOR)
		return contract_kind_name((ContractKind)place);
	if (param->type == PARAM_FIELD_TYPE && place <= FIELD_CHOICE)
		return field_type_name((FieldType)place);
	return NULL;
}
