#include "http/routes.h"

#include "answer/contract_json.h"
#include "app/contract_query.h"
#include "http/kept_lists.h"
#include "http/page_cursor.h"

static const Shape STATE_LIST = {.kind = SHAPE_LIST, .items = &CONTRACT_STATE_SHAPE};

const Shape CONTRACTS_SHAPE = {
	.name = "Contracts",
	.kind = SHAPE_OBJECT,
	.help = "a page of contracts at a moment",
	SHAPE_MEMBERS(MOMENT_MEMBERS, {"contracts", &STATE_LIST, ALWAYS, "in the order asked for"},
		      PAGE_MEMBERS),
};

/* A page of contracts; what it points to lives in a list that is kept for others, too. */
typedef struct ContractsResult {
	const Fields *fields;
	const bool *asked; /* one per field; NULL: all */
	ContractPage page; /* all that fit */
	PageSlice slice;
} ContractsResult;

static ItemMark mark_of(const void *items, size_t place)
{
	const ContractState *const *states = items;
	return (ItemMark){.id = states[place]->contract.id};
}

static PagedList paged(const ContractsResult *result)
{
	return (PagedList){result->page.at, result->page.len, mark_of};
}

/* The parameter "fields": names with commas between. */
static MUST_CHECK bool read_asked(const Call *call, const Fields *fields, const bool **out,
				  Err *err)
{
	const Given *given = call_given(call, "fields");
	Str rest = given->text;
	*out = NULL;
	if (!given->given)
		return true;
	bool *asked = ARENA_ARRAY(call->mem, bool, fields->len);
	while (rest.len > 0) {
		size_t place;
		size_t at = rest.len;
		(void)str_find(rest, STR(","), &at);
		if (!fields_find(fields, str_trim(str_slice(rest, 0, at)), &place, err)) {
			err->code = ERR_USAGE;
			return fail_at(err, "fields");
		}
		asked[place] = true;
		rest = str_slice(rest, at + 1, rest.len);
	}
	*out = asked;
	return true;
}

static ContractQuery query_of(const Call *call)
{
	const Given *kind = call_given(call, "kind");
	return (ContractQuery){
		.account = call_given(call, "account")->text,
		.words = call_given(call, "q")->text,
		.status = call_given(call, "status")->text,
		.has_kind = kind->given,
		.kind = (ContractKind)kind->number,
		.sort = (ContractSort)call_given(call, "sort")->number,
		.descending = call_given(call, "order")->number == 1,
		.limit = UINT64_MAX,
	};
}

bool api_contracts_list_run(Call *call, Err *err)
{
	PageCursor cursor;
	ContractsResult *result = ARENA_NEW(call->mem, ContractsResult);
	ContractQuery query = query_of(call);
	if (!page_cursor_read(call, &cursor, err) ||
	    !kept_lists_take(call->request->lists, call->app, call_moment(call), &call->list, err))
		return false;
	const ContractStates *states = kept_list_states(call->list);
	if (!read_asked(call, states->fields, &result->asked, err))
		return false;
	result->fields = states->fields;
	result->page = contract_query(call->mem, states, &query);
	PagedList list = paged(result);
	result->slice = page_slice(call, &cursor, &list);
	call->result = result;
	return true;
}

bool api_contracts_list_render(Call *call, Err *err)
{
	const ContractsResult *result = call->result;
	PagedList list = paged(result);
	(void)err;
	json_write_begin_object(&call->json);
	json_put_moment(&call->json, call->mem, call_moment(call));
	json_put_key(&call->json, "contracts");
	json_write_begin_array(&call->json);
	for (size_t i = result->slice.from; i < result->slice.to; i++)
		json_put_contract_state(&call->json, call->mem, result->fields, result->page.at[i],
					result->asked);
	json_write_end_array(&call->json);
	page_put(call, &result->slice, &list);
	json_write_end_object(&call->json);
	return true;
}

typedef struct ContractResult {
	const Fields *fields;
	ContractState state;
} ContractResult;

bool api_contract_show_run(Call *call, Err *err)
{
	ContractResult *result = ARENA_NEW(call->mem, ContractResult);
	call->result = result;
	return contracts_show(call->app, call_given(call, "key")->text, call_moment(call),
			      &result->fields, &result->state, err);
}

bool api_contract_show_render(Call *call, Err *err)
{
	const ContractResult *result = call->result;
	(void)err;
	json_put_contract(&call->json, call->mem, result->fields, &result->state);
	return true;
}
