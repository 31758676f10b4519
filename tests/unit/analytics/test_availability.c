#include "analytics/availability.h"

#include "analytics/hours_fixture.h"

typedef struct Case {
	const char *label;
	const char *facts; /* of person 1 */
	const char *days;
	const char *wanted;
} Case;

static void check_cases(Arena *mem, MeasureOfResource *measure, const Case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		ToldHours *told = tell_hours(mem, "", cases[i].facts);
		Question question = hours_question(told, cases[i].days, "2026-12-31");
		Tally tally = hours_of_person(told, 1, measure, &question);
		check_text(cases[i].label, hour_sum(mem, &tally), cases[i].wanted);
	}
}

#define FULL_WEEK "person id=1 from=2026-01-01 week=8,8,8,8,8 calendar=uk\n"
#define HOLIDAY "calendar name=uk holiday=2026-03-04 works=2026-03-07\n"
#define WEEK "2026-03-02..2026-03-09"

static void test_available_hours(void **state)
{
	static const Case cases[] = {
		{"the days of the week", FULL_WEEK, WEEK, "40"},
		{"a holiday has none", HOLIDAY FULL_WEEK, WEEK, "32"},
		{"leave takes a day", HOLIDAY FULL_WEEK "day of=1 on=2026-03-05 hours=8 as=leave",
		 WEEK, "24"},
		{"leave on a holiday takes nothing twice",
		 HOLIDAY FULL_WEEK "day of=1 on=2026-03-04 hours=8 as=leave", WEEK, "32"},
		{"leave takes no more than the day has",
		 FULL_WEEK "day of=1 on=2026-03-05 hours=24 as=leave", WEEK, "32"},
		{"two halves of leave make a day",
		 FULL_WEEK
		 "day of=1 on=2026-03-05 hours=4 as=leave\nday of=1 on=2026-03-05 hours=1\nday of=1 on=2026-03-05 hours=4 as=leave",
		 WEEK, "32"},
		{"leave of an hour takes an hour",
		 FULL_WEEK "day of=1 on=2026-03-05 hours=1 as=leave", WEEK, "39"},
		{"leave that is not approved takes nothing",
		 FULL_WEEK "day of=1 on=2026-03-05 hours=8 as=leave_draft", WEEK, "40"},
		{"leave on a day without hours takes nothing",
		 FULL_WEEK "day of=1 on=2026-03-08 hours=8 as=leave", WEEK, "40"},
		{"leave outside the period too",
		 FULL_WEEK
		 "day of=1 on=2026-03-01 hours=8 as=leave\nday of=1 on=2026-03-09 hours=8 as=leave",
		 WEEK, "40"},
		{"a holiday on a Sunday that is worked",
		 "calendar name=uk holiday=2026-03-08\nperson id=1 from=2026-01-01 week=0,0,0,0,0,0,6 calendar=uk",
		 "2026-03-01..2026-03-16", "12"},
		{"a month by its weekdays", "person id=1 from=2026-01-01 week=1,2,4,0,0,0,100",
		 "2026-03-01..2026-04-01", "531"},
		{"nothing before the first row", FULL_WEEK, "2025-12-29..2026-01-05", "16"},
		{"nor on days that all are before it", FULL_WEEK, "2025-12-22..2025-12-29", "0"},
		{"each row holds from its day on",
		 FULL_WEEK
		 "person id=1 from=2026-03-04 week=4,4,4,4,4\nperson id=1 from=2026-03-06 week=2,2,2,2,2",
		 WEEK, "26"},
		{"a row without calendar has Mondays to Fridays",
		 HOLIDAY "person id=1 from=2026-01-01 week=8,8,8,8,8", WEEK, "40"},
		{"one who is not declared has no capacity", "person id=1", WEEK, "n/a no_capacity"},
	};
	check_cases(*state, measure_available_hours, cases, COUNT(cases));
}

