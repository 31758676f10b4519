#include "analytics/availability.h"
#include "analytics/hours_fixture.h"
#include "analytics/worked.h"

static void test_weeks_that_hold_days(void **state)
{
	static const struct {
		const char *label, *days, *weeks;
		uint64_t count;
	} cases[] = {
		{"a month from Sunday to Tuesday", "2026-03-01..2026-04-01",
		 "2026-02-23..2026-04-06", 6},
		{"a week is itself", "2026-03-02..2026-03-09", "2026-03-02..2026-03-09", 1},
		{"a Sunday is of the week before", "2026-03-08..2026-03-09",
		 "2026-03-02..2026-03-09", 1},
		{"a Sunday and a Monday are of two", "2026-03-08..2026-03-10",
		 "2026-03-02..2026-03-16", 2},
		{"the first days there are", "1900-01-01..1900-01-03", "1900-01-01..1900-01-08", 1},
		{"no days are of no week", "2026-03-05..2026-03-05", "2026-03-05..2026-03-05", 0},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		Period got = weeks_holding(stretch(cases[i].days));
		Period wanted = stretch(cases[i].weeks);
		if (got.from.day != wanted.from.day || got.to.day != wanted.to.day)
			fail_msg("%s: %d..%d", cases[i].label, got.from.day, got.to.day);
		check_size(cases[i].label, weeks_count(got), cases[i].count);
	}
}

/* "1234567 1234 . *", a word a week: its days from 1, Monday, on which the person is available; "*": it has hours. */
static Str weeks_text(Arena *mem, const PersonWeek *weeks, size_t len)
{
	Buf text = {.mem = mem};
	for (size_t i = 0; i < len; i++) {
		buf_add(&text, STR(" ") /* between words */);
		for (unsigned weekday = 0; weekday < 7; weekday++) {
			if ((weeks[i] >> weekday & 1) != 0)
				buf_add_format(&text, "%u", weekday + 1);
		}
		buf_add(&text, (weeks[i] & WEEK_HAS_HOURS) != 0  ? STR("*")
			       : (weeks[i] & WEEK_ALL_DAYS) == 0 ? STR(".")
								 : STR(""));
	}
	return str_trim(buf_str(&text));
}

static void test_weeks_of_a_person(void **state)
{
	static const struct {
		const char *label, *facts, *weeks;
	} cases[] = {
		{"of one who is not declared", "person id=1\nday of=1 on=2026-03-04 hours=1",
		 ". * ."},
		{"from the first day of their terms on",
		 "person id=1 from=2026-03-05 week=8,8,8,8,8,0,0", ". 45 12345"},
		{"of terms that begin later", "person id=1 from=2026-03-16 week=8,8,8,8,8,0,0",
		 ". . ."},
		{"of terms that change in a week and after",
		 "person id=1 from=2026-01-01 week=8,8,8,8,8,0,0\n"
		 "person id=1 from=2026-02-25 week=0,0,0,4,4,4,4\n"
		 "person id=1 from=2026-03-10 week=0,1,0,0,0,0,0\n"
		 "person id=1 from=2027-01-01 week=8,8,8,8,8,8,8",
		 "124567 4567 2"},
		{"but for holidays; a day that is worked instead gives no hours",
		 "calendar name=uk holiday=2026-02-23 holiday=2026-03-08 holiday=2026-03-13 "
		 "works=2026-03-14\n"
		 "person id=1 from=2026-01-01 week=8,8,8,8,8,0,8 calendar=uk",
		 "23457 12345 12347"},
		{"a holiday of a calendar they had before",
		 "calendar name=uk holiday=2026-03-03 holiday=2026-03-05\n"
		 "person id=1 from=2026-01-01 week=8,8,8,8,8,0,0\n"
		 "person id=1 from=2026-03-04 week=8,8,8,8,8,0,0 calendar=uk",
		 "12345 1235 12345"},
		{"hours of any kind, not of none",
		 "person id=1 from=2026-01-01 week=1,0,0,0,0,0,0\n"
		 "day of=1 on=2026-02-22 hours=1\nday of=1 on=2026-02-23 hours=0\n"
		 "day of=1 on=2026-03-08 hours=1 as=internal_draft\nday of=1 on=2026-03-16 hours=1",
		 "1 1* 1"},
		{"leave takes a day with all its hours only, and is hours itself",
		 "person id=1 from=2026-01-01 week=8,8,8,8,8,0,0\n"
		 "day of=1 on=2026-02-24 hours=7 as=leave\n"
		 "day of=1 on=2026-03-04 hours=8 as=leave\nday of=1 on=2026-03-06 hours=9 as=leave",
		 "12345* 124* 12345"},
		{"all leave of a day together, if it was approved",
		 "person id=1 from=2026-01-01 week=8,8,8,8,8,0,0\n"
		 "day of=1 on=2026-03-03 hours=4 as=leave\nday of=1 on=2026-03-03 hours=1\n"
		 "day of=1 on=2026-03-03 hours=4 as=leave\nday of=1 on=2026-03-04 hours=8 as=leave_draft",
		 "12345 1345* 12345"},
		{"leave on a holiday, on a day off and before the terms",
		 "calendar name=uk holiday=2026-03-03\n"
		 "person id=1 from=2026-03-02 week=8,8,8,8,8,0,0 calendar=uk\n"
		 "day of=1 on=2026-02-24 hours=8 as=leave\nday of=1 on=2026-03-03 hours=8 as=leave\n"
		 "day of=1 on=2026-03-07 hours=8 as=leave",
		 "* 1345* 12345"},
	};
	Period weeks = stretch("2026-02-23..2026-03-16");
	for (size_t i = 0; i < COUNT(cases); i++) {
		PersonWeek got[3] = {0xff, 0xff, 0xff};
		ToldHours *told = tell_hours(*state, "", cases[i].facts);
		person_weeks_tell(&told->firm.resources[0], weeks, got);
		check_text(cases[i].label, weeks_text(*state, got, COUNT(got)), cases[i].weeks);
	}
}

