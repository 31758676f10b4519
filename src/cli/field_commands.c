#include "answer/field_json.h"
#include "app/settings.h"
#include "cli/commands.h"
#include "cli/json_out.h"
#include "cli/text_table.h"
#include "cli/wording.h"

bool field_add_run(Cli *cli, Err *err)
{
	const Args *args = cli->args;
	Field field = {
		.name = args->name,
		.type = args->field_type,
		.whole = args->whole,
		.unit = args->unit,
		.choices = args->choices.at,
		.choice_count = args->choices.len,
		.help = args->note,
	};
	if (!fields_declare(cli->app, &field, err))
		return false;
	if (!args->json) {
		buf_add_format(cli->out, "Added field %.*s (%s)\n",
			       STR_ARG(shown_text(cli->mem, field.name)),
			       field_type_name(field.type));
		return true;
	}
	JsonWriter json = json_out_begin(cli);
	json_put_field(&json, &field);
	json_write_end(&json);
	return true;
}

static Str shown_choices(Arena *mem, const Field *field)
{
	Buf out = {.mem = mem};
	for (size_t i = 0; i < field->choice_count; i++) {
		buf_add(&out, i > 0 ? STR(", ") : (Str){0});
		buf_add(&out, field->choices[i]);
	}
	return out.len > 0 ? buf_str(&out) : field->unit;
}

bool field_list_run(Cli *cli, Err *err)
{
	const Fields *fields;
	if (!fields_list(cli->app, &fields, err))
		return false;
	if (cli->args->json) {
		JsonWriter json = json_out_begin(cli);
		json_put_field_list(&json, fields);
		json_write_end(&json);
		return true;
	}
	Table table;
	table_init(&table, cli->mem);
	table_column(&table, COLUMN_FIXED, STR("field"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_FIXED, STR("type"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_TEXT, STR("meaning"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_TEXT, STR("unit or choices"), (Str){0}, (Str){0});
	for (size_t i = 0; i < fields->len; i++) {
		const Field *field = &fields->at[i];
		if (i == BUILTIN_FIELDS)
			table_rule(&table);
		table_add(&table, field->name);
		table_add(&table,
			  str_from_c(field->whole ? "whole number" : field_type_name(field->type)));
		table_add(&table, field->help);
		table_add(&table, shown_choices(cli->mem, field));
	}
	table_print(&table, cli->screen, cli->out);
	return true;
}

bool setting_list_run(Cli *cli, Err *err)
{
	static const TextColumn columns[] = {
		{"setting", COLUMN_FIXED},
		{"value", COLUMN_FIXED},
		{"meaning", COLUMN_TEXT},
	};
	Setting *settings;
	size_t count;
	if (!settings_list(cli->app, &settings, &count, err))
		return false;
	if (cli->args->json) {
		JsonWriter json = json_out_begin(cli);
		json_put_settings(&json, settings, count);
		json_write_end(&json);
		return true;
	}
	Str *cells = ARENA_ARRAY(cli->mem, Str, 3 * count);
	for (size_t i = 0; i < count; i++) {
		cells[3 * i] = settings[i].name;
		cells[3 * i + 1] = settings[i].value;
		cells[3 * i + 2] = settings[i].help;
	}
	text_table_print(cli, &(TextTable){columns, 3, cells, count});
	return true;
}

bool setting_set_run(Cli *cli, Err *err)
{
	const Args *args = cli->args;
	Setting setting;
	if (!settings_set(cli->app, args->name, args->value, &setting, err))
		return false;
	if (!args->json) {
		buf_add_format(cli->out, "Set %.*s to %.*s\n",
			       STR_ARG(shown_text(cli->mem, args->name)),
			       STR_ARG(shown_text(cli->mem, args->value)));
		return true;
	}
	JsonWriter json = json_out_begin(cli);
	json_put_setting(&json, &setting);
	json_write_end(&json);
	return true;
}
