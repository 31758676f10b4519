#include "app/import_apply.h"

#include "app/import_moves.h"
#include "store/recording_clock.h"

enum { REJECTS_SHOWN = 20 };

/* What becomes of a row. */
typedef enum Outcome {
	ROW_ACCEPTED,
	ROW_CORRECTED,
	ROW_UNCHANGED,
	ROW_REJECTED,
} Outcome;

/* The rows of one contract, being applied. */
typedef struct Group {
	ImportContext *context;
	const Draft *drafts;
	Move *const *moves; /* of each draft, or NULL */
	size_t count;
	Outcome *outcomes;
	Session session;
} Group;

static Entry revision_from(const ImportContext *c, const Draft *draft)
{
	return (Entry){
		.kind = ENTRY_REVISION,
		.effective_on = draft->effective_on,
		.known_at = draft->has_known_at ? draft->known_at : INSTANT_MAX,
		.order_key = draft->order_key,
		.signed_on = draft->signed_on,
		.reason = draft->reason,
		.change_order = draft->change_order,
		.source = c->info->source,
		.source_key = draft->row_key,
		.import_id = c->summary->id,
		.changes = draft->changes,
		.change_count = draft->change_count,
	};
}

/* In its new form a row was not known before the retraction of its earlier one was. */
static void know_after(Entry *entry, Instant retraction_known_at)
{
	if (entry->known_at.us < retraction_known_at.us)
		entry->known_at = retraction_known_at;
}

/* A row that is recorded in this contract already. */
static MUST_CHECK bool stage_known(Group *group, const Draft *draft, int32_t number, Entry entry,
				   Outcome *outcome, Err *err)
{
	Session *session = &group->session;
	const Entry *recorded = &session->entries.at[number - 1];
	int32_t by = session_retracted_by(session, number);
	if (by > 0) {
		know_after(&entry, session->entries.at[by - 1].known_at);
		return session_stage(session, entry, err);
	}
	bool same_known = !draft->has_known_at || draft->known_at.us <= recorded->known_at.us;
	if (same_known && import_same(draft, recorded)) {
		*outcome = ROW_UNCHANGED;
		return true;
	}
	*outcome = ROW_CORRECTED;
	entry.known_at = INSTANT_MAX;
	return session_stage(session, import_retraction(group->context, number), err) &&
	       session_stage(session, entry, err);
}

/* A row that is recorded in another contract, which it leaves once it was taken here. */
static MUST_CHECK bool stage_moved(Group *group, const Move *move, Entry entry, Outcome *outcome,
				   Err *err)
{
	if (move->refusal.len > 0)
		return fail(err, ERR_RANGE, "%.*s", STR_ARG(move->refusal));
	if (move->live) {
		*outcome = ROW_CORRECTED;
		entry.known_at = INSTANT_MAX;
	} else {
		know_after(&entry, move->retracted_known_at);
	}
	return session_stage(&group->session, entry, err);
}

static bool is_from_the_future(const ImportContext *c, const Draft *draft)
{
	return draft->has_known_at && draft->known_at.us > c->recorded_at.us;
}

static MUST_CHECK bool stage_row(Group *group, size_t place, Outcome *outcome, Err *err)
{
	ImportContext *c = group->context;
	const Draft *draft = &group->drafts[place];
	const Contract *contract = &group->session.contract;
	Entry entry = revision_from(c, draft);
	int64_t row;
	*outcome = ROW_ACCEPTED;
	if (is_from_the_future(c, draft))
		return fail(err, ERR_INPUT,
			    "the known instant lies in the future; give an instant up to now");
	if (draft->kind != contract->kind ||
	    !str_eq_c(str_from_c(draft->currency.code), contract->currency.code))
		return fail(err, ERR_CONFLICT,
			    "the contract is a %s contract in %s; both are fixed at its creation",
			    contract_kind_name(contract->kind), contract->currency.code);
	if (group->moves[place])
		return stage_moved(group, group->moves[place], entry, outcome, err);
	if (map_get(&c->known.newest, draft->row_key, &row))
		return stage_known(group, draft, c->known.at[row].number, entry, outcome, err);
	return session_stage(&group->session, entry, err);
}

