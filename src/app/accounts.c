#include "app/accounts.h"

#include "app/lookup.h"
#include "base/utf8.h"
#include "history/name_limits.h"
#include "history/snapshot.h"
#include "store/contract.h"
#include "store/custom_field.h"
#include "store/recording_clock.h"
#include "store/revision.h"

#include <string.h>

enum { NOTE_MAX_BYTES = 10000 };

static MUST_CHECK bool check_name(Str name, Err *err)
{
	if (str_trim(name).len == 0)
		return fail(err, ERR_INPUT, "an account needs a name");
	if (str_is_dots(name))
		return fail(err, ERR_INPUT, "an account cannot be named '%.*s'", STR_ARG(name));
	if (!utf8_is_plain(name))
		return fail(
			err, ERR_INPUT,
			"the name of an account holds no line ends, tabs or other control characters, and no "
			"marks that change the direction of text");
	if (name.len > ACCOUNT_NAME_MAX)
		return fail(err, ERR_INPUT,
			    "the name of an account has at most %d bytes, this has %zu",
			    ACCOUNT_NAME_MAX, name.len);
	return true;
}

static MUST_CHECK bool check_texts(Str name, Str note, Err *err)
{
	if (!check_name(name, err))
		return fail_at(err, "name");
	if (note.len <= NOTE_MAX_BYTES)
		return true;
	(void)fail(err, ERR_INPUT, "the note of an account has at most %d bytes", NOTE_MAX_BYTES);
	return fail_at(err, "note");
}

static bool fail_taken(const Account *account, Err *err)
{
	(void)fail(err, ERR_CONFLICT, "there is an account '%.*s' already", STR_ARG(account->name));
	return fail_at(err, "name");
}

static MUST_CHECK bool add_account(App *app, Account *account, Err *err)
{
	Account other;
	bool found;
	if (!account_find(app->db, app->mem, account->name, &other, &found, err))
		return false;
	if (found)
		return fail_taken(account, err);
	app_tell(app, TOPIC_ACCOUNT, account->name);
	return recording_clock_tick(app->db, app->now, &account->created_at, err) &&
	       account_insert(app->db, account, err);
}

bool accounts_add(App *app, Str name, Str note, Account *out, Err *err)
{
	Account account = {.name = str_trim(name), .note = note, .created_by = app->user};
	if (!check_texts(name, note, err) || !app_begin_write(app, err))
		return false;
	account.id = id_next(&app->ids, app->now);
	if (!add_account(app, &account, err)) {
		app_end(app);
		return false;
	}
	*out = account;
	return app_commit(app, err);
}

static MUST_CHECK bool edit_account(App *app, Str name, const Str *new_name, const Str *new_note,
				    Account *out, Err *err)
{
	Account account;
	Account other;
	bool taken = false;
	if (!lookup_account(app, name, &account, err))
		return false;
	app_tell(app, TOPIC_ACCOUNT, account.name);
	if (new_name)
		account.name = str_trim(*new_name);
	if (new_note)
		account.note = *new_note;
	if (!check_texts(account.name, account.note, err) ||
	    !account_find(app->db, app->mem, account.name, &other, &taken, err))
		return false;
	if (taken && other.id != account.id)
		return fail_taken(&account, err);
	if (!str_eq(account.name, name))
		app_tell(app, TOPIC_ACCOUNT, account.name);
	*out = account;
	return account_update(app->db, &account, err);
}

bool accounts_edit(App *app, Str name, const Str *new_name, const Str *new_note, Account *out,
		   Err *err)
{
	Account account;
	if (!app_begin_write(app, err))
		return false;
	if (!edit_account(app, name, new_name, new_note, &account, err)) {
		app_end(app);
		return false;
	}
	*out = account;
	return app_commit(app, err);
}

bool accounts_list(App *app, AccountList *out, Err *err)
{
	if (!app_begin_read(app, err))
		return false;
	bool ok = account_list(app->db, app->mem, out, err);
	app_end(app);
	return ok;
}

typedef struct Gathering {
	App *app;
	const Fields *fields;
	const ContractList *contracts;
	Date as_of;
	VEC(AccountValue) values;
} Gathering;

static AccountValue *value_in(Gathering *gathering, Currency currency)
{
	for (size_t i = 0; i < gathering->values.len; i++) {
		if (strcmp(gathering->values.at[i].currency.code, currency.code) == 0)
			return &gathering->values.at[i];
	}
	AccountValue *value = vec_push(gathering->app->mem, &gathering->values);
	*value = (AccountValue){.currency = currency};
	return value;
}

/* Adds an amount; a part that is not available makes the sum so. */
static bool add_amount(Amount *sum, Amount part)
{
	if (part.na != NA_NONE)
		*sum = (Amount){.na = part.na};
	return sum->na != NA_NONE || !__builtin_add_overflow(sum->minor, part.minor, &sum->minor);
}

static bool add_figures(Figures *sum, const Figures *part)
{
	sum->estimate = sum->estimate || part->estimate;
	return add_amount(&sum->revenue, part->revenue) && add_amount(&sum->profit, part->profit);
}

static bool gather(void *context, Arena *mem, const StoredHistory *history, Err *err)
{
	Gathering *gathering = context;
	const Contract *contract = contract_by_id(gathering->contracts, history->contract_id);
	if (!contract || contract->kind != CONTRACT_CUSTOMER)
		return true;
	Fold fold;
	Lifetime lifetime;
	EntryList entries = view_select(mem, history->entries, history->count, VIEW_ALL);
	if (!fold_entries(mem, gathering->fields, entries, &fold, err) ||
	    !lifetime_of(earning_of(mem, &fold, convention_default()), gathering->as_of, &lifetime,
			 err))
		return fail_in(err, "contract '%.*s'", STR_ARG(contract->key));
	AccountValue *value = value_in(gathering, contract->currency);
	value->contracts++;
	if (lifetime.total.revenue.na != NA_NONE) {
		value->left_out =
			vec_grow(gathering->app->mem, value->left_out, value->left_out_count,
				 &value->left_out_room, sizeof *value->left_out);
		value->left_out[value->left_out_count++] = contract->key;
		return true;
	}
	bool fits = add_figures(&value->value.total, &lifetime.total) &&
		    add_figures(&value->value.earned, &lifetime.earned) &&
		    add_figures(&value->value.remaining, &lifetime.remaining);
	return fits || fail(err, ERR_RANGE, "the lifetime value is too large to be held");
}

static MUST_CHECK bool show_account(App *app, Str name, Date as_of, AccountView *out, Err *err)
{
	AccountView view = {.as_of = as_of};
	Fields fields;
	ContractList contracts;
	if (!lookup_account(app, name, &view.account, err) ||
	    !custom_field_load(app->db, app->mem, &fields, err) ||
	    !contract_list(app->db, app->mem, view.account.id, &contracts, err))
		return false;
	contracts_sort_by_id(&contracts);
	Gathering gathering = {.app = app,
			       .fields = &fields,
			       .contracts = &contracts,
			       .as_of = as_of};
	if (!revision_visit(app->db, &fields, HISTORY_OF_ACCOUNT, view.account.id, gather,
			    &gathering, err))
		return false;
	view.values = gathering.values.at;
	view.value_count = gathering.values.len;
	*out = view;
	return true;
}

bool accounts_show(App *app, Str name, Date as_of, AccountView *out, Err *err)
{
	if (!app_begin_read(app, err))
		return false;
	bool ok = show_account(app, name, as_of, out, err);
	app_end(app);
	return ok;
}
