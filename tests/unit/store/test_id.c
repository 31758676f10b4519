#include "check.h"
#include "store/id.h"

enum { NODE = 5, PER_MS = 4096 };

static const int64_t MS_2020 = INT64_C(1577836800000);

static Instant at_ms(int64_t ms)
{
	return (Instant){ms * 1000};
}

static int64_t ms_of(int64_t id)
{
	return id >> 22;
}

static int64_t node_of(int64_t id)
{
	return id >> 12 & 1023;
}

static void ids_tell_millisecond_and_node(void **state)
{
	(void)state;
	const struct {
		const char *label;
		int64_t clock_ms;
		uint64_t ms;
	} cases[] = {
		{"a clock of today", MS_2020 + INT64_C(217475728130), UINT64_C(217475728130)},
		{"the first millisecond of 2020 counts as the second", MS_2020, 1},
		{"a clock before 2020", MS_2020 - 1, 1},
		{"a clock of 1970", 0, 1},
		{"a clock before 1970", -MS_2020, 1},
		{"the earliest instant that there is", INT64_MIN / 1000, 1},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		IdMaker maker = {.node = NODE};
		int64_t id = id_next(&maker, at_ms(cases[i].clock_ms));
		assert_true(id > 0);
		check_size(cases[i].label, (uint64_t)ms_of(id), cases[i].ms);
		check_size(cases[i].label, (uint64_t)node_of(id), NODE);
	}
}

/* One more than fits into two milliseconds, by a clock that stands still. */
static void a_full_millisecond_gives_way_to_the_next(void **state)
{
	(void)state;
	IdMaker maker = {.node = 1023};
	Instant now = at_ms(MS_2020 + 1000);
	int64_t last = 0;
	for (int i = 0; i <= 2 * PER_MS; i++) {
		int64_t id = id_next(&maker, now);
		assert_true(id > last);
		assert_int_equal(node_of(id), 1023);
		assert_int_equal(ms_of(id), 1000 + i / PER_MS);
		last = id;
	}
}

static void ids_grow_when_the_clock_does_not(void **state)
{
	(void)state;
	const int64_t clock[] = {MS_2020 + 50, MS_2020 + 50, MS_2020 + 20, 0, MS_2020 + 51};
	IdMaker maker = {.node = NODE};
	int64_t last = 0;
	for (size_t i = 0; i < COUNT(clock); i++) {
		int64_t id = id_next(&maker, at_ms(clock[i]));
		assert_true(id > last);
		last = id;
	}
	assert_int_equal(ms_of(last), 51);
}

static void a_node_is_drawn_from_its_range(void **state)
{
	(void)state;
	bool differ = false;
	int64_t first = id_maker().node;
	for (int i = 0; i < 64; i++) {
		int64_t node = id_maker().node;
		assert_in_range(node, 0, 1023);
		differ = differ || node != first;
	}
	assert_true(differ);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ids_tell_millisecond_and_node),
		cmocka_unit_test(a_full_millisecond_gives_way_to_the_next),
		cmocka_unit_test(ids_grow_when_the_clock_does_not),
		cmocka_unit_test(a_node_is_drawn_from_its_range),
	};
	return RUN_TESTS(tests);
}
