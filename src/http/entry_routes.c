#include "http/routes.h"

#include "answer/sums_json.h"
#include "answer/time_entry_json.h"
#include "base/utf8.h"
#include "http/page_cursor.h"
#include "http/spool.h"

#include <string.h>

enum { LINES_AT_ONCE = 1000, SCRATCH_BYTES = 1 << 20 };

const Shape ENTRIES_SHAPE = {
	.name = "TimeEntries",
	.kind = SHAPE_OBJECT,
	.help = "a page of time entries, with the sums of all pages",
	SHAPE_MEMBERS(ENTRIES_MEMBERS, {"next", &SHAPE_OF_TEXT, NULLABLE,
					"cursor of the next page; null: the last"}),
};

/* What both entries and sums are asked by. */
static EntriesQuery read_query(const Call *call)
{
	return (EntriesQuery){
		.contract = call_given(call, "contract")->text,
		.task = call_given(call, "task")->text,
		.resource = call_given(call, "resource")->text,
		.source = call_given(call, "source")->text,
		.from = call_given(call, "from")->date,
		.to = call_given(call, "to")->date,
		.moment = {call_given(call, "as_of")->date, call_given(call, "known_at")->instant,
			   INSTANT_MAX},
	};
}

static bool is_backwards(const Call *call)
{
	return call_given(call, "order")->number != 0;
}

/* The place as numbers, and behind them the external id. */
typedef struct PlaceNumbers {
	int64_t contract_id;
	int64_t source_id;
	int32_t day;
	int32_t part;
} PlaceNumbers;

static Str place_text(const Call *call, const EntryPlace *place)
{
	Buf out = {.mem = call->mem};
	PlaceNumbers numbers = {place->contract_id, place->source_id, place->work_date.day,
				place->part};
	buf_add(&out, (Str){(const char *)&numbers, sizeof numbers});
	buf_add(&out, place->external_id);
	return cursor_seal(call, buf_str(&out));
}

static bool is_day(int32_t day)
{
	return day >= DAY_MIN && day <= DAY_MAX;
}

static bool is_text(Str text)
{
	return utf8_valid(text) && (text.len == 0 || !memchr(text.ptr, 0, text.len));
}

/* Anybody can make up a cursor, so what it holds is looked at like any input. */
static MUST_CHECK bool read_place(Call *call, EntryPlace *out, Err *err)
{
	Str content;
	PlaceNumbers numbers;
	if (!call_given(call, "cursor")->given)
		return true;
	if (!cursor_open(call, &content, err))
		return false;
	if (content.len < sizeof numbers)
		return cursor_refuse(call, err);
	memcpy(&numbers, content.ptr, sizeof numbers);
	Str external_id = str_slice(content, sizeof numbers, content.len);
	if (!is_day(numbers.day) || !is_text(external_id))
		return cursor_refuse(call, err);
	*out = (EntryPlace){
		.set = true,
		.contract_id = numbers.contract_id,
		.work_date = {numbers.day},
		.source_id = numbers.source_id,
		.external_id = external_id,
		.part = numbers.part,
	};
	return true;
}

typedef struct EntriesResult {
	EntriesQuery query;
	EntriesPage page;
} EntriesResult;

bool api_entries_list_run(Call *call, Err *err)
{
	EntriesResult *result = ARENA_NEW(call->mem, EntriesResult);
	result->query = read_query(call);
	result->query.limit = page_limit(call);
	result->query.backwards = is_backwards(call);
	call->result = result;
	return read_place(call, &result->query.after, err) &&
	       entries_page(call->app, &result->query, &result->page, err);
}

bool api_entries_list_render(Call *call, Err *err)
{
	const EntriesResult *result = call->result;
	const EntriesPage *page = &result->page;
	(void)err;
	json_write_begin_object(&call->json);
	json_put_entries_begin(&call->json, call->mem, &result->query);
	for (size_t i = 0; i < page->len; i++)
		json_put_time_entry(&call->json, call->mem, &page->at[i]);
	json_put_entries_end(&call->json, call->mem, page);
	json_put_member(&call->json, "next", page->more ? place_text(call, &page->last) : (Str){0});
	json_write_end_object(&call->json);
	return true;
}

/* Lines on their way into a file: there may be more than memory holds. */
typedef struct EntryLines {
	Spool spool;
	Arena scratch;
} EntryLines;

static MUST_CHECK bool add_titles(EntryLines *lines, Err *err)
{
	Buf text = {.mem = &lines->scratch};
	entries_csv_titles(&text);
	return spool_write(&lines->spool, buf_str(&text), err);
}

static bool add_lines(void *context, const ShownEntry *entries, size_t len, Err *err)
{
	EntryLines *lines = context;
	for (size_t i = 0; i < len; i += LINES_AT_ONCE) {
		Buf text = {.mem = &lines->scratch};
		size_t rest = len - i;
		entries_csv_rows(&text, &lines->scratch, &entries[i],
				 rest < LINES_AT_ONCE ? rest : LINES_AT_ONCE);
		if (!spool_write(&lines->spool, buf_str(&text), err))
			return false;
		arena_trim(&lines->scratch, SCRATCH_BYTES);
	}
	return true;
}

bool api_entries_csv_run(Call *call, Err *err)
{
	EntriesQuery query = read_query(call);
	EntryLines *lines = ARENA_NEW(call->mem, EntryLines);
	EntriesPage page;
	query.backwards = is_backwards(call);
	if (!spool_open(&lines->spool, err))
		return false;
	arena_init(&lines->scratch);
	bool ok = add_titles(lines, err) &&
		  entries_visit(call->app, &query, add_lines, lines, &page, err);
	arena_deinit(&lines->scratch);
	if (!ok)
		spool_close(&lines->spool);
	call->result = lines;
	return ok;
}

bool api_entries_csv_render(Call *call, Err *err)
{
	const EntryLines *lines = call->result;
	Reply *reply = call->reply;
	(void)err;
	reply->attachment = STR("entries.csv");
	reply->file_bytes = lines->spool.bytes;
	reply->file = lines->spool.file;
	return true;
}

bool api_entry_show_run(Call *call, Err *err)
{
	call->result = ARENA_NEW(call->mem, ShownVersions);
	return entry_show(call->app, call_given(call, "source")->text,
			  call_given(call, "external_id")->text, call->result, err);
}

bool api_entry_show_render(Call *call, Err *err)
{
	(void)err;
	json_put_entry_versions(&call->json, call->mem, call->result);
	return true;
}

typedef struct SumsResult {
	EntriesQuery query;
	SumTable table;
} SumsResult;

bool api_sums_run(Call *call, Err *err)
{
	unsigned by;
	SumsResult *result = ARENA_NEW(call->mem, SumsResult);
	result->query = read_query(call);
	call->result = result;
	return sum_by_parse(call_given(call, "by")->text, &by, err) &&
	       entries_sum_table(call->app, &result->query, by, &result->table, err);
}

bool api_sums_render(Call *call, Err *err)
{
	const SumsResult *result = call->result;
	(void)err;
	json_put_sums(&call->json, call->mem, &result->query, &result->table);
	return true;
}

bool api_sums_csv_render(Call *call, Err *err)
{
	const SumsResult *result = call->result;
	(void)err;
	sums_write_csv(&call->reply->body, call->mem, &result->table);
	call->reply->attachment = STR("sums.csv");
	return true;
}
