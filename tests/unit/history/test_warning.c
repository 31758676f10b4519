#include "history/history_fixture.h"
#include "history/warning.h"

/* "gap 2024-01-01 ×2, …" */
static Str warning_words(Arena *mem, const WarningList *list)
{
	Buf buf = {.mem = mem};
	for (size_t i = 0; i < list->len; i++) {
		const Warning *w = &list->at[i];
		buf_add_format(&buf, "%s%s %.*s", i > 0 ? ", " : "", warning_name(w->code),
			       STR_ARG(date_text(mem, w->effective_on)));
		if (w->count > 1)
			buf_add_format(&buf, " x%d", (int)w->count);
	}
	return buf_str(&buf);
}

#define FINE "2024-01-01 annual_value=365 direct_labor=0 ends_on=2025-01-01"

static void odd_histories_are_warned_of(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *label;
		const char *story;
		const char *wanted;
	} cases[] = {
		{"nothing is odd about nothing", "", ""},
		{"nothing is odd", FINE, ""},
		{"no end is set, in each row", "2024-01-01 annual_value=1\n2024-02-01 manager=a",
		 "blank_end 2024-01-01 x2"},
		{"an end on the effective day", "2024-01-01 annual_value=1 ends_on=2024-01-01",
		 "end_before_effective 2024-01-01"},
		{"an end on the day after is fine", "2024-01-01 annual_value=1 ends_on=2024-01-02",
		 ""},
		{"a negative amount", FINE "\n2024-02-01 billing_rate=-1", "negative 2024-02-01"},
		{"a negative add",
		 FINE "\n2024-02-01 annual_value+=-1\n2024-03-01 annual_value+=-1",
		 "negative 2024-02-01 x2"},
		{"a negative number of hours is no money", FINE "\n2024-02-01 committed_hours=-1",
		 ""},
		{"several revisions a day",
		 FINE "\n2024-02-01 manager=a\n2024-02-01 manager=b\n2024-02-01 manager=c",
		 "same_day 2024-02-01 x2"},
		{"an exact duplicate", FINE "\n2024-02-01 manager=a #P1\n2024-02-01 manager=a #P1",
		 "same_day 2024-02-01, duplicate 2024-02-01"},
		{"three of a kind are two too many",
		 FINE "\n2024-02-01 manager=a\n2024-02-01 manager=a\n2024-02-01 manager=a",
		 "same_day 2024-02-01 x2, duplicate 2024-02-01 x2"},
		{"a duplicate with another in between",
		 FINE "\n2024-02-01 manager=a\n2024-02-01 manager=b\n2024-02-01 manager=a",
		 "same_day 2024-02-01 x2, duplicate 2024-02-01"},
		{"another order key makes no duplicate",
		 FINE "\n2024-02-01 manager=a #P1\n2024-02-01 manager=a #P2",
		 "same_day 2024-02-01"},
		{"another known instant makes no duplicate",
		 FINE "\n2024-02-01 manager=a @2000-01-01\n2024-02-01 manager=a @2000-01-02",
		 "same_day 2024-02-01"},
		{"a duplicate that was retracted is none",
		 FINE "\n2024-02-01 manager=a\n2024-02-01 manager=a\nretract 2", ""},
		{"an add to an unset value", "2024-01-01 annual_value+=5 ends_on=2025-01-01",
		 "add_to_unset 2024-01-01"},
		{"a start before the first effective day",
		 "2024-01-11 annual_value=1 starts_on=2024-01-01 ends_on=2025-01-01",
		 "gap 2024-01-01"},
		{"a late extension",
		 "2024-01-01 annual_value=1 ends_on=2024-01-11\n2024-01-21 ends_on=2024-01-31",
		 "gap 2024-01-11"},
		{"an early end that was set for a while and no more",
		 "2024-01-01 annual_value=1 ends_on=2024-01-31\n2024-01-11 ends_on=2024-01-05\n2024-01-21 ends_on=2024-01-31",
		 "end_before_effective 2024-01-11, gap 2024-01-11"},
		{"two gaps",
		 "2024-01-11 annual_value=1 starts_on=2024-01-01 ends_on=2024-01-21\n2024-01-26 ends_on=2024-01-31",
		 "gap 2024-01-01 x2"},
		{"a gap at the end",
		 "2024-01-01 annual_value=1 ends_on=2024-02-01 starts_on=2023-01-01\n"
		 "2024-03-01 ends_on=2024-02-20",
		 "end_before_effective 2024-03-01, gap 2023-01-01 x2"},
		{"a shortening leaves no gap", FINE "\n2024-06-01 ends_on=2024-07-01", ""},
		{"a rest is earned after the end",
		 "2024-01-01 value_basis=total total_value=5 ends_on=2024-02-01\n2025-01-01 total_value+=1",
		 "end_before_effective 2025-01-01, after_end 2025-01-01"},
		{"no rest, no warning",
		 "2024-01-01 value_basis=total total_value=5 ends_on=2024-02-01\n2025-01-01 manager=a",
		 "end_before_effective 2025-01-01"},
		{"days without a value", "2024-01-01 ends_on=2025-01-01\n2024-02-01 annual_value=1",
		 "no_value 2024-01-01"},
		{"days without a total",
		 "2024-01-01 value_basis=total annual_value=1 ends_on=2025-01-01",
		 "no_value 2024-01-01"},
		{"without days there is no lack of value", "2024-01-01 ends_on=2024-01-01",
		 "end_before_effective 2024-01-01"},
		{"usage needs no value", "2024-01-01 pricing=capped ends_on=2025-01-01", ""},
		{"a total without an end",
		 "2024-01-01 value_basis=total total_value=1\n2024-02-01 ends_on=2025-01-01",
		 "blank_end 2024-01-01, no_end 2024-01-01"},
		{"known after it took effect",
		 FINE "\n2024-02-01 manager=a @2024-02-02\n2024-02-03 manager=a @2024-02-03T23:00Z",
		 "backdated 2024-02-01"},
		{"signed later counts, known does not then",
		 FINE "\n2024-02-01 manager=a ~2024-02-02\n"
		      "2024-02-03 manager=a @2024-05-01 ~2024-02-03",
		 "backdated 2024-02-01"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Told told = tell(mem, "USD", cases[i].story);
		Fold fold = told_fold(mem, &told, VIEW_ALL);
		EntryList seen = view_select(mem, told.entries, told.count, VIEW_ALL);
		Earning *earning = earning_of(mem, &fold, convention_default());
		WarningList list = warnings_of(mem, &told.fields, seen, &fold, earning);
		check_text(cases[i].label, warning_words(mem, &list), cases[i].wanted);
	}
}

static void every_code_has_a_name_and_a_sentence(void **state)
{
	(void)state;
	static const char *const names[WARNING_CODES] = {
		"blank_end",     "end_before_effective",
		"negative",      "same_day",
		"duplicate",     "add_to_unset",
		"no_first",      "gap",
		"after_end",     "no_value",
		"no_end",        "backdated",
		"other_account",
	};
	for (int code = 0; code < WARNING_CODES; code++) {
		assert_string_equal(warning_name((WarningCode)code), names[code]);
		assert_true(strlen(warning_text((WarningCode)code)) > 10);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(odd_histories_are_warned_of),
		cmocka_unit_test(every_code_has_a_name_and_a_sentence),
	};
	return RUN_TESTS(tests);
}
