#include "analytics/commitment.h"
#include "analytics/hours_fixture.h"
#include "analytics/memo.h"

static const char YEARLY[] =
	"2026-01-01 committed_hours=1200 starts_on=2026-01-01 ends_on=2027-01-01";

typedef struct Case {
	const char *label;
	const char *terms;
	const char *days;
	const char *as_of;
	const char *wanted;
} Case;

static void check_cases(Arena *mem, MeasureOfContract *measure, const char *facts,
			const Case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const Case *it = &cases[i];
		ToldHours *told = tell_hours(mem, it->terms, facts);
		Question question = hours_question(told, it->days, it->as_of);
		Tally tally = hours_of_book(told, measure, &question);
		check_text(it->label, hour_sum(mem, &tally), it->wanted);
	}
}

static void test_hours_of_a_period(void **state)
{
	static const Case cases[] = {
		{"March has 22 of the year's 261 working days", YEARLY, "2026-03-01..2026-04-01",
		 "2026-12-31", "101.149425"},
		{"the year has them all", YEARLY, "2026-01-01..2027-01-01", "2026-12-31", "1200"},
		{"a running month goes to the as-of day", YEARLY, "2026-03-01..2026-04-01",
		 "2026-03-10", "32.183908"},
		{"a month that lies behind the as-of day has none", YEARLY,
		 "2026-03-01..2026-04-01", "2026-02-10", "0"},
		{"nor have days before the term", YEARLY, "2025-03-01..2025-04-01", "2026-12-31",
		 "0"},
		{"or days after it", YEARLY, "2027-03-01..2027-04-01", "2027-12-31", "0"},
		{"a contract year counts in full though the term ends earlier",
		 "2026-01-01 committed_hours=1200 ends_on=2026-07-01", "2026-01-01..2027-01-01",
		 "2026-12-31", "593.103448"},
		{"a month's commitment counts in full though the term begins within it",
		 "2026-03-16 committed_hours=110 committed_basis=month", "2026-03-01..2026-04-01",
		 "2026-12-31", "60"},
		{"a contract year is counted from its anniversary",
		 "2025-07-01 committed_hours=261 starts_on=2025-07-01", "2026-06-01..2026-08-01",
		 "2026-12-31", "45"},
		{"the basis term spreads over the days of the term",
		 "2026-01-01 committed_hours=129 committed_basis=term ends_on=2026-07-01",
		 "2026-03-01..2026-04-01", "2026-12-31", "22"},
		{"without an end it is not known",
		 "2026-01-01 committed_hours=100 committed_basis=term", "2026-03-01..2026-04-01",
		 "2026-12-31", "n/a no_end"},
		{"but other days may be",
		 "2026-01-01 committed_hours=110 committed_basis=month\n2026-04-01 committed_basis=term",
		 "2026-03-01..2026-04-01", "2026-12-31", "110"},
		{"each segment counts by its own state",
		 "2026-01-01 committed_hours=261\n2026-03-16 committed_hours=522",
		 "2026-03-01..2026-04-01", "2026-12-31", "34"},
		{"days without a commitment have none",
		 "2026-01-01 committed_hours=261\n2026-03-16 committed_hours=",
		 "2026-03-01..2026-04-01", "2026-12-31", "10"},
		{"so has a month with commitment on other days only",
		 "2026-01-01 committed_hours=\n2026-06-01 committed_hours=100",
		 "2026-03-01..2026-04-01", "2026-12-31", "0"},
		{"a later start takes days back",
		 "2026-01-01 committed_hours=261\n2026-06-01 starts_on=2026-03-16",
		 "2026-03-01..2026-04-01", "2026-12-31", "12"},
		{"a late extension leaves a gap",
		 "2026-01-01 committed_hours=261 ends_on=2026-03-16\n2026-03-23 ends_on=2027-01-01",
		 "2026-03-01..2026-04-01", "2026-12-31", "17"},
		{"a start before the first row earns nothing before it",
		 "2026-03-16 committed_hours=261 starts_on=2026-01-01", "2026-03-01..2026-04-01",
		 "2026-12-31", "12"},
		{"negative hours are kept", "2026-01-01 committed_hours=-110 committed_basis=month",
		 "2026-03-01..2026-04-01", "2026-12-31", "-110"},
		{"without any commitment there is none", "2026-01-01 annual_value=100",
		 "2026-03-01..2026-04-01", "2026-12-31", "n/a no_commitment"},
		{"an empty view has no terms", "", "2026-03-01..2026-04-01", "2026-12-31",
		 "n/a no_terms"},
		{"more than can be held",
		 "2026-01-01 committed_hours=9000000000000 committed_basis=month",
		 "2026-03-01..2026-04-01", "2026-12-31", "n/a out_of_range"},
	};
	check_cases(*state, measure_committed_hours, "", cases, COUNT(cases));
}

