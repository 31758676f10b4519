#include "analytics/recognized.h"

#include "analytics/value_fixture.h"

#define JANUARY "from=2026-01-01 to=2026-02-01"
#define R1 "recognition id=R1 amount=310 on=2026-02-05 " JANUARY "\n"

static void recognitions_count_from_a_day_and_for_days(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *label;
		const char *facts;
		const char *wanted; /* counts from, service days; of the last recognition */
	} cases[] = {
		{"one counts from its day, for its service", R1,
		 "2026-02-05, 2026-01-01..2026-02-01"},
		{"without a service period it is for its day",
		 "recognition id=R1 amount=1 on=2026-02-05", "2026-02-05, 2026-02-05..2026-02-06"},
		{"a service period that is empty is none",
		 "recognition id=R1 amount=1 on=2026-02-05 from=2026-01-01 to=2026-01-01",
		 "2026-02-05, 2026-02-05..2026-02-06"},
		{"an expected one never counts, but is for days",
		 "recognition id=R1 amount=1 " JANUARY, "never, 2026-01-01..2026-02-01"},
		{"an expected one without a service period is for none",
		 "recognition id=R1 amount=1", "never, no days"},
		{"a reversal takes the original's service from its own day on",
		 R1 "recognition id=R2 amount=-10 on=2026-03-09 from=2026-03-01 to=2026-04-01 "
		    "reverses=R1",
		 "2026-03-09, 2026-01-01..2026-02-01"},
		{"a reversal dated before its original waits for it",
		 R1 "recognition id=R2 amount=-10 on=2026-01-20 reverses=R1",
		 "2026-02-05, 2026-01-01..2026-02-01"},
		{"a reversal that is expected never counts",
		 R1 "recognition id=R2 amount=-10 reverses=R1", "never, 2026-01-01..2026-02-01"},
		{"a reversal of an expected one waits",
		 "recognition id=R1 amount=1 " JANUARY
		 "\nrecognition id=R2 amount=-1 on=2026-03-09 reverses=R1",
		 "never, 2026-01-01..2026-02-01"},
		{"a reversal of one that is not seen waits",
		 R1 "recognition id=R2 amount=-1 on=2026-03-09 reverses=R0", "never, no days"},
		{"a reversed reversal takes the first one's service",
		 R1 "recognition id=R2 amount=-10 on=2026-03-09 reverses=R1\n"
		    "recognition id=R3 amount=10 on=2026-04-09 reverses=R2",
		 "2026-04-09, 2026-01-01..2026-02-01"},
		{"a reversed reversal counts with the latest of its chain",
		 R1 "recognition id=R2 amount=-10 on=2026-05-09 reverses=R1\n"
		    "recognition id=R3 amount=10 on=2026-04-09 reverses=R2",
		 "2026-05-09, 2026-01-01..2026-02-01"},
		{"reversals in a circle wait",
		 "recognition id=R1 amount=1 on=2026-02-05 reverses=R2\n"
		 "recognition id=R2 amount=-1 on=2026-02-06 reverses=R1",
		 "never, no days"},
		{"one that reverses itself waits",
		 "recognition id=R1 amount=1 on=2026-02-05 reverses=R1", "never, no days"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		const Book *book = &tell_book(mem, "", cases[i].facts)->book;
		size_t last = book->recognition_count - 1;
		Date from = recognition_counts_from(book, last);
		Period service = recognition_service(book, last);
		Str words = date_is_set(from) ? date_text(mem, from) : STR("never");
		words = date_is_set(service.from)
				? str_format(mem, "%.*s, %.*s..%.*s", STR_ARG(words),
					     STR_ARG(date_text(mem, service.from)),
					     STR_ARG(date_text(mem, service.to)))
				: str_format(mem, "%.*s, no days", STR_ARG(words));
		check_text(cases[i].label, words, cases[i].wanted);
	}
}

static void a_place_outside_the_book_is_not_seen(void **state)
{
	Arena *mem = *state;
	Recognition one = {.recognized_on = day("2026-02-05"), .reverses = 7};
	Book book = tell_book(mem, "", "")->book;
	book.recognitions = &one;
	book.recognition_count = 1;
	assert_false(date_is_set(recognition_counts_from(&book, 0)));
}

