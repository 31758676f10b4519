#ifndef PACTA_APP_BOOKS_H
#define PACTA_APP_BOOKS_H

/* Reads books and what contracts share from the store, inside a read transaction. The one place where facts become books. */

#include "analytics/book.h"
#include "app/scope.h"

typedef struct BooksQuery {
	Scope scope;    /* of contracts; for people: all contracts */
	unsigned needs; /* NEED_… */
	Moment moment; /* known: of revisions and facts; as_of is set: hours after it are not read */
	Date effective; /* last effective day of revisions seen; DATE_NONE: no limit, terms are known ahead */
	/*
	 * Entries of a contract's history that became known at the instant `moment.known` itself are seen up to this
	 * number; 0: all.
	 */
	int32_t last_number;
	Period days; /* days whose hours are wanted; with NEED_HISTORY_OF_HOURS all up to as_of */
	const Date *
		cuts; /* ascending: days at which sums of hours must be told apart (bounds of periods) */
	size_t cut_count;
	bool by_day;  /* sums of hours tell every day apart */
	bool lineage; /* work as single entries with their lineage */
	bool keep;    /* books live in the App's arena; else each only until `take` returns */
} BooksQuery;

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

/* A contract of a scope before its facts are read. */
typedef struct BookHead {
	const Contract *contract;
	Str manager; /* of the last state up to the as-of day */
	Fold fold;   /* without a limit of effective days */
} BookHead;

/* The contracts of a scope, with their terms: the first half of books_each, for whom chooses by these what to read. */
typedef struct BookHeads {
	App *app;
	const Fields *fields;
	BookHead *at; /* by key, naturally */
	size_t len;
} BookHeads;

/* Looks at scope, moment and last_number only. Lives in the App's arena. Errors: as books_each */
MUST_CHECK bool book_heads_read(App *app, const BooksQuery *query, BookHeads *out, Err *err);

/* The other half. `query` has the same scope and view. */
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
