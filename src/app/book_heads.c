#include "app/book_heads.h"

#include "store/custom_field.h"
#include "store/revision.h"
#include "store/snapshot.h"

#include <stdlib.h>

enum { HISTORY_BYTES = 1024 * 1024 }; /* of histories, before their memory is freed */

bool scope_contracts(App *app, Scope scope, ContractCards *out, Err *err)
{
	Account account = {0};
	if (scope.kind == SCOPE_CONTRACT) {
		Contract contract;
		if (!lookup_contract(app, scope.name, &contract, err))
			return fail_at(err, "scope");
		*out = (ContractCards){ARENA_NEW(app->mem, ContractCard), 1};
		*out->at = contract_card(&contract);
		return true;
	}
	if (scope.kind == SCOPE_ACCOUNT && !lookup_account(app, scope.name, &account, err))
		return fail_at(err, "scope");
	return contract_cards(app->db, app->mem, account.id, out, err);
}

/* Heads on their way: by contract id, without their folds. */
typedef struct HeadReading {
	App *app;
	const BooksQuery *query;
	BookHeads heads;
} HeadReading;

static int compare_ids(const void *a, const void *b)
{
	int64_t x = ((const BookHead *)a)->contract->id;
	int64_t y = ((const BookHead *)b)->contract->id;
	return (x > y) - (x < y);
}

static BookHead *head_of(const HeadReading *reading, int64_t contract_id)
{
	ContractCard contract = {.id = contract_id};
	BookHead wanted = {.contract = &contract};
	return reading->heads.len == 0 ? NULL
				       : bsearch(&wanted, reading->heads.at, reading->heads.len,
						 sizeof wanted, compare_ids);
}

/* Contracts of which each is read by itself. */
static bool is_few(const HeadReading *reading)
{
	return reading->heads.len <= BOOKS_FEW;
}

/* The account whose contracts the scope is; 0: it is another scope. */
static int64_t account_of(const HeadReading *reading)
{
	bool of_account = reading->query->scope.kind == SCOPE_ACCOUNT && reading->heads.len > 0;
	return of_account ? reading->heads.at[0].contract->account_id : 0;
}

/* Entries that the view sees. */
static EntryList select_entries(Arena *mem, const BooksQuery *query, const StoredHistory *history)
{
	View view = {query->effective, query->moment.known, INSTANT_MAX};
	Entry *seen;
	size_t count = 0;
	if (query->last_number == 0)
		return view_select(mem, history->entries, history->count, view);
	/* Numbers are places: what is not seen stays, known at an instant that no view sees. */
	seen = ARENA_ARRAY(mem, Entry, history->count);
	for (; count < history->count; count++) {
		seen[count] = history->entries[count];
		if (seen[count].known_at.us == view.known.us &&
		    seen[count].number > query->last_number)
			seen[count].known_at = INSTANT_MAX;
	}
	return view_select(mem, seen, count, view);
}

/* Rows whose texts outlive the history. */
static Fold keep_fold(Arena *mem, const Fields *fields, const Fold *fold)
{
	Fold kept = {.rows = ARENA_ARRAY(mem, FoldRow, fold->len),
		     .len = fold->len,
		     .cap = fold->len};
	for (size_t i = 0; i < fold->len; i++) {
		Value *values = ARENA_ARRAY(mem, Value, fields->len);
		for (size_t j = 0; j < fields->len; j++) {
			values[j] = fold->rows[i].values[j];
			values[j].text =
				values[j].text.len > 0 ? str_copy(mem, values[j].text) : (Str){0};
		}
		kept.rows[i] =
			(FoldRow){.effective_on = fold->rows[i].effective_on, .values = values};
	}
	return kept;
}

static MUST_CHECK bool fold_history(HeadReading *reading, Arena *mem, const StoredHistory *history,
				    BookHead *head, Err *err)
{
	Fold fold;
	EntryList entries = select_entries(mem, reading->query, history);
	if (!fold_entries(mem, reading->heads.fields, entries, &fold, err))
		return fail_in(err, "contract '%.*s'", STR_ARG(head->contract->key));
	head->fold = keep_fold(reading->app->mem, reading->heads.fields, &fold);
	return true;
}

static bool take_history(void *context, Arena *mem, const StoredHistory *history, Err *err)
{
	HeadReading *reading = context;
	BookHead *head = head_of(reading, history->contract_id);
	return !head || fold_history(reading, mem, history, head, err);
}

static MUST_CHECK bool fold_one_by_one(HeadReading *reading, Err *err)
{
	bool ok = true;
	Arena mem;
	arena_init(&mem);
	for (size_t i = 0; ok && i < reading->heads.len; i++) {
		BookHead *head = &reading->heads.at[i];
		StoredHistory history;
		ok = revision_load(reading->app->db, &mem, reading->heads.fields,
				   head->contract->id, &history, err) &&
		     fold_history(reading, &mem, &history, head, err);
		arena_trim(&mem, HISTORY_BYTES);
	}
	arena_deinit(&mem);
	return ok;
}

