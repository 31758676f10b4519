#include "answer/waiting_json.h"

static const char *subject_choice(size_t place)
{
	return place < LINK_SUBJECTS ? link_subject_name((LinkSubject)place) : NULL;
}

static const char *target_choice(size_t place)
{
	return place < LINK_TARGETS ? link_target_name((LinkTarget)place) : NULL;
}

const Shape LINK_SUBJECT_SHAPE = {.kind = SHAPE_CHOICE, .choice = subject_choice};
const Shape LINK_TARGET_SHAPE = {.kind = SHAPE_CHOICE, .choice = target_choice};

/* The members that tell what waits, and for what. */
#define GROUP_MEMBERS                                                                         \
	{"source", &SHAPE_OF_TEXT, ALWAYS, NULL},                                             \
		{"fact", &SHAPE_OF_TEXT, NULLABLE, "kind of fact; null: revisions"},          \
		{"code", &SHAPE_OF_TEXT, NULLABLE, "why it waits; null: rows of contracts"},  \
		{"subject", &SHAPE_OF_TEXT, NULLABLE,                                         \
		 "what is not known: project, client, "                                       \
		 "task, person, contract or stream"},                                         \
		{"unknown", &SHAPE_OF_TEXT, NULLABLE, "its name in the source"},              \
	{                                                                                     \
		"within", &SHAPE_OF_TEXT, NULLABLE, "client of a project, contract of a task" \
	}

const Shape WAITING_GROUP_SHAPE = {
	.name = "WaitingGroup",
	.kind = SHAPE_OBJECT,
	.help = "rows that wait in quarantine for the same reason and name",
	SHAPE_MEMBERS(GROUP_MEMBERS, {"reason", &SHAPE_OF_TEXT, ALWAYS, "of one of them"},
		      {"rows", &SHAPE_OF_INTEGER, ALWAYS, NULL},
		      {"seconds", &SHAPE_OF_INTEGER, ALWAYS, "of time entries"},
		      {"first_id", &SHAPE_OF_ID, ALWAYS, "of the oldest row"}),
};
static const Shape GROUPS = {.kind = SHAPE_LIST, .items = &WAITING_GROUP_SHAPE};

const Shape WAITING_GROUPS_SHAPE = {
	.name = "WaitingGroups",
	.kind = SHAPE_OBJECT,
	.help = "what waits in quarantine, by reason and name",
	SHAPE_MEMBERS({"groups", &GROUPS, ALWAYS, "most rows first"}),
};

const Shape RETRY_SHAPE = {
	.name = "Retry",
	.kind = SHAPE_OBJECT,
	.help = "what came of another attempt at rows that waited",
	SHAPE_MEMBERS({"tried", &SHAPE_OF_INTEGER, ALWAYS, "rows"},
		      {"taken", &SHAPE_OF_INTEGER, ALWAYS, "rows"},
		      {"seconds", &SHAPE_OF_INTEGER, ALWAYS, "of time entries taken"},
		      {"waiting", &SHAPE_OF_INTEGER, ALWAYS,
		       "rows that wait on, perhaps for another reason"}),
};

const Shape DISCARD_SHAPE = {
	.name = "Discard",
	.kind = SHAPE_OBJECT,
	.help = "rows that will not be taken; they are kept, and no longer listed",
	SHAPE_MEMBERS({"discarded", &SHAPE_OF_INTEGER, ALWAYS, "rows"}),
};

