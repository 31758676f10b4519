#include "app/imports.h"

#include "app/fact_import_file.h"
#include "app/import_apply.h"
#include "app/mappings.h"
#include "app/session.h"
#include "app/settings.h"
#include "base/json_write.h"
#include "base/utf8.h"
#include "store/custom_field.h"

#include <string.h>

/* How files are read here: own mappings, the time zone. */
typedef struct Here {
	ReadMappings own;
	FactReading reading;
	Str time_zone; /* its name; empty: none was named */
} Here;

static MUST_CHECK bool read_here(App *app, ReadMappings *own, Str *zone, Err *err)
{
	if (!app_begin_read(app, err))
		return false;
	bool ok = mappings_read_own(app, own, err) && settings_time_zone(app, zone, err);
	app_end(app);
	return ok;
}

static MUST_CHECK bool load_here(App *app, const ImportRequest *request, Here *out, Err *err)
{
	ReadMappings own;
	Str zone;
	if (!read_here(app, &own, &zone, err))
		return false;
	const Mapping **list = ARENA_ARRAY(app->mem, const Mapping *, own.len);
	for (size_t i = 0; i < own.len; i++)
		list[i] = own.at[i].mapping;
	Here here = {own,
		     {.dates = request->dates,
		      .source = request->source,
		      .contract_told = request->contract.len > 0,
		      .own = list,
		      .own_count = own.len},
		     request->time_zone.len > 0 ? request->time_zone : zone};
	if (here.time_zone.len > 0 && !zone_open(app->mem, here.time_zone, &here.reading.zone, err))
		return fail_at(err, "time_zone");
	*out = here;
	return true;
}

/* The mapping that is named; NULL: none is. */
static MUST_CHECK bool find_named(App *app, const ImportRequest *request, const Here *here,
				  const Mapping **out, Err *err)
{
	static const ReadMappings none = {0};
	const ReadMappings *own = request->place == MAPPING_BUILTIN ? &none : &here->own;
	*out = NULL;
	if (request->mapping.len == 0)
		return true;
	bool found = request->place == MAPPING_ANYWHERE
			     ? mappings_find(app->mem, own, request->mapping, out, err)
			     : mappings_find_kept(app->mem, own, request->mapping, out, err);
	return found || fail_at(err, "mapping");
}

/* The fields known now and those that the mapping will declare. */
static MUST_CHECK bool load_fields(App *app, const MappingInfo *info, Fields *out, Err *err)
{
	Fields now;
	VEC(Field) custom = {0};
	if (!app_begin_read(app, err))
		return false;
	bool ok = custom_field_load(app->db, app->mem, &now, err);
	app_end(app);
	if (!ok)
		return false;
	for (size_t i = BUILTIN_FIELDS; i < now.len; i++)
		*vec_push(app->mem, &custom) = now.at[i];
	for (size_t i = 0; i < info->custom_field_count; i++) {
		int64_t place;
		Field field = info->custom_fields[i];
		if (map_get(&now.by_name, field.name, &place))
			continue;
		if (!field_check_new(&now, &field, err))
			return fail_in(err, "mapping '%.*s'", STR_ARG(info->name));
		field.id = id_next(&app->ids, app->now);
		*vec_push(app->mem, &custom) = field;
	}
	fields_init(out, app->mem, custom.at, custom.len);
	return true;
}

static Str file_name(const ImportRequest *request)
{
	const char *slash = strrchr(request->path, '/');
	if (request->file_name.len > 0)
		return request->file_name;
	return strcmp(request->path, "-") == 0 ? STR("standard input")
					       : str_from_c(slash ? slash + 1 : request->path);
}

/* Whoever sent a file knows it by its name, not by the path where it was put. */
static void tell_name(const ImportRequest *request, Err *err)
{
	Str text = str_from_c(err->text);
	if (request->file_name.len == 0 || !str_starts(text, str_from_c(request->path)))
		return;
	Err told = *err;
	(void)fail(&told, err->code, "%.*s%s", STR_ARG(request->file_name),
		   err->text + strlen(request->path));
	memcpy(err->text, told.text, sizeof err->text);
}

