#include "collect.h"

static const char CSV[] =
	"{\n"
	"\"name\": \"mine\",\n"
	"\"title\": \"My file\",\n"
	"\"source\": \"erp\",\n"
	"\"format\": \"csv\",\n"
	"\"key\": [\"id\"],\n"
	"\"order\": [\"id\"],\n"
	"\"contract\": {\"key\": \"c\", \"account\": \"a\", \"currency\": {\"value\": \"USD\"}, "
	"\"kind\": {\"value\": \"customer\"}},\n"
	"\"effective_on\": \"from\",\n"
	"\"custom_fields\": [{\"name\": \"region\", \"type\": \"choice\", \"choices\": [\"n\", \"s\"]}],\n"
	"\"fields\": [\n"
	"{\"field\": \"annual_value\", \"op\": \"set\", \"from\": \"value\"}\n"
	"]\n"
	"}\n";

static const char JSON[] =
	"{\n"
	"\"name\": \"mine\",\n"
	"\"title\": \"My file\",\n"
	"\"source\": \"erp\",\n"
	"\"format\": \"json\",\n"
	"\"row\": \"/rows/*\",\n"
	"\"key\": [\"record:/id\", \"/id\"],\n"
	"\"contract\": {\"key\": \"/id\", \"account\": \"/a\", \"currency\": {\"value\": \"USD\"}, "
	"\"kind\": {\"value\": \"customer\"}},\n"
	"\"effective_on\": \"/from\",\n"
	"\"fields\": [{\"field\": \"annual_value\", \"op\": \"set\", \"from\": \"/value\"}]\n"
	"}\n";

/* `text` with the first `part` replaced. */
static Str replaced(Arena *mem, const char *text, const char *part, const char *by)
{
	size_t at = 0;
	Str whole = str_from_c(text);
	if (!str_find(whole, str_from_c(part), &at))
		fail_msg("there is no %s", part);
	Buf buf = {.mem = mem};
	buf_add(&buf, str_slice(whole, 0, at));
	buf_add(&buf, str_from_c(by));
	buf_add(&buf, str_slice(whole, at + strlen(part), whole.len));
	return buf_str(&buf);
}

#define TOP                                                                                        \
	"name, title, source, format, delimiter, numbers, dates, record, row, key, order, first, " \
	"contract, effective_on, known_at, signed_on, reason, change_order, fields, "              \
	"columns_are_fields, count_repeats, custom_fields"

