#include "check.h"
#include "history/value.h"

#include <inttypes.h>

static const Str COLOURS[] = {{"red", 3}, {"green", 5}};

enum { MONEY = BUILTIN_FIELDS, NUMBER, SHARE, DATE, TEXT, CHOICE, DAYS, CONTRACT };

static const Field CUSTOM[] = {
	{.id = 100, .name = {"money", 5}, .type = FIELD_MONEY},
	{.id = 101, .name = {"number", 6}, .type = FIELD_NUMBER},
	{.id = 102, .name = {"share", 5}, .type = FIELD_SHARE},
	{.id = 103, .name = {"date", 4}, .type = FIELD_DATE},
	{.id = 104, .name = {"text", 4}, .type = FIELD_TEXT},
	{.id = 105,
	 .name = {"choice", 6},
	 .type = FIELD_CHOICE,
	 .choices = COLOURS,
	 .choice_count = 2},
	{.id = 106, .name = {"days", 4}, .type = FIELD_NUMBER, .whole = true},
	{.id = 107, .name = {"contract", 8}, .type = FIELD_CONTRACT},
};

static const Currency USD = {"USD", 2};
static const Currency JPY = {"JPY", 0};

static void reads_values(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *label;
		int field;
		const Currency *currency;
		ChangeOp op;
		const char *text;
		int64_t number;
		const char *again; /* as value_text writes it */
		const char *people;
	} cases[] = {
		{"money in cents", MONEY, &USD, CHANGE_SET, "130000", 13000000, "130000.00",
		 "130,000.00"},
		{"money below zero", MONEY, &USD, CHANGE_SET, "-0.05", -5, "-0.05", "−0.05"},
		{"money without decimals", MONEY, &JPY, CHANGE_SET, "1234", 1234, "1234", "1,234"},
		{"money to add", MONEY, &USD, CHANGE_ADD, "-12.5", -1250, "-12.50", "−12.50"},
		{"a number in millionths", NUMBER, &USD, CHANGE_SET, "12.5", 12500000, "12.5",
		 "12.5"},
		{"a number to add", NUMBER, &USD, CHANGE_ADD, "-8", -8000000, "-8", "−8"},
		{"whole days", DAYS, &USD, CHANGE_SET, "10", 10000000, "10", "10"},
		{"whole days with a point", DAYS, &USD, CHANGE_SET, "10.0", 10000000, "10", "10"},
		{"a share in per cent", SHARE, &USD, CHANGE_SET, "60%", 600000, "0.6", "60 %"},
		{"a share with a space before the sign", SHARE, &USD, CHANGE_SET, "62.5 %", 625000,
		 "0.625", "62.5 %"},
		{"a share as a decimal", SHARE, &USD, CHANGE_SET, "0.333333", 333333, "0.333333",
		 "33.3333 %"},
		{"all of it", SHARE, &USD, CHANGE_SET, "100%", 1000000, "1", "100 %"},
		{"none of it", SHARE, &USD, CHANGE_SET, "0", 0, "0", "0 %"},
		{"a share taken off", SHARE, &USD, CHANGE_ADD, "-5%", -50000, "-0.05", "−5 %"},
		{"a date", DATE, &USD, CHANGE_SET, "2010-01-01", 14610, "2010-01-01", "1 Jan 2010"},
		{"a choice", CHOICE, &USD, CHANGE_SET, "green", 1, "green", "green"},
		{"a text", TEXT, &USD, CHANGE_SET, "North desk", 0, "North desk", "North desk"},
		{"a contract", CONTRACT, &USD, CHANGE_SET, "C-1", 0, "C-1", "C-1"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Fields fields;
		Value value;
		Err err = {0};
		fields_init(&fields, mem, CUSTOM, COUNT(CUSTOM));
		const Field *field = &fields.at[cases[i].field];
		if (!value_parse(field, *cases[i].currency, cases[i].op, str_from_c(cases[i].text),
				 NUMBER_PLAIN, &value, &err))
			fail_msg("%s: %s", cases[i].label, err.text);
		assert_true(value.set);
		if (value.number != cases[i].number)
			fail_msg("%s: got %" PRId64, cases[i].label, value.number);
		check_text(cases[i].label, value_text(mem, field, *cases[i].currency, value),
			   cases[i].again);
		check_text(cases[i].label, value_text_long(mem, field, *cases[i].currency, value),
			   cases[i].people);
	}
}

