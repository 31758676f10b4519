#include "app/import_apply.h"

#include "app/session.h"
#include "store/account.h"
#include "store/custom_field.h"
#include "store/setting.h"

enum { REJECTS_SHOWN = 20 };

typedef struct Applying {
	App *app;
	const Mapping *mapping;
	const MappingInfo *info;
	ImportRows *rows;
	ImportSummary *summary;
	Fields fields;
	SourceRows known; /* rows of this source that are recorded */
	Map accounts;     /* id by name */
	ContractList contracts;
	Map contracts_by_key; /* place in contracts */
	Map waiting;          /* keys of this source in quarantine */
	Instant recorded_at;
} Applying;

static void reject(Applying *a, const Draft *draft, Str column, Str reason)
{
	*vec_push(a->rows->mem, &a->rows->rejects) =
		import_reject(a->rows->mem, draft, column, reason);
}

/* Fields as they are now, with those that the mapping needs; rows were read with an earlier list. */
static MUST_CHECK bool prepare_fields(Applying *a, Err *err)
{
	Fields now;
	VEC(Field) custom = {0};
	Arena *mem = a->app->mem;
	if (!custom_field_load(a->app->db, mem, &now, err))
		return false;
	for (size_t i = BUILTIN_FIELDS; i < now.len; i++)
		*vec_push(mem, &custom) = now.at[i];
	for (size_t i = BUILTIN_FIELDS; i < a->rows->fields->len; i++) {
		const Field *field = &a->rows->fields->at[i];
		int64_t place;
		if (map_get(&now.by_name, field->name, &place)) {
			if (now.at[place].type != field->type)
				return fail(
					err, ERR_CONFLICT,
					"the mapping needs a field '%.*s' of type %s, but there is one of type %s",
					STR_ARG(field->name), field_type_name(field->type),
					field_type_name(now.at[place].type));
			continue;
		}
		*vec_push(mem, &custom) = *field;
		if (!a->summary->dry_run &&
		    !custom_field_insert(a->app->db, field, a->recorded_at, a->app->user, err))
			return false;
	}
	fields_init(&a->fields, mem, custom.at, custom.len);
	return true;
}

/* Rows name fields by their place in the list that they were read with. */
static MUST_CHECK bool adapt_changes(Applying *a, Err *err)
{
	for (size_t i = 0; i < a->rows->drafts.len; i++) {
		Draft *draft = &a->rows->drafts.at[i];
		Change *changes = ARENA_ARRAY(a->app->mem, Change, draft->change_count);
		for (size_t j = 0; j < draft->change_count; j++) {
			changes[j] = draft->changes[j];
			Str name = a->rows->fields->at[draft->changes[j].field].name;
			if (!fields_find(&a->fields, name, &changes[j].field, err))
				return false;
		}
		draft->changes = changes;
	}
	return true;
}

static MUST_CHECK bool load_known(Applying *a, Err *err)
{
	AccountList accounts;
	QuarantineList waiting;
	App *app = a->app;
	if (!revision_source_rows(app->db, app->mem, a->info->source, &a->known, err) ||
	    !account_list(app->db, app->mem, &accounts, err) ||
	    !quarantine_list(app->db, app->mem, 0, &waiting, err) ||
	    !contract_list(app->db, app->mem, 0, &a->contracts, err))
		return false;
	map_init(&a->contracts_by_key, app->mem, 0);
	for (size_t i = 0; i < a->contracts.len; i++)
		map_put(&a->contracts_by_key, a->contracts.at[i].key, (int64_t)i);
	map_init(&a->accounts, app->mem, 0);
	for (size_t i = 0; i < accounts.len; i++)
		map_put(&a->accounts, accounts.at[i].name, accounts.at[i].id);
	map_init(&a->waiting, app->mem, 0);
	for (size_t i = 0; i < waiting.len; i++) {
		if (str_eq(waiting.at[i].source, a->info->source) && waiting.at[i].row_key.len > 0)
			map_put(&a->waiting, waiting.at[i].row_key, 1);
	}
	return true;
}

static MUST_CHECK bool account_for(Applying *a, Str name, int64_t *id, Err *err)
{
	if (map_get(&a->accounts, name, id))
		return true;
	Account account = {
		.id = id_next(&a->app->ids, a->app->now),
		.name = name,
		.created_at = a->recorded_at,
		.created_by = a->app->user,
	};
	if (!a->summary->dry_run && !account_insert(a->app->db, &account, err))
		return false;
	map_put(&a->accounts, name, account.id);
	*id = account.id;
	return true;
}

