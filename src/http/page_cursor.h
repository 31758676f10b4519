#ifndef PACTA_HTTP_PAGE_CURSOR_H
#define PACTA_HTTP_PAGE_CURSOR_H

/*
 * Where a page of a list begins, as an opaque text that one answer gives and the next request brings back.
 *
 * A cursor holds how many items came before, the last of them, and a hash of what was asked. Where the list
 * has changed in between, the page goes on behind that item; where the item is gone, at the same place.
 */

#include "http/route.h"

/* What tells an item from all others of its list. */
typedef struct ItemMark {
	int64_t id;
	int64_t number; /* where the id alone does not; else 0 */
} ItemMark;

typedef struct PageCursor {
	uint64_t offset; /* how many items came before */
	ItemMark last;   /* the last one of them; zeros at the beginning */
} PageCursor;

/* A list of `count` items as the page sees it. */
typedef struct PagedList {
	const void *items;
	size_t count;
	ItemMark (*mark)(const void *items, size_t place);
} PagedList;

typedef struct PageSlice {
	size_t from;
	size_t to; /* behind the last item */
} PageSlice;

/*
 * The cursor of a request; the beginning where it has none. The route has the parameter "cursor".
 * Errors: ERR_USAGE it is none, or another query's; call->remedy tells what to do
 */
MUST_CHECK bool page_cursor_read(Call *call, PageCursor *out, Err *err);

/*
 * A cursor of any content, for lists that have a place of their own: sealed with what was asked, and opened. The route
 * has the parameter "cursor". Errors: ERR_USAGE as page_cursor_read; cursor_refuse always fails so
 */
Str cursor_seal(const Call *call, Str content);
MUST_CHECK bool cursor_open(Call *call, Str *content, Err *err);
bool cursor_refuse(Call *call, Err *err);

/* How many items a page holds at most: the parameter "limit". */
size_t page_limit(const Call *call);

/* The part of a list that `cursor` and the parameter "limit" ask for. O(1) where the list is as it was. */
PageSlice page_slice(const Call *call, const PageCursor *cursor, const PagedList *list);

/* The members "total" and "next" of an answer. */
#define PAGE_MEMBERS                                                                        \
	{"total", &SHAPE_OF_INTEGER, ALWAYS, "how many there are on all pages"},            \
	{                                                                                   \
		"next", &SHAPE_OF_TEXT, NULLABLE, "cursor of the next page; null: the last" \
	}
void page_put(Call *call, const PageSlice *slice, const PagedList *list);

#define PAGE_PARAMS                                                        \
	{.name = "limit",                                                  \
	 .place = IN_QUERY,                                                \
	 .kind = PARAM_NUMBER,                                             \
	 .minimum = 1,                                                     \
	 .maximum = 1000,                                                  \
	 .help = "how many items a page holds at most; 200 unless given"}, \
	{                                                                  \
		.name = "cursor", .place = IN_QUERY, .kind = PARAM_TEXT,   \
		.help = "where the page begins: `next` of the page before" \
	}

#endif
