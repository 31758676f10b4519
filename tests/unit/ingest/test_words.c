#include "check.h"
#include "ingest/words.h"

static void knows_yes_and_no(void **state)
{
	static const char *const yes[] = {"Yes", "TRUE", "1",    "Ja", "oui", "Sí",      "Tak",
					  "Ano", "ДА",   "はい", "x",  "✓",   "billable"};
	static const char *const no[] = {"No",  "false", "0",   "Nein", "NON",
					 "Não", "Nie",   "нет", "-",    "Non-Billable"};
	static const char *const neither[] = {
		"maybe", "", "yes|no", "ye",
		"a text that is far longer than any word of these lists is"};
	bool flag = false;
	Err err = {0};
	(void)state;
	for (size_t i = 0; i < COUNT(yes); i++)
		assert_true(words_flag(str_from_c(yes[i]), &flag, &err) && flag);
	for (size_t i = 0; i < COUNT(no); i++)
		assert_true(words_flag(str_from_c(no[i]), &flag, &err) && !flag);
	for (size_t i = 0; i < COUNT(neither); i++)
		assert_false(words_flag(str_from_c(neither[i]), &flag, &err));
	assert_false(words_flag(STR("maybe"), &flag, &err));
	check_err("neither", &err, ERR_INPUT, "'maybe' is neither yes nor no");
}

static void knows_labels_of_totals(void **state)
{
	static const char *const totals[] = {"Total", "TOTAL:",
					     "Summe", "Yhteensä",
					     "ИТОГО", "Total (01/01/2026 - 31/01/2026)",
					     "合計",  "Grand total "};
	static const char *const others[] = {"Total Energies", "", "Totally", "(Total)",
					     "12 Total"};
	(void)state;
	for (size_t i = 0; i < COUNT(totals); i++) {
		if (!words_total(str_from_c(totals[i])))
			fail_msg("%s", totals[i]);
	}
	for (size_t i = 0; i < COUNT(others); i++) {
		if (words_total(str_from_c(others[i])))
			fail_msg("%s", others[i]);
	}
}

static void knows_currencies(void **state)
{
	static const struct {
		const char *text;
		const char *code; /* NULL: refused */
	} cases[] = {
		{"EUR", "EUR"}, {"usd", "USD"},        {"EURO", "EUR"},
		{"€", "EUR"},   {"Euro - EUR", "EUR"}, {"Swedish Krona - SEK", "SEK"},
		{"£", "GBP"},   {"Kč", "CZK"},         {"US$", "USD"},
		{"$", NULL},    {"kr", NULL},          {"XYZ1", NULL},
		{"", NULL},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		Currency got = {0};
		Err err = {0};
		bool ok = words_currency(str_from_c(cases[i].text), &got, &err);
		if (ok != (cases[i].code != NULL) || (ok && strcmp(got.code, cases[i].code) != 0))
			fail_msg("%s: %s", cases[i].text, got.code);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(knows_yes_and_no),
		ARENA_TEST(knows_labels_of_totals),
		ARENA_TEST(knows_currencies),
	};
	return RUN_TESTS(tests);
}
