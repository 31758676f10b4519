#include "app/demo.h"

#include "app/accounts.h"
#include "app/contracts.h"
#include "app/demo_data.h"
#include "app/demo_firm.h"
#include "app/fields.h"
#include "app/settings.h"
#include "store/custom_field.h"

enum { CHANGES_MAX = 24 };

/* "name=value" sets, "name+=value" adds. */
static MUST_CHECK bool read_change(Str text, FieldText *out, Err *err)
{
	size_t at;
	if (!str_find(text, STR("="), &at))
		return fail(err, ERR_INPUT, "'%.*s' neither sets nor adds", STR_ARG(text));
	Str field = str_slice(text, 0, at);
	bool adds = str_ends(field, STR("+"));
	out->field = adds ? str_slice(field, 0, at - 1) : field;
	out->op = adds ? CHANGE_ADD : CHANGE_SET;
	out->value = str_slice(text, at + 1, text.len);
	return true;
}

static MUST_CHECK bool read_changes(const char *written, FieldText changes[CHANGES_MAX],
				    size_t *count, Err *err)
{
	Str rest = str_from_c(written);
	size_t found = 0;
	while (rest.len > 0) {
		size_t end = rest.len;
		bool more = str_find(rest, STR(";"), &end);
		if (found == CHANGES_MAX)
			return fail(err, ERR_INPUT, "more than %d changes", CHANGES_MAX);
		if (!read_change(str_trim(str_slice(rest, 0, end)), &changes[found++], err))
			return false;
		rest = more ? str_slice(rest, end + 1, rest.len) : (Str){0};
	}
	*count = found;
	return true;
}

static MUST_CHECK bool read_date(const char *written, Date *out, Err *err)
{
	Str text = str_from_c(written);
	if (text.len > 0)
		return date_parse(text, out, err);
	*out = DATE_NONE;
	return true;
}

/*
 * Nothing may be known after now. On a machine whose clock stands before the demo's last days,
 * what the firm learnt later counts as known now.
 */
static MUST_CHECK bool read_circumstances(const App *app, const char *effective_on,
					  const char *known, const char *signed_on,
					  Circumstances *about, Err *err)
{
	Date known_on;
	if (!read_date(effective_on, &about->effective_on, err) ||
	    !read_date(known, &known_on, err) || !read_date(signed_on, &about->signed_on, err))
		return false;
	about->has_known_at = true;
	about->known_at = instant_of_date(known_on);
	if (about->known_at.us > app->now.us)
		about->known_at = app->now;
	return true;
}

static MUST_CHECK bool add_contract(App *app, const DemoContract *contract, Err *err)
{
	FieldText terms[CHANGES_MAX];
	size_t count;
	Circumstances about = {0};
	Effect effect;
	NewContract new = {
		.key = str_from_c(contract->key),
		.account = str_from_c(contract->account),
		.name = str_from_c(contract->name),
		.currency = str_from_c(contract->currency),
		.kind = contract->kind,
	};
	if (!read_changes(contract->terms, terms, &count, err) ||
	    !read_circumstances(app, contract->effective_on, contract->known, contract->signed_on,
				&about, err) ||
	    !contracts_add(app, &new, terms, count, &about, &effect, err))
		return fail_in(err, "demo contract %s", contract->key);
	return true;
}

static MUST_CHECK bool amend_contract(App *app, const DemoAmendment *amendment, Err *err)
{
	FieldText changes[CHANGES_MAX];
	size_t count;
	Circumstances about = {
		.reason = str_from_c(amendment->reason),
		.change_order = str_from_c(amendment->change_order),
	};
	Effect effect;
	Str key = str_from_c(amendment->key);
	bool ok = read_changes(amendment->changes, changes, &count, err) &&
		  read_circumstances(app, amendment->effective_on, amendment->known,
				     amendment->signed_on, &about, err);
	if (ok && amendment->retracts > 0)
		ok = contracts_retract(app, key, amendment->retracts, &about, false, &effect, err);
	else if (ok)
		ok = contracts_amend(app, key, changes, count, &about, false, &effect, err);
	return ok || fail_in(err, "demo contract %s, '%s'", amendment->key, amendment->reason);
}

