#ifndef PACTA_INGEST_DRAFTING_H
#define PACTA_INGEST_DRAFTING_H

/*
 * From a row of data to the draft of a revision, by the rules of a mapping. Pure. Private to ingest.
 */

#include "ingest/columns.h"
#include "ingest/draft.h"
#include "ingest/ref.h"

/* A rule whose field is known. */
typedef struct PlannedField {
	const FieldRule *rule;
	size_t place; /* in Fields */
	FieldType type;
	bool twin; /* another rule is for the same field */
} PlannedField;

/* What is the same for all rows of a file. */
typedef struct Drafter {
	const Mapping *mapping;
	const Fields *fields;
	NumberRules numbers; /* those of the mapping, completed by the file */
	Header header;       /* CSV only */
	const ptrdiff_t
		*places; /* CSV: of the mapping's columns, then of columns that are fields */
	const PlannedField *plan;
	size_t plan_count;
	const size_t *unnamed; /* columns without a name where every column must be known */
	size_t unnamed_count;
	Change *changes;   /* room for plan_count */
	Currency currency; /* of the row before, which mostly is that of the next */
} Drafter;

/*
 * Prepares for a file with this header (JSON: none).
 *
 * delimiter  of the file, by which numbers are understood; for JSON a comma
 * out        lives in `mem`; refers to the mapping, the fields and the header
 * Errors: ERR_INPUT a column is missing or comes twice, or is no field where all others must be;
 *         a rule names an unknown field or one that cannot be added to (file and line of the mapping)
 */
MUST_CHECK bool drafter_init(Drafter *out, const Mapping *mapping, const Fields *fields,
			     Header header, char delimiter, Arena *mem, Err *err);

/*
 * The draft of one row, without its line and raw text.
 *
 * out      texts refer to the row, the mapping or `mem`; changes are valid until the next call
 * reject   on failure: column and, if it could be read, row_key
 * Errors: ERR_INPUT, ERR_RANGE: why the row cannot be taken
 */
MUST_CHECK bool drafter_make(Drafter *drafter, const RowView *view, Arena *mem, Draft *out,
			     Reject *reject, Err *err);

#endif
