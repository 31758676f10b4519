/* Values against shapes, and the schemas of shapes. */

#include "check.h"

#include "answer/contract_json.h"
#include "answer/shape_schema.h"

static const char *word_at(size_t place)
{
	static const char *const words[] = {"red", "green"};
	return place < COUNT(words) ? words[place] : NULL;
}

static const Shape NAME = {.kind = SHAPE_TEXT, .minimum = 1, .maximum = 3};
static const Shape CODE = {.kind = SHAPE_TEXT, .minimum = 2, .maximum = 2};
static const Shape COLOUR = {.kind = SHAPE_CHOICE, .choice = word_at};
static const Shape SIZE = {.kind = SHAPE_CHOICE, SHAPE_CHOICES("S", "L")};
static const Shape SMALL = {.kind = SHAPE_INTEGER, .minimum = 1, .maximum = 9};
static const Shape INNER = {
	.name = "Inner",
	.kind = SHAPE_OBJECT,
	.help = "a thing inside",
	SHAPE_MEMBERS({"name", &NAME, ALWAYS, "how it is called"}),
};
static const Shape INNERS = {.kind = SHAPE_LIST, .items = &INNER};
static const Shape WHEN = {.kind = SHAPE_EITHER, SHAPE_OPTIONS(&SHAPE_OF_INSTANT, &SHAPE_OF_DATE)};
static const Shape COUNTS = {.kind = SHAPE_OBJECT, .items = &SHAPE_OF_INTEGER};
static const Shape OUTER = {
	.name = "Outer",
	.kind = SHAPE_OBJECT,
	SHAPE_MEMBERS({"id", &SHAPE_OF_ID, OPTIONAL, NULL},
		      {"on", &SHAPE_OF_DATE, OPTIONAL_NULLABLE, NULL},
		      {"at", &SHAPE_OF_INSTANT, OPTIONAL, NULL},
		      {"share", &SHAPE_OF_DECIMAL, OPTIONAL, NULL},
		      {"count", &SHAPE_OF_INTEGER, OPTIONAL, NULL},
		      {"small", &SMALL, OPTIONAL, NULL}, {"ok", &SHAPE_OF_BOOL, OPTIONAL, NULL},
		      {"code", &CODE, OPTIONAL, NULL}, {"colour", &COLOUR, OPTIONAL, NULL},
		      {"size", &SIZE, OPTIONAL_NULLABLE, "how large"},
		      {"inner", &INNERS, OPTIONAL, NULL}, {"when", &WHEN, OPTIONAL, NULL},
		      {"counts", &COUNTS, OPTIONAL, NULL}, {"any", &SHAPE_OF_ANY, OPTIONAL, NULL},
		      {"value", &VALUE_SHAPE, OPTIONAL, NULL},
		      {"only", &INNER, OPTIONAL_NULLABLE, "the only one"}),
};

static const JsonValue *parse(Arena *mem, const char *label, const char *text)
{
	Err err;
	const JsonValue *value = NULL;
	if (!json_parse(mem, str_from_c(text), &value, &err))
		fail_msg("%s: %s", label, err.text);
	return value;
}

static void values_that_fit(void **state)
{
	static const char *const cases[] = {
		"{}",
		"{\"id\":\"912188484355149825\",\"on\":\"2009-03-01\",\"at\":\"2009-03-01T10:30:00Z\"}",
		"{\"on\":null,\"size\":null,\"only\":null}",
		"{\"share\":\"-0.7\",\"count\":0,\"small\":9,\"ok\":false,\"code\":\"öä\"}",
		"{\"colour\":\"green\",\"size\":\"L\",\"inner\":[],\"when\":\"2009-03-01\"}",
		"{\"inner\":[{\"name\":\"abc\"},{\"name\":\"äöü\"}],\"when\":\"2009-03-01T00:00Z\"}",
		"{\"counts\":{\"a\":1,\"b\":2},\"any\":[null,{\"x\":[[1.5e9]]}]}",
		"{\"value\":null}",
		"{\"value\":\"0.7\"}",
		"{\"value\":{\"amount\":\"1.00\",\"currency\":\"USD\"},\"only\":{\"name\":\"x\"}}",
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Err err;
		if (!shape_check(&OUTER, parse(*state, cases[i], cases[i]), &err))
			fail_msg("%s: %s", cases[i], err.text);
	}
}