static void test_people_without_terms(void **state)
{
	ToldHours *told =
		tell_hours(*state, "",
			   "person id=1\nassignment of=1 from=2026-01-01 to=2026-02-01 weekly=40");
	Question question = hours_question(told, WEEK, "2026-12-31");
	/* A view may see that somebody is declared, but no row of theirs. */
	const Resource unseen = {.id = 2, .declared = true};
	Tally available = {0};
	measure_available_hours(&question, &unseen, &available);
	check_text("one who has no row has no hours", hour_sum(*state, &available), "0");
	Tally assigned = hours_of_person(told, 1, measure_assigned_hours, &question);
	check_text("an assignment of other days", hour_sum(*state, &assigned), "0");
	check_size("it has no row", assigned.rows.len, 0);
	Assignment of_nobody = {.resource_id = 3,
				.days = stretch("2026-01-01..2027-01-01"),
				.weekly_seconds = 36000};
	Tally unknown = {0};
	assigned_add(&told->firm, &of_nobody, question.days, &unknown);
	check_text("one of whom nothing is known works from Monday to Friday",
		   hour_sum(*state, &unknown), "10");
}

static void test_running_period(void **state)
{
	ToldHours *told = tell_hours(*state, "", FULL_WEEK);
	Question question = hours_question(told, WEEK, "2026-03-03");
	Tally tally = hours_of_person(told, 1, measure_available_hours, &question);
	check_text("it goes to the as-of day", hour_sum(*state, &tally), "16");
}

static void test_pinned_week(void **state)
{
	ToldHours *told = tell_hours(
		*state, "",
		HOLIDAY FULL_WEEK
		"day of=1 on=2026-03-02 hours=10\nday of=1 on=2026-03-03 hours=10\n"
		"day of=1 on=2026-03-05 hours=8 as=leave\nday of=1 on=2026-03-07 hours=6\n");
	Question question = hours_question(told, WEEK, "2026-12-31");
	Tally worked = hours_of_person(told, 1, measure_counting_hours_of_resource, &question);
	Tally available = hours_of_person(told, 1, measure_available_hours, &question);
	check_text("26 billable hours", hour_sum(*state, &worked), "26");
	check_text("of 24 available", hour_sum(*state, &available), "24");
	check_text("why", hour_rows(*state, &available),
		   "weekly hours | 2026-03-02 | 40 | 40 h a week over 7 days\n"
		   "holiday | 2026-03-04 | -8 | \n"
		   "leave | 2026-03-05 | -8 | ");
}

static void test_assigned_hours(void **state)
{
	static const Case cases[] = {
		{"a week of an assignment",
		 FULL_WEEK "assignment of=1 from=2026-01-01 to=2027-01-01 weekly=20", WEEK, "20"},
		{"none on holidays",
		 HOLIDAY FULL_WEEK "assignment of=1 from=2026-01-01 to=2027-01-01 weekly=20", WEEK,
		 "16"},
		{"cut to its days",
		 FULL_WEEK "assignment of=1 from=2026-03-03 to=2026-03-05 weekly=20", WEEK, "8"},
		{"none of its days",
		 FULL_WEEK "assignment of=1 from=2026-03-09 to=2026-03-15 weekly=20", WEEK, "0"},
		{"by weekly hours",
		 "person id=1 from=2026-01-01 week=8,8,4,0,0\nassignment of=1 from=2026-03-04 to=2026-03-07 weekly=20",
		 WEEK, "4"},
		{"two of them",
		 FULL_WEEK
		 "assignment of=1 from=2026-01-01 to=2027-01-01 weekly=20\nassignment of=1 from=2026-03-02 to=2026-03-03 weekly=20",
		 WEEK, "24"},
		{"without weekly hours Monday to Friday evenly",
		 "calendar name=uk holiday=2026-03-04\nperson id=1 from=2026-01-01 week=0 calendar=uk\nassignment of=1 from=2026-01-01 to=2027-01-01 weekly=20",
		 WEEK, "16"},
		{"one who is not declared, too",
		 "person id=1\nassignment of=1 from=2026-01-01 to=2027-01-01 weekly=20",
		 "2026-03-06..2026-03-10", "8"},
		{"nothing before the first row",
		 FULL_WEEK "assignment of=1 from=2025-01-01 to=2027-01-01 weekly=20",
		 "2025-12-29..2026-01-05", "8"},
		{"by the terms of each day",
		 FULL_WEEK
		 "person id=1 from=2026-03-05 week=0,0,0,0,8\nassignment of=1 from=2026-01-01 to=2027-01-01 weekly=20",
		 WEEK, "32"},
		{"a third of a second is rounded",
		 "person id=1 from=2026-01-01 week=1,1,1\nassignment of=1 from=2026-01-01 to=2027-01-01 weekly=10",
		 "2026-03-02..2026-03-03", "3.333333"},
		{"more than can be held",
		 FULL_WEEK "assignment of=1 from=2026-01-01 to=2027-01-01 weekly=2000000000",
		 "2026-01-01..2027-01-01", "n/a out_of_range"},
		{"much more",
		 FULL_WEEK "assignment of=1 from=2026-01-01 to=2027-01-01 weekly=1000000000000000",
		 WEEK, "n/a out_of_range"},
		{"of weekdays that no day has",
		 "person id=1 from=2026-01-01 week=1300000000\nassignment of=1 from=2026-01-01 to=2027-01-01 weekly=1",
		 WEEK, "n/a out_of_range"},
	};
	check_cases(*state, measure_assigned_hours, cases, COUNT(cases));
}

