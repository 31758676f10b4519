#include "check.h"
#include "history/field.h"

#include <stdio.h>

static void finds_built_in_fields(void **state)
{
	static const struct {
		BuiltinField place;
		const char *name;
		FieldType type;
	} cases[] = {
		{ANNUAL_VALUE, "annual_value", FIELD_MONEY},
		{TOTAL_VALUE, "total_value", FIELD_MONEY},
		{VALUE_BASIS, "value_basis", FIELD_CHOICE},
		{DIRECT_LABOR, "direct_labor", FIELD_SHARE},
		{STARTS_ON, "starts_on", FIELD_DATE},
		{ENDS_ON, "ends_on", FIELD_DATE},
		{COMMITTED_HOURS, "committed_hours", FIELD_NUMBER},
		{COMMITTED_BASIS, "committed_basis", FIELD_CHOICE},
		{UTILIZATION_BASELINE, "utilization_baseline", FIELD_SHARE},
		{MARGIN_TARGET, "margin_target", FIELD_SHARE},
		{BILLING_RATE, "billing_rate", FIELD_MONEY},
		{DAY_COUNT, "day_count", FIELD_CHOICE},
		{PRICING, "pricing", FIELD_CHOICE},
		{RECURRING, "recurring", FIELD_CHOICE},
		{RENEWS, "renews", FIELD_CONTRACT},
		{NOTICE_BY, "notice_by", FIELD_DATE},
		{CALENDAR, "calendar", FIELD_TEXT},
		{STATUS, "status", FIELD_CHOICE},
		{MANAGER, "manager", FIELD_TEXT},
		{RECOGNITION_DAYS, "recognition_days", FIELD_NUMBER},
	};
	Fields fields;
	fields_init(&fields, *state, NULL, 0);
	assert_int_equal(fields.len, COUNT(cases));
	assert_int_equal(fields.len, BUILTIN_FIELDS);
	for (size_t i = 0; i < COUNT(cases); i++) {
		size_t place;
		Err err = {0};
		assert_true(fields_find(&fields, str_from_c(cases[i].name), &place, &err));
		assert_int_equal(place, cases[i].place);
		assert_int_equal(fields.at[place].type, cases[i].type);
		assert_int_equal(fields.at[place].id, place + 1);
		assert_true(fields.at[place].help.len > 0);
		assert_true(fields_find_id(&fields, (int64_t)place + 1, &place));
		assert_int_equal(place, cases[i].place);
	}
}

static void lists_choices_in_the_order_of_their_constants(void **state)
{
	static const struct {
		BuiltinField field;
		size_t choice;
		const char *name;
	} cases[] = {
		{VALUE_BASIS, VALUE_BASIS_ANNUAL, "annual"},
		{VALUE_BASIS, VALUE_BASIS_TOTAL, "total"},
		{COMMITTED_BASIS, 0, "month"},
		{COMMITTED_BASIS, 1, "contract_year"},
		{COMMITTED_BASIS, 2, "term"},
		{DAY_COUNT, 0, "ACT/365F"},
		{DAY_COUNT, 1, "ACT/ACT"},
		{DAY_COUNT, 2, "ACT/360"},
		{DAY_COUNT, 3, "30/360"},
		{DAY_COUNT, 4, "30E/360"},
		{DAY_COUNT, 5, "ACT/CY"},
		{PRICING, PRICING_FIXED, "fixed"},
		{PRICING, PRICING_RETAINER, "retainer"},
		{PRICING, PRICING_PREPAID_HOURS, "prepaid_hours"},
		{PRICING, PRICING_TIME_AND_MATERIALS, "time_and_materials"},
		{PRICING, PRICING_CAPPED, "capped"},
		{RECURRING, RECURRING_NO, "no"},
		{RECURRING, RECURRING_YES, "yes"},
		{STATUS, 0, "draft"},
		{STATUS, 4, "terminated"},
	};
	Fields fields;
	fields_init(&fields, *state, NULL, 0);
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_true(cases[i].choice < fields.at[cases[i].field].choice_count);
		check_text(cases[i].name, fields.at[cases[i].field].choices[cases[i].choice],
			   cases[i].name);
	}
}

static void custom_fields_follow_the_built_in_ones(void **state)
{
	static const Field custom[] = {
		{.id = 700, .name = {"region", 6}, .type = FIELD_TEXT},
		{.id = 701, .name = {"obligation", 10}, .type = FIELD_MONEY},
	};
	Fields fields;
	size_t place;
	Err err = {0};
	fields_init(&fields, *state, custom, COUNT(custom));
	assert_int_equal(fields.len, BUILTIN_FIELDS + 2);
	assert_true(fields_find(&fields, STR("obligation"), &place, &err));
	assert_int_equal(place, BUILTIN_FIELDS + 1);
	assert_true(fields_find_id(&fields, 700, &place));
	assert_int_equal(place, BUILTIN_FIELDS);
	assert_false(fields_find_id(&fields, 702, &place));
	assert_int_equal(place, BUILTIN_FIELDS);
}