const Shape LINK_SHAPE = {
	.name = "Link",
	.kind = SHAPE_OBJECT,
	.help = "what a name of a source means here",
	SHAPE_MEMBERS({"id", &SHAPE_OF_ID, NULLABLE, "null: a dry run"},
		      {"source", &SHAPE_OF_TEXT, NULLABLE, "null: of all sources"},
		      {"subject", &LINK_SUBJECT_SHAPE, ALWAYS, "what the name is of"},
		      {"name", &SHAPE_OF_TEXT, ALWAYS, "as the source writes it"},
		      {"pattern", &SHAPE_OF_BOOL, ALWAYS, "* and ? in it stand for other text"},
		      {"within", &SHAPE_OF_TEXT, NULLABLE, "client of a project; null: any"},
		      {"from", &SHAPE_OF_DATE, NULLABLE, "first work date; null: no limit"},
		      {"to", &SHAPE_OF_DATE, NULLABLE, "first day behind; null: no limit"},
		      {"target", &LINK_TARGET_SHAPE, ALWAYS, "what it means"},
		      {"contract", &SHAPE_OF_TEXT, NULLABLE, "key, of targets contract and task"},
		      {"task", &SHAPE_OF_TEXT, NULLABLE, "key, of target task"},
		      {"resource", &SHAPE_OF_TEXT, NULLABLE, "key, of target resource"},
		      {"created_at", &SHAPE_OF_INSTANT, ALWAYS, NULL},
		      {"created_by", &SHAPE_OF_TEXT, ALWAYS, NULL},
		      {"removed_at", &SHAPE_OF_INSTANT, NULLABLE, "null: it holds"},
		      {"removed_by", &SHAPE_OF_TEXT, NULLABLE, "null: it holds"}),
};
static const Shape LINK_LIST = {.kind = SHAPE_LIST, .items = &LINK_SHAPE};

const Shape LINKS_SHAPE = {
	.name = "Links",
	.kind = SHAPE_OBJECT,
	.help = "links by id",
	SHAPE_MEMBERS({"links", &LINK_LIST, ALWAYS, NULL}),
};

const Shape LINK_RESULT_SHAPE = {
	.name = "LinkResult",
	.kind = SHAPE_OBJECT,
	.help = "a link that was added, and what it released",
	SHAPE_MEMBERS({"link", &LINK_SHAPE, ALWAYS, NULL}, {"released", &RETRY_SHAPE, ALWAYS, NULL},
		      {"dry_run", &SHAPE_OF_BOOL, ALWAYS, "nothing is recorded"}),
};

static const Shape SUGGESTION = {
	.name = "Suggestion",
	.kind = SHAPE_OBJECT,
	.help = "what an unknown name may mean",
	SHAPE_MEMBERS(GROUP_MEMBERS, {"rows", &SHAPE_OF_INTEGER, ALWAYS, "that wait for it"},
		      {"seconds", &SHAPE_OF_INTEGER, ALWAYS, "of time entries"},
		      {"target", &LINK_TARGET_SHAPE, ALWAYS, NULL},
		      {"key", &SHAPE_OF_TEXT, ALWAYS, "of the contract, task or resource"},
		      {"name", &SHAPE_OF_TEXT, NULLABLE, "of it, for people"},
		      {"likeness", &SHAPE_OF_DECIMAL, ALWAYS,
		       "1: alike but for capitals and marks"}),
};
static const Shape SUGGESTION_LIST = {.kind = SHAPE_LIST, .items = &SUGGESTION};

const Shape SUGGESTIONS_SHAPE = {
	.name = "Suggestions",
	.kind = SHAPE_OBJECT,
	.help = "what unknown names may mean, by likeness",
	SHAPE_MEMBERS({"suggestions", &SUGGESTION_LIST, ALWAYS, "by what waits, the best first"}),
};

static void put_group_members(JsonWriter *json, const QuarantineGroup *group)
{
	json_put_text(json, "source", group->source);
	json_put_member(json, "fact", group->fact);
	json_put_member(json, "code", group->code);
	json_put_member(json, "subject", group->subject);
	json_put_member(json, "unknown", group->unknown);
	json_put_member(json, "within", group->within);
}

void json_put_waiting_group(JsonWriter *json, const QuarantineGroup *group)
{
	json_write_begin_object(json);
	put_group_members(json, group);
	json_put_text(json, "reason", group->reason);
	json_put_count(json, "rows", (uint64_t)group->rows);
	json_put_count(json, "seconds", (uint64_t)group->seconds);
	json_put_id(json, "first_id", group->first_id);
	json_write_end_object(json);
}

