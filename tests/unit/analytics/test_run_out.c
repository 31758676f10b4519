#include "analytics/run_out.h"

#include "analytics/hours_fixture.h"
#include "analytics/metric.h"

static const char YEARLY[] = "2026-01-01 committed_hours=1200 ends_on=2027-01-01";
static const char MARCH[] = "2026-03-01..2026-04-01";

typedef struct Case {
	const char *label;
	const char *terms;
	const char *facts;
	const char *as_of;
	const char *wanted;
} Case;

static void check_dates(Arena *mem, MeasureOfContract *measure, const Case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		ToldHours *told = tell_hours(mem, cases[i].terms, cases[i].facts);
		Question question = hours_question(told, "2026-01-01..2028-01-01", cases[i].as_of);
		Tally tally = hours_of_book(told, measure, &question);
		check_text(cases[i].label, date_words(mem, &tally), cases[i].wanted);
	}
}

static void test_at_the_rate_of_91_days(void **state)
{
	static const Case cases[] = {
		{"560 h at 640 h in 64 working days last 56 more", YEARLY,
		 "work on=2026-03-02 hours=640", "2026-03-31", "2026-06-17"},
		{"a little more than a day's hours takes another day", YEARLY,
		 "work on=2026-01-01 hours=0.01\nwork on=2026-03-02 hours=639.99", "2026-03-31",
		 "2026-06-17"},
		{"hours older than that are used, but no rate", YEARLY,
		 "work on=2025-12-30 hours=560\nwork on=2026-03-02 hours=64", "2026-03-31",
		 "2026-12-31 unused, 379 h"},
		{"nor are those before the term, though they count", YEARLY,
		 "work on=2025-12-31 hours=560\nwork on=2026-03-02 hours=640", "2026-03-31",
		 "2026-03-02 spent"},
		{"the first of the 91 days", "2025-12-01 committed_hours=1200 ends_on=2026-12-01",
		 "work on=2025-12-31 hours=65", "2026-03-31", "2026-11-30 unused, 961 h"},
		{"the day before it is none of them",
		 "2025-12-01 committed_hours=1200 ends_on=2026-12-01",
		 "work on=2025-12-30 hours=65", "2026-03-31", "n/a no_burn"},
		{"what is not approved burns nothing", YEARLY,
		 "work on=2026-03-02 hours=64 as=draft", "2026-03-31", "n/a no_burn"},
		{"hours of the last day of the term run out on it",
		 "2026-01-01 committed_hours=129 committed_basis=term ends_on=2026-07-01",
		 "work on=2026-01-01 hours=64", "2026-03-31", "2026-06-30"},
		{"with one hour more they do not",
		 "2026-01-01 committed_hours=130 committed_basis=term ends_on=2026-07-01",
		 "work on=2026-01-01 hours=64", "2026-03-31", "2026-06-30 unused, 1 h"},
		{"only worked on days off: no rate",
		 "2026-03-28 committed_hours=100 ends_on=2027-03-28", "work on=2026-03-28 hours=8",
		 "2026-03-29", "n/a no_burn"},
		{"a holiday is no working day",
		 "2026-01-01 committed_hours=1200 ends_on=2027-01-01 calendar=uk",
		 "calendar name=uk holiday=2026-06-15\nwork on=2026-03-02 hours=640", "2026-03-31",
		 "2026-06-18"},
		{"as of a day before the term",
		 "2026-05-01 committed_hours=1200 ends_on=2027-01-01", "", "2026-03-31",
		 "n/a no_burn"},
	};
	check_dates(*state, measure_run_out, cases, COUNT(cases));
}

/* Both kinds of run-out say the same where there is nothing to forecast. */
static void test_settled(void **state)
{
	static const Case cases[] = {
		{"spent on the day that reaches the commitment", YEARLY,
		 "work on=2026-02-02 hours=1000\nwork on=2026-02-03 hours=1000 as=draft\nwork on=2026-02-04 hours=200\nwork on=2026-02-05 hours=8",
		 "2026-03-31", "2026-02-04 spent"},
		{"not yet as of the day before", YEARLY, "work on=2026-02-04 hours=1200",
		 "2026-02-04", "2026-02-04 spent"},
		{"hours left on the last day are unused", YEARLY, "work on=2026-02-04 hours=1076.5",
		 "2026-12-31", "2026-12-31 unused, 123.5 h"},
		{"so they are when the term is long over", YEARLY, "", "2027-12-30",
		 "2026-12-31 unused, 1,200 h"},
		{"no commitment", "2026-01-01 annual_value=5 ends_on=2027-01-01", "", "2026-03-31",
		 "n/a no_commitment"},
		{"a commitment of nothing", "2026-01-01 committed_hours=0 ends_on=2027-01-01", "",
		 "2026-03-31", "n/a no_commitment"},
		{"one below nothing", "2026-01-01 committed_hours=-5 ends_on=2027-01-01", "",
		 "2026-03-31", "n/a no_commitment"},
		{"no end", "2026-01-01 committed_hours=1200", "work on=2026-03-02 hours=64",
		 "2026-03-31", "n/a no_end"},
		{"no terms", "", "", "2026-03-31", "n/a no_terms"},
	};
	check_dates(*state, measure_run_out, cases, COUNT(cases));
	check_dates(*state, measure_run_out_by_assignment, cases, COUNT(cases));
}

