#include "history/history_fixture.h"
#include "history/report.h"

#include <inttypes.h>

/* "2 2009-09-01: direct_labor 0.6>0.7: 0.00 -14958.90" */
static Str line_words(Arena *mem, const Told *told, const ReportLine *line)
{
	Buf buf = {.mem = mem};
	buf_add_format(&buf, "%d %.*s:", (int)line->entry->number,
		       STR_ARG(date_text(mem, line->revision->effective_on)));
	for (size_t i = 0; i < line->change_count; i++) {
		const Field *field = &told->fields.at[line->changes[i].field];
		buf_add_format(
			&buf, " %.*s %.*s>%.*s", STR_ARG(field->name),
			STR_ARG(value_text(mem, field, told->currency, line->changes[i].before)),
			STR_ARG(value_text(mem, field, told->currency, line->changes[i].after)));
	}
	buf_add_format(&buf, ": %.*s, %.*s",
		       STR_ARG(amount_words(mem, told->currency, line->revenue)),
		       STR_ARG(amount_words(mem, told->currency, line->profit)));
	return buf_str(&buf);
}

static void each_entry_tells_what_it_changed(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *label;
		const char *story;
		const char *lines[5];
	} cases[] = {
		{"nothing", "", {NULL}},
		{"the published contract, and a retraction that stands at its target's day",
		 "2009-03-01 annual_value=100000 direct_labor=0.6 starts_on=2009-03-01 ends_on=2011-03-01\n"
		 "2009-09-01 direct_labor=0.7\n2010-01-01 annual_value=130000\nretract 2 @2012-01-01",
		 {"1 2009-03-01: annual_value >100000.00 direct_labor >0.6 starts_on >2009-03-01 "
		  "ends_on >2011-03-01: 200000.00, 80000.00",
		  "2 2009-09-01: direct_labor 0.6>0.7: 0.00, -14958.90",
		  "3 2010-01-01: annual_value 100000.00>130000.00: 34849.32, 10454.79",
		  "4 2009-09-01: direct_labor 0.7>0.6: 0.00, 18443.84"}},
		{"a backdated entry is seen on its own day, with what was set before it",
		 "2024-01-01 annual_value=365 direct_labor=0 ends_on=2024-01-31\n2024-01-21 annual_value=730\n"
		 "2024-01-11 annual_value=1095 @2024-05-01",
		 {"1 2024-01-01: annual_value >365.00 direct_labor >0 ends_on >2024-01-31: 30.00, 30.00",
		  "2 2024-01-21: annual_value 365.00>730.00: 10.00, 10.00",
		  "3 2024-01-11: annual_value 365.00>1095.00: 20.00, 20.00"}},
		{"a set that an earlier entry of the day outranks changes nothing",
		 "2024-01-01 annual_value=365 direct_labor=0 ends_on=2024-01-11 #P2\n2024-01-01 annual_value=730 #P1",
		 {"1 2024-01-01: annual_value >365.00 direct_labor >0 ends_on >2024-01-11: 10.00, 10.00",
		  "2 2024-01-01: annual_value 365.00>365.00: 0.00, 0.00"}},
		{"before there is an end, and when it is set: n/a",
		 "2024-01-01 annual_value=365 direct_labor=0\n2024-02-01 ends_on=2025-01-01\n2024-03-01 annual_value=0",
		 {"1 2024-01-01: annual_value >365.00 direct_labor >0: n/a no_end, n/a no_end",
		  "2 2024-02-01: ends_on >2025-01-01: n/a no_end, n/a no_end",
		  "3 2024-03-01: annual_value 365.00>0.00: -306.00, -306.00"}},
		{"the reason after goes before the reason before",
		 "2024-01-01 pricing=capped ends_on=2025-01-01\n2024-01-01 pricing=fixed annual_value=365 ends_on=",
		 {"1 2024-01-01: pricing >capped ends_on >2025-01-01: n/a by_usage, n/a by_usage",
		  "2 2024-01-01: pricing capped>fixed annual_value >365.00 ends_on 2025-01-01>: n/a no_end, n/a no_end"}},
		{"what stands last is taken back, with the day that it shared",
		 "2024-01-01 annual_value=365 direct_labor=0 ends_on=2024-01-11\n2024-01-06 annual_value=730\n"
		 "2024-01-06 annual_value+=365\nretract 3\nretract 2",
		 {"1 2024-01-01: annual_value >365.00 direct_labor >0 ends_on >2024-01-11: 10.00, 10.00",
		  "2 2024-01-06: annual_value 365.00>730.00: 5.00, 5.00",
		  "3 2024-01-06: annual_value 730.00>1095.00: 5.00, 5.00",
		  "4 2024-01-06: annual_value 1095.00>730.00: -5.00, -5.00",
		  "5 2024-01-06: annual_value 730.00>365.00: -5.00, -5.00"}},
		{"the history goes on behind what was taken back",
		 "2024-01-01 annual_value=365 direct_labor=0 ends_on=2024-01-11\n2024-01-06 annual_value=730\n"
		 "retract 2\n2024-01-08 annual_value=730",
		 {"1 2024-01-01: annual_value >365.00 direct_labor >0 ends_on >2024-01-11: 10.00, 10.00",
		  "2 2024-01-06: annual_value 365.00>730.00: 5.00, 5.00",
		  "3 2024-01-06: annual_value 730.00>365.00: -5.00, -5.00",
		  "4 2024-01-08: annual_value 365.00>730.00: 3.00, 3.00"}},
		{"all retracted",
		 "2024-01-01 annual_value=365 direct_labor=0 ends_on=2024-01-11\nretract 1",
		 {"1 2024-01-01: annual_value >365.00 direct_labor >0 ends_on >2024-01-11: 10.00, 10.00",
		  "2 2024-01-01: annual_value 365.00> direct_labor 0> ends_on 2024-01-11>: -10.00, -10.00"}},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Told told = tell(mem, "USD", cases[i].story);
		Report report;
		Err err = {0};
		if (!report_of(mem, &told.fields, told.entries, told.count, &report, &err))
			fail_msg("%s: %s", cases[i].label, err.text);
		check_size(cases[i].label, report.len, told.count);
		for (size_t line = 0; line < report.len; line++)
			check_text(cases[i].label, line_words(mem, &told, &report.at[line]),
				   cases[i].lines[line]);
	}
}

