#ifndef PACTA_APP_WAITING_H
#define PACTA_APP_WAITING_H

/* What waits in quarantine, and the links that release it. */

#include "app/imports.h"
#include "store/link.h"

MUST_CHECK bool waiting_groups(App *app, QuarantineGroups *out, Err *err);

/* What came of another attempt at rows that wait. */
typedef struct RetrySummary {
	uint64_t tried;
	uint64_t taken;
	uint64_t seconds; /* of time entries taken */
	uint64_t waiting; /* that wait on, perhaps for another reason */
} RetrySummary;

/*
 * Try rows again that hold a record: all (query without limits), or those of one group; `id` not 0: one row.
 * Errors: ERR_NOT_FOUND no such row
 */
MUST_CHECK bool waiting_retry(App *app, const QuarantineQuery *query, int64_t id, RetrySummary *out,
			      Err *err);

/* Rows that shall never be taken. They are kept, and no longer listed. Errors: ERR_NOT_FOUND */
MUST_CHECK bool waiting_discard(App *app, const QuarantineQuery *query, int64_t id,
				uint64_t *discarded, Err *err);

/* A link as it is asked for. */
typedef struct LinkRequest {
	Str source; /* empty: of all sources */
	LinkSubject subject;
	Str name; /* "*" and "?" in it make a pattern, unless `exact` */
	bool exact;
	Str within;
	Date from, to; /* DATE_NONE: no limit */
	LinkTarget target;
	Str contract; /* key, of contract and task */
	Str task;     /* key; made where the contract lacks it */
	Str resource; /* key; made where it is new */
	bool dry_run;
} LinkRequest;

typedef struct LinkResult {
	Link link;
	bool known; /* the very same link was there already: none is made */
	RetrySummary released;
	bool dry_run;
} LinkResult;

/*
 * Add a link and release what waits for it, in one transaction.
 * Errors: ERR_NOT_FOUND contract; ERR_INPUT subject and target do not go together; ERR_CONFLICT the same name of the same
 *         source is linked otherwise for some of these days: names that link
 */
MUST_CHECK bool links_add(App *app, const LinkRequest *request, LinkResult *out, Err *err);

typedef struct ShownLink {
	Link link;
	Str contract, task, resource; /* keys */
} ShownLink;

/* Entries that were taken by it stay as they are. Errors: ERR_NOT_FOUND; ERR_CONFLICT removed already */
MUST_CHECK bool links_remove(App *app, int64_t id, ShownLink *out, Err *err);

typedef struct ShownLinks {
	ShownLink *at;
	size_t len;
} ShownLinks;
MUST_CHECK bool links_rows(App *app, bool removed, ShownLinks *out, Err *err);

/* What an unknown name may mean, by likeness. */
typedef struct Suggestion {
	QuarantineGroup group;
	LinkTarget target;
	Str key;          /* of the contract, task or resource */
	Str name;         /* of it, for people; may be empty */
	int32_t likeness; /* parts per million; 1,000,000: alike but for capitals and marks */
} Suggestion;
typedef struct Suggestions {
	Suggestion *at; /* by group, best first, at most 3 a group */
	size_t len;
} Suggestions;
MUST_CHECK bool links_suggest(App *app, Suggestions *out, Err *err);

#endif
