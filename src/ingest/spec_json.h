#ifndef PACTA_INGEST_SPEC_JSON_H
#define PACTA_INGEST_SPEC_JSON_H

/*
 * Typed reading of the JSON of a mapping. Every error names the line, what was found and what is
 * allowed. Private to ingest; pure.
 */

#include "base/json_tree.h"

/* Is `object` an object with no keys but those listed (ended by NULL) and "note"? `what`: for messages. */
MUST_CHECK bool spec_object(const JsonValue *object, const char *what, const char *const *allowed,
			    Err *err);

/* The member `key`. Errors: ERR_INPUT it is missing */
MUST_CHECK bool spec_member(const JsonValue *object, const char *what, const char *key,
			    const JsonValue **out, Err *err);

/* Is `value` of this kind? `what` names it in the message. */
MUST_CHECK bool spec_kind(const JsonValue *value, const char *what, JsonKind kind, Err *err);

/* A text that is not blank and holds no control characters. */
MUST_CHECK bool spec_text(const JsonValue *value, const char *what, Str *out, Err *err);

/* The text of the member `key`; where it is missing: `required` fails, else empty. */
MUST_CHECK bool spec_member_text(const JsonValue *object, const char *what, const char *key,
				 bool required, Str *out, Err *err);

/* The truth of the member `key`; false where it is missing. */
MUST_CHECK bool spec_member_bool(const JsonValue *object, const char *key, bool *out, Err *err);

/* An array of texts, not empty. */
MUST_CHECK bool spec_texts(Arena *mem, const JsonValue *value, const char *what, const Str **out,
			   size_t *count, Err *err);

/* "line 7: " before an error that belongs to `value`. Returns false. */
bool spec_fail_at(const JsonValue *value, Err *err);

#endif
