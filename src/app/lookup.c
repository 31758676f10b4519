#include "app/lookup.h"

#include <stdlib.h>

enum { KEY_SHOWN = 300 };

/* What of a name is shown in a message, and a mark where it was cut. */
static const char *cut_mark(Str name)
{
	return name.len > KEY_SHOWN ? "…" : "";
}

bool lookup_contract(App *app, Str key, Contract *out, Err *err)
{
	bool found;
	if (!contract_find(app->db, app->mem, key, out, &found, err))
		return false;
	if (!found)
		return fail_no_such(err, "contract", "there is no contract '%.*s%s'",
				    STR_ARG(str_slice(key, 0, KEY_SHOWN)), cut_mark(key));
	return true;
}

bool lookup_account(App *app, Str name, Account *out, Err *err)
{
	bool found;
	if (!account_find(app->db, app->mem, name, out, &found, err))
		return false;
	if (!found)
		return fail_no_such(err, "account", "there is no account '%.*s%s'",
				    STR_ARG(str_slice(name, 0, KEY_SHOWN)), cut_mark(name));
	return true;
}

View view_of(Moment moment)
{
	return (View){moment.as_of, moment.known, moment.recorded};
}

static int compare_ids(const void *a, const void *b)
{
	const Contract *x = a;
	const Contract *y = b;
	return (x->id > y->id) - (x->id < y->id);
}

void contracts_sort_by_id(ContractList *contracts)
{
	if (contracts->len > 0)
		qsort(contracts->at, contracts->len, sizeof *contracts->at, compare_ids);
}

const Contract *contract_by_id(const ContractList *by_id, int64_t id)
{
	Contract wanted = {.id = id};
	return by_id->len > 0 ? bsearch(&wanted, by_id->at, by_id->len, sizeof wanted, compare_ids)
			      : NULL;
}
