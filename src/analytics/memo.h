#ifndef PACTA_ANALYTICS_MEMO_H
#define PACTA_ANALYTICS_MEMO_H

/*
 * What is worked out by the first that asks. Each member belongs to the file named beside it.
 */

struct DueItems;    /* due_items.h */
struct Delivered;   /* delivered.h */
struct Committed;   /* commitment.c */
struct Commitments; /* commitment.c */

/* What several measures of one book and question share. Zeroed before each of them. */

typedef struct Memo {
	const struct DueItems *due_items;
	const struct Delivered *delivered;
	const struct Committed *committed;
} Memo;

/*
 * What questions of one book share, whatever their days, where they are asked one after the other: none is needed any more once the next
 * one is asked. Zeroed before each book; lives as long as the arena of these questions.
 */
typedef struct BookMemo {
	struct Commitments *commitments;
} BookMemo;

#endif
