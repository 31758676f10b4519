#include "app/stream_intake.h"

#include "base/hash.h"
#include "base/json_tree.h"
#include "ingest/fact_file.h"
#include "store/recording_clock.h"
#include "store/setting.h"
#include "store/stream_version.h"

#include <string.h>

/* What the reading of one record is about, for the sink. */
typedef struct Reading {
	StreamIntake *streams;
	const Mapping *mapping;
	const StreamRecord *record;
	FactSink inner; /* the intake's */
} Reading;

bool stream_intake_open(App *app, Arena *mem, StreamIntake *out, Err *err)
{
	StreamIntake streams = {.app = app, .mem = mem};
	if (!recording_clock_tick(app->db, app->now, &streams.known_at, err) ||
	    !setting_get(app->db, mem, STR("time_zone"), (Str){0}, &streams.time_zone, err) ||
	    (streams.time_zone.len > 0 && !zone_open(mem, streams.time_zone, &streams.zone, err)))
		return false;
	*out = streams;
	return true;
}

void stream_intake_close(StreamIntake *streams)
{
	if (streams->intake)
		fact_intake_close(streams->intake);
	streams->intake = NULL;
}

bool stream_intake_from(StreamIntake *streams, const FactOrigin *origin, Err *err)
{
	if (!stream_intake_flush(streams, err))
		return false;
	streams->origin = *origin;
	streams->origin.time_zone = streams->time_zone;
	streams->fits = false;
	return true;
}

static MUST_CHECK bool prepare(StreamIntake *streams, Err *err)
{
	if (streams->fits)
		return true;
	bool ok = streams->intake ? fact_intake_switch(streams->intake, &streams->origin, err)
				  : fact_intake_open(streams->app, streams->mem, streams->known_at,
						     &streams->origin, &streams->intake, err);
	streams->fits = ok;
	return ok;
}

static MUST_CHECK bool put_waiting(StreamIntake *streams, const QuarantineRow *row, Err *err)
{
	Db *db = streams->app->db;
	bool waits;
	if (!stream_record_waits(db, row->source, row->row_key, row->raw_sha256, row->code, &waits,
				 err))
		return false;
	if (waits)
		return true;
	streams->changed = true;
	return quarantine_put(db, row, err);
}

/* The record waits as it is. A mapping of its stream may read it another time, whatever the reason now. */
static MUST_CHECK bool keep(StreamIntake *streams, const StreamRecord *record, const char *code,
			    Str column, Str reason, Err *err)
{
	Arena mem;
	arena_init(&mem);
	QuarantineRow row = {
		.id = id_next(&streams->app->ids, streams->app->now),
		.import_id = streams->origin.import_id,
		.source = streams->origin.source,
		.file = streams->origin.file,
		.line = (int64_t)record->line,
		.column = column,
		.reason = reason,
		.row_key = record->id,
		.raw = record->raw,
		.raw_sha256 = digest_hex(&mem, sha256(record->raw)),
		.code = str_from_c(code),
		.subject = STR("stream"),
		.unknown = record->stream,
	};
	streams->kept++;
	bool ok = put_waiting(streams, &row, err);
	arena_deinit(&mem);
	return ok;
}

static bool take_draft(void *context, const FactDraft *draft, Err *err)
{
	Reading *reading = context;
	FactValue values[FACT_FIELDS_MAX];
	FactDraft renamed = *draft;
	size_t place;
	if (!fact_field_find(draft->kind, STR("external_id"), &place))
		return reading->inner.take(reading->inner.context, draft, err);
	memcpy(values, draft->values, fact_spec(draft->kind)->field_count * sizeof *values);
	values[place] = (FactValue){.set = true, .text = reading->record->id};
	renamed.values = values;
	return reading->inner.take(reading->inner.context, &renamed, err);
}

static bool reject_record(void *context, const Reject *reject, Err *err)
{
	Reading *reading = context;
	return keep(reading->streams, reading->record, QUARANTINE_BAD_VALUE, reject->column,
		    reject->reason, err);
}

static void pass_record(void *context, FactPass why, uint64_t line)
{
	Reading *reading = context;
	(void)why;
	(void)line;
	reading->streams->passed++;
}

static MUST_CHECK bool read_record(StreamIntake *streams, const Mapping *mapping,
				   const StreamRecord *record, Arena *mem, Err *err)
{
	const JsonValue *value;
	Reading reading = {streams, mapping, record,
			   fact_intake_sink(streams->intake, mapping_info(mapping)->fact)};
	FactSink sink = {&reading, take_draft, reject_record, pass_record, NULL};
	JsonOptions options = {.max_token = record->raw.len + 1, .line = record->line};
	FactReading how = {.zone = streams->zone, .source = streams->origin.source};
	return json_parse_within(mem, record->raw, options, JSON_MAX_VALUES, &value, err) &&
	       fact_of_record(mapping, &how, value, record->raw, record->line, sink, mem, err);
}

bool stream_intake_take(StreamIntake *streams, const Mapping *mapping, const StreamRecord *record,
			Err *err)
{
	Arena mem;
	if (!mapping)
		return keep(streams, record, QUARANTINE_NO_MAPPING, (Str){0},
			    STR("no mapping reads this stream"), err);
	if (!prepare(streams, err))
		return false;
	arena_init(&mem);
	bool ok = read_record(streams, mapping, record, &mem, err);
	arena_deinit(&mem);
	return ok;
}

bool stream_intake_flush(StreamIntake *streams, Err *err)
{
	return !streams->intake || fact_intake_flush(streams->intake, err);
}

FactCounts stream_intake_counts(const StreamIntake *streams)
{
	FactCounts counts = {0};
	if (streams->intake)
		counts = *fact_intake_counts(streams->intake);
	counts.read += streams->kept;
	counts.quarantined += streams->kept;
	counts.passed[PASS_RUNNING] += streams->passed;
	return counts;
}

bool stream_intake_changed(const StreamIntake *streams)
{
	return streams->changed || (streams->intake && fact_intake_changed(streams->intake));
}