static void refuses_values(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *label;
		int field;
		const Currency *currency;
		ChangeOp op;
		const char *text;
		ErrCode code;
		const char *says;
	} cases[] = {
		{"more decimals than the currency holds", MONEY, &USD, CHANGE_SET, "1.005",
		 ERR_INPUT, "money: '1.005' has more than 2 decimals"},
		{"yen have no decimals", MONEY, &JPY, CHANGE_SET, "1.5", ERR_INPUT,
		 "money: '1.5' has more than 0 decimals"},
		{"beyond int64", MONEY, &USD, CHANGE_SET, "92233720368547758.08", ERR_RANGE,
		 "money: '92233720368547758.08' is too large a number"},
		{"no number", NUMBER, &USD, CHANGE_SET, "many", ERR_INPUT,
		 "number: 'many' is not a number"},
		{"too fine a number", NUMBER, &USD, CHANGE_SET, "0.0000001", ERR_INPUT,
		 "number: '0.0000001' has more than 6 decimals"},
		{"half a day", DAYS, &USD, CHANGE_SET, "2.5", ERR_INPUT,
		 "days: '2.5' has more than 0 decimals"},
		{"too many days", DAYS, &USD, CHANGE_SET, "9223372036855", ERR_RANGE,
		 "days: '9223372036855' is too large a number"},
		{"more labour than there is", SHARE, &USD, CHANGE_SET, "170%", ERR_RANGE,
		 "share: 170% is outside 0 to 100 %"},
		{"less than none", SHARE, &USD, CHANGE_SET, "-1%", ERR_RANGE,
		 "share: -1% is outside 0 to 100 %"},
		{"more than all to add", SHARE, &USD, CHANGE_ADD, "1.1", ERR_RANGE,
		 "share: 1.1 is outside 0 to 100 %"},
		{"more than all to take off", SHARE, &USD, CHANGE_ADD, "-101%", ERR_RANGE,
		 "share: -101% is outside 0 to 100 %"},
		{"a share finer than ppm", SHARE, &USD, CHANGE_SET, "0.0000001", ERR_INPUT,
		 "share: '0.0000001' has more than 6 decimals"},
		{"per cent finer than ppm", SHARE, &USD, CHANGE_SET, "0.00001%", ERR_INPUT,
		 "share: '0.00001' has more than 4 decimals"},
		{"31 February", DATE, &USD, CHANGE_SET, "2024-02-31", ERR_INPUT,
		 "date: bad date '2024-02-31': February 2024 has no day 31"},
		{"a year too far", DATE, &USD, CHANGE_SET, "2200-01-01", ERR_RANGE,
		 "date: bad date '2200-01-01': the year 2200 is outside 1900 to 2199"},
		{"no such choice", CHOICE, &USD, CHANGE_SET, "blue", ERR_INPUT,
		 "choice: 'blue' is none of red, green"},
		{"a date is not added to", DATE, &USD, CHANGE_ADD, "2024-01-01", ERR_INPUT,
		 "date: one cannot add to a date; set it"},
		{"a text is not added to", TEXT, &USD, CHANGE_ADD, "more", ERR_INPUT,
		 "text: one cannot add to a text; set it"},
		{"a choice is not added to", CHOICE, &USD, CHANGE_ADD, "red", ERR_INPUT,
		 "choice: one cannot add to a choice; set it"},
		{"nothing is added", MONEY, &USD, CHANGE_ADD, "", ERR_INPUT,
		 "money: nothing to add"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Fields fields;
		Value value = {.set = true, .number = 7};
		Err err = {0};
		fields_init(&fields, mem, CUSTOM, COUNT(CUSTOM));
		if (value_parse(&fields.at[cases[i].field], *cases[i].currency, cases[i].op,
				str_from_c(cases[i].text), NUMBER_PLAIN, &value, &err))
			fail_msg("%s was read", cases[i].label);
		check_err(cases[i].label, &err, cases[i].code, cases[i].says);
		assert_true(value.set && value.number == 7);
	}
}

static void an_empty_text_clears(void **state)
{
	Arena *mem = *state;
	Fields fields;
	fields_init(&fields, mem, CUSTOM, COUNT(CUSTOM));
	for (size_t i = 0; i < fields.len; i++) {
		Value value = {.set = true};
		Err err = {0};
		assert_true(value_parse(&fields.at[i], USD, CHANGE_SET, STR(""), NUMBER_PLAIN,
					&value, &err));
		assert_false(value.set);
		check_text("unset", value_text(mem, &fields.at[i], USD, value), "");
		check_text("unset, for people", value_text_long(mem, &fields.at[i], USD, value),
			   "–");
	}
}

static void numbers_follow_their_style(void **state)
{
	(void)state;
	Value value;
	Err err = {0};
	NumberStyle german = {',', '.'};
	assert_true(
		value_parse(&CUSTOM[0], USD, CHANGE_SET, STR("1.234,50"), german, &value, &err));
	assert_int_equal(value.number, 123450);
	assert_true(value_parse(&CUSTOM[2], USD, CHANGE_SET, STR("62,5%"), german, &value, &err));
	assert_int_equal(value.number, 625000);
}

static void a_long_list_of_choices_is_cut(void **state)
{
	Arena *mem = *state;
	Str choices[60];
	for (size_t i = 0; i < COUNT(choices); i++)
		choices[i] = str_format(mem, "choice%02zu", i);
	Field field = {.name = STR("x"),
		       .type = FIELD_CHOICE,
		       .choices = choices,
		       .choice_count = COUNT(choices)};
	Value value;
	Err err = {0};
	assert_false(value_parse(&field, USD, CHANGE_SET, STR("y"), NUMBER_PLAIN, &value, &err));
	assert_true(
		str_starts(str_from_c(err.text), STR("x: 'y' is none of choice00, choice01, ")));
	assert_true(str_ends(str_from_c(err.text), STR(", choice29, …")));
}

static void values_are_compared(void **state)
{
	(void)state;
	Value unset = {0};
	Value odd = {.number = 9};
	Value one = {.set = true, .number = 1};
	Value text = {.set = true, .text = STR("a")};
	assert_true(value_eq(unset, odd));
	assert_true(value_eq(one, one) && value_eq(text, text));
	assert_false(value_eq(unset, one) || value_eq(one, unset));
	assert_false(value_eq(one, (Value){.set = true, .number = 2}));
	assert_false(value_eq(text, (Value){.set = true, .text = STR("b")}));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(reads_values),
		ARENA_TEST(refuses_values),
		ARENA_TEST(an_empty_text_clears),
		cmocka_unit_test(numbers_follow_their_style),
		ARENA_TEST(a_long_list_of_choices_is_cut),
		cmocka_unit_test(values_are_compared),
	};
	return RUN_TESTS(tests);
}
