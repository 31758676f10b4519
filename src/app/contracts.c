#include "app/contracts.h"

#include "app/lookup.h"
#include "app/session.h"
#include "base/utf8.h"
#include "history/name_limits.h"
#include "store/custom_field.h"
#include "store/recording_clock.h"

enum { TEXT_MAX_BYTES = 10000 };

static MUST_CHECK bool parse_change(const Fields *fields, Currency currency, const FieldText *text,
				    Change *out, Err *err)
{
	Change change = {.op = text->op};
	if (!fields_find(fields, text->field, &change.field, err))
		return false;
	const Field *field = &fields->at[change.field];
	if (text->value.len > TEXT_MAX_BYTES)
		return fail(err, ERR_INPUT, "%.*s: a text has at most %d bytes",
			    STR_ARG(field->name), TEXT_MAX_BYTES);
	if (!value_parse(field, currency, text->op, text->value, NUMBER_PLAIN, &change.value, err))
		return false;
	*out = change;
	return true;
}

/* A contract that is referred to must exist. */
static MUST_CHECK bool check_references(App *app, const Fields *fields, const Contract *contract,
					const Change *change, Err *err)
{
	Contract other;
	Str key = change->value.text;
	if (fields->at[change->field].type != FIELD_CONTRACT || !change->value.set)
		return true;
	if (str_eq(key, contract->key))
		return fail(err, ERR_INPUT, "a contract cannot renew itself");
	return lookup_contract(app, key, &other, err) ||
	       fail_in(err, "%.*s", STR_ARG(fields->at[change->field].name));
}

static MUST_CHECK bool make_entry(App *app, const Fields *fields, const Contract *contract,
				  const FieldText *texts, size_t count, const Circumstances *about,
				  Entry *out, Err *err)
{
	Change *changes = ARENA_ARRAY(app->mem, Change, count);
	for (size_t i = 0; i < count; i++) {
		if (!parse_change(fields, contract->currency, &texts[i], &changes[i], err) ||
		    !check_references(app, fields, contract, &changes[i], err))
			return field_fail_at(err, texts[i].field);
	}
	if (about->reason.len > TEXT_MAX_BYTES || about->change_order.len > CHANGE_ORDER_MAX) {
		(void)fail(err, ERR_INPUT, "a reason has at most %d bytes and a change order %d",
			   TEXT_MAX_BYTES, CHANGE_ORDER_MAX);
		return fail_at(err, about->reason.len > TEXT_MAX_BYTES ? "reason" : "change_order");
	}
	*out = (Entry){
		.kind = ENTRY_REVISION,
		.effective_on = about->effective_on,
		.known_at = about->has_known_at ? about->known_at : INSTANT_MAX,
		.signed_on = about->signed_on,
		.reason = about->reason,
		.change_order = about->change_order,
		.changes = changes,
		.change_count = count,
	};
	return true;
}

/* What the last staged entry does, given that session_fold was done. */
static MUST_CHECK bool describe(const Session *session, Effect *out, Err *err)
{
	const Entry *entry = &session->entries.at[session->entries.len - 1];
	const Entry *revision =
		entry->kind == ENTRY_RETRACTION ? &session->entries.at[entry->target - 1] : entry;
	Effect effect = {.contract = session->contract,
			 .number = entry->number,
			 .fields = session->fields};
	Figures *was = &effect.total_before;
	Figures *is = &effect.total_after;
	if (!session_totals(session, &session->stored_fold, was, err) ||
	    !session_totals(session, &session->fold, is, err) ||
	    !amount_effect(was->revenue, is->revenue, &effect.revenue, err) ||
	    !amount_effect(was->profit, is->profit, &effect.profit, err))
		return false;
	ChangeEffect *changes = ARENA_ARRAY(session->mem, ChangeEffect, revision->change_count);
	const FoldRow *before = fold_row_on(&session->stored_fold, revision->effective_on);
	const FoldRow *after = fold_row_on(&session->fold, revision->effective_on);
	for (size_t i = 0; i < revision->change_count; i++) {
		size_t field = revision->changes[i].field;
		changes[i].field = field;
		changes[i].before = before ? before->values[field] : (Value){0};
		changes[i].after = after ? after->values[field] : (Value){0};
	}
	effect.changes = changes;
	effect.change_count = revision->change_count;
	EntryList list =
		view_select(session->mem, session->entries.at, session->entries.len, VIEW_ALL);
	effect.warnings =
		warnings_of(session->mem, session->fields, list, &session->fold,
			    earning_of(session->mem, &session->fold, convention_default()));
	*out = effect;
	return true;
}

static MUST_CHECK bool stage_and_describe(Session *session, Entry entry, Effect *out, Err *err)
{
	return session_stage(session, entry, err) && session_fold(session, err) &&
	       describe(session, out, err);
}

