#include "http/routes.h"

#include "answer/waiting_json.h"

static const Shape NAME = {.kind = SHAPE_TEXT, .minimum = 1, .maximum = 500};
static const Shape TEXT = {.kind = SHAPE_TEXT, .maximum = 500};

const Shape LINK_REQUEST_SHAPE = {
	.name = "LinkRequest",
	.kind = SHAPE_OBJECT,
	.help = "what a name of a source shall mean here",
	SHAPE_MEMBERS({"subject", &LINK_SUBJECT_SHAPE, ALWAYS, "what the name is of"},
		      {"name", &NAME, ALWAYS,
		       "as the source writes it; * stands for any text, ? for one character"},
		      {"exact", &SHAPE_OF_BOOL, OPTIONAL, "true: * and ? stand for themselves"},
		      {"source", &TEXT, OPTIONAL_NULLABLE, "name; of all sources unless given"},
		      {"within", &TEXT, OPTIONAL_NULLABLE,
		       "client of a project; of any unless given"},
		      {"from", &SHAPE_OF_DATE, OPTIONAL_NULLABLE,
		       "first work date for which it holds; no limit unless given"},
		      {"to", &SHAPE_OF_DATE, OPTIONAL_NULLABLE,
		       "first day behind; no limit unless given"},
		      {"target", &LINK_TARGET_SHAPE, ALWAYS,
		       "of projects and clients: contract, internal or leave; of tasks: task; of "
		       "persons: resource"},
		      {"contract", &TEXT, OPTIONAL_NULLABLE, "key, for targets contract and task"},
		      {"task", &TEXT, OPTIONAL_NULLABLE,
		       "key, for target task; made where the contract lacks it"},
		      {"resource", &TEXT, OPTIONAL_NULLABLE,
		       "key, for target resource; made where it is new"}),
};

const Shape WAITING_CHOICE_SHAPE = {
	.name = "WaitingChoice",
	.kind = SHAPE_OBJECT,
	.help = "rows in quarantine: one by its id, or those of a group as groupQuarantine tells it, or "
		"all",
	SHAPE_MEMBERS(
		{"id", &SHAPE_OF_ID, OPTIONAL, "of one row; then nothing else is given"},
		{"all", &SHAPE_OF_BOOL, OPTIONAL, "true: every row, where nothing else is given"},
		{"source", &NAME, OPTIONAL, "of the rows; of all unless given"},
		{"fact", &TEXT, OPTIONAL_NULLABLE,
		 "kind of fact; null: rows of contracts and of no known kind; all unless given"},
		{"code", &TEXT, OPTIONAL_NULLABLE,
		 "why they wait; null: rows of contracts; all unless given"},
		{"subject", &TEXT, OPTIONAL_NULLABLE,
		 "what is not known; null: nothing is; all unless given"},
		{"unknown", &TEXT, OPTIONAL_NULLABLE,
		 "its name; null: none; all unless given, and needs the subject"},
		{"within", &TEXT, OPTIONAL_NULLABLE,
		 "client of a project, contract of a task; null: none; all unless given, and needs "
		 "the subject"}),
};

static bool call_flag(const Call *call, const char *member)
{
	const JsonValue *value = json_member(call->body, str_from_c(member));
	return value && value->kind == JSON_TRUE;
}

/* The place of a word of a choice; the shape was checked. */
static int choice_of(const Call *call, const char *member, const Shape *shape)
{
	Str word = call_text(call, member);
	int place = 0;
	while (!str_eq_c(word, shape_choice(shape, (size_t)place)))
		place++;
	return place;
}

static MUST_CHECK bool read_day(const Call *call, const char *member, Date *out, Err *err)
{
	Str text = call_text(call, member);
	*out = DATE_NONE;
	return text.len == 0 || date_parse(text, out, err) || fail_at(err, member);
}

typedef struct LinkAnswer {
	LinkRequest request;
	LinkResult result;
} LinkAnswer;

bool api_link_add_run(Call *call, Err *err)
{
	LinkAnswer *answer = ARENA_NEW(call->mem, LinkAnswer);
	answer->request = (LinkRequest){
		.source = call_text(call, "source"),
		.subject = (LinkSubject)choice_of(call, "subject", &LINK_SUBJECT_SHAPE),
		.name = call_text(call, "name"),
		.exact = call_flag(call, "exact"),
		.within = call_text(call, "within"),
		.target = (LinkTarget)choice_of(call, "target", &LINK_TARGET_SHAPE),
		.contract = call_text(call, "contract"),
		.task = call_text(call, "task"),
		.resource = call_text(call, "resource"),
		.dry_run = call_given(call, "dry_run")->number != 0,
	};
	call->result = answer;
	return read_day(call, "from", &answer->request.from, err) &&
	       read_day(call, "to", &answer->request.to, err) &&
	       links_add(call->app, &answer->request, &answer->result, err);
}

