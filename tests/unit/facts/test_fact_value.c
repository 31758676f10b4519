/* Values of facts: as text, and back. */

#include "check.h"
#include "facts/fact.h"

#include <inttypes.h>

static const Currency USD = {"USD", 2};
static const Currency JPY = {"JPY", 0};
static const char *const COLOURS[] = {"red", "green", NULL};

static FactField field_of(FactType type)
{
	return (FactField){.name = "value", .type = type, .choices = COLOURS, .help = "a value"};
}

static void numbers_are_read_and_written(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *label;
		FactType type;
		const char *text;
		int64_t number;
		const char *again;
	} cases[] = {
		{"a date", FACT_DATE, "2026-01-05", 20458, "2026-01-05"},
		{"a month", FACT_MONTH, "2026-03", 674, "2026-03"},
		{"seconds", FACT_SECONDS, "3600", 3600, "3600"},
		{"no seconds", FACT_SECONDS, "0", 0, "0"},
		{"hours", FACT_HOURS, "7.5", 27000, "7.5"},
		{"whole hours", FACT_HOURS, "40", 144000, "40"},
		{"no hours", FACT_HOURS, "0", 0, "0"},
		{"a third of an hour", FACT_HOURS, "0.333333333", 1200, "0.3333"},
		{"two decimals of it", FACT_HOURS, "0.33", 1188, "0.33"},
		{"a third decimal", FACT_HOURS, "0.333", 1199, "0.3331"},
		{"one second", FACT_HOURS, "0.0003", 1, "0.0003"},
		{"half a second goes to the even one", FACT_HOURS, "0.000138889", 1, "0.0003"},
		{"a tie goes down to the even one", FACT_HOURS, "0.003472222", 12, "0.0033"},
		{"half a second exactly, down", FACT_HOURS, "0.00125", 4, "0.0011"},
		{"half a second exactly, up", FACT_HOURS, "0.00375", 14, "0.0039"},
		{"a share", FACT_SHARE, "0.6", 600000, "0.6"},
		{"a share in per cent", FACT_SHARE, "62.5 %", 625000, "0.625"},
		{"all of it", FACT_SHARE, "100%", 1000000, "1"},
		{"none of it", FACT_SHARE, "0", 0, "0"},
		{"an exchange rate", FACT_DECIMAL, "1.0823", 1082300000, "1.0823"},
		{"the smallest one", FACT_DECIMAL, "0.000000001", 1, "0.000000001"},
		{"yes", FACT_FLAG, "yes", 1, "yes"},
		{"true", FACT_FLAG, "TRUE", 1, "yes"},
		{"one", FACT_FLAG, "1", 1, "yes"},
		{"no", FACT_FLAG, "No", 0, "no"},
		{"false", FACT_FLAG, "false", 0, "no"},
		{"zero", FACT_FLAG, "0", 0, "no"},
		{"a choice", FACT_CHOICE, "green", 1, "green"},
		{"a time", FACT_TIME, "22:40:17", 81617, "22:40:17"},
		{"a time without seconds", FACT_TIME, "22:40", 81600, "22:40:00"},
		{"the last second", FACT_TIME, "23:59:59", 86399, "23:59:59"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		FactField field = field_of(cases[i].type);
		FactValue value = {0};
		FactValue back = {0};
		Err err = {0};
		if (!fact_value_parse(&field, str_from_c(cases[i].text), &value, &err))
			fail_msg("%s: %s", cases[i].label, err.text);
		assert_true(value.set);
		if (value.number != cases[i].number)
			fail_msg("%s: got %" PRId64, cases[i].label, value.number);
		Str text = fact_value_text(mem, &field, USD, value);
		check_text(cases[i].label, text, cases[i].again);
		if (!fact_value_parse(&field, text, &back, &err))
			fail_msg("%s: %s", cases[i].label, err.text);
		assert_int_equal(back.number, value.number);
	}
}

static void texts_stay_as_they_are(void **state)
{
	Arena *mem = *state;
	static const FactType types[] = {FACT_TEXT, FACT_CONTRACT, FACT_TASK_NAME,
					 FACT_RESOURCE_NAME};
	for (size_t i = 0; i < COUNT(types); i++) {
		FactField field = field_of(types[i]);
		FactValue value = {0};
		Err err = {0};
		assert_true(fact_value_parse(&field, STR("A\tß 1"), &value, &err));
		assert_true(value.set);
		check_text("a text", value.text, "A\tß 1");
		check_text("a text again", fact_value_text(mem, &field, USD, value), "A\tß 1");
	}
	FactField field = field_of(FACT_CURRENCY);
	FactValue value = {0};
	Err err = {0};
	assert_true(fact_value_parse(&field, STR("BHD"), &value, &err));
	check_text("a currency", fact_value_text(mem, &field, USD, value), "BHD");
}

