#include "http/routes.h"

#include "answer/import_json.h"
#include "base/utf8.h"
#include "http/page_cursor.h"

#include <string.h>

static const Shape IMPORT_LIST = {.kind = SHAPE_LIST, .items = &IMPORT_SHAPE};
static const Shape ROW_LIST = {.kind = SHAPE_LIST, .items = &QUARANTINE_ROW_SHAPE};
static const Shape REASON = {.kind = SHAPE_TEXT, .maximum = 10000};

const Shape IMPORTS_SHAPE = {
	.name = "Imports",
	.kind = SHAPE_OBJECT,
	.help = "a page of the imports",
	SHAPE_MEMBERS({"imports", &IMPORT_LIST, ALWAYS, "newest first"}, PAGE_MEMBERS),
};

const Shape IMPORT_UNDO_REQUEST_SHAPE = {
	.name = "ImportUndoRequest",
	.kind = SHAPE_OBJECT,
	.help = "why an import is undone",
	SHAPE_MEMBERS({"reason", &REASON, OPTIONAL_NULLABLE, "at most 10000 bytes"}),
};

const Shape QUARANTINE_SHAPE = {
	.name = "Quarantine",
	.kind = SHAPE_OBJECT,
	.help = "a page of the rows that wait",
	SHAPE_MEMBERS({"rows", &ROW_LIST, ALWAYS, "oldest first"}, PAGE_MEMBERS),
};

typedef struct ImportsResult {
	ImportList list;
	PageSlice slice;
} ImportsResult;

static ItemMark import_mark(const void *items, size_t place)
{
	const ImportRecord *imports = items;
	return (ItemMark){.id = imports[place].id};
}

static PagedList paged_imports(const ImportsResult *result)
{
	return (PagedList){result->list.at, result->list.len, import_mark};
}

bool api_imports_list_run(Call *call, Err *err)
{
	PageCursor cursor;
	ImportsResult *result = ARENA_NEW(call->mem, ImportsResult);
	if (!page_cursor_read(call, &cursor, err) || !imports_list(call->app, &result->list, err))
		return false;
	PagedList list = paged_imports(result);
	result->slice = page_slice(call, &cursor, &list);
	call->result = result;
	return true;
}

static MUST_CHECK bool put_import(Call *call, const ImportRecord *import, Err *err)
{
	const JsonValue *warnings;
	if (!import_read_warnings(call->mem, import, &warnings, err))
		return false;
	json_put_import(&call->json, call->mem, import, warnings);
	return true;
}

bool api_imports_list_render(Call *call, Err *err)
{
	const ImportsResult *result = call->result;
	PagedList list = paged_imports(result);
	json_write_begin_object(&call->json);
	json_put_key(&call->json, "imports");
	json_write_begin_array(&call->json);
	for (size_t i = result->slice.from; i < result->slice.to; i++) {
		if (!put_import(call, &result->list.at[i], err))
			return false;
	}
	json_write_end_array(&call->json);
	page_put(call, &result->slice, &list);
	json_write_end_object(&call->json);
	return true;
}

bool api_import_show_run(Call *call, Err *err)
{
	ImportRecord *import = ARENA_NEW(call->mem, ImportRecord);
	call->result = import;
	return imports_show(call->app, call_given(call, "id")->number, import, err);
}

bool api_import_show_render(Call *call, Err *err)
{
	return put_import(call, call->result, err);
}

bool api_import_file_run(Call *call, Err *err)
{
	if (!call->request->upload)
		return fail(err, ERR_INPUT, "the file is empty");
	if (!utf8_is_plain(call_given(call, "file")->text)) {
		(void)fail(err, ERR_INPUT,
			   "file: the name of a file has no control characters here");
		return fail_at(err, "file");
	}
	ImportRequest request = {
		.path = call->request->upload->path,
		.file_name = call_given(call, "file")->text,
		.mapping = call_given(call, "mapping")->text,
		.place = MAPPING_KEPT,
		.dry_run = call_given(call, "dry_run")->number != 0,
		.source = call_given(call, "source")->text,
		.contract = call_given(call, "contract")->text,
		.time_zone = call_given(call, "time_zone")->text,
		.dates = call_given(call, "dates")->text,
		.complete = call_given(call, "complete")->number != 0,
	};
	call->result = ARENA_NEW(call->mem, ImportSummary);
	if (imports_run(call->app, &request, call->result, err))
		return true;
	if (request.mapping.len == 0 && strcmp(err->field, "mapping") == 0)
		call->remedy =
			STR("Name what it is with the parameter mapping; GET /api/v1/mappings "
			    "lists all there are.");
	return false;
}