static MUST_CHECK bool count_stored(App *app, size_t *contracts, size_t *others, Err *err)
{
	ContractList contract_rows;
	AccountList accounts;
	Fields fields;
	if (!contract_list(app->db, app->mem, 0, &contract_rows, err) ||
	    !account_list(app->db, app->mem, &accounts, err) ||
	    !custom_field_load(app->db, app->mem, &fields, err))
		return false;
	*contracts = contract_rows.len;
	*others = accounts.len + fields.len - BUILTIN_FIELDS;
	return true;
}

/* The demo has a store of its own: what it holds cannot be told apart or removed later. */
static MUST_CHECK bool check_store_empty(App *app, Err *err)
{
	size_t contracts;
	size_t others;
	if (!app_begin_read(app, err))
		return false;
	bool ok = count_stored(app, &contracts, &others, err);
	app_end(app);
	if (!ok)
		return false;
	if (contracts > 0)
		return fail(err, ERR_CONFLICT,
			    "this store holds %zu contract%s already; choose another with --db, "
			    "such as --db sqlite:demo.db",
			    contracts, contracts == 1 ? "" : "s");
	if (others > 0)
		return fail(err, ERR_CONFLICT,
			    "this store holds accounts or fields already; choose another with "
			    "--db, such as --db sqlite:demo.db");
	return true;
}

static MUST_CHECK bool declare_fields(App *app, Err *err)
{
	for (size_t i = 0; i < DEMO_FIELD_COUNT; i++) {
		Field field = DEMO_FIELDS[i];
		if (!fields_declare(app, &field, err))
			return fail_in(err, "demo field %.*s", STR_ARG(field.name));
	}
	return true;
}

static MUST_CHECK bool add_accounts(App *app, Err *err)
{
	Account added;
	for (size_t i = 0; i < DEMO_ACCOUNT_COUNT; i++) {
		const DemoAccount *account = &DEMO_ACCOUNTS[i];
		if (!accounts_add(app, str_from_c(account->name), str_from_c(account->note), &added,
				  err))
			return fail_in(err, "demo account %s", account->name);
	}
	return true;
}

static MUST_CHECK bool load_contracts(App *app, Err *err)
{
	for (size_t i = 0; i < DEMO_CONTRACT_COUNT; i++) {
		if (!add_contract(app, &DEMO_CONTRACTS[i], err))
			return false;
	}
	for (size_t i = 0; i < DEMO_AMENDMENT_COUNT; i++) {
		if (!amend_contract(app, &DEMO_AMENDMENTS[i], err))
			return false;
	}
	return true;
}

/*
 * The firm's own clock: 17:00Z of a day, or the real time where that is earlier. So what is recorded is the same each
 * time, and what came after the books were closed was not known when they were.
 */
static Instant demo_clock(Instant now, int32_t day)
{
	Instant evening = instant_of_date((Date){day});
	evening.us += INT64_C(17) * HOUR * 1000000;
	return evening.us < now.us ? evening : now;
}

static MUST_CHECK bool load_firm(App *app, DemoFirm *firm, Err *err)
{
	Instant now = app->now;
	Setting setting;
	app->now = demo_clock(now, DEMO_LAST_DAY);
	bool ok = settings_set(app, STR("reporting_currency"), STR("USD"), &setting, err) &&
		  declare_fields(app, err) && add_accounts(app, err) && load_contracts(app, err) &&
		  demo_firm_load(firm, app, err);
	app->now = demo_clock(now, DEMO_LATE_DAY);
	ok = ok && demo_late_import(firm, err);
	app->now = now;
	return ok;
}

bool demo_load(App *app, DemoSummary *out, Err *err)
{
	DemoFirm *firm = ARENA_NEW(app->mem, DemoFirm);
	if (!check_store_empty(app, err) || !load_firm(app, firm, err))
		return false;
	*out = (DemoSummary){
		.accounts = DEMO_ACCOUNT_COUNT,
		.contracts = DEMO_CONTRACT_COUNT,
		.entries = DEMO_CONTRACT_COUNT + DEMO_AMENDMENT_COUNT,
		.files = firm->imported.files,
		.facts = firm->imported.facts,
		.time_entries = firm->imported.time_entries,
		.waiting = firm->imported.waiting,
		.links = firm->links,
		.published_key = STR(DEMO_PUBLISHED_KEY),
		.last_day = {DEMO_LAST_DAY},
	};
	return true;
}