static void sums_beyond_int64_are_refused(void **state)
{
	Arena *mem = *state;
	static const char *const cases[][2] = {
		{"2024-01-01 annual_value=92233720368547758 direct_labor=0 ends_on=2025-01-01",
		 "the sum of the contract's value is too large to be held"},
		{"2024-01-02 annual_value=1 direct_labor=0 ends_on=2025-01-01\n2024-01-01 annual_value=92233720368547758\n"
		 "2024-01-01 annual_value+=1",
		 "annual_value: the sum with revision 3 on 2024-01-01 is too large to be held"},
		{"2024-01-01 annual_value=92233720368547758 ends_on=2024-01-01\n2024-01-02 annual_value+=1",
		 "annual_value: the sum with revision 2 on 2024-01-02 is too large to be held"},
		{"2023-01-01 annual_value=92233720368547758 direct_labor=0 ends_on=2024-01-01\n"
		 "2023-01-01 annual_value=-92233720368547758",
		 "an effect on the totals is too large to be held"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Told told = tell(mem, "USD", cases[i][0]);
		Report report = {.len = 7};
		Err err = {0};
		if (report_of(mem, &told.fields, told.entries, told.count, &report, &err))
			fail_msg("%s", cases[i][0]);
		check_err(cases[i][0], &err, ERR_RANGE, cases[i][1]);
		check_size("untouched", report.len, 7);
	}
}

/* The effects of all entries make the total, whatever their order; seeds in the message. */
static void effects_add_up_to_the_total(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 200; seed++) {
		Arena mem;
		arena_init(&mem);
		Random random = {seed};
		StoryKind kind = {.entries = 12,
				  .spreads = seed % 2 == 0,
				  .in_order = seed % 3 == 0,
				  .complete = true};
		const char *story = random_story(&mem, &random, kind);
		Told told =
			tell(&mem, "USD",
			     str_to_c(&mem, str_format(&mem, "%sretract 3\nretract 5\n", story)));
		Report report;
		TermFigures figures;
		Err err = {0};
		int64_t revenue = 0;
		int64_t profit = 0;
		assert_true(report_of(&mem, &told.fields, told.entries, told.count, &report, &err));
		assert_true(earning_figures(told_earning(&mem, &told, convention_default()),
					    &figures, &err));
		for (size_t i = 0; i < report.len; i++) {
			revenue += report.at[i].revenue.minor;
			profit += report.at[i].profit.minor;
		}
		if (revenue != figures.total.revenue.minor || profit != figures.total.profit.minor)
			fail_msg("seed %d: effects make %" PRId64 " and %" PRId64, (int)seed,
				 revenue, profit);
		arena_deinit(&mem);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(each_entry_tells_what_it_changed),
		ARENA_TEST(sums_beyond_int64_are_refused),
		cmocka_unit_test(effects_add_up_to_the_total),
	};
	return RUN_TESTS(tests);
}
