#ifndef PACTA_INGEST_MAPPING_H
#define PACTA_INGEST_MAPPING_H

/*
 * Mappings: declarative descriptions of a source's files. docs/mappings.md has the format.
 */

#include "facts/fact.h"
#include "history/field.h"
#include "ingest/draft.h"

typedef struct Mapping Mapping;

/* Where a built-in mapping lies, or a file. */
typedef struct MappingInfo {
	Str name;      /* "fpds" */
	Str title;     /* for people */
	Str source;    /* what its rows are told apart by, together with their key */
	bool is_fact;  /* its rows are facts … */
	FactKind fact; /* … of this kind; else revisions of contracts */
	Str stream;    /* name of the Singer stream that it reads; empty: none */
	/* Custom fields that it needs; ids are 0. They are declared before rows are read. */
	const Field *custom_fields;
	size_t custom_field_count;
	bool count_repeats; /* rows whose composed keys repeat are told apart by counting them */
	/* Values of the first order column that mark a contract's first modification. */
	const Str *first_values;
	size_t first_value_count;
} MappingInfo;

/*
 * The mapping `name`: built-in, or a file where it holds a slash, a dot or ends in ".json".
 * Errors: ERR_NOT_FOUND no such mapping (the built-in ones are listed) or file; ERR_INPUT names file, line and key
 */
MUST_CHECK bool mapping_open(Arena *mem, Str name, const Mapping **out, Err *err);

/* A built-in mapping only: `name` is never a file. Errors: ERR_NOT_FOUND */
MUST_CHECK bool mapping_open_builtin(Arena *mem, Str name, const Mapping **out, Err *err);

/* From the text of a mapping file; `name` is for messages. */
MUST_CHECK bool mapping_parse(Arena *mem, Str name, Str json, const Mapping **out, Err *err);

/*
 * The text of a built-in mapping, as of a file. Lives in `mem` or as long as the process.
 * Errors: ERR_NOT_FOUND
 */
MUST_CHECK bool mapping_text(Arena *mem, Str name, Str *out, Err *err);

const MappingInfo *mapping_info(const Mapping *mapping);

/* Whether an order key of this mapping is that of a first modification; true for mappings without the notion. */
bool mapping_is_first(const Mapping *mapping, Str order_key);
bool mapping_has_first(const Mapping *mapping);

/* The built-in mappings: those that are files in the order of their names, then the templates of facts. */
const MappingInfo *mapping_list(Arena *mem, size_t *count);

/*
 * Read all rows of `path` ("-": standard input) by `mapping` and hand them to `sink` in the order of the
 * file. Takes constant memory, but for what the sink keeps.
 *
 * sha256, bytes   of the file as read
 * Errors: ERR_IO, ERR_NOT_FOUND; ERR_INPUT the file is empty or a directory, or as a whole not of this kind (a
 *         column that the mapping needs is missing: named, with those that are there; broken JSON; a field
 *         that is not in `fields`); those of the sink. A bad row is no error. Rows before the error have been
 *         handed over: the sink's transaction must not be committed then
 */
MUST_CHECK bool ingest_file(const Mapping *mapping, const Fields *fields, const char *path,
			    RowSink sink, Str *sha256_hex, uint64_t *bytes, Arena *mem, Err *err);

#endif