static void test_weeks_of_a_period(void **state)
{
	static const struct {
		const char *label, *days, *as_of;
		uint64_t first, len;
		PersonWeek first_days, last_days;
	} cases[] = {
		{"part weeks at both ends", "2026-03-01..2026-04-01", "2026-12-31", 1, 6, 0x40,
		 0x03},
		{"whole weeks", "2026-03-02..2026-03-16", "2026-12-31", 2, 2, 0x7f, 0x7f},
		{"days of one week", "2026-03-04..2026-03-06", "2026-12-31", 2, 1, 0x0c, 0x0c},
		{"the last week ends on the as-of day", "2026-03-04..2026-04-01", "2026-03-15", 2,
		 2, 0x7c, 0x7f},
		{"it ends on the day after", "2026-03-04..2026-04-01", "2026-03-14", 2, 1, 0x7c,
		 0x7c},
		{"a week that ends after the period and by the as-of day", "2026-03-04..2026-03-11",
		 "2026-03-15", 2, 2, 0x7c, 0x03},
		{"not before", "2026-03-04..2026-03-11", "2026-03-14", 2, 1, 0x7c, 0x7c},
		{"no week has ended", "2026-03-04..2026-04-01", "2026-03-07", 0, 0, 0, 0},
		{"the as-of day lies before", "2026-03-04..2026-04-01", "2025-03-07", 0, 0, 0, 0},
		{"no days", "2026-03-04..2026-03-04", "2026-12-31", 0, 0, 0, 0},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		WeekSpan got =
			week_span(stretch(cases[i].days), day(cases[i].as_of), day("2026-02-16"));
		check_size(cases[i].label, got.first, cases[i].first);
		check_size(cases[i].label, got.len, cases[i].len);
		check_size(cases[i].label, got.first_days, cases[i].first_days);
		check_size(cases[i].label, got.last_days, cases[i].last_days);
	}
}

static void test_counting(void **state)
{
	static const PersonWeek weeks[] = {0x01, 0x82, 0x80, 0x00, 0xc0, 0x10};
	static const struct {
		const char *label;
		WeekSpan span;
		uint64_t expected, in;
	} cases[] = {
		{"no week", {0, 0, 0, 0}, 0, 0},
		{"a week", {1, 1, 0x7f, 0x7f}, 1, 1},
		{"a week without the day on which they are available", {1, 1, 0x7c, 0x7c}, 0, 0},
		{"hours without an available day are not looked at", {2, 1, 0x7f, 0x7f}, 0, 0},
		{"the first counts by its own days", {0, 2, 0x02, 0x7f}, 1, 1},
		{"so does the last", {0, 2, 0x7f, 0x01}, 1, 0},
		{"all days of those between count", {0, 6, 0x01, 0x10}, 4, 2},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		Timesheets got = timesheets_count(cases[i].span, weeks);
		check_size(cases[i].label, (uint64_t)got.expected, cases[i].expected);
		check_size(cases[i].label, (uint64_t)got.in, cases[i].in);
	}
}