static MUST_CHECK bool fold_histories(HeadReading *reading, Err *err)
{
	int64_t account_id = account_of(reading);
	if (is_few(reading))
		return fold_one_by_one(reading, err);
	return revision_visit(reading->app->db, reading->heads.fields,
			      account_id != 0 ? HISTORY_OF_ACCOUNT : HISTORY_OF_ALL, account_id,
			      take_history, reading, err);
}

/* Gives the folds that a filter finds to their heads; both are by contract id. */
static MUST_CHECK bool take_snapshots(HeadReading *reading, SnapshotFilter filter, Err *err)
{
	SnapshotFolds folds;
	BookHeads *heads = &reading->heads;
	size_t next = 0;
	if (!snapshot_folds(reading->app->db, reading->app->mem, heads->fields, filter, &folds,
			    err))
		return false;
	for (size_t i = 0; i < heads->len; i++) {
		int64_t id = heads->at[i].contract->id;
		while (next < folds.len && folds.at[next].contract_id < id)
			next++;
		if (next < folds.len && folds.at[next].contract_id == id)
			heads->at[i].fold = folds.at[next].fold;
	}
	return true;
}

static MUST_CHECK bool read_snapshots(HeadReading *reading, Err *err)
{
	SnapshotFilter filter = {.account_id = account_of(reading),
				 .until = reading->query->effective};
	ScopeKind kind = reading->query->scope.kind;
	bool some = kind == SCOPE_CONTRACT || kind == SCOPE_ACCOUNT;
	if (!some || !is_few(reading))
		return take_snapshots(reading, filter, err);
	for (size_t i = 0; i < reading->heads.len; i++) {
		HeadReading one = *reading;
		one.heads.at = &reading->heads.at[i];
		one.heads.len = 1;
		filter.contract_id = one.heads.at->contract->id;
		if (!take_snapshots(&one, filter, err))
			return false;
	}
	return true;
}

/* The store keeps the folds of what is known now. */
static MUST_CHECK bool read_folds(HeadReading *reading, Err *err)
{
	const BooksQuery *query = reading->query;
	bool now = query->moment.known.us == INSTANT_MAX.us && query->last_number == 0;
	if (now ? !read_snapshots(reading, err) : !fold_histories(reading, err))
		return false;
	for (size_t i = 0; i < reading->heads.len; i++) {
		BookHead *head = &reading->heads.at[i];
		const FoldRow *row = fold_row_on(&head->fold, query->moment.as_of);
		head->manager = row ? row->values[MANAGER].text : (Str){0};
	}
	return true;
}

static MUST_CHECK bool keep_managed(BookHeads *heads, Str manager, Err *err)
{
	size_t kept = 0;
	for (size_t i = 0; i < heads->len; i++) {
		if (str_eq(heads->at[i].manager, manager))
			heads->at[kept++] = heads->at[i];
	}
	heads->len = kept;
	if (kept > 0)
		return true;
	if (manager.len == 0)
		(void)fail_no_such(err, "manager", "every contract has a manager on that day");
	else
		(void)fail_no_such(err, "manager",
				   "nobody called '%.*s' manages a contract on that day",
				   STR_ARG(str_slice(manager, 0, 300)));
	return fail_at(err, "scope");
}

static int compare_keys(const void *a, const void *b)
{
	return str_cmp_natural(((const BookHead *)a)->contract->key,
			       ((const BookHead *)b)->contract->key);
}

/* Most firms number their contracts as they come. */
static void order_by_key(BookHeads *heads)
{
	for (size_t i = 1; i < heads->len; i++) {
		if (compare_keys(&heads->at[i - 1], &heads->at[i]) > 0) {
			qsort(heads->at, heads->len, sizeof *heads->at, compare_keys);
			return;
		}
	}
}

bool book_heads_read(App *app, const BooksQuery *query, BookHeads *out, Err *err)
{
	ContractCards contracts;
	Fields *fields = ARENA_NEW(app->mem, Fields);
	if (!custom_field_load(app->db, app->mem, fields, err) ||
	    !scope_contracts(app, query->scope, &contracts, err))
		return false;
	HeadReading reading = {.app = app, .query = query};
	reading.heads = (BookHeads){app, fields, ARENA_ARRAY(app->mem, BookHead, contracts.len),
				    contracts.len};
	for (size_t i = 0; i < contracts.len; i++)
		reading.heads.at[i].contract = &contracts.at[i];
	if (!read_folds(&reading, err) || (query->scope.kind == SCOPE_MANAGER &&
					   !keep_managed(&reading.heads, query->scope.name, err)))
		return false;
	order_by_key(&reading.heads);
	*out = reading.heads;
	return true;
}
