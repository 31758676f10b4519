/* Links: added, with what they release. */

#include "app/lookup.h"
#include "app/name_match.h"
#include "app/waiting_retry.h"
#include "base/utf8.h"
#include "store/dimension.h"
#include "store/recording_clock.h"

#include <string.h>

enum { LINK_NAME_MAX = 1000 };

/* A link on its way. */
typedef struct Linking {
	App *app;
	const LinkRequest *request;
	Link link;
	bool known; /* there is the very same link already */
	Retrying retrying;
} Linking;

static bool fits(LinkSubject subject, LinkTarget target)
{
	switch (subject) {
	case LINK_PROJECT:
	case LINK_CLIENT:
		return target == LINK_TO_CONTRACT || target == LINK_TO_INTERNAL ||
		       target == LINK_TO_LEAVE;
	case LINK_TASK:
		return target == LINK_TO_TASK;
	case LINK_PERSON:
		return target == LINK_TO_RESOURCE;
	case LINK_SUBJECTS:
		break;
	}
	return false;
}

static MUST_CHECK bool check_text(Str text, const char *field, bool required, Err *err)
{
	if (required && text.len == 0)
		return fail(err, ERR_INPUT, "%s is missing", field) || fail_at(err, field);
	if (text.len > LINK_NAME_MAX || !utf8_valid(text) ||
	    memchr(text.ptr ? text.ptr : "", 0, text.len))
		return fail(err, ERR_INPUT, "%s is no text of at most %d bytes", field,
			    LINK_NAME_MAX) ||
		       fail_at(err, field);
	return true;
}

static MUST_CHECK bool check_request(const LinkRequest *request, Err *err)
{
	LinkTarget target = request->target;
	bool has_contract = target == LINK_TO_CONTRACT || target == LINK_TO_TASK;
	if (!fits(request->subject, target))
		return fail(err, ERR_INPUT, "a %s is not linked to a %s",
			    link_subject_name(request->subject), link_target_name(target)) ||
		       fail_at(err, "subject");
	if (date_is_set(request->from) && date_is_set(request->to) &&
	    request->to.day <= request->from.day)
		return fail(err, ERR_INPUT, "to, the first day after, must lie behind from") ||
		       fail_at(err, "to");
	if (request->within.len > 0 && request->subject != LINK_PROJECT)
		return fail(err, ERR_INPUT, "only projects lie within a client") ||
		       fail_at(err, "within");
	return check_text(request->name, "name", true, err) &&
	       check_text(request->within, "within", false, err) &&
	       check_text(request->source, "source", false, err) &&
	       check_text(request->contract, "contract", has_contract, err) &&
	       check_text(request->task, "task", target == LINK_TO_TASK, err) &&
	       check_text(request->resource, "resource", target == LINK_TO_RESOURCE, err);
}

static MUST_CHECK bool find_task(Linking *l, int64_t contract_id, Err *err)
{
	App *app = l->app;
	Tasks tasks;
	if (!tasks_list(app->db, app->mem, contract_id, &tasks, err))
		return false;
	for (size_t i = 0; i < tasks.len; i++) {
		if (str_eq(tasks.at[i].key, l->request->task)) {
			l->link.task_id = tasks.at[i].id;
			return true;
		}
	}
	TaskName task = {.id = id_next(&app->ids, app->now),
			 .contract_id = contract_id,
			 .key = l->request->task};
	l->link.task_id = task.id;
	return task_insert(app->db, &task, err);
}

static MUST_CHECK bool find_resource(Linking *l, Err *err)
{
	App *app = l->app;
	Resources resources;
	if (!resources_list(app->db, app->mem, &resources, err))
		return false;
	for (size_t i = 0; i < resources.len; i++) {
		if (str_eq(resources.at[i].key, l->request->resource)) {
			l->link.resource_id = resources.at[i].id;
			return true;
		}
	}
	ResourceName resource = {.id = id_next(&app->ids, app->now), .key = l->request->resource};
	l->link.resource_id = resource.id;
	return resource_insert(app->db, &resource, err);
}

static MUST_CHECK bool find_target(Linking *l, Err *err)
{
	LinkTarget target = l->link.target;
	Contract contract;
	if (target == LINK_TO_CONTRACT || target == LINK_TO_TASK) {
		if (!lookup_contract(l->app, l->request->contract, &contract, err))
			return fail_at(err, "contract");
		l->link.contract_id = contract.id;
	}
	if (target == LINK_TO_TASK)
		return find_task(l, l->link.contract_id, err);
	return target != LINK_TO_RESOURCE || find_resource(l, err);
}

static bool is_pattern(const LinkRequest *request)
{
	const char *name = request->name.ptr ? request->name.ptr : "";
	return !request->exact &&
	       (memchr(name, '*', request->name.len) || memchr(name, '?', request->name.len));
}

static bool overlap(Period a, Period b)
{
	bool a_first = date_is_set(a.to) && date_is_set(b.from) && a.to.day <= b.from.day;
	bool b_first = date_is_set(b.to) && date_is_set(a.from) && b.to.day <= a.from.day;
	return !a_first && !b_first;
}

/* Whether both speak of the same name; tasks are named within their contract. */
static bool same_name(const Link *a, const Link *b)
{
	return a->subject == b->subject && a->glob == b->glob && str_eq(a->source, b->source) &&
	       str_eq(a->name, b->name) && str_eq(a->within, b->within) &&
	       (a->target != LINK_TO_TASK || a->contract_id == b->contract_id);
}

