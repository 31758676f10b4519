#include "app/scope.h"
#include "check.h"

static void scopes_are_read_and_written(void **state)
{
	static const struct {
		const char *label, *text;
		ScopeKind kind;
		const char *name, *written;
	} CASES[] = {
		{"all", "portfolio", SCOPE_PORTFOLIO, "", "portfolio"},
		{"a key alone", "H-1", SCOPE_CONTRACT, "H-1", "contract:H-1"},
		{"a key with its kind", " contract:H-1 ", SCOPE_CONTRACT, "H-1", "contract:H-1"},
		{"a name with spaces and colons", "account:Harbour: Foods", SCOPE_ACCOUNT,
		 "Harbour: Foods", "account:Harbour: Foods"},
		{"a manager", "manager:Resource 01", SCOPE_MANAGER, "Resource 01",
		 "manager:Resource 01"},
		{"a team", "team: North", SCOPE_TEAM, "North", "team:North"},
		{"no manager", "manager: ", SCOPE_MANAGER, "", "manager:"},
		{"no team", "team:", SCOPE_TEAM, "", "team:"},
		{"a person", "resource:R-1", SCOPE_RESOURCE, "R-1", "resource:R-1"},
		{"a key with a colon", "2026:H", SCOPE_CONTRACT, "2026:H", "contract:2026:H"},
		{"a contract called portfolio", "contract:portfolio", SCOPE_CONTRACT, "portfolio",
		 "contract:portfolio"},
		{"a key that begins as a word", "portfolio:x", SCOPE_CONTRACT, "portfolio:x",
		 "contract:portfolio:x"},
	};
	for (size_t i = 0; i < COUNT(CASES); i++) {
		Err err;
		Scope scope;
		if (!scope_parse(str_from_c(CASES[i].text), &scope, &err))
			fail_msg("%s: %s", CASES[i].label, err.text);
		check_size(CASES[i].label, scope.kind, CASES[i].kind);
		check_text(CASES[i].label, scope.name, CASES[i].name);
		check_text(CASES[i].label, scope_text(*state, scope), CASES[i].written);
		bool nameless = CASES[i].name[0] == '\0' && CASES[i].kind != SCOPE_PORTFOLIO;
		assert_int_equal(!str_eq(scope_words(*state, scope), scope_text(*state, scope)),
				 nameless);
		Scope again;
		assert_true(scope_parse(scope_text(*state, scope), &again, &err));
		check_size(CASES[i].label, again.kind, CASES[i].kind);
		check_text(CASES[i].label, again.name, CASES[i].name);
		bool people = CASES[i].kind == SCOPE_TEAM || CASES[i].kind == SCOPE_RESOURCE;
		check_size(CASES[i].label, scope_is_people(scope), people);
	}
}

static void a_scope_needs_a_name(void **state)
{
	static const char *const TEXTS[] = {"", " ", "contract:", "account: ", "resource:"};
	(void)state;
	for (size_t i = 0; i < COUNT(TEXTS); i++) {
		Err err;
		Scope scope = {SCOPE_KINDS, {0}};
		assert_false(scope_parse(str_from_c(TEXTS[i]), &scope, &err));
		check_err(TEXTS[i], &err, ERR_INPUT,
			  "a scope is portfolio, the key of a contract, or contract:KEY, "
			  "account:NAME, manager:NAME, team:NAME, resource:KEY");
		assert_string_equal(err.field, "scope");
		assert_int_equal(scope.kind, SCOPE_KINDS);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(scopes_are_read_and_written),
		ARENA_TEST(a_scope_needs_a_name),
	};
	return RUN_TESTS(tests);
}
