/* Reading the state of contracts at a moment. */

#include "app/contracts.h"
#include "app/lookup.h"
#include "store/custom_field.h"
#include "store/revision.h"
#include "store/snapshot.h"

/* Of a contract that the view sees nothing of: not 0. */
static Figures no_figures(void)
{
	Amount nothing = {.na = NA_NO_TERMS};
	return (Figures){.revenue = nothing, .profit = nothing};
}

static bool is_now(Moment moment)
{
	return moment.known.us == INSTANT_MAX.us && moment.recorded.us == INSTANT_MAX.us;
}

/* Texts and values outlive the visit only if they are copied. */
static const Value *copy_values(Arena *mem, const Fields *fields, const Value *values)
{
	Value *copy = ARENA_ARRAY(mem, Value, fields->len);
	for (size_t i = 0; i < fields->len; i++) {
		copy[i] = values[i];
		copy[i].text = str_copy(mem, values[i].text);
	}
	return copy;
}

static MUST_CHECK bool read_state(Arena *mem, const Fields *fields, const StoredHistory *history,
				  View view, ContractState *state, Err *err)
{
	Fold fold;
	TermFigures figures;
	EntryList entries = view_select(mem, history->entries, history->count, view);
	if (!fold_entries(mem, fields, entries, &fold, err))
		return fail_in(err, "contract '%.*s'", STR_ARG(state->contract.key));
	if (fold.len == 0)
		return true;
	Earning *earning = earning_of(mem, &fold, convention_default());
	if (!earning_figures(earning, &figures, err))
		return fail_in(err, "contract '%.*s'", STR_ARG(state->contract.key));
	state->effective_on = fold.rows[fold.len - 1].effective_on;
	state->values = fold.rows[fold.len - 1].values;
	state->total = figures.total;
	state->warnings = warnings_of(mem, fields, entries, &fold, earning);
	return true;
}

static MUST_CHECK bool show(App *app, Str key, Moment moment, const Fields **fields_out,
			    ContractState *out, Err *err)
{
	ContractState state = {.effective_on = DATE_NONE, .total = no_figures()};
	StoredHistory history;
	Fields *fields = ARENA_NEW(app->mem, Fields);
	if (!custom_field_load(app->db, app->mem, fields, err) ||
	    !lookup_contract(app, key, &state.contract, err))
		return false;
	state.values = ARENA_ARRAY(app->mem, Value, fields->len);
	if (!revision_load(app->db, app->mem, fields, state.contract.id, &history, err) ||
	    !read_state(app->mem, fields, &history, view_of(moment), &state, err))
		return false;
	*out = state;
	*fields_out = fields;
	return true;
}

bool contracts_show(App *app, Str key, Moment moment, const Fields **fields, ContractState *out,
		    Err *err)
{
	if (!app_begin_read(app, err))
		return false;
	bool ok = show(app, key, moment, fields, out, err);
	app_end(app);
	return ok;
}

typedef struct Listing {
	Arena *mem;
	const Fields *fields;
	ContractStates states;
	Map by_id; /* place of a contract by its id's bytes */
	View view;
} Listing;

static Str id_bytes(const int64_t *id)
{
	return (Str){(const char *)id, sizeof *id};
}

static ContractState *state_of(Listing *listing, int64_t contract_id)
{
	int64_t place;
	return map_get(&listing->by_id, id_bytes(&contract_id), &place) ? &listing->states.at[place]
									: NULL;
}

static bool take_history(void *context, Arena *mem, const StoredHistory *history, Err *err)
{
	Listing *listing = context;
	ContractState *state = state_of(listing, history->contract_id);
	if (!state)
		return true;
	const Value *unset = state->values;
	if (!read_state(mem, listing->fields, history, listing->view, state, err))
		return false;
	state->warnings = (WarningList){0};
	if (state->values != unset)
		state->values = copy_values(listing->mem, listing->fields, state->values);
	return true;
}

static bool take_snapshot(void *context, Arena *mem, int64_t contract_id, const SnapshotList *list,
			  Err *err)
{
	(void)mem;
	(void)err;
	Listing *listing = context;
	ContractState *state = state_of(listing, contract_id);
	if (!state || list->len == 0)
		return true;
	const Snapshot *row = &list->at[list->len - 1];
	state->effective_on = row->effective_on;
	state->values = copy_values(listing->mem, listing->fields, row->values);
	state->total = row->figures.total;
	return true;
}

static MUST_CHECK bool begin_listing(App *app, Str account, Listing *listing, int64_t *account_id,
				     Err *err)
{
	Account found_account = {0};
	ContractList contracts;
	Fields *fields = ARENA_NEW(app->mem, Fields);
	if (account.len > 0 && !lookup_account(app, account, &found_account, err))
		return fail_at(err, "account");
	if (!custom_field_load(app->db, app->mem, fields, err) ||
	    !contract_list(app->db, app->mem, found_account.id, &contracts, err))
		return false;
	*listing = (Listing){.mem = app->mem, .fields = fields};
	listing->states =
		(ContractStates){fields, ARENA_ARRAY(app->mem, ContractState, contracts.len),
				 contracts.len};
	map_init(&listing->by_id, app->mem, 0);
	const Value *unset = ARENA_ARRAY(app->mem, Value, fields->len);
	for (size_t i = 0; i < contracts.len; i++) {
		ContractState *state = &listing->states.at[i];
		*state = (ContractState){.contract = contracts.at[i],
					 .effective_on = DATE_NONE,
					 .values = unset,
					 .total = no_figures()};
		map_put(&listing->by_id, id_bytes(&state->contract.id), (int64_t)i);
	}
	*account_id = found_account.id;
	return true;
}

static MUST_CHECK bool list(App *app, Str account, Moment moment, ContractStates *out, Err *err)
{
	Listing listing;
	int64_t account_id = 0;
	if (!begin_listing(app, account, &listing, &account_id, err))
		return false;
	listing.view = view_of(moment);
	HistoryScope scope = account_id != 0 ? HISTORY_OF_ACCOUNT : HISTORY_OF_ALL;
	bool ok = is_now(moment) ? snapshot_visit(app->db, listing.fields, SNAPSHOTS_LATEST,
						  moment.as_of, take_snapshot, &listing, err)
				 : revision_visit(app->db, listing.fields, scope, account_id,
						  take_history, &listing, err);
	if (ok)
		*out = listing.states;
	return ok;
}

bool contracts_list(App *app, Str account, Moment moment, ContractStates *out, Err *err)
{
	if (!app_begin_read(app, err))
		return false;
	bool ok = list(app, account, moment, out, err);
	app_end(app);
	return ok;
}