/* The contract of a group of rows: the one in the store, or a new one by the group's first row. */
static MUST_CHECK bool contract_for(Applying *a, const Draft *draft, Contract *out, bool *fresh,
				    Err *err)
{
	int64_t place;
	*fresh = !map_get(&a->contracts_by_key, draft->contract, &place);
	if (!*fresh) {
		*out = a->contracts.at[place];
		return true;
	}
	Contract contract = {
		.id = id_next(&a->app->ids, a->app->now),
		.key = draft->contract,
		.account = draft->account,
		.kind = draft->kind,
		.name = draft->name,
		.currency = draft->currency,
		.import_id = a->summary->id,
		.created_at = a->recorded_at,
		.created_by = a->app->user,
	};
	if (!account_for(a, draft->account, &contract.account_id, err))
		return false;
	contract.hash = contract_link(&contract);
	contract.head = contract.hash;
	*out = contract;
	return true;
}

static Entry revision_from(const Applying *a, const Draft *draft)
{
	return (Entry){
		.kind = ENTRY_REVISION,
		.effective_on = draft->effective_on,
		.known_at = draft->has_known_at ? draft->known_at : INSTANT_MAX,
		.order_key = draft->order_key,
		.signed_on = draft->signed_on,
		.reason = draft->reason,
		.change_order = draft->change_order,
		.source = a->info->source,
		.source_key = draft->row_key,
		.import_id = a->summary->id,
		.changes = draft->changes,
		.change_count = draft->change_count,
	};
}

/* What becomes of a row. */
typedef enum Outcome {
	ROW_ACCEPTED,
	ROW_CORRECTED,
	ROW_UNCHANGED,
	ROW_REJECTED,
} Outcome;

static Entry retraction_of(const Applying *a, int32_t target)
{
	return (Entry){
		.kind = ENTRY_RETRACTION,
		.target = target,
		.effective_on = DATE_NONE,
		.known_at = INSTANT_MAX,
		.signed_on = DATE_NONE,
		.reason = STR("the row was corrected at its source"),
		.source = a->info->source,
		.import_id = a->summary->id,
	};
}

static Contract *contract_with_id(Applying *a, int64_t id)
{
	for (size_t i = 0; i < a->contracts.len; i++) {
		if (a->contracts.at[i].id == id)
			return &a->contracts.at[i];
	}
	return NULL;
}

/* Retract a row's revision in the contract that it has left. */
static MUST_CHECK bool retract_elsewhere(Applying *a, const SourceRow *row, Outcome *outcome,
					 Err *err)
{
	Session session;
	App *app = a->app;
	Contract *contract = contract_with_id(a, row->contract_id);
	if (!contract)
		return fail(err, ERR_CORRUPT, "contract %lld is missing, but has entries",
			    (long long)row->contract_id);
	if (!session_open(&session, app->db, app->mem, &a->fields, contract, false, a->recorded_at,
			  app->user, err))
		return false;
	if (session_retracted_by(&session, row->number) > 0)
		return true;
	*outcome = ROW_CORRECTED;
	if (!session_stage(&session, retraction_of(a, row->number), err) ||
	    !session_fold(&session, err) ||
	    (!a->summary->dry_run && !session_save(&session, app->db, err)))
		return false;
	*contract = session.contract;
	return true;
}

/*
 * Stage one row. A row that was retracted before, or is corrected now, was not known in its new form
 * before that retraction.
 */
static MUST_CHECK bool stage_row(Applying *a, Session *session, const Draft *draft,
				 Outcome *outcome, Err *err)
{
	int64_t place;
	Entry entry = revision_from(a, draft);
	*outcome = ROW_ACCEPTED;
	if (map_get(&a->known.by_key, draft->row_key, &place)) {
		const SourceRow *row = &a->known.at[place];
		if (row->contract_id != session->contract.id) {
			if (!retract_elsewhere(a, row, outcome, err))
				return false;
			if (*outcome == ROW_CORRECTED)
				entry.known_at = INSTANT_MAX;
		} else {
			const Entry *recorded = &session->entries.at[row->number - 1];
			int32_t by = session_retracted_by(session, row->number);
			bool same_known =
				!draft->has_known_at || draft->known_at.us <= recorded->known_at.us;
			if (by == 0 && same_known && import_same(draft, recorded)) {
				*outcome = ROW_UNCHANGED;
				return true;
			}
			if (by == 0) {
				*outcome = ROW_CORRECTED;
				entry.known_at = INSTANT_MAX;
				if (!session_stage(session, retraction_of(a, row->number), err))
					return false;
			} else if (session->entries.at[by - 1].known_at.us > entry.known_at.us) {
				entry.known_at = session->entries.at[by - 1].known_at;
			}
		}
	}
	return session_stage(session, entry, err);
}

