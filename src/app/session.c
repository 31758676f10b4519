#include "app/session.h"

#include "store/snapshot.h"

static void push_entry(Session *session, Entry entry)
{
	*vec_push(session->mem, &session->entries) = entry;
	*vec_push(session->mem, &session->retracted_by) = 0;
	if (entry.kind == ENTRY_RETRACTION)
		session->retracted_by.at[entry.target - 1] = entry.number;
}

int32_t session_retracted_by(const Session *session, int32_t number)
{
	return session->retracted_by.at[number - 1];
}

bool session_open(Session *session, Db *db, Arena *mem, const Fields *fields,
		  const Contract *contract, bool fresh, Instant recorded_at, Str recorded_by,
		  Err *err)
{
	StoredHistory history = {0};
	Session opened = {.mem = mem,
			  .fields = fields,
			  .contract = *contract,
			  .recorded_at = recorded_at,
			  .recorded_by = recorded_by};
	if (!fresh && !revision_load(db, mem, fields, contract->id, &history, err))
		return fail_in(err, "contract '%.*s'", STR_ARG(str_slice(contract->key, 0, 300)));
	for (size_t i = 0; i < history.count; i++)
		push_entry(&opened, history.entries[i]);
	opened.stored = history.count;
	EntryList list = view_select(mem, opened.entries.at, opened.stored, VIEW_ALL);
	if (!fold_entries(mem, fields, list, &opened.stored_fold, err))
		return fail_in(err, "contract '%.*s'", STR_ARG(str_slice(contract->key, 0, 300)));
	opened.fold = opened.stored_fold;
	*session = opened;
	return true;
}

static MUST_CHECK bool check_retraction(const Session *session, const Entry *entry, Err *err)
{
	int number = (int)entry->target;
	if (entry->target < 1 || (size_t)entry->target > session->entries.len)
		return fail(err, ERR_NOT_FOUND, "there is no revision %d; the newest is %zu",
			    number, session->entries.len);
	const Entry *target = &session->entries.at[entry->target - 1];
	if (target->kind == ENTRY_RETRACTION)
		return fail(
			err, ERR_CONFLICT,
			"%d is a retraction of revision %d; a retraction cannot be retracted: record what "
			"holds as a new revision",
			number, (int)target->target);
	int32_t by = session_retracted_by(session, entry->target);
	if (by > 0)
		return fail(err, ERR_CONFLICT, "revision %d is retracted already, by %d", number,
			    (int)by);
	if (entry->known_at.us >= target->known_at.us)
		return true;
	(void)fail(err, ERR_INPUT,
		   "a retraction cannot be known before the revision that it takes back was known");
	return fail_at(err, "known_at");
}

static MUST_CHECK bool check_revision(const Session *session, const Entry *entry, Err *err)
{
	for (size_t i = 0; i < entry->change_count; i++) {
		Str name = session->fields->at[entry->changes[i].field].name;
		for (size_t j = 0; j < i; j++) {
			if (entry->changes[i].field != entry->changes[j].field)
				continue;
			(void)fail(err, ERR_INPUT, "%.*s is changed twice in one revision",
				   STR_ARG(name));
			return field_fail_at(err, name);
		}
	}
	return true;
}

bool session_stage(Session *session, Entry entry, Err *err)
{
	entry.number = (int32_t)session->entries.len + 1;
	entry.recorded_at = session->recorded_at;
	entry.recorded_by = session->recorded_by;
	if (entry.known_at.us == INSTANT_MAX.us)
		entry.known_at = session->recorded_at;
	if (entry.known_at.us > session->recorded_at.us) {
		(void)fail(err, ERR_INPUT,
			   "the known instant lies in the future; give an instant up to now");
		return fail_at(err, "known_at");
	}
	bool sound = entry.kind == ENTRY_RETRACTION ? check_retraction(session, &entry, err)
						    : check_revision(session, &entry, err);
	if (!sound)
		return false;
	push_entry(session, entry);
	return true;
}

void session_unstage(Session *session, size_t count)
{
	for (size_t i = count; i < session->entries.len; i++) {
		const Entry *entry = &session->entries.at[i];
		if (entry->kind == ENTRY_RETRACTION)
			session->retracted_by.at[entry->target - 1] = 0;
	}
	session->entries.len = count;
	session->retracted_by.len = count;
}

bool session_fold_unchecked(Session *session, Err *err)
{
	Fold fold;
	EntryList list =
		view_select(session->mem, session->entries.at, session->entries.len, VIEW_ALL);
	if (!fold_entries(session->mem, session->fields, list, &fold, err))
		return false;
	session->fold = fold;
	return true;
}

bool session_fold(Session *session, Err *err)
{
	Fold before = session->fold;
	if (session_fold_unchecked(session, err) &&
	    fold_check_shares(session->fields, &session->fold, err))
		return true;
	session->fold = before;
	return false;
}

static MUST_CHECK bool save_entries(Session *session, Db *db, Err *err)
{
	ChainEnd from = {session->contract.id, session->contract.entries, session->contract.head};
	ChainEnd end = from;
	for (size_t i = session->stored; i < session->entries.len; i++) {
		if (!revision_append(db, session->fields, &session->entries.at[i], &end, err))
			return false;
	}
	if (!revision_advance_head(db, &from, &end, err))
		return false;
	session->contract.entries = end.number;
	session->contract.head = end.hash;
	return true;
}

/* Rewrites the snapshots from the first row that differs from what is stored. */
static MUST_CHECK bool save_snapshots(Session *session, Db *db, Err *err)
{
	SnapshotList rows;
	const Fold *stored = &session->stored_fold;
	size_t common = fold_common_rows(session->fields, stored, &session->fold);
	Date from = common < stored->len ? stored->rows[common].effective_on : DATE_NONE;
	return snapshots_from(session->mem, &session->fold, common, convention_default(), &rows,
			      err) &&
	       snapshot_save(db, session->fields, session->contract.id, from, &rows, err);
}

bool session_save(Session *session, Db *db, Err *err)
{
	if (session->stored == session->entries.len)
		return true;
	if (!save_entries(session, db, err) || !save_snapshots(session, db, err))
		return fail_in(err, "contract '%.*s'",
			       STR_ARG(str_slice(session->contract.key, 0, 300)));
	session->stored = session->entries.len;
	session->stored_fold = session->fold;
	return true;
}

bool session_totals(const Session *session, const Fold *fold, Figures *out, Err *err)
{
	TermFigures figures;
	Arena scratch;
	arena_init(&scratch);
	bool ok = earning_figures(earning_of(&scratch, fold, convention_default()), &figures, err);
	arena_deinit(&scratch);
	if (ok)
		*out = figures.total;
	else
		(void)fail_in(err, "contract '%.*s'",
			      STR_ARG(str_slice(session->contract.key, 0, 300)));
	return ok;
}
