#include "history/history_fixture.h"

#include <stdio.h>

/* "1 3 2": the numbers of the entries seen, in order of effect. */
static Str numbers_seen(Arena *mem, const Told *told, View view)
{
	EntryList list = view_select(mem, told->entries, told->count, view);
	Buf buf = {.mem = mem};
	for (size_t i = 0; i < list.len; i++)
		buf_add_format(&buf, "%s%d", i > 0 ? " " : "", (int)list.at[i]->number);
	return buf_str(&buf);
}

static void order_is_by_day_then_known_then_key_then_number(void **state)
{
	Arena *mem = *state;
	Told told = tell(mem, "USD",
			 "2024-01-02 manager=a @2024-01-01\n"
			 "2024-01-01 manager=b @2024-01-02 #P1\n"
			 "2024-01-01 manager=c @2024-01-01 #P10\n"
			 "2024-01-01 manager=d @2024-01-01 #P9\n"
			 "2024-01-01 manager=e @2024-01-01 #P9\n"
			 "2023-12-31 manager=f @2025-01-01\n");
	check_text("order of effect", numbers_seen(mem, &told, VIEW_ALL), "6 4 5 3 2 1");
}

/* Seed in the name of the failing case. Few values, so that ties are common. */
static void order_is_total(void **state)
{
	(void)state;
	static const char *const keys[] = {"", "P1", "P01", "P2", "P10", "p", "P1a"};
	enum { SEED = 4711, ENTRIES = 60 };
	Random random = {SEED};
	Entry entries[ENTRIES];
	for (int32_t i = 0; i < ENTRIES; i++) {
		entries[i] = (Entry){
			.number = i + 1,
			.effective_on = {(int32_t)random_in(&random, 0, 2)},
			.known_at = {random_in(&random, 0, 2)},
			.order_key = str_from_c(keys[random_bits(&random) % COUNT(keys)]),
		};
	}
	for (int a = 0; a < ENTRIES; a++) {
		for (int b = 0; b < ENTRIES; b++) {
			int order = entry_compare(&entries[a], &entries[b]);
			if ((order == 0) != (a == b) ||
			    (order < 0) != (entry_compare(&entries[b], &entries[a]) > 0))
				fail_msg("seed %d: entries %d and %d compare as %d", SEED, a, b,
					 order);
			for (int c = 0; c < ENTRIES; c++) {
				if (order < 0 && entry_compare(&entries[b], &entries[c]) < 0 &&
				    entry_compare(&entries[a], &entries[c]) >= 0)
					fail_msg("seed %d: %d < %d < %d, but not %d < %d", SEED, a,
						 b, c, a, c);
			}
		}
	}
}

static void a_view_limits_what_is_seen(void **state)
{
	Arena *mem = *state;
	Told told = tell(mem, "USD",
			 "2024-01-01 manager=a @2024-01-05T23:59:59.999999Z\n"
			 "2024-02-01 manager=b @2024-01-06 >2024-03-01\n"
			 "2024-03-01 manager=c @2024-01-07\n"
			 "retract 1 @2024-02-01T12:00Z\n"
			 "retract 3 @2024-02-02 >2024-04-01\n");
	const struct {
		const char *label;
		View view;
		const char *seen;
	} cases[] = {
		{"everything: two are retracted", VIEW_ALL, "2"},
		{"before anything was known",
		 {DATE_NONE, instant("2024-01-05T23:59:59Z"), INSTANT_MAX},
		 ""},
		{"a known instant includes itself",
		 {DATE_NONE, instant("2024-01-05T23:59:59.999999Z"), INSTANT_MAX},
		 "1"},
		{"before the retractions",
		 {DATE_NONE, instant("2024-01-31"), INSTANT_MAX},
		 "1 2 3"},
		{"after the first retraction",
		 {DATE_NONE, instant("2024-02-01T12:00Z"), INSTANT_MAX},
		 "2 3"},
		{"what was recorded in time", {DATE_NONE, INSTANT_MAX, instant("2024-02-29")}, "3"},
		{"a retraction that was not recorded yet",
		 {DATE_NONE, INSTANT_MAX, instant("2024-03-01")},
		 "2 3"},
		{"an effective day includes itself",
		 {day("2024-02-01"), instant("2024-01-31"), INSTANT_MAX},
		 "1 2"},
		{"the day before", {day("2024-01-31"), instant("2024-01-31"), INSTANT_MAX}, "1"},
		{"both times at once", {day("2024-02-28"), INSTANT_MAX, INSTANT_MAX}, "2"},
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		check_text(cases[i].label, numbers_seen(mem, &told, cases[i].view), cases[i].seen);
}

static void no_entries_are_an_empty_view(void **state)
{
	check_size("entries", view_select(*state, NULL, 0, VIEW_ALL).len, 0);
}

/* A view must not depend on how often, or in which order, entries of equal time were recorded. */
static void a_view_follows_order_keys_not_recording(void **state)
{
	Arena *mem = *state;
	Told one = tell(
		mem, "USD",
		"2024-01-01 manager=a #P1\n2024-01-01 manager=b #P01\n2024-01-01 manager=c #P2");
	Told two = tell(
		mem, "USD",
		"2024-01-01 manager=c #P2\n2024-01-01 manager=b #P01\n2024-01-01 manager=a #P1");
	check_text("as recorded", numbers_seen(mem, &one, VIEW_ALL), "1 2 3");
	check_text("turned round", numbers_seen(mem, &two, VIEW_ALL), "3 2 1");
}

static void contents_are_compared(void **state)
{
	static const struct {
		const char *label;
		const char *a;
		const char *b;
		bool same;
	} cases[] = {
		{"alike but for when they were known", "2024-01-01 annual_value=1 @2024-01-01",
		 "2024-01-01 annual_value=1.00", true},
		{"both empty", "2024-01-01", "2024-01-01", true},
		{"another day", "2024-01-01 annual_value=1", "2024-01-02 annual_value=1", false},
		{"another amount", "2024-01-01 annual_value=1", "2024-01-01 annual_value=2", false},
		{"set and add", "2024-01-01 annual_value=1", "2024-01-01 annual_value+=1", false},
		{"another field", "2024-01-01 annual_value=1", "2024-01-01 total_value=1", false},
		{"one change more", "2024-01-01 annual_value=1",
		 "2024-01-01 annual_value=1 total_value=1", false},
		{"another text", "2024-01-01 manager=a", "2024-01-01 manager=b", false},
		{"cleared and set", "2024-01-01 manager=", "2024-01-01 manager=b", false},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Told a = tell(*state, "USD", cases[i].a);
		Told b = tell(*state, "USD", cases[i].b);
		if (entry_same_content(&a.entries[0], &b.entries[0]) != cases[i].same)
			fail_msg("%s", cases[i].label);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(order_is_by_day_then_known_then_key_then_number),
		cmocka_unit_test(order_is_total),
		ARENA_TEST(a_view_limits_what_is_seen),
		ARENA_TEST(no_entries_are_an_empty_view),
		ARENA_TEST(a_view_follows_order_keys_not_recording),
		ARENA_TEST(contents_are_compared),
	};
	return RUN_TESTS(tests);
}
