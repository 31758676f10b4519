/* Taking an import back: by retractions, since nothing is ever deleted. */

#include "app/imports.h"

#include "app/lookup.h"
#include "app/session.h"
#include "store/custom_field.h"
#include "store/setting.h"

/* What the import had corrected is recorded again as it was, for the import that brought it. */
static MUST_CHECK bool restore(Session *session, const Entry *retraction, Str reason, Err *err)
{
	Entry again = session->entries.at[retraction->target - 1];
	again.reason = reason;
	again.known_at = INSTANT_MAX;
	return session_stage(session, again, err);
}

static MUST_CHECK bool undo_contract(App *app, const Fields *fields, const Contract *contract,
				     int64_t import_id, Instant recorded_at, Str reason,
				     UndoSummary *summary, Err *err)
{
	Arena mem;
	Session session;
	arena_init(&mem);
	bool ok = session_open(&session, app->db, &mem, fields, contract, false, recorded_at,
			       app->user, err);
	size_t stored = ok ? session.stored : 0;
	for (size_t i = 0; ok && i < stored; i++) {
		const Entry *entry = &session.entries.at[i];
		if (entry->import_id != import_id || entry->kind != ENTRY_REVISION ||
		    session_retracted_by(&session, entry->number) > 0)
			continue;
		Entry retraction = {
			.kind = ENTRY_RETRACTION,
			.target = entry->number,
			.effective_on = DATE_NONE,
			.known_at = INSTANT_MAX,
			.signed_on = DATE_NONE,
			.reason = reason,
		};
		ok = session_stage(&session, retraction, err);
		summary->retracted++;
	}
	for (size_t i = 0; ok && i < stored; i++) {
		Entry entry = session.entries.at[i];
		if (entry.import_id == import_id && entry.kind == ENTRY_RETRACTION) {
			ok = restore(&session, &entry, reason, err);
			summary->restored++;
		}
	}
	ok = ok && session_fold(&session, err) && session_save(&session, app->db, err);
	arena_deinit(&mem);
	return ok || fail_in(err, "contract '%.*s'", STR_ARG(contract->key));
}

static MUST_CHECK bool undo(App *app, int64_t id, Str reason, UndoSummary *summary, Err *err)
{
	Fields fields;
	ContractList contracts;
	Instant recorded_at;
	int64_t *ids;
	size_t count;
	bool found;
	if (!import_find(app->db, app->mem, id, &summary->import, &found, err))
		return false;
	if (!found)
		return fail(err, ERR_NOT_FOUND,
			    "there is no import %lld; 'pacta import list' shows all",
			    (long long)id);
	if (summary->import.undone)
		return fail(err, ERR_CONFLICT, "import %lld was undone already, by %.*s",
			    (long long)id, STR_ARG(summary->import.undone_by));
	if (reason.len == 0)
		reason = str_format(app->mem, "import %lld was undone", (long long)id);
	if (!recording_clock_tick(app->db, app->now, &recorded_at, err) ||
	    !custom_field_load(app->db, app->mem, &fields, err) ||
	    !contract_list(app->db, app->mem, 0, &contracts, err) ||
	    !revision_contracts_of_import(app->db, app->mem, id, &ids, &count, err))
		return false;
	contracts_sort_by_id(&contracts);
	for (size_t i = 0; i < count; i++) {
		const Contract *contract = contract_by_id(&contracts, ids[i]);
		if (!contract)
			return fail(err, ERR_CORRUPT, "contract %lld is missing from the store",
				    (long long)ids[i]);
		if (!undo_contract(app, &fields, contract, id, recorded_at, reason, summary, err))
			return false;
	}
	summary->import.undone = true;
	summary->import.undone_at = recorded_at;
	summary->import.undone_by = app->user;
	return import_mark_undone(app->db, id, recorded_at, app->user, err);
}

bool imports_undo(App *app, int64_t id, Str reason, UndoSummary *out, Err *err)
{
	UndoSummary summary = {0};
	if (!db_begin_write(app->db, err))
		return false;
	if (!undo(app, id, reason, &summary, err) || !db_commit(app->db, err)) {
		db_rollback(app->db);
		return false;
	}
	*out = summary;
	return true;
}
