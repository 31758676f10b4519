#include "ingest/row_formats.h"

#include "ingest/spec.h"

static bool read_format(RowJob *job, Err *err)
{
	if (job->sheet && job->mapping->format == FORMAT_CSV)
		return sheet_rows_read(job, err);
	if (job->sheet)
		return fail(err, ERR_INPUT, "%s: the mapping '%.*s' does not read workbooks",
			    job->source.name, STR_ARG(job->mapping->info.name));
	switch (job->mapping->format) {
	case FORMAT_CSV:
		return csv_rows_read(job, err);
	case FORMAT_JSON:
		return json_rows_read(job, err);
	case FORMAT_TIMECLOCK:
		return timeclock_rows_read(job, err);
	}
	__builtin_unreachable();
}

bool rows_read(RowJob *job, Err *err)
{
	arena_init(&job->row_mem);
	bool ok = read_format(job, err);
	arena_deinit(&job->row_mem);
	fact_drafter_close(&job->fact_drafter);
	return ok;
}
