#include "base/map.h"
#include "check.h"

static void finds_what_was_put(void **state)
{
	Arena *mem = *state;
	Map map;
	int64_t value = -1;
	map_init(&map, mem, 42);
	assert_false(map_get(&map, STR("a"), &value));
	for (int64_t i = 0; i < 5000; i++)
		map_put(&map, str_format(mem, "key %lld", (long long)i), i);
	check_size("length", map.len, 5000);
	for (int64_t i = 0; i < 5000; i++) {
		Str key = str_format(mem, "key %lld", (long long)i);
		assert_true(map_get(&map, key, &value));
		assert_int_equal(value, i);
	}
	assert_false(map_get(&map, STR("key 5000"), &value));
	assert_int_equal(value, 4999);
}

static void replaces_a_value(void **state)
{
	Map map;
	int64_t value = 0;
	map_init(&map, *state, 1);
	map_put(&map, STR("a"), 1);
	map_put(&map, STR("a"), 2);
	map_put(&map, STR(""), 3);
	check_size("length", map.len, 2);
	assert_true(map_get(&map, STR("a"), &value) && value == 2);
	assert_true(map_get(&map, (Str){0}, &value) && value == 3);
}

static void seeds_give_other_places(void **state)
{
	Map maps[2];
	size_t same = 0;
	map_init(&maps[0], *state, 1);
	map_init(&maps[1], *state, 2);
	for (int i = 0; i < 100; i++) {
		Str key = str_format(*state, "%d", i);
		map_put(&maps[0], key, i);
		map_put(&maps[1], key, i);
	}
	for (size_t i = 0; i < maps[0].room; i++)
		same += maps[0].slots[i].hash != 0 &&
			str_eq(maps[0].slots[i].key, maps[1].slots[i].key);
	assert_true(same < 50);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(finds_what_was_put),
		ARENA_TEST(replaces_a_value),
		ARENA_TEST(seeds_give_other_places),
	};
	return RUN_TESTS(tests);
}