/* As domain.md says: week by week, from hours that are available and hours that are there. */
static Timesheets plainly(const Resource *person, Period days, Date as_of)
{
	Timesheets sum = {0};
	while (period_days(days) > 0) {
		Period week = calendar_tile((Calendar){.granularity = GRANULARITY_WEEK}, days.from);
		Period part = {days.from, date_earlier(week.to, days.to)};
		ResourceDayRange worked = resource_days_in(person, week);
		Tally available = {0};
		bool in = false;
		days.from = part.to;
		available_add(person, part, &available);
		if (week.to.day > as_of.day + 1 || available.sum <= 0)
			continue;
		for (size_t i = 0; i < worked.len; i++)
			in |= worked.at[i].seconds > 0;
		sum.expected++;
		sum.in += in;
	}
	return sum;
}

static const char *date_of(Arena *mem, Date first, int32_t after)
{
	return str_to_c(mem, date_text(mem, date_add(first, after)));
}

static void tell_random_calendar(Random *random, Buf *facts, Date first)
{
	buf_add(facts, STR("calendar name=uk"));
	for (int64_t i = random_in(random, 0, 30); i > 0; i--)
		buf_add_format(facts, " %s=%s", random_in(random, 0, 3) == 0 ? "works" : "holiday",
			       date_of(facts->mem, first, (int32_t)random_in(random, 0, 120)));
	buf_add(facts, STR("\n"));
}

static void tell_random_terms(Random *random, Buf *facts, Date first)
{
	int32_t after = (int32_t)random_in(random, 0, 60) - 30;
	for (int64_t rows = random_in(random, 1, 4); rows > 0; rows--) {
		/* Weeks of few days, so that what takes one away matters. */
		int64_t days = random_in(random, 0, 2);
		buf_add_format(facts, "person id=1 from=%s calendar=%s week=",
			       date_of(facts->mem, first, after),
			       random_in(random, 0, 1) == 0 ? "uk" : "none");
		for (int i = 0; i < 7; i++)
			buf_add_format(facts, "%s%d", i > 0 ? "," : "",
				       random_in(random, 0, 2) < days ? (int)random_in(random, 1, 8)
								      : 0);
		buf_add(facts, STR("\n"));
		after += (int32_t)random_in(random, 1, 40);
	}
}

static void tell_random_days(Random *random, Buf *facts, Date first)
{
	static const char *const kinds[] = {"leave", "leave", "leave", "draft", "leave_draft"};
	bool often = random_in(random, 0, 1) == 0;
	for (int32_t after = -10; after < 150; after++) {
		for (int64_t rows = random_in(random, -4, often ? 3 : 0); rows > 0; rows--)
			buf_add_format(facts, "day of=1 on=%s hours=%d as=%s\n",
				       date_of(facts->mem, first, after),
				       (int)random_in(random, 0, 8),
				       kinds[random_in(random, 0, COUNT(kinds) - 1)]);
		if (!often && random_in(random, 0, 9) == 0)
			buf_add_format(facts, "day of=1 on=%s hours=1\n",
				       date_of(facts->mem, first, after));
	}
}

/* Weeks that are not told, before and behind those that are, have no hours. */
static void test_weeks_that_are_told_as_bits(void **state)
{
	ToldHours *told = tell_hours(*state, "", "person id=1 from=2026-01-01 week=8,8,8,8,8\n");
	Resource person = told->firm.resources[0];
	const uint64_t all = ~UINT64_C(0);
	PersonWeek got[4];
	person.worked = (WeeksWorked){{day("2026-03-02"), day("2026-03-16")}, &all};
	person_weeks_tell(&person, (Period){day("2026-02-23"), day("2026-03-23")}, got);
	for (size_t i = 0; i < COUNT(got); i++)
		assert_int_equal((got[i] & WEEK_HAS_HOURS) != 0, i == 1 || i == 2);
	person_weeks_tell(&person, (Period){day("2026-04-06"), day("2026-04-20")}, got);
	assert_int_equal((got[0] | got[1]) & WEEK_HAS_HOURS, 0);
}

