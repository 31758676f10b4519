/* Lists of contracts that are kept for others, by version and moment. */

#include "check.h"

#include "http/desk.h"

#include <pthread.h>

static Desk desk;

static int open_desk(void **state)
{
	desk_open(&desk);
	*state = &desk.mem;
	return 0;
}

static int close_desk(void **state)
{
	(void)state;
	desk_close(&desk);
	return 0;
}

#define DESK_TEST(test) cmocka_unit_test_setup_teardown(test, open_desk, close_desk)

/* In the middle of the contract's term. */
enum { FIRST_DAY = 14500 };

static Moment as_of(int32_t day)
{
	return (Moment){{FIRST_DAY + day}, INSTANT_MAX, INSTANT_MAX};
}

static KeptList *take(KeptLists *lists, Moment moment)
{
	Err err;
	KeptList *list;
	if (!kept_lists_take(lists, &desk.app, moment, &list, &err))
		fail_msg("%s", err.text);
	return list;
}

static void a_list_is_read_once(void **state)
{
	(void)state;
	desk_add_contract(&desk, "K");
	KeptList *first = take(desk.lists, MOMENT_NOW);
	KeptList *second = take(desk.lists, MOMENT_NOW);
	assert_ptr_equal(first, second);
	KeptList *other = take(desk.lists, as_of(100));
	assert_ptr_not_equal(first, other);
	check_size("one contract", kept_list_states(first)->len, 1);
	kept_list_release(desk.lists, first);
	kept_list_release(desk.lists, second);
	kept_list_release(desk.lists, other);
	kept_list_release(desk.lists, NULL);
}

/* Whoever has a list keeps it, whatever is written in the meantime. */
static void a_list_in_use_lives_on(void **state)
{
	(void)state;
	desk_add_contract(&desk, "K1");
	KeptList *old = take(desk.lists, MOMENT_NOW);
	desk_add_contract(&desk, "K2");
	KeptList *new = take(desk.lists, MOMENT_NOW);
	check_size("the new one has both", kept_list_states(new)->len, 2);
	check_size("the old one is as it was", kept_list_states(old)->len, 1);
	check_text("its texts, too", kept_list_states(old)->at[0].contract.key, "K1");
	kept_list_release(desk.lists, old);
	kept_list_release(desk.lists, new);
}

static void the_oldest_goes_first(void **state)
{
	(void)state;
	desk_add_contract(&desk, "K");
	KeptList *kept[KEPT_LISTS];
	for (int32_t i = 0; i < KEPT_LISTS; i++)
		kept[i] = take(desk.lists, as_of(i));
	KeptList *again = take(desk.lists, as_of(0));
	assert_ptr_equal(again, kept[0]);
	KeptList *more = take(desk.lists, as_of(KEPT_LISTS));
	KeptList *first = take(desk.lists, as_of(0));
	KeptList *second = take(desk.lists, as_of(1));
	assert_ptr_equal(first, kept[0]);
	assert_ptr_not_equal(second, kept[1]);
	for (size_t i = 0; i < KEPT_LISTS; i++)
		kept_list_release(desk.lists, kept[i]);
	kept_list_release(desk.lists, again);
	kept_list_release(desk.lists, more);
	kept_list_release(desk.lists, first);
	kept_list_release(desk.lists, second);
}

static void too_many_bytes_are_not_kept(void **state)
{
	(void)state;
	desk_add_contract(&desk, "K");
	KeptList *one = take(desk.lists, MOMENT_NOW);
	size_t bytes = kept_list_bytes(one);
	kept_list_release(desk.lists, one);
	const struct {
		const char *label;
		size_t most;
		bool first_kept;
		bool second_kept;
	} cases[] = {
		{"no room for one", bytes - 1, false, false},
		{"room for one: the newer", bytes * 3 / 2, false, true},
		{"room for two", bytes * 5 / 2, true, true},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		KeptLists *lists = kept_lists_new(cases[i].most);
		KeptList *first = take(lists, as_of(1));
		KeptList *second = take(lists, as_of(2));
		KeptList *second_again = take(lists, as_of(2));
		assert_int_equal(second == second_again, cases[i].second_kept);
		kept_list_release(lists, second_again);
		KeptList *first_again = take(lists, as_of(1));
		assert_int_equal(first == first_again, cases[i].first_kept);
		kept_list_release(lists, first);
		kept_list_release(lists, second);
		kept_list_release(lists, first_again);
		kept_lists_free(lists);
	}
}

enum { THREADS = 4, ROUNDS = 40 };

typedef struct Reader {
	pthread_t thread;
	const char *url;
	KeptLists *lists;
	size_t wrong;
} Reader;

static void *read_lists(void *context)
{
	Reader *reader = context;
	Arena mem;
	App app;
	Err err;
	arena_init(&mem);
	if (!app_open(&app, &mem, reader->url, DB_EXISTING, desk.now, STR("reader"), &err)) {
		reader->wrong = ROUNDS;
		return NULL;
	}
	for (int32_t i = 0; i < ROUNDS; i++) {
		KeptList *list;
		/* More moments than lists are kept, so that threads drop each other's. */
		if (kept_lists_take(reader->lists, &app, as_of(i % (KEPT_LISTS + 2)), &list,
				    &err)) {
			const ContractStates *states = kept_list_states(list);
			reader->wrong +=
				states->len != 1 || !str_eq(states->at[0].contract.key, STR("K"));
			kept_list_release(reader->lists, list);
		} else {
			reader->wrong++;
		}
	}
	app_close(&app);
	arena_deinit(&mem);
	return NULL;
}

static void threads_share_lists(void **state)
{
	Arena *mem = *state;
	desk_add_contract(&desk, "K");
	const char *url = str_to_c(mem, str_format(mem, "sqlite:%s/t.db", desk.folder));
	Reader readers[THREADS];
	for (size_t i = 0; i < THREADS; i++) {
		readers[i] = (Reader){.url = url, .lists = desk.lists};
		assert_int_equal(pthread_create(&readers[i].thread, NULL, read_lists, &readers[i]),
				 0);
	}
	for (size_t i = 0; i < THREADS; i++) {
		assert_int_equal(pthread_join(readers[i].thread, NULL), 0);
		check_size("each thread saw what there is", readers[i].wrong, 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		DESK_TEST(a_list_is_read_once),   DESK_TEST(a_list_in_use_lives_on),
		DESK_TEST(the_oldest_goes_first), DESK_TEST(too_many_bytes_are_not_kept),
		DESK_TEST(threads_share_lists),
	};
	return RUN_TESTS(tests);
}
