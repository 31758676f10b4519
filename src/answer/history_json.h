#ifndef PACTA_ANSWER_HISTORY_JSON_H
#define PACTA_ANSWER_HISTORY_JSON_H

#include "answer/json_put.h"
#include "app/histories.h"

/* The history of a contract: snapshots, periods where they were asked for, warnings, revisions. */
extern const Shape HISTORY_SHAPE;
void json_put_history(JsonWriter *json, Arena *mem, const HistoryQuery *query,
		      const HistoryAnswer *answer);

/* The convention of snapshots, by its name. */
const char *convention_name(bool epicom2011);

/*
 * Revisions of one day after the other: they stand in order of effect, as the snapshots do. Starts as
 * {.revisions = …}.
 */
typedef struct RevisionWalk {
	EntryList revisions;
	size_t at;
} RevisionWalk;

/* The next revision that takes effect on `day`, or 0. */
int32_t revision_walk_next(RevisionWalk *walk, Date day);

#endif
