#include "app/fact_undo.h"

#include "store/dimension.h"
#include "store/quarantine.h"

enum { IDS_MAX = 1024 * 1024, BATCH_MAX = 512 * 1024, PAGE_ROWS = 4096 };

typedef struct FactUndoing {
	App *app;
	const FactUndo *undo;
} FactUndoing;

static MUST_CHECK bool apply(const FactUndoing *u, EntryBatch batch, Err *err)
{
	Arena mem;
	batch.known_at = u->undo->at;
	batch.replaces_own = true;
	arena_init(&mem);
	uint8_t *outcomes = ARENA_ARRAY(&mem, uint8_t, batch.entry_count);
	uint8_t *deleted = ARENA_ARRAY(&mem, uint8_t, batch.deletion_count);
	bool ok = entries_apply(u->app->db, &batch, outcomes, deleted, err);
	arena_deinit(&mem);
	return ok;
}

/* As the import: so it is told apart from a deletion by hand. */
static MUST_CHECK bool delete_entries(const FactUndoing *u, EntryIds gone, Err *err)
{
	for (size_t i = 0; i < gone.len; i += BATCH_MAX) {
		size_t count = gone.len - i < BATCH_MAX ? gone.len - i : BATCH_MAX;
		EntryBatch batch = {.deletions = &gone.at[i],
				    .deletion_count = count,
				    .import_id = u->undo->import_id};
		if (!apply(u, batch, err))
			return false;
	}
	return true;
}

static bool same_entry(const TimeEntry *a, const TimeEntry *b)
{
	return a->source_id == b->source_id && str_eq(a->external_id, b->external_id);
}

/* In batches that never part an entry from its other days. */
static MUST_CHECK bool restore_entries(const FactUndoing *u, const TimeEntry *entries, size_t len,
				       Err *err)
{
	for (size_t i = 0; i < len;) {
		size_t end = len - i > BATCH_MAX ? i + BATCH_MAX : len;
		while (end < len && same_entry(&entries[end], &entries[end - 1]))
			end++;
		if (!apply(u, (EntryBatch){.entries = &entries[i], .entry_count = end - i}, err))
			return false;
		i = end;
	}
	return true;
}

/* All of what holds goes before anything comes back: so lineage, too, is as it was. */
static MUST_CHECK bool undo_some(const FactUndoing *u, Arena *mem, EntryIds ids,
				 uint64_t *retracted, uint64_t *restored, Err *err)
{
	EntriesWithout without;
	if (!entries_without(u->app->db, mem, ids, u->undo->undone, &without, err))
		return false;
	*retracted += without.gone.len;
	*restored += without.restored_ids;
	return delete_entries(u, without.gone, err) &&
	       restore_entries(u, without.restored, without.restored_count, err);
}

/* So many at a time, since all their versions are held. */
static MUST_CHECK bool undo_entries(const FactUndoing *u, uint64_t *retracted, uint64_t *restored,
				    Err *err)
{
	EntryIds ids;
	if (!entries_of_import(u->app->db, u->app->mem, u->undo->import_id, &ids, err))
		return false;
	for (size_t i = 0; i < ids.len; i += IDS_MAX) {
		size_t count = ids.len - i < IDS_MAX ? ids.len - i : IDS_MAX;
		Arena mem;
		arena_init(&mem);
		bool ok =
			undo_some(u, &mem, (EntryIds){&ids.at[i], count}, retracted, restored, err);
		arena_deinit(&mem);
		if (!ok)
			return false;
	}
	return true;
}

static MUST_CHECK bool apply_facts(const FactUndoing *u, FactBatch batch, Err *err)
{
	Arena *mem = u->app->mem;
	batch.known_at = u->undo->at;
	batch.replaces_own = true;
	return facts_apply(u->app->db, &batch, ARENA_ARRAY(mem, uint8_t, batch.fact_count),
			   ARENA_ARRAY(mem, uint8_t, batch.deletion_count), err);
}