static bool is_row_fault(ErrCode code)
{
	return code == ERR_INPUT || code == ERR_RANGE || code == ERR_CONFLICT;
}

/* Stage a row; what is wrong with it rejects it and leaves the session as it was. */
static MUST_CHECK bool try_row(Applying *a, Session *session, const Draft *draft, bool fold,
			       Outcome *outcome, Err *err)
{
	size_t staged = session->entries.len;
	const Contract *contract = &session->contract;
	*outcome = ROW_REJECTED;
	if (draft->kind != contract->kind ||
	    !str_eq_c(str_from_c(draft->currency.code), contract->currency.code)) {
		reject(a, draft, (Str){0},
		       str_format(
			       a->rows->mem,
			       "the contract is a %s contract in %s; both are fixed at its creation",
			       contract_kind_name(contract->kind), contract->currency.code));
		return true;
	}
	if (stage_row(a, session, draft, outcome, err) && (!fold || session_fold(session, err)))
		return true;
	if (!is_row_fault(err->code))
		return false;
	session_unstage(session, staged);
	*outcome = ROW_REJECTED;
	reject(a, draft, (Str){0}, str_copy(a->rows->mem, str_from_c(err->text)));
	return true;
}

typedef struct Counts {
	uint64_t by_outcome[ROW_REJECTED + 1];
} Counts;

/* Stage all rows of one contract; with `fold` each is checked on its own. */
static MUST_CHECK bool stage_rows(Applying *a, Session *session, const Draft *drafts, size_t count,
				  bool fold, Outcome *outcomes, Err *err)
{
	for (size_t i = 0; i < count; i++) {
		if (!try_row(a, session, &drafts[i], fold, &outcomes[i], err))
			return false;
	}
	return true;
}

static bool has_first(const Applying *a, const Session *session)
{
	for (size_t i = 0; i < session->entries.len; i++) {
		const Entry *entry = &session->entries.at[i];
		if (entry->kind == ENTRY_REVISION && str_eq(entry->source, a->info->source) &&
		    mapping_is_first(a->mapping, entry->order_key) &&
		    session_retracted_by(session, entry->number) == 0)
			return true;
	}
	return false;
}

/* Oddities of the whole history; those of single rows were counted while reading. */
static void count_warnings(Applying *a, const Session *session)
{
	Arena scratch;
	arena_init(&scratch);
	EntryList list = view_select(&scratch, session->entries.at, session->entries.len, VIEW_ALL);
	Earning *earning = earning_of(&scratch, &session->fold, convention_default());
	WarningList warnings =
		warnings_of(&scratch, session->fields, list, &session->fold, earning);
	uint64_t *counts = a->summary->warnings;
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
	counts[WARNING_NO_FIRST] += mapping_has_first(a->mapping) && !has_first(a, session);
}

static MUST_CHECK bool resolve_waiting(Applying *a, const Draft *draft, Err *err)
{
	int64_t waits;
	if (a->summary->dry_run || !map_get(&a->waiting, draft->row_key, &waits))
		return true;
	return quarantine_resolve(a->app->db, a->info->source, draft->row_key, a->summary->id, err);
}

/*
 * All rows of one contract. They are checked together first, which is linear; only where that fails are
 * they checked one by one, to find those that are to blame.
 */
