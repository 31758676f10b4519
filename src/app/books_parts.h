#ifndef PACTA_APP_BOOKS_PARTS_H
#define PACTA_APP_BOOKS_PARTS_H

/* What is read for books, kind by kind and for all contracts at once, before it is handed over contract by contract. */

#include "app/books.h"
#include "store/facts.h"

/* Kinds of what is read; each lies in an array of its own, contract by contract. */
typedef enum BookPart {
	PART_RECOGNITIONS,
	PART_INVOICES,
	PART_COSTS,
	PART_BUDGETS,
	PART_TASKS,
	PART_TASK_PLANS,
	PART_DELIVERABLES,
	PART_PROGRESS,
	PART_RATES,
	PART_ASSIGNMENTS,
	PART_HOURS,
	BOOK_PARTS,
} BookPart;

typedef struct PartRange {
	size_t first, len;
} PartRange;

typedef struct Shelf {
	int64_t contract_id;
	const BookHead *head;
	PartRange parts[BOOK_PARTS];
} Shelf;

typedef struct RecognitionRow {
	Recognition it;
	Str reverses; /* external id, or empty */
} RecognitionRow;

typedef struct ProgressRow {
	Str deliverable;
	Progress it;
} ProgressRow;

/* Hours of a contract, a day or some days of a month, and a class; perhaps of a task. */
typedef struct HourSum {
	uint32_t shelf; /* place of the contract by id */
	Date day;
	int32_t time_class;
	int64_t task_id;
	int64_t seconds;
	int64_t entries;
} HourSum;

typedef struct BookReading {
	App *app;
	Arena *mem; /* of all that is read here */
	const Firm *firm;
	const BooksQuery *query;
	Shelf *shelves; /* by contract id */
	size_t len;
	Shelf *last; /* that was asked for */
	bool few;    /* contracts: read one by one */
	Str source;  /* last one that was kept */
	VEC(RecognitionRow) recognitions;
	VEC(Invoice) invoices;
	VEC(Cost) costs;
	VEC(Budget) budgets;
	VEC(Task) tasks;
	VEC(Task) task_plans;
	VEC(Deliverable) deliverables;
	VEC(ProgressRow) progress;
	VEC(Rate) rates;
	VEC(Assignment) assignments;
	HourSum *hours;
	VEC(Work) work; /* of the book that is made right now, where books are not kept */
} BookReading;

/* books_shelves.c: an empty shelf for each contract. */
void shelves_make(BookReading *reading, const BookHeads *heads);

/* The shelf of a contract; NULL: it is not in the scope. */
Shelf *shelf_of(BookReading *reading, int64_t contract_id);

/* books_facts.c: reads facts of the kinds that query->needs names. */
MUST_CHECK bool book_facts_read(BookReading *reading, Err *err);

/* books_hours.c: sums of hours of all contracts; nothing where work is read entry by entry. */
MUST_CHECK bool book_hours_read(BookReading *reading, Err *err);

/* Days whose hours are wanted; from may be DATE_NONE. */
Period hours_window(const BooksQuery *query);

/* Whether any hours are asked for, and whether they are entries rather than sums. */
bool hours_are_wanted(const BooksQuery *query);
bool hours_are_entries(const BooksQuery *query);

/* books_work.c: fills the work of a book that is complete otherwise, in `mem`. */
MUST_CHECK bool book_work_fill(BookReading *reading, const Shelf *shelf, Arena *mem, Book *book,
			       Err *err);

/* books_make.c: puts the book of a contract together, in `mem`. */
MUST_CHECK bool book_make(BookReading *reading, const BookHeads *heads, const BookHead *head,
			  Arena *mem, Book *book, Err *err);

/* books_people.c: fills the people of a firm that is complete otherwise. */
MUST_CHECK bool firm_people_read(App *app, const BooksQuery *query, Firm *firm, Err *err);

typedef struct FirmPeople {
	Resource *at; /* by id */
	size_t len;
	bool all; /* there are no others */
} FirmPeople;

/* books_days.c: the hours of people by day, or their weeks. */
MUST_CHECK bool firm_hours_read(App *app, const BooksQuery *query, const FirmPeople *people,
				Err *err);

/* books_person_entries.c: the same as single entries with their origin. Memory: all of them. */
MUST_CHECK bool firm_entries_read(App *app, const BooksQuery *query, const FirmPeople *people,
				  Err *err);

#endif
