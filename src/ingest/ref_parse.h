#ifndef PACTA_INGEST_REF_PARSE_H
#define PACTA_INGEST_REF_PARSE_H

/* References of a mapping file: from JSON to Ref. Private to ingest; pure. */

#include "base/json_tree.h"
#include "ingest/spec.h"

/* Where references of one mapping are read into. */
typedef struct RefParser {
	Arena *mem;
	bool json;  /* pointers, not columns */
	bool facts; /* what only mappings of facts may say is allowed */
	VEC(Column) columns;
	VEC(Column) keys; /* JSON: those that pointers end with */
} RefParser;

/* The place of the column of these names in parser->columns; it is added if need be. */
size_t ref_column(RefParser *parser, const Str *names, size_t count, bool needed);

/* The reference that `value` is; `what` names it in messages. Errors: ERR_INPUT with its line */
MUST_CHECK bool ref_parse(RefParser *parser, const JsonValue *value, const char *what, Ref *out,
			  Err *err);

/* The reference that the member `key` is; where it is missing: `required` fails, else REF_NONE. */
MUST_CHECK bool ref_parse_member(RefParser *parser, const JsonValue *object, const char *what,
				 const char *key, bool required, Ref *out, Err *err);

/* An array of references, not empty. */
MUST_CHECK bool ref_parse_list(RefParser *parser, const JsonValue *value, const char *what,
			       RefList *out, Err *err);

/* Gives `ref` the texts that the object `values` translates. */
MUST_CHECK bool ref_parse_values(RefParser *parser, const JsonValue *values, Ref *ref, Err *err);

#endif
