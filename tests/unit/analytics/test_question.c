#include "analytics/question.h"
#include "history/history_fixture.h"

static Period days(const char *from, const char *to)
{
	return (Period){day(from), day(to)};
}

static void cuts_at_the_as_of_day(void **state)
{
	Arena *mem = *state;
	Firm firm = {0};
	static const struct {
		const char *label;
		const char *as_of;
		const char *to; /* of the days */
		const char *cut;
		bool running;
	} CASES[] = {
		{"the period is over", "2026-05-31", "2026-04-01", "2026-03-31", false},
		{"it ends with the day", "2026-03-31", "2026-04-01", "2026-03-31", false},
		{"it runs: the day counts", "2026-03-10", "2026-03-11", "2026-03-10", true},
		{"it begins with the day", "2026-03-01", "2026-03-02", "2026-03-01", true},
		{"it is still to come", "2026-02-10", "2026-03-01", "2026-02-10", true},
	};
	for (size_t i = 0; i < COUNT(CASES); i++) {
		Question question = question_of(mem, &firm, days("2026-03-01", "2026-04-01"),
						day(CASES[i].as_of));
		check_text(CASES[i].label, date_text(mem, question.days.from), "2026-03-01");
		check_text(CASES[i].label, date_text(mem, question.days.to), CASES[i].to);
		check_text(CASES[i].label, date_text(mem, question.cut), CASES[i].cut);
		assert_int_equal(CASES[i].running, question_is_running(&question));
	}
}

static void closes_by_month_or_by_policy(void **state)
{
	Arena *mem = *state;
	const PeriodClose closes[] = {
		{.month = 672, .closed_on = day("2026-02-04"), .known_at = {400}}, /* 2026-01 */
		{.month = 674, .closed_on = day("2026-04-02"), .known_at = {300}}, /* 2026-03 */
	};
	Firm firm = {.policy_days = 10, .closes = closes, .close_count = 2};
	static const struct {
		const char *label;
		const char *from, *to, *as_of;
		bool closed, booked;
		int64_t known;
		const char *closed_on;
	} CASES[] = {
		{"a closed month", "2026-01-01", "2026-02-01", "2026-02-04", true, true, 400,
		 "2026-02-04"},
		{"the day before", "2026-01-01", "2026-02-01", "2026-02-03", false, false, 0, NULL},
		{"by policy", "2026-02-01", "2026-03-01", "2026-03-10", true, false, 0, NULL},
		{"a day too early", "2026-02-01", "2026-03-01", "2026-03-09", false, false, 0,
		 NULL},
		{"January and March closed, February by policy", "2026-01-01", "2026-04-01",
		 "2026-04-02", true, false, 0, NULL},
		{"the same before March is closed", "2026-01-01", "2026-04-01", "2026-04-01", false,
		 false, 0, NULL},
		{"part of a month waits for its last day alone", "2026-04-01", "2026-04-06",
		 "2026-04-15", true, false, 0, NULL},
		{"not yet", "2026-04-01", "2026-04-06", "2026-04-14", false, false, 0, NULL},
		{"a day of a closed month", "2026-03-05", "2026-03-06", "2026-04-02", true, true,
		 300, "2026-04-02"},
		{"across a year", "2025-12-01", "2026-02-01", "2026-02-04", true, false, 0, NULL},
	};
	for (size_t i = 0; i < COUNT(CASES); i++) {
		Date closed_on = {0};
		Instant known = {0};
		Question question = question_of(mem, &firm, days(CASES[i].from, CASES[i].to),
						day(CASES[i].as_of));
		if (question_is_closed(&question) != CASES[i].closed ||
		    question_is_booked(&question, &closed_on, &known) != CASES[i].booked ||
		    known.us != CASES[i].known ||
		    closed_on.day != (CASES[i].closed_on ? day(CASES[i].closed_on).day : 0))
			fail_msg("%s", CASES[i].label);
	}
}

static void the_latest_close_tells_since_when(void **state)
{
	Arena *mem = *state;
	const PeriodClose closes[] = {
		{.month = 672, .closed_on = day("2026-02-04"), .known_at = {400}},
		{.month = 673, .closed_on = day("2026-03-04"), .known_at = {300}},
	};
	Firm firm = {.closes = closes, .close_count = 2};
	Date closed_on;
	Instant known;
	Question question =
		question_of(mem, &firm, days("2026-01-05", "2026-02-05"), day("2026-03-31"));
	assert_true(question_is_booked(&question, &closed_on, &known));
	assert_int_equal(400, known.us);
	assert_int_equal(day("2026-03-04").day, closed_on.day);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(cuts_at_the_as_of_day),
		ARENA_TEST(closes_by_month_or_by_policy),
		ARENA_TEST(the_latest_close_tells_since_when),
	};
	return RUN_TESTS(tests);
}
