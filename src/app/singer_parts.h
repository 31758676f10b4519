#ifndef PACTA_APP_SINGER_PARTS_H
#define PACTA_APP_SINGER_PARTS_H

/* What the parts of the Singer target share: singer.c reads, singer_batch.c writes, singer_version.c deletes. */

#include "app/mappings.h"
#include "app/singer.h"
#include "app/stream_intake.h"
#include "ingest/singer.h"
#include "store/import.h"
#include "store/stream_version.h"

/* A record that is gathered. Texts live in the batch. */
typedef struct Gathered {
	StreamRecord record;
	bool superseded; /* a later one has the same id */
	bool has_version;
	int64_t version;
} Gathered;

typedef struct TargetStream {
	Str name;
	const Mapping *mapping; /* NULL: none reads it */
	Str source;
	VEC(Gathered) gathered; /* in the batch */
} TargetStream;

/* The run's import of one source: for lineage, freshness, undo. */
typedef struct TargetImport {
	Str source;
	ImportRecord record;
	bool stored;       /* it is in the store */
	bool touched;      /* in the open transaction */
	FactCounts counts; /* of what is committed, or, where touched, of what will be */
} TargetImport;

struct SingerTarget {
	App *app;
	Arena *mem; /* of the run */
	SingerRequest request;
	ReadMappings given;
	ReadMappings own;
	Singer *singer;
	VEC(TargetStream) streams; /* at the singer's places */
	VEC(TargetImport) imports;
	SingerSummary summary;

	Arena line_mem; /* of the line that is read */
	uint64_t line;
	uint64_t bytes; /* of all lines read */
	Arena tail_mem;
	Buf tail; /* the beginning of a line whose end is not here yet */

	Arena batch; /* what is gathered */
	Map places;  /* by id: place in its stream */
	size_t count;
	size_t size; /* bytes of the records */
	VEC(Str) states;
};

/* Write the records that are gathered, in a transaction of its own. */
MUST_CHECK bool singer_write_records(SingerTarget *target, Err *err);

/* Delete what the stream did not send with this version; nothing is gathered. */
MUST_CHECK bool singer_activate(SingerTarget *target, const TargetStream *stream, int64_t version,
				Err *err);

/* Take what waits in quarantine for the mapping of this stream, in a transaction of its own. */
MUST_CHECK bool singer_release(SingerTarget *target, const TargetStream *stream, Err *err);

/* The run's import of this source, begun in the store within the open transaction. */
MUST_CHECK bool singer_import(SingerTarget *target, Str source, TargetImport **out, Err *err);

/* Ends the open transaction: imports that it touched get their counts, and all is committed. */
MUST_CHECK bool singer_commit(SingerTarget *target, Err *err);

/* Ends it without effect. */
void singer_abandon(SingerTarget *target);

#endif