static void days_of_service_have_their_share(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *label;
		const char *days;
		const char *as_of;
		int64_t wanted; /* of 310.00 for January, recognised on 5 February */
	} cases[] = {
		{"the month as of the day of recognition", "2026-01-01..2026-02-01", "2026-02-05",
		 31000},
		{"nothing as of the day before", "2026-01-01..2026-02-01", "2026-02-04", 0},
		{"ten days of it", "2026-01-05..2026-01-15", "2026-02-05", 10000},
		{"a period that reaches beyond", "2026-01-22..2026-06-01", "2026-02-05", 10000},
		{"other days have nothing", "2026-02-01..2026-03-01", "2026-03-01", 0},
	};
	const Book *book = &tell_book(mem, "", R1)->book;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int64_t got =
			recognized_in(book, 0, days_named(cases[i].days), day(cases[i].as_of));
		check_size(cases[i].label, (uint64_t)got, (uint64_t)cases[i].wanted);
	}
	book = &tell_book(mem, "", "recognition id=R1 amount=310 " JANUARY)->book;
	assert_int_equal(recognized_in(book, 0, days_named("2026-01-01..2026-02-01"), DATE_MAX), 0);
	book = &tell_book(mem, "", "recognition id=R1 amount=310 on=2026-02-05 reverses=R0")->book;
	assert_int_equal(recognized_in(book, 0, days_named("2026-01-01..2027-01-01"), DATE_MAX), 0);
}

/* Random recognitions, partly reversed and reversed again; whatever reverses, comes in any order. */
static Str random_facts(Arena *mem, Random *random, size_t count)
{
	Buf text = {.mem = mem};
	for (size_t i = 0; i < count; i++) {
		Date from = {(int32_t)random_in(random, 20000, 20700)};
		Date to = date_add(from, (int32_t)random_in(random, 1, 800));
		Date on = {(int32_t)random_in(random, 20000, 21500)};
		buf_add_format(&text, "recognition id=R%zu amount=%d.%02d on=%.*s", i,
			       (int)random_in(random, -500, 500), (int)random_in(random, 0, 99),
			       STR_ARG(date_text(mem, on)));
		if (random_in(random, 0, 2) == 0)
			buf_add_format(&text, " reverses=R%d",
				       (int)random_in(random, 0, (int64_t)count));
		else
			buf_add_format(&text, " from=%.*s to=%.*s", STR_ARG(date_text(mem, from)),
				       STR_ARG(date_text(mem, to)));
		buf_add(&text, STR("\n"));
	}
	return buf_str(&text);
}

static void tiles_of_any_book_add_up_to_what_counts(void **state)
{
	Arena *mem = *state;
	for (uint64_t seed = 1; seed <= 300; seed++) {
		Random random = {seed};
		Str facts = random_facts(mem, &random, (size_t)random_in(&random, 1, 12));
		const Book *book = &tell_book(mem, "", str_to_c(mem, facts))->book;
		Date as_of = {(int32_t)random_in(&random, 20000, 21600)};
		for (size_t place = 0; place < book->recognition_count; place++) {
			int64_t sum = 0;
			for (Date at = {19900}; at.day < 22500;) {
				Period part = {at,
					       date_add(at, (int32_t)random_in(&random, 1, 90))};
				sum += recognized_in(book, place, part, as_of);
				at = part.to;
			}
			int64_t whole = recognition_counts(book, place, as_of)
						? book->recognitions[place].amount.minor
						: 0;
			if (sum != whole)
				fail_msg("seed %llu, place %zu: tiles do not add up",
					 (unsigned long long)seed, place);
		}
		arena_deinit(mem);
	}
}

static void reversing_everything_leaves_nothing_on_any_day(void **state)
{
	Arena *mem = *state;
	for (uint64_t seed = 1; seed <= 100; seed++) {
		Random random = {seed};
		Buf text = {.mem = mem};
		for (int i = 0; i < 8; i++) {
			int amount = (int)random_in(&random, -99999, 99999);
			int from = (int)random_in(&random, 10, 28);
			buf_add_format(&text,
				       "recognition id=R%d amount=%d on=2026-03-%d from=2025-11-%d "
				       "to=2027-02-%d\n"
				       "recognition id=X%d amount=%d on=2026-02-%d reverses=R%d\n",
				       i, amount, from, from, from, i, -amount,
				       (int)random_in(&random, 10, 28), i);
		}
		const Book *book = &tell_book(mem, "", str_to_c(mem, buf_str(&text)))->book;
		for (Date at = day("2025-11-01"); at.day < day("2027-03-01").day;
		     at = date_add(at, 1)) {
			int64_t sum = 0;
			for (size_t i = 0; i < book->recognition_count; i++)
				sum += recognized_in(book, i, (Period){at, date_add(at, 1)},
						     day("2026-03-15"));
			if (sum != 0)
				fail_msg("seed %llu: a day keeps something",
					 (unsigned long long)seed);
		}
		arena_deinit(mem);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(recognitions_count_from_a_day_and_for_days),
		ARENA_TEST(a_place_outside_the_book_is_not_seen),
		ARENA_TEST(days_of_service_have_their_share),
		ARENA_TEST(tiles_of_any_book_add_up_to_what_counts),
		ARENA_TEST(reversing_everything_leaves_nothing_on_any_day),
	};
	return RUN_TESTS(tests);
}
