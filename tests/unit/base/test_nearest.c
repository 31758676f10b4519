/* The known word that somebody may have meant. */

#include "check.h"

#include "base/nearest.h"

static void the_nearest_word_is_found(void **state)
{
	(void)state;
	static const struct {
		const char *label, *asked, *wanted;
	} cases[] = {
		{"a letter too many", "burnn", "burn"},
		{"another spelling", "contract_utilisation", "contract_utilization"},
		{"neighbours changed places", "brun", "burn"},
		{"a beginning", "contract", "contract_utilization"},
		{"of two the nearer one", "recognised", "recognized"},
		{"nothing like it", "nonsense", ""},
		{"a short word allows little", "xy", ""},
		{"nothing asked", "", ""},
		{"longer than any word", "contract_utilization_of_all_contracts_in_force", ""},
	};
	static const char *const known[] = {"burn", "contract_utilization", "recognized",
					    "recognized_in_ledger"};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Nearest nearest = nearest_to(str_from_c(cases[i].asked));
		for (size_t j = 0; j < COUNT(known); j++)
			nearest_try(&nearest, str_from_c(known[j]));
		check_text(cases[i].label, nearest.best, cases[i].wanted);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_nearest_word_is_found),
	};
	return RUN_TESTS(tests);
}
