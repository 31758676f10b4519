#include "app/import_context.h"

#include "app/lookup.h"
#include "store/account.h"
#include "store/custom_field.h"

static bool same_field(const Field *a, const Field *b)
{
	bool same = a->type == b->type && a->choice_count == b->choice_count;
	for (size_t i = 0; same && i < a->choice_count; i++)
		same = str_eq(a->choices[i], b->choices[i]);
	return same;
}

/* Fields as they are now, with those that the mapping needs; rows were read with an earlier list. */
static MUST_CHECK bool prepare_fields(ImportContext *c, Err *err)
{
	Fields now;
	VEC(Field) custom = {0};
	Arena *mem = c->app->mem;
	if (!custom_field_load(c->app->db, mem, &now, err))
		return false;
	for (size_t i = BUILTIN_FIELDS; i < now.len; i++)
		*vec_push(mem, &custom) = now.at[i];
	for (size_t i = BUILTIN_FIELDS; i < c->rows->fields->len; i++) {
		const Field *field = &c->rows->fields->at[i];
		int64_t place;
		if (!map_get(&now.by_name, field->name, &place)) {
			*vec_push(mem, &custom) = *field;
			if (!custom_field_insert(c->app->db, field, c->recorded_at, c->app->user,
						 err))
				return false;
		} else if (!same_field(field, &now.at[place])) {
			return fail(
				err, ERR_CONFLICT,
				"the mapping needs a field '%.*s' of type %s, but there is another one of "
				"that name, of type %s",
				STR_ARG(field->name), field_type_name(field->type),
				field_type_name(now.at[place].type));
		}
	}
	fields_init(&c->fields, mem, custom.at, custom.len);
	return true;
}

/* Rows name fields by their place in the list that they were read with: from here on, in that of now. */
static MUST_CHECK bool adapt_changes(ImportContext *c, Err *err)
{
	for (size_t i = 0; i < c->rows->drafts.len; i++) {
		Draft *draft = &c->rows->drafts.at[i];
		Change *changes = ARENA_ARRAY(c->app->mem, Change, draft->change_count);
		for (size_t j = 0; j < draft->change_count; j++) {
			changes[j] = draft->changes[j];
			Str name = c->rows->fields->at[draft->changes[j].field].name;
			if (!fields_find(&c->fields, name, &changes[j].field, err))
				return false;
		}
		draft->changes = changes;
	}
	Fields *fields = ARENA_NEW(c->app->mem, Fields);
	*fields = c->fields;
	c->rows->fields = fields;
	return true;
}

bool import_context_load(ImportContext *c, Err *err)
{
	AccountList accounts;
	App *app = c->app;
	if (!prepare_fields(c, err) || !adapt_changes(c, err) ||
	    !revision_source_forms(app->db, app->mem, c->info->source, &c->known, err) ||
	    !account_list(app->db, app->mem, &accounts, err) ||
	    !quarantine_waiting_keys(app->db, app->mem, c->info->source, &c->waiting, err) ||
	    !contract_list(app->db, app->mem, 0, &c->contracts, err))
		return false;
	map_init(&c->rejected, app->mem, 0);
	for (size_t i = 0; i < c->rows->rejects.len; i++)
		map_put(&c->rejected, c->rows->rejects.at[i].row_key, 1);
	contracts_sort_by_id(&c->contracts);
	map_init(&c->contracts_by_key, app->mem, 0);
	for (size_t i = 0; i < c->contracts.len; i++)
		map_put(&c->contracts_by_key, c->contracts.at[i].key, (int64_t)i);
	map_init(&c->accounts, app->mem, 0);
	for (size_t i = 0; i < accounts.len; i++)
		map_put(&c->accounts, accounts.at[i].name, accounts.at[i].id);
	return true;
}

static MUST_CHECK bool account_for(ImportContext *c, Str name, int64_t *id, Err *err)
{
	if (map_get(&c->accounts, name, id))
		return true;
	Account account = {
		.id = id_next(&c->app->ids, c->app->now),
		.name = name,
		.created_at = c->recorded_at,
		.created_by = c->app->user,
	};
	if (!account_insert(c->app->db, &account, err))
		return false;
	map_put(&c->accounts, name, account.id);
	*id = account.id;
	return true;
}

void import_contract_for(ImportContext *c, const Draft *draft, Contract *out, bool *fresh)
{
	int64_t place;
	*fresh = !map_get(&c->contracts_by_key, draft->contract, &place);
	if (!*fresh) {
		*out = c->contracts.at[place];
		return;
	}
	*out = (Contract){
		.id = id_next(&c->app->ids, c->app->now),
		.key = draft->contract,
		.account = draft->account,
		.kind = draft->kind,
		.name = draft->name,
		.currency = draft->currency,
		.import_id = c->summary->id,
		.created_at = c->recorded_at,
		.created_by = c->app->user,
	};
}

const Contract *import_contract_by_id(const ImportContext *c, int64_t id)
{
	return contract_by_id(&c->contracts, id);
}

bool import_save(ImportContext *c, Session *session, bool fresh, Err *err)
{
	Contract *contract = &session->contract;
	int64_t place;
	if (session->entries.len == session->stored)
		return true;
	if (fresh) {
		if (!account_for(c, contract->account, &contract->account_id, err))
			return false;
		contract->hash = contract_link(contract);
		contract->head = contract->hash;
	}
	if ((fresh && !contract_insert(c->app->db, contract, err)) ||
	    !session_save(session, c->app->db, err))
		return false;
	if (map_get(&c->contracts_by_key, contract->key, &place)) {
		c->contracts.at[place].entries = contract->entries;
		c->contracts.at[place].head = contract->head;
	}
	return true;
}

Entry import_retraction(const ImportContext *c, int32_t target)
{
	return (Entry){
		.kind = ENTRY_RETRACTION,
		.target = target,
		.effective_on = DATE_NONE,
		.known_at = INSTANT_MAX,
		.signed_on = DATE_NONE,
		.reason = STR("the row was corrected at its source"),
		.source = c->info->source,
		.import_id = c->summary->id,
	};
}

void import_quarantine(ImportContext *c, const Draft *draft, Str reason)
{
	*vec_push(c->rows->mem, &c->rows->rejects) =
		import_reject(c->rows->mem, draft, (Str){0}, reason);
}
