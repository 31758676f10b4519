/* Which links speak of a name. */

#include "check.h"

#include "app/name_match.h"

static void patterns_fit(void **state)
{
	static const struct {
		const char *pattern, *text;
		bool fits;
	} CASES[] = {
		{"", "", true},
		{"", "a", false},
		{"*", "", true},
		{"*", "anything", true},
		{"?", "", false},
		{"?", "ä", true},
		{"?", "äb", false},
		{"Web*", "Website", true},
		{"Web*", "web", false},
		{"*site", "Website", true},
		{"*site", "Websites", false},
		{"W*s?te", "Website", true},
		{"*b*s*", "Website", true},
		{"*b*x*", "Website", false},
		{"**", "x", true},
		{"a*?", "a", false},
		{"a*?", "aä", true},
		{"*aab", "aaaaab", true},
		{"Site", "Site", true},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(CASES); i++) {
		if (name_fits(str_from_c(CASES[i].pattern), str_from_c(CASES[i].text)) !=
		    CASES[i].fits)
			fail_msg("'%s' and '%s'", CASES[i].pattern, CASES[i].text);
	}
}

static const Link LINK = {.source = {"toggl", 5},
			  .subject = LINK_PROJECT,
			  .name = {"Site*", 5},
			  .within = {"Harbour", 7},
			  .days = {{20000}, {20010}}};

static void a_link_speaks_of_its_own_names_only(void **state)
{
	(void)state;
	NameAsked asked = {STR("toggl"), LINK_PROJECT, STR("Site*"), STR("Harbour")};
	Link link = LINK;
	assert_true(link_speaks_of(&link, &asked));
	asked.name = STR("Sites");
	assert_false(link_speaks_of(&link, &asked));
	link.glob = true;
	assert_true(link_speaks_of(&link, &asked));
	asked.within = STR("Quay");
	assert_false(link_speaks_of(&link, &asked));
	link.within = (Str){0};
	assert_true(link_speaks_of(&link, &asked));
	asked.source = STR("harvest");
	assert_false(link_speaks_of(&link, &asked));
	link.source = (Str){0};
	assert_true(link_speaks_of(&link, &asked));
	asked.subject = LINK_CLIENT;
	assert_false(link_speaks_of(&link, &asked));
	asked.subject = LINK_PROJECT;
	link.removed = true;
	assert_false(link_speaks_of(&link, &asked));
}

static void a_link_holds_on_its_days(void **state)
{
	Link open = LINK;
	(void)state;
	assert_false(link_holds_on(&LINK, (Date){19999}));
	assert_true(link_holds_on(&LINK, (Date){20000}));
	assert_true(link_holds_on(&LINK, (Date){20009}));
	assert_false(link_holds_on(&LINK, (Date){20010}));
	open.days = (Period){DATE_NONE, DATE_NONE};
	assert_true(link_holds_on(&open, DATE_MIN));
	assert_true(link_holds_on(&open, DATE_MAX));
}

static void links_have_an_order(void **state)
{
	(void)state;
	const Str some = STR("x");
	/* Each comes before all that follow. */
	const Link order[] = {
		{.id = 1, .within = some, .source = some},
		{.id = 9, .within = some},
		{.id = 2, .source = some},
		{.id = 8},
		{.id = 7},
		{.id = 20, .glob = true, .within = some, .source = some},
		{.id = 21, .glob = true},
	};
	for (size_t i = 0; i < COUNT(order); i++) {
		for (size_t j = 0; j < COUNT(order); j++) {
			int got = link_precedence(&order[i], &order[j]);
			if ((got < 0) != (i < j) || (got > 0) != (i > j))
				fail_msg("%zu and %zu: %d", i, j, got);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(patterns_fit),
		cmocka_unit_test(a_link_speaks_of_its_own_names_only),
		cmocka_unit_test(a_link_holds_on_its_days),
		cmocka_unit_test(links_have_an_order),
	};
	return RUN_TESTS(tests);
}
