#include "http/routes.h"

#include "answer/check_json.h"
#include "answer/field_json.h"
#include "http/openapi.h"

static const Shape FIELD_NAME = {.kind = SHAPE_TEXT, .minimum = 1, .example = "purchase_order"};

const Shape NEW_FIELD_SHAPE = {
	.name = "NewField",
	.kind = SHAPE_OBJECT,
	.help = "a custom field to declare",
	SHAPE_MEMBERS({"name", &FIELD_NAME, ALWAYS, "a-z, 0-9 and _; begins with a letter"},
		      {"type", &FIELD_TYPE_SHAPE, ALWAYS, NULL},
		      {"unit", &SHAPE_OF_TEXT, OPTIONAL_NULLABLE, "for people"},
		      {"choices", &SHAPE_OF_TEXTS, OPTIONAL, "of a choice"},
		      {"whole", &SHAPE_OF_BOOL, OPTIONAL, "a number without decimals"},
		      {"help", &SHAPE_OF_TEXT, OPTIONAL_NULLABLE, "meaning in a few words"}),
};

const Shape SETTING_VALUE_SHAPE = {
	.name = "SettingValue",
	.kind = SHAPE_OBJECT,
	.help = "a setting's new value",
	SHAPE_MEMBERS({"value", &SHAPE_OF_TEXT, ALWAYS, NULL}),
};

bool api_fields_list_run(Call *call, Err *err)
{
	const Fields *fields;
	if (!fields_list(call->app, &fields, err))
		return false;
	Fields *result = ARENA_NEW(call->mem, Fields);
	*result = *fields;
	call->result = result;
	return true;
}

bool api_fields_list_render(Call *call, Err *err)
{
	(void)err;
	json_put_field_list(&call->json, call->result);
	return true;
}

/* The place of a type by its name, which was checked. */
static FieldType type_of(Str name)
{
	const char *word;
	for (size_t i = 0; (word = shape_choice(&FIELD_TYPE_SHAPE, i)); i++) {
		if (str_eq_c(name, word))
			return (FieldType)i;
	}
	return FIELD_TEXT;
}

bool api_field_add_run(Call *call, Err *err)
{
	const JsonValue *choices = json_member(call->body, STR("choices"));
	const JsonValue *whole = json_member(call->body, STR("whole"));
	Field *field = ARENA_NEW(call->mem, Field);
	size_t count = choices ? choices->len : 0;
	Str *words = ARENA_ARRAY(call->mem, Str, count);
	for (size_t i = 0; i < count; i++)
		words[i] = choices->at[i].text;
	*field = (Field){
		.name = call_text(call, "name"),
		.type = type_of(call_text(call, "type")),
		.whole = whole && whole->kind == JSON_TRUE,
		.unit = call_text(call, "unit"),
		.choices = words,
		.choice_count = count,
		.help = call_text(call, "help"),
	};
	call->result = field;
	return fields_declare(call->app, field, err);
}

bool api_field_add_render(Call *call, Err *err)
{
	(void)err;
	json_put_field(&call->json, call->result);
	return true;
}

typedef struct SettingsResult {
	Setting *at;
	size_t count;
} SettingsResult;

bool api_settings_list_run(Call *call, Err *err)
{
	SettingsResult *result = ARENA_NEW(call->mem, SettingsResult);
	call->result = result;
	return settings_list(call->app, &result->at, &result->count, err);
}

bool api_settings_list_render(Call *call, Err *err)
{
	const SettingsResult *result = call->result;
	(void)err;
	json_put_settings(&call->json, result->at, result->count);
	return true;
}

bool api_setting_put_run(Call *call, Err *err)
{
	call->result = ARENA_NEW(call->mem, Setting);
	return settings_set(call->app, call_given(call, "name")->text, call_text(call, "value"),
			    call->result, err);
}

bool api_setting_put_render(Call *call, Err *err)
{
	(void)err;
	json_put_setting(&call->json, call->result);
	return true;
}

bool api_mappings_list_run(Call *call, Err *err)
{
	call->result = ARENA_NEW(call->mem, MappingRows);
	return mappings_rows(call->app, call->mem, call->result, err);
}

bool api_mappings_list_render(Call *call, Err *err)
{
	(void)err;
	json_put_mappings(&call->json, call->result);
	return true;
}

bool api_check_store_run(Call *call, Err *err)
{
	const Given *head = call_given(call, "expect_head");
	call->result = ARENA_NEW(call->mem, CheckReport);
	return check_run(call->app, head->given ? &head->text : NULL, call->result, err);
}

bool api_check_store_render(Call *call, Err *err)
{
	(void)err;
	json_put_check(&call->json, call->result);
	return true;
}

bool api_openapi_run(Call *call, Err *err)
{
	(void)call;
	(void)err;
	return true;
}

bool api_openapi_render(Call *call, Err *err)
{
	(void)err;
	openapi_write(&call->json);
	return true;
}