static void test_calendars(void **state)
{
	static const char facts[] =
		"calendar name=none holiday=2026-03-02 holiday=2026-03-03 holiday=2026-03-04 holiday=2026-03-05 holiday=2026-03-06\n"
		"calendar name=uk holiday=2026-03-02 works=2026-03-07 holiday=2026-06-01\n";
	static const Case cases[] = {
		{"the calendar of the segment's state counts",
		 "2026-01-01 committed_hours=260 calendar=uk", "2026-03-01..2026-03-09",
		 "2026-12-31", "5"},
		{"not that of the last state",
		 "2026-01-01 committed_hours=260 calendar=uk\n2026-09-01 calendar=none",
		 "2026-03-01..2026-03-09", "2026-12-31", "5"},
		{"one that is not there has Mondays to Fridays",
		 "2026-01-01 committed_hours=261 calendar=mars", "2026-03-01..2026-03-09",
		 "2026-12-31", "5"},
		{"a basis period without working days has no hours",
		 "2026-03-02 committed_hours=40 committed_basis=term ends_on=2026-03-07 calendar=none",
		 "2026-03-01..2026-04-01", "2026-12-31", "0"},
	};
	check_cases(*state, measure_committed_hours, facts, cases, COUNT(cases));
}

static void test_to_date_and_of_term(void **state)
{
	static const Case to_date[] = {
		{"from the start to the as-of day", YEARLY, "2026-03-01..2026-04-01", "2026-03-31",
		 "294.252874"},
		{"not beyond the asked period", YEARLY, "2026-02-01..2026-03-01", "2026-12-31",
		 "193.103448"},
		{"nothing before the start", YEARLY, "2025-02-01..2025-03-01", "2026-12-31", "0"},
	};
	static const Case of_term[] = {
		{"the whole term, whatever is asked", YEARLY, "2026-03-01..2026-04-01",
		 "2026-03-31", "1200"},
		{"two contract years", "2026-01-01 committed_hours=1200 ends_on=2028-01-01",
		 "2026-03-01..2026-04-01", "2026-03-31", "2400"},
		{"months", "2026-01-01 committed_hours=10 committed_basis=month ends_on=2027-01-01",
		 "2026-03-01..2026-04-01", "2026-03-31", "120"},
		{"there is none without an end", "2026-01-01 committed_hours=1200",
		 "2026-03-01..2026-04-01", "2026-03-31", "n/a no_end"},
		{"or without commitment", "2026-01-01 annual_value=5", "2026-03-01..2026-04-01",
		 "2026-03-31", "n/a no_commitment"},
		{"or without terms", "", "2026-03-01..2026-04-01", "2026-03-31", "n/a no_terms"},
		{"a part that has no end makes it unknown",
		 "2026-01-01 committed_hours=100 committed_basis=term\n2026-06-01 ends_on=2027-01-01",
		 "2026-03-01..2026-04-01", "2026-03-31", "n/a no_end"},
		{"a term that ends before it starts has none",
		 "2026-01-01 committed_hours=100 starts_on=2026-05-01 ends_on=2026-02-01",
		 "2026-03-01..2026-04-01", "2026-03-31", "0"},
	};
	check_cases(*state, measure_committed_hours_to_date, "", to_date, COUNT(to_date));
	check_cases(*state, measure_committed_hours_of_term, "", of_term, COUNT(of_term));
}

static void test_sum_of_term(void **state)
{
	int64_t us = 7;
	ToldHours *told = tell_hours(*state, YEARLY, "");
	assert_int_equal(commitment_of_term(&told->firm, &told->book, &us), REASON_NONE);
	assert_true(us == 1200 * HOUR_US);
	told = tell_hours(
		*state,
		"2026-01-01 committed_hours=2000000000 committed_basis=month ends_on=2030-01-01",
		"");
	assert_int_equal(commitment_of_term(&told->firm, &told->book, &us), REASON_OUT_OF_RANGE);
	told = tell_hours(*state, "2026-01-01 committed_hours=1200", "");
	assert_int_equal(commitment_of_term(&told->firm, &told->book, &us), REASON_NO_END);
	assert_true(us == 1200 * HOUR_US);
}

