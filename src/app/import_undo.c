/* Taking an import back. Of revisions by retractions, since nothing of a history is ever deleted. */

#include "app/imports.h"

#include "app/fact_undo.h"
#include "app/lookup.h"
#include "app/session.h"
#include "store/custom_field.h"
#include "store/recording_clock.h"

#include <stdlib.h>

typedef struct Undoing {
	App *app;
	Fields fields;
	ContractList contracts;  /* by id; kept as new as the store */
	int32_t *entries_before; /* of each contract */
	ImportList imports;
	int64_t import_id;
	Instant recorded_at;
	Str reason;
	Map retracted;         /* keys of the rows whose revisions this undo takes back */
	VEC(SourceForm) forms; /* what is recorded again in their place */
	UndoSummary *summary;
} Undoing;

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
		map_put(&u->retracted, str_copy(u->app->mem, entry.source_key), 1);
		u->summary->retracted++;
	}
	/* What is restored afterwards may be needed for shares to hold. */
	return session_fold_unchecked(session, err);
}

/* The newest form of each row taken back whose import is not undone. */
static MUST_CHECK bool find_forms(Undoing *u, Err *err)
{
	SourceForms forms;
	Map place_of;
	Arena *mem = u->app->mem;
	if (!revision_source_forms(u->app->db, mem, u->summary->import.source, &forms, err))
		return false;
	map_init(&place_of, mem, 0);
	for (size_t i = 0; i < forms.len; i++) {
		const SourceForm *form = &forms.at[i];
		int64_t place;
		if (!map_get(&u->retracted, form->key, &place) || is_undone(u, form->import_id))
			continue;
		if (!map_get(&place_of, form->key, &place)) {
			place = (int64_t)u->forms.len;
			map_put(&place_of, form->key, place);
			(void)vec_push(mem, &u->forms);
		}
		u->forms.at[place] = *form;
	}
	return true;
}

/* What the import had corrected is recorded again as it was, for the import that brought it. */
static MUST_CHECK bool restore_rows(Undoing *u, Session *session, Err *err)
{
	for (size_t i = 0; i < u->forms.len; i++) {
		const SourceForm *form = &u->forms.at[i];
		if (form->contract_id != session->contract.id)
			continue;
		Entry again = session->entries.at[form->number - 1];
		again.known_at = INSTANT_MAX;
		if (!session_stage(session, again, err))
			return false;
		u->summary->restored++;
	}
	return session_fold(session, err);
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
		  step(u, &session, err) && session_save(&session, u->app->db, err);
	if (ok) {
		contract->entries = session.contract.entries;
		contract->head = session.contract.head;
	}
	arena_deinit(&mem);
	return ok || fail_in(err, "contract '%.*s'", STR_ARG(contract->key));
}

static MUST_CHECK bool retract_in_all(Undoing *u, Err *err)
{
	int64_t *ids;
	size_t count;
	if (!revision_contracts_of_import(u->app->db, u->app->mem, u->import_id, &ids, &count, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (!step_in_contract(u, ids[i], retract_rows, err))
			return false;
	}
	return true;
}

/* In every contract that was changed or gets a row back; there shares must hold now. */
static MUST_CHECK bool restore_in_all(Undoing *u, Err *err)
{
	bool *concerned = ARENA_ARRAY(u->app->mem, bool, u->contracts.len);
	for (size_t i = 0; i < u->forms.len; i++) {
		const Contract *contract =
			contract_by_id(&u->contracts, u->forms.at[i].contract_id);
		if (contract)
			concerned[contract - u->contracts.at] = true;
	}
	for (size_t i = 0; i < u->contracts.len; i++) {
		const Contract *contract = &u->contracts.at[i];
		bool changed = contract->entries != u->entries_before[i];
		if ((changed || concerned[i]) &&
		    !step_in_contract(u, contract->id, restore_rows, err))
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
		return fail_no_such(err, "import", "there is no import %lld",
				    (long long)u->import_id);
	if (import->undone)
		return fail(err, ERR_CONFLICT, "import %lld was undone already, by %.*s",
			    (long long)u->import_id, STR_ARG(import->undone_by));
	return true;
}

static int compare_numbers(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a;
	int64_t right = *(const int64_t *)b;
	return (left > right) - (left < right);
}

static UndoneImports undone_imports(const Undoing *u)
{
	int64_t *ids = ARENA_ARRAY(u->app->mem, int64_t, u->imports.len);
	int64_t *instants = ARENA_ARRAY(u->app->mem, int64_t, u->imports.len);
	size_t len = 0;
	size_t count = 0;
	for (size_t i = 0; i < u->imports.len; i++) {
		const ImportRecord *import = &u->imports.at[i];
		if (import->undone)
			instants[count++] = import->undone_at.us;
		if (is_undone(u, import->id))
			ids[len++] = import->id;
	}
	if (len > 1)
		qsort(ids, len, sizeof *ids, compare_numbers);
	if (count > 1)
		qsort(instants, count, sizeof *instants, compare_numbers);
	return (UndoneImports){ids, len, instants, count};
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
	u->entries_before = ARENA_ARRAY(app->mem, int32_t, u->contracts.len);
	for (size_t i = 0; i < u->contracts.len; i++)
		u->entries_before[i] = u->contracts.at[i].entries;
	if (!retract_in_all(u, err) || !find_forms(u, err) || !restore_in_all(u, err))
		return false;
	u->summary->import.undone = true;
	u->summary->import.undone_at = u->recorded_at;
	u->summary->import.undone_by = app->user;
	/* An import brings revisions or facts, never both. */
	FactUndo facts = {u->import_id, undone_imports(u), u->recorded_at};
	bool ok = u->summary->retracted > 0 ? quarantine_reopen(app->db, u->import_id, err)
					    : fact_undo(app, &facts, &u->summary->retracted,
							&u->summary->restored, err);
	if (!ok)
		return false;
	return import_mark_undone(app->db, u->import_id, u->recorded_at, app->user, err);
}

bool imports_undo(App *app, int64_t id, Str reason, UndoSummary *out, Err *err)
{
	UndoSummary summary = {0};
	Undoing undoing = {.app = app, .import_id = id, .reason = reason, .summary = &summary};
	if (reason.len == 0)
		undoing.reason = str_format(app->mem, "import %lld was undone", (long long)id);
	if (!app_begin_write(app, err))
		return false;
	if (!undo(&undoing, err)) {
		app_end(app);
		return false;
	}
	*out = summary;
	app_tell(app, TOPIC_IMPORT, str_format(app->mem, "%lld", (long long)id));
	return app_commit(app, err);
}
