/* Sources of facts: what came from each. */

#include "app/discrepancies.h"
#include "store/fact_origins.h"
#include "store/import.h"
#include "store/quarantine.h"

#include <assert.h>
#include <stdlib.h>

/* A source on its way to a row. */
typedef struct SourceDraft {
	SourceRow row;
	uint32_t kinds; /* bits 1 << FactKind */
} SourceDraft;

typedef struct Gathering {
	App *app;
	VEC(SourceDraft) drafts;
	Map places; /* by name */
	FactSources sources;
	size_t *by_source; /* place in drafts of the source at that place in sources */
	size_t last;       /* place in sources of the last entry's */
} Gathering;

static SourceDraft *draft_of(Gathering *gathering, Str name)
{
	int64_t place;
	if (map_get(&gathering->places, name, &place))
		return &gathering->drafts.at[place];
	map_put(&gathering->places, name, (int64_t)gathering->drafts.len);
	SourceDraft *draft = vec_push(gathering->app->mem, &gathering->drafts);
	*draft = (SourceDraft){.row = {.name = name, .newest_day = DATE_NONE}};
	return draft;
}

static bool take_entry(void *context, const TimeEntry *entry, Err *err)
{
	Gathering *gathering = context;
	const FactSources *sources = &gathering->sources;
	size_t place = gathering->last;
	(void)err;
	for (size_t i = 0; sources->at[place].id != entry->source_id; i++) {
		assert(i < sources->len);
		place = (place + 1) % sources->len;
	}
	gathering->last = place;
	SourceDraft *draft = &gathering->drafts.at[gathering->by_source[place]];
	draft->kinds |= 1U << FACT_TIME_ENTRY;
	draft->row.entries++;
	draft->row.seconds += entry->seconds;
	draft->row.newest_day = date_later(draft->row.newest_day, entry->work_date);
	return true;
}

static MUST_CHECK bool gather_entries(Gathering *gathering, Err *err)
{
	App *app = gathering->app;
	EntryFilter all = entry_filter_all();
	if (!fact_sources_list(app->db, app->mem, &gathering->sources, err))
		return false;
	size_t count = gathering->sources.len;
	gathering->by_source = ARENA_ARRAY(app->mem, size_t, count);
	for (size_t i = 0; i < count; i++)
		gathering->by_source[i] =
			(size_t)(draft_of(gathering, gathering->sources.at[i].name) -
				 gathering->drafts.at);
	return count == 0 || entries_each(app->db, &all, take_entry, gathering, err);
}

static MUST_CHECK bool gather_waiting(Gathering *gathering, Err *err)
{
	App *app = gathering->app;
	QuarantineGroups groups;
	if (!quarantine_groups(app->db, app->mem, &groups, err))
		return false;
	for (size_t i = 0; i < groups.len; i++) {
		const QuarantineGroup *group = &groups.at[i];
		if (group->code.len == 0)
			continue;
		SourceDraft *draft = draft_of(gathering, group->source);
		draft->row.waiting_rows += group->rows;
		draft->row.waiting_seconds += group->seconds;
	}
	return true;
}

static MUST_CHECK bool gather_others(Gathering *gathering, Err *err)
{
	App *app = gathering->app;
	FactToldList told;
	if (!fact_origins(app->db, app->mem, &told, err))
		return false;
	for (size_t i = 0; i < told.len; i++)
		draft_of(gathering, told.at[i].source)->kinds |= 1U << told.at[i].kind;
	return true;
}

/* Imports are listed with the newest first. Those of contracts alone make no source of facts. */
static MUST_CHECK bool gather_imports(Gathering *gathering, Err *err)
{
	App *app = gathering->app;
	ImportList imports;
	if (!import_list(app->db, app->mem, &imports, err))
		return false;
	for (size_t i = 0; i < imports.len; i++) {
		const ImportRecord *import = &imports.at[i];
		int64_t place;
		if (import->undone || !map_get(&gathering->places, import->source, &place))
			continue;
		SourceRow *row = &gathering->drafts.at[place].row;
		if (row->imports++ == 0) {
			row->last_import = import->id;
			row->last_at = import->recorded_at;
			row->last_file = import->file;
		}
	}
	return true;
}

static Str kind_names(Arena *mem, uint32_t kinds)
{
	Buf out = {.mem = mem};
	for (int kind = 0; kind < FACT_KINDS; kind++) {
		if ((kinds >> kind & 1) != 0)
			buf_add_format(&out, "%s%s", out.len > 0 ? ", " : "",
				       fact_spec((FactKind)kind)->name);
	}
	return buf_str(&out);
}

static int compare_sources(const void *a, const void *b)
{
	return str_cmp_natural(((const SourceRow *)a)->name, ((const SourceRow *)b)->name);
}

static MUST_CHECK bool gather(App *app, SourceRows *out, Err *err)
{
	Gathering gathering = {.app = app};
	map_init(&gathering.places, app->mem, (uint64_t)(uintptr_t)out);
	if (!gather_entries(&gathering, err) || !gather_others(&gathering, err) ||
	    !gather_waiting(&gathering, err) || !gather_imports(&gathering, err))
		return false;
	SourceRows rows = {ARENA_ARRAY(app->mem, SourceRow, gathering.drafts.len),
			   gathering.drafts.len};
	for (size_t i = 0; i < rows.len; i++) {
		SourceDraft *draft = &gathering.drafts.at[i];
		draft->row.facts = kind_names(app->mem, draft->kinds);
		rows.at[i] = draft->row;
	}
	if (rows.len > 0)
		qsort(rows.at, rows.len, sizeof *rows.at, compare_sources);
	*out = rows;
	return true;
}

bool sources_rows(App *app, SourceRows *out, Err *err)
{
	if (!app_begin_read(app, err))
		return false;
	bool ok = gather(app, out, err);
	app_end(app);
	return ok;
}