/* Stages all rows; what is wrong with one rejects it alone. With `fold` each is checked for itself. */
static void stage_rows(Group *group, bool fold)
{
	Err why;
	for (size_t i = 0; i < group->count; i++) {
		size_t staged = group->session.entries.len;
		if (stage_row(group, i, &group->outcomes[i], &why) &&
		    (!fold || session_fold(&group->session, &why)))
			continue;
		session_unstage(&group->session, staged);
		group->outcomes[i] = ROW_REJECTED;
		import_quarantine(group->context, &group->drafts[i],
				  str_copy(group->context->rows->mem, str_from_c(why.text)));
	}
}

static bool has_first(const ImportContext *c, const Session *session)
{
	for (size_t i = 0; i < session->entries.len; i++) {
		const Entry *entry = &session->entries.at[i];
		if (entry->kind == ENTRY_REVISION && str_eq(entry->source, c->info->source) &&
		    mapping_is_first(c->mapping, entry->order_key) &&
		    session_retracted_by(session, entry->number) == 0)
			return true;
	}
	return false;
}

/* Oddities of the whole history; those of single rows were counted while reading. */
static void count_warnings(ImportContext *c, const Session *session)
{
	Arena scratch;
	arena_init(&scratch);
	EntryList list = view_select(&scratch, session->entries.at, session->entries.len, VIEW_ALL);
	Earning *earning = earning_of(&scratch, &session->fold, convention_default());
	WarningList warnings =
		warnings_of(&scratch, session->fields, list, &session->fold, earning);
	uint64_t *counts = c->summary->warnings;
	for (size_t i = 0; i < warnings.len; i++) {
		WarningCode code = warnings.at[i].code;
		if (code == WARNING_SAME_DAY || code == WARNING_DUPLICATE ||
		    code == WARNING_ADD_TO_UNSET)
			counts[code] += (uint64_t)warnings.at[i].count;
		else if (code == WARNING_GAP || code == WARNING_AFTER_END ||
			 code == WARNING_NO_VALUE || code == WARNING_NO_END)
			counts[code]++;
	}
	arena_deinit(&scratch);
	counts[WARNING_NO_FIRST] += mapping_has_first(c->mapping) && !has_first(c, session);
}

static MUST_CHECK bool resolve_waiting(ImportContext *c, const Draft *draft, Err *err)
{
	int64_t waits;
	int64_t rejected;
	/* A row of the same key that this file contradicts itself with waits on. */
	if (!map_get(&c->waiting, draft->row_key, &waits) ||
	    map_get(&c->rejected, draft->row_key, &rejected))
		return true;
	c->resolved = true;
	return quarantine_resolve(c->app->db, c->info->source, draft->row_key, c->summary->id, err);
}

static MUST_CHECK bool count_rows(Group *group, Err *err)
{
	ImportSummary *summary = group->context->summary;
	for (size_t i = 0; i < group->count; i++) {
		Outcome outcome = group->outcomes[i];
		summary->accepted += outcome == ROW_ACCEPTED;
		summary->corrected += outcome == ROW_CORRECTED;
		summary->unchanged += outcome == ROW_UNCHANGED;
		if (outcome == ROW_REJECTED)
			continue;
		summary->warnings[WARNING_OTHER_ACCOUNT] +=
			!str_eq(group->drafts[i].account, group->session.contract.account);
		if (group->moves[i])
			group->moves[i]->taken = true;
		if (!resolve_waiting(group->context, &group->drafts[i], err))
			return false;
	}
	return true;
}

/* The first row that can be taken at all: a new contract is made after it. */
static const Draft *first_fit(const Group *group)
{
	for (size_t i = 0; i < group->count; i++) {
		const Move *move = group->moves[i];
		if (!is_from_the_future(group->context, &group->drafts[i]) &&
		    !(move && move->refusal.len > 0))
			return &group->drafts[i];
	}
	return &group->drafts[0];
}

/*
 * All rows of one contract. They are checked together first, which is linear; only where that fails are
 * they checked one by one, to find those that are to blame.
 */