static void test_by_assignments(void **state)
{
	static const char term[] =
		"2026-01-01 committed_hours=100 committed_basis=term ends_on=2026-07-01";
	static const Case cases[] = {
		{"100 h at 8 h a day last 12 days and a half", term,
		 "person id=1 from=2026-01-01 week=8,8,8,8,8\nassignment of=1 from=2026-01-01 to=2026-07-01 weekly=40",
		 "2026-03-31", "2026-04-17"},
		{"what was worked is used", term,
		 "work on=2026-03-02 hours=92\nperson id=1 from=2026-01-01 week=8,8,8,8,8\nassignment of=1 from=2026-01-01 to=2026-07-01 weekly=40",
		 "2026-03-31", "2026-04-01"},
		{"a day without weekly hours brings none", term,
		 "work on=2026-03-02 hours=92\nperson id=1 from=2026-01-01 week=8,8,0,8,8\nassignment of=1 from=2026-01-01 to=2026-07-01 weekly=32",
		 "2026-03-31", "2026-04-02"},
		{"two people together", term,
		 "assignment of=1 from=2026-01-01 to=2026-07-01 weekly=40\nassignment of=2 from=2026-04-02 to=2026-07-01 weekly=20",
		 "2026-03-31", "2026-04-13"},
		{"too few", term, "assignment of=1 from=2026-04-01 to=2026-04-03 weekly=40",
		 "2026-03-31", "2026-06-30 unused, 84 h"},
		{"those that ended bring nothing", term,
		 "assignment of=1 from=2026-01-01 to=2026-04-01 weekly=40", "2026-03-31",
		 "n/a no_assignment"},
		{"nor those after the term", term,
		 "assignment of=1 from=2026-07-01 to=2026-12-01 weekly=40", "2026-03-31",
		 "n/a no_assignment"},
		{"there are none", term, "", "2026-03-31", "n/a no_assignment"},
		{"more than can be held", term,
		 "assignment of=1 from=2026-01-01 to=2026-07-01 weekly=9000000000000", "2026-03-31",
		 "n/a out_of_range"},
		{"enough on the last day", term,
		 "assignment of=1 from=2026-06-30 to=2026-12-01 weekly=500", "2026-03-31",
		 "2026-06-30"},
	};
	check_dates(*state, measure_run_out_by_assignment, cases, COUNT(cases));
}

