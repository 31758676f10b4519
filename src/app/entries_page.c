/* Reading entries one by one. */

#include "app/fact_names.h"
#include "store/waiting_time.h"

/* Large, since the rows of a month are read anew for each stretch. */
enum { STRETCH = 30000 };

static MUST_CHECK bool show(FactNames *names, const TimeEntry *entry, ShownEntry *out, Err *err)
{
	Str file;
	if (!fact_names_file(names, entry->import_id, &file, err))
		return false;
	bool own = entry->currency.code[0] != '\0';
	*out = (ShownEntry){
		.entry = *entry,
		.contract = fact_names_contract(names, entry->contract_id),
		.currency = own ? entry->currency : fact_names_currency(names, entry->contract_id),
		.task = fact_names_task(names, entry->task_id),
		.resource = fact_names_resource(names, entry->resource_id),
		.source = fact_names_source(names, entry->source_id),
		.file = file,
	};
	return true;
}

/* Which entries, in which order. */
typedef struct Reading {
	EntryFilter filter;
	bool backwards;
} Reading;

/* At most `limit` entries behind `after`; they live in `mem`. */
static MUST_CHECK bool read_stretch(FactNames *names, Arena *mem, const Reading *reading,
				    const EntryPlace *after, size_t limit, EntriesPage *page,
				    Err *err)
{
	TimeEntryList list;
	const EntryPlace *place = after->set ? after : NULL;
	Db *db = names->app->db;
	bool ok = reading->backwards
			  ? entries_list_backwards(db, mem, &reading->filter, place, limit, &list,
						   err)
			  : entries_list(db, mem, &reading->filter, place, limit, &list, err);
	if (!ok)
		return false;
	ShownEntry *shown = ARENA_ARRAY(mem, ShownEntry, list.len);
	for (size_t i = 0; i < list.len; i++) {
		if (!show(names, &list.at[i], &shown[i], err))
			return false;
	}
	page->at = shown;
	page->len = list.len;
	page->more = list.more;
	if (list.len > 0) {
		const TimeEntry *last = &list.at[list.len - 1];
		page->last = (EntryPlace){
			.set = true,
			.contract_id = last->contract_id,
			.work_date = last->work_date,
			.source_id = last->source_id,
			.external_id = last->external_id,
			.part = last->part,
		};
	}
	return true;
}

/* What all entries of the query make, and what may be missing. */
static MUST_CHECK bool read_sums(const FactNames *names, const EntryFilter *filter,
				 EntriesPage *page, Err *err)
{
	App *app = names->app;
	EntryGroups groups;
	if (!entries_sum(app->db, app->mem, filter, 0, &groups, err))
		return false;
	if (groups.len > 0)
		page->sums = groups.at[0].sums;
	if (!fact_names_only_currency(names, &page->currency)) {
		page->sums.billed_seconds = 0;
		page->sums.bill = 0;
		page->sums.costed_seconds = 0;
		page->sums.cost = 0;
	}
	return waiting_time(app->db, filter->contract_id, &page->waiting_rows,
			    &page->waiting_seconds, err);
}

static MUST_CHECK bool page_read(App *app, const EntriesQuery *query, EntriesPage *out, Err *err)
{
	FactNames names;
	Reading reading = {.backwards = query->backwards};
	EntriesPage page = {0};
	if (!fact_names_resolve(app, query, &names, &reading.filter, err) ||
	    !read_stretch(&names, app->mem, &reading, &query->after, query->limit, &page, err) ||
	    !read_sums(&names, &reading.filter, &page, err))
		return false;
	*out = page;
	return true;
}

bool entries_page(App *app, const EntriesQuery *query, EntriesPage *out, Err *err)
{
	if (!app_begin_read(app, err))
		return false;
	bool ok = page_read(app, query, out, err);
	app_end(app);
	return ok;
}

/*
 * Stretch by stretch. Two arenas take turns: the place behind which one goes on lies in the arena of the
 * stretch before.
 */
static MUST_CHECK bool visit_stretches(FactNames *names, const Reading *reading,
				       const EntriesQuery *query, EntriesTake take, void *context,
				       EntriesPage *page, Err *err)
{
	Arena turns[2];
	size_t left = query->limit > 0 ? query->limit : SIZE_MAX;
	bool ok = true;
	page->last = query->after;
	page->more = true;
	arena_init(&turns[0]);
	arena_init(&turns[1]);
	for (size_t turn = 0; ok && page->more && left > 0; turn = 1 - turn) {
		arena_deinit(&turns[turn]);
		ok = read_stretch(names, &turns[turn], reading, &page->last,
				  left < STRETCH ? left : STRETCH, page, err) &&
		     take(context, page->at, page->len, err);
		left -= ok ? page->len : 0;
	}
	page->last.external_id = str_copy(names->app->mem, page->last.external_id);
	arena_deinit(&turns[0]);
	arena_deinit(&turns[1]);
	page->at = NULL;
	page->len = 0;
	return ok;
}

static MUST_CHECK bool visit(App *app, const EntriesQuery *query, EntriesTake take, void *context,
			     EntriesPage *out, Err *err)
{
	FactNames names;
	Reading reading = {.backwards = query->backwards};
	EntriesPage page = {0};
	if (!fact_names_resolve(app, query, &names, &reading.filter, err) ||
	    !read_sums(&names, &reading.filter, &page, err) ||
	    !visit_stretches(&names, &reading, query, take, context, &page, err))
		return false;
	*out = page;
	return true;
}

bool entries_visit(App *app, const EntriesQuery *query, EntriesTake take, void *context,
		   EntriesPage *out, Err *err)
{
	if (!app_begin_read(app, err))
		return false;
	bool ok = visit(app, query, take, context, out, err);
	app_end(app);
	return ok;
}

static MUST_CHECK bool show_versions(App *app, Str source, Str external_id, ShownVersions *out,
				     Err *err)
{
	FactNames names;
	EntryVersions versions;
	int64_t source_id;
	if (!fact_names_load(app, NULL, &names, err) ||
	    !fact_names_find_source(&names, source, &source_id, err) ||
	    !entry_versions(app->db, app->mem, source_id, external_id, &versions, err))
		return false;
	if (versions.len == 0)
		return fail_no_such(err, "entry", "source '%.*s' has no entry '%.*s'",
				    STR_ARG(str_slice(source, 0, 100)),
				    STR_ARG(str_slice(external_id, 0, 100)));
	ShownVersions shown = {
		.at = ARENA_ARRAY(app->mem, ShownEntry, versions.len),
		.known_until = ARENA_ARRAY(app->mem, Instant, versions.len),
		.len = versions.len,
	};
	for (size_t i = 0; i < versions.len; i++) {
		shown.known_until[i] = versions.at[i].known_until;
		if (!show(&names, &versions.at[i].entry, &shown.at[i], err))
			return false;
	}
	*out = shown;
	return true;
}

bool entry_show(App *app, Str source, Str external_id, ShownVersions *out, Err *err)
{
	if (!app_begin_read(app, err))
		return false;
	bool ok = show_versions(app, source, external_id, out, err);
	app_end(app);
	return ok;
}
