#include "http/worker.h"

#include "check.h"

#include <pthread.h>
#include <stdlib.h>

enum { WORKS = 700, WRITES_ROOM = 600 };

/* Works wait here until the test lets them go on. */
typedef struct Gate {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	bool open;
	unsigned begun;
	unsigned ended;
	unsigned without_store;
	Work works[WORKS];
	const Work *last; /* that was done */
	bool in_order;
} Gate;

static int gate_setup(void **state)
{
	Gate *gate = calloc(1, sizeof *gate);
	*state = gate;
	if (!gate)
		return -1;
	gate->in_order = true;
	(void)pthread_mutex_init(&gate->lock, NULL);
	(void)pthread_cond_init(&gate->changed, NULL);
	return 0;
}

static int gate_teardown(void **state)
{
	Gate *gate = *state;
	(void)pthread_cond_destroy(&gate->changed);
	(void)pthread_mutex_destroy(&gate->lock);
	free(gate);
	return 0;
}

static void pass_gate(void *context, Work *work, App *app, const Err *why)
{
	Gate *gate = context;
	(void)pthread_mutex_lock(&gate->lock);
	gate->begun++;
	gate->without_store += !app && why->code == ERR_NOT_FOUND;
	gate->in_order = gate->in_order && (!gate->last || gate->last < work);
	gate->last = work;
	(void)pthread_cond_broadcast(&gate->changed);
	while (!gate->open)
		(void)pthread_cond_wait(&gate->changed, &gate->lock);
	gate->ended++;
	(void)pthread_cond_broadcast(&gate->changed);
	(void)pthread_mutex_unlock(&gate->lock);
}

static Workers *start(Gate *gate)
{
	WorkPlan plan = {
		.url = "sqlite:/nowhere/at/all.db",
		.user = STR("test"),
		.work = pass_gate,
		.context = gate,
	};
	Workers *workers;
	Err err;
	assert_true(workers_start(&plan, &workers, &err));
	return workers;
}

static void wait_until(Gate *gate, const unsigned *count, unsigned wanted)
{
	(void)pthread_mutex_lock(&gate->lock);
	while (*count < wanted)
		(void)pthread_cond_wait(&gate->changed, &gate->lock);
	(void)pthread_mutex_unlock(&gate->lock);
}

static void let_go_on(Gate *gate)
{
	(void)pthread_mutex_lock(&gate->lock);
	gate->open = true;
	(void)pthread_cond_broadcast(&gate->changed);
	(void)pthread_mutex_unlock(&gate->lock);
}

static void writes_are_done_one_by_one_in_their_order(void **state)
{
	Gate *gate = *state;
	Workers *workers = start(gate);
	for (unsigned i = 0; i < 100; i++)
		assert_true(workers_give(workers, WORK_WRITE, &gate->works[i]));
	wait_until(gate, &gate->begun, 1);
	check_size("waiting behind the first", workers_waiting(workers, WORK_WRITE), 99);
	check_size("begun", gate->begun, 1);
	let_go_on(gate);
	wait_until(gate, &gate->ended, 100);
	assert_true(gate->in_order);
	workers_stop(workers);
}

static void a_lane_is_bounded_and_lanes_do_not_wait_for_each_other(void **state)
{
	Gate *gate = *state;
	Workers *workers = start(gate);
	assert_true(workers_give(workers, WORK_WRITE, &gate->works[0]));
	wait_until(gate, &gate->begun, 1);
	for (unsigned i = 1; i <= WRITES_ROOM; i++)
		assert_true(workers_give(workers, WORK_WRITE, &gate->works[i]));
	assert_false(workers_give(workers, WORK_WRITE, &gate->works[WRITES_ROOM + 1]));
	assert_true(workers_give(workers, WORK_READ, &gate->works[WRITES_ROOM + 2]));
	assert_true(workers_give(workers, WORK_LONG, &gate->works[WRITES_ROOM + 3]));
	wait_until(gate, &gate->begun, 3);
	/* Those that wait can be answered otherwise, the oldest first. */
	assert_ptr_equal(workers_take_back(workers, WORK_WRITE), &gate->works[1]);
	assert_true(workers_give(workers, WORK_WRITE, &gate->works[WRITES_ROOM + 1]));
	for (unsigned i = 2; i <= WRITES_ROOM + 1; i++)
		assert_ptr_equal(workers_take_back(workers, WORK_WRITE), &gate->works[i]);
	assert_null(workers_take_back(workers, WORK_WRITE));
	check_size("waiting", workers_waiting(workers, WORK_WRITE), 0);
	let_go_on(gate);
	workers_stop(workers);
	check_size("ended", gate->ended, 3);
}

static void a_store_that_cannot_be_opened_is_told_to_each_work(void **state)
{
	Gate *gate = *state;
	Workers *workers = start(gate);
	let_go_on(gate);
	for (unsigned i = 0; i < 50; i++)
		assert_true(workers_give(workers, WORK_READ, &gate->works[i]));
	wait_until(gate, &gate->ended, 50);
	check_size("told", gate->without_store, 50);
	workers_stop(workers);
}

static void stopping_leaves_what_waits_undone(void **state)
{
	Gate *gate = *state;
	Workers *workers = start(gate);
	let_go_on(gate);
	workers_stop(workers);
	workers_stop(NULL);
	check_size("begun", gate->begun, 0);
}

#define GATE_TEST(test) cmocka_unit_test_setup_teardown(test, gate_setup, gate_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		GATE_TEST(writes_are_done_one_by_one_in_their_order),
		GATE_TEST(a_lane_is_bounded_and_lanes_do_not_wait_for_each_other),
		GATE_TEST(a_store_that_cannot_be_opened_is_told_to_each_work),
		GATE_TEST(stopping_leaves_what_waits_undone),
	};
	return RUN_TESTS(tests);
}
