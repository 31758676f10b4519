#include "app/singer_parts.h"

#include "base/json_write.h"

static Str warnings_json(Arena *mem, const FactCounts *counts)
{
	Buf buf = {.mem = mem};
	JsonWriter json;
	json_write_init(&json, &buf, false);
	json_write_begin_object(&json);
	for (size_t i = 0; i < FACT_WARNINGS; i++) {
		if (counts->warnings[i] == 0)
			continue;
		json_write_key(&json, str_from_c(fact_warning_name((FactWarning)i)));
		json_write_int(&json, (int64_t)counts->warnings[i]);
	}
	json_write_end_object(&json);
	return buf_str(&buf);
}

static TargetImport *import_of(SingerTarget *target, Str source)
{
	App *app = target->app;
	for (size_t i = 0; i < target->imports.len; i++) {
		if (str_eq(target->imports.at[i].source, source))
			return &target->imports.at[i];
	}
	TargetImport *import = vec_push(target->mem, &target->imports);
	*import = (TargetImport){
		.source = source,
		.record =
			{
				.id = id_next(&app->ids, app->now),
				.source = source,
				.mapping = STR("singer"),
				.file = STR("standard input"),
				.recorded_by = app->user,
				.warnings = STR("{}"),
			},
	};
	return import;
}

bool singer_import(SingerTarget *target, Str source, TargetImport **out, Err *err)
{
	TargetImport *import = import_of(target, source);
	import->record.recorded_at = target->app->now;
	if (!import->stored && !import->touched &&
	    !import_insert(target->app->db, &import->record, err))
		return false;
	import->touched = true;
	*out = import;
	return true;
}

static MUST_CHECK bool finish_import(SingerTarget *target, TargetImport *import, Err *err)
{
	App *app = target->app;
	ImportRecord *record = &import->record;
	const FactCounts *counts = &import->counts;
	record->file_bytes = (int64_t)target->bytes;
	record->rows_read = (int64_t)counts->read;
	record->rows_accepted = (int64_t)counts->accepted;
	record->rows_corrected = (int64_t)counts->corrected;
	record->rows_unchanged = (int64_t)counts->unchanged;
	record->rows_quarantined = (int64_t)counts->quarantined;
	record->warnings = warnings_json(app->mem, counts);
	app_tell(app, TOPIC_IMPORT, str_format(app->mem, "%lld", (long long)record->id));
	return import_finish(app->db, record, err);
}

bool singer_commit(SingerTarget *target, Err *err)
{
	for (size_t i = 0; i < target->imports.len; i++) {
		TargetImport *import = &target->imports.at[i];
		if (import->touched && !finish_import(target, import, err)) {
			singer_abandon(target);
			return false;
		}
	}
	bool ok = app_commit(target->app, err);
	for (size_t i = 0; i < target->imports.len; i++) {
		TargetImport *import = &target->imports.at[i];
		import->stored = import->stored || (ok && import->touched);
		import->touched = false;
	}
	return ok;
}

void singer_abandon(SingerTarget *target)
{
	for (size_t i = 0; i < target->imports.len; i++)
		target->imports.at[i].touched = false;
	app_end(target->app);
}

/* What the run's import counts besides: from `before` to `after` of the intake. */
static void add_counts(FactCounts *sum, const FactCounts *before, const FactCounts *after)
{
	sum->read += after->read - before->read;
	sum->accepted += after->accepted - before->accepted;
	sum->corrected += after->corrected - before->corrected;
	sum->unchanged += after->unchanged - before->unchanged;
	sum->quarantined += after->quarantined - before->quarantined;
	sum->deleted += after->deleted - before->deleted;
	for (size_t i = 0; i < FACT_WARNINGS; i++)
		sum->warnings[i] += after->warnings[i] - before->warnings[i];
}

/* Records of another version than the active one are remembered until theirs is activated. */
static MUST_CHECK bool remember_versions(SingerTarget *target, const TargetStream *stream,
					 bool *changed, Err *err)
{
	StreamName name = {stream->source, stream->name};
	int64_t active = 0;
	bool found;
	if (!stream_version_find(target->app->db, name, &active, &found, err))
		return false;
	for (size_t i = 0; i < stream->gathered.len; i++) {
		const Gathered *gathered = &stream->gathered.at[i];
		bool is_new;
		if (gathered->superseded || !gathered->has_version ||
		    (found && gathered->version == active))
			continue;
		if (!stream_record_put(target->app->db, name, gathered->record.id,
				       gathered->version, &is_new, err))
			return false;
		*changed = *changed || is_new;
	}
	return true;
}

static MUST_CHECK bool write_stream(SingerTarget *target, StreamIntake *intake,
				    const TargetStream *stream, bool *changed, Err *err)
{
	TargetImport *import;
	if (!singer_import(target, stream->source, &import, err))
		return false;
	FactOrigin origin = {
		.source = stream->source,
		.import_id = import->record.id,
		.file = import->record.file,
		.replaces_own = true,
	};
	if (!stream_intake_from(intake, &origin, err))
		return false;
	FactCounts before = stream_intake_counts(intake);
	for (size_t i = 0; i < stream->gathered.len; i++) {
		const Gathered *gathered = &stream->gathered.at[i];
		if (!gathered->superseded &&
		    !stream_intake_take(intake, stream->mapping, &gathered->record, err))
			return false;
	}
	if (!stream_intake_flush(intake, err))
		return false;
	FactCounts after = stream_intake_counts(intake);
	add_counts(&import->counts, &before, &after);
	return remember_versions(target, stream, changed, err);
}

static MUST_CHECK bool write_streams(SingerTarget *target, bool *changed, Err *err)
{
	StreamIntake intake;
	if (!stream_intake_open(target->app, target->app->mem, &intake, err))
		return false;
	bool ok = true;
	*changed = false;
	for (size_t i = 0; ok && i < target->streams.len; i++) {
		const TargetStream *stream = &target->streams.at[i];
		if (stream->gathered.len > 0)
			ok = write_stream(target, &intake, stream, changed, err);
	}
	*changed = *changed || stream_intake_changed(&intake);
	stream_intake_close(&intake);
	return ok;
}

static MUST_CHECK bool release(SingerTarget *target, const TargetStream *stream, bool *changed,
			       Err *err)
{
	RetrySummary released;
	bool own = target->request.source.len == 0;
	if (!stream_release(target->app, stream->mapping, own ? STR(STREAM_SOURCE) : stream->source,
			    &released, err))
		return false;
	*changed = released.tried > 0;
	if (!*changed)
		return true;
	const SingerRequest *request = &target->request;
	Arena *mem = target->app->mem;
	request->note(request->context,
		      str_format(mem,
				 "%llu records of the stream '%.*s' had waited for its mapping: "
				 "%llu taken, %llu wait on",
				 (unsigned long long)released.tried, STR_ARG(stream->name),
				 (unsigned long long)released.taken,
				 (unsigned long long)released.waiting));
	return true;
}

bool singer_release(SingerTarget *target, const TargetStream *stream, Err *err)
{
	bool changed;
	if (!app_begin_write(target->app, err))
		return false;
	bool ok = release(target, stream, &changed, err);
	if (ok && changed)
		return app_commit(target->app, err);
	app_end(target->app);
	return ok;
}

bool singer_write_records(SingerTarget *target, Err *err)
{
	bool changed;
	if (!app_begin_write(target->app, err))
		return false;
	bool ok = write_streams(target, &changed, err);
	if (ok && changed)
		return singer_commit(target, err);
	singer_abandon(target);
	return ok;
}
