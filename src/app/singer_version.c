/* ACTIVATE_VERSION: what a stream did not send with the version that is active now goes. */

#include "app/singer_parts.h"

#include "store/dimension.h"
#include "store/facts.h"
#include "store/recording_clock.h"

enum { PAGE_ROWS = 1000 };

/* One activation. */
typedef struct Activation {
	SingerTarget *target;
	const TargetStream *stream;
	Str prefix; /* of ids of the stream */
	Map sent;   /* ids that came with the version */
	int64_t source_id;
	VEC(EntryId) entries; /* to delete */
	VEC(Fact) facts;
	uint64_t deleted;
} Activation;

static bool goes(const Activation *activation, Str id)
{
	int64_t one;
	return str_starts(id, activation->prefix) && !map_get(&activation->sent, id, &one);
}

static bool see_entry(void *context, const TimeEntry *entry, Err *err)
{
	Activation *activation = context;
	Arena *mem = activation->target->app->mem;
	(void)err;
	if (entry->part == 0 && goes(activation, entry->external_id))
		*vec_push(mem, &activation->entries) =
			(EntryId){entry->source_id, str_copy(mem, entry->external_id)};
	return true;
}

/* The source's id among those of facts; 0: nothing came from it yet. */
static MUST_CHECK bool find_source(Activation *activation, Err *err)
{
	App *app = activation->target->app;
	FactSources sources;
	if (!fact_sources_list(app->db, app->mem, &sources, err))
		return false;
	for (size_t i = 0; i < sources.len; i++) {
		if (str_eq(sources.at[i].name, activation->stream->source))
			activation->source_id = sources.at[i].id;
	}
	return true;
}

static MUST_CHECK bool find_entries(Activation *activation, Err *err)
{
	EntryFilter filter = entry_filter_all();
	if (!find_source(activation, err))
		return false;
	filter.source_id = activation->source_id;
	return activation->source_id == 0 ||
	       entries_each(activation->target->app->db, &filter, see_entry, activation, err);
}

static MUST_CHECK bool find_facts(Activation *activation, FactKind kind, Err *err)
{
	App *app = activation->target->app;
	FactList list;
	FactFilter filter = {
		.kind = kind,
		.source = activation->stream->source,
		.known = INSTANT_MAX,
	};
	if (!facts_list(app->db, app->mem, &filter, &list, err))
		return false;
	for (size_t i = 0; i < list.len; i++) {
		if (goes(activation, list.at[i].identity))
			*vec_push(app->mem, &activation->facts) = list.at[i];
	}
	return true;
}

static MUST_CHECK bool delete_found(Activation *activation, Err *err)
{
	App *app = activation->target->app;
	EntryBatch entries = {.deletions = activation->entries.at,
			      .deletion_count = activation->entries.len};
	FactBatch facts = {.deletions = activation->facts.at,
			   .deletion_count = activation->facts.len};
	size_t count = activation->entries.len + activation->facts.len;
	uint8_t *outcomes = ARENA_ARRAY(app->mem, uint8_t, count);
	if (count == 0)
		return true;
	if (!recording_clock_tick(app->db, app->now, &entries.known_at, err))
		return false;
	facts.known_at = entries.known_at;
	activation->deleted += count;
	return (entries.deletion_count == 0 ||
		entries_apply(app->db, &entries, NULL, outcomes, err)) &&
	       (facts.deletion_count == 0 || facts_apply(app->db, &facts, NULL, outcomes, err));
}

/*
 * What the stream has in quarantine, for whatever reason. It is told as taken by the run's import, not as discarded:
 * sent again it waits again.
 */
static MUST_CHECK bool take_waiting(Activation *activation, int64_t import_id, Err *err)
{
	App *app = activation->target->app;
	QuarantineQuery query = {.source = activation->stream->source, .limit = PAGE_ROWS};
	bool more = true;
	Arena mem;
	arena_init(&mem);
	bool ok = true;
	while (ok && more) {
		QuarantineList page;
		arena_trim(&mem, PAGE_ROWS);
		ok = quarantine_list(app->db, &mem, &query, &page, err);
		for (size_t i = 0; ok && i < page.len; i++) {
			const QuarantineRow *row = &page.at[i];
			query.after = row->id;
			if (!goes(activation, row->row_key))
				continue;
			ok = quarantine_take(app->db, row->id, import_id, err);
			activation->deleted++;
		}
		more = ok && page.len == PAGE_ROWS;
	}
	arena_deinit(&mem);
	return ok;
}

static MUST_CHECK bool delete_facts(Activation *activation, Err *err)
{
	const TargetStream *stream = activation->stream;
	if (!stream->mapping)
		return true;
	FactKind kind = mapping_info(stream->mapping)->fact;
	if (fact_spec(kind)->sourced)
		return (kind == FACT_TIME_ENTRY ? find_entries(activation, err)
						: find_facts(activation, kind, err)) &&
		       delete_found(activation, err);
	const SingerRequest *request = &activation->target->request;
	request->note(request->context,
		      str_format(activation->target->app->mem,
				 "ACTIVATE_VERSION deletes nothing of the stream '%.*s': %s do not "
				 "belong to a source",
				 STR_ARG(stream->name), fact_spec(kind)->plural));
	return true;
}

static MUST_CHECK bool activate(Activation *activation, int64_t version, bool *changed, Err *err)
{
	App *app = activation->target->app;
	StreamName name = {activation->stream->source, activation->stream->name};
	TargetImport *import;
	int64_t active;
	bool found;
	if (!stream_version_find(app->db, name, &active, &found, err))
		return false;
	*changed = !found || active != version;
	if (!*changed)
		return true;
	if (!stream_records_list(app->db, app->mem, name, version, &activation->sent, err) ||
	    !singer_import(activation->target, name.source, &import, err) ||
	    !delete_facts(activation, err) || !take_waiting(activation, import->record.id, err) ||
	    !stream_version_activate(app->db, name, version, err))
		return false;
	import->counts.deleted += activation->deleted;
	return true;
}

bool singer_activate(SingerTarget *target, const TargetStream *stream, int64_t version, Err *err)
{
	bool changed;
	Activation activation = {
		.target = target,
		.stream = stream,
		.prefix = singer_id_prefix(target->app->mem, stream->name),
	};
	if (!app_begin_write(target->app, err))
		return false;
	bool ok = activate(&activation, version, &changed, err);
	if (ok && changed)
		return singer_commit(target, err);
	singer_abandon(target);
	return ok;
}