bool api_link_add_render(Call *call, Err *err)
{
	const LinkAnswer *answer = call->result;
	(void)err;
	json_put_link_result(&call->json, call->mem, &answer->request, &answer->result);
	/* The very same link makes nothing. */
	if (answer->result.known)
		call->reply->status = call->route->dry_run_status;
	return true;
}

bool api_links_list_run(Call *call, Err *err)
{
	call->result = ARENA_NEW(call->mem, ShownLinks);
	return links_rows(call->app, call_given(call, "removed")->number != 0, call->result, err);
}

bool api_links_list_render(Call *call, Err *err)
{
	(void)err;
	json_put_links(&call->json, call->mem, call->result);
	return true;
}

bool api_link_remove_run(Call *call, Err *err)
{
	call->result = ARENA_NEW(call->mem, ShownLink);
	return links_remove(call->app, call_given(call, "id")->number, call->result, err);
}

bool api_link_remove_render(Call *call, Err *err)
{
	(void)err;
	json_put_link(&call->json, call->mem, call->result);
	return true;
}

bool api_links_suggest_run(Call *call, Err *err)
{
	call->result = ARENA_NEW(call->mem, Suggestions);
	return links_suggest(call->app, call->result, err);
}

bool api_links_suggest_render(Call *call, Err *err)
{
	(void)err;
	json_put_suggestions(&call->json, call->mem, call->result);
	return true;
}

bool api_waiting_groups_run(Call *call, Err *err)
{
	call->result = ARENA_NEW(call->mem, QuarantineGroups);
	return waiting_groups(call->app, call->result, err);
}

bool api_waiting_groups_render(Call *call, Err *err)
{
	(void)err;
	json_put_waiting_groups(&call->json, call->result);
	return true;
}

static bool refuse(const char *member, const char *why, Err *err)
{
	(void)fail(err, ERR_INPUT, "%s: %s", member, why);
	return fail_at(err, member);
}

/* Left out: any; null or empty: the rows must have none, which sets `bit`. Whether it was given. */
static bool read_text(const Call *call, const char *member, unsigned bit, Str *out, unsigned *none)
{
	*out = call_text(call, member);
	if (!json_member(call->body, str_from_c(member)))
		return false;
	if (out->len == 0)
		*none |= bit;
	return true;
}

/* Which rows the body means; an empty one must not mean all of them by mistake. */
static MUST_CHECK bool read_choice(const Call *call, QuarantineQuery *query, int64_t *id, Err *err)
{
	const JsonValue *given = json_member(call->body, STR("id"));
	*id = 0;
	*query = (QuarantineQuery){.source = call_text(call, "source")};
	bool group = query->source.len > 0;
	group |= read_text(call, "fact", QUARANTINE_NO_FACT, &query->fact, &query->none);
	group |= read_text(call, "code", QUARANTINE_NO_CODE, &query->code, &query->none);
	group |= read_text(call, "subject", QUARANTINE_NO_SUBJECT, &query->subject, &query->none);
	group |= read_text(call, "unknown", QUARANTINE_NO_UNKNOWN, &query->unknown, &query->none);
	group |= read_text(call, "within", QUARANTINE_NO_WITHIN, &query->within, &query->none);
	bool all = call_flag(call, "all");
	if (query->subject.len == 0 && query->unknown.len + query->within.len > 0)
		return refuse("subject", "it tells what the unknown name is of", err);
	if (given && (group || all))
		return refuse("id", "it names one row; leave the other members out", err);
	if (all && group)
		return refuse("all", "it means every row; leave the other members out", err);
	if (!given && !group && !all)
		return fail(err, ERR_INPUT,
			    "name the rows: id, a group's members, or \"all\": true");
	return !given || decimal_parse(given->text, NUMBER_PLAIN, 0, id, err) || fail_at(err, "id");
}

/* What the body names and is not there. */
static bool fail_row(Err *err)
{
	return err->code == ERR_NOT_FOUND ? fail_at(err, "id") : false;
}

bool api_waiting_retry_run(Call *call, Err *err)
{
	QuarantineQuery query;
	int64_t id;
	call->result = ARENA_NEW(call->mem, RetrySummary);
	return read_choice(call, &query, &id, err) &&
	       (waiting_retry(call->app, &query, id, call->result, err) || fail_row(err));
}

bool api_waiting_retry_render(Call *call, Err *err)
{
	(void)err;
	json_put_retry(&call->json, call->result);
	return true;
}

bool api_waiting_discard_run(Call *call, Err *err)
{
	QuarantineQuery query;
	int64_t id;
	call->result = ARENA_NEW(call->mem, uint64_t);
	return read_choice(call, &query, &id, err) &&
	       (waiting_discard(call->app, &query, id, call->result, err) || fail_row(err));
}

bool api_waiting_discard_render(Call *call, Err *err)
{
	(void)err;
	json_put_discarded(&call->json, *(const uint64_t *)call->result);
	return true;
}
