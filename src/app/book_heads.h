#ifndef PACTA_APP_BOOK_HEADS_H
#define PACTA_APP_BOOK_HEADS_H

/* The contracts of a scope with their terms: what books begin with, inside a read transaction. */

#include "app/scope.h"
#include "history/snapshot.h"
#include "store/contract.h"

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

/* A contract of a scope before its facts are read. */
typedef struct BookHead {
	const ContractCard *contract;
	Str manager; /* of the last state up to the as-of day */
	Fold fold;   /* up to query.effective; of its rows only day and values are told */
} BookHead;

/* The contracts of a scope, with their terms: the first half of books_each, for whom chooses by these what to read. */
typedef struct BookHeads {
	App *app;
	const Fields *fields;
	BookHead *at; /* by key, naturally */
	size_t len;
} BookHeads;

/*
 * Looks at scope, moment, effective and last_number only. Lives in the App's arena. In the view known = now terms are those of the
 * stored snapshots; in others revisions are folded.
 * Errors: ERR_NOT_FOUND contract, account, manager; those of the store
 */
MUST_CHECK bool book_heads_read(App *app, const BooksQuery *query, BookHeads *out, Err *err);

/* The contracts of a scope of contracts, by id; of a manager those that he may manage, which their terms tell: all. */
MUST_CHECK bool scope_contracts(App *app, Scope scope, ContractCards *out, Err *err);

/* Contracts up to this many are read one by one rather than out of all. */
enum { BOOKS_FEW = 32 };

#endif
