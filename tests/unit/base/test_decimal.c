#include "base/decimal.h"
#include "check.h"

#include <inttypes.h>

static const NumberStyle PLAIN = {'.', 0};
static const NumberStyle ENGLISH = {'.', ','};
static const NumberStyle GERMAN = {',', '.'};
static const NumberStyle SWISS = {'.', '\''};
static const NumberStyle SPACED = {',', ' '};

static void reads_numbers(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		const NumberStyle *style;
		int digits;
		int64_t wanted;
	} cases[] = {
		{"0", &PLAIN, 2, 0},
		{"-0", &PLAIN, 2, 0},
		{"1.5", &PLAIN, 2, 150},
		{"+1.5", &PLAIN, 2, 150},
		{"-1.05", &PLAIN, 2, -105},
		{".5", &PLAIN, 2, 50},
		{"-.5", &PLAIN, 1, -5},
		{"007", &PLAIN, 0, 7},
		{"1.500000", &PLAIN, 1, 15},
		{"1.00", &PLAIN, 0, 1},
		{"9223372036854775807", &PLAIN, 0, INT64_MAX},
		{"-9223372036854775808", &PLAIN, 0, INT64_MIN},
		{"-92233720368547758.08", &PLAIN, 2, INT64_MIN},
		{"1,234,567.89", &ENGLISH, 2, 123456789},
		{"1234567.89", &ENGLISH, 2, 123456789},
		{"123,456", &ENGLISH, 0, 123456},
		{"1.234,5", &GERMAN, 2, 123450},
		{"1'234.50", &SWISS, 2, 123450},
		{"-1 234 567,8", &SPACED, 1, -12345678},
		{",5", &GERMAN, 1, 5},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		int64_t got;
		Err err = {0};
		if (!decimal_parse(str_from_c(cases[i].text), *cases[i].style, cases[i].digits,
				   &got, &err))
			fail_msg("'%s': %s", cases[i].text, err.text);
		if (got != cases[i].wanted)
			fail_msg("'%s': got %" PRId64 ", wanted %" PRId64, cases[i].text, got,
				 cases[i].wanted);
	}
}

static void refuses_numbers(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		const NumberStyle *style;
		int digits;
		ErrCode code;
		const char *says;
	} cases[] = {
		{"", &PLAIN, 2, ERR_INPUT, "'' is not a number"},
		{"-", &PLAIN, 2, ERR_INPUT, "'-' is not a number"},
		{".", &PLAIN, 2, ERR_INPUT, "'.' is not a number"},
		{"1.", &PLAIN, 2, ERR_INPUT, "'1.' is not a number"},
		{"--1", &PLAIN, 2, ERR_INPUT, "'--1' is not a number"},
		{"1e3", &PLAIN, 2, ERR_INPUT, "'1e3' is not a number"},
		{"0x10", &PLAIN, 2, ERR_INPUT, "'0x10' is not a number"},
		{"1.2.3", &PLAIN, 2, ERR_INPUT, "'1.2.3' is not a number"},
		{" 1", &PLAIN, 2, ERR_INPUT, "' 1' is not a number"},
		{"NaN", &PLAIN, 2, ERR_INPUT, "'NaN' is not a number"},
		{"1,000", &PLAIN, 2, ERR_INPUT, "'1,000' is not a number"},
		{"1,00", &ENGLISH, 2, ERR_INPUT, "'1,00' is not a number"},
		{"1234,567", &ENGLISH, 2, ERR_INPUT, "'1234,567' is not a number"},
		{"1,2345", &ENGLISH, 2, ERR_INPUT, "'1,2345' is not a number"},
		{",123", &ENGLISH, 2, ERR_INPUT, "',123' is not a number"},
		{"123,", &ENGLISH, 2, ERR_INPUT, "'123,' is not a number"},
		{"1,,234", &ENGLISH, 2, ERR_INPUT, "'1,,234' is not a number"},
		{"1.234.5", &GERMAN, 2, ERR_INPUT, "'1.234.5' is not a number"},
		{"1,2.5", &GERMAN, 2, ERR_INPUT, "'1,2.5' is not a number"},
		{"1.234", &PLAIN, 2, ERR_INPUT, "'1.234' has more than 2 decimals"},
		{"1.5", &PLAIN, 0, ERR_INPUT, "'1.5' has more than 0 decimals"},
		{"9223372036854775808", &PLAIN, 0, ERR_RANGE,
		 "'9223372036854775808' is too large a number"},
		{"-9223372036854775809", &PLAIN, 0, ERR_RANGE,
		 "'-9223372036854775809' is too large a number"},
		{"92233720368547758.08", &PLAIN, 2, ERR_RANGE,
		 "'92233720368547758.08' is too large a number"},
		{"92233720368547758070", &PLAIN, 0, ERR_RANGE,
		 "'92233720368547758070' is too large a number"},
		{"92233720368547759", &PLAIN, 2, ERR_RANGE,
		 "'92233720368547759' is too large a number"},
		{"99999999999999999999999999.99", &PLAIN, 2, ERR_RANGE,
		 "'99999999999999999999999999.99' is too large a number"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		int64_t got = 7;
		Err err = {0};
		if (decimal_parse(str_from_c(cases[i].text), *cases[i].style, cases[i].digits, &got,
				  &err))
			fail_msg("'%s' was read", cases[i].text);
		check_err(cases[i].text, &err, cases[i].code, cases[i].says);
		assert_int_equal(got, 7);
	}
}