static void test_baseline(void **state)
{
	static const char half[] =
		"2026-01-01 committed_hours=261\n2026-03-16 utilization_baseline=90%\n2026-03-23 utilization_baseline=80%";
	static const Case baseline[] = {
		{"each part by the baseline of its segment", half, "2026-03-01..2026-04-01",
		 "2026-12-31", "10.1"},
		{"none in the period", half, "2026-02-01..2026-03-01", "2026-12-31",
		 "n/a no_baseline"},
		{"none at all", YEARLY, "2026-03-01..2026-04-01", "2026-12-31", "n/a no_baseline"},
		{"no commitment comes first", "2026-01-01 utilization_baseline=90%",
		 "2026-03-01..2026-04-01", "2026-12-31", "n/a no_commitment"},
		{"no end too",
		 "2026-01-01 utilization_baseline=90% committed_hours=5 committed_basis=term",
		 "2026-03-01..2026-04-01", "2026-12-31", "n/a no_end"},
	};
	static const Case baselined[] = {
		{"the hours of parts with a baseline", half, "2026-03-01..2026-04-01", "2026-12-31",
		 "12"},
		{"none in the period", half, "2026-02-01..2026-03-01", "2026-12-31",
		 "n/a no_baseline"},
	};
	check_cases(*state, measure_baseline_hours, "", baseline, COUNT(baseline));
	check_cases(*state, measure_baselined_hours, "", baselined, COUNT(baselined));
}