static Str warnings_json(Arena *mem, const uint64_t counts[WARNING_CODES])
{
	Buf buf = {.mem = mem};
	JsonWriter json;
	json_write_init(&json, &buf, false);
	json_write_begin_object(&json);
	for (size_t i = 0; i < WARNING_CODES; i++) {
		if (counts[i] == 0)
			continue;
		json_write_key(&json, str_from_c(warning_name((WarningCode)i)));
		json_write_int(&json, (int64_t)counts[i]);
	}
	json_write_end_object(&json);
	return buf_str(&buf);
}

static MUST_CHECK bool finish(App *app, const ImportRows *rows, const ImportSummary *summary,
			      Err *err)
{
	ImportRecord record = {
		.id = summary->id,
		.file_bytes = (int64_t)rows->bytes,
		.file_sha256 = rows->sha256,
		.rows_read = (int64_t)summary->read,
		.rows_accepted = (int64_t)summary->accepted,
		.rows_corrected = (int64_t)summary->corrected,
		.rows_unchanged = (int64_t)summary->unchanged,
		.rows_quarantined = (int64_t)summary->quarantined,
		.warnings = warnings_json(app->mem, summary->warnings),
	};
	return import_finish(app->db, &record, err);
}

/*
 * One attempt at the file, in a transaction of its own. A dry run does everything, and takes it back; so does
 * a file that brings nothing new.
 */
static MUST_CHECK bool attempt(App *app, const Mapping *mapping, ImportRows *rows,
			       ImportSummary *summary, ImportSummary *out, Err *err)
{
	bool changed;
	if (!app_begin_write(app, err))
		return false;
	bool ok = import_apply(app, mapping, rows, summary, &changed, err) &&
		  (summary->dry_run || !changed || finish(app, rows, summary, err));
	if (ok && changed && !summary->dry_run) {
		*out = *summary;
		app_tell(app, TOPIC_IMPORT, str_format(app->mem, "%lld", (long long)summary->id));
		return app_commit(app, err);
	}
	app_end(app);
	if (!ok)
		return false;
	summary->id = 0;
	*out = *summary;
	return summary->dry_run || (app_begin_write(app, err) && app_commit_unchanged(app, err));
}

/* An attempt may show that a row cannot leave its contract; that row waits, and the others are taken anew. */
static MUST_CHECK bool apply(App *app, const Mapping *mapping, ImportRows *rows,
			     ImportSummary summary, ImportSummary *out, Err *err)
{
	const ImportSummary fresh = summary;
	size_t rejects = rows->rejects.len;
	map_init(&rows->refused, rows->mem, 0);
	bool ok = attempt(app, mapping, rows, &summary, out, err);
	while (!ok && rows->again) {
		summary = fresh;
		rows->rejects.len = rejects;
		rows->again = false;
		ok = attempt(app, mapping, rows, &summary, out, err);
	}
	return ok;
}

static MUST_CHECK bool import_contracts(App *app, const ImportRequest *request, InputFile *file,
					const Mapping *mapping, ImportSummary summary,
					ImportSummary *out, Err *err)
{
	Fields fields;
	if (!load_fields(app, mapping_info(mapping), &fields, err))
		return false;
	ImportRows rows = {.mem = app->mem,
			   .fields = &fields,
			   .now = app->now,
			   .progress = request->progress,
			   .context = request->context};
	return import_rows_read(&rows, mapping, file, err) &&
	       apply(app, mapping, &rows, summary, out, err);
}