static void test_rows(void **state)
{
	static const struct {
		const char *label;
		MeasureOfContract *measure;
		const char *facts;
		const char *wanted;
	} cases[] = {
		{"the rate", measure_run_out, "work on=2026-03-02 hours=640",
		 "hours run out | 2026-06-17 | 560 h left, at 640 h in the last 64 working days"},
		{"spent", measure_run_out, "work on=2026-03-02 hours=1200",
		 "hours run out | 2026-03-02 | 1,200 h were used up on this day"},
		{"assignments", measure_run_out_by_assignment,
		 "work on=2026-03-02 hours=1160\nassignment of=1 from=2026-01-01 to=2026-05-27 weekly=40",
		 "hours run out | 2026-04-07 | 40 h left, 320 h assigned to the end"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		ToldHours *told = tell_hours(*state, YEARLY, cases[i].facts);
		Question question = hours_question(told, MARCH, "2026-03-31");
		Tally tally = hours_of_book(told, cases[i].measure, &question);
		const TallyRow *row = &tally.rows.at[0];
		check_size(cases[i].label, tally.rows.len, 1);
		assert_int_equal(row->amount, row->on.day);
		check_text(cases[i].label,
			   str_format(*state, "%.*s | %.*s | %.*s", STR_ARG(row->label),
				      STR_ARG(date_text(*state, row->on)), STR_ARG(row->how)),
			   cases[i].wanted);
	}
}

static void test_remaining_and_assigned(void **state)
{
	static const struct {
		const char *label;
		MeasureOfContract *measure;
		const char *terms, *facts, *wanted;
	} cases[] = {
		{"committed less counting to date", measure_remaining_hours, YEARLY,
		 "work on=2025-12-01 hours=100\nwork on=2026-03-31 hours=50\nwork on=2026-04-01 hours=7",
		 "1050"},
		{"below nothing where too much was worked", measure_remaining_hours, YEARLY,
		 "work on=2026-03-31 hours=1300", "-100"},
		{"no end", measure_remaining_hours, "2026-01-01 committed_hours=1200",
		 "work on=2026-03-31 hours=50", "n/a no_end"},
		{"no commitment", measure_remaining_hours, "2026-01-01 annual_value=5", "",
		 "n/a no_commitment"},
		{"assigned from the next day to the end", measure_assigned_hours_to_end, YEARLY,
		 "assignment of=1 from=2026-03-30 to=2026-04-03 weekly=40\nassignment of=2 from=2026-12-31 to=2027-12-31 weekly=10",
		 "18"},
		{"nobody is assigned", measure_assigned_hours_to_end, YEARLY, "", "0"},
		{"to no end", measure_assigned_hours_to_end, "2026-01-01 committed_hours=1200",
		 "assignment of=1 from=2026-03-30 to=2026-04-03 weekly=40", "n/a no_end"},
		{"of no terms", measure_assigned_hours_to_end, "",
		 "assignment of=1 from=2026-03-30 to=2026-04-03 weekly=40", "n/a no_terms"},
		{"the term is over", measure_assigned_hours_to_end, "2025-01-01 ends_on=2026-01-01",
		 "assignment of=1 from=2025-03-30 to=2027-04-03 weekly=40", "0"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		ToldHours *told = tell_hours(*state, cases[i].terms, cases[i].facts);
		Question question = hours_question(told, MARCH, "2026-12-31");
		Tally tally = hours_of_book(told, cases[i].measure, &question);
		check_text(cases[i].label, hour_sum(*state, &tally), cases[i].wanted);
	}
}

static void test_month_of_the_spent_day(void **state)
{
	int64_t month = 0;
	ToldHours *told = tell_hours(
		*state, YEARLY,
		"work on=2026-01-01 hours=700 entries=9\nwork on=2026-02-01 hours=600 entries=9");
	assert_true(run_out_spent_month(&told->firm, &told->book, &month));
	assert_int_equal(month, (2026 - 1970) * 12 + 1);
	told = tell_hours(*state, YEARLY, "work on=2026-01-01 hours=700 entries=9");
	assert_false(run_out_spent_month(&told->firm, &told->book, &month));
	static const char *const unknown[] = {"", "2026-01-01 committed_hours=0 ends_on=2027-01-01",
					      "2026-01-01 committed_hours=5"};
	for (size_t i = 0; i < COUNT(unknown); i++) {
		told = tell_hours(*state, unknown[i], "work on=2026-01-01 hours=700");
		assert_false(run_out_spent_month(&told->firm, &told->book, &month));
	}
	assert_int_equal(month, (2026 - 1970) * 12 + 1);
}

/* By a walk day by day: what is left after each working day. */
static void test_rate_against_a_walk(void **state)
{
	Random random = {91};
	int met = 0;
	for (int round = 0; round < 300; round++) {
		Buf facts = {.mem = *state};
		int64_t burnt = random_in(&random, 1, 400);
		Date cut = date_add(day("2026-04-05"), (int32_t)random_in(&random, 0, 100));
		buf_add_format(&facts, "work on=%.*s hours=%d\n",
			       STR_ARG(date_text(
				       *state, date_add(cut, -(int32_t)random_in(&random, 0, 90)))),
			       (int)burnt);
		ToldHours *told = tell_hours(*state, YEARLY, str_to_c(*state, buf_str(&facts)));
		Question question = hours_question(told, "2026-01-01..2027-01-01",
						   str_to_c(*state, date_text(*state, cut)));
		Tally tally = hours_of_book(told, measure_run_out, &question);
		int64_t days = 0;
		for (Date d = date_add(cut, -90); d.day <= cut.day; d = date_add(d, 1))
			days += work_calendar_works(told->firm.weekdays, d);
		int64_t left = (1200 - burnt) * days; /* in parts of an hour of `days` */
		Date at = cut;
		while (left > 0 && at.day < day("2026-12-31").day) {
			at = date_add(at, 1);
			left -= work_calendar_works(told->firm.weekdays, at) ? burnt : 0;
		}
		met += left <= 0;
		assert_int_equal((int64_t)tally.sum, at.day);
		assert_int_equal(tally.flags, left > 0 ? FIGURE_UNUSED : 0);
	}
	assert_in_range(met, 30, 270);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(test_at_the_rate_of_91_days), ARENA_TEST(test_settled),
		ARENA_TEST(test_by_assignments),         ARENA_TEST(test_rows),
		ARENA_TEST(test_remaining_and_assigned), ARENA_TEST(test_month_of_the_spent_day),
		ARENA_TEST(test_rate_against_a_walk),
	};
	return RUN_TESTS(tests);
}
