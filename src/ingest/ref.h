#ifndef PACTA_INGEST_REF_H
#define PACTA_INGEST_REF_H

/* Reads from a row what a mapping's references mean. Pure. Private to ingest. */

#include "base/json_tree.h"
#include "ingest/spec.h"

enum { NO_CELL = -1 };

/* One row of the data, of either kind. */
typedef struct RowView {
	const Str *cells;        /* CSV: the fields of the record … */
	const ptrdiff_t *places; /* … and which of them each of Mapping.columns is; NO_CELL: none */
	const Str *
		stars; /* … and what stands for the star in the name of each; NULL: no star in any */
	Str source;    /* the name that REF_SOURCE means */
	const JsonValue *row; /* JSON */
	const JsonValue *record;
} RowView;

typedef struct Cell {
	Str text;        /* trimmed; empty: blank */
	const Ref *from; /* the reference it was read from, or that is to blame for a failure */
	bool is_number;  /* a JSON number: its exponent is exact */
} Cell;

/*
 * The text that `ref` means.
 *
 * out     texts refer to the row, the mapping or `mem`. On failure only `from` is set
 * Errors: ERR_INPUT an object or array where a text is needed; a text that "values" does not list
 */
MUST_CHECK bool ref_read(const Ref *ref, const RowView *view, Arena *mem, Cell *out, Err *err);

/*
 * All texts of `list`, joined by tabs. No text of a row may hold a control character or more than 500
 * bytes, so that no two lists of texts give the same.
 */
MUST_CHECK bool ref_list_read(RefList list, const RowView *view, Arena *mem, Cell *out, Err *err);

/* Whether `text` fits a pattern in which each "*" stands for any text; case of ASCII letters makes no difference. */
bool ref_fits(Str text, Str pattern);

/* Whether a text has digits, and none other than 0: "0.00 USD". */
bool ref_is_zero(Str text);

/* Whether a text can identify something: without control characters, at most `longest` bytes. */
MUST_CHECK bool identity_check(Str text, size_t longest, Err *err);

#endif