static MUST_CHECK bool undo_facts(const FactUndoing *u, uint64_t *retracted, uint64_t *restored,
				  Err *err)
{
	FactsWithout without;
	if (!facts_without(u->app->db, u->app->mem, u->undo->import_id, u->undo->undone, &without,
			   err))
		return false;
	*retracted += without.gone.len;
	*restored += without.restored.len;
	FactBatch gone = {.deletions = without.gone.at, .deletion_count = without.gone.len};
	FactBatch again = {.facts = without.restored.at, .fact_count = without.restored.len};
	return apply_facts(u, gone, err) && apply_facts(u, again, err);
}

/* The import that has told how a fact is now; 0: by hand, or there is none. */
static MUST_CHECK bool standing_import(const FactUndoing *u, const FactSources *sources, Arena *mem,
				       const QuarantineRow *row, int64_t *out, Err *err)
{
	FactFilter filter = {.source = row->source, .known = INSTANT_MAX};
	FactList list;
	EntryVersions versions = {0};
	size_t tab;
	*out = 0;
	if (!fact_kind_parse(row->fact, &filter.kind, err))
		return false;
	if (filter.kind != FACT_TIME_ENTRY) {
		if (!str_find(row->row_key, STR("\t"), &tab))
			return true;
		filter.identity = str_slice(row->row_key, tab + 1, row->row_key.len);
		if (!facts_list(u->app->db, mem, &filter, &list, err))
			return false;
		*out = list.len > 0 ? list.at[0].import_id : 0;
		return true;
	}
	for (size_t i = 0; i < sources->len; i++) {
		if (str_eq(sources->at[i].name, row->source) &&
		    !entry_versions(u->app->db, mem, sources->at[i].id, row->row_key, &versions,
				    err))
			return false;
	}
	for (size_t i = 0; i < versions.len; i++) {
		const EntryVersion *version = &versions.at[i];
		if (version->known_until.us == INSTANT_MAX.us && version->entry.import_id > *out)
			*out = version->entry.import_id;
	}
	return true;
}

/* A row whose fact a later import has told stays taken: that one has taken it then. Imports are numbered in time. */
static MUST_CHECK bool hand_on_taken(const FactUndoing *u, Err *err)
{
	Arena *mem = u->app->mem;
	QuarantineList rows;
	FactSources sources;
	if (!quarantine_taken_by(u->app->db, mem, u->undo->import_id, &rows, err) ||
	    !fact_sources_list(u->app->db, mem, &sources, err))
		return false;
	for (size_t i = 0; i < rows.len; i++) {
		const QuarantineRow *row = &rows.at[i];
		int64_t import_id;
		Arena scratch;
		arena_init(&scratch);
		bool ok = standing_import(u, &sources, &scratch, row, &import_id, err) &&
			  (import_id <= row->import_id ||
			   quarantine_hand_on(u->app->db, row->id, import_id, err));
		arena_deinit(&scratch);
		if (!ok)
			return false;
	}
	return true;
}

/* Taken by the import itself: so they neither wait nor are discarded for good, should the file come again. */
static MUST_CHECK bool take_waiting(const FactUndoing *u, Err *err)
{
	QuarantineQuery query = {.import_id = u->undo->import_id, .limit = PAGE_ROWS};
	bool ok = true;
	bool more = true;
	while (ok && more) {
		QuarantineList page = {0};
		Arena mem;
		arena_init(&mem);
		ok = quarantine_list(u->app->db, &mem, &query, &page, err);
		for (size_t i = 0; ok && i < page.len; i++) {
			query.after = page.at[i].id;
			if (page.at[i].fact.len > 0)
				ok = quarantine_take(u->app->db, page.at[i].id, u->undo->import_id,
						     err);
		}
		more = page.len == PAGE_ROWS;
		arena_deinit(&mem);
	}
	return ok;
}

bool fact_undo(App *app, const FactUndo *undo, uint64_t *retracted, uint64_t *restored, Err *err)
{
	FactUndoing u = {app, undo};
	return undo_entries(&u, retracted, restored, err) &&
	       undo_facts(&u, retracted, restored, err) && hand_on_taken(&u, err) &&
	       quarantine_reopen(app->db, undo->import_id, err) && take_waiting(&u, err);
}
