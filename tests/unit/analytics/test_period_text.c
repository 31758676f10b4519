#include "analytics/period_text.h"
#include "history/history_fixture.h"

#include <stdio.h>

static Str words_of(Arena *mem, Period p)
{
	return str_format(mem, "%.*s..%.*s", STR_ARG(date_text(mem, p.from)),
			  STR_ARG(date_text(mem, p.to)));
}

static PeriodContext context(int32_t fiscal_month)
{
	return (PeriodContext){fiscal_month, {day("2024-02-29"), day("2027-03-01")}};
}

static void reads_names(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *text;
		int32_t fiscal_month;
		const char *period;
		const char *name; /* NULL: the text itself */
		const char *words;
	} CASES[] = {
		{"2026-03-15", 1, "2026-03-15..2026-03-16", NULL, "15 Mar 2026"},
		{"2026-W12", 1, "2026-03-16..2026-03-23", NULL, "week 12 of 2026"},
		{"2026-W01", 1, "2025-12-29..2026-01-05", NULL, "week 1 of 2026"},
		{"2026-W53", 1, "2026-12-28..2027-01-04", NULL, "week 53 of 2026"},
		{"2021-W01", 1, "2021-01-04..2021-01-11", NULL, "week 1 of 2021"},
		{"2026-03", 1, "2026-03-01..2026-04-01", NULL, "March 2026"},
		{"2024-02", 1, "2024-02-01..2024-03-01", NULL, "February 2024"},
		{"2026-Q1", 1, "2026-01-01..2026-04-01", NULL, "Q1 2026"},
		{"2026-q4", 1, "2026-10-01..2027-01-01", "2026-Q4", "Q4 2026"},
		{"2026", 1, "2026-01-01..2027-01-01", NULL, "2026"},
		{"FY2026", 7, "2025-07-01..2026-07-01", NULL, "fiscal year 2026"},
		{"fy2026", 1, "2026-01-01..2027-01-01", "2026", "2026"},
		{"CY1", 1, "2024-02-29..2025-02-28", "2024-02-29..2025-02-28",
		 "29 Feb 2024 to 27 Feb 2025"},
		{"cy3", 1, "2026-02-28..2027-02-28", "2026-02-28..2027-02-28",
		 "28 Feb 2026 to 27 Feb 2027"},
		{"term", 1, "2024-02-29..2027-03-01", "2024-02-29..2027-03-01",
		 "29 Feb 2024 to 28 Feb 2027"},
		{"2026-01-01..2026-03-15", 1, "2026-01-01..2026-03-15", NULL,
		 "1 Jan 2026 to 14 Mar 2026"},
		{"2026-01-01..2026-04-01", 1, "2026-01-01..2026-04-01", "2026-Q1", "Q1 2026"},
		{"2026-01-01..", 1, "2026-01-01..2200-01-01", NULL, "from 1 Jan 2026"},
	};
	for (size_t i = 0; i < COUNT(CASES); i++) {
		Err err;
		Period period;
		PeriodContext in = context(CASES[i].fiscal_month);
		if (!period_parse(str_from_c(CASES[i].text), &in, &period, &err))
			fail_msg("%s: %s", CASES[i].text, err.text);
		check_text(CASES[i].text, words_of(mem, period), CASES[i].period);
		check_text(CASES[i].text, period_name(mem, period, CASES[i].fiscal_month),
			   CASES[i].name ? CASES[i].name : CASES[i].text);
		check_text(CASES[i].text, period_words(mem, period, CASES[i].fiscal_month),
			   CASES[i].words);
	}
}