static void an_unknown_name_gets_a_hint(void **state)
{
	static const char *const cases[][2] = {
		{"labor", "there is no field 'labor'; did you mean 'direct_labor'?"},
		{"ends_on_day", "there is no field 'ends_on_day'; did you mean 'ends_on'?"},
		{"colour", "there is no field 'colour'"},
		{"an", "there is no field 'an'"},
		{"", "there is no field ''"},
		{"ENDS_ON", "there is no field 'ENDS_ON'"},
	};
	Fields fields;
	fields_init(&fields, *state, NULL, 0);
	for (size_t i = 0; i < COUNT(cases); i++) {
		size_t place = 99;
		Err err = {0};
		assert_false(fields_find(&fields, str_from_c(cases[i][0]), &place, &err));
		check_err(cases[i][0], &err, ERR_NOT_FOUND, cases[i][1]);
		assert_int_equal(place, 99);
	}
}

static void types_have_names(void **state)
{
	(void)state;
	for (int type = FIELD_MONEY; type < FIELD_CONTRACT; type++) {
		FieldType got = FIELD_CONTRACT;
		Err err = {0};
		assert_true(
			field_type_parse(str_from_c(field_type_name((FieldType)type)), &got, &err));
		assert_int_equal(got, type);
	}
	FieldType got = FIELD_TEXT;
	Err err = {0};
	assert_string_equal(field_type_name(FIELD_CONTRACT), "contract");
	assert_false(field_type_parse(STR("contract"), &got, &err));
	check_err(
		"no custom field refers to a contract", &err, ERR_INPUT,
		"'contract' is not a type of field; use money, number, share, date, text or choice");
	assert_int_equal(got, FIELD_TEXT);
}

static void types_are_stored_as_text_or_numbers(void **state)
{
	(void)state;
	const bool as_text[] = {
		[FIELD_MONEY] = false,   [FIELD_NUMBER] = false, [FIELD_SHARE] = false,
		[FIELD_DATE] = false,    [FIELD_TEXT] = true,    [FIELD_CHOICE] = true,
		[FIELD_CONTRACT] = true,
	};
	for (size_t type = 0; type < COUNT(as_text); type++)
		check_size(field_type_name((FieldType)type), field_type_is_text((FieldType)type),
			   as_text[type]);
}

#define SIXTY "a23456789012345678901234567890123456789012345678901234567890"
#define NAMES_ARE " cannot name a field; use up to 60 of a-z, 0-9 and _, a letter first"

static const Str RED_GREEN[] = {{"red", 3}, {"green", 5}};
static const Str RED_RED[] = {{"red", 3}, {"red", 3}};
static const Str RED_NONE[] = {{"red", 3}, {"", 0}};