static void what_is_empty_is_unset(void **state)
{
	Arena *mem = *state;
	for (FactType type = FACT_TEXT; type <= FACT_RESOURCE_NAME; type++) {
		FactField field = field_of(type);
		FactValue value = {.set = true, .number = 5};
		Err err = {0};
		assert_true(fact_value_parse(&field, (Str){0}, &value, &err));
		assert_false(value.set);
		assert_int_equal(value.number, 0);
		check_text("nothing", fact_value_text(mem, &field, USD, value), "");
		assert_true(fact_value_price(&field, USD, &value, &err));
		assert_false(value.set);
	}
}

static void every_second_survives_hours(void **state)
{
	Arena *mem = *state;
	FactField field = field_of(FACT_HOURS);
	for (int64_t seconds = 0; seconds < 100000; seconds += seconds < 7300 ? 1 : 37) {
		FactValue value = {.set = true, .number = seconds};
		Err err = {0};
		Str text = fact_value_text(mem, &field, USD, value);
		assert_true(fact_value_parse(&field, text, &value, &err));
		if (value.number != seconds)
			fail_msg("%" PRId64 " s are %.*s h are %" PRId64 " s", seconds,
				 STR_ARG(text), value.number);
	}
}

static void values_that_are_none_are_refused(void **state)
{
	(void)state;
	static const struct {
		const char *label;
		FactType type;
		const char *text;
		ErrCode code;
		const char *says;
	} cases[] = {
		{"no such day", FACT_DATE, "2026-02-30", ERR_INPUT,
		 "value: bad date '2026-02-30': February 2026 has no day 30"},
		{"no month", FACT_MONTH, "May", ERR_INPUT,
		 "value: 'May' is not a month of the form YYYY-MM"},
		{"seconds below 0", FACT_SECONDS, "-1", ERR_RANGE, "value: '-1' is below 0"},
		{"parts of seconds", FACT_SECONDS, "1.5", ERR_INPUT,
		 "value: '1.5' has more than 0 decimals"},
		{"hours below 0", FACT_HOURS, "-0.5", ERR_RANGE, "value: '-0.5' is below 0"},
		{"hours with minutes", FACT_HOURS, "7:30", ERR_INPUT,
		 "value: '7:30' is not a number"},
		{"too many hours", FACT_HOURS, "99999999999", ERR_RANGE,
		 "value: '99999999999' is too large a number"},
		{"too large a share", FACT_SHARE, "1.5", ERR_RANGE,
		 "value: 1.5 is outside 0 to 100 %"},
		{"a share below 0", FACT_SHARE, "-1%", ERR_RANGE,
		 "value: -1% is outside 0 to 100 %"},
		{"no share", FACT_SHARE, "%", ERR_INPUT, "value: '' is not a number"},
		{"a rate of 0", FACT_DECIMAL, "0", ERR_RANGE, "value: '0' is not above 0"},
		{"no rate", FACT_DECIMAL, "one", ERR_INPUT, "value: 'one' is not a number"},
		{"neither yes nor no", FACT_FLAG, "maybe", ERR_INPUT,
		 "value: 'maybe' is neither yes nor no"},
		{"no choice", FACT_CHOICE, "blue", ERR_INPUT,
		 "value: 'blue' is none of red, green"},
		{"hour 24", FACT_TIME, "24:00", ERR_INPUT,
		 "value: '24:00' is not a time of day such as 22:40"},
		{"minute 60", FACT_TIME, "12:60", ERR_INPUT,
		 "value: '12:60' is not a time of day such as 22:40"},
		{"second 60", FACT_TIME, "12:00:60", ERR_INPUT,
		 "value: '12:00:60' is not a time of day such as 22:40"},
		{"a time without colon", FACT_TIME, "12-30", ERR_INPUT,
		 "value: '12-30' is not a time of day such as 22:40"},
		{"a time with a wrong second colon", FACT_TIME, "12:30.10", ERR_INPUT,
		 "value: '12:30.10' is not a time of day such as 22:40"},
		{"a short time", FACT_TIME, "9:30", ERR_INPUT,
		 "value: '9:30' is not a time of day such as 22:40"},
		{"letters for a time", FACT_TIME, "ab:cd", ERR_INPUT,
		 "value: 'ab:cd' is not a time of day such as 22:40"},
		{"half a digit", FACT_TIME, "1x:00", ERR_INPUT,
		 "value: '1x:00' is not a time of day such as 22:40"},
		{"no currency", FACT_CURRENCY, "usd", ERR_INPUT, "CURRENCY"},
		{"words for money", FACT_MONEY, "ten", ERR_INPUT, "value: 'ten' is not a number"},
		{"a sign alone", FACT_MONEY, "-", ERR_INPUT, "value: '-' is not a number"},
		{"two points", FACT_MONEY, "1.2.3", ERR_INPUT, "value: '1.2.3' is not a number"},
		{"a point at the end", FACT_MONEY, "1.", ERR_INPUT, "value: '1.' is not a number"},
		{"a point alone", FACT_MONEY, ".", ERR_INPUT, "value: '.' is not a number"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		FactField field = field_of(cases[i].type);
		FactValue value = {.number = 5};
		Err err = {0};
		if (fact_value_parse(&field, str_from_c(cases[i].text), &value, &err))
			fail_msg("%s was taken", cases[i].label);
		if (cases[i].type == FACT_CURRENCY)
			assert_int_equal(err.code, cases[i].code);
		else
			check_err(cases[i].label, &err, cases[i].code, cases[i].says);
		assert_string_equal(err.field, "value");
		assert_int_equal(value.number, 5);
	}
}

static void long_choices_are_cut(void **state)
{
	(void)state;
	static char word[300];
	static const char *const choices[] = {word, "last", NULL};
	memset(word, 'x', sizeof word - 1);
	FactField field = {.name = "value", .type = FACT_CHOICE, .choices = choices, .help = "x"};
	FactValue value = {0};
	Err err = {0};
	assert_false(fact_value_parse(&field, STR("y"), &value, &err));
	assert_int_equal(err.code, ERR_INPUT);
	assert_true(fact_value_parse(&field, STR("last"), &value, &err));
	assert_int_equal(value.number, 1);
}

static void money_waits_for_its_currency(void **state)
{
	Arena *mem = *state;
	FactField field = field_of(FACT_MONEY);
	static const char *const texts[] = {"-12.50", "+12.5", "12", ".5", "007.10"};
	static const int64_t cents[] = {-1250, 1250, 1200, 50, 710};
	for (size_t i = 0; i < COUNT(texts); i++) {
		FactValue value = {0};
		Err err = {0};
		assert_true(fact_value_parse(&field, str_from_c(texts[i]), &value, &err));
		assert_int_equal(value.number, 0);
		check_text("of a draft", fact_value_text(mem, &field, (Currency){0}, value),
			   texts[i]);
		assert_true(fact_value_price(&field, USD, &value, &err));
		assert_int_equal(value.number, cents[i]);
		assert_int_equal(value.text.len, 0);
	}
	FactValue value = {.set = true, .number = -5};
	check_text("cents", fact_value_text(mem, &field, USD, value), "-0.05");
	check_text("yen", fact_value_text(mem, &field, JPY, value), "-5");
}

static void money_that_does_not_fit_is_refused(void **state)
{
	(void)state;
	FactField field = field_of(FACT_MONEY);
	FactValue value = {.set = true, .text = STR("1.23456")};
	Err err = {0};
	assert_false(fact_value_price(&field, USD, &value, &err));
	check_err("five decimals", &err, ERR_INPUT, "value: '1.23456' has more than 2 decimals");
	assert_string_equal(err.field, "value");
	check_text("stays", value.text, "1.23456");
	value.text = STR("92233720368547758.08");
	err = (Err){0};
	assert_false(fact_value_price(&field, USD, &value, &err));
	check_err("beyond int64", &err, ERR_RANGE,
		  "value: '92233720368547758.08' is too large a number");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(numbers_are_read_and_written),
		ARENA_TEST(texts_stay_as_they_are),
		ARENA_TEST(what_is_empty_is_unset),
		ARENA_TEST(every_second_survives_hours),
		ARENA_TEST(values_that_are_none_are_refused),
		ARENA_TEST(long_choices_are_cut),
		ARENA_TEST(money_waits_for_its_currency),
		ARENA_TEST(money_that_does_not_fit_is_refused),
	};
	return RUN_TESTS(tests);
}
