#ifndef PACTA_APP_STREAM_INTAKE_H
#define PACTA_APP_STREAM_INTAKE_H

/*
 * Records of Singer streams on their way into the store: by the mapping of their stream as facts, else as they are
 * into quarantine, from which the mapping releases them later. Inside a write transaction of the caller.
 */

#include "app/fact_import.h"
#include "app/waiting.h"
#include "base/zone.h"
#include "ingest/mapping.h"

/* Where rows of streams without a source of their own come from. */
#define STREAM_SOURCE "singer"

/* A record, told apart within its source by its id (ingest/singer.h). */
typedef struct StreamRecord {
	Str stream;
	Str id;
	Str raw; /* its JSON, as received */
	uint64_t line;
} StreamRecord;

typedef struct StreamIntake {
	App *app;
	Arena *mem;       /* lives as long as the transaction */
	Str time_zone;    /* as it is set; empty: none */
	const Zone *zone; /* NULL: nobody has named one */
	Instant known_at;
	FactIntake *intake; /* NULL until a mapping reads something */
	bool fits;          /* the intake's origin is `origin` */
	FactOrigin origin;  /* of the records that follow */
	uint64_t kept;      /* records that went into quarantine past the intake */
	uint64_t passed;    /* running timers and the like: neither taken nor kept */
	bool changed;
} StreamIntake;

/* Errors: those of the store; ERR_NOT_FOUND the setting time_zone */
MUST_CHECK bool stream_intake_open(App *app, Arena *mem, StreamIntake *out, Err *err);
void stream_intake_close(StreamIntake *streams);

/* The records that follow are of this origin; what is gathered of another is written. */
MUST_CHECK bool stream_intake_from(StreamIntake *streams, const FactOrigin *origin, Err *err);

/* Take a record by the mapping of its stream; NULL: it waits for one. Errors: those of the store */
MUST_CHECK bool stream_intake_take(StreamIntake *streams, const Mapping *mapping,
				   const StreamRecord *record, Err *err);

/* Write what is gathered: then the counts are final. */
MUST_CHECK bool stream_intake_flush(StreamIntake *streams, Err *err);

/* What became of all records so far; read = accepted + corrected + unchanged + quarantined. */
FactCounts stream_intake_counts(const StreamIntake *streams);

/* Whether anything of the store is different now; after the flush. */
bool stream_intake_changed(const StreamIntake *streams);

/*
 * Take the rows that wait for the stream of this mapping; `source` empty: whatever their source. Rows of STREAM_SOURCE
 * become facts of the mapping's own source, as they will be when they are sent again.
 */
MUST_CHECK bool stream_release(App *app, const Mapping *mapping, Str source, RetrySummary *out,
			       Err *err);

#endif
