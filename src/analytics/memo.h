#ifndef PACTA_ANALYTICS_MEMO_H
#define PACTA_ANALYTICS_MEMO_H

/*
 * What several measures of one book and question share, worked out by the first that asks. Zeroed before each book. Each
 * member belongs to the file named beside it.
 */

struct DueItems;  /* due_items.h */
struct Delivered; /* delivered.h */
struct Committed; /* commitment.c */

typedef struct Memo {
	const struct DueItems *due_items;
	const struct Delivered *delivered;
	const struct Committed *committed;
} Memo;

#endif
