#include "base/money.h"
#include "check.h"

static void finds_currencies(void **state)
{
	(void)state;
	static const struct {
		const char *code;
		int exponent;
	} cases[] = {
		{"AED", 2}, {"USD", 2}, {"EUR", 2}, {"JPY", 0}, {"BHD", 3}, {"KWD", 3},
		{"CLF", 4}, {"CLP", 0}, {"ISK", 0}, {"ZWG", 2}, {"HUF", 2}, {"XOF", 0},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Currency got;
		Err err = {0};
		if (!currency_find(str_from_c(cases[i].code), &got, &err))
			fail_msg("%s", err.text);
		check_text("code", str_from_c(got.code), cases[i].code);
		assert_int_equal(got.exponent, cases[i].exponent);
	}
}

static void refuses_other_codes(void **state)
{
	(void)state;
	static const struct {
		const char *code;
		const char *says;
	} cases[] = {
		{"usd", "'usd' is not a currency; use an ISO 4217 code such as USD"},
		{"", "'' is not a currency; use an ISO 4217 code such as USD"},
		{"US", "'US' is not a currency; use an ISO 4217 code such as USD"},
		{"USDT", "'USDT' is not a currency; use an ISO 4217 code such as USD"},
		{"DEM", "'DEM' is not a currency; use an ISO 4217 code such as USD"},
		{"XAU", "'XAU' is not a currency; use an ISO 4217 code such as USD"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Currency got = {"EUR", 9};
		Err err = {0};
		assert_false(currency_find(str_from_c(cases[i].code), &got, &err));
		check_err(cases[i].code, &err, ERR_INPUT, cases[i].says);
		check_text("untouched", str_from_c(got.code), "EUR");
	}
}

static void lists_codes_in_order(void **state)
{
	(void)state;
	size_t count;
	const Currency *list = currency_list(&count);
	assert_true(count > 150);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(strlen(list[i].code), 3);
		assert_true(list[i].exponent >= 0 && list[i].exponent <= 4);
		if (i > 0 && strcmp(list[i - 1].code, list[i].code) >= 0)
			fail_msg("%s stands behind %s", list[i].code, list[i - 1].code);
	}
}

static void writes_amounts(void **state)
{
	Arena *mem = *state;
	check_text("cents", money_text(mem, 8383562, (Currency){"USD", 2}), "83835.62");
	check_text("less than one", money_text(mem, -7, (Currency){"USD", 2}), "-0.07");
	check_text("no decimals", money_text(mem, 83561, (Currency){"JPY", 0}), "83561");
	check_text("three decimals", money_text(mem, 83561, (Currency){"BHD", 3}), "83.561");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_currencies),
		cmocka_unit_test(refuses_other_codes),
		cmocka_unit_test(lists_codes_in_order),
		ARENA_TEST(writes_amounts),
	};
	return RUN_TESTS(tests);
}
