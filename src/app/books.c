/* Books of contracts: their facts are read and put together, contract by contract. */

#include "app/books_parts.h"

enum { BOOK_BYTES = 1024 * 1024 }; /* of books handed over, before their memory is freed */

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

bool books_each_of(const BookHeads *heads, const Firm *firm, const BooksQuery *query, BookTake take,
		   void *context, Err *err)
{
	Arena own;
	BookReading reading = {.app = heads->app, .firm = firm, .query = query};
	arena_init(&own);
	reading.mem = query->keep ? heads->app->mem : &own;
	shelves_make(&reading, heads);
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