static void writes_numbers(void **state)
{
	Arena *mem = *state;
	static const struct {
		int64_t scaled;
		int digits;
		const char *plain;
		const char *shortest;
		const char *grouped;
	} cases[] = {
		{0, 0, "0", "0", "0"},
		{0, 2, "0.00", "0", "0.00"},
		{5, 2, "0.05", "0.05", "0.05"},
		{-5, 2, "-0.05", "-0.05", "−0.05"},
		{-150, 2, "-1.50", "-1.5", "−1.50"},
		{700000, 6, "0.700000", "0.7", "0.700000"},
		{160000000, 6, "160.000000", "160", "160.000000"},
		{100, 0, "100", "100", "100"},
		{99999, 2, "999.99", "999.99", "999.99"},
		{100000, 2, "1000.00", "1000", "1,000.00"},
		{123456789, 0, "123456789", "123456789", "123,456,789"},
		{-12345678900, 2, "-123456789.00", "-123456789", "−123,456,789.00"},
		{INT64_MAX, 2, "92233720368547758.07", "92233720368547758.07",
		 "92,233,720,368,547,758.07"},
		{INT64_MIN, 3, "-9223372036854775.808", "-9223372036854775.808",
		 "−9,223,372,036,854,775.808"},
		{INT64_MIN, 0, "-9223372036854775808", "-9223372036854775808",
		 "−9,223,372,036,854,775,808"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		check_text("all decimals", decimal_text(mem, cases[i].scaled, cases[i].digits),
			   cases[i].plain);
		check_text("no zeros", decimal_text_short(mem, cases[i].scaled, cases[i].digits),
			   cases[i].shortest);
		check_text("groups", decimal_text_grouped(mem, cases[i].scaled, cases[i].digits),
			   cases[i].grouped);
	}
}

/* As people write it who have no other key. */
static Str with_hyphen(Arena *mem, Str text)
{
	Str minus = STR("−");
	if (!str_starts(text, minus))
		return text;
	return str_format(mem, "-%.*s", STR_ARG(str_slice(text, minus.len, text.len)));
}

/* What is written is read as the same number, in each form. Seed: the start of `bits`. */
static void round_trips(void **state)
{
	(void)state;
	uint64_t bits = 20090301;
	for (int i = 0; i < 20000; i++) {
		Arena mem;
		arena_init(&mem);
		bits = bits * 6364136223846793005 + 1442695040888963407;
		int64_t number = (int64_t)bits >> (bits % 64);
		int digits = i % 7;
		const struct {
			Str text;
			NumberStyle style;
		} forms[] = {
			{decimal_text(&mem, number, digits), PLAIN},
			{decimal_text_short(&mem, number, digits), PLAIN},
			{with_hyphen(&mem, decimal_text_grouped(&mem, number, digits)), ENGLISH},
		};
		for (size_t f = 0; f < COUNT(forms); f++) {
			int64_t got;
			Err err = {0};
			if (!decimal_parse(forms[f].text, forms[f].style, digits, &got, &err) ||
			    got != number)
				fail_msg("%" PRId64 " as '%.*s' is not read back: %s", number,
					 STR_ARG(forms[f].text), err.text);
		}
		arena_deinit(&mem);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_numbers),
		cmocka_unit_test(refuses_numbers),
		ARENA_TEST(writes_numbers),
		cmocka_unit_test(round_trips),
	};
	return RUN_TESTS(tests);
}
