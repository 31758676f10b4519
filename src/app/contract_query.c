#include "app/contract_query.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

const char *const CONTRACT_SORT_NAMES[CONTRACT_SORTS + 1] = {
	[SORT_KEY] = "key",
	[SORT_NAME] = "name",
	[SORT_ACCOUNT] = "account",
	[SORT_ANNUAL_VALUE] = "annual_value",
	[SORT_TOTAL_VALUE] = "total_value",
	[SORT_STARTS_ON] = "starts_on",
	[SORT_ENDS_ON] = "ends_on",
	[SORT_REVENUE] = "revenue",
	[SORT_PROFIT] = "profit",
	[SORT_STATUS] = "status",
	[SORT_MANAGER] = "manager",
	[CONTRACT_SORTS] = NULL,
};

/* By what a state is ordered. */
typedef struct Rank {
	const ContractState *state;
	size_t place; /* among all states, which are by key */
	bool unset;
	const char *currency; /* of money, else "" */
	int64_t number;       /* of money, days and choices */
	Str text;             /* of texts, folded */
} Rank;

typedef VEC(Str) WordList;

static WordList split_words(Arena *mem, Str text)
{
	WordList words = {0};
	Buf folded = {.mem = mem};
	utf8_fold(&folded, text);
	Str rest = buf_str(&folded);
	while (rest.len > 0) {
		size_t end = 0;
		while (end < rest.len && rest.ptr[end] != ' ')
			end++;
		Str word = str_trim(str_slice(rest, 0, end));
		if (word.len > 0)
			*vec_push(mem, &words) = word;
		rest = str_slice(rest, end + 1, rest.len);
	}
	return words;
}

static Str manager_of(const ContractState *state)
{
	return state->values[MANAGER].set ? state->values[MANAGER].text : (Str){0};
}

/* Texts are parted by a line end, which no word holds. */
static bool has_words(Buf *scratch, const ContractState *state, const WordList *words)
{
	const Str texts[] = {state->contract.key, state->contract.name, state->contract.account,
			     manager_of(state)};
	if (words->len == 0)
		return true;
	buf_clear(scratch);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		utf8_fold(scratch, texts[i]);
		buf_add_byte(scratch, '\n');
	}
	for (size_t i = 0; i < words->len; i++) {
		size_t at;
		if (!str_find(buf_str(scratch), words->at[i], &at))
			return false;
	}
	return true;
}

static bool fits(const ContractState *state, const ContractQuery *query)
{
	if (query->has_kind && state->contract.kind != query->kind)
		return false;
	if (query->account.len > 0 && !str_eq(state->contract.account, query->account))
		return false;
	Value status = state->values[STATUS];
	if (query->status.len == 0)
		return true;
	if (!status.set)
		return str_eq(query->status, STR("none"));
	return str_eq(query->status, fields_builtin()[STATUS].choices[status.number]);
}

static void rank_text(Rank *rank, Arena *mem, Str text)
{
	Buf folded = {.mem = mem};
	utf8_fold(&folded, text);
	rank->text = buf_str(&folded);
	rank->unset = text.len == 0;
}

static void rank_value(Rank *rank, BuiltinField field)
{
	const Value *value = &rank->state->values[field];
	rank->unset = !value->set;
	rank->number = value->number;
}

static void rank_money(Rank *rank, BuiltinField field)
{
	rank_value(rank, field);
	rank->currency = rank->state->contract.currency.code;
}

static void rank_amount(Rank *rank, Amount amount)
{
	rank->unset = amount.na != NA_NONE;
	rank->number = amount.minor;
	rank->currency = rank->state->contract.currency.code;
}

static Rank rank_of(Arena *mem, const ContractState *state, size_t place, ContractSort sort)
{
	Rank rank = {.state = state, .place = place, .currency = ""};
	switch (sort) {
	case SORT_NAME:
		rank_text(&rank, mem, state->contract.name);
		break;
	case SORT_ACCOUNT:
		rank_text(&rank, mem, state->contract.account);
		break;
	case SORT_ANNUAL_VALUE:
		rank_money(&rank, ANNUAL_VALUE);
		break;
	case SORT_TOTAL_VALUE:
		rank_money(&rank, TOTAL_VALUE);
		break;
	case SORT_STARTS_ON:
		rank_value(&rank, STARTS_ON);
		break;
	case SORT_ENDS_ON:
		rank_value(&rank, ENDS_ON);
		break;
	case SORT_REVENUE:
		rank_amount(&rank, state->total.revenue);
		break;
	case SORT_PROFIT:
		rank_amount(&rank, state->total.profit);
		break;
	case SORT_STATUS:
		rank_value(&rank, STATUS);
		break;
	case SORT_MANAGER:
		rank_text(&rank, mem, manager_of(state));
		break;
	case SORT_KEY:
	case CONTRACT_SORTS:
		rank.number = (int64_t)place;
		break;
	}
	return rank;
}

static int compare(const Rank *a, const Rank *b, int direction)
{
	if (a->unset != b->unset)
		return a->unset ? 1 : -1;
	int order = 0;
	if (!a->unset) {
		order = strcmp(a->currency, b->currency);
		if (order != 0)
			return order;
		order = (a->number > b->number) - (a->number < b->number);
		if (order == 0)
			order = str_cmp_natural(a->text, b->text);
	}
	return order != 0 ? direction * order : (a->place > b->place) - (a->place < b->place);
}

static int compare_ascending(const void *a, const void *b)
{
	return compare(a, b, 1);
}

static int compare_descending(const void *a, const void *b)
{
	return compare(a, b, -1);
}

ContractPage contract_query(Arena *mem, const ContractStates *states, const ContractQuery *query)
{
	Arena scratch;
	arena_init(&scratch);
	VEC(Rank) found = {0};
	Buf text = {.mem = &scratch};
	WordList words = split_words(&scratch, query->words);
	for (size_t i = 0; i < states->len; i++) {
		const ContractState *state = &states->at[i];
		if (fits(state, query) && has_words(&text, state, &words))
			*vec_push(&scratch, &found) = rank_of(&scratch, state, i, query->sort);
	}
	if (found.len > 0)
		qsort(found.at, found.len, sizeof *found.at,
		      query->descending ? compare_descending : compare_ascending);
	size_t from = query->offset < found.len ? (size_t)query->offset : found.len;
	size_t len = query->limit < found.len - from ? (size_t)query->limit : found.len - from;
	const ContractState **page = ARENA_ARRAY(mem, const ContractState *, len);
	for (size_t i = 0; i < len; i++)
		page[i] = found.at[from + i].state;
	ContractPage answer = {page, len, found.len};
	arena_deinit(&scratch);
	return answer;
}
