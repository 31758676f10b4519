/* Links: removed and listed. */

#include "app/lookup.h"
#include "app/waiting.h"
#include "store/dimension.h"

static MUST_CHECK bool name_targets(App *app, ShownLinks *shown, Err *err)
{
	ContractList contracts;
	Tasks tasks;
	Resources resources;
	if (!contract_list(app->db, app->mem, 0, &contracts, err) ||
	    !tasks_list(app->db, app->mem, 0, &tasks, err) ||
	    !resources_list(app->db, app->mem, &resources, err))
		return false;
	contracts_sort_by_id(&contracts);
	for (size_t i = 0; i < shown->len; i++) {
		ShownLink *row = &shown->at[i];
		const Contract *contract = contract_by_id(&contracts, row->link.contract_id);
		row->contract = contract ? contract->key : (Str){0};
		for (size_t j = 0; j < tasks.len && row->link.task_id != 0; j++) {
			if (tasks.at[j].id == row->link.task_id)
				row->task = tasks.at[j].key;
		}
		for (size_t j = 0; j < resources.len && row->link.resource_id != 0; j++) {
			if (resources.at[j].id == row->link.resource_id)
				row->resource = resources.at[j].key;
		}
	}
	return true;
}

static MUST_CHECK bool mark_removed(App *app, int64_t id, ShownLink *out, Err *err)
{
	bool found;
	ShownLink shown = {0};
	ShownLinks one = {&shown, 1};
	Link *link = &shown.link;
	if (!link_find(app->db, app->mem, id, link, &found, err))
		return false;
	if (!found)
		return fail_no_such(err, "link", "there is no link %lld", (long long)id);
	if (link->removed)
		return fail(err, ERR_CONFLICT, "link %lld was removed already, by %.*s",
			    (long long)id, STR_ARG(link->removed_by));
	link->removed = true;
	link->removed_at = app->now;
	link->removed_by = app->user;
	if (!name_targets(app, &one, err) || !link_remove(app->db, id, app->now, app->user, err))
		return false;
	*out = shown;
	return true;
}

bool links_remove(App *app, int64_t id, ShownLink *out, Err *err)
{
	if (!app_begin_write(app, err))
		return false;
	if (!mark_removed(app, id, out, err)) {
		app_end(app);
		return false;
	}
	app_tell(app, TOPIC_LINK, str_format(app->mem, "%lld", (long long)id));
	return app_commit(app, err);
}

static MUST_CHECK bool list_links(App *app, bool removed, ShownLinks *out, Err *err)
{
	Links links;
	if (!links_list(app->db, app->mem, removed, &links, err))
		return false;
	ShownLinks shown = {ARENA_ARRAY(app->mem, ShownLink, links.len), links.len};
	for (size_t i = 0; i < links.len; i++)
		shown.at[i].link = links.at[i];
	if (!name_targets(app, &shown, err))
		return false;
	*out = shown;
	return true;
}

bool links_rows(App *app, bool removed, ShownLinks *out, Err *err)
{
	if (!app_begin_read(app, err))
		return false;
	bool ok = list_links(app, removed, out, err);
	app_end(app);
	return ok;
}
