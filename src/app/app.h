#ifndef PACTA_APP_APP_H
#define PACTA_APP_APP_H

/*
 * The use cases of pacta and what they need: an open store, the time, who asks.
 *
 * A face (command line, server) opens an App, calls one use case, prints its
 * result. Results live in the arena that the App was given. Each use case is one
 * read or write transaction.
 */

#include "history/entry.h"
#include "store/db.h"
#include "store/id.h"

typedef struct App {
	Db *db;
	Arena *mem;
	IdMaker ids;
	Instant now; /* the system's clock, read once by the face */
	Str user;    /* recorded_by */
} App;

/*
 * Open the store at `url` and bring its schema up to date. `mem` must outlive the App.
 * Errors: those of db_open and migrate
 */
MUST_CHECK bool app_open(App *app, Arena *mem, const char *url, DbCreate create, Instant now,
			 Str user, Err *err);
void app_close(App *app);

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
