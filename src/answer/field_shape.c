#include "answer/field_shape.h"

#include "answer/json_put.h"

/* A choice is told by its field. */
static const Shape *const SHAPES[] = {
	[FIELD_MONEY] = &MONEY_SHAPE,      [FIELD_NUMBER] = &SHAPE_OF_DECIMAL,
	[FIELD_SHARE] = &SHAPE_OF_DECIMAL, [FIELD_DATE] = &SHAPE_OF_DATE,
	[FIELD_TEXT] = &SHAPE_OF_TEXT,     [FIELD_CHOICE] = &SHAPE_OF_TEXT,
	[FIELD_CONTRACT] = &SHAPE_OF_TEXT,
};

static const Field *find(Str name)
{
	const Field *fields = fields_builtin();
	for (size_t i = 0; i < BUILTIN_FIELDS; i++) {
		if (str_eq(fields[i].name, name))
			return &fields[i];
	}
	return NULL;
}

const Shape *field_shape_find(Str name)
{
	const Field *field = find(name);
	return field ? SHAPES[field->type] : NULL;
}

bool field_shape_takes(const JsonValue *member)
{
	const Field *field = find(member->key);
	for (size_t i = 0; i < field->choice_count; i++) {
		if (str_eq(member->text, field->choices[i]))
			return true;
	}
	return field->type != FIELD_CHOICE;
}

static Str help_of(Arena *mem, const Field *field)
{
	Str shown = field->type == FIELD_SHARE ? STR("0 to 1") : field->unit;
	if (shown.len == 0)
		return field->help;
	return str_format(mem, "%.*s (%.*s)", STR_ARG(field->help), STR_ARG(shown));
}

static void write_choices(JsonWriter *json, const Field *field)
{
	json_put_key(json, "enum");
	json_write_begin_array(json);
	for (size_t i = 0; i < field->choice_count; i++)
		json_write_string(json, field->choices[i]);
	json_write_null(json);
	json_write_end_array(json);
}

void field_shape_write(JsonWriter *json)
{
	const Field *fields = fields_builtin();
	for (size_t i = 0; i < BUILTIN_FIELDS; i++) {
		const Field *field = &fields[i];
		json_write_key(json, field->name);
		json_write_begin_object(json);
		json_put_member(json, "description", help_of(json->out->mem, field));
		schema_write_nullable(json, SHAPES[field->type]);
		if (field->type == FIELD_CHOICE)
			write_choices(json, field);
		json_write_end_object(json);
	}
}

void field_shape_collect(Arena *mem, ShapeList *list)
{
	for (size_t i = 0; i < sizeof SHAPES / sizeof SHAPES[0]; i++)
		schema_collect(mem, SHAPES[i], list);
}
