#ifndef PACTA_TESTS_STORE_FRESH_BOOKS_H
#define PACTA_TESTS_STORE_FRESH_BOOKS_H

/* Reading books of a fresh store, and telling what is in them. Failures end the test. */

#include "app/books.h"
#include "fact_files.h"

/* Of files of hours with approval and category. */
#define HOURS_HEADER \
	"external_id,contract,task,resource,work_date,seconds,approval,category,bill_amount,currency\n"

/* All of the portfolio on the days of 2025 as of its 30 June, known now. */
BooksQuery query_of(unsigned needs);

const Firm *read_firm(App *app, BooksQuery query);

enum { TAKEN_MAX = 64 };

typedef struct Taken {
	const Book *at[TAKEN_MAX];
	size_t len;
} Taken;

bool read_books(App *app, BooksQuery query, Taken *out, Err *err);

/* That of one contract. */
const Book *read_book(App *app, BooksQuery query, const char *key);

void expect_buf(const char *label, const Buf *got, const char *wanted);

/* " 1250", or " no_rate" */
void add_priced(Buf *buf, Priced priced);

/* " 2025-01-01", or " -" */
void add_day(Buf *buf, Date date);

#endif