/* The day on which a new contract's first revision takes effect, unless given. */
static Date starts_on(const FieldText *texts, size_t count)
{
	Err ignored;
	Date day = DATE_NONE;
	for (size_t i = 0; i < count; i++) {
		if (str_eq(texts[i].field, STR("starts_on")) &&
		    !date_parse(texts[i].value, &day, &ignored))
			day = DATE_NONE;
	}
	return day;
}

static bool fail_control(Err *err)
{
	return fail(
		err, ERR_INPUT,
		"a contract's key and name hold no line ends, tabs or other control characters, and no "
		"marks that change the direction of text");
}

static MUST_CHECK bool check_key(const NewContract *new, Err *err)
{
	if (str_trim(new->key).len != new->key.len || new->key.len == 0)
		return fail(err, ERR_INPUT, "a contract needs a key without spaces at its ends");
	if (new->key.len > CONTRACT_KEY_MAX)
		return fail(err, ERR_INPUT, "a contract's key has at most %d bytes, this has %zu",
			    CONTRACT_KEY_MAX, new->key.len);
	if (str_is_dots(new->key))
		return fail(err, ERR_INPUT, "a contract's key cannot be '%.*s'", STR_ARG(new->key));
	return utf8_is_plain(new->key) || fail_control(err);
}

static MUST_CHECK bool check_name(const NewContract *new, Err *err)
{
	if (!utf8_is_plain(new->name))
		return fail_control(err);
	if (new->name.len > CONTRACT_NAME_MAX)
		return fail(err, ERR_INPUT, "a contract's name has at most %d bytes, this has %zu",
			    CONTRACT_NAME_MAX, new->name.len);
	return true;
}

static MUST_CHECK bool check_new(const NewContract *new, Err *err)
{
	if (!check_key(new, err))
		return fail_at(err, "key");
	return check_name(new, err) || fail_at(err, "name");
}

static MUST_CHECK bool make_contract(App *app, const NewContract *new, Instant recorded_at,
				     Contract *out, Err *err)
{
	Account account;
	Contract other;
	bool found;
	Contract contract = {
		.key = new->key,
		.kind = new->kind,
		.name = new->name,
		.created_at = recorded_at,
		.created_by = app->user,
	};
	if (!currency_find(new->currency, &contract.currency, err))
		return fail_at(err, "currency");
	if (!contract_find(app->db, app->mem, new->key, &other, &found, err))
		return false;
	if (found) {
		(void)fail(err, ERR_CONFLICT, "there is a contract '%.*s' already",
			   STR_ARG(new->key));
		return fail_at(err, "key");
	}
	if (!lookup_account(app, new->account, &account, err))
		return fail_at(err, "account");
	contract.id = id_next(&app->ids, app->now);
	contract.account_id = account.id;
	contract.account = account.name;
	contract.hash = contract_link(&contract);
	contract.head = contract.hash;
	*out = contract;
	return true;
}

static MUST_CHECK bool save(App *app, Session *session, Effect *effect, Err *err)
{
	if (!session_save(session, app->db, err))
		return false;
	effect->contract = session->contract;
	app_tell(app, TOPIC_CONTRACT, session->contract.key);
	return true;
}

static MUST_CHECK bool add_contract(App *app, const NewContract *new, const FieldText *texts,
				    size_t count, Circumstances about, Effect *out, Err *err)
{
	Instant recorded_at;
	Contract contract;
	Fields *fields = ARENA_NEW(app->mem, Fields);
	Session session;
	Entry entry;
	if (!date_is_set(about.effective_on))
		about.effective_on = starts_on(texts, count);
	if (!recording_clock_tick(app->db, app->now, &recorded_at, err) ||
	    !custom_field_load(app->db, app->mem, fields, err) ||
	    !make_contract(app, new, recorded_at, &contract, err) ||
	    !make_entry(app, fields, &contract, texts, count, &about, &entry, err))
		return false;
	if (!date_is_set(about.effective_on)) {
		(void)fail(
			err, ERR_INPUT,
			"from which day do the terms hold? Set starts_on, or give an effective date");
		return fail_at(err, "effective_on");
	}
	return contract_insert(app->db, &contract, err) &&
	       session_open(&session, app->db, app->mem, fields, &contract, true, recorded_at,
			    app->user, err) &&
	       stage_and_describe(&session, entry, out, err) && save(app, &session, out, err);
}

bool contracts_add(App *app, const NewContract *contract, const FieldText *changes, size_t count,
		   const Circumstances *about, Effect *out, Err *err)
{
	Effect effect;
	if (!check_new(contract, err) || !app_begin_write(app, err))
		return false;
	if (!add_contract(app, contract, changes, count, *about, &effect, err)) {
		app_end(app);
		return false;
	}
	*out = effect;
	return app_commit(app, err);
}

