#include "check.h"
#include "ingest/number_text.h"

static const NumberRules comma_file = {.delimiter = ','};
static const NumberRules semicolon_file = {.delimiter = ';'};
static const NumberRules tab_file = {.delimiter = '\t'};
static const NumberRules german = {.decimal = ',', .group = '.'};
static const NumberRules plain = {.decimal = '.'};
static const NumberRules swiss = {.decimal = '.', .group = '\''};
static const NumberRules french = {.decimal = ',', .group = ' '};
static const Currency usd = {"USD", 2};
static const Currency eur = {"EUR", 2};

static void reads_numbers(void **state)
{
	const struct {
		const char *label;
		const NumberRules *rules;
		const char *text;
		const char *wanted;
	} cases[] = {
		{"a plain number", &comma_file, "1234.50", "1234.50"},
		{"a whole one", &comma_file, "7", "7"},
		{"a negative one", &comma_file, "-0.5", "-0.5"},
		{"a plus", &comma_file, "+5", "5"},
		{"a minus after it", &comma_file, "5-", "-5"},
		{"a typographic minus", &comma_file, "\u22125.25", "-5.25"},
		{"parentheses", &comma_file, "(1,234.50)", "-1234.50"},
		{"a sign of currency before", &comma_file, "$5", "5"},
		{"behind the minus", &comma_file, "-$5", "-5"},
		{"before the minus", &comma_file, "$ -5", "-5"},
		{"in parentheses", &comma_file, "($5)", "-5"},
		{"around parentheses", &comma_file, "$ (5)", "-5"},
		{"a code before", &comma_file, "USD 5", "5"},
		{"a code after", &comma_file, "5 USD", "5"},
		{"a code without a space", &comma_file, "USD5", "5"},
		{"groups", &comma_file, "1,234,567.89", "1234567.89"},
		{"groups without decimals", &comma_file, "1,234", "1234"},
		{"groups of points, decimals behind a comma", &comma_file, "1.234.567,89",
		 "1234567.89"},
		{"points that come twice group", &comma_file, "1.234.567", "1234567"},
		{"groups of apostrophes", &comma_file, "1'234.50", "1234.50"},
		{"of typographic apostrophes", &comma_file, "1\u2019234", "1234"},
		{"of spaces", &comma_file, "12 345.5", "12345.5"},
		{"of no-break spaces", &comma_file, "12\u00A0345", "12345"},
		{"of narrow no-break spaces", &comma_file, "1\u202F234\u202F567", "1234567"},
		{"a narrow space before a sign", &comma_file, "5\u202F$", "5"},
		{"spaces around", &comma_file, "  5 ", "5"},
		{"no digit before the point", &comma_file, ".5", ".5"},
		{"a semicolon means decimal commas", &semicolon_file, "12,5", "12.5"},
		{"and points that group", &semicolon_file, "1.234", "1234"},
		{"both, the comma last", &semicolon_file, "1.234,5", "1234.5"},
		{"both, the point last", &semicolon_file, "1,234.5", "1234.5"},
		{"commas that come twice group", &semicolon_file, "1,234,567", "1234567"},
		{"tabs mean a point", &tab_file, "12.5", "12.5"},
		{"both are clear between tabs, too", &tab_file, "1.234,5", "1234.5"},
		{"and so are two commas", &tab_file, "1,234,567", "1234567"},
		{"a style that is told", &german, "1.234.567,89", "1234567.89"},
		{"a point groups there", &german, "1.234", "1234"},
		{"apostrophes that are told", &swiss, "1'234.5", "1234.5"},
		{"spaces that are told", &french, "1\u202F234,5", "1234.5"},
		{"digits beyond what fits are kept", &comma_file, "99999999999999999999.999",
		 "99999999999999999999.999"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Buf room = {.mem = *state};
		Str out = {0};
		Err err = {0};
		if (!number_text(str_from_c(cases[i].text), cases[i].rules,
				 (NumberKind){.currency = &usd}, &room, &out, &err))
			fail_msg("%s: %s", cases[i].label, err.text);
		check_text(cases[i].label, out, cases[i].wanted);
	}
}

static void refuses_what_is_no_number(void **state)
{
	const struct {
		const char *label;
		const NumberRules *rules;
		const char *text;
		const char *wanted;
	} cases[] = {
		{"a word", &comma_file, "none", "'none' is not a number"},
		{"nothing but a sign", &comma_file, "-", "'-' is not a number"},
		{"nothing but a currency", &comma_file, "$", "'$' is not a number"},
		{"two signs", &comma_file, "--5", "'--5' is not a number"},
		{"a minus in parentheses", &comma_file, "(-5)", "'(-5)' is not a number"},
		{"two currencies", &comma_file, "$5 USD", "'$5 USD' is not a number"},
		{"a currency in the middle", &comma_file, "5$5", "'5$5' is not a number"},
		{"one group too short", &comma_file, "1,23", "'1,23' is not a number"},
		{"a comma for decimals where points are", &comma_file, "12,50",
		 "'12,50' is not a number"},
		{"a first group too long", &comma_file, "1234,567.5",
		 "'1234,567.5' is not a number"},
		{"two kinds of groups", &comma_file, "1 234'567", "'1 234'567' is not a number"},
		{"groups behind the point", &comma_file, "1.234 567",
		 "'1.234 567' is not a number"},
		{"groups of thousands and lakhs", &comma_file, "12,34,567",
		 "'12,34,567' is not a number"},
		{"a group that begins with 0", &semicolon_file, "0.125", "'0.125' is not a number"},
		{"decimal points where commas are", &semicolon_file, "12.50",
		 "'12.50' is not a number"},
		{"no digit behind the point", &comma_file, "5.", "'5.' is not a number"},
		{"an exponent, which has lost digits", &comma_file, "1.2E+08",
		 "'1.2E+08' is not a number"},
		{"groups that are not told", &plain, "1,234.5", "'1,234.5' is not a number"},
		{"a decimal sign that is not told", &german, "12.50", "'12.50' is not a number"},
		{"a percentage of money", &comma_file, "5 %", "'5 %' is not a number"},
		{"a sign of another currency", &comma_file, "€ 5",
		 "'€ 5' is not in USD, the currency of its contract"},
		{"a code of another currency", &comma_file, "5 CHF",
		 "'5 CHF' is not in USD, the currency of its contract"},
		{"a code that is none", &comma_file, "ABC 5", "'ABC 5' is not a number"},
		{"a comma alone between tabs", &tab_file, "1,234",
		 "in '1,234' the comma may be a decimal sign or group digits; say which with \"numbers\" in the mapping"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Buf room = {.mem = *state};
		Str out = {0};
		Err err = {0};
		if (number_text(str_from_c(cases[i].text), cases[i].rules,
				(NumberKind){.currency = &usd}, &room, &out, &err))
			fail_msg("%s: gave '%.*s'", cases[i].label, STR_ARG(out));
		check_err(cases[i].label, &err, ERR_INPUT, cases[i].wanted);
	}
}

static void heeds_the_kind_of_number(void **state)
{
	Buf room = {.mem = *state};
	Str out = {0};
	Err err = {0};
	NumberKind share = {.share = true};
	NumberKind number = {0};
	assert_true(number_text(STR("62,5 %"), &german, share, &room, &out, &err));
	check_text("a share", out, "62.5%");
	assert_true(number_text(STR("€ 5"), &comma_file, (NumberKind){.currency = &eur}, &room,
				&out, &err));
	check_text("an amount in euro", out, "5");
	assert_false(number_text(STR("5%%"), &comma_file, share, &room, &out, &err));
	check_err("two signs of percent", &err, ERR_INPUT, "'5%%' is not a number");
	assert_false(number_text(STR("$5"), &comma_file, number, &room, &out, &err));
	check_err("hours have no currency", &err, ERR_INPUT, "'$5' is not a number");
}

static void expands_exponents(void **state)
{
	const struct {
		const char *text;
		const char *wanted;
	} cases[] = {
		{"12", "12"},        {"-1.5", "-1.5"},   {"1.1e7", "11000000"},
		{"1.1E+1", "11"},    {"1.25e1", "12.5"}, {"125e-2", "1.25"},
		{"-1e-3", "-0.001"}, {"12.5e0", "12.5"}, {"0e999999999", "0"},
		{"0.00e-5000", "0"}, {"10.0e2", "1000"}, {"-1.0e2", "-100"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Buf room = {.mem = *state};
		Str out = {0};
		Err err = {0};
		assert_true(number_expand(str_from_c(cases[i].text), &room, &out, &err));
		check_text(cases[i].text, out, cases[i].wanted);
	}
	Buf room = {.mem = *state};
	Str out = {0};
	Err err = {0};
	assert_false(number_expand(STR("1e1001"), &room, &out, &err));
	check_err("too large", &err, ERR_RANGE, "'1e1001' is outside of what can be held");
	assert_false(number_expand(STR("1e-99999999999999999999"), &room, &out, &err));
	check_err("too small", &err, ERR_RANGE,
		  "'1e-99999999999999999999' is outside of what can be held");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(reads_numbers),
		ARENA_TEST(refuses_what_is_no_number),
		ARENA_TEST(heeds_the_kind_of_number),
		ARENA_TEST(expands_exponents),
	};
	return RUN_TESTS(tests);
}
