#ifndef PACTA_HISTORY_VALUE_H
#define PACTA_HISTORY_VALUE_H

/*
 * Values of tracked fields: reading them from text and writing them as text. Pure.
 */

#include "base/decimal.h"
#include "history/field.h"

typedef struct Value {
	bool set;
	int64_t number; /* for every type but text and contract; unit: see FieldType */
	Str text;       /* for text and contract */
} Value;

typedef enum ChangeOp {
	CHANGE_SET, /* an unset value clears the field */
	CHANGE_ADD, /* money, numbers and shares only */
} ChangeOp;

typedef struct Change {
	size_t field; /* place in Fields */
	ChangeOp op;
	Value value;
} Change;

bool value_eq(Value a, Value b);

/* Whether an amount can be added to a field of this type. */
bool field_can_add(FieldType type);

/*
 * Read what is set or added. An empty text is the unset value (for a set only). Shares may be
 * written "60%" or "0.6"; a share to add may be negative. Text refers to `text`.
 * Errors: ERR_INPUT   not a value of this field (more decimals than hold; no such choice; …)
 *         ERR_RANGE   out of range; the error names the field
 */
MUST_CHECK bool value_parse(const Field *field, Currency currency, ChangeOp op, Str text,
			    NumberStyle style, Value *out, Err *err);

/* The value as value_parse reads it; "" where unset. Shares as decimals ("0.7"). */
Str value_text(Arena *mem, const Field *field, Currency currency, Value value);

/* For people: "130,000.00", "70 %", "1 Jan 2010"; "–" where unset. */
Str value_text_long(Arena *mem, const Field *field, Currency currency, Value value);

#endif