/* What only files of facts understand. */
static MUST_CHECK bool check_request(const ImportRequest *request, const MappingInfo *info,
				     Err *err)
{
	const struct {
		const char *field;
		bool given;
	} parts[] = {{"source", request->source.len > 0},
		     {"contract", request->contract.len > 0},
		     {"complete", request->complete}};
	for (size_t i = 0; i < sizeof parts / sizeof *parts && !info->is_fact; i++) {
		if (parts[i].given)
			return fail(err, ERR_INPUT,
				    "%s is for files of facts; '%.*s' reads contracts",
				    parts[i].field, STR_ARG(info->name)) ||
			       fail_at(err, parts[i].field);
	}
	if (request->source.len > 0 &&
	    (request->source.len > SOURCE_NAME_MAX || !utf8_is_plain(request->source) ||
	     str_is_dots(request->source)))
		return fail(err, ERR_INPUT, "a source's name is plain text of at most %d bytes",
			    SOURCE_NAME_MAX) ||
		       fail_at(err, "source");
	return true;
}

static MUST_CHECK bool import_input(App *app, const ImportRequest *request, const Here *here,
				    const Mapping *mapping, InputFile *file, ImportSummary *out,
				    Err *err)
{
	if (!mapping && !input_recognise(app->mem, file, &here->reading, &mapping, err))
		return false;
	const MappingInfo *info = mapping_info(mapping);
	if (!check_request(request, info, err))
		return false;
	ImportSummary summary = {
		.id = id_next(&app->ids, app->now),
		.file = file_name(request),
		.mapping = info->name,
		.source = request->source.len > 0 ? request->source : info->source,
		.dry_run = request->dry_run,
		.days = {DATE_NONE, DATE_NONE},
	};
	if (!info->is_fact)
		return import_contracts(app, request, file, mapping, summary, out, err);
	ImportRequest settled = *request;
	settled.time_zone = here->time_zone;
	return fact_import_file(app, &settled, file, mapping, &here->reading, summary, out, err);
}

bool imports_run(App *app, const ImportRequest *request, ImportSummary *out, Err *err)
{
	Here here;
	const Mapping *named;
	InputFile *file = NULL;
	bool ok = load_here(app, request, &here, err) &&
		  find_named(app, request, &here, &named, err) &&
		  input_open(app->mem, request->path, &file, err) &&
		  import_input(app, request, &here, named, file, out, err);
	if (file)
		input_close(file);
	if (!ok)
		tell_name(request, err);
	return ok;
}

bool imports_show(App *app, int64_t id, ImportRecord *out, Err *err)
{
	bool found;
	if (!app_begin_read(app, err))
		return false;
	bool ok = import_find(app->db, app->mem, id, out, &found, err) &&
		  (found || fail_no_such(err, "import", "there is no import %lld", (long long)id));
	app_end(app);
	return ok;
}

bool imports_list(App *app, ImportList *out, Err *err)
{
	if (!app_begin_read(app, err))
		return false;
	bool ok = import_list(app->db, app->mem, out, err);
	app_end(app);
	return ok;
}

static MUST_CHECK bool find_rows(App *app, const QuarantineQuery *query, QuarantinePart *out,
				 Err *err)
{
	ImportRecord import;
	bool found = true;
	int64_t id = query->import_id;
	if (id != 0 && !import_find(app->db, app->mem, id, &import, &found, err))
		return false;
	if (!found)
		return fail_no_such(err, "import", "there is no import %lld", (long long)id);
	return quarantine_list(app->db, app->mem, query, &out->list, err) &&
	       quarantine_count(app->db, query, query->after, &out->before, err) &&
	       quarantine_count(app->db, query, INT64_MAX, &out->total, err);
}

bool quarantine_rows(App *app, const QuarantineQuery *query, QuarantinePart *out, Err *err)
{
	QuarantinePart part;
	if (!app_begin_read(app, err))
		return false;
	bool ok = find_rows(app, query, &part, err);
	app_end(app);
	if (ok)
		*out = part;
	return ok;
}

bool quarantine_row(App *app, int64_t id, QuarantineRow *out, Err *err)
{
	bool found;
	if (!app_begin_read(app, err))
		return false;
	bool ok = quarantine_find(app->db, app->mem, id, out, &found, err) &&
		  (found || fail_no_such(err, "quarantine", "there is no row %lld in quarantine",
					 (long long)id));
	app_end(app);
	return ok;
}
