#include "app/fact_names.h"

#include "store/import.h"

#include <stdlib.h>
#include <string.h>

static int compare_tasks(const void *a, const void *b)
{
	const TaskName *x = a;
	const TaskName *y = b;
	return (x->id > y->id) - (x->id < y->id);
}

static int compare_resources(const void *a, const void *b)
{
	const ResourceName *x = a;
	const ResourceName *y = b;
	return (x->id > y->id) - (x->id < y->id);
}

static int compare_sources(const void *a, const void *b)
{
	const FactSource *x = a;
	const FactSource *y = b;
	return (x->id > y->id) - (x->id < y->id);
}

static int compare_contracts(const void *a, const void *b)
{
	const ContractName *x = a;
	const ContractName *y = b;
	return (x->id > y->id) - (x->id < y->id);
}

static MUST_CHECK bool load_contracts(App *app, const Contract *contract, ContractNames *out,
				      Err *err)
{
	if (!contract)
		return contract_names(app->db, app->mem, out, err);
	ContractName *one = ARENA_NEW(app->mem, ContractName);
	*one = (ContractName){contract->id, contract->key, contract->currency};
	*out = (ContractNames){one, 1};
	return true;
}

static MUST_CHECK bool load_tasks(FactNames *names, int64_t contract_id, Err *err)
{
	App *app = names->app;
	if (!tasks_list(app->db, app->mem, contract_id, &names->tasks, err))
		return false;
	if (names->tasks.len > 0)
		qsort(names->tasks.at, names->tasks.len, sizeof *names->tasks.at, compare_tasks);
	return true;
}

static MUST_CHECK bool load_resources(FactNames *names, Err *err)
{
	App *app = names->app;
	if (!resources_list(app->db, app->mem, &names->resources, err))
		return false;
	if (names->resources.len > 0)
		qsort(names->resources.at, names->resources.len, sizeof *names->resources.at,
		      compare_resources);
	return true;
}

static MUST_CHECK bool load(App *app, const Contract *contract, bool tasks, bool resources,
			    FactNames *out, Err *err)
{
	FactNames names = {.app = app};
	if (!load_contracts(app, contract, &names.contracts, err) ||
	    (tasks && !load_tasks(&names, contract ? contract->id : 0, err)) ||
	    (resources && !load_resources(&names, err)) ||
	    !fact_sources_list(app->db, app->mem, &names.sources, err))
		return false;
	if (names.sources.len > 0)
		qsort(names.sources.at, names.sources.len, sizeof *names.sources.at,
		      compare_sources);
	map_init(&names.files, app->mem, (uint64_t)(uintptr_t)out);
	*out = names;
	return true;
}

bool fact_names_load(App *app, const Contract *contract, FactNames *out, Err *err)
{
	return load(app, contract, true, true, out, err);
}

enum { FEW_GROUPS = 200 };

static MUST_CHECK bool find_resources(App *app, GroupBlocks groups, Resources *out, Err *err)
{
	VEC(ResourceName) list = {0};
	for (size_t i = 0; i < groups.len; i++) {
		int64_t id = group_in_blocks(groups, i)->resource_id;
		ResourceName resource;
		bool known = false;
		for (size_t j = 0; j < list.len && !known; j++)
			known = list.at[j].id == id;
		if (known)
			continue;
		if (!resource_find(app->db, app->mem, id, &resource, &known, err))
			return false;
		if (known)
			*vec_push(app->mem, &list) = resource;
	}
	*out = (Resources){list.at, list.len};
	return true;
}

bool fact_names_of_groups(const FactNames *names, const EntryFilter *filter, unsigned by,
			  GroupBlocks groups, GroupNames *out, Err *err)
{
	App *app = names->app;
	GroupNames found = {0};
	if (by & SUM_BY_TASK) {
		found.tasks = names->tasks;
		if (found.tasks.len == 0 &&
		    !tasks_list(app->db, app->mem, filter->contract_id, &found.tasks, err))
			return false;
	}
	if (by & SUM_BY_RESOURCE) {
		found.resources = names->resources;
		if (found.resources.len == 0 &&
		    !(groups.len <= FEW_GROUPS
			      ? find_resources(app, groups, &found.resources, err)
			      : resources_list(app->db, app->mem, &found.resources, err)))
			return false;
	}
	*out = found;
	return true;
}

static const ContractName *find_contract(const FactNames *names, int64_t id)
{
	ContractName wanted = {.id = id};
	return names->contracts.len > 0
		       ? bsearch(&wanted, names->contracts.at, names->contracts.len, sizeof wanted,
				 compare_contracts)
		       : NULL;
}

Str fact_names_contract(const FactNames *names, int64_t id)
{
	const ContractName *found = find_contract(names, id);
	return found ? found->key : (Str){0};
}

Currency fact_names_currency(const FactNames *names, int64_t contract_id)
{
	const ContractName *found = find_contract(names, contract_id);
	return found ? found->currency : (Currency){0};
}

bool fact_names_only_currency(const FactNames *names, Currency *out)
{
	const ContractNames *contracts = &names->contracts;
	for (size_t i = 1; i < contracts->len; i++) {
		if (strcmp(contracts->at[i].currency.code, contracts->at[0].currency.code) != 0)
			return false;
	}
	if (contracts->len > 0)
		*out = contracts->at[0].currency;
	return contracts->len > 0;
}

