#include "base/arena.h"
#include "check.h"

#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void gives_zeroed_and_aligned_memory(void **state)
{
	Arena *mem = *state;
	for (size_t size = 0; size < 300; size++) {
		unsigned char *at = arena_alloc(mem, size);
		check_size("alignment", (uintptr_t)at % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(at[i], 0);
		memset(at, 0xFF, size);
	}
}

static void allocations_do_not_overlap(void **state)
{
	Arena *mem = *state;
	enum { LEN = 2000 };
	uint32_t *at[LEN];
	for (uint32_t i = 0; i < LEN; i++) {
		size_t count = 1 + i % 97;
		at[i] = ARENA_ARRAY(mem, uint32_t, count);
		for (size_t k = 0; k < count; k++)
			at[i][k] = i;
	}
	for (uint32_t i = 0; i < LEN; i++) {
		for (size_t k = 0; k < 1 + i % 97; k++)
			assert_int_equal(at[i][k], i);
	}
}

static void gives_more_than_a_block_at_once(void **state)
{
	Arena *mem = *state;
	char *large = arena_alloc(mem, 10u << 20);
	large[(10u << 20) - 1] = 'x';
	int *small = ARENA_NEW(mem, int);
	*small = 7;
	assert_int_equal(large[(10u << 20) - 1], 'x');
	assert_true(mem->total >= (10u << 20) + sizeof(int));
}

static void may_be_used_again_after_deinit(void **state)
{
	Arena *mem = *state;
	memset(arena_alloc(mem, 100), 0xFF, 100);
	arena_deinit(mem);
	check_size("total", mem->total, 0);
	unsigned char *again = arena_alloc(mem, 100);
	for (size_t i = 0; i < 100; i++)
		assert_int_equal(again[i], 0);
}

static void is_trimmed_once_it_holds_more(void **state)
{
	Arena *mem = *state;
	memset(arena_alloc(mem, 64), 0xFF, 64);
	arena_trim(mem, 64);
	check_size("total at the bound", mem->total, 64);
	memset(arena_alloc(mem, 1), 0xFF, 1);
	arena_trim(mem, 64);
	check_size("total beyond it", mem->total, 0);
	assert_int_equal(*(char *)arena_alloc(mem, 1), 0);
}

/* The signal that ends a process which asks for so much. */
static int signal_of(size_t count, size_t size)
{
	pid_t child = fork();
	if (child == 0) {
		Arena mem;
		arena_init(&mem);
		(void)fclose(stderr);
		(void)arena_alloc_array(&mem, count, size);
		_exit(0);
	}
	int status = 0;
	assert_true(child > 0 && waitpid(child, &status, 0) == child);
	return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

static void running_out_of_memory_ends_the_process(void **state)
{
	(void)state;
	assert_int_equal(signal_of(3, 5), 0);
	assert_int_equal(signal_of(SIZE_MAX, 2), SIGABRT);
	assert_int_equal(signal_of(1, SIZE_MAX), SIGABRT);
	assert_int_equal(signal_of(1, SIZE_MAX - 32), SIGABRT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(gives_zeroed_and_aligned_memory),
		ARENA_TEST(allocations_do_not_overlap),
		ARENA_TEST(gives_more_than_a_block_at_once),
		ARENA_TEST(may_be_used_again_after_deinit),
		ARENA_TEST(is_trimmed_once_it_holds_more),
		cmocka_unit_test(running_out_of_memory_ends_the_process),
	};
	return RUN_TESTS(tests);
}
