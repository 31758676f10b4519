#ifndef PACTA_STORE_FIELD_VALUE_H
#define PACTA_STORE_FIELD_VALUE_H

/*
 * Values of tracked fields in the columns of the store: the only place that knows how.
 *
 * A value stands in a column for numbers or in one for text, by field_type_is_text; tables with a
 * column of its own for each field have one index for both. An unset value is NULL in both.
 */

#include "history/value.h"
#include "store/db.h"

/* The text that a set value of a field stored as text has: choices by their name. */
Str field_value_text(const Field *field, Value value);

/* Bind `value` as parameter `number_index` or `text_index`. */
void field_value_bind(DbStmt *stmt, int number_index, int text_index, const Field *field,
		      Value value);

/*
 * The value in `number_column` or `text_column` of the present row; text is copied into `mem`.
 * False: a value that the field cannot hold (of another type, no such choice, a day out of range).
 */
MUST_CHECK bool field_value_read(DbStmt *stmt, Arena *mem, int number_column, int text_column,
				 const Field *field, Value *out);

/* The last text that was read from a column, and of a choice its place. {0} at first. */
typedef struct FieldText {
	Str text;
	int64_t choice;
} FieldText;

/*
 * As field_value_read, of a column for both, for whoever reads many rows: a text that is the same as in `last`, which is of
 * the same column and lives as long as `mem`, is neither copied nor looked up again.
 */
MUST_CHECK bool field_value_read_again(DbStmt *stmt, Arena *mem, int column, const Field *field,
				       FieldText *last, Value *out);

/* The day in a column, DATE_NONE where it is NULL. False: a day out of range, or no number. */
MUST_CHECK bool field_value_read_day(DbStmt *stmt, int column, Date *out);

#endif
