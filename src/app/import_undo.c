/* Taking an import back: by retractions, since nothing is ever deleted. */

#include "app/imports.h"

#include "app/lookup.h"
#include "app/session.h"
#include "store/custom_field.h"
#include "store/recording_clock.h"

typedef struct Undoing {
	App *app;
	Fields fields;
	ContractList contracts; /* by id; kept as new as the store */
	ImportList imports;
	int64_t import_id;
	Instant recorded_at;
	Str reason;
	Map retracted; /* keys of the rows whose revisions this undo takes back */
	UndoSummary *summary;
} Undoing;

/* A row's identity among all sources. */
static Str row_identity(Arena *mem, const Entry *entry)
{
	return str_format(mem, "%zu:%.*s%.*s", entry->source.len, STR_ARG(entry->source),
			  STR_ARG(entry->source_key));
}

static bool is_undone(const Undoing *u, int64_t import_id)
{
	for (size_t i = 0; i < u->imports.len; i++) {
		if (u->imports.at[i].id == import_id)
			return u->imports.at[i].undone || import_id == u->import_id;
	}
	return false;
}

static MUST_CHECK bool retract_rows(Undoing *u, Session *session, Err *err)
{
	size_t stored = session->stored;
	for (size_t i = 0; i < stored; i++) {
		Entry entry = session->entries.at[i];
		if (entry.import_id != u->import_id || entry.kind != ENTRY_REVISION ||
		    session_retracted_by(session, entry.number) > 0)
			continue;
		Entry retraction = {
			.kind = ENTRY_RETRACTION,
			.target = entry.number,
			.effective_on = DATE_NONE,
			.known_at = INSTANT_MAX,
			.signed_on = DATE_NONE,
			.reason = u->reason,
		};
		if (!session_stage(session, retraction, err))
			return false;
		map_put(&u->retracted, row_identity(u->app->mem, &entry), 1);
		u->summary->retracted++;
	}
	return true;
}

/*
 * What a revision of an undone import had corrected in turn, and so on: the newest form of the row that
 * still holds, or NULL.
 */
static const Entry *form_that_holds(const Undoing *u, const Session *session, const Entry *form)
{
	while (is_undone(u, form->import_id)) {
		const Entry *before = NULL;
		for (size_t i = 0; i < (size_t)form->number; i++) {
			const Entry *entry = &session->entries.at[i];
			if (entry->kind != ENTRY_RETRACTION || entry->import_id != form->import_id)
				continue;
			const Entry *target = &session->entries.at[entry->target - 1];
			if (str_eq(target->source, form->source) &&
			    str_eq(target->source_key, form->source_key))
				before = target;
		}
		if (!before)
			return NULL;
		form = before;
	}
	return form;
}

/* What the import had corrected is recorded again as it was, for the import that brought it. */
static MUST_CHECK bool restore_rows(Undoing *u, Session *session, Err *err)
{
	size_t stored = session->stored;
	for (size_t i = 0; i < stored; i++) {
		const Entry *entry = &session->entries.at[i];
		int64_t taken_back;
		if (entry->import_id != u->import_id || entry->kind != ENTRY_RETRACTION)
			continue;
		const Entry *form =
			form_that_holds(u, session, &session->entries.at[entry->target - 1]);
		if (!form || !map_get(&u->retracted, row_identity(session->mem, form), &taken_back))
			continue;
		Entry again = *form;
		again.reason = u->reason;
		again.known_at = INSTANT_MAX;
		if (!session_stage(session, again, err))
			return false;
		u->summary->restored++;
	}
	return true;
}

typedef bool (*UndoStep)(Undoing *u, Session *session, Err *err);

static MUST_CHECK bool step_in_contract(Undoing *u, int64_t contract_id, UndoStep step, Err *err)
{
	Arena mem;
	Session session;
	const Contract *found = contract_by_id(&u->contracts, contract_id);
	if (!found)
		return fail(err, ERR_CORRUPT, "contract %lld is missing, but has entries",
			    (long long)contract_id);
	Contract *contract = &u->contracts.at[found - u->contracts.at];
	arena_init(&mem);
	bool ok = session_open(&session, u->app->db, &mem, &u->fields, contract, false,
			       u->recorded_at, u->app->user, err) &&
		  step(u, &session, err) && session_fold(&session, err) &&
		  session_save(&session, u->app->db, err);
	if (ok) {
		contract->entries = session.contract.entries;
		contract->head = session.contract.head;
	}
	arena_deinit(&mem);
	return ok || fail_in(err, "contract '%.*s'", STR_ARG(contract->key));
}

static MUST_CHECK bool step_in_all(Undoing *u, UndoStep step, Err *err)
{
	int64_t *ids;
	size_t count;
	if (!revision_contracts_of_import(u->app->db, u->app->mem, u->import_id, &ids, &count, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (!step_in_contract(u, ids[i], step, err))
			return false;
	}
	return true;
}

static MUST_CHECK bool find_import(Undoing *u, Err *err)
{
	bool found;
	ImportRecord *import = &u->summary->import;
	if (!import_find(u->app->db, u->app->mem, u->import_id, import, &found, err))
		return false;
	if (!found)
		return fail(err, ERR_NOT_FOUND,
			    "there is no import %lld; 'pacta import list' shows all",
			    (long long)u->import_id);
	if (import->undone)
		return fail(err, ERR_CONFLICT, "import %lld was undone already, by %.*s",
			    (long long)u->import_id, STR_ARG(import->undone_by));
	return true;
}

static MUST_CHECK bool undo(Undoing *u, Err *err)
{
	App *app = u->app;
	map_init(&u->retracted, app->mem, 0);
	if (!find_import(u, err) ||
	    !recording_clock_tick(app->db, app->now, &u->recorded_at, err) ||
	    !custom_field_load(app->db, app->mem, &u->fields, err) ||
	    !import_list(app->db, app->mem, &u->imports, err) ||
	    !contract_list(app->db, app->mem, 0, &u->contracts, err))
		return false;
	contracts_sort_by_id(&u->contracts);
	if (!step_in_all(u, retract_rows, err) || !step_in_all(u, restore_rows, err))
		return false;
	u->summary->import.undone = true;
	u->summary->import.undone_at = u->recorded_at;
	u->summary->import.undone_by = app->user;
	return quarantine_reopen(app->db, u->import_id, err) &&
	       import_mark_undone(app->db, u->import_id, u->recorded_at, app->user, err);
}

bool imports_undo(App *app, int64_t id, Str reason, UndoSummary *out, Err *err)
{
	UndoSummary summary = {0};
	Undoing undoing = {.app = app, .import_id = id, .reason = reason, .summary = &summary};
	if (reason.len == 0)
		undoing.reason = str_format(app->mem, "import %lld was undone", (long long)id);
	if (!db_begin_write(app->db, err))
		return false;
	if (!undo(&undoing, err) || !db_commit(app->db, err)) {
		db_rollback(app->db);
		return false;
	}
	*out = summary;
	return true;
}
