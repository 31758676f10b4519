/* Books of contracts: whose they are, their terms, and their facts put together. */

#include "app/books_parts.h"
#include "store/custom_field.h"
#include "store/revision.h"

#include <stdlib.h>

enum {
	FEW = 32,                 /* contracts that are read one by one rather than out of all */
	BOOK_BYTES = 1024 * 1024, /* of books handed over, before their memory is freed */
};

bool scope_contracts(App *app, Scope scope, ContractList *out, Err *err)
{
	Account account = {0};
	if (scope.kind == SCOPE_CONTRACT) {
		Contract *contract = ARENA_NEW(app->mem, Contract);
		if (!lookup_contract(app, scope.name, contract, err))
			return fail_at(err, "scope");
		*out = (ContractList){contract, 1};
		return true;
	}
	if (scope.kind == SCOPE_ACCOUNT && !lookup_account(app, scope.name, &account, err))
		return fail_at(err, "scope");
	return contract_list(app->db, app->mem, account.id, out, err);
}

typedef struct Folding {
	App *app;
	const BooksQuery *query;
	BookHeads heads;
	const BookHead **by_id;
} Folding;

static int compare_heads(const void *a, const void *b)
{
	int64_t x = (*(BookHead *const *)a)->contract->id;
	int64_t y = (*(BookHead *const *)b)->contract->id;
	return (x > y) - (x < y);
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
		kept.rows[i] = fold->rows[i];
		kept.rows[i].values = values;
	}
	return kept;
}

static MUST_CHECK bool fold_history(Folding *folding, Arena *mem, const StoredHistory *history,
				    BookHead *head, Err *err)
{
	Fold fold;
	EntryList entries = select_entries(mem, folding->query, history);
	if (!fold_entries(mem, folding->heads.fields, entries, &fold, err))
		return fail_in(err, "contract '%.*s'", STR_ARG(head->contract->key));
	head->fold = keep_fold(folding->app->mem, folding->heads.fields, &fold);
	const FoldRow *row = fold_row_on(&head->fold, folding->query->moment.as_of);
	head->manager = row ? row->values[MANAGER].text : (Str){0};
	return true;
}

static bool take_history(void *context, Arena *mem, const StoredHistory *history, Err *err)
{
	Folding *folding = context;
	Contract contract = {.id = history->contract_id};
	BookHead wanted = {.contract = &contract};
	const BookHead *key = &wanted;
	BookHead **found = folding->heads.len == 0
				   ? NULL
				   : bsearch(&key, folding->by_id, folding->heads.len,
					     sizeof(BookHead *), compare_heads);
	return !found || fold_history(folding, mem, history, *found, err);
}

static MUST_CHECK bool fold_one_by_one(Folding *folding, Err *err)
{
	bool ok = true;
	Arena mem;
	arena_init(&mem);
	for (size_t i = 0; ok && i < folding->heads.len; i++) {
		BookHead *head = &folding->heads.at[i];
		StoredHistory history;
		ok = revision_load(folding->app->db, &mem, folding->heads.fields,
				   head->contract->id, &history, err) &&
		     fold_history(folding, &mem, &history, head, err);
		arena_trim(&mem, BOOK_BYTES);
	}
	arena_deinit(&mem);
	return ok;
}

