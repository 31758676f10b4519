#include "answer/shape_schema.h"

#include "answer/field_shape.h"
#include "answer/json_put.h"

/* What a shape of one JSON type is in a schema. */
typedef struct Simple {
	const char *type;
	const char *format;  /* or NULL */
	const char *pattern; /* or NULL */
} Simple;

static const Simple SIMPLE[] = {
	[SHAPE_TEXT] = {"string", NULL, NULL},
	[SHAPE_ID] = {"string", NULL, "^[1-9][0-9]{0,18}$"},
	[SHAPE_DATE] = {"string", "date", NULL},
	[SHAPE_INSTANT] = {"string", "date-time", NULL},
	[SHAPE_DECIMAL] = {"string", NULL, "^-?[0-9]+(\\.[0-9]+)?$"},
	[SHAPE_INTEGER] = {"integer", "int64", NULL},
	[SHAPE_BOOL] = {"boolean", NULL, NULL},
	[SHAPE_NULL] = {"null", NULL, NULL},
	[SHAPE_CHOICE] = {"string", NULL, NULL},
	[SHAPE_OBJECT] = {"object", NULL, NULL},
	[SHAPE_LIST] = {"array", NULL, NULL},
};

static void put_text(JsonWriter *json, const char *key, const char *text)
{
	if (text)
		json_put_member(json, key, str_from_c(text));
}

static void put_limit(JsonWriter *json, const char *key, int64_t limit)
{
	json_put_key(json, key);
	json_write_int(json, limit);
}

static void write_choices(JsonWriter *json, const Shape *shape, bool nullable)
{
	const char *word;
	json_put_key(json, "enum");
	json_write_begin_array(json);
	for (size_t i = 0; (word = shape_choice(shape, i)); i++)
		json_write_string(json, str_from_c(word));
	if (nullable)
		json_write_null(json);
	json_write_end_array(json);
}

static void write_limits(JsonWriter *json, const Shape *shape)
{
	if (shape->kind == SHAPE_INTEGER)
		put_limit(json, "minimum", shape->minimum);
	if (shape->kind == SHAPE_INTEGER && shape->maximum > 0)
		put_limit(json, "maximum", shape->maximum);
	if (shape->kind == SHAPE_TEXT && shape->minimum > 0)
		put_limit(json, "minLength", shape->minimum);
	if (shape->kind == SHAPE_TEXT && shape->maximum > 0)
		put_limit(json, "maxLength", shape->maximum);
}

static void write_parts(JsonWriter *json, const Shape *shape, bool nullable);

static void put_reference(JsonWriter *json, const Shape *shape)
{
	json_put_member(json, "$ref",
			str_format(json->out->mem, "#/components/schemas/%s", shape->name));
}

/* A member's schema: its own help stands beside what its shape says. */
static void write_member(JsonWriter *json, const Member *member)
{
	bool nullable = member->presence == NULLABLE || member->presence == OPTIONAL_NULLABLE;
	json_put_key(json, member->name);
	json_write_begin_object(json);
	put_text(json, "description", member->help ? member->help : member->shape->help);
	if (nullable)
		schema_write_nullable(json, member->shape);
	else if (member->shape->name)
		put_reference(json, member->shape);
	else
		write_parts(json, member->shape, false);
	json_write_end_object(json);
}

static void write_required(JsonWriter *json, const Shape *shape)
{
	size_t needed = 0;
	for (size_t i = 0; i < shape->member_count; i++)
		needed += shape->members[i].presence == ALWAYS ||
			  shape->members[i].presence == NULLABLE;
	if (needed == 0)
		return;
	json_put_key(json, "required");
	json_write_begin_array(json);
	for (size_t i = 0; i < shape->member_count; i++) {
		const Member *member = &shape->members[i];
		if (member->presence == ALWAYS || member->presence == NULLABLE)
			json_write_string(json, str_from_c(member->name));
	}
	json_write_end_array(json);
}

static void write_object(JsonWriter *json, const Shape *shape)
{
	json_put_key(json, "properties");
	json_write_begin_object(json);
	for (size_t i = 0; i < shape->member_count; i++)
		write_member(json, &shape->members[i]);
	if (shape->tracked)
		field_shape_write(json);
	json_write_end_object(json);
	write_required(json, shape);
	json_put_key(json, "additionalProperties");
	if (shape->items)
		schema_write_ref(json, shape->items);
	else
		json_write_bool(json, false);
}

static void write_options(JsonWriter *json, const Shape *shape, bool nullable)
{
	json_put_key(json, "anyOf");
	json_write_begin_array(json);
	for (size_t i = 0; shape->options[i]; i++)
		schema_write_ref(json, shape->options[i]);
	if (nullable)
		schema_write_ref(json, &SHAPE_OF_NULL);
	json_write_end_array(json);
}

static void write_type(JsonWriter *json, const char *type, bool nullable)
{
	json_put_key(json, "type");
	if (nullable)
		json_write_begin_array(json);
	json_write_string(json, str_from_c(type));
	if (!nullable)
		return;
	json_write_string(json, STR("null"));
	json_write_end_array(json);
}

/* Everything but the description. */
static void write_parts(JsonWriter *json, const Shape *shape, bool nullable)
{
	if (shape->kind == SHAPE_EITHER) {
		write_options(json, shape, nullable);
		return;
	}
	if (shape->kind == SHAPE_ANY)
		return;
	const Simple *simple = &SIMPLE[shape->kind];
	write_type(json, simple->type, nullable);
	put_text(json, "format", simple->format);
	put_text(json, "pattern", simple->pattern);
	write_limits(json, shape);
	if (shape->kind == SHAPE_CHOICE)
		write_choices(json, shape, nullable);
	if (shape->kind == SHAPE_OBJECT)
		write_object(json, shape);
	if (shape->kind == SHAPE_LIST) {
		json_put_key(json, "items");
		schema_write_ref(json, shape->items);
	}
	if (shape->example) {
		json_put_key(json, "examples");
		json_write_begin_array(json);
		json_write_string(json, str_from_c(shape->example));
		json_write_end_array(json);
	}
}

void schema_write(JsonWriter *json, const Shape *shape)
{
	json_write_begin_object(json);
	put_text(json, "description", shape->help);
	write_parts(json, shape, false);
	json_write_end_object(json);
}

void schema_write_ref(JsonWriter *json, const Shape *shape)
{
	if (!shape->name) {
		schema_write(json, shape);
		return;
	}
	json_write_begin_object(json);
	put_reference(json, shape);
	json_write_end_object(json);
}

void schema_write_nullable(JsonWriter *json, const Shape *shape)
{
	if (!shape->name) {
		write_parts(json, shape, true);
		return;
	}
	json_put_key(json, "anyOf");
	json_write_begin_array(json);
	schema_write_ref(json, shape);
	schema_write_ref(json, &SHAPE_OF_NULL);
	json_write_end_array(json);
}

static bool holds(const ShapeList *list, const Shape *shape)
{
	for (size_t i = 0; i < list->len; i++) {
		if (list->at[i] == shape)
			return true;
	}
	return false;
}

void schema_collect(Arena *mem, const Shape *shape, ShapeList *list)
{
	if (shape->name) {
		if (holds(list, shape))
			return;
		*vec_push(mem, list) = shape;
	}
	for (size_t i = 0; i < shape->member_count; i++)
		schema_collect(mem, shape->members[i].shape, list);
	if (shape->tracked)
		field_shape_collect(mem, list);
	if (shape->items)
		schema_collect(mem, shape->items, list);
	for (size_t i = 0; shape->options && shape->options[i]; i++)
		schema_collect(mem, shape->options[i], list);
}
