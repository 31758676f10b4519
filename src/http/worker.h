#ifndef PACTA_HTTP_WORKER_H
#define PACTA_HTTP_WORKER_H

/*
 * The threads that answer requests from the store, each with its own connection to it.
 *
 * Requests wait in lanes: reads, writes (one after the other), and what may take seconds. A lane holds a
 * limited number. A worker opens the store when its first request comes, so idle ones cost nothing.
 */

#include "app/app.h"

typedef enum WorkLane { WORK_READ, WORK_WRITE, WORK_LONG, WORK_LANES } WorkLane;

/* A request in a lane; first member of what is to be done. */
typedef struct Work Work;
struct Work {
	Work *next;
};

/*
 * Do the work with the worker's own App, whose mem, now and hooks are the work's to set. `app` is NULL
 * where the store cannot be opened, and `why` tells why.
 */
typedef void (*WorkFunction)(void *context, Work *work, App *app, const Err *why);

typedef struct WorkPlan {
	const char *url;
	Str user;
	WorkFunction work;
	void *context;
} WorkPlan;

typedef struct Workers Workers;

/* Starts the threads. Errors: ERR_UNAVAILABLE the system gives no more threads */
MUST_CHECK bool workers_start(const WorkPlan *plan, Workers **out, Err *err);

/* False where the lane is full: nothing is done then. */
MUST_CHECK bool workers_give(Workers *workers, WorkLane lane, Work *work);

unsigned workers_waiting(Workers *workers, WorkLane lane);

/*
 * Take a request that no worker has begun yet out of its lane; NULL: none waits. For whoever answers it
 * otherwise.
 */
Work *workers_take_back(Workers *workers, WorkLane lane);

/* Waits for what runs, with what waits left undone, and ends the threads. NULL is fine. */
void workers_stop(Workers *workers);

#endif