Str fact_names_task(const FactNames *names, int64_t id)
{
	TaskName wanted = {.id = id};
	const TaskName *found = names->tasks.len > 0
					? bsearch(&wanted, names->tasks.at, names->tasks.len,
						  sizeof wanted, compare_tasks)
					: NULL;
	return found ? found->key : (Str){0};
}

Str fact_names_resource(const FactNames *names, int64_t id)
{
	ResourceName wanted = {.id = id};
	const ResourceName *found =
		names->resources.len > 0
			? bsearch(&wanted, names->resources.at, names->resources.len, sizeof wanted,
				  compare_resources)
			: NULL;
	return found ? found->key : (Str){0};
}

Str fact_names_source(const FactNames *names, int64_t id)
{
	FactSource wanted = {.id = id};
	const FactSource *found = names->sources.len > 0
					  ? bsearch(&wanted, names->sources.at, names->sources.len,
						    sizeof wanted, compare_sources)
					  : NULL;
	return found ? found->name : (Str){0};
}

bool fact_names_file(FactNames *names, int64_t import_id, Str *out, Err *err)
{
	Arena *mem = names->app->mem;
	ImportRecord record;
	bool found;
	int64_t place;
	if (import_id == 0) {
		*out = (Str){0};
		return true;
	}
	if (!map_get(&names->files, (Str){(const char *)&import_id, sizeof import_id}, &place)) {
		int64_t *id = ARENA_NEW(mem, int64_t);
		*id = import_id;
		if (!import_find(names->app->db, mem, import_id, &record, &found, err))
			return false;
		place = (int64_t)names->file_list.len;
		*vec_push(mem, &names->file_list) = found ? record.file : (Str){0};
		map_put(&names->files, (Str){(const char *)id, sizeof *id}, place);
	}
	*out = names->file_list.at[place];
	return true;
}

enum { NAME_SHOWN = 300 };

bool fact_names_find_resource(const FactNames *names, Str key, int64_t *out, Err *err)
{
	for (size_t i = 0; i < names->resources.len; i++) {
		if (str_eq(names->resources.at[i].key, key)) {
			*out = names->resources.at[i].id;
			return true;
		}
	}
	(void)fail_no_such(err, "resource", "there is no resource '%.*s'",
			   STR_ARG(str_slice(key, 0, NAME_SHOWN)));
	return fail_at(err, "resource");
}

bool fact_names_find_source(const FactNames *names, Str name, int64_t *out, Err *err)
{
	for (size_t i = 0; i < names->sources.len; i++) {
		if (str_eq(names->sources.at[i].name, name)) {
			*out = names->sources.at[i].id;
			return true;
		}
	}
	(void)fail_no_such(err, "source", "there is no source '%.*s'",
			   STR_ARG(str_slice(name, 0, NAME_SHOWN)));
	return fail_at(err, "source");
}

static MUST_CHECK bool find_task(const FactNames *names, const Contract *contract, Str key,
				 int64_t *out, Err *err)
{
	const TaskName *found = NULL;
	bool several = false;
	for (size_t i = 0; i < names->tasks.len; i++) {
		if (str_eq(names->tasks.at[i].key, key)) {
			several = found != NULL;
			found = &names->tasks.at[i];
		}
	}
	key = str_slice(key, 0, NAME_SHOWN);
	if (several)
		(void)fail(err, ERR_INPUT,
			   "several contracts have a task '%.*s'; name the contract too",
			   STR_ARG(key));
	else if (!found && contract)
		(void)fail_no_such(err, "task", "contract '%.*s' has no task '%.*s'",
				   STR_ARG(contract->key), STR_ARG(key));
	else if (!found)
		(void)fail_no_such(err, "task", "there is no task '%.*s'", STR_ARG(key));
	if (several || !found)
		return fail_at(err, "task");
	*out = found->id;
	return true;
}

/* Work dates between from and to, none behind the as-of day. */
static Period days_of(const EntriesQuery *query)
{
	Period days = {query->from, query->to};
	if (!date_is_set(query->moment.as_of))
		return days;
	Date end = date_add(query->moment.as_of, 1);
	days.to = date_is_set(days.to) ? date_earlier(days.to, end) : end;
	return days;
}

static MUST_CHECK bool resolve(App *app, const EntriesQuery *query, bool tasks, bool resources,
			       FactNames *names, EntryFilter *filter, Err *err)
{
	Contract contract;
	bool one = query->contract.len > 0;
	EntryFilter found = entry_filter_all();
	if (one && !lookup_contract(app, query->contract, &contract, err))
		return fail_at(err, "contract");
	if (!load(app, one ? &contract : NULL, tasks, resources, names, err))
		return false;
	found.contract_id = one ? contract.id : 0;
	found.days = days_of(query);
	found.known = query->moment.known;
	if (query->task.len > 0 &&
	    !find_task(names, one ? &contract : NULL, query->task, &found.task_id, err))
		return false;
	if (query->resource.len > 0 &&
	    !fact_names_find_resource(names, query->resource, &found.resource_id, err))
		return false;
	if (query->source.len > 0 &&
	    !fact_names_find_source(names, query->source, &found.source_id, err))
		return false;
	*filter = found;
	return true;
}

bool fact_names_resolve(App *app, const EntriesQuery *query, FactNames *names, EntryFilter *filter,
			Err *err)
{
	return resolve(app, query, true, true, names, filter, err);
}

bool fact_names_resolve_sums(App *app, const EntriesQuery *query, FactNames *names,
			     EntryFilter *filter, Err *err)
{
	return resolve(app, query, query->task.len > 0, query->resource.len > 0, names, filter,
		       err);
}
