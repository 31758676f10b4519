#ifndef PACTA_HISTORY_ENTRY_H
#define PACTA_HISTORY_ENTRY_H

/*
 * The recorded entries of one contract, revisions and retractions, and what a
 * view sees of them.
 *
 * Entries are append-only. Their numbers run 1, 2, 3 … in recording order; an
 * array of entries always holds number n at place n − 1. Source: domain.md §3. Pure.
 */

#include "history/value.h"

typedef enum EntryKind {
	ENTRY_REVISION,
	ENTRY_RETRACTION,
} EntryKind;

typedef struct Entry {
	int32_t number;
	EntryKind kind;
	int32_t target;      /* retraction: number of the revision that it takes back; else 0 */
	Date effective_on;   /* retraction: DATE_NONE */
	Instant known_at;    /* when the organisation knew it */
	Instant recorded_at; /* when pacta was told */
	Str order_key;       /* among entries of one day and known instant, compared naturally */
	Str recorded_by;
	Date signed_on; /* or DATE_NONE */
	Str reason;
	Str change_order;
	Str source;        /* import's source, or empty */
	Str source_key;    /* identity of the row within the source */
	int64_t import_id; /* 0: not imported */
	const Change *changes;
	size_t change_count;
} Entry;

typedef struct View {
	Date effective;   /* last day seen; DATE_NONE: no limit */
	Instant known;    /* last instant seen */
	Instant recorded; /* last instant seen */
} View;

#define VIEW_ALL ((View){DATE_NONE, INSTANT_MAX, INSTANT_MAX})

typedef struct EntryList {
	const Entry **at;
	size_t len;
	size_t cap;
} EntryList;

/* Order of effect: effective day, known instant, order key, number. */
int entry_compare(const Entry *a, const Entry *b);

/* Revisions inside `view` that no retraction inside it takes back, in order of effect. O(n log n). */
EntryList view_select(Arena *mem, const Entry *entries, size_t count, View view);

/* Whether both change the same fields in the same way, on the same effective day. */
bool entry_same_content(const Entry *a, const Entry *b);

#endif
