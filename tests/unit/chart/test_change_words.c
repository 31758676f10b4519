#include "chart/change_words.h"
#include "chart/chart_fixture.h"

/* Text | brief | detail of the last change of a story. */
static Str last_change(Arena *mem, const char *currency_code, const char *story)
{
	Told told = tell(mem, currency_code, story);
	Fold fold = told_fold(mem, &told, VIEW_ALL);
	Wording wording = {mem, &told.fields, told.currency};
	ChangeWords words = words_of_rows(&wording, fold.len > 1 ? &fold.rows[fold.len - 2] : NULL,
					  &fold.rows[fold.len - 1]);
	return str_format(mem, "%.*s | %.*s | %.*s", STR_ARG(words.text), STR_ARG(words.brief),
			  STR_ARG(words.detail));
}

static void changes_between_rows_are_told(void **state)
{
	static const struct {
		const char *story;
		const char *wanted;
	} cases[] = {
		{"2009-03-01 annual_value=100000\n2010-01-01 annual_value=130000",
		 "value 100 k → 130 k | 100 k → 130 k | annual value 100,000.00 → 130,000.00 USD "
		 "per year"},
		{"2009-03-01 direct_labor=60%\n2010-01-01 direct_labor=0.7",
		 "labour 60 → 70 % | 60 → 70 % | direct labour 60 % → 70 %"},
		{"2009-03-01 ends_on=2011-03-01\n2010-01-01 ends_on=2012-03-01",
		 "end → 29 Feb 2012 | end → 29 Feb 2012 | to 28 Feb 2011 → 29 Feb 2012"},
		{"2009-03-01 starts_on=2009-03-01\n2010-01-01 starts_on=2009-04-01",
		 "start → 1 Apr 2009 | start → 1 Apr 2009 | from 1 Mar 2009 → 1 Apr 2009"},
		{"2009-03-01 manager=Ann\n2010-01-01 manager=Account_manager_of_the_north",
		 "manager → Account_manager_of_the_… | manager → Account_manager_of_the_… | manager Ann → "
		 "Account_manager_of_the_north"},
		{"2009-03-01 pricing=fixed\n2010-01-01 pricing=time_and_materials",
		 "pricing → time and materials | pricing → time and materials | pricing fixed → time and "
		 "materials"},
		{"2009-03-01 annual_value=100\n2010-01-01 annual_value=",
		 "value cleared | cleared | annual value 100.00 → – USD per year"},
		{"2009-03-01 manager=Ann\n2010-01-01 committed_hours=4200",
		 "hours → 4.2 k | hours → 4.2 k | committed hours – → 4,200 h"},
		{"2009-03-01 manager=Ann\n2010-01-01", " |  | "},
		{"2009-03-01 manager=Ann\n2010-01-01 manager=B annual_value=1 direct_labor=1 "
		 "total_value=2 pricing=fixed recurring=yes status=active renews=X calendar=c "
		 "billing_rate=46",
		 "value → 1, total → 2 +8 | → 1 | annual value – → 1.00 USD per year; total value "
		 "– → 2.00 USD; direct labour – → 100 %; billing rate – → 46.00 USD per hour; "
		 "pricing – → fixed; recurring – → yes; renews – → X; calendar – → c; and 2 more"},
		{"2009-03-01 annual_value=100000 direct_labor=60%",
		 "value 100 k, labour 60 % | 100 k | annual value 100,000.00 USD per year; direct "
		 "labour 60 %"},
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		check_text(cases[i].story, last_change(*state, "USD", cases[i].story),
			   cases[i].wanted);
}

static void entries_tell_what_they_set_and_add(void **state)
{
	static const char *const cases[][2] = {
		{"2009-03-01 annual_value=100000 ends_on=2011-03-01",
		 "value 100 k, end 28 Feb 2011 | annual value 100,000 JPY per year; to 28 Feb 2011"},
		{"2009-03-01 annual_value+=24000",
		 "value +24 k | annual value +24,000 JPY per year"},
		{"2009-03-01 annual_value+=-24000",
		 "value −24 k | annual value −24,000 JPY per year"},
		{"2009-03-01 manager=A billing_rate=5 annual_value=7",
		 "value 7, rate 5 +1 | annual value 7 JPY per year; billing rate 5 JPY per hour; "
		 "manager A"},
		{"2009-03-01 manager=", "manager cleared | manager cleared"},
		{"2009-03-01", " | "},
	};
	Arena *mem = *state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		Told told = tell(mem, "JPY", cases[i][0]);
		Wording wording = {mem, &told.fields, told.currency};
		ChangeWords words = words_of_entry(&wording, &told.entries[0]);
		check_text(cases[i][0],
			   str_format(mem, "%.*s | %.*s", STR_ARG(words.text),
				      STR_ARG(words.detail)),
			   cases[i][1]);
	}
}

static void custom_fields_have_their_units(void **state)
{
	Arena *mem = *state;
	const Field custom[] = {{.id = 100,
				 .name = STR("site_count"),
				 .type = FIELD_NUMBER,
				 .unit = STR("<sites>")}};
	Fields fields;
	fields_init(&fields, mem, custom, 1);
	Wording wording = {mem, &fields, currency("EUR")};
	Change change = {BUILTIN_FIELDS, CHANGE_SET, {.set = true, .number = 3000000}};
	Entry entry = {.changes = &change, .change_count = 1};
	ChangeWords words = words_of_entry(&wording, &entry);
	check_text("text", words.text, "site count 3");
	check_text("detail", words.detail, "site count 3 <sites>");
}

static void reasons_are_words(void **state)
{
	check_text("labour", words_na(*state, "no_direct_labor"), "no direct labour");
	check_text("end", words_na(*state, "no_end"), "no end");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(changes_between_rows_are_told),
		ARENA_TEST(entries_tell_what_they_set_and_add),
		ARENA_TEST(custom_fields_have_their_units),
		ARENA_TEST(reasons_are_words),
	};
	return RUN_TESTS(tests);
}
