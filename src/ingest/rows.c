#include "ingest/rows.h"

#include "base/utf8.h"
#include "ingest/spec.h"

enum { ROW_MEMORY = 256 * 1024 }; /* bytes after which the texts of past rows are given back */

static void begin_row(RowJob *job)
{
	arena_trim(&job->row_mem, ROW_MEMORY);
}

static bool is_fact(const RowJob *job)
{
	return job->mapping->info.is_fact;
}

bool rows_contract_told(const RowJob *job)
{
	return is_fact(job) && job->reading->contract_told;
}

bool rows_begin(RowJob *job, Header header, char delimiter, Err *err)
{
	if (is_fact(job))
		return fact_drafter_init(&job->fact_drafter, job->mapping, job->reading, header,
					 delimiter, job->mem, err);
	return drafter_init(&job->drafter, job->mapping, job->fields, header, delimiter, job->mem,
			    err);
}

static bool give_reject(RowJob *job, Reject reject, const Err *why, Err *err)
{
	reject.column = utf8_printable(&job->row_mem, reject.column);
	reject.reason = utf8_printable(&job->row_mem, str_from_c(why->text));
	if (is_fact(job))
		return job->facts.reject(job->facts.context, &reject, err);
	return job->sink.reject(job->sink.context, &reject, err);
}

bool rows_reject(RowJob *job, Reject reject, const Err *why, Err *err)
{
	begin_row(job);
	return give_reject(job, reject, why, err);
}

void rows_pass(RowJob *job, FactPass why, uint64_t line)
{
	job->facts.pass(job->facts.context, why, line);
}

static bool give_fact(RowJob *job, const RowView *view, size_t cells, uint64_t line, Str raw,
		      Err *err)
{
	FactDraft draft;
	FactPass pass;
	Reject reject = {.line = line, .raw = raw};
	Err why;
	switch (fact_drafter_make(&job->fact_drafter, view, cells, &job->row_mem, &draft, &pass,
				  &reject, &why)) {
	case DRAFT_REJECTED:
		return give_reject(job, reject, &why, err);
	case DRAFT_PASSED:
		rows_pass(job, pass, line);
		return true;
	case DRAFT_MADE:
		break;
	}
	draft.line = line;
	draft.raw = raw;
	return job->facts.take(job->facts.context, &draft, err);
}

static bool give_revision(RowJob *job, const RowView *view, uint64_t line, Str raw, Err *err)
{
	Draft draft;
	Reject reject = {.line = line, .raw = raw};
	Err why;
	if (!drafter_make(&job->drafter, view, &job->row_mem, &draft, &reject, &why))
		return give_reject(job, reject, &why, err);
	draft.line = line;
	draft.raw = raw;
	return job->sink.take(job->sink.context, &draft, err);
}

static RowView view_of_cells(RowJob *job, const Str *cells, size_t count)
{
	if (!is_fact(job))
		return (RowView){.cells = cells, .places = job->drafter.places};
	fact_drafter_choose(&job->fact_drafter, cells, count);
	return (RowView){.cells = cells,
			 .places = job->fact_drafter.places,
			 .stars = job->fact_drafter.stars,
			 .source = job->fact_drafter.source};
}

bool rows_give_cells(RowJob *job, const Str *cells, size_t count, uint64_t line, Str raw, Err *err)
{
	RowView view = view_of_cells(job, cells, count);
	begin_row(job);
	return is_fact(job) ? give_fact(job, &view, count, line, raw, err)
			    : give_revision(job, &view, line, raw, err);
}

Str rows_key_of(RowJob *job, const Str *cells, size_t count)
{
	RowView view = view_of_cells(job, cells, count);
	return is_fact(job) ? fact_drafter_key(&job->fact_drafter, &view, &job->row_mem) : (Str){0};
}

bool rows_give_json(RowJob *job, const JsonValue *row, const JsonValue *record, uint64_t line,
		    Str raw, Err *err)
{
	RowView view = {.row = row, .record = record};
	begin_row(job);
	if (!is_fact(job))
		return give_revision(job, &view, line, raw, err);
	view.source = job->fact_drafter.source;
	return give_fact(job, &view, 0, line, raw, err);
}

void rows_observe(RowJob *job, const Str *cells, size_t count)
{
	RowView view = view_of_cells(job, cells, count);
	begin_row(job);
	if (is_fact(job))
		fact_drafter_observe(&job->fact_drafter, &view, &job->row_mem);
}

void rows_decide(RowJob *job)
{
	if (is_fact(job))
		fact_drafter_decide(&job->fact_drafter);
}

bool rows_pass_short(RowJob *job, const Str *cells, size_t count, uint64_t line)
{
	RowView view = view_of_cells(job, cells, count);
	if (!is_fact(job) || !fact_drafter_is_total(&job->fact_drafter, &view, count))
		return false;
	rows_pass(job, PASS_TOTAL, line);
	return true;
}
