#ifndef PACTA_BASE_JSON_ITEMS_H
#define PACTA_BASE_JSON_ITEMS_H

/*
 * Reads the items of a large JSON document one by one, each as a tree.
 *
 * Where the items are is told by a pattern: a JSON Pointer in which the token "*"
 * stands for every element of an array. The tokens "releases" and "*" give the
 * releases of an OCDS package, "*" alone the elements of a top-level array, the
 * empty pattern the whole document. What lies elsewhere is checked as JSON and
 * passed over. With `lines`, each line of the input is one item (JSON Lines), and
 * a malformed line is a fault of that item only.
 *
 * Memory is bounded by max_item and max_values, whatever the length of the input.
 * Used like the reader in base/csv.h. Pure: no I/O.
 */

#include "base/arena.h"
#include "base/err.h"
#include "base/json_tree.h"
#include "base/str.h"

typedef struct JsonItemsOptions {
	Str where;         /* pattern; must be "" with `lines` */
	bool lines;        /* JSON Lines */
	size_t max_item;   /* source bytes of one item; 0: 16 MiB */
	size_t max_values; /* values in one item; 0: JSON_MAX_VALUES */
	size_t max_depth;  /* 0: 128 */
	size_t max_raw;    /* bytes kept of an item that is too long; 0: 64 KiB */
} JsonItemsOptions;

/* One item. Everything in it is valid until the next json_items_next or _feed. */
typedef struct JsonItem {
	const JsonValue *value; /* NULL: see fault */
	const Err *fault;       /* why there is no value; NULL if there is one */
	Str raw;                /* the source bytes as received */
	bool raw_cut;           /* too long: raw is its beginning */
	uint64_t index;         /* number of the item, from 0 */
	uint64_t line;          /* where it begins: physical line, from 1 */
	uint64_t column;        /* byte in that line, from 1 */
} JsonItem;

typedef enum JsonStep {
	JSON_ITEM, /* an item was read, good or faulty */
	JSON_MORE, /* everything fed is used up: feed the next chunk */
	JSON_DONE, /* the input is over and complete */
} JsonStep;

typedef struct JsonItems JsonItems;

/* Fails with ERR_INPUT where the pattern is malformed. Must be closed. */
MUST_CHECK bool json_items_open(JsonItemsOptions options, JsonItems **out, Err *err);
void json_items_close(JsonItems *items); /* NULL is fine */

/* As json_feed. */
void json_items_feed(JsonItems *items, Str chunk, bool last);

/*
 * The next item. A fault of an item (a key that comes twice, too long, too many
 * values, with `lines` also malformed) is told in the item and the rest goes on;
 * a failure is final: the document is not JSON from there on.
 */
MUST_CHECK bool json_items_next(JsonItems *items, JsonStep *step, JsonItem *item, Err *err);

#endif
