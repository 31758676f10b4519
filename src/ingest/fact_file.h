#ifndef PACTA_INGEST_FACT_FILE_H
#define PACTA_INGEST_FACT_FILE_H

/* Files of facts: finding out what a file is, and reading its rows. */

#include "base/json_tree.h"
#include "base/zone.h"
#include "ingest/fact_draft.h"
#include "ingest/mapping.h"

/* How a file is to be read. Zeroed: as it is found. */
typedef struct FactReading {
	/*
	 * Of local times and midnights. Instants with an offset are moved to it; NULL: they stay at their own
	 * offset, "Z" at UTC. Pass none where nobody has named one.
	 */
	const Zone *zone;
	Str dates; /* pattern of its dates; empty: found in the file */
	Str source; /* what its rows are told apart by; also the person where a file tells none. Empty: the mapping's */
	bool contract_told; /* all rows are of one contract that is told elsewhere: they need not name any */
	/* Mappings of this installation, tried before the built-in ones. */
	const Mapping *const *own;
	size_t own_count;
} FactReading;

/* A file, or standard input, opened once: its beginning can be looked at before all of it is read. */
typedef struct InputFile InputFile;

/*
 * Opens `path` ("-": standard input). Must be closed.
 * Errors: ERR_NOT_FOUND, ERR_IO; ERR_INPUT the file is empty or a directory
 */
MUST_CHECK bool input_open(Arena *mem, const char *path, InputFile **out, Err *err);
void input_close(InputFile *file);

/*
 * The mapping that fits the file by its header (CSV, XLSX), its names (JSON) or its form (timeclock): of contracts
 * or of facts. Of several that fit the one that needs the most columns.
 * Errors, which begin with the file's name: ERR_INPUT, field "mapping": none fits (names the nearest and the column
 *         that it lacks), several do; those of xlsx_open
 */
MUST_CHECK bool input_recognise(Arena *mem, InputFile *file, const FactReading *reading,
				const Mapping **out, Err *err);

/*
 * Read all rows by a mapping of facts and hand them to the sink in the order of the file. Takes constant memory,
 * but for what the sink keeps and for telling rows without an id of their own apart.
 *
 * sha256_hex, bytes   of the file as read
 * Errors: as ingest_file
 */
MUST_CHECK bool input_read_facts(InputFile *file, const Mapping *mapping,
				 const FactReading *reading, FactSink sink, Str *sha256_hex,
				 uint64_t *bytes, Arena *mem, Err *err);

/* The same for a mapping of contracts: as ingest_file, but of a file that is open. */
MUST_CHECK bool input_read_contracts(InputFile *file, const Mapping *mapping, const Fields *fields,
				     RowSink sink, Str *sha256_hex, uint64_t *bytes, Arena *mem,
				     Err *err);

/* One JSON object (a Singer record, a body of the API) by a mapping of facts. `raw` is its text. */
MUST_CHECK bool fact_of_record(const Mapping *mapping, const FactReading *reading,
			       const JsonValue *record, Str raw, uint64_t line, FactSink sink,
			       Arena *mem, Err *err);

/* The template of a fact as a CSV header line without line end, and the mapping that reads it ("pacta-cost"). */
Str fact_template(Arena *mem, FactKind kind);
const Mapping *fact_template_mapping(Arena *mem, FactKind kind);

#endif
