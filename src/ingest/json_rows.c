#include "ingest/row_formats.h"

#include "base/json_items.h"
#include "ingest/json_path.h"

enum { HEAD_MAX = 1024 * 1024 }; /* bytes in which the place of the records must show */

typedef struct JsonRows {
	RowJob *job;
	JsonShape shape;
	JsonItems *items;
	const JsonValue *record; /* of it */
	JsonLocator locator;
} JsonRows;

static Str raw_of(JsonRows *rows, const JsonValue *value)
{
	return json_source_of(&rows->locator, value);
}

static bool reject_value(JsonRows *rows, const JsonValue *value, const char *wanted, Err *err)
{
	Err why;
	(void)fail(&why, ERR_INPUT, "%s is needed here, not %s", wanted,
		   json_kind_name(value->kind));
	return rows_reject(rows->job,
			   (Reject){.line = value->line,
				    .column = value->key,
				    .raw = raw_of(rows, value)},
			   &why, err);
}

static bool take_row(void *context, const JsonValue *row, bool misplaced, Err *err)
{
	JsonRows *rows = context;
	if (misplaced || row->kind != JSON_OBJECT)
		return reject_value(rows, row, misplaced ? "an array" : "an object", err);
	return rows_give_json(rows->job, row, rows->record, row->line, raw_of(rows, row), err);
}

/* A record must be what the mapping takes it for: at least, it has the first part of its key. */
static bool is_record(const JsonRows *rows, const JsonValue *record)
{
	const Ref *ref = mapping_record_ref(rows->job->mapping);
	return record->kind == JSON_OBJECT && (!ref || json_find(record, ref->text));
}

static bool take_record(void *context, const JsonValue *record, bool misplaced, Err *err)
{
	JsonRows *rows = context;
	const Mapping *mapping = rows->job->mapping;
	size_t found = 0;
	if (misplaced)
		return reject_value(rows, record, "an array", err);
	if (!is_record(rows, record)) {
		Err why;
		const Ref *ref = mapping_record_ref(mapping);
		Str label = ref ? ref->label : (Str){0};
		(void)fail(&why, ERR_INPUT, "this is no record: it has no '%.*s'",
			   STR_ARG(ref ? ref->text : label));
		return rows_reject(rows->job,
				   (Reject){.line = record->line,
					    .column = label,
					    .raw = raw_of(rows, record)},
				   &why, err);
	}
	rows->record = record;
	return json_visit(record, mapping->row, take_row, rows, &found, err);
}

/* Whether a document can have this pattern; what a stream gives has it anyhow. */
static bool can_have(const JsonRows *rows, const JsonValue *value, Str pattern)
{
	if (rows->shape.stream.len > 0)
		return str_eq(json_stream_part(pattern), rows->shape.stream);
	if (pattern.len == 0)
		return rows->shape.lines || is_record(rows, value);
	return !str_starts(pattern, STR("/*")) || value->kind == JSON_ARRAY;
}

/*
 * Of the patterns that the value can have, the first one that finds records. Where the document itself
 * is the value and none does, the document is of another kind.
 */
static bool take_value(JsonRows *rows, const JsonValue *value, Err *err)
{
	const Mapping *mapping = rows->job->mapping;
	for (size_t i = 0; i < mapping->record_count; i++) {
		Str pattern = mapping->records[i];
		size_t found = 0;
		if (!can_have(rows, value, pattern))
			continue;
		Str rest = str_slice(pattern, rows->shape.stream.len, pattern.len);
		if (!json_visit(value, rest, take_record, rows, &found, err))
			return false;
		if (found > 0)
			return true;
	}
	if (rows->shape.stream.len > 0 || rows->shape.lines)
		return true;
	const Ref *ref = mapping_record_ref(mapping);
	return fail(err, ERR_INPUT, "%s: there are no records of the mapping '%.*s': no '%.*s'",
		    rows->job->source.name, STR_ARG(mapping->info.name),
		    STR_ARG(ref ? ref->text : mapping->records[0]));
}

static bool take_item(JsonRows *rows, const JsonItem *item, Err *err)
{
	if (!item->value) {
		Reject reject = {.line = item->line, .raw = item->raw, .raw_cut = item->raw_cut};
		return rows_reject(rows->job, reject, item->fault, err);
	}
	rows->locator = json_locator(item->raw, item->line, item->column);
	return take_value(rows, item->value, err);
}

static bool take_chunk(JsonRows *rows, Str chunk, bool last, Err *err)
{
	JsonStep step;
	JsonItem item;
	json_items_feed(rows->items, chunk, last);
	for (;;) {
		if (!json_items_next(rows->items, &step, &item, err))
			return fail_in(err, "%s", rows->job->source.name);
		if (step != JSON_ITEM)
			return true;
		if (!take_item(rows, &item, err))
			return false;
	}
}

static bool next(RowJob *job, Str *chunk, bool *last, Err *err)
{
	return job->source.next(job->source.context, chunk, last, err);
}

/* Reads the beginning, in which the shape of the document shows. */
static bool read_head(JsonRows *rows, Buf *head, bool *last, Err *err)
{
	RowJob *job = rows->job;
	*last = false;
	while (!*last && head->len < HEAD_MAX) {
		Str chunk;
		if (!next(job, &chunk, last, err))
			return false;
		buf_add(head, chunk);
	}
	rows->shape = json_shape_of(buf_str(head), *last, job->mapping->records,
				    job->mapping->record_count);
	return true;
}

static bool read_all(JsonRows *rows, Str head, bool last, Err *err)
{
	if (!take_chunk(rows, head, last, err))
		return false;
	while (!last) {
		Str chunk;
		if (!next(rows->job, &chunk, &last, err) || !take_chunk(rows, chunk, last, err))
			return false;
	}
	return true;
}

bool json_rows_read(RowJob *job, Err *err)
{
	JsonRows rows = {.job = job};
	Buf head = {.mem = job->mem};
	bool last;
	if (!rows_begin(job, (Header){0}, ',', err) || !read_head(&rows, &head, &last, err))
		return false;
	JsonItemsOptions options = {.where = rows.shape.stream, .lines = rows.shape.lines};
	if (!json_items_open(options, &rows.items, err))
		return fail_in(err, "%s", job->source.name);
	bool ok = read_all(&rows, buf_str(&head), last, err);
	json_items_close(rows.items);
	return ok;
}
