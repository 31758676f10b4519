#ifndef PACTA_APP_SINGER_H
#define PACTA_APP_SINGER_H

/*
 * A Singer target: takes what a tap writes and tells which of its states are durable.
 *
 * Records are gathered and written in batches, each in a transaction of its own. A state is told when all that came
 * before it is committed, and states are told in their order. After a failure what was told holds, and what came
 * after the last state told may be there or not: the tap sends it again.
 *
 * A record upserts by the key properties of its stream: its external id is made of stream and key, and the newest
 * word counts. Streams without keys are told apart by what their records hold. A stream that no mapping reads waits
 * in quarantine, record by record, also with the newest word of each key. ACTIVATE_VERSION deletes what the stream
 * holds and did not send with this version, in this run or in earlier ones.
 */

#include "app/app.h"
#include "facts/fact.h"

typedef struct SingerRequest {
	const Str *mappings; /* names or files; each must be of facts, with a stream */
	size_t mapping_count;
	Str source; /* of all records; empty: that of their mapping, else STREAM_SOURCE */
	/* A durable state: its JSON on one line, without line end. An error of it ends the run. */
	bool (*state)(void *context, Str line, Err *err);
	/* Something to know that is no failure: a sentence. */
	void (*note)(void *context, Str text);
	void *context;
} SingerRequest;

typedef struct SingerSummary {
	uint64_t records;  /* received */
	uint64_t repeated; /* of those: superseded by a later record of the same batch */
	uint64_t accepted, corrected, unchanged, quarantined;
	uint64_t deleted; /* by ACTIVATE_VERSION, also from quarantine */
	uint64_t states;
} SingerSummary;

typedef struct SingerTarget SingerTarget;

/*
 * Begin a run. Must be closed. `app->now` may be moved on between calls.
 * Errors: those of mapping_open; ERR_INPUT a mapping is not of facts or has no stream, field "mapping"; ERR_CONFLICT
 *         two read the same stream
 */
MUST_CHECK bool singer_target_open(App *app, const SingerRequest *request, SingerTarget **out,
				   Err *err);

/* What is not written yet is lost. */
void singer_target_close(SingerTarget *target);

/*
 * The next bytes of the input, cut anywhere; `last`: nothing follows, and all is written. Before a failure is told
 * what came before the line to blame is written, and its states are told.
 * Errors: those of singer_read; those of the store
 */
MUST_CHECK bool singer_target_feed(SingerTarget *target, Str bytes, bool last, Err *err);

/* Write what is gathered. */
MUST_CHECK bool singer_target_flush(SingerTarget *target, Err *err);

/* Whether something is gathered and not yet written. */
bool singer_target_waits(const SingerTarget *target);

SingerSummary singer_target_summary(const SingerTarget *target);

#endif