static void refuses_others(void **state)
{
	(void)state;
	static const char *const FORMS =
		"' is not a period; write 2026-03-15, 2026-W12, 2026-03, 2026-Q1, 2026, FY2026, "
		"CY3, term, or 2026-01-01..2026-04-01";
	static const char *const MALFORMED[] = {"",        "march",    "2026/03",  "2026-",
						"2026-Q5", "2026-Q0",  "2026-00",  "2026-13",
						"2026-3",  "20x6",     "2026-X1",  "FY26",
						"FYxxxx",  "CY",       "CY0",      "CYx",
						"CY1234",  "C",        "2026-Wxx", "CY301",
						"FX2026",  "2026-X12", "2026-W123"};
	for (size_t i = 0; i < COUNT(MALFORMED); i++) {
		Err err = {0};
		Period out = {{1}, {2}};
		char text[300];
		PeriodContext in = context(1);
		(void)snprintf(text, sizeof text, "'%s%s", MALFORMED[i], FORMS);
		assert_false(period_parse(str_from_c(MALFORMED[i]), &in, &out, &err));
		check_err(MALFORMED[i], &err, ERR_INPUT, text);
		assert_string_equal("period", err.field);
		assert_int_equal(1, out.from.day);
	}
	static const struct {
		const char *text;
		ErrCode code;
		const char *error;
	} CASES[] = {
		{"1899", ERR_RANGE, "the year 1899 is outside 1900 to 2199"},
		{"2200-01", ERR_RANGE, "the year 2200 is outside 1900 to 2199"},
		{"FY2200", ERR_RANGE, "the year 2200 is outside 1900 to 2199"},
		{"2026-W00", ERR_INPUT, "2026 has no week 0"},
		{"2025-W53", ERR_INPUT, "2025 has no week 53"},
		{"CY177", ERR_RANGE, "contract year 177 is beyond 2199"},
		{"2026-03-15..2026-03-15", ERR_INPUT,
		 "the period '2026-03-15..2026-03-15' has no days: its end is not in it"},
		{"2026-03-15..2026-03-01", ERR_INPUT,
		 "the period '2026-03-15..2026-03-01' has no days: its end is not in it"},
	};
	for (size_t i = 0; i < COUNT(CASES); i++) {
		Err err = {0};
		Period out;
		PeriodContext in = context(1);
		assert_false(period_parse(str_from_c(CASES[i].text), &in, &out, &err));
		check_err(CASES[i].text, &err, CASES[i].code, CASES[i].error);
		assert_string_equal("period", err.field);
	}
	static const char *const BAD_DAYS[] = {"2026-02-30", "2026-02-30..2026-03-01",
					       "2026-03-01..2026-02-30", "..2026-03-01"};
	for (size_t i = 0; i < COUNT(BAD_DAYS); i++) {
		Err err = {0};
		Period out;
		PeriodContext in = context(1);
		assert_false(period_parse(str_from_c(BAD_DAYS[i]), &in, &out, &err));
		assert_string_equal("period", err.field);
	}
}

static void periods_of_contracts_need_one(void **state)
{
	(void)state;
	PeriodContext none = {1, {DATE_NONE, DATE_NONE}};
	PeriodContext turned = {1, {day("2026-03-01"), day("2026-02-01")}};
	PeriodContext endless = {1, {day("2026-03-01"), DATE_OPEN}};
	Err err = {0};
	Period out;
	assert_false(period_parse(STR("term"), &none, &out, &err));
	check_err("term", &err, ERR_INPUT, "'term' is a period of a single contract: ask for one");
	assert_false(period_parse(STR("CY2"), &none, &out, &err));
	check_err("CY2", &err, ERR_INPUT, "'CY2' is a period of a single contract: ask for one");
	assert_false(period_parse(STR("term"), &turned, &out, &err));
	check_err("turned", &err, ERR_INPUT, "the term of the contract ends before it starts");
	assert_true(period_parse(STR("term"), &endless, &out, &err));
	assert_int_equal(DATE_OPEN.day, out.to.day);
}

static void goes_back(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *text;
		int32_t fiscal_month;
		const char *before;
	} CASES[] = {
		{"2026-03", 1, "2026-02"},
		{"2026-Q1", 1, "2025-Q4"},
		{"2026", 1, "2025"},
		{"FY2026", 7, "FY2025"},
		{"2026-W01", 1, "2025-W52"},
		{"2026-03-01", 1, "2026-02-28"},
		{"2026-03-11..2026-03-21", 1, "2026-03-01..2026-03-11"},
	};
	for (size_t i = 0; i < COUNT(CASES); i++) {
		Err err;
		Period period;
		PeriodContext in = context(CASES[i].fiscal_month);
		assert_true(period_parse(str_from_c(CASES[i].text), &in, &period, &err));
		Period before = period_before(period, CASES[i].fiscal_month);
		check_text(CASES[i].text, period_name(mem, before, CASES[i].fiscal_month),
			   CASES[i].before);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(reads_names),
		cmocka_unit_test(refuses_others),
		cmocka_unit_test(periods_of_contracts_need_one),
		ARENA_TEST(goes_back),
	};
	return RUN_TESTS(tests);
}