static void test_rows(void **state)
{
	static const Case cases[] = {
		{"a contract year", YEARLY, "2026-03-01..2026-04-01", "2026-12-31",
		 "terms of 1 Jan 2026, contract year from 1 Jan 2026 | 2026-03-01 | 101.149425 | 1,200 h × 22 of 261 working days"},
		{"months", "2026-01-01 committed_hours=10.5 committed_basis=month",
		 "2026-02-16..2026-04-01", "2026-12-31",
		 "terms of 1 Jan 2026, month from 1 Feb 2026 | 2026-02-16 | 5.25 | 10.5 h × 10 of 20 working days\n"
		 "terms of 1 Jan 2026, month from 1 Mar 2026 | 2026-03-01 | 10.5 | 10.5 h × 22 of 22 working days"},
		{"a term",
		 "2026-01-01 committed_hours=128 committed_basis=term starts_on=2026-01-02 ends_on=2026-07-01",
		 "2026-03-01..2026-04-01", "2026-12-31",
		 "terms of 1 Jan 2026, term from 2 Jan 2026 | 2026-03-01 | 22 | 128 h × 22 of 128 working days"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		ToldHours *told = tell_hours(*state, cases[i].terms, "");
		Question question = hours_question(told, cases[i].days, cases[i].as_of);
		Tally tally = hours_of_book(told, measure_committed_hours, &question);
		check_text(cases[i].label, hour_rows(*state, &tally), cases[i].wanted);
	}
	ToldHours *told = tell_hours(
		*state,
		"2026-01-01 committed_hours=261 committed_basis=term ends_on=2027-01-01 utilization_baseline=92.5%",
		"");
	Question question = hours_question(told, "2026-03-01..2026-04-01", "2026-12-31");
	Tally tally = hours_of_book(told, measure_baseline_hours, &question);
	check_text(
		"a baseline", hour_rows(*state, &tally),
		"terms of 1 Jan 2026, term from 1 Jan 2026 | 2026-03-01 | 20.35 | 261 h × 22 of 261 working days × 92.5 %");
}

/* A second way to the same hours, day by day: what domain.md says of each. */
typedef struct Oracle {
	const ToldHours *told;
	const WorkCalendar *uk;
} Oracle;

static int32_t walk_days(const WorkCalendar *calendar, Period p)
{
	int32_t count = 0;
	for (Date d = p.from; d.day < p.to.day; d = date_add(d, 1))
		count += work_calendar_works(calendar, d);
	return count;
}

static double hours_of_day(const Oracle *oracle, Date d)
{
	const Fold *fold = &oracle->told->fold;
	const FoldRow *row = NULL;
	for (size_t i = 0; i < fold->len; i++)
		row = fold->rows[i].effective_on.day <= d.day ? &fold->rows[i] : row;
	if (!row)
		return 0;
	const Value *last = fold->rows[fold->len - 1].values;
	const Value *own = row->values;
	int64_t first = fold->rows[0].effective_on.day;
	int64_t start = own[STARTS_ON].set ? own[STARTS_ON].number : first;
	int64_t end = own[ENDS_ON].set ? own[ENDS_ON].number : DAY_MAX + 1;
	if (d.day < start || d.day >= end ||
	    (last[STARTS_ON].set && d.day < last[STARTS_ON].number) ||
	    (last[ENDS_ON].set && d.day >= last[ENDS_ON].number) || !own[COMMITTED_HOURS].set)
		return 0;
	const WorkCalendar *calendar = own[CALENDAR].set ? oracle->uk : oracle->told->firm.weekdays;
	if (!work_calendar_works(calendar, d))
		return 0;
	Civil c = date_civil(d);
	Period basis = {date_from_civil((Civil){c.year, c.month, 1}),
			date_from_civil(
				(Civil){c.month == 12 ? c.year + 1 : c.year, c.month % 12 + 1, 1})};
	int64_t kind = own[COMMITTED_BASIS].set ? own[COMMITTED_BASIS].number : 1;
	if (kind == 2)
		basis = (Period){{(int32_t)start}, {(int32_t)end}};
	if (kind == 1) {
		Date anchor = {(int32_t)start};
		int32_t years = 0;
		while (date_add_years(anchor, years + 1).day <= d.day)
			years++;
		basis = (Period){date_add_years(anchor, years), date_add_years(anchor, years + 1)};
	}
	return (double)own[COMMITTED_HOURS].number * 3600.0 / walk_days(calendar, basis);
}

/* An end and hours are set from the first row on; so no basis lacks its end. */
static const char *random_terms(Arena *mem, Random *random)
{
	static const char *const bases[] = {"month", "contract_year", "term", ""};
	Buf story = {.mem = mem};
	int64_t rows = random_in(random, 1, 5);
	for (int64_t i = 0; i < rows; i++) {
		Date on = date_add(day("2024-02-29"), (int32_t)random_in(random, 0, 400));
		Date end = date_add(on, (int32_t)random_in(random, 1, 800));
		Date start = date_add(on, (int32_t)random_in(random, -40, 40));
		bool is_first = i == 0;
		on = is_first ? day("2024-02-29") : on;
		buf_add_format(&story, "%.*s", STR_ARG(date_text(mem, on)));
		if (is_first || random_in(random, 0, 2) == 0)
			buf_add_format(&story, " committed_hours=%d.%d",
				       (int)random_in(random, 0, 2000),
				       (int)random_in(random, 0, 99));
		if (random_in(random, 0, 1) == 0)
			buf_add_format(&story, " committed_basis=%s",
				       bases[random_in(random, 0, 3)]);
		if (is_first || random_in(random, 0, 2) == 0)
			buf_add_format(&story, " ends_on=%.*s", STR_ARG(date_text(mem, end)));
		if (random_in(random, 0, 3) == 0)
			buf_add_format(&story, " starts_on=%.*s", STR_ARG(date_text(mem, start)));
		if (random_in(random, 0, 2) == 0)
			buf_add_format(&story, " calendar=%s",
				       random_in(random, 0, 1) == 0 ? "uk" : "");
		buf_add_format(&story, " utilization_baseline=0.%d\n",
			       (int)random_in(random, 0, 99));
	}
	return str_to_c(mem, buf_str(&story));
}

/* Questions of one book that share what they find say the same as each for itself. */
static void check_shared(const ToldHours *told, const Question *alone, BookMemo *across)
{
	static MeasureOfContract *const MEASURES[] = {
		measure_committed_hours, measure_committed_hours_to_date,
		measure_baseline_hours,  measure_committed_hours_of_term,
		measure_baselined_hours,
	};
	Memo memo = {0};
	Question shared = *alone;
	shared.memo = &memo;
	shared.across = across;
	for (size_t i = 0; i < COUNT(MEASURES); i++) {
		Tally wanted = hours_of_book(told, MEASURES[i], alone);
		Tally got = hours_of_book(told, MEASURES[i], &shared);
		assert_true(got.sum == wanted.sum);
		assert_int_equal(got.na, wanted.na);
		assert_int_equal(got.rows.len, wanted.rows.len);
	}
}

static void test_questions_that_share(void **state)
{
	static const char *const TERMS[] = {
		"",
		"2026-01-01 annual_value=5",
		"2026-01-01 committed_hours=1200",
		"2026-01-01 committed_hours=100 committed_basis=term",
		"2026-01-01 committed_hours=10 committed_basis=month ends_on=2028-01-01\n2026-05-11 committed_hours=20 utilization_baseline=0.9",
		"2026-01-01 committed_hours=1200 ends_on=2027-03-01\n2026-05-11 committed_hours=\n2026-07-01 committed_hours=600",
	};
	static const char *const DAYS[] = {
		"2026-03-01..2026-04-01", "2026-01-01..2027-01-01", "2026-05-01..2026-06-01",
		"2025-01-01..2026-01-01", "2026-12-01..2027-05-01",
	};
	for (size_t i = 0; i < COUNT(TERMS); i++) {
		ToldHours *told = tell_hours(*state, TERMS[i], "");
		BookMemo across = {0};
		for (size_t j = 0; j < COUNT(DAYS); j++) {
			Question question = hours_question(told, DAYS[j], "2027-01-31");
			check_shared(told, &question, &across);
		}
	}
}

/* A question within another one, whose measures share nothing, leaves what the other one listed. */
static void test_a_question_within_another(void **state)
{
	ToldHours *told = tell_hours(*state, YEARLY, "");
	BookMemo across = {0};
	Memo memo = {0};
	Question outer = hours_question(told, "2026-03-01..2026-04-01", "2026-12-31");
	Question inner = hours_question(told, "2026-01-01..2027-01-01", "2026-12-31");
	outer.memo = &memo;
	outer.across = &across;
	inner.across = &across;
	Tally before = hours_of_book(told, measure_committed_hours, &outer);
	Tally whole = hours_of_book(told, measure_committed_hours, &inner);
	Tally after = hours_of_book(told, measure_committed_hours, &outer);
	check_text("the year", hour_sum(*state, &whole), "1200");
	check_text("the month", hour_sum(*state, &before), "101.149425");
	check_text("the month again", hour_sum(*state, &after), "101.149425");
}

static double magnitude(double x)
{
	return x < 0 ? -x : x;
}

static void test_against_a_walk_day_by_day(void **state)
{
	static const char facts[] =
		"calendar name=uk holiday=2024-03-29 holiday=2024-04-01 works=2024-05-04 holiday=2024-12-25 "
		"holiday=2024-12-26 holiday=2025-01-01 works=2025-01-04 holiday=2025-02-03 holiday=2025-04-18\n";
	Random random = {2026};
	int64_t met = 0;
	for (int round = 0; round < 400; round++) {
		const char *terms = random_terms(*state, &random);
		ToldHours *told = tell_hours(*state, terms, facts);
		Oracle oracle = {told, &told->firm.calendars[0]};
		Period whole = {date_add(day("2024-01-01"), (int32_t)random_in(&random, 0, 500)),
				DATE_MAX};
		whole.to = date_add(whole.from, (int32_t)random_in(&random, 1, 700));
		BookMemo across = {0};
		Question question = question_of(*state, &told->firm, whole, DATE_MAX);
		check_shared(told, &question, &across);
		Tally all = hours_of_book(told, measure_committed_hours, &question);
		double walked = 0;
		int128 tiles = 0;
		size_t rows = all.rows.len;
		for (Date at = whole.from; at.day < whole.to.day;) {
			Date next = date_earlier(date_add(at, (int32_t)random_in(&random, 1, 50)),
						 whole.to);
			question = question_of(*state, &told->firm, (Period){at, next}, DATE_MAX);
			Tally tile = hours_of_book(told, measure_committed_hours, &question);
			check_shared(told, &question, &across);
			for (; at.day < next.day; at = date_add(at, 1))
				walked += hours_of_day(&oracle, at);
			tiles += tile.sum;
			rows += tile.rows.len;
		}
		assert_int_equal(all.na, REASON_NONE);
		met += all.sum > 0;
		if (magnitude((double)all.sum - walked) > (double)all.rows.len + 0.01 ||
		    magnitude((double)(tiles - all.sum)) > (double)rows)
			fail_msg("%s%.0f, %.0f by day, %.0f by tiles", terms, (double)all.sum,
				 walked, (double)tiles);
	}
	assert_in_range(met, 100, 400);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(test_hours_of_a_period),
		ARENA_TEST(test_calendars),
		ARENA_TEST(test_to_date_and_of_term),
		ARENA_TEST(test_sum_of_term),
		ARENA_TEST(test_baseline),
		ARENA_TEST(test_rows),
		ARENA_TEST(test_questions_that_share),
		ARENA_TEST(test_a_question_within_another),
		ARENA_TEST(test_against_a_walk_day_by_day),
	};
	return RUN_TESTS(tests);
}