bool api_import_file_render(Call *call, Err *err)
{
	const ImportSummary *summary = call->result;
	(void)err;
	json_put_import_summary(&call->json, call->mem, summary);
	/* A file whose rows are all known makes nothing. */
	if (summary->id == 0)
		call->reply->status = call->route->dry_run_status;
	return true;
}

bool api_import_undo_run(Call *call, Err *err)
{
	call->result = ARENA_NEW(call->mem, UndoSummary);
	return imports_undo(call->app, call_given(call, "id")->number, call_text(call, "reason"),
			    call->result, err);
}

bool api_import_undo_render(Call *call, Err *err)
{
	(void)err;
	json_put_undo(&call->json, call->result);
	return true;
}

/* There may be more rows than memory holds, so only those of the page are read. */
static ItemMark row_mark(const void *items, size_t place)
{
	const QuarantinePart *part = items;
	return (ItemMark){.id = part->list.at[place - part->before].id};
}

static MUST_CHECK bool read_filter(Call *call, QuarantineQuery *out, Err *err)
{
	QuarantineRow row;
	const Given *group = call_given(call, "group");
	QuarantineQuery query = {
		.source = call_given(call, "source")->text,
		.fact = call_given(call, "fact")->text,
		.code = call_given(call, "code")->text,
		.subject = call_given(call, "subject")->text,
		.unknown = call_given(call, "unknown")->text,
		.within = call_given(call, "within")->text,
	};
	if (query.subject.len == 0 && query.unknown.len + query.within.len > 0) {
		(void)fail(err, ERR_USAGE, "subject: it tells what the unknown name is of");
		return fail_at(err, "subject");
	}
	if (group->given) {
		if (query.source.len + query.fact.len + query.code.len + query.subject.len > 0) {
			(void)fail(err, ERR_USAGE,
				   "group: it tells source, fact, code and names; leave them out");
			return fail_at(err, "group");
		}
		if (!quarantine_row(call->app, group->number, &row, err))
			return false;
		QuarantineGroup of_row = quarantine_group_of(&row);
		query = quarantine_query_of(&of_row);
	}
	*out = query;
	return true;
}

bool api_quarantine_list_run(Call *call, Err *err)
{
	PageCursor cursor;
	QuarantineQuery query;
	if (!page_cursor_read(call, &cursor, err) || !read_filter(call, &query, err))
		return false;
	query.import_id = call_given(call, "import")->number;
	query.after = cursor.last.id;
	query.limit = (int64_t)page_limit(call);
	call->result = ARENA_NEW(call->mem, QuarantinePart);
	return quarantine_rows(call->app, &query, call->result, err);
}

bool api_quarantine_list_render(Call *call, Err *err)
{
	const QuarantinePart *part = call->result;
	PagedList list = {part, part->total, row_mark};
	PageSlice slice = {part->before, part->before + part->list.len};
	(void)err;
	json_write_begin_object(&call->json);
	json_put_key(&call->json, "rows");
	json_write_begin_array(&call->json);
	for (size_t i = 0; i < part->list.len; i++)
		json_put_quarantine_row(&call->json, call->mem, &part->list.at[i]);
	json_write_end_array(&call->json);
	page_put(call, &slice, &list);
	json_write_end_object(&call->json);
	return true;
}

bool api_quarantine_show_run(Call *call, Err *err)
{
	call->result = ARENA_NEW(call->mem, QuarantineRow);
	return quarantine_row(call->app, call_given(call, "id")->number, call->result, err);
}

bool api_quarantine_show_render(Call *call, Err *err)
{
	(void)err;
	json_put_quarantine_row(&call->json, call->mem, call->result);
	return true;
}