static void check_same(const char *label, Timesheets got, Timesheets wanted)
{
	check_size(label, (uint64_t)got.expected, (uint64_t)wanted.expected);
	check_size(label, (uint64_t)got.in, (uint64_t)wanted.in);
}

/* The same person as it is read for timesheets alone: weeks with any hours as bits, and the days of leave. */
static Resource told_by_weeks(const ToldHours *told, Period weeks)
{
	Resource person = told->firm.resources[0];
	uint64_t *bits = ARENA_ARRAY(told->mem, uint64_t, weeks_count(weeks) / 64 + 1);
	ResourceDay *leave = ARENA_ARRAY(told->mem, ResourceDay, person.day_count);
	size_t len = 0;
	for (size_t i = 0; i < person.day_count; i++) {
		const ResourceDay *at = &person.days[i];
		size_t week = (size_t)(at->day.day - weeks.from.day) / 7;
		if (at->seconds > 0)
			bits[week / 64] |= UINT64_C(1) << week % 64;
		if (time_class_is_leave(at->time_class))
			leave[len++] = *at;
	}
	person.days = leave;
	person.day_count = len;
	person.worked = (WeeksWorked){weeks, bits};
	return person;
}

/* Periods of all lengths, told alone, and counted among the weeks of a longer one. */
static void check_periods(Random *random, const ToldHours *told, Date first, int64_t *met)
{
	const Resource *person = &told->firm.resources[0];
	Period all = {date_add(first, -40), date_add(first, 800)};
	Period weeks = weeks_holding(all);
	PersonWeek list[130];
	assert_true(weeks_count(weeks) <= COUNT(list));
	person_weeks_tell(person, weeks, list);
	Resource by_weeks = told_by_weeks(told, weeks);
	for (int i = 0; i < 12; i++) {
		bool is_long = random_in(random, 0, 4) == 0;
		Date from = date_add(first, (int32_t)random_in(random, -40, 100));
		Period asked = {from,
				date_add(from, (int32_t)random_in(random, 1, is_long ? 700 : 60))};
		Date as_of = date_add(from, (int32_t)random_in(random, -20, is_long ? 800 : 90));
		Question question = question_of(told->mem, &told->firm, asked, as_of);
		Timesheets wanted = plainly(person, question.days, as_of);
		Completeness alone = {0};
		Completeness among = {0};
		Completeness as_read = {0};
		completeness_add_resource(&alone, &question, person);
		completeness_add_timesheets(&among, week_span(question.days, as_of, weeks.from),
					    list);
		check_same("alone", (Timesheets){alone.timesheets_expected, alone.timesheets_in},
			   wanted);
		check_same("among others",
			   (Timesheets){among.timesheets_expected, among.timesheets_in}, wanted);
		completeness_add_resource(&as_read, &question, &by_weeks);
		check_same("by bits of weeks",
			   (Timesheets){as_read.timesheets_expected, as_read.timesheets_in},
			   wanted);
		*met += wanted.in > 0 && wanted.in < wanted.expected;
	}
}

static void test_against_the_plain_definition(void **state)
{
	Random random = {41};
	int64_t met = 0;
	for (int round = 0; round < 300; round++) {
		Buf facts = {.mem = *state};
		Date first = date_add(day("2026-01-01"), (int32_t)random_in(&random, 0, 6));
		tell_random_calendar(&random, &facts, first);
		tell_random_terms(&random, &facts, first);
		tell_random_days(&random, &facts, first);
		check_periods(&random, tell_hours(*state, "", str_to_c(*state, buf_str(&facts))),
			      first, &met);
	}
	assert_in_range(met, 500, 3600);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(test_weeks_that_hold_days),
		ARENA_TEST(test_weeks_of_a_person),
		ARENA_TEST(test_weeks_of_a_period),
		ARENA_TEST(test_counting),
		ARENA_TEST(test_weeks_that_are_told_as_bits),
		ARENA_TEST(test_against_the_plain_definition),
	};
	return RUN_TESTS(tests);
}
