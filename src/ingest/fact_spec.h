#ifndef PACTA_INGEST_FACT_SPEC_H
#define PACTA_INGEST_FACT_SPEC_H

/* The part of a mapping file that is about facts. Private to ingest; pure. */

#include "ingest/ref_parse.h"

/*
 * Reads what `root` says about facts into `mapping`, whose head is read already.
 * Errors: ERR_INPUT with its line
 */
MUST_CHECK bool fact_spec_parse(RefParser *parser, const JsonValue *root, Mapping *mapping,
				Err *err);

#endif
