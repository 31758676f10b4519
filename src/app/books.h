#ifndef PACTA_APP_BOOKS_H
#define PACTA_APP_BOOKS_H

/* Reads books and what contracts share from the store, inside a read transaction. The one place where facts become books. */

#include "app/book_heads.h"

/*
 * What all contracts share. Of people, where the scope is a contract, or an account with few, only those who have hours or
 * assignments there, whenever, and of their assignments only these. Hours of people (NEED_RESOURCE_HOURS): those of query->days, over all contracts and none, which are told apart
 * only with lineage. Lives in the App's arena.
 * Errors: those of the store
 */
MUST_CHECK bool firm_read(App *app, const BooksQuery *query, Firm *out, Err *err);

/*
 * Hands the book of each contract of the scope to `take`, by key, naturally. Contracts that the view sees nothing of are handed over too.
 * Errors: ERR_NOT_FOUND contract, account, manager; those of `take`
 */
typedef bool (*BookTake)(void *context, const Book *book, Err *err);
MUST_CHECK bool books_each(App *app, const Firm *firm, const BooksQuery *query, BookTake take,
			   void *context, Err *err);

/* The same of contracts whose heads were read. `query` has the same scope and view. */
MUST_CHECK bool books_each_of(const BookHeads *heads, const Firm *firm, const BooksQuery *query,
			      BookTake take, void *context, Err *err);

/* The people of a scope of people, or all that are declared. Errors: ERR_NOT_FOUND team, resource */
typedef struct ResourceRefs {
	const Resource **at; /* by key, naturally */
	size_t len;
} ResourceRefs;
MUST_CHECK bool scope_resources(App *app, const Firm *firm, Scope scope, Date as_of,
				ResourceRefs *out, Err *err);

#endif