/* Runs one change of an existing contract in a transaction of its own. */
typedef struct Amending {
	Str key;
	const FieldText *texts; /* of a revision */
	size_t count;
	int32_t target; /* of a retraction, else 0 */
	const Circumstances *about;
	bool dry_run;
} Amending;

static MUST_CHECK bool amend(App *app, const Amending *amending, Effect *out, Err *err)
{
	Contract contract;
	Session session;
	Entry entry;
	Fields *fields = ARENA_NEW(app->mem, Fields);
	Instant recorded_at = app->now;
	Instant newest;
	if (amending->dry_run ? !recording_clock_read(app->db, &newest, err)
			      : !recording_clock_tick(app->db, app->now, &recorded_at, err))
		return false;
	if (amending->dry_run && recorded_at.us <= newest.us)
		recorded_at.us = newest.us + 1;
	if (!custom_field_load(app->db, app->mem, fields, err) ||
	    !lookup_contract(app, amending->key, &contract, err) ||
	    !make_entry(app, fields, &contract, amending->texts, amending->count, amending->about,
			&entry, err))
		return false;
	if (amending->target > 0) {
		entry.kind = ENTRY_RETRACTION;
		entry.target = amending->target;
		entry.effective_on = DATE_NONE;
	}
	if (!session_open(&session, app->db, app->mem, fields, &contract, false, recorded_at,
			  app->user, err) ||
	    !stage_and_describe(&session, entry, out, err))
		return false;
	out->dry_run = amending->dry_run;
	return amending->dry_run || save(app, &session, out, err);
}

static MUST_CHECK bool run(App *app, const Amending *amending, Effect *out, Err *err)
{
	Effect effect;
	bool begun = amending->dry_run ? app_begin_read(app, err) : app_begin_write(app, err);
	if (!begun)
		return false;
	bool ok = amend(app, amending, &effect, err);
	if (ok)
		*out = effect;
	if (ok && !amending->dry_run)
		return app_commit(app, err);
	app_end(app);
	return ok;
}

bool contracts_amend(App *app, Str key, const FieldText *changes, size_t count,
		     const Circumstances *about, bool dry_run, Effect *out, Err *err)
{
	const char *missing = NULL;
	if (!date_is_set(about->effective_on)) {
		(void)fail(err, ERR_INPUT, "an amendment needs the day from which it holds");
		missing = "effective_on";
	} else if (count == 0) {
		(void)fail(err, ERR_INPUT, "an amendment needs something to set or add");
		missing = "changes";
	} else if (str_trim(about->reason).len == 0) {
		(void)fail(err, ERR_INPUT, "an amendment needs a reason");
		missing = "reason";
	}
	if (missing)
		return fail_at(err, missing);
	Amending amending = {key, changes, count, 0, about, dry_run};
	return run(app, &amending, out, err);
}

bool contracts_retract(App *app, Str key, int32_t number, const Circumstances *about, bool dry_run,
		       Effect *out, Err *err)
{
	if (number < 1) {
		(void)fail(err, ERR_INPUT, "revisions are numbered from 1");
		return fail_at(err, "number");
	}
	if (str_trim(about->reason).len == 0) {
		(void)fail(err, ERR_INPUT, "a retraction needs a reason");
		return fail_at(err, "reason");
	}
	Amending amending = {key, NULL, 0, number, about, dry_run};
	return run(app, &amending, out, err);
}

static MUST_CHECK bool fail_changed(App *app, const Contract *contract, Err *err)
{
	Str by;
	Instant at;
	if (!revision_recorded(app->db, app->mem, contract->id, contract->entries, &by, &at, err))
		return false;
	Str when = instant_text(app->mem, at);
	return fail(err, ERR_CHANGED,
		    "somebody was faster: entry %d of contract '%.*s' was recorded by %.*s on "
		    "%.*s at %.*s UTC",
		    (int)contract->entries, STR_ARG(str_slice(contract->key, 0, 120)), STR_ARG(by),
		    STR_ARG(str_slice(when, 0, 10)), STR_ARG(str_slice(when, 11, 16)));
}

bool contracts_expect(App *app, Str key, int32_t entries, int32_t *newest, Err *err)
{
	Contract contract;
	if (!lookup_contract(app, key, &contract, err))
		return false;
	*newest = contract.entries;
	if (contract.entries == entries)
		return true;
	if (entries > contract.entries)
		return fail(err, ERR_CHANGED,
			    "contract '%.*s' has %d entries, not %d: look at it again",
			    STR_ARG(str_slice(contract.key, 0, 120)), (int)contract.entries,
			    (int)entries);
	return fail_changed(app, &contract, err);
}