static void a_new_field_is_checked(void **state)
{
	static const struct {
		const char *label;
		const char *name;
		FieldType type;
		const Str *choices;
		size_t choice_count;
		bool whole;
		ErrCode code;
		const char *says;
	} cases[] = {
		{"a text is fine", "cost_center2", FIELD_TEXT, NULL, 0, false, ERR_NONE, ""},
		{"sixty letters are fine", SIXTY, FIELD_MONEY, NULL, 0, false, ERR_NONE, ""},
		{"a choice with choices is fine", "colour", FIELD_CHOICE, RED_GREEN, 2, false,
		 ERR_NONE, ""},
		{"a name is needed", "", FIELD_TEXT, NULL, 0, false, ERR_INPUT, "''" NAMES_ARE},
		{"capitals are refused", "Region", FIELD_TEXT, NULL, 0, false, ERR_INPUT,
		 "'Region'" NAMES_ARE},
		{"a capital inside is refused", "reGion", FIELD_TEXT, NULL, 0, false, ERR_INPUT,
		 "'reGion'" NAMES_ARE},
		{"a digit cannot be first", "2nd", FIELD_TEXT, NULL, 0, false, ERR_INPUT,
		 "'2nd'" NAMES_ARE},
		{"an underscore cannot be first", "_x", FIELD_TEXT, NULL, 0, false, ERR_INPUT,
		 "'_x'" NAMES_ARE},
		{"a brace cannot be first", "{x", FIELD_TEXT, NULL, 0, false, ERR_INPUT,
		 "'{x'" NAMES_ARE},
		{"a dash is refused", "a-b", FIELD_TEXT, NULL, 0, false, ERR_INPUT,
		 "'a-b'" NAMES_ARE},
		{"a brace is refused", "a{b", FIELD_TEXT, NULL, 0, false, ERR_INPUT,
		 "'a{b'" NAMES_ARE},
		{"a colon is refused", "a:b", FIELD_TEXT, NULL, 0, false, ERR_INPUT,
		 "'a:b'" NAMES_ARE},
		{"sixty-one letters are refused", SIXTY "x", FIELD_TEXT, NULL, 0, false, ERR_INPUT,
		 "'" SIXTY "'" NAMES_ARE},
		{"a built-in name is taken", "ends_on", FIELD_DATE, NULL, 0, false, ERR_CONFLICT,
		 "there is a field 'ends_on' already"},
		{"a custom name is taken", "region", FIELD_TEXT, NULL, 0, false, ERR_CONFLICT,
		 "there is a field 'region' already"},
		{"a word of the answers is reserved", "total", FIELD_MONEY, NULL, 0, false,
		 ERR_CONFLICT, "'total' has a meaning of its own; choose another name"},
		{"a word of the files is reserved", "effective_on", FIELD_DATE, NULL, 0, false,
		 ERR_CONFLICT, "'effective_on' has a meaning of its own; choose another name"},
		{"a choice needs choices", "colour", FIELD_CHOICE, NULL, 0, false, ERR_INPUT,
		 "choices belong to a field of type choice, which needs them"},
		{"choices need a choice", "colour", FIELD_TEXT, RED_GREEN, 2, false, ERR_INPUT,
		 "choices belong to a field of type choice, which needs them"},
		{"choices differ", "colour", FIELD_CHOICE, RED_RED, 2, false, ERR_INPUT,
		 "the choice 'red' is given twice"},
		{"only a number is whole", "colour", FIELD_TEXT, NULL, 0, true, ERR_INPUT,
		 "only a field of type number can be whole"},
		{"a whole number is fine", "heads", FIELD_NUMBER, NULL, 0, true, ERR_NONE, ""},
		{"choices are not empty", "colour", FIELD_CHOICE, RED_NONE, 2, false, ERR_INPUT,
		 "a choice of 'colour' is empty"},
	};
	static const Field custom[] = {{.id = 700, .name = {"region", 6}, .type = FIELD_TEXT}};
	Fields fields;
	fields_init(&fields, *state, custom, 1);
	for (size_t i = 0; i < COUNT(cases); i++) {
		Field field = {
			.name = str_from_c(cases[i].name),
			.type = cases[i].type,
			.whole = cases[i].whole,
			.choices = cases[i].choices,
			.choice_count = cases[i].choice_count,
		};
		Err err = {0};
		bool ok = field_check_new(&fields, &field, &err);
		check_err(cases[i].label, &err, cases[i].code, cases[i].says);
		assert_int_equal(ok, cases[i].code == ERR_NONE);
	}
}

static void there_are_two_hundred_custom_fields_at_most(void **state)
{
	Arena *mem = *state;
	Field *custom = ARENA_ARRAY(mem, Field, CUSTOM_FIELDS_MAX);
	for (size_t i = 0; i < CUSTOM_FIELDS_MAX; i++)
		custom[i] = (Field){.id = (int64_t)i + 100,
				    .name = str_format(mem, "f%zu", i),
				    .type = FIELD_TEXT};
	Fields fields;
	Field more = {.name = STR("more"), .type = FIELD_TEXT};
	Err err = {0};
	fields_init(&fields, mem, custom, CUSTOM_FIELDS_MAX - 1);
	assert_true(field_check_new(&fields, &more, &err));
	fields_init(&fields, mem, custom, CUSTOM_FIELDS_MAX);
	assert_false(field_check_new(&fields, &more, &err));
	check_err("one more", &err, ERR_RANGE,
		  "there are 200 custom fields already, the most that can be");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(finds_built_in_fields),
		ARENA_TEST(lists_choices_in_the_order_of_their_constants),
		ARENA_TEST(custom_fields_follow_the_built_in_ones),
		ARENA_TEST(an_unknown_name_gets_a_hint),
		cmocka_unit_test(types_have_names),
		cmocka_unit_test(types_are_stored_as_text_or_numbers),
		ARENA_TEST(a_new_field_is_checked),
		ARENA_TEST(there_are_two_hundred_custom_fields_at_most),
	};
	return RUN_TESTS(tests);
}