static MUST_CHECK bool fold_all(Folding *folding, Err *err)
{
	BookHeads *heads = &folding->heads;
	if (heads->len <= FEW)
		return fold_one_by_one(folding, err);
	folding->by_id = ARENA_ARRAY(folding->app->mem, const BookHead *, heads->len);
	for (size_t i = 0; i < heads->len; i++)
		folding->by_id[i] = &heads->at[i];
	qsort(folding->by_id, heads->len, sizeof *folding->by_id, compare_heads);
	bool of_account = folding->query->scope.kind == SCOPE_ACCOUNT;
	return revision_visit(folding->app->db, heads->fields,
			      of_account ? HISTORY_OF_ACCOUNT : HISTORY_OF_ALL,
			      of_account ? heads->at[0].contract->account_id : 0, take_history,
			      folding, err);
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

bool book_heads_read(App *app, const BooksQuery *query, BookHeads *out, Err *err)
{
	ContractList contracts;
	Fields *fields = ARENA_NEW(app->mem, Fields);
	if (!custom_field_load(app->db, app->mem, fields, err) ||
	    !scope_contracts(app, query->scope, &contracts, err))
		return false;
	Folding folding = {.app = app, .query = query};
	folding.heads = (BookHeads){app, fields, ARENA_ARRAY(app->mem, BookHead, contracts.len),
				    contracts.len};
	for (size_t i = 0; i < contracts.len; i++)
		folding.heads.at[i].contract = &contracts.at[i];
	if (!fold_all(&folding, err) || (query->scope.kind == SCOPE_MANAGER &&
					 !keep_managed(&folding.heads, query->scope.name, err)))
		return false;
	*out = folding.heads;
	return true;
}

static int compare_shelves(const void *a, const void *b)
{
	int64_t x = ((const Shelf *)a)->contract_id;
	int64_t y = ((const Shelf *)b)->contract_id;
	return (x > y) - (x < y);
}

Shelf *shelf_of(BookReading *reading, int64_t contract_id)
{
	Shelf wanted = {.contract_id = contract_id};
	if (reading->last && reading->last->contract_id == contract_id)
		return reading->last;
	Shelf *found = reading->len == 0 ? NULL
					 : bsearch(&wanted, reading->shelves, reading->len,
						   sizeof wanted, compare_shelves);
	reading->last = found ? found : reading->last;
	return found;
}

static MUST_CHECK bool hand_over(BookReading *reading, const BookHeads *heads, BookTake take,
				 void *context, Err *err)
{
	bool ok = true;
	bool keep = reading->query->keep;
	Arena own;
	arena_init(&own);
	for (size_t i = 0; ok && i < heads->len; i++) {
		Arena *mem = keep ? reading->app->mem : &own;
		Book *book = ARENA_NEW(mem, Book);
		ok = book_make(reading, heads, &heads->at[i], mem, book, err) &&
		     take(context, book, err);
		arena_trim(&own, BOOK_BYTES);
	}
	arena_deinit(&own);
	return ok;
}

static void make_shelves(BookReading *reading, const BookHeads *heads)
{
	reading->len = heads->len;
	reading->few = heads->len <= FEW;
	reading->shelves = ARENA_ARRAY(reading->mem, Shelf, heads->len);
	for (size_t i = 0; i < heads->len; i++) {
		reading->shelves[i].contract_id = heads->at[i].contract->id;
		reading->shelves[i].head = &heads->at[i];
	}
	if (heads->len > 0)
		qsort(reading->shelves, heads->len, sizeof *reading->shelves, compare_shelves);
}

bool books_each_of(const BookHeads *heads, const Firm *firm, const BooksQuery *query, BookTake take,
		   void *context, Err *err)
{
	Arena own;
	BookReading reading = {.app = heads->app, .firm = firm, .query = query};
	arena_init(&own);
	reading.mem = query->keep ? heads->app->mem : &own;
	make_shelves(&reading, heads);
	bool ok = book_facts_read(&reading, err) && book_hours_read(&reading, err) &&
		  hand_over(&reading, heads, take, context, err);
	arena_deinit(&own);
	return ok;
}

bool books_each(App *app, const Firm *firm, const BooksQuery *query, BookTake take, void *context,
		Err *err)
{
	BooksQuery all = *query;
	BookHeads heads;
	if (scope_is_people(query->scope))
		all.scope = (Scope){SCOPE_PORTFOLIO, {0}};
	return book_heads_read(app, &all, &heads, err) &&
	       books_each_of(&heads, firm, &all, take, context, err);
}