static MUST_CHECK bool apply_group(ImportContext *c, Group *group, Arena *mem, Err *err)
{
	Contract contract;
	bool fresh;
	Err why;
	size_t rejects = c->rows->rejects.len;
	group->outcomes = ARENA_ARRAY(mem, Outcome, group->count);
	import_contract_for(c, first_fit(group), &contract, &fresh);
	if (!session_open(&group->session, c->app->db, mem, &c->fields, &contract, fresh,
			  c->recorded_at, c->app->user, err))
		return false;
	stage_rows(group, false);
	if (!session_fold(&group->session, &why)) {
		session_unstage(&group->session, group->session.stored);
		c->rows->rejects.len = rejects;
		stage_rows(group, true);
		if (!session_fold(&group->session, err))
			return false;
	}
	c->summary->contracts++;
	c->summary->new_contracts += fresh && group->session.entries.len > 0;
	if (group->session.entries.len > 0)
		count_warnings(c, &group->session);
	return count_rows(group, err) && import_save(c, &group->session, fresh, err);
}

static MUST_CHECK bool apply_groups(ImportContext *c, const Moves *moves, Err *err)
{
	const Draft *drafts = c->rows->drafts.at;
	size_t count = c->rows->drafts.len;
	for (size_t i = 0; i < count;) {
		size_t end = i;
		while (end < count && str_eq(drafts[end].contract, drafts[i].contract))
			end++;
		Arena mem;
		Group group = {.context = c,
			       .drafts = &drafts[i],
			       .moves = &moves->of_draft[i],
			       .count = end - i};
		arena_init(&mem);
		bool ok = apply_group(c, &group, &mem, err);
		arena_deinit(&mem);
		if (!ok)
			return false;
		i = end;
		if (c->rows->progress)
			c->rows->progress(c->rows->context, c->rows->bytes, i);
	}
	return true;
}

/* Rows that cannot be taken. One that waits already with the same bytes is not kept twice. */
static MUST_CHECK bool write_rejects(ImportContext *c, bool *added, Err *err)
{
	ImportSummary *summary = c->summary;
	size_t count = c->rows->rejects.len;
	summary->quarantined = count;
	summary->first_rejects = c->rows->rejects.at;
	summary->first_reject_count = count < REJECTS_SHOWN ? count : REJECTS_SHOWN;
	for (size_t i = 0; i < count; i++) {
		QuarantineRow *row = &c->rows->rejects.at[i];
		bool holds = false;
		row->import_id = summary->id;
		row->source = c->info->source;
		row->file = summary->file;
		if (!quarantine_holds(c->app->db, row->source, row->raw_sha256, &holds, err))
			return false;
		if (holds) {
			summary->waiting_already++;
			continue;
		}
		*added = true;
		row->id = id_next(&c->app->ids, c->app->now);
		if (!quarantine_insert(c->app->db, row, err))
			return false;
	}
	return true;
}

static void count_read(const ImportRows *rows, ImportSummary *summary)
{
	summary->read = rows->read;
	summary->unchanged = rows->repeated;
	summary->warnings[WARNING_BLANK_END] = rows->blank_ends;
	summary->warnings[WARNING_END_BEFORE_EFFECTIVE] = rows->ends_before_effective;
	summary->warnings[WARNING_NEGATIVE] = rows->negatives;
	summary->warnings[WARNING_BACKDATED] = rows->backdated;
}

static MUST_CHECK bool insert_record(const ImportContext *c, Err *err)
{
	ImportRecord record = {
		.id = c->summary->id,
		.source = c->info->source,
		.mapping = c->info->name,
		.file = c->summary->file,
		.recorded_at = c->recorded_at,
		.recorded_by = c->app->user,
	};
	return import_insert(c->app->db, &record, err);
}

bool import_apply(App *app, const Mapping *mapping, ImportRows *rows, ImportSummary *summary,
		  bool *changed, Err *err)
{
	ImportContext c = {
		.app = app,
		.mapping = mapping,
		.info = mapping_info(mapping),
		.rows = rows,
		.summary = summary,
		.recorded_at = app->now,
	};
	Moves moves;
	bool added = false;
	count_read(rows, summary);
	if (!recording_clock_tick(app->db, app->now, &c.recorded_at, err) ||
	    !insert_record(&c, err))
		return false;
	if (!import_context_load(&c, err) || !import_moves_find(&c, &moves, err) ||
	    !apply_groups(&c, &moves, err) || !import_moves_retract(&c, &moves, err) ||
	    !write_rejects(&c, &added, err))
		return false;
	*changed = added || c.resolved || summary->accepted + summary->corrected > 0;
	return true;
}
