/* Sums are shown by date, then by names, naturally. */

#include "check.h"

#include "app/sum_order.h"

#include <stdlib.h>
#include <string.h>

/* Natural order differs from that of bytes, and from that of the ids below. */
static const char *const NAMES[] = {"C-10", "C-9",  "C-09", "C-009", "c-9",  "C-",
				    "C-9a", "Ä 2",  "Ä 10", "10",    "9",    "C-100",
				    "",     "C-90", "C 9",  "C-9 ",  "C-9-1"};
enum { IDS = 40, GROUPS = 3000, UNKNOWN = 7 };

static int64_t id_of(size_t i)
{
	return (int64_t)(i << 22 | i % 3);
}

/* Several ids have one name. */
static const char *name_of(size_t i, size_t shift)
{
	return NAMES[(i * 5 + shift) % COUNT(NAMES)];
}

static Str name_by_id(int64_t id, size_t shift)
{
	for (size_t i = 0; i < IDS; i++) {
		if (id_of(i) == id)
			return str_from_c(name_of(i, shift));
	}
	return (Str){0};
}

static NameRanks ranks_of(Arena *mem, size_t shift)
{
	NamedId named[IDS];
	for (size_t i = 0; i < IDS; i++)
		named[i] = (NamedId){id_of(i), str_from_c(name_of(i, shift))};
	return name_ranks_make(mem, named, IDS);
}

static int sign(int number)
{
	return (number > 0) - (number < 0);
}

static void ranks_come_as_names_do(void **state)
{
	Arena mem;
	(void)state;
	arena_init(&mem);
	NameRanks ranks = ranks_of(&mem, 0);
	for (size_t i = 0; i < IDS; i++) {
		uint32_t rank = name_rank_of(&ranks, id_of(i));
		Str name = str_from_c(name_of(i, 0));
		assert_true(str_eq(name_of_rank(&ranks, rank), name));
		for (size_t j = 0; j < IDS; j++) {
			uint32_t other = name_rank_of(&ranks, id_of(j));
			int order = str_cmp_natural(name, str_from_c(name_of(j, 0)));
			assert_int_equal((rank > other) - (rank < other), sign(order));
		}
	}
	arena_deinit(&mem);
}

static void what_has_no_name_has_rank_0(void **state)
{
	static const NameRanks NONE;
	Arena mem;
	NamedId named[] = {{1, STR("")}, {2, STR("A")}};
	(void)state;
	arena_init(&mem);
	NameRanks ranks = name_ranks_make(&mem, named, COUNT(named));
	assert_int_equal(name_rank_of(&ranks, 1), 0);
	assert_int_equal(name_rank_of(&ranks, 2), 1);
	assert_int_equal(name_rank_of(&ranks, UNKNOWN), 0);
	assert_int_equal(ranks.len, 2);
	assert_int_equal(name_of_rank(&ranks, 0).len, 0);
	ranks = name_ranks_make(&mem, named, 0);
	assert_int_equal(name_rank_of(&ranks, 1), 0);
	assert_int_equal(name_rank_of(&NONE, 1), 0);
	assert_int_equal(name_of_rank(&NONE, 0).len, 0);
	arena_deinit(&mem);
}

/* What the order is by definition: the names themselves compared, and equal ones left as they came. */
static int compare_by_names(const void *a, const void *b)
{
	const EntryGroup *x = *(EntryGroup *const *)a;
	const EntryGroup *y = *(EntryGroup *const *)b;
	int order = (x->date.day > y->date.day) - (x->date.day < y->date.day);
	if (order == 0)
		order = str_cmp_natural(name_by_id(x->contract_id, 0),
					name_by_id(y->contract_id, 0));
	if (order == 0)
		order = str_cmp_natural(name_by_id(x->task_id, 1), name_by_id(y->task_id, 1));
	if (order == 0)
		order = str_cmp_natural(name_by_id(x->resource_id, 2),
					name_by_id(y->resource_id, 2));
	if (order == 0)
		order = x->time_class - y->time_class;
	return order != 0 ? order : (int)(x->sums.entries - y->sums.entries);
}

/* What groups differ in; the others are the same in all of them. */
typedef struct Mix {
	const char *label;
	int contracts, tasks, resources, days, classes;
} Mix;

static const Mix MIXES[] = {
	{"of everything", 3, 4, 5, 3, 2},
	{"by contract and day", IDS + 1, 1, 1, 70, 1},
	{"by resource only", 1, 1, IDS + 1, 1, 1},
	{"by task and class", 1, IDS + 1, 1, 1, 18},
	{"by contract and resource", IDS + 1, 1, IDS + 1, 1, 1},
	{"all alike", 1, 1, 1, 1, 1},
};

static int dice(unsigned *seed, int sides)
{
	*seed = *seed * 1103515245u + 12345u;
	return (int)(*seed >> 16) % sides;
}

/* The last one of the ids has no name. */
static int64_t some_id(unsigned *seed, int sides)
{
	int number = dice(seed, sides);
	return number == IDS ? UNKNOWN : id_of((size_t)number);
}

static void check_mix(const Mix *mix, unsigned seed, size_t len)
{
	Arena mem;
	unsigned next = seed;
	arena_init(&mem);
	EntryGroup *groups = ARENA_ARRAY(&mem, EntryGroup, len);
	EntryGroup **expected = ARENA_ARRAY(&mem, EntryGroup *, len);
	EntryGroup *blocks[GROUPS / GROUPS_IN_BLOCK + 1];
	for (size_t i = 0; i < COUNT(blocks); i++)
		blocks[i] = groups + i * GROUPS_IN_BLOCK;
	for (size_t i = 0; i < len; i++) {
		groups[i] = (EntryGroup){
			.contract_id = some_id(&next, mix->contracts),
			.task_id = some_id(&next, mix->tasks),
			.resource_id = some_id(&next, mix->resources),
			.date = {35 - dice(&next, mix->days)}, /* also before 1970 */
			.time_class = dice(&next, mix->classes),
			.sums.entries = (int64_t)i,
		};
		expected[i] = &groups[i];
	}
	SumNames names = {ranks_of(&mem, 0), ranks_of(&mem, 1), ranks_of(&mem, 2)};
	const RankedGroup *order = sum_order(&mem, &names, (GroupBlocks){blocks, len});
	qsort(expected, len, sizeof *expected, compare_by_names);
	for (size_t i = 0; i < len; i++) {
		const EntryGroup *group = expected[i];
		if (order[i].number != group->sums.entries ||
		    order[i].date.day != group->date.day ||
		    order[i].time_class != group->time_class ||
		    !str_eq(name_of_rank(&names.tasks, order[i].task),
			    name_by_id(group->task_id, 1)))
			fail_msg("%s, seed %u: another group at place %zu of %zu", mix->label, seed,
				 i, len);
	}
	arena_deinit(&mem);
}

static void groups_come_by_date_and_names(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(MIXES); i++) {
		for (unsigned seed = 1; seed <= 5; seed++) {
			check_mix(&MIXES[i], seed, GROUPS);
			check_mix(&MIXES[i], seed, seed);
		}
	}
}

static void no_groups_have_no_order(void **state)
{
	static const SumNames NONE;
	Arena mem;
	(void)state;
	arena_init(&mem);
	assert_non_null(sum_order(&mem, &NONE, (GroupBlocks){NULL, 0}));
	arena_deinit(&mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ranks_come_as_names_do),
		cmocka_unit_test(what_has_no_name_has_rank_0),
		cmocka_unit_test(groups_come_by_date_and_names),
		cmocka_unit_test(no_groups_have_no_order),
	};
	return RUN_TESTS(tests);
}