static MUST_CHECK bool apply_contract(Applying *a, Arena *mem, const Draft *drafts, size_t count,
				      Err *err)
{
	Contract contract;
	Session session;
	bool fresh;
	App *app = a->app;
	Outcome *outcomes = ARENA_ARRAY(mem, Outcome, count);
	size_t rejects = a->rows->rejects.len;
	if (!contract_for(a, &drafts[0], &contract, &fresh, err) ||
	    !session_open(&session, app->db, mem, &a->fields, &contract, fresh, a->recorded_at,
			  app->user, err) ||
	    !stage_rows(a, &session, drafts, count, false, outcomes, err))
		return false;
	if (!session_fold(&session, err)) {
		if (!is_row_fault(err->code))
			return false;
		session_unstage(&session, session.stored);
		a->rows->rejects.len = rejects;
		if (!stage_rows(a, &session, drafts, count, true, outcomes, err) ||
		    !session_fold(&session, err))
			return false;
	}
	Counts counts = {0};
	for (size_t i = 0; i < count; i++) {
		counts.by_outcome[outcomes[i]]++;
		if (outcomes[i] != ROW_REJECTED && !resolve_waiting(a, &drafts[i], err))
			return false;
	}
	ImportSummary *summary = a->summary;
	summary->accepted += counts.by_outcome[ROW_ACCEPTED];
	summary->corrected += counts.by_outcome[ROW_CORRECTED];
	summary->unchanged += counts.by_outcome[ROW_UNCHANGED];
	summary->contracts++;
	bool adds = session.entries.len > session.stored;
	summary->new_contracts += fresh && adds;
	if (session.entries.len > 0)
		count_warnings(a, &session);
	if (summary->dry_run || !adds)
		return true;
	return (!fresh || contract_insert(app->db, &contract, err)) &&
	       session_save(&session, app->db, err);
}

static MUST_CHECK bool apply_contracts(Applying *a, Err *err)
{
	const Draft *drafts = a->rows->drafts.at;
	size_t count = a->rows->drafts.len;
	for (size_t i = 0; i < count;) {
		size_t end = i;
		while (end < count && str_eq(drafts[end].contract, drafts[i].contract))
			end++;
		Arena mem;
		arena_init(&mem);
		bool ok = apply_contract(a, &mem, &drafts[i], end - i, err);
		arena_deinit(&mem);
		if (!ok)
			return false;
		i = end;
		if (a->rows->progress)
			a->rows->progress(a->rows->context, a->rows->bytes, i);
	}
	return true;
}

/* Rows that cannot be taken. One that waits already with the same bytes is not kept twice. */
static MUST_CHECK bool write_rejects(Applying *a, bool *added, Err *err)
{
	ImportSummary *summary = a->summary;
	summary->quarantined = a->rows->rejects.len;
	summary->first_rejects = a->rows->rejects.at;
	summary->first_reject_count =
		a->rows->rejects.len < REJECTS_SHOWN ? a->rows->rejects.len : REJECTS_SHOWN;
	for (size_t i = 0; i < a->rows->rejects.len; i++) {
		QuarantineRow *row = &a->rows->rejects.at[i];
		bool holds = false;
		row->import_id = summary->id;
		row->source = a->info->source;
		row->file = summary->file;
		if (!quarantine_holds(a->app->db, row->source, row->raw_sha256, &holds, err))
			return false;
		if (holds)
			continue;
		*added = true;
		row->id = id_next(&a->app->ids, a->app->now);
		if (!summary->dry_run && !quarantine_insert(a->app->db, row, err))
			return false;
	}
	return true;
}

bool import_apply(App *app, const Mapping *mapping, ImportRows *rows, ImportSummary *summary,
		  bool *changed, Err *err)
{
	Applying a = {
		.app = app,
		.mapping = mapping,
		.info = mapping_info(mapping),
		.rows = rows,
		.summary = summary,
		.recorded_at = app->now,
	};
	bool added = false;
	if (!summary->dry_run && !recording_clock_tick(app->db, app->now, &a.recorded_at, err))
		return false;
	ImportRecord record = {
		.id = summary->id,
		.source = a.info->source,
		.mapping = a.info->name,
		.file = summary->file,
		.recorded_at = a.recorded_at,
		.recorded_by = app->user,
	};
	summary->read = rows->read;
	summary->unchanged = rows->repeated;
	summary->warnings[WARNING_BLANK_END] = rows->blank_ends;
	summary->warnings[WARNING_END_BEFORE_EFFECTIVE] = rows->ends_before_effective;
	summary->warnings[WARNING_NEGATIVE] = rows->negatives;
	summary->warnings[WARNING_BACKDATED] = rows->backdated;
	if (!summary->dry_run && !import_insert(app->db, &record, err))
		return false;
	if (!prepare_fields(&a, err) || !adapt_changes(&a, err) || !load_known(&a, err) ||
	    !apply_contracts(&a, err) || !write_rejects(&a, &added, err))
		return false;
	*changed = added || summary->accepted + summary->corrected > 0;
	return true;
}
