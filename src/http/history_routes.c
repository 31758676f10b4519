#include "http/routes.h"

#include "answer/history_json.h"
#include "answer/movements_json.h"
#include "answer/report_json.h"
#include "http/page_cursor.h"

static const Shape ENTRY_LIST = {.kind = SHAPE_LIST, .items = &REPORT_ENTRY_SHAPE};

const Shape REPORT_SHAPE = {
	.name = "HistoryReport",
	.kind = SHAPE_OBJECT,
	.help = "a page of the history report",
	SHAPE_MEMBERS({"entries", &ENTRY_LIST, ALWAYS, "by day, then contract and number"},
		      PAGE_MEMBERS),
};

typedef struct HistoryResult {
	HistoryQuery query;
	HistoryAnswer answer;
} HistoryResult;

bool api_history_run(Call *call, Err *err)
{
	HistoryResult *result = ARENA_NEW(call->mem, HistoryResult);
	const Given *by = call_given(call, "by");
	Period range = {call_given(call, "from")->date, call_given(call, "to")->date};
	result->query = (HistoryQuery){
		.key = call_given(call, "key")->text,
		.moment = call_moment(call),
		.epicom2011 = call_given(call, "convention")->number == 1,
		.by_period = by->given || date_is_set(range.from) || date_is_set(range.to),
		.granularity = by->given ? (Granularity)by->number : GRANULARITY_YEAR,
		.range = range,
	};
	call->result = result;
	return histories_read(call->app, &result->query, &result->answer, err);
}

bool api_history_render(Call *call, Err *err)
{
	const HistoryResult *result = call->result;
	(void)err;
	json_put_history(&call->json, call->mem, &result->query, &result->answer);
	return true;
}

typedef struct ReportResult {
	ReportAnswer answer;
	PageSlice slice;
} ReportResult;

static ItemMark mark_of(const void *items, size_t place)
{
	const ReportRow *rows = items;
	return (ItemMark){rows[place].contract->id, rows[place].line.entry->number};
}

static PagedList paged(const ReportResult *result)
{
	return (PagedList){result->answer.rows, result->answer.len, mark_of};
}

static MUST_CHECK bool read_report(Call *call, ReportAnswer *out, Err *err)
{
	ReportQuery query = {
		.range = {call_given(call, "from")->date, call_given(call, "to")->date},
		.by_recorded = call_given(call, "by")->number == 1,
		.contract = call_given(call, "contract")->text,
		.account = call_given(call, "account")->text,
	};
	if (query.contract.len > 0 && query.account.len > 0) {
		(void)fail(err, ERR_USAGE, "contract and account exclude each other");
		return fail_at(err, "account");
	}
	return histories_report(call->app, &query, out, err);
}

bool api_report_run(Call *call, Err *err)
{
	PageCursor cursor;
	ReportResult *result = ARENA_NEW(call->mem, ReportResult);
	if (!page_cursor_read(call, &cursor, err) || !read_report(call, &result->answer, err))
		return false;
	PagedList list = paged(result);
	result->slice = page_slice(call, &cursor, &list);
	call->result = result;
	return true;
}

bool api_report_csv_run(Call *call, Err *err)
{
	call->result = ARENA_NEW(call->mem, ReportAnswer);
	return read_report(call, call->result, err);
}

bool api_report_render(Call *call, Err *err)
{
	const ReportResult *result = call->result;
	PagedList list = paged(result);
	(void)err;
	json_write_begin_object(&call->json);
	json_put_key(&call->json, "entries");
	json_write_begin_array(&call->json);
	for (size_t i = result->slice.from; i < result->slice.to; i++)
		json_put_report_entry(&call->json, call->mem, result->answer.fields,
				      &result->answer.rows[i]);
	json_write_end_array(&call->json);
	page_put(call, &result->slice, &list);
	json_write_end_object(&call->json);
	return true;
}

bool api_report_csv_render(Call *call, Err *err)
{
	(void)err;
	report_write_csv(&call->reply->body, call->mem, call->result);
	call->reply->attachment = STR("history-report.csv");
	return true;
}

bool api_movements_run(Call *call, Err *err)
{
	call->result = ARENA_NEW(call->mem, MovementAnswer);
	return histories_movements(call->app, call_given(call, "from")->date,
				   call_given(call, "to")->date, call_moment(call), call->result,
				   err);
}

bool api_movements_render(Call *call, Err *err)
{
	(void)err;
	json_put_movements(&call->json, call->mem, call_moment(call), call->result);
	return true;
}
