/* Reading facts besides time entries. */

#include "app/fact_names.h"

#include <assert.h>

static MUST_CHECK bool read_facts(App *app, const FactsQuery *query, FactsPage *out, Err *err)
{
	FactNames names;
	FactsPage page;
	Contract contract;
	bool one = query->contract.len > 0;
	FactFilter filter = {
		.kind = query->kind,
		.source = query->source,
		.versions = query->versions,
		.known = query->moment.known,
	};
	if (one && !lookup_contract(app, query->contract, &contract, err))
		return fail_at(err, "contract");
	filter.contract_id = one ? contract.id : 0;
	if (!fact_names_load(app, one ? &contract : NULL, &names, err) ||
	    !facts_list(app->db, app->mem, &filter, &page.list, err))
		return false;
	Str *contracts = ARENA_ARRAY(app->mem, Str, page.list.len);
	Str *files = ARENA_ARRAY(app->mem, Str, page.list.len);
	for (size_t i = 0; i < page.list.len; i++) {
		const Fact *fact = &page.list.at[i];
		contracts[i] = fact_names_contract(&names, fact->contract_id);
		if (!fact_names_file(&names, fact->import_id, &files[i], err))
			return false;
	}
	page.contracts = contracts;
	page.files = files;
	*out = page;
	return true;
}

bool facts_page(App *app, const FactsQuery *query, FactsPage *out, Err *err)
{
	assert(query->kind != FACT_TIME_ENTRY);
	if (!app_begin_read(app, err))
		return false;
	bool ok = read_facts(app, query, out, err);
	app_end(app);
	return ok;
}

static Str text_of(const Fact *fact, const char *field)
{
	const FactValue *value = &fact->values[fact_field(FACT_RESOURCE, field)];
	return value->set ? value->text : (Str){0};
}

/* The newest row of each counts: rows are walked, and later days replace earlier ones. */
static void describe(ResourceRows *rows, const Map *places, const FactList *facts, Arena *mem)
{
	size_t key = fact_field(FACT_RESOURCE, "key");
	size_t day = fact_field(FACT_RESOURCE, "effective_on");
	int64_t *newest = ARENA_ARRAY(mem, int64_t, rows->len);
	for (size_t i = 0; i < rows->len; i++)
		newest[i] = INT64_MIN;
	for (size_t i = 0; i < facts->len; i++) {
		const Fact *fact = &facts->at[i];
		int64_t place;
		if (!map_get(places, fact->values[key].text, &place) ||
		    fact->values[day].number < newest[place])
			continue;
		newest[place] = fact->values[day].number;
		rows->at[place].name = text_of(fact, "name");
		rows->at[place].team = text_of(fact, "team");
		rows->at[place].roles = text_of(fact, "roles");
	}
}

static MUST_CHECK bool read_resources(App *app, ResourceRows *out, Err *err)
{
	Resources resources;
	FactList facts;
	Map places;
	FactFilter filter = {.kind = FACT_RESOURCE, .known = INSTANT_MAX};
	if (!resources_list(app->db, app->mem, &resources, err) ||
	    !facts_list(app->db, app->mem, &filter, &facts, err))
		return false;
	ResourceRows rows = {ARENA_ARRAY(app->mem, ResourceRow, resources.len), resources.len};
	map_init(&places, app->mem, (uint64_t)(uintptr_t)out);
	for (size_t i = 0; i < resources.len; i++) {
		const ResourceName *resource = &resources.at[i];
		rows.at[i] = (ResourceRow){.key = resource->key, .declared = resource->declared};
		map_put(&places, resource->key, (int64_t)i);
	}
	describe(&rows, &places, &facts, app->mem);
	*out = rows;
	return true;
}

bool resources_rows(App *app, ResourceRows *out, Err *err)
{
	if (!app_begin_read(app, err))
		return false;
	bool ok = read_resources(app, out, err);
	app_end(app);
	return ok;
}
