#ifndef PACTA_INGEST_SINGER_H
#define PACTA_INGEST_SINGER_H

/*
 * What a Singer tap says, message by message (singer-io/getting-started, docs/SPEC.md). Pure.
 *
 * Each line is one JSON object. A record is told apart by its stream and the values of the stream's key
 * properties; without key properties by what it holds, and records alike in all of it by counting them from the
 * beginning of the run. So the same messages sent again, from wherever on, name the same records.
 *
 * Types of values are not held against the schema: a mapping says what a record's values mean, and what it
 * cannot read waits in quarantine.
 */

#include "base/json_tree.h"
#include "base/map.h"

/* Bytes of the longest line, and of the longest name of a stream. */
enum { SINGER_LINE_MAX = 16 << 20, SINGER_NAME_MAX = 200 };

typedef enum SingerType {
	SINGER_NOTHING, /* an empty line */
	SINGER_SCHEMA,
	SINGER_RECORD,
	SINGER_STATE,
	SINGER_ACTIVATE_VERSION,
	SINGER_UNKNOWN, /* a message of another type: to be passed over */
} SingerType;

typedef struct SingerStream {
	Str name;
	const Str *keys; /* names of its key properties, sorted; none: records have no identity */
	size_t key_count;
	Map alike; /* without keys: by hash of a record, how many there were */
} SingerStream;

typedef struct SingerMessage {
	SingerType type;
	Str type_name;           /* as received */
	size_t stream;           /* its place; of SCHEMA, RECORD and ACTIVATE_VERSION */
	const JsonValue *record; /* of RECORD: an object */
	Str raw; /* of RECORD and STATE: the JSON of the record or value, as received */
	Str id;  /* of RECORD: ["stream",key,…], unique in the whole input */
	bool has_version;
	int64_t version; /* of RECORD, where it has one, and of ACTIVATE_VERSION */
} SingerMessage;

typedef struct Singer Singer;

/* Lives in `mem` with all that it remembers of streams. */
Singer *singer_new(Arena *mem);

/*
 * The message of one line, without its line end. `mem` is that of the message; `raw` refers to `line`.
 * Errors: ERR_INPUT not a Singer message; a schema that is none, or lacks properties or a key; a record or version
 *         before the stream's schema; a record without a key property. ERR_RANGE: the line is too long. Each
 *         begins "line 7"; what came before stays as it is
 */
MUST_CHECK bool singer_read(Singer *singer, Str line, uint64_t number, Arena *mem,
			    SingerMessage *out, Err *err);

const SingerStream *singer_stream(const Singer *singer, size_t place);
size_t singer_stream_count(const Singer *singer);

/* What the ids of all records of a stream begin with, and those of no other. */
Str singer_id_prefix(Arena *mem, Str stream);

#endif
