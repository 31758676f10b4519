#include "answer/field_json.h"

static const char *type_choice(size_t place)
{
	return place <= FIELD_CONTRACT ? field_type_name((FieldType)place) : NULL;
}

const Shape FIELD_TYPE_SHAPE = {.kind = SHAPE_CHOICE, .choice = type_choice};

const Shape FIELD_SHAPE = {
	.name = "Field",
	.kind = SHAPE_OBJECT,
	.help = "a field that the history of contracts tracks",
	SHAPE_MEMBERS({"id", &SHAPE_OF_ID, ALWAYS, NULL},
		      {"name", &SHAPE_OF_TEXT, ALWAYS, "member of contracts and snapshots"},
		      {"type", &FIELD_TYPE_SHAPE, ALWAYS,
		       "money in the contract's currency; share 0 to 1; contract is a key"},
		      {"whole", &SHAPE_OF_BOOL, ALWAYS, "a number without decimals"},
		      {"unit", &SHAPE_OF_TEXT, NULLABLE, "for people; null: none"},
		      {"choices", &SHAPE_OF_TEXTS, ALWAYS, "of a choice; else empty"},
		      {"help", &SHAPE_OF_TEXT, NULLABLE, "meaning in a few words"},
		      {"custom", &SHAPE_OF_BOOL, ALWAYS, "an administrator declared it"}),
};

const Shape SETTING_SHAPE = {
	.name = "Setting",
	.kind = SHAPE_OBJECT,
	.help = "a setting of the installation",
	SHAPE_MEMBERS({"name", &SHAPE_OF_TEXT, ALWAYS, NULL},
		      {"value", &SHAPE_OF_TEXT, ALWAYS, NULL},
		      {"help", &SHAPE_OF_TEXT, ALWAYS, "what it is, with its bounds"}),
};

static const Shape MAPPING = {
	.name = "Mapping",
	.kind = SHAPE_OBJECT,
	.help = "a kind of file that can be imported",
	SHAPE_MEMBERS({"name", &SHAPE_OF_TEXT, ALWAYS, NULL},
		      {"title", &SHAPE_OF_TEXT, ALWAYS, "what it takes"},
		      {"source", &SHAPE_OF_TEXT, ALWAYS, "what its rows are told apart by"},
		      {"fact", &SHAPE_OF_TEXT, NULLABLE,
		       "kind of its facts; null: it takes contracts"},
		      {"stream", &SHAPE_OF_TEXT, NULLABLE,
		       "name of the Singer stream that it reads; null: none"},
		      {"own", &SHAPE_OF_BOOL, ALWAYS, "added here, not built in"}),
};

static const Shape FIELD_LIST = {.kind = SHAPE_LIST, .items = &FIELD_SHAPE};

const Shape FIELDS_SHAPE = {
	.name = "Fields",
	.kind = SHAPE_OBJECT,
	.help = "the tracked fields",
	SHAPE_MEMBERS({"fields", &FIELD_LIST, ALWAYS, "built-in ones, then custom ones"}),
};

static const Shape SETTING_LIST = {.kind = SHAPE_LIST, .items = &SETTING_SHAPE};

const Shape SETTINGS_SHAPE = {
	.name = "Settings",
	.kind = SHAPE_OBJECT,
	.help = "the settings of the installation",
	SHAPE_MEMBERS({"settings", &SETTING_LIST, ALWAYS, NULL}),
};

static const Shape MAPPING_LIST = {.kind = SHAPE_LIST, .items = &MAPPING};

const Shape MAPPINGS_SHAPE = {
	.name = "Mappings",
	.kind = SHAPE_OBJECT,
	.help = "the kinds of file that can be imported",
	SHAPE_MEMBERS({"mappings", &MAPPING_LIST, ALWAYS, "own ones, then those built in"}),
};

void json_put_field(JsonWriter *json, const Field *field)
{
	json_write_begin_object(json);
	json_put_id(json, "id", field->id);
	json_put_member(json, "name", field->name);
	json_put_member(json, "type", str_from_c(field_type_name(field->type)));
	json_put_bool(json, "whole", field->whole);
	json_put_member(json, "unit", field->unit);
	json_put_key(json, "choices");
	json_write_begin_array(json);
	for (size_t i = 0; i < field->choice_count; i++)
		json_write_string(json, field->choices[i]);
	json_write_end_array(json);
	json_put_member(json, "help", field->help);
	json_put_bool(json, "custom", field->id > BUILTIN_FIELDS);
	json_write_end_object(json);
}

void json_put_setting(JsonWriter *json, const Setting *setting)
{
	json_write_begin_object(json);
	json_put_member(json, "name", setting->name);
	json_put_text(json, "value", setting->value); /* may be empty */
	json_put_member(json, "help", setting->help);
	json_write_end_object(json);
}

static void put_mapping(JsonWriter *json, const MappingRow *row)
{
	const MappingInfo *mapping = &row->info;
	json_write_begin_object(json);
	json_put_member(json, "name", mapping->name);
	json_put_member(json, "title", mapping->title);
	json_put_member(json, "source", mapping->source);
	json_put_member(json, "fact",
			mapping->is_fact ? str_from_c(fact_spec(mapping->fact)->name) : (Str){0});
	json_put_member(json, "stream", mapping->stream);
	json_put_bool(json, "own", row->own);
	json_write_end_object(json);
}

void json_put_field_list(JsonWriter *json, const Fields *fields)
{
	json_write_begin_object(json);
	json_put_key(json, "fields");
	json_write_begin_array(json);
	for (size_t i = 0; i < fields->len; i++)
		json_put_field(json, &fields->at[i]);
	json_write_end_array(json);
	json_write_end_object(json);
}

void json_put_settings(JsonWriter *json, const Setting *settings, size_t count)
{
	json_write_begin_object(json);
	json_put_key(json, "settings");
	json_write_begin_array(json);
	for (size_t i = 0; i < count; i++)
		json_put_setting(json, &settings[i]);
	json_write_end_array(json);
	json_write_end_object(json);
}

void json_put_mappings(JsonWriter *json, const MappingRows *mappings)
{
	json_write_begin_object(json);
	json_put_key(json, "mappings");
	json_write_begin_array(json);
	for (size_t i = 0; i < mappings->len; i++)
		put_mapping(json, &mappings->at[i]);
	json_write_end_array(json);
	json_write_end_object(json);
}