void json_put_waiting_groups(JsonWriter *json, const QuarantineGroups *groups)
{
	json_write_begin_object(json);
	json_put_key(json, "groups");
	json_write_begin_array(json);
	for (size_t i = 0; i < groups->len; i++)
		json_put_waiting_group(json, &groups->at[i]);
	json_write_end_array(json);
	json_write_end_object(json);
}

void json_put_retry(JsonWriter *json, const RetrySummary *retry)
{
	json_write_begin_object(json);
	json_put_count(json, "tried", retry->tried);
	json_put_count(json, "taken", retry->taken);
	json_put_count(json, "seconds", retry->seconds);
	json_put_count(json, "waiting", retry->waiting);
	json_write_end_object(json);
}

void json_put_discarded(JsonWriter *json, uint64_t discarded)
{
	json_write_begin_object(json);
	json_put_count(json, "discarded", discarded);
	json_write_end_object(json);
}

void json_put_link(JsonWriter *json, Arena *mem, const ShownLink *shown)
{
	const Link *link = &shown->link;
	json_write_begin_object(json);
	json_put_id(json, "id", link->id);
	json_put_member(json, "source", link->source);
	json_put_member(json, "subject", str_from_c(link_subject_name(link->subject)));
	json_put_text(json, "name", link->name);
	json_put_bool(json, "pattern", link->glob);
	json_put_member(json, "within", link->within);
	json_put_date(json, "from", mem, link->days.from);
	json_put_date(json, "to", mem, link->days.to);
	json_put_member(json, "target", str_from_c(link_target_name(link->target)));
	json_put_member(json, "contract", shown->contract);
	json_put_member(json, "task", shown->task);
	json_put_member(json, "resource", shown->resource);
	json_put_instant(json, "created_at", mem, link->created_at);
	json_put_text(json, "created_by", link->created_by);
	json_put_instant(json, "removed_at", mem, link->removed ? link->removed_at : INSTANT_MAX);
	json_put_member(json, "removed_by", link->removed ? link->removed_by : (Str){0});
	json_write_end_object(json);
}

void json_put_links(JsonWriter *json, Arena *mem, const ShownLinks *links)
{
	json_write_begin_object(json);
	json_put_key(json, "links");
	json_write_begin_array(json);
	for (size_t i = 0; i < links->len; i++)
		json_put_link(json, mem, &links->at[i]);
	json_write_end_array(json);
	json_write_end_object(json);
}

void json_put_link_result(JsonWriter *json, Arena *mem, const LinkRequest *request,
			  const LinkResult *result)
{
	ShownLink shown = {result->link, request->contract, request->task, request->resource};
	json_write_begin_object(json);
	json_put_key(json, "link");
	json_put_link(json, mem, &shown);
	json_put_key(json, "released");
	json_put_retry(json, &result->released);
	json_put_bool(json, "dry_run", result->dry_run);
	json_write_end_object(json);
}

void json_put_suggestions(JsonWriter *json, Arena *mem, const Suggestions *suggestions)
{
	enum { LIKENESS_DECIMALS = 6 };
	json_write_begin_object(json);
	json_put_key(json, "suggestions");
	json_write_begin_array(json);
	for (size_t i = 0; i < suggestions->len; i++) {
		const Suggestion *suggestion = &suggestions->at[i];
		Str likeness = decimal_text_short(mem, suggestion->likeness, LIKENESS_DECIMALS);
		json_write_begin_object(json);
		put_group_members(json, &suggestion->group);
		json_put_count(json, "rows", (uint64_t)suggestion->group.rows);
		json_put_count(json, "seconds", (uint64_t)suggestion->group.seconds);
		json_put_member(json, "target", str_from_c(link_target_name(suggestion->target)));
		json_put_text(json, "key", suggestion->key);
		json_put_member(json, "name", suggestion->name);
		json_put_text(json, "likeness", likeness);
		json_write_end_object(json);
	}
	json_write_end_array(json);
	json_write_end_object(json);
}