static bool same_target(const Link *a, const Link *b)
{
	return a->target == b->target && a->contract_id == b->contract_id &&
	       a->task_id == b->task_id && a->resource_id == b->resource_id;
}

static Str days_text(Arena *mem, Period days)
{
	if (date_is_set(days.from) && date_is_set(days.to))
		return str_format(mem, ", from %.*s until %.*s", STR_ARG(date_text(mem, days.from)),
				  STR_ARG(date_text(mem, days.to)));
	if (date_is_set(days.from))
		return str_format(mem, ", from %.*s", STR_ARG(date_text(mem, days.from)));
	if (date_is_set(days.to))
		return str_format(mem, ", until %.*s", STR_ARG(date_text(mem, days.to)));
	return (Str){0};
}

static MUST_CHECK bool check_others(Linking *l, Err *err)
{
	Links links;
	Arena *mem = l->app->mem;
	if (!links_list(l->app->db, mem, false, &links, err))
		return false;
	for (size_t i = 0; i < links.len; i++) {
		const Link *other = &links.at[i];
		if (!same_name(&l->link, other) || !overlap(l->link.days, other->days))
			continue;
		if (same_target(&l->link, other) && other->days.from.day == l->link.days.from.day &&
		    other->days.to.day == l->link.days.to.day) {
			l->link = *other;
			l->known = true;
			return true;
		}
		return fail(err, ERR_CONFLICT,
			    "%s '%.*s' is linked already, by link %lld%.*s; remove it first, or "
			    "give other days",
			    link_subject_name(other->subject),
			    STR_ARG(str_slice(other->name, 0, 200)), (long long)other->id,
			    STR_ARG(days_text(mem, other->days))) ||
		       fail_at(err, "name");
	}
	return true;
}

/* Whether a row that waits may be what the link speaks of; then it is tried. */
static bool concerns(const void *context, const QuarantineRow *row)
{
	const Link *link = context;
	NameAsked asked = {row->source, link->subject, row->unknown, row->within};
	bool project = str_eq_c(row->subject, "project");
	switch (link->subject) {
	case LINK_PROJECT:
		return (project || str_eq_c(row->subject, "contract")) &&
		       link_speaks_of(link, &asked);
	case LINK_CLIENT:
		if (project) { /* it waits since its project is not known, but its client will do */
			asked.name = row->within;
			asked.within = (Str){0};
		}
		return (project || str_eq_c(row->subject, "client")) &&
		       link_speaks_of(link, &asked);
	case LINK_TASK:
		return str_eq_c(row->subject, "task") && link_speaks_of(link, &asked);
	case LINK_PERSON:
		/* A person may be linked by an address that is not the name it waits for. */
		return str_eq_c(row->subject, "person");
	case LINK_SUBJECTS:
		break;
	}
	return false;
}

static MUST_CHECK bool release(Linking *l, Err *err)
{
	static const char *const CODES[LINK_SUBJECTS] = {
		[LINK_PROJECT] = QUARANTINE_UNKNOWN_CONTRACT,
		[LINK_CLIENT] = QUARANTINE_UNKNOWN_CONTRACT,
		[LINK_TASK] = QUARANTINE_UNKNOWN_TASK,
		[LINK_PERSON] = QUARANTINE_UNKNOWN_RESOURCE,
	};
	App *app = l->app;
	QuarantineQuery query = {.source = l->link.source,
				 .code = str_from_c(CODES[l->link.subject])};
	l->retrying = (Retrying){.app = app, .mem = app->mem};
	return recording_clock_tick(app->db, app->now, &l->retrying.known_at, err) &&
	       retry_rows(&l->retrying, &query, (RetryFilter){concerns, &l->link}, err) &&
	       retry_finish(&l->retrying, err);
}

static MUST_CHECK bool add(Linking *l, Err *err)
{
	const LinkRequest *request = l->request;
	App *app = l->app;
	l->link = (Link){
		.source = request->source,
		.subject = request->subject,
		.glob = is_pattern(request),
		.name = request->name,
		.within = request->within,
		.days = {request->from, request->to},
		.target = request->target,
		.created_at = app->now,
		.created_by = app->user,
	};
	if (!find_target(l, err) || !check_others(l, err))
		return false;
	if (!l->known) {
		l->link.id = id_next(&app->ids, app->now);
		if (!link_insert(app->db, &l->link, err))
			return false;
	}
	return release(l, err);
}

bool links_add(App *app, const LinkRequest *request, LinkResult *out, Err *err)
{
	Linking linking = {.app = app, .request = request};
	if (!check_request(request, err) || !app_begin_write(app, err))
		return false;
	bool ok = add(&linking, err);
	bool changed = !linking.known || linking.retrying.summary.taken > 0;
	retry_close(&linking.retrying);
	if (!ok) {
		app_end(app);
		return false;
	}
	*out = (LinkResult){linking.link, linking.known, linking.retrying.summary,
			    request->dry_run};
	if (request->dry_run || !changed) {
		app_end(app);
		if (request->dry_run)
			out->link.id = linking.known ? linking.link.id : 0;
		return request->dry_run ||
		       (app_begin_write(app, err) && app_commit_unchanged(app, err));
	}
	app_tell(app, TOPIC_LINK, str_format(app->mem, "%lld", (long long)linking.link.id));
	return app_commit(app, err);
}