static void test_rows_of_assignments(void **state)
{
	static const Case cases[] = {
		{"by weekly hours",
		 HOLIDAY FULL_WEEK "assignment of=1 from=2026-01-01 to=2027-01-01 weekly=20", WEEK,
		 " | 2026-03-02 | 16 | 20 h a week × 32 h of working days ÷ 40 h of a week"},
		{"evenly", "person id=1\nassignment of=1 from=2026-01-01 to=2027-01-01 weekly=20",
		 "2026-03-02..2026-03-10",
		 " | 2026-03-02 | 24 | 20 h a week × 6 days ÷ 5 days of a week"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		ToldHours *told = tell_hours(*state, "", cases[i].facts);
		Question question = hours_question(told, cases[i].days, "2026-12-31");
		Tally tally = hours_of_person(told, 1, measure_assigned_hours, &question);
		check_text(cases[i].label, hour_rows(*state, &tally), cases[i].wanted);
		assert_ptr_equal(tally.rows.at[0].lineage,
				 &told->firm.resources[0].assignments[0].lineage);
	}
}

static void test_over_allocated_hours(void **state)
{
	static const Case cases[] = {
		{"assigned beyond available",
		 FULL_WEEK "assignment of=1 from=2026-01-01 to=2027-01-01 weekly=48", WEEK, "8"},
		{"as much as is available",
		 FULL_WEEK "assignment of=1 from=2026-01-01 to=2027-01-01 weekly=40", WEEK, "0"},
		{"a holiday takes from both",
		 HOLIDAY FULL_WEEK "assignment of=1 from=2026-01-01 to=2027-01-01 weekly=40", WEEK,
		 "0"},
		{"leave from one",
		 FULL_WEEK
		 "day of=1 on=2026-03-05 hours=8 as=leave\nassignment of=1 from=2026-01-01 to=2027-01-01 weekly=40",
		 WEEK, "8"},
		{"free weeks do not make up for full ones",
		 FULL_WEEK "assignment of=1 from=2026-03-02 to=2026-03-09 weekly=50",
		 "2026-03-01..2026-04-01", "10"},
		{"weeks are cut to the period",
		 FULL_WEEK "assignment of=1 from=2026-01-01 to=2027-01-01 weekly=50",
		 "2026-03-05..2026-03-11", "8"},
		{"nobody assigned", FULL_WEEK, WEEK, "0"},
		{"days without capacity",
		 "person id=1 from=2026-01-01 week=0\nassignment of=1 from=2026-01-01 to=2027-01-01 weekly=5",
		 WEEK, "5"},
		{"not declared",
		 "person id=1\nassignment of=1 from=2026-01-01 to=2027-01-01 weekly=5", WEEK,
		 "n/a no_capacity"},
		{"more than can be held",
		 FULL_WEEK "assignment of=1 from=2026-01-01 to=2027-01-01 weekly=1000000000000000",
		 WEEK, "n/a out_of_range"},
		{"together, too",
		 FULL_WEEK
		 "assignment of=1 from=2026-01-01 to=2027-01-01 weekly=2500000000\nassignment of=1 from=2026-01-01 to=2027-01-01 weekly=2500000000",
		 WEEK, "n/a out_of_range"},
	};
	check_cases(*state, measure_over_allocated_hours, cases, COUNT(cases));
	ToldHours *told = tell_hours(*state, "", cases[0].facts);
	Question question = hours_question(told, WEEK, "2026-12-31");
	Tally tally = hours_of_person(told, 1, measure_over_allocated_hours, &question);
	check_text("why", hour_rows(*state, &tally),
		   "week from 2 Mar 2026 | 2026-03-02 | 8 | 48 h assigned − 40 h available");
}

/* Day by day as domain.md says, in seconds; assignments in seconds times the week's hours. */
static void test_against_a_walk_day_by_day(void **state)
{
	Random random = {40};
	int64_t met = 0;
	for (int round = 0; round < 300; round++) {
		Buf facts = {.mem = *state};
		buf_add(&facts, STR("calendar name=uk"));
		for (int i = 0; i < 8; i++)
			buf_add_format(&facts, " %s=%.*s",
				       random_in(&random, 0, 2) == 0 ? "works" : "holiday",
				       STR_ARG(date_text(*state,
							 date_add(day("2026-03-01"),
								  (int32_t)random_in(&random, 0,
										     30)))));
		buf_add(&facts, STR("\n"));
		Date from = day("2026-02-25");
		for (int64_t rows = random_in(&random, 1, 3); rows > 0; rows--) {
			buf_add_format(&facts, "person id=1 from=%.*s calendar=uk week=",
				       STR_ARG(date_text(*state, from)));
			for (int i = 0; i < 7; i++)
				buf_add_format(&facts, "%s%d", i > 0 ? "," : "",
					       (int)random_in(&random, 0, 8));
			buf_add(&facts, STR("\n"));
			from = date_add(from, (int32_t)random_in(&random, 1, 20));
		}
		for (int i = 0; i < 31; i++) {
			if (random_in(&random, 0, 3) == 0)
				buf_add_format(&facts, "day of=1 on=%.*s hours=%d as=%s\n",
					       STR_ARG(date_text(*state,
								 date_add(day("2026-03-01"), i))),
					       (int)random_in(&random, 0, 9),
					       random_in(&random, 0, 1) == 0 ? "leave" : "draft");
		}
		buf_add_format(&facts, "assignment of=1 from=2026-03-05 to=2026-03-25 weekly=%d\n",
			       (int)random_in(&random, 0, 60));
		ToldHours *told = tell_hours(*state, "", str_to_c(*state, buf_str(&facts)));
		const Resource *person = &told->firm.resources[0];
		Date first = date_add(day("2026-02-20"), (int32_t)random_in(&random, 0, 30));
		Period p = {first, date_add(first, (int32_t)random_in(&random, 1, 30))};
		int64_t available = 0;
		double assigned = 0;
		for (Date d = p.from; d.day < p.to.day; d = date_add(d, 1)) {
			const ResourceTerms *terms = resource_terms_on(person, d);
			int64_t leave = 0;
			int64_t week = 0;
			for (size_t i = 0; i < person->day_count; i++)
				leave += person->days[i].day.day == d.day &&
							 person->days[i].time_class / 6 ==
								 CATEGORY_LEAVE
						 ? person->days[i].seconds
						 : 0;
			if (!terms || work_calendar_is_holiday(terms->calendar, d))
				continue;
			for (size_t i = 0; i < 7; i++)
				week += terms->weekday_seconds[i];
			int64_t own = terms->weekday_seconds[(d.day + 3) % 7];
			available += own > leave ? own - leave : 0;
			const Assignment *it = &told->book.assignments[0];
			if (week > 0 && d.day >= it->days.from.day && d.day < it->days.to.day)
				assigned += (double)it->weekly_seconds * (double)own / (double)week;
			if (week == 0 && d.day >= it->days.from.day && d.day < it->days.to.day)
				assigned +=
					(d.day + 3) % 7 < 5 ? (double)it->weekly_seconds / 5 : 0;
		}
		Question question = question_of(*state, &told->firm, p, DATE_MAX);
		Tally got = hours_of_person(told, 1, measure_available_hours, &question);
		assert_true(got.sum == (int128)available * SECOND_US);
		got = hours_of_person(told, 1, measure_assigned_hours, &question);
		double difference = (double)got.sum - assigned * 1e6;
		assert_true(difference < 3 && difference > -3);
		met += got.sum > 0 && available > 0;
	}
	assert_in_range(met, 100, 300);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(test_available_hours),      ARENA_TEST(test_people_without_terms),
		ARENA_TEST(test_running_period),       ARENA_TEST(test_pinned_week),
		ARENA_TEST(test_assigned_hours),       ARENA_TEST(test_rows_of_assignments),
		ARENA_TEST(test_over_allocated_hours), ARENA_TEST(test_against_a_walk_day_by_day),
	};
	return RUN_TESTS(tests);
}