static void values_that_do_not_fit(void **state)
{
	static const struct {
		const char *value;
		const char *field;
		const char *text;
	} cases[] = {
		{"[]", "", "the body: must be an object"},
		{"null", "", "the body: must not be null"},
		{"{\"idd\":\"1\"}", "idd", "idd: is not known here"},
		{"{\"id\":1}", "id", "id: must be a text in quotes"},
		{"{\"id\":\"0\"}", "id", "id: '0' is no id"},
		{"{\"id\":\"99999999999999999999\"}", "id", "id: '99999999999999999999' is no id"},
		{"{\"id\":null}", "id", "id: must not be null"},
		{"{\"on\":\"2009-02-30\"}", "on",
		 "on: bad date '2009-02-30': February 2009 has no day 30"},
		{"{\"at\":\"2009-03-01\"}", "at", "at: '2009-03-01' has no time of day"},
		{"{\"share\":\"a\"}", "share", "share: 'a' is not a number"},
		{"{\"count\":-1}", "count", "count: must be at least 0"},
		{"{\"count\":\"1\"}", "count", "count: must be a whole number"},
		{"{\"count\":1.5}", "count", "count: must be a whole number"},
		{"{\"small\":10}", "small", "small: must be between 1 and 9"},
		{"{\"ok\":1}", "ok", "ok: must be true or false"},
		{"{\"code\":\"a\"}", "code", "code: has 2 characters; this has 1"},
		{"{\"colour\":\"blue\"}", "colour", "colour: 'blue' is none of red, green"},
		{"{\"size\":\"M\"}", "size", "size: 'M' is none of S, L"},
		{"{\"inner\":{}}", "inner", "inner: must be a list"},
		{"{\"inner\":[{\"name\":\"a\"},{}]}", "inner[1].name", "inner[1].name: is missing"},
		{"{\"inner\":[{\"name\":\"\"}]}", "inner[0].name",
		 "inner[0].name: must not be empty"},
		{"{\"inner\":[{\"name\":\"abcd\"}]}", "inner[0].name",
		 "inner[0].name: has at most 3 characters; this has 4"},
		{"{\"when\":\"yesterday\"}", "when", NULL},
		{"{\"counts\":{\"a\":\"1\"}}", "counts.a", "counts.a: must be a whole number"},
		{"{\"value\":{\"amount\":\"1.00\"}}", "value.currency",
		 "value.currency: is missing"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Err err;
		const JsonValue *value = parse(*state, cases[i].value, cases[i].value);
		if (shape_check(&OUTER, value, &err))
			fail_msg("%s: it passed", cases[i].value);
		check_text(cases[i].value, str_from_c(err.field), cases[i].field);
		assert_int_equal(err.code, ERR_INPUT);
		if (cases[i].text)
			check_text(cases[i].value, str_from_c(err.text), cases[i].text);
	}
}

/* A path is cut where it does not fit, and stays text. */
static void long_names_are_cut(void **state)
{
	Arena *mem = *state;
	Err err;
	Buf text = {.mem = mem};
	buf_add(&text, STR("{\""));
	for (size_t i = 0; i < 500; i++)
		buf_add(&text, STR("ü"));
	buf_add(&text, STR("\":1}"));
	const JsonValue *value = parse(mem, "long", str_to_c(mem, buf_str(&text)));
	assert_false(shape_check(&OUTER, value, &err));
	assert_true(strlen(err.field) < ERR_FIELD_SIZE);
	assert_true(strlen(err.text) < 200);
}

/* A contract's state holds built-in fields by type, and custom ones beside them. */
static void tracked_fields_are_known(void **state)
{
	static const Shape tracked = {.kind = SHAPE_OBJECT, .tracked = true, .items = &VALUE_SHAPE};
	static const struct {
		const char *value;
		const char *text; /* NULL: it fits */
	} cases[] = {
		{"{\"annual_value\":{\"amount\":\"1.00\",\"currency\":\"USD\"}}", NULL},
		{"{\"annual_value\":null,\"status\":\"draft\",\"starts_on\":\"2009-03-01\"}", NULL},
		{"{\"own\":\"x\",\"other\":null}", NULL},
		{"{\"annual_value\":\"1.00\"}", "annual_value: must be an object"},
		{"{\"status\":\"done\"}", "status: is none of its choices"},
		{"{\"own\":7}", "own: must be a text in quotes"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Err err;
		const JsonValue *value = parse(*state, cases[i].value, cases[i].value);
		bool ok = shape_check(&tracked, value, &err);
		assert_int_equal(ok, cases[i].text == NULL);
		if (!ok)
			check_text(cases[i].value, str_from_c(err.text), cases[i].text);
	}
}

static Str schema_of(Arena *mem, const Shape *shape)
{
	Buf out = {.mem = mem};
	JsonWriter json;
	json_write_init(&json, &out, false);
	schema_write(&json, shape);
	return buf_str(&out);
}

static const Shape OBJECT = {
	.kind = SHAPE_OBJECT,
	SHAPE_MEMBERS({"name", &NAME, NULLABLE, "how it is called"},
		      {"size", &SIZE, OPTIONAL_NULLABLE, NULL},
		      {"only", &INNER, OPTIONAL_NULLABLE, "the only one"},
		      {"inner", &INNER, ALWAYS, NULL}),
};

static void schemas_say_what_shapes_say(void **state)
{
	static const struct {
		const char *label;
		const Shape *shape;
		const char *schema;
	} cases[] = {
		{"a text", &NAME, "{\"type\":\"string\",\"minLength\":1,\"maxLength\":3}"},
		{"an id", &SHAPE_OF_ID,
		 "{\"type\":\"string\",\"pattern\":\"^[1-9][0-9]{0,18}$\",\"examples\":["
		 "\"912188484355149825\"]}"},
		{"a date", &SHAPE_OF_DATE,
		 "{\"type\":\"string\",\"format\":\"date\",\"examples\":[\"2009-03-01\"]}"},
		{"a number", &SMALL,
		 "{\"type\":\"integer\",\"format\":\"int64\",\"minimum\":1,\"maximum\":9}"},
		{"a choice", &COLOUR, "{\"type\":\"string\",\"enum\":[\"red\",\"green\"]}"},
		{"a list of what has a name", &INNERS,
		 "{\"type\":\"array\",\"items\":{\"$ref\":\"#/components/schemas/Inner\"}}"},
		{"what has a name is written out", &INNER,
		 "{\"description\":\"a thing inside\",\"type\":\"object\",\"properties\":{\"name\":{"
		 "\"description\":\"how it is called\",\"type\":\"string\",\"minLength\":1,"
		 "\"maxLength\":3}},\"required\":[\"name\"],\"additionalProperties\":false}"},
		{"others of one shape", &COUNTS,
		 "{\"type\":\"object\",\"properties\":{},\"additionalProperties\":{\"type\":"
		 "\"integer\",\"format\":\"int64\",\"minimum\":0}}"},
		{"null by type, by choice and by reference", &OBJECT,
		 "{\"type\":\"object\",\"properties\":{\"name\":{\"description\":\"how it is called\","
		 "\"type\":[\"string\",\"null\"],\"minLength\":1,\"maxLength\":3},\"size\":{"
		 "\"type\":[\"string\",\"null\"],\"enum\":[\"S\",\"L\",null]},\"only\":{"
		 "\"description\":\"the only one\",\"anyOf\":[{\"$ref\":"
		 "\"#/components/schemas/Inner\"},{\"type\":\"null\"}]},\"inner\":{"
		 "\"description\":\"a thing inside\",\"$ref\":\"#/components/schemas/Inner\"}},"
		 "\"required\":[\"name\",\"inner\"],\"additionalProperties\":false}"},
		{"anything", &SHAPE_OF_ANY, "{}"},
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		check_text(cases[i].label, schema_of(*state, cases[i].shape), cases[i].schema);
}

static void named_shapes_are_collected_once(void **state)
{
	Arena *mem = *state;
	ShapeList list = {0};
	schema_collect(mem, &CONTRACT_SHAPE, &list);
	schema_collect(mem, &EFFECT_SHAPE, &list);
	size_t money = 0;
	for (size_t i = 0; i < list.len; i++) {
		assert_non_null(list.at[i]->name);
		money += list.at[i] == &MONEY_SHAPE;
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(list.at[i]->name, list.at[j]->name);
	}
	assert_int_equal(money, 1);
	assert_ptr_equal(list.at[0], &CONTRACT_SHAPE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(values_that_fit),
		ARENA_TEST(values_that_do_not_fit),
		ARENA_TEST(long_names_are_cut),
		ARENA_TEST(tracked_fields_are_known),
		ARENA_TEST(schemas_say_what_shapes_say),
		ARENA_TEST(named_shapes_are_collected_once),
	};
	return RUN_TESTS(tests);
}