static void names_what_is_wrong(void **state)
{
	const struct {
		const char *base;
		const char *part;
		const char *by;
		const char *wanted;
	} cases[] = {
		{CSV, "\"title\"", "\"titel\"",
		 "line 3: unknown key 'titel' in the mapping; allowed are " TOP},
		{CSV, "\"op\"", "\"opp\"",
		 "line 12: unknown key 'opp' in a field; allowed are field, op, from, end_inclusive, required, values"},
		{CSV, "\"account\"", "\"client\"",
		 "line 8: unknown key 'client' in contract; allowed are key, account, name, currency, kind"},
		{CSV, "\"type\"", "\"kind\"",
		 "line 10: unknown key 'kind' in a custom field; allowed are name, type, whole, unit, choices, help"},
		{CSV, "\"title\": \"My file\",", "", "line 1: the mapping lacks 'title'"},
		{CSV, "\"key\": [\"id\"],", "", "line 1: the mapping lacks 'key'"},
		{CSV, "\"key\": \"c\", ", "", "line 8: contract lacks 'key'"},
		{CSV, "\"effective_on\": \"from\",", "",
		 "line 1: the mapping lacks 'effective_on'"},
		{CSV, "\"My file\"", "7", "line 3: title must be a string, not number"},
		{CSV, "\"My file\"", "\" \"", "line 3: title is blank"},
		{CSV, "\"My file\"", "\"My\\u0000file\"",
		 "line 3: title holds a control character"},
		{CSV, "\"mine\"", "\"My file\"",
		 "line 2: the name 'My file' may hold only a-z, 0-9, - and _"},
		{CSV, "\"csv\"", "\"xml\"", "line 5: format must be csv or json, not 'xml'"},
		{CSV, "\"csv\"", "\"csv\", \"delimiter\": \"::\"",
		 "line 5: delimiter must be one character, such as \";\" or \"\\t\""},
		{CSV, "\"csv\"", "\"csv\", \"delimiter\": \"\\\"\"",
		 "line 5: delimiter must be one character, such as \";\" or \"\\t\""},
		{CSV, "\"csv\"", "\"csv\", \"row\": \"/x/*\"",
		 "line 5: record and row are for the format json"},
		{CSV, "\"csv\"", "\"csv\", \"numbers\": \"german\"",
		 "line 5: numbers must be \"auto\" or an object with decimal and group"},
		{CSV, "\"csv\"", "\"csv\", \"numbers\": {\"group\": \".\"}",
		 "line 5: numbers lacks 'decimal'"},
		{CSV, "\"csv\"", "\"csv\", \"numbers\": {\"decimal\": \";\"}",
		 "line 5: decimal must be one of .,"},
		{CSV, "\"csv\"", "\"csv\", \"numbers\": {\"decimal\": \",\", \"group\": \",\"}",
		 "line 5: group and decimal are the same sign"},
		{CSV, "\"csv\"", "\"csv\", \"dates\": []", "line 5: dates is empty"},
		{CSV, "\"csv\"", "\"csv\", \"dates\": [\"D/M/YYYY\", \"M/D/YYYY\"]",
		 "line 5: a date may fit both D/M/YYYY and M/D/YYYY and mean two days; keep one of them"},
		{CSV, "\"csv\"", "\"csv\", \"note\": 7",
		 "line 5: note must be a string, not number"},
		{CSV, "[\"id\"]", "[]", "line 6: key is empty"},
		{CSV, "[\"id\"]", "\"id\"", "line 6: key must be an array, not string"},
		{CSV, "[\"id\"]", "[7]", "line 6: key must be a column or an object, not number"},
		{CSV, "[\"id\"]", "[{\"optional\": true}]",
		 "line 6: key must have exactly one of column, pointer, value, first_of and join"},
		{CSV, "[\"id\"]", "[{\"column\": \"id\", \"value\": \"x\"}]",
		 "line 6: key must have exactly one of column, pointer, value, first_of and join"},
		{CSV, "[\"id\"]", "[{\"pointer\": \"/id\"}]",
		 "line 6: a CSV mapping refers by columns, not by pointers"},
		{CSV, "[\"id\"]", "[{\"column\": \"id\", \"with\": \"/\"}]",
		 "line 6: 'with' belongs to join"},
		{CSV, "[\"id\"]", "[{\"column\": \"id\", \"optional\": 1}]",
		 "line 6: optional must be true or false"},
		{CSV, "[\"id\"]", "[{\"column\": \"id\", \"values\": {}}]",
		 "line 6: values is empty"},
		{CSV, "[\"id\"]", "[{\"column\": \"id\", \"colour\": \"red\"}]",
		 "line 6: unknown key 'colour' in key; allowed are column, pointer, value, first_of, join, optional, with, "
		 "values"},
		{CSV, "\"order\": [\"id\"]", "\"first\": {\"values\": [\"0\"]}",
		 "line 7: first speaks of the first of 'order', which is missing"},
		{CSV, "\"order\": [\"id\"]", "\"order\": [\"id\"], \"first\": {}",
		 "line 7: first lacks 'values'"},
		{CSV, "\"set\"", "\"put\"", "line 12: op must be set or add, not 'put'"},
		{CSV, "\"field\": \"annual_value\", \"op\": \"set\"",
		 "\"field\": \"ends_on\", \"op\": \"add\"",
		 "line 12: one cannot add to ends_on, which is a date; set it"},
		{CSV, "\"field\": \"annual_value\", \"op\": \"set\"",
		 "\"field\": \"region\", \"op\": \"add\"",
		 "line 12: one cannot add to region, which is a choice; set it"},
		{CSV, "\"from\": \"value\"", "\"from\": \"value\", \"end_inclusive\": true",
		 "line 12: end_inclusive is for dates, and annual_value is a money"},
		{CSV, "\"value\"}\n",
		 "\"value\"},\n{\"field\": \"annual_value\", \"op\": \"add\", \"from\": \"v2\"}\n",
		 "line 13: the field annual_value is filled in line 12 already"},
		{CSV, "\"from\": \"value\"",
		 "\"from\": {\"column\": \"v\", \"values\": {\"a\": \"b\"}}, \"values\": {\"a\": \"b\"}",
		 "line 12: values are given twice"},
		{CSV, "\"fields\"",
		 "\"columns_are_fields\": false, \"note\": \"no fields\", \"custom_fields\"",
		 "line 11, column 68: the key 'custom_fields' comes twice in its object"},
		{CSV, "\"region\"", "\"annual_value\"",
		 "line 10: there is a field 'annual_value' already"},
		{CSV, "\"region\"", "\"Region\"",
		 "line 10: 'Region' cannot name a field; use up to 60 of a-z, 0-9 and _, a letter first"},
		{CSV, "\"choice\"", "\"colour\"",
		 "line 10: 'colour' is not a type of field; use money, number, share, date, text or choice"},
		{CSV, "\"type\": \"choice\"", "\"whole\": true, \"type\": \"choice\"",
		 "line 10: only a field of type number can be whole"},
		{CSV, "\"mine\",", "\"mine\"",
		 "line 3, column 1: expected ',' or '}' but found '\"'"},
		{JSON, "\"/value\"", "\"value\"",
		 "line 10: 'value' is no JSON Pointer: it must begin with '/'"},
		{JSON, "\"/value\"", "\"record:\"", "line 10: the pointer in 'record:' is empty"},
		{JSON, "\"/value\"", "{\"column\": \"value\"}",
		 "line 10: 'value' is a column; a JSON mapping refers by pointers such as /id"},
		{JSON, "\"/value\"", "\"/a~2\"",
		 "line 10: '/a~2' is no JSON Pointer: write '~' as '~0' and '/' as '~1'"},
		{JSON, "\"/rows/*\"", "\"rows\"",
		 "line 6: 'rows' is no JSON Pointer: it must begin with '/'"},
		{JSON, "\"/rows/*\"", "\"/rows/*\", \"record\": []", "line 6: record is empty"},
		{JSON, "\"/rows/*\"", "\"/rows/*\", \"record\": [7]",
		 "line 6: record must be a string, not number"},
		{JSON, "\"json\"", "\"json\", \"delimiter\": \";\"",
		 "line 5: delimiter is for the format csv"},
		{JSON, "\"json\"", "\"json\", \"columns_are_fields\": true",
		 "line 5: columns_are_fields is for the format csv"},
		{JSON,
		 "\"fields\": [{\"field\": \"annual_value\", \"op\": \"set\", \"from\": \"/value\"}]",
		 "\"note\": \"\"", "line 1: the mapping lacks 'fields'"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Arena *mem = *state;
		const Mapping *mapping = NULL;
		Err err = {0};
		Str text = replaced(mem, cases[i].base, cases[i].part, cases[i].by);
		if (mapping_parse(mem, STR("mine.json"), text, &mapping, &err))
			fail_msg("case %zu is taken: %s", i, cases[i].wanted);
		assert_null(mapping);
		check_err(cases[i].by, &err, ERR_INPUT,
			  str_format(mem, "mine.json: %s", cases[i].wanted).ptr);
	}
}

static void reads_what_is_right(void **state)
{
	const Mapping *mapping = collect_mapping(*state, CSV);
	const MappingInfo *info = mapping_info(mapping);
	check_text("name", info->name, "mine");
	check_text("title", info->title, "My file");
	check_text("source", info->source, "erp");
	check_size("custom fields", info->custom_field_count, 1);
	check_text("their names", info->custom_fields[0].name, "region");
	check_size("their choices", info->custom_fields[0].choice_count, 2);
	assert_false(mapping_has_first(mapping));
	assert_true(mapping_is_first(mapping, STR("7")));
	(void)collect_mapping(*state, JSON);
}

static void knows_first_modifications(void **state)
{
	Str text = replaced(*state, CSV, "\"order\": [\"id\"]",
			    "\"order\": [\"id\"], \"first\": {\"values\": [\"0\", \"A\"]}");
	const Mapping *mapping = collect_mapping(*state, str_to_c(*state, text));
	assert_true(mapping_has_first(mapping));
	assert_true(mapping_is_first(mapping, STR("0")));
	assert_true(mapping_is_first(mapping, STR("A\t7")));
	assert_false(mapping_is_first(mapping, STR("P00001\t0")));
	assert_false(mapping_is_first(mapping, STR("")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(names_what_is_wrong),
		ARENA_TEST(reads_what_is_right),
		ARENA_TEST(knows_first_modifications),
	};
	return RUN_TESTS(tests);
}
