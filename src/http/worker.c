#include "http/worker.h"

#include "http/clock.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { READERS = 4, WRITERS = 1, LONG_ONES = 2, WORKERS = READERS + WRITERS + LONG_ONES };

typedef struct LanePlan {
	unsigned threads;
	unsigned room;
} LanePlan;

/* There are never more requests than connections, so reads always find room. */
static const LanePlan LANES[WORK_LANES] = {
	[WORK_READ] = {READERS, 1000},
	[WORK_WRITE] = {WRITERS, 600},
	[WORK_LONG] = {LONG_ONES, 32},
};

typedef struct Queue {
	Work *first;
	Work **end;
	unsigned len;
	pthread_cond_t filled;
} Queue;

typedef struct Worker {
	Workers *all;
	WorkLane lane;
	pthread_t thread;
} Worker;

struct Workers {
	WorkPlan plan;
	pthread_mutex_t lock; /* of what follows */
	Queue queues[WORK_LANES];
	bool stopping;
	Worker workers[WORKERS];
	size_t started;
};

static Work *take(Queue *queue)
{
	Work *work = queue->first;
	if (!work)
		return NULL;
	queue->first = work->next;
	if (!queue->first)
		queue->end = &queue->first;
	queue->len--;
	return work;
}

/* NULL: the server stops. */
static Work *wait_for_work(Worker *worker)
{
	Workers *all = worker->all;
	Queue *queue = &all->queues[worker->lane];
	(void)pthread_mutex_lock(&all->lock);
	while (!queue->first && !all->stopping)
		(void)pthread_cond_wait(&queue->filled, &all->lock);
	Work *work = all->stopping ? NULL : take(queue);
	(void)pthread_mutex_unlock(&all->lock);
	return work;
}

static void *run(void *context)
{
	Worker *worker = context;
	const WorkPlan *plan = &worker->all->plan;
	App app = {0};
	Arena mem; /* until a work brings its own */
	Err err;
	arena_init(&mem);
	for (Work *work = wait_for_work(worker); work; work = wait_for_work(worker)) {
		bool open = app.db || app_open(&app, &mem, plan->url, DB_EXISTING, clock_now(),
					       plan->user, &err);
		plan->work(plan->context, work, open ? &app : NULL, &err);
	}
	app_close(&app);
	arena_deinit(&mem);
	return NULL;
}

static MUST_CHECK bool start_threads(Workers *all, Err *err)
{
	for (WorkLane lane = 0; lane < WORK_LANES; lane++) {
		for (unsigned i = 0; i < LANES[lane].threads; i++) {
			Worker *worker = &all->workers[all->started];
			*worker = (Worker){.all = all, .lane = lane};
			int code = pthread_create(&worker->thread, NULL, run, worker);
			if (code != 0)
				return fail(err, ERR_UNAVAILABLE, "cannot start a thread: %s",
					    strerror(code));
			all->started++;
		}
	}
	return true;
}

bool workers_start(const WorkPlan *plan, Workers **out, Err *err)
{
	Workers *all = calloc(1, sizeof *all);
	if (!all)
		return fail(err, ERR_UNAVAILABLE, "out of memory");
	all->plan = *plan;
	(void)pthread_mutex_init(&all->lock, NULL);
	for (size_t i = 0; i < WORK_LANES; i++) {
		all->queues[i].end = &all->queues[i].first;
		(void)pthread_cond_init(&all->queues[i].filled, NULL);
	}
	if (!start_threads(all, err)) {
		workers_stop(all);
		return false;
	}
	*out = all;
	return true;
}

bool workers_give(Workers *workers, WorkLane lane, Work *work)
{
	Queue *queue = &workers->queues[lane];
	(void)pthread_mutex_lock(&workers->lock);
	bool room = queue->len < LANES[lane].room;
	if (room) {
		work->next = NULL;
		*queue->end = work;
		queue->end = &work->next;
		queue->len++;
		(void)pthread_cond_signal(&queue->filled);
	}
	(void)pthread_mutex_unlock(&workers->lock);
	return room;
}

unsigned workers_waiting(Workers *workers, WorkLane lane)
{
	(void)pthread_mutex_lock(&workers->lock);
	unsigned len = workers->queues[lane].len;
	(void)pthread_mutex_unlock(&workers->lock);
	return len;
}

Work *workers_take_back(Workers *workers, WorkLane lane)
{
	(void)pthread_mutex_lock(&workers->lock);
	Work *work = take(&workers->queues[lane]);
	(void)pthread_mutex_unlock(&workers->lock);
	return work;
}

void workers_stop(Workers *workers)
{
	if (!workers)
		return;
	(void)pthread_mutex_lock(&workers->lock);
	workers->stopping = true;
	for (size_t i = 0; i < WORK_LANES; i++)
		(void)pthread_cond_broadcast(&workers->queues[i].filled);
	(void)pthread_mutex_unlock(&workers->lock);
	for (size_t i = 0; i < workers->started; i++)
		(void)pthread_join(workers->workers[i].thread, NULL);
	for (size_t i = 0; i < WORK_LANES; i++)
		(void)pthread_cond_destroy(&workers->queues[i].filled);
	(void)pthread_mutex_destroy(&workers->lock);
	free(workers);
}
