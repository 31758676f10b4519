#ifndef PACTA_INGEST_SINGER_ID_H
#define PACTA_INGEST_SINGER_ID_H

/* What tells a record of a Singer stream apart; see ingest/singer.h. Private to ingest. Pure. */

#include "ingest/singer.h"

/*
 * The id of a record. Without keys it depends on how many alike the stream had; that is counted, in `keep`.
 * Errors: ERR_INPUT the record lacks a key property, or has null there
 */
MUST_CHECK bool singer_id_of(Arena *mem, Arena *keep, SingerStream *stream, const JsonValue *record,
			     Str *out, Err *err);

#endif
