#ifndef PACTA_STORE_LINK_H
#define PACTA_STORE_LINK_H

/*
 * Links: what the names of sources mean here. Never changed; one that is removed is kept with when and
 * by whom.
 */

#include "base/period.h"
#include "store/db.h"

typedef enum LinkSubject {
	LINK_PROJECT,
	LINK_CLIENT,
	LINK_TASK,
	LINK_PERSON,
	LINK_SUBJECTS
} LinkSubject;

typedef enum LinkTarget {
	LINK_TO_CONTRACT, /* of projects and clients */
	LINK_TO_INTERNAL, /* hours are internal */
	LINK_TO_LEAVE,    /* hours are leave */
	LINK_TO_TASK,     /* of tasks: a task of a contract */
	LINK_TO_RESOURCE, /* of persons */
	LINK_TARGETS,
} LinkTarget;

typedef struct Link {
	int64_t id;
	Str source; /* name; empty: of all sources */
	LinkSubject subject;
	bool glob;   /* `name` is a pattern: "*" stands for any text, "?" for one character */
	Str name;    /* as the source writes it */
	Str within;  /* of a project: the client; empty: of any */
	Period days; /* work dates for which it holds; DATE_NONE: no limit on that side */
	LinkTarget target;
	int64_t contract_id; /* of LINK_TO_CONTRACT and LINK_TO_TASK */
	int64_t task_id;
	int64_t resource_id;
	Instant created_at;
	Str created_by;
	bool removed;
	Instant removed_at;
	Str removed_by;
} Link;

typedef struct Links {
	Link *at; /* by id */
	size_t len;
} Links;

MUST_CHECK bool link_insert(Db *db, const Link *link, Err *err);
MUST_CHECK bool link_remove(Db *db, int64_t id, Instant at, Str by, Err *err);

/* `removed`: also those that are. */
MUST_CHECK bool links_list(Db *db, Arena *mem, bool removed, Links *out, Err *err);
MUST_CHECK bool link_find(Db *db, Arena *mem, int64_t id, Link *out, bool *found, Err *err);

const char *link_subject_name(LinkSubject subject); /* "project" */
const char *link_target_name(LinkTarget target);    /* "contract" */

#endif
