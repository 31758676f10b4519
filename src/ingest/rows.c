#include "ingest/rows.h"

#include "base/utf8.h"
#include "ingest/spec.h"

enum { ROW_MEMORY = 256 * 1024 }; /* bytes after which the texts of past rows are given back */

static void begin_row(RowJob *job)
{
	if (job->row_mem.total > ROW_MEMORY)
		arena_deinit(&job->row_mem);
}

static bool give_reject(RowJob *job, Reject reject, const Err *why, Err *err)
{
	reject.column = utf8_printable(&job->row_mem, reject.column);
	reject.reason = utf8_printable(&job->row_mem, str_from_c(why->text));
	return job->sink.reject(job->sink.context, &reject, err);
}

bool rows_reject(RowJob *job, Reject reject, const Err *why, Err *err)
{
	begin_row(job);
	return give_reject(job, reject, why, err);
}

bool rows_give(RowJob *job, Drafter *drafter, const RowView *view, uint64_t line, Str raw, Err *err)
{
	Draft draft;
	Reject reject = {.line = line, .raw = raw};
	Err why;
	begin_row(job);
	if (!drafter_make(drafter, view, &job->row_mem, &draft, &reject, &why))
		return give_reject(job, reject, &why, err);
	draft.line = line;
	draft.raw = raw;
	return job->sink.take(job->sink.context, &draft, err);
}
