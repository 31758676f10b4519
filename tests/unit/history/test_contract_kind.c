#include "check.h"
#include "history/contract_kind.h"

static void kinds_have_names(void **state)
{
	(void)state;
	static const struct {
		ContractKind kind;
		const char *name;
	} cases[] = {
		{CONTRACT_CUSTOMER, "customer"},
		{CONTRACT_VENDOR, "vendor"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		ContractKind got = cases[1 - i].kind;
		Err err = {0};
		assert_string_equal(contract_kind_name(cases[i].kind), cases[i].name);
		assert_true(contract_kind_parse(str_from_c(cases[i].name), &got, &err));
		assert_int_equal(got, cases[i].kind);
	}
}

static void other_names_are_refused(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"supplier", "'supplier' is not a kind of contract; use customer or vendor"},
		{"Customer", "'Customer' is not a kind of contract; use customer or vendor"},
		{"", "'' is not a kind of contract; use customer or vendor"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		ContractKind got = CONTRACT_VENDOR;
		Err err = {0};
		assert_false(contract_kind_parse(str_from_c(cases[i][0]), &got, &err));
		check_err(cases[i][0], &err, ERR_INPUT, cases[i][1]);
		assert_int_equal(got, CONTRACT_VENDOR);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds_have_names),
		cmocka_unit_test(other_names_are_refused),
	};
	return RUN_TESTS(tests);
}
