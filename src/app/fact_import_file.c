#include "app/fact_import_file.h"

#include "app/fact_import.h"
#include "base/json_write.h"
#include "store/recording_clock.h"

/* One import on its way. */
typedef struct Importing {
	App *app;
	const ImportRequest *request;
	InputFile *file;
	const Mapping *mapping;
	const FactReading *reading;
	ImportSummary summary;
	FactIntake *intake;
	Str sha256;
	uint64_t bytes;
} Importing;

/* The intake's sink, with the file's progress. */
typedef struct ToldSink {
	Importing *importing;
	FactSink inner;
} ToldSink;

static bool told_take(void *context, const FactDraft *draft, Err *err)
{
	const ToldSink *sink = context;
	return sink->inner.take(sink->inner.context, draft, err);
}

static bool told_reject(void *context, const Reject *reject, Err *err)
{
	const ToldSink *sink = context;
	return sink->inner.reject(sink->inner.context, reject, err);
}

static void told_pass(void *context, FactPass why, uint64_t line)
{
	const ToldSink *sink = context;
	sink->inner.pass(sink->inner.context, why, line);
}

static void told_progress(void *context, uint64_t bytes)
{
	const ImportRequest *request = ((const ToldSink *)context)->importing->request;
	request->progress(request->context, bytes, 0);
}

static MUST_CHECK bool read_file(Importing *im, Err *err)
{
	FactKind kind = mapping_info(im->mapping)->fact;
	ToldSink told = {im, fact_intake_sink(im->intake, kind)};
	FactSink sink = {&told, told_take, told_reject, told_pass,
			 im->request->progress ? told_progress : NULL};
	return input_read_facts(im->file, im->mapping, im->reading, sink, &im->sha256, &im->bytes,
				im->app->mem, err);
}

static MUST_CHECK bool check_complete(FactKind kind, Err *err)
{
	size_t place;
	if (fact_spec(kind)->sourced && fact_field_find(kind, STR("external_id"), &place))
		return true;
	return fail(err, ERR_INPUT,
		    "a file of %s cannot be complete for its source: they are not told apart by one",
		    fact_spec(kind)->plural) ||
	       fail_at(err, "complete");
}

static MUST_CHECK bool insert_record(const Importing *im, Instant at, Err *err)
{
	ImportRecord record = {
		.id = im->summary.id,
		.source = im->summary.source,
		.mapping = im->summary.mapping,
		.file = im->summary.file,
		.recorded_at = at,
		.recorded_by = im->app->user,
	};
	return import_insert(im->app->db, &record, err);
}

static MUST_CHECK bool take_all(Importing *im, Err *err)
{
	bool complete = im->request->complete;
	FactKind kind = mapping_info(im->mapping)->fact;
	if (complete)
		fact_intake_remember(im->intake);
	if (!read_file(im, err) || !fact_intake_flush(im->intake, err))
		return false;
	if (im->request->progress)
		im->request->progress(im->request->context, im->bytes,
				      fact_intake_counts(im->intake)->read);
	return !complete || fact_intake_delete_others(im->intake, kind, err);
}

static void sum_up(Importing *im)
{
	const FactCounts *counts = fact_intake_counts(im->intake);
	ImportSummary *summary = &im->summary;
	summary->read = counts->read;
	summary->accepted = counts->accepted;
	summary->corrected = counts->corrected;
	summary->unchanged = counts->unchanged;
	summary->quarantined = counts->quarantined;
	summary->waiting_already = counts->waiting_already;
	summary->contracts = counts->contracts;
	summary->first_rejects = counts->first_rejects;
	summary->first_reject_count = counts->first_reject_count;
	summary->deleted = counts->deleted;
	summary->seconds = counts->seconds;
	summary->waiting_seconds = counts->waiting_seconds;
	summary->days = counts->days;
	for (int i = 0; i < PASSES; i++)
		summary->passed[i] = counts->passed[i];
	for (int i = 0; i < FACT_WARNINGS; i++)
		summary->fact_warnings[i] = counts->warnings[i];
}

static Str warnings_json(Arena *mem, const uint64_t counts[FACT_WARNINGS])
{
	Buf buf = {.mem = mem};
	JsonWriter json;
	json_write_init(&json, &buf, false);
	json_write_begin_object(&json);
	for (int i = 0; i < FACT_WARNINGS; i++) {
		if (counts[i] == 0)
			continue;
		json_write_key(&json, str_from_c(fact_warning_name((FactWarning)i)));
		json_write_int(&json, (int64_t)counts[i]);
	}
	json_write_end_object(&json);
	return buf_str(&buf);
}

static MUST_CHECK bool finish_record(const Importing *im, Err *err)
{
	const ImportSummary *summary = &im->summary;
	ImportRecord record = {
		.id = summary->id,
		.file_bytes = (int64_t)im->bytes,
		.file_sha256 = im->sha256,
		.rows_read = (int64_t)summary->read,
		.rows_accepted = (int64_t)summary->accepted,
		.rows_corrected = (int64_t)summary->corrected,
		.rows_unchanged = (int64_t)summary->unchanged,
		.rows_quarantined = (int64_t)summary->quarantined,
		.warnings = warnings_json(im->app->mem, summary->fact_warnings),
	};
	return import_finish(im->app->db, &record, err);
}

/* Inside the transaction. */
static MUST_CHECK bool apply(Importing *im, bool *changed, Err *err)
{
	Instant at;
	App *app = im->app;
	FactOrigin origin = {.source = im->summary.source,
			     .import_id = im->summary.id,
			     .file = im->summary.file,
			     .contract = im->request->contract,
			     .time_zone = im->request->time_zone};
	if (!recording_clock_tick(app->db, app->now, &at, err) || !insert_record(im, at, err) ||
	    !fact_intake_open(app, app->mem, at, &origin, &im->intake, err))
		return false;
	bool ok = take_all(im, err);
	if (ok) {
		sum_up(im);
		*changed = fact_intake_changed(im->intake);
	}
	fact_intake_close(im->intake);
	return ok && (im->summary.dry_run || !*changed || finish_record(im, err));
}

bool fact_import_file(App *app, const ImportRequest *request, InputFile *file,
		      const Mapping *mapping, const FactReading *reading, ImportSummary summary,
		      ImportSummary *out, Err *err)
{
	Importing im = {app, request, file, mapping, reading, summary, NULL, {0}, 0};
	bool changed = false;
	im.summary.is_fact = true;
	im.summary.fact = mapping_info(mapping)->fact;
	if ((request->complete && !check_complete(im.summary.fact, err)) ||
	    !app_begin_write(app, err))
		return false;
	bool ok = apply(&im, &changed, err);
	if (ok && changed && !summary.dry_run) {
		*out = im.summary;
		app_tell(app, TOPIC_IMPORT, str_format(app->mem, "%lld", (long long)summary.id));
		return app_commit(app, err);
	}
	app_end(app);
	if (!ok)
		return false;
	im.summary.id = 0;
	*out = im.summary;
	return summary.dry_run || (app_begin_write(app, err) && app_commit_unchanged(app, err));
}
