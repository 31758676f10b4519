#ifndef PACTA_ANSWER_WAITING_JSON_H
#define PACTA_ANSWER_WAITING_JSON_H

/* What waits in quarantine, by reason and name, and the links that release it. */

#include "answer/json_put.h"
#include "app/waiting.h"

/* Rows that wait for the same reason and name. */
extern const Shape WAITING_GROUP_SHAPE;
void json_put_waiting_group(JsonWriter *json, const QuarantineGroup *group);

extern const Shape WAITING_GROUPS_SHAPE;
void json_put_waiting_groups(JsonWriter *json, const QuarantineGroups *groups);

/* What came of another attempt. */
extern const Shape RETRY_SHAPE;
void json_put_retry(JsonWriter *json, const RetrySummary *retry);

extern const Shape DISCARD_SHAPE;
void json_put_discarded(JsonWriter *json, uint64_t discarded);

extern const Shape LINK_SHAPE;
void json_put_link(JsonWriter *json, Arena *mem, const ShownLink *shown);

extern const Shape LINKS_SHAPE;
void json_put_links(JsonWriter *json, Arena *mem, const ShownLinks *links);

/* What adding a link did, or would do. */
extern const Shape LINK_RESULT_SHAPE;
void json_put_link_result(JsonWriter *json, Arena *mem, const LinkRequest *request,
			  const LinkResult *result);

extern const Shape SUGGESTIONS_SHAPE;
void json_put_suggestions(JsonWriter *json, Arena *mem, const Suggestions *suggestions);

extern const Shape LINK_SUBJECT_SHAPE, LINK_TARGET_SHAPE;

#endif
