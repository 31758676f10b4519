#ifndef PACTA_APP_APP_H
#define PACTA_APP_APP_H

/*
 * The use cases of pacta and what they need: an open store, the time, who asks.
 *
 * A face (command line, server) opens an App, calls one use case, prints its
 * result. Results live in the arena that the App was given. Each use case is one
 * read or write transaction. A use case that writes gives its result just before
 * the commit, so that the committing hook sees it; where the commit then fails, the
 * result has no meaning.
 */

#include "history/entry.h"
#include "store/change.h"
#include "store/db.h"
#include "store/id.h"

typedef struct App App;

/*
 * What a face adds to the transactions of a use case: what must hold when one has begun, what else is
 * written before it is committed. A failure ends the use case with that error, and nothing is written.
 * Either may be NULL. `committing` sees the result that the use case gives, and may be called again where
 * the use case begins anew.
 */
typedef struct AppHooks {
	void *context;
	bool (*begun)(void *context, App *app,
		      Err *err); /* of every transaction, reading or writing */
	bool (*committing)(void *context, App *app, Err *err);
} AppHooks;

struct App {
	Db *db;
	Arena *mem;
	IdMaker ids;
	Instant now;     /* the system's clock, read once by the face */
	Str user;        /* recorded_by */
	AppHooks hooks;  /* a face sets them after app_open */
	ChangeList told; /* changes of the open transaction, see app_tell */
};

/*
 * Open the store at `url` and bring its schema up to date. `mem` must outlive the App.
 * Errors: those of db_open and migrate
 */
MUST_CHECK bool app_open(App *app, Arena *mem, const char *url, DbCreate create, Instant now,
			 Str user, Err *err);
void app_close(App *app);

/*
 * The transactions of use cases. Errors: those of db_begin_read, db_begin_write, db_commit, and of the hooks,
 * after which the transaction is rolled back.
 */
MUST_CHECK bool app_begin_read(App *app, Err *err);
MUST_CHECK bool app_begin_write(App *app, Err *err);

/* Writes down what was told, moves the store's version on, calls the hook, and commits. */
MUST_CHECK bool app_commit(App *app, Err *err);

/*
 * Ends a write transaction that has changed nothing, so that the hook can still keep its answer: the store's
 * version stays.
 */
MUST_CHECK bool app_commit_unchanged(App *app, Err *err);

/* Ends a transaction without effect; without one it does nothing. */
void app_end(App *app);

/* Tell, inside a write transaction, what it changes. Every one tells something (asserted by app_commit). */
void app_tell(App *app, Topic topic, Str subject);

/* A change as a person writes it: "annual_value", set, "100000". An empty value clears (set only). */
typedef struct FieldText {
	Str field;
	ChangeOp op;
	Str value;
} FieldText;

/* What is asked of the past. */
typedef struct Moment {
	Date as_of;       /* last effective day seen; DATE_NONE: no limit */
	Instant known;    /* last known instant seen; INSTANT_MAX: now */
	Instant recorded; /* last recorded instant seen; INSTANT_MAX: now */
} Moment;

#define MOMENT_NOW ((Moment){DATE_NONE, INSTANT_MAX, INSTANT_MAX})

#endif
